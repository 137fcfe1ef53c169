// Why is there no way, and what would give one? Each relaxation is a patch of the request as it was asked, read and
// planned again before it is offered, so that pressing its button gives an answer.

import { type FoundOptions, type FoundPath, lawQuantile } from "../engines/routing/index.ts";
import type { Dataset } from "../model/dataset.ts";
import type { LinkId, PlaceId, ServiceId, TerminalId } from "../model/ids.ts";
import type { CargoKind, Place } from "../model/network.ts";
import { InvalidInput } from "../model/problem.ts";
import { type InstantHours, instant, isoDateOf } from "../model/units.ts";
import { nameOfSubject } from "./name-of-subject.ts";
import { type AskedRequest, type PathTerm, type PlanRequest, readRequest } from "./plan-request.ts";

import { type StandingGraph, standingGraph, triedGraph } from "./prepared-graphs.ts";
import { sayExclusion, stateOf } from "./say-exclusion.ts";

/** Fields of the request to replace; null takes a field out. */
type Patch = Partial<Record<keyof AskedRequest, unknown>>;

/** What fills the gaps of a sentence when it is said in another language: ids where the dataset has names, else words. */
type Params = Readonly<Record<string, string>>;

/** A change to the request, as text for a button and as fields to replace. */
export interface Relaxation {
  readonly label: string;
  /** Which kind of change, for readers of other languages. */
  readonly kind: RelaxKind;
  readonly params: Params;
  readonly patch: Patch;
}

export type RelaxKind =
  | "allow"
  | "not-require"
  | "avoid-nothing"
  | "not-dangerous"
  | "not-reefer"
  | "network-date"
  | "cargo"
  | "deadline"
  | "no-deadline";

export interface Explanation extends Reason {
  readonly relax: readonly Relaxation[];
}

/** Why there is no way: an English sentence, and its code and gaps where other languages can say it. */
interface Reason {
  readonly reason: string;
  readonly reasonCode?: ReasonCode;
  readonly reasonParams?: Params;
}

export type ReasonCode =
  | "avoided"
  | "not-passed"
  | "all-avoided"
  | "closed-to-dangerous"
  | "closed-to-reefer"
  | "opens-later"
  | "cargo-not-taken"
  | "no-terminal"
  | "no-chain"
  | "deadline-too-early";

type Ask = (dataset: Dataset, standing: StandingGraph | undefined, request: PlanRequest) => FoundOptions | undefined;

/** A relaxation that was tried and works, with the reason it gives away. */
interface Finding extends Relaxation, Reason {}

/** The request that found nothing, and a way to try another. */
interface Case {
  readonly dataset: Dataset;
  readonly request: PlanRequest;
  /** True when the request has a way once it is changed so. */
  readonly works: (patch: Patch) => boolean;
  readonly ends: string;
  /** The ends as ids. */
  readonly endIds: Params;
}

/** Opening dates tried; each needs a graph of its own. */
const DATES_TRIED = 4;

/** Explains an empty answer. `found` is undefined when an end is not on the network. */
export function explainNone(
  dataset: Dataset,
  request: PlanRequest,
  found: FoundOptions | undefined,
  ask: Ask,
): Explanation {
  if (found?.status === "not-accepted") return deadlineTooEarly(dataset, request, found.pareto);
  const works = (patch: Patch) => {
    const changed = patched(dataset, request, patch);
    return (
      changed !== undefined && (ask(dataset, triedGraph(dataset, queryOf(changed)), changed)?.chosen.length ?? 0) > 0
    );
  };
  const ends = `${request.from.names.en} and ${request.to.names.en}`;
  const endIds = { from: request.from.id, to: request.to.id };
  const open: Case = { dataset, request, works, ends, endIds };
  const bare = (["from", "to"] as const).filter((end) => !hasTerminal(dataset, request, request[end].id));
  // Where nothing runs at all, only what opens there can help.
  const deserted = unreachedEnds(open).find(
    (end) => !somethingRunsAt(dataset, request, end, request.consignment.cargo),
  );
  const oneTerm = withoutOneTerm(open);
  const findings = [
    ...(oneTerm.length > 0 ? oneTerm : withoutAnyAvoidance(open)),
    ...ofOrdinaryGoods(open),
    ...atAnOpening(open, deserted?.id ?? ""),
    ...asOtherCargo(open),
  ];
  const relax = findings.map(({ label, kind, params, patch }) => ({ label, kind, params, patch }));
  return { ...reasonOf(open, bare[0], findings[0], ask), relax };
}

