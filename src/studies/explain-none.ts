// Why is there no way, and what would give one? Each relaxation is tried before it is offered.

import { type FoundOptions, lawQuantile } from "../engines/routing/index.ts";
import type { Dataset } from "../model/dataset.ts";
import type { LinkId, PlaceId, ServiceId, TerminalId } from "../model/ids.ts";
import { type InstantHours, instant, isoDateOf } from "../model/units.ts";
import type { AskedRequest, PlanRequest } from "./plan-request.ts";
import type { StandingGraph } from "./prepared-graphs.ts";
import { standingGraph } from "./prepared-graphs.ts";

/** A change to the request, as text for a button and as fields to replace. */
export interface Relaxation {
  readonly label: string;
  readonly patch: Partial<Record<keyof AskedRequest, unknown>>;
}

export interface Explanation {
  readonly reason: string;
  readonly relax: readonly Relaxation[];
}

type Ask = (dataset: Dataset, standing: StandingGraph | undefined, request: PlanRequest) => FoundOptions | undefined;

/** Opening dates tried; each needs a graph of its own. */
const DATES_TRIED = 4;

/** Explains an empty answer. `found` is undefined when an end is not on the network. */
export function explainNone(
  dataset: Dataset,
  request: PlanRequest,
  found: FoundOptions | undefined,
  ask: Ask,
): Explanation {
  if (found?.status === "not-accepted") return deadlineTooEarly(dataset, request, ask);
  const works = (changed: PlanRequest) => (ask(dataset, undefined, changed)?.chosen.length ?? 0) > 0;
  const relax: Relaxation[] = [];
  let reason = "";
  const unserved = (["from", "to"] as const).filter((end) => !isServed(dataset, request, end));
  for (const end of unserved) {
    reason ||= `${request[end].names.en} has no open terminal that takes ${request.cargoLabel}.`;
  }
  for (const [i, term] of request.avoid.entries()) {
    const avoid = request.avoid.filter((_, k) => k !== i);
    if (!works({ ...request, avoid })) continue;
    relax.push({ label: `Allow ${term.label}`, patch: { avoid: avoid.map(({ text }) => text) } });
    reason ||= `Every way from ${request.from.names.en} to ${request.to.names.en} passes ${term.label}, which you avoid.`;
  }
  for (const [i, term] of request.require.entries()) {
    const require = request.require.filter((_, k) => k !== i);
    if (!works({ ...request, require })) continue;
    relax.push({ label: `Do not require ${term.label}`, patch: { require: require.map(({ text }) => text) } });
    reason ||= `No way from ${request.from.names.en} to ${request.to.names.en} passes ${term.label}.`;
  }
  if (relax.length === 0 && request.avoid.length > 1 && works({ ...request, avoid: [] })) {
    const labels = request.avoid.map(({ label }) => label).join(", ");
    relax.push({ label: "Avoid nothing", patch: { avoid: [] } });
    reason ||= `Every way passes one of ${labels}, which you avoid.`;
  }
  for (const flag of ["dangerous", "reefer"] as const) {
    if (!request.consignment[flag]) continue;
    if (!works({ ...request, consignment: { ...request.consignment, [flag]: false } })) continue;
    relax.push({ label: flag === "dangerous" ? "Ordinary goods" : "Without cooling", patch: { [flag]: false } });
    reason ||= `Every way is closed to ${flag === "dangerous" ? "dangerous" : "chilled"} goods.`;
  }
  const opening = firstOpening(dataset, request, unserved.length > 0 ? request[unserved[0] as "from"].id : "", works);
  if (opening) {
    relax.push({ label: `Network of ${opening.date}`, patch: { date: opening.date } });
    reason ||= `${opening.subject} is ${opening.state} on ${isoDateOf(request.networkDate)}; it is expected from ${opening.date}.`;
  }
  for (const cargo of otherCargo(dataset, request)) {
    if (!works({ ...request, consignment: { ...request.consignment, cargo: cargo.id } })) continue;
    relax.push({ label: `Send as ${cargo.name}`, patch: { cargo: cargo.id } });
    reason ||= `No service between ${request.from.names.en} and ${request.to.names.en} takes ${request.cargoLabel}.`;
  }
  reason ||= `No chain of open links and services joins ${request.from.names.en} and ${request.to.names.en} on ${isoDateOf(request.networkDate)}.`;
  return { reason, relax };
}

function deadlineTooEarly(dataset: Dataset, request: PlanRequest, ask: Ask): Explanation {
  const { deadline: _, ...without } = request;
  const soonest = (ask(dataset, undefined, without)?.chosen ?? []).reduce(
    (best, { evaluation }) => Math.min(best, lawQuantile(evaluation.law, 0.8)),
    Number.POSITIVE_INFINITY,
  );
  const likely = Number.isFinite(soonest) ? isoDateOf((request.depart + soonest) as InstantHours) : "";
  return {
    reason: `No way arrives by ${request.asked.deadline} with at least even odds; the quickest option arrives by ${likely} four times out of five.`,
    relax: likely
      ? [
          { label: `Deadline ${likely}`, patch: { deadline: likely } },
          { label: "No deadline", patch: { deadline: undefined } },
        ]
      : [],
  };
}

const graphOf = (dataset: Dataset, request: PlanRequest) =>
  standingGraph(dataset, {
    consignment: request.consignment,
    depart: request.depart,
    networkDate: request.networkDate,
  }).graph;

/** Whether an end has a terminal that takes this cargo. */
function isServed(dataset: Dataset, request: PlanRequest, end: "from" | "to"): boolean {
  const graph = graphOf(dataset, request);
  return (end === "from" ? graph.originOf : graph.destinationOf).has(request[end].id);
}

/** The first date at which something planned or closed opens (at a place, if one is not served) and a way appears. */
function firstOpening(dataset: Dataset, request: PlanRequest, place: string, works: (changed: PlanRequest) => boolean) {
  const dated = graphOf(dataset, request).exclusions.filter(
    ({ subject, until }) =>
      until !== undefined &&
      instant(until) > request.networkDate &&
      (place === "" || touchesPlace(dataset, subject, place)),
  );
  const dates = [...new Set(dated.map(({ until }) => until as string))].sort().slice(0, DATES_TRIED);
  for (const date of dates) {
    if (!works({ ...request, networkDate: instant(date) })) continue;
    const opens = dated.find(({ until }) => until === date);
    return {
      date,
      subject: opens?.subject ?? "",
      state: opens?.reason === "closure" ? "closed" : (opens?.reason ?? ""),
    };
  }
  return undefined;
}

/** Whether a link, service, terminal or place is at a place (or in a city). */
function touchesPlace(dataset: Dataset, subject: string, place: string): boolean {
  const there = new Set<string>([place, ...dataset.placesOfCity(place as PlaceId).map(({ id }) => id)]);
  const link = dataset.links.get(subject as LinkId);
  const stops = dataset.services.get(subject as ServiceId)?.stops ?? [];
  const terminal = dataset.terminals.get(subject as TerminalId);
  return [subject, link?.from, link?.to, terminal?.place, ...stops].some((at) => at !== undefined && there.has(at));
}

function otherCargo(dataset: Dataset, request: PlanRequest) {
  if (request.consignment.cargo === "wagon") return [];
  return [...dataset.cargoUnits.values()].filter(({ id }) => id !== request.consignment.cargo && id !== "wagon");
}