/** The most telling reason: an end without a terminal, else what a tried change gives away, else what is shut. */
function reasonOf(open: Case, bare: "from" | "to" | undefined, finding: Finding | undefined, ask: Ask): Reason {
  const { request, ends, endIds } = open;
  if (bare) {
    const reason = `${request[bare].names.en} has no open terminal that takes ${request.cargoLabel}.`;
    return { reason, reasonCode: "no-terminal", reasonParams: { place: request[bare].id } };
  }
  if (finding) {
    const { reason, reasonCode, reasonParams } = finding;
    return { reason, ...(reasonCode ? { reasonCode } : {}), ...(reasonParams ? { reasonParams } : {}) };
  }
  const shut = onlyLineShut(open);
  const found = closedToGoods(open, ask) ?? (shut === undefined ? undefined : { reason: shut });
  if (found) return found;
  const date = isoDateOf(request.networkDate);
  const closed = embargoes(open);
  const reason = `No chain of open links and services joins ${ends} on ${date}${closed}.`;
  // Embargoes are told in the words of the data, which have one language.
  return closed === "" ? { reason, reasonCode: "no-chain", reasonParams: { ...endIds, date } } : { reason };
}

/** Terms as gaps of a sentence: ids and kinds in lists of the same order, and their English names. */
function paramsOfTerms(terms: readonly PathTerm[]): Params {
  const idOf = (term: PathTerm) => term.corridor ?? term.touches[0]?.replace(/^(country|mode):/, "") ?? term.text;
  return {
    terms: terms.map(idOf).join(","),
    termKinds: terms.map(({ kind }) => kind).join(","),
    termNames: terms.map(({ label }) => label).join(", "),
  };
}

/** The request with a patch, or undefined when it cannot be read so. */
function patched(dataset: Dataset, request: PlanRequest, patch: Patch): PlanRequest | undefined {
  const fields = Object.entries(patch).map(([field, value]) => [field, value ?? undefined]);
  try {
    return readRequest(dataset, { ...request.asked, ...(Object.fromEntries(fields) as Partial<AskedRequest>) });
  } catch (error) {
    if (error instanceof InvalidInput) return undefined;
    throw error;
  }
}

function withoutOneTerm({ request, works, ends, endIds }: Case): Finding[] {
  const findings: Finding[] = [];
  const without = (field: "avoid" | "require", i: number): Patch => ({
    [field]: request[field].filter((_, k) => k !== i).map(({ text }) => text),
  });
  for (const [i, term] of request.avoid.entries()) {
    const patch = without("avoid", i);
    const params = paramsOfTerms([term]);
    const reason = `Every way between ${ends} passes ${term.label}, which you avoid.`;
    const said = { reason, reasonCode: "avoided", reasonParams: { ...endIds, ...params } } as const;
    if (works(patch)) findings.push({ label: `Allow ${term.label}`, kind: "allow", params, patch, ...said });
  }
  for (const [i, term] of request.require.entries()) {
    const patch = without("require", i);
    const params = paramsOfTerms([term]);
    const reason = `No way between ${ends} passes ${term.label}.`;
    const said = { reason, reasonCode: "not-passed", reasonParams: { ...endIds, ...params } } as const;
    const label = `Do not require ${term.label}`;
    if (works(patch)) findings.push({ label, kind: "not-require", params, patch, ...said });
  }
  return findings;
}

function withoutAnyAvoidance({ request, works }: Case): Finding[] {
  const patch = { avoid: [] };
  if (request.avoid.length < 2 || !works(patch)) return [];
  const labels = request.avoid.map(({ label }) => label).join(", ");
  const reason = `Every way passes one of ${labels}, which you avoid.`;
  const reasonParams = paramsOfTerms(request.avoid);
  return [
    {
      label: "Avoid nothing",
      kind: "avoid-nothing",
      params: {},
      patch,
      reason,
      reasonCode: "all-avoided",
      reasonParams,
    },
  ];
}

const GOODS = [
  {
    flag: "dangerous",
    label: "Ordinary goods",
    kind: "not-dangerous",
    reason: "Every way is closed to dangerous goods.",
    reasonCode: "closed-to-dangerous",
  },
  {
    flag: "reefer",
    label: "Without cooling",
    kind: "not-reefer",
    reason: "Every way is closed to chilled goods.",
    reasonCode: "closed-to-reefer",
  },
] as const;

function ofOrdinaryGoods({ request, works }: Case): Finding[] {
  return GOODS.flatMap(({ flag, ...said }) => {
    const patch = { [flag]: false };
    return request.asked[flag] && works(patch) ? [{ ...said, params: {}, patch }] : [];
  });
}

/** Goods that are dangerous or chilled by nature cannot be sent as ordinary ones, but they may be the reason. */
function closedToGoods({ dataset, request }: Case, ask: Ask): Reason | undefined {
  const closed = GOODS.find(({ flag }) => {
    const consignment = { ...request.consignment, [flag]: false };
    const tried = { ...request, consignment };
    const found = request.consignment[flag] ? ask(dataset, triedGraph(dataset, queryOf(tried)), tried) : undefined;
    return (found?.chosen.length ?? 0) > 0;
  });
  return closed && { reason: closed.reason, reasonCode: closed.reasonCode };
}

/** An end that only lines serve, all of them shut: the one that would have called there, and how it stands. */
function onlyLineShut(open: Case): string | undefined {
  const { dataset, request } = open;
  const graph = graphOf(dataset, request);
  for (const end of unreachedEnds(open)) {
    const stops = terminalsAt(dataset, end.id);
    const shut = graph.exclusions.find(({ subject }) =>
      dataset.services.get(subject as ServiceId)?.stops.some((stop) => stops.has(stop)),
    );
    if (shut) return `Nothing else calls at ${end.names.en}: ${sayExclusion(dataset, shut, request.networkDate)}`;
  }
  return undefined;
}

/** Ends that no open service reaches for this cargo. */
function unreachedEnds({ dataset, request }: Case): Place[] {
  const graph = graphOf(dataset, request);
  return [
    ...(graph.originOf.has(request.from.id) ? [] : [request.from]),
    ...(graph.destinationOf.has(request.to.id) ? [] : [request.to]),
  ];
}

/** A place and the terminals of the city it is. */
const terminalsAt = (dataset: Dataset, place: PlaceId): ReadonlySet<string> =>
  new Set<string>([place, ...dataset.placesOfCity(place).map(({ id }) => id)]);

/** Whether an open service takes a cargo and calls at a place or runs on a link of it; a quick look, not a route. */
function somethingRunsAt(dataset: Dataset, request: PlanRequest, place: Place, cargo: CargoKind): boolean {
  const there = terminalsAt(dataset, place.id);
  const modes = new Set([...there].flatMap((at) => dataset.linksOf(at as PlaceId).map(({ mode }) => mode)));
  return [...dataset.services.values()].some(
    (service) =>
      (service.cargo.length === 0 || service.cargo.includes(cargo)) &&
      dataset.statusAt(service.id, request.networkDate) === "open" &&
      (service.kind === "network" ? modes.has(service.mode) : service.stops.some((stop) => there.has(stop))),
  );
}

/** The first date at which something planned or closed opens (at a place where nothing runs) and a way appears. */
function atAnOpening({ dataset, request, works }: Case, place: string): Finding[] {
  const dated = graphOf(dataset, request).exclusions.filter(
    ({ subject, until }) =>
      until !== undefined &&
      instant(until) > request.networkDate &&
      (place === "" || touchesPlace(dataset, subject, place)),
  );
  const dates = [...new Set(dated.map(({ until }) => until as string))].sort().slice(0, DATES_TRIED);
  const date = dates.find((candidate) => works({ date: candidate }));
  const opens = dated.find(({ until }) => until === date);
  if (date === undefined || opens === undefined) return [];
  const state = `${nameOfSubject(dataset, opens.subject)} is ${stateOf(opens)} on ${isoDateOf(request.networkDate)}`;
  const reason = `${state}; it is expected from ${date}.`;
  const link = dataset.links.get(opens.subject as LinkId);
  const reasonParams = {
    subject: nameOfSubject(dataset, opens.subject),
    ...(link ? { mode: link.mode, from: link.from, to: link.to } : {}),
    status: opens.reason === "closure" ? "closed" : opens.reason,
    date: isoDateOf(request.networkDate),
    until: date,
  };
  return [
    {
      label: `Network of ${date}`,
      kind: "network-date",
      params: { date },
      patch: { date },
      reason,
      ...(opens.reason === "embargo" ? {} : { reasonCode: "opens-later" as const, reasonParams }),
    },
  ];
}

function asOtherCargo(open: Case): Finding[] {
  const { dataset, request, works, ends, endIds } = open;
  if (request.consignment.cargo === "wagon") return [];
  const { commodity, cargo } = request.consignment;
  return [...dataset.cargoUnits.values()].flatMap(({ id, name }) => {
    if (id === cargo || id === "wagon") return [];
    // A graph of another cargo takes long to make: only where something runs there for it.
    if (unreachedEnds(open).some((end) => !somethingRunsAt(dataset, request, end, id))) return [];
    const patch = { cargo: id, ...(commodity ? { commodity } : {}) };
    const reason = `No service between ${ends} takes ${request.cargoLabel}.`;
    const said = { reason, reasonCode: "cargo-not-taken", reasonParams: endIds } as const;
    return works(patch) ? [{ label: `Send as ${name}`, kind: "cargo", params: { cargo: id }, patch, ...said }] : [];
  });
}

/** Most embargoes named in a sentence. */
const EMBARGOES_NAMED = 3;

/** What is closed to this cargo, as the end of a sentence. */
function embargoes({ dataset, request }: Case): string {
  const found = graphOf(dataset, request).exclusions.filter(({ reason }) => reason === "embargo");
  const named = found
    .slice(0, EMBARGOES_NAMED)
    .map(({ subject, detail }) => `${nameOfSubject(dataset, subject)}, ${detail}`);
  return named.length > 0 ? `; closed to this cargo: ${named.join("; ")}` : "";
}

function deadlineTooEarly(dataset: Dataset, request: PlanRequest, paths: readonly FoundPath[]): Explanation {
  const { evaluator } = standingGraph(dataset, queryOf(request));
  const quickest = paths.reduce((best, path) => (path.meanHours < best.meanHours ? path : best));
  const hours = lawQuantile(evaluator.evaluate(quickest.slots).law, 0.8);
  const likely = isoDateOf((request.depart + hours) as InstantHours);
  return {
    reason: `No way arrives by ${request.asked.deadline} with at least even odds; the quickest arrives by ${likely} four times out of five.`,
    reasonCode: "deadline-too-early",
    reasonParams: { deadline: request.asked.deadline ?? "", likely },
    relax: [
      { label: `Deadline ${likely}`, kind: "deadline", params: { date: likely }, patch: { deadline: likely } },
      { label: "No deadline", kind: "no-deadline", params: {}, patch: { deadline: null } },
    ],
  };
}

const queryOf = ({ consignment, depart, networkDate }: PlanRequest) => ({ consignment, depart, networkDate });
const graphOf = (dataset: Dataset, request: PlanRequest) => standingGraph(dataset, queryOf(request)).graph;

/** Whether a place (or a city) has an open terminal that takes this cargo, whether or not something runs there. */
function hasTerminal(dataset: Dataset, request: PlanRequest, place: PlaceId): boolean {
  const { cargo } = request.consignment;
  const shut = new Set(graphOf(dataset, request).exclusions.map(({ subject }) => subject));
  return [place, ...dataset.placesOfCity(place).map(({ id }) => id)].some(
    (at) =>
      !shut.has(at) &&
      dataset.terminalsOf(at).some(({ id, kind, cargo: taken }) => {
        return kind === "access" && !shut.has(id) && (taken.length === 0 || taken.includes(cargo));
      }),
  );
}

/** Whether a link, service, terminal or place is at a place (or in a city). */
function touchesPlace(dataset: Dataset, subject: string, place: string): boolean {
  const there = terminalsAt(dataset, place as PlaceId);
  const link = dataset.links.get(subject as LinkId);
  const stops = dataset.services.get(subject as ServiceId)?.stops ?? [];
  const terminal = dataset.terminals.get(subject as TerminalId);
  return [subject, link?.from, link?.to, terminal?.place, ...stops].some((at) => at !== undefined && there.has(at));
}
