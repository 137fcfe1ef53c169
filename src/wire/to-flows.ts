// The flows study as JSON, and the answer of `kopru assign --scenario` and of runs of kind `flows`.

import type { Dataset } from "../model/dataset.ts";
import { isoDateOf } from "../model/units.ts";
import { corridorName, type FlowComparison } from "../studies/compare-flows.ts";
import { type CorridorFlows, type CorridorFlowsRequest, runCorridorFlows } from "../studies/corridor-flows.ts";
import type { FlowSummary, LinkFlow, ResourceFlow, RowFlow } from "../studies/flow-summary.ts";
import { nameOfSubject } from "../studies/name-of-subject.ts";
import type { FlowComparisonJson, FlowStateJson, FlowsOk } from "./flows.ts";
import { toDatasetRef } from "./to-dataset.ts";

/**
 * Runs the flows of a dataset and answers.
 * @param now milliseconds, never going back
 * @throws InvalidInput with every problem of the request
 */
export function answerFlows(
  dataset: Dataset,
  request: CorridorFlowsRequest & { readonly rows?: boolean },
  now: () => number,
): FlowsOk {
  const start = now();
  const flows = runCorridorFlows(dataset, request);
  return toFlowsAnswer(dataset, flows, (now() - start) / 1000, request.rows);
}

/**
 * @param seconds what the run took
 * @param withRows skims and path flows too
 */
export function toFlowsAnswer(dataset: Dataset, flows: CorridorFlows, seconds: number, withRows = false): FlowsOk {
  const { scenario } = dataset;
  const { certificate, base, changed, comparison } = flows;
  return {
    status: "ok",
    dataset: toDatasetRef(dataset),
    scenario: scenario
      ? { id: scenario.id, name: scenario.name, hash: scenario.hash, baseDate: scenario.baseDate }
      : null,
    period: { from: isoDateOf(flows.from), to: isoDateOf(flows.to), months: flows.months },
    certificate: {
      gaps: certificate.gaps.map(({ name, value, asked }) => ({ name, value, asked })),
      iterations: certificate.iterations,
      paths: certificate.paths,
      seconds,
      converged: certificate.converged,
    },
    base: toState(base, flows, withRows),
    changed: changed ? toState(changed, flows, withRows) : null,
    comparison: comparison ? toComparison(comparison) : null,
    warnings: flows.warnings.map((warning) => ({ ...warning })),
  };
}

function toState(summary: FlowSummary, flows: CorridorFlows, withRows: boolean): FlowStateJson {
  const { dataset, totals } = summary;
  const tightest = tightestByLink(summary);
  const notShipped = totals.demandTonnes - totals.shippedTonnes;
  return {
    totals: {
      demandTonnes: totals.demandTonnes,
      shippedTonnes: totals.shippedTonnes,
      notShippedTonnes: notShipped,
      demandTeu: totals.demandTeu,
      shippedTeu: totals.shippedTeu,
      costUsd: totals.costUsd,
      consumerSurplusUsd: totals.surplusUsd,
      co2eTonnes: totals.co2eTonnes,
    },
    links: [...summary.links.values()].map((flow) => toLink(dataset, flow, tightest.get(flow.link.id), flows)),
    bottlenecks: summary.resources
      .filter((resource) => Number.isFinite(resource.capacity) && isWorthTelling(resource))
      .map((resource) => toBottleneck(dataset, resource))
      .sort((a, b) => b.rentUsd - a.rentUsd || b.utilisation - a.utilisation || (a.id < b.id ? -1 : 1)),
    corridors: Array.from(summary.corridors, ([id, { tonnes, teu }]) => ({
      id: id === "" ? "other" : id,
      name: id === "" ? "Ways of no named corridor" : corridorName(dataset, id),
      tonnes,
      teu,
      share: totals.demandTonnes > 0 ? tonnes / totals.demandTonnes : 0,
    })).sort((a, b) => b.tonnes - a.tonnes),
    groups: [...summary.groups.values()].map((group) => ({
      id: group.id,
      name: dataset.demandGroups.get(group.id)?.names.en ?? group.id,
      unit: dataset.demandGroups.get(group.id)?.cargo ?? "unit",
      demand: group.demand,
      shipped: group.shipped,
      notShipped: Math.max(0, group.demand - group.shipped),
      demandTonnes: group.demandTonnes,
      shippedTonnes: group.shippedTonnes,
      byCorridor: Array.from(group.byCorridor, ([id, tonnes]) => ({
        corridor: id === "" ? "other" : id,
        tonnes,
        share: group.demandTonnes > 0 ? tonnes / group.demandTonnes : 0,
      })).sort((a, b) => b.tonnes - a.tonnes),
      meanUsd: perUnit(group.usd, group.shipped),
      meanHours: perUnit(group.hours, group.shipped),
      logsumUsd: perUnit(group.expectedUsd, group.demand),
    })),
    countries: Array.from(summary.countries, ([code, country]) => ({
      code,
      name: code === "XX" ? "High seas" : (dataset.countries.get(code as never)?.en ?? code),
      ...country,
    })).sort((a, b) => b.transitTonnes - a.transitTonnes),
    months: summary.months.map(({ month, demandTonnes, shippedTonnes, binding, reduced }) => ({
      month: month.label,
      days: month.days,
      demandTonnes,
      shippedTonnes,
      notShippedTonnes: demandTonnes - shippedTonnes,
      binding: [...binding],
      reduced: reduced.map(({ subject, openShare }) => ({ subject, openShare })),
    })),
    ...(withRows ? { rows: summary.rows.map(toRow) } : {}),
    ...(summary.selected
      ? {
          selected: {
            subject: summary.selected.subject,
            tonnes: summary.selected.tonnes,
            rows: summary.selected.rows.map(({ group, from, to, corridor, tonnes }) => ({
              group,
              from,
              to,
              corridor: corridor === "" ? "other" : corridor,
              tonnes,
            })),
          },
        }
      : {}),
  };
}

function toRow({
  row,
  demand,
  shipped,
  usd,
  hours,
  expectedUsd,
  ways,
}: RowFlow): NonNullable<FlowStateJson["rows"]>[number] {
  const { tonnesPerUnit } = row.unit.numbers;
  return {
    id: row.demand.id,
    group: row.demand.group,
    from: row.demand.origin,
    to: row.demand.destination,
    demandTonnes: demand * tonnesPerUnit,
    shippedTonnes: shipped * tonnesPerUnit,
    meanUsd: perUnit(usd, shipped),
    meanHours: perUnit(hours, shipped),
    expectedUsd: perUnit(expectedUsd, demand),
    ways: Array.from(ways.values(), (way) => ({
      corridor: way.column.corridor === "" ? "other" : way.column.corridor,
      tonnes: way.units * tonnesPerUnit,
      usd: perUnit(way.usd, way.units),
      hours: perUnit(way.hours, way.units),
      links: [...way.links],
    })).sort((a, b) => b.tonnes - a.tonnes),
  };
}

const perUnit = (sum: number, units: number): number => (units > 0 ? sum / units : 0);

/** From here on an element stands in the table of bottlenecks though it has no price. */
const NEARLY_FULL = 0.5;

const isWorthTelling = (resource: ResourceFlow): boolean =>
  resource.own > 0 && (resource.rentUsd > 0 || utilisationOf(resource) >= NEARLY_FULL);

const utilisationOf = ({ flow, capacity }: ResourceFlow): number => (capacity > 0 ? flow / capacity : 0);

function tightestByLink(summary: FlowSummary): Map<string, ResourceFlow> {
  const tightest = new Map<string, ResourceFlow>();
  for (const resource of summary.resources) {
    if (resource.kind !== "link" || !Number.isFinite(resource.capacity) || resource.capacity === 0) continue;
    const other = tightest.get(resource.subject);
    const isTighter =
      !other ||
      resource.rentUsd > other.rentUsd ||
      (resource.rentUsd === other.rentUsd && utilisationOf(resource) > utilisationOf(other));
    if (isTighter) tightest.set(resource.subject, resource);
  }
  return tightest;
}

function toLink(
  dataset: Dataset,
  { link, forward, backward, byGroup }: LinkFlow,
  resource: ResourceFlow | undefined,
  { from }: CorridorFlows,
): FlowStateJson["links"][number] {
  return {
    id: link.id,
    mode: link.mode,
    from: link.from,
    to: link.to,
    coordinates: lineOf(dataset, link),
    tonnes: { forward: forward.tonnes, backward: backward.tonnes },
    teu: { forward: forward.teu, backward: backward.teu },
    byGroup: Array.from(byGroup, ([group, tonnes]) => ({ group, tonnes })),
    capacity: resource ? { value: resource.capacity, unit: resource.measure } : null,
    utilisation: resource ? utilisationOf(resource) : null,
    shadowPriceUsdPerTonne: resource ? perUnit(resource.rentUsd, resource.ownTonnes) : 0,
    status: dataset.statusAt(link.id, from),
  };
}

function lineOf(dataset: Dataset, link: LinkFlow["link"]): [number, number][] {
  const [from, to] = [link.from, link.to].map((place) => dataset.places.get(place));
  if (!from || !to) return [];
  return [[from.lon, from.lat], ...link.via.map(([lon, lat]): [number, number] => [lon, lat]), [to.lon, to.lat]];
}

function toBottleneck(dataset: Dataset, resource: ResourceFlow): FlowStateJson["bottlenecks"][number] {
  const { value } = resource;
  const place = placeOf(dataset, resource);
  const at = dataset.places.get(place as never);
  const link = dataset.links.get(resource.subject as never);
  return {
    id: resource.id,
    kind: resource.kind,
    name: `${nameOfSubject(dataset, resource.subject)}${wordsOf(dataset, resource)}`,
    place,
    coordinates: link ? lineOf(dataset, link) : at ? [[at.lon, at.lat]] : [],
    subject: resource.subject,
    flow: resource.flow,
    background: resource.background,
    capacity: resource.capacity,
    unit: resource.measure,
    utilisation: utilisationOf(resource),
    waitHours: perUnit(resource.delayHours, resource.own),
    waitBasis: waitBasisOf(dataset, resource),
    shadowPriceUsdPerUnit: perUnit(resource.rentUsd, resource.own),
    rentUsd: resource.rentUsd,
    bindingMonths: resource.binding,
    basis: value?.basis ?? "assumed",
    sources: value ? [value.source] : [],
  };
}

function waitBasisOf(
  dataset: Dataset,
  { id, attribute }: ResourceFlow,
): FlowStateJson["bottlenecks"][number]["waitBasis"] {
  if (dataset.delayFunctions.has(id)) return "simulated";
  return attribute === "servers" ? "allen-cunneen" : "none";
}

function placeOf(dataset: Dataset, { kind, subject }: ResourceFlow): string {
  if (kind === "place") return subject;
  if (kind === "terminal") return dataset.terminals.get(subject as never)?.place ?? "";
  if (kind === "border") {
    const border = dataset.borders.find(({ id }) => id === subject);
    return border && border.place !== "*" ? border.place : "";
  }
  return "";
}

/** Which direction, ships or queue it is. */
function wordsOf(dataset: Dataset, { kind, subject, direction, attribute }: ResourceFlow): string {
  const what = attribute === "vessels" ? ", ships" : attribute === "servers" ? ", queue" : "";
  if (direction === undefined) return what;
  const ends =
    kind === "link"
      ? [dataset.links.get(subject as never)?.from, dataset.links.get(subject as never)?.to]
      : [dataset.services.get(subject as never)?.stops[0], dataset.services.get(subject as never)?.stops.at(-1)];
  const to = ends[direction === 0 ? 1 : 0];
  return `${what}, towards ${dataset.places.get(to as never)?.names.en ?? to}`;
}

function toComparison(comparison: FlowComparison): FlowComparisonJson {
  const named = (id: string): string => (id === "" ? "other" : id);
  return {
    links: comparison.links.map(({ id, deltaTonnes }) => ({ id, deltaTonnes })),
    corridors: comparison.corridors.map(({ id, deltaTonnes, deltaTeu }) => ({ id: named(id), deltaTonnes, deltaTeu })),
    countries: comparison.countries.map(({ code, deltaTransitTonnes, deltaRevenueUsd }) => ({
      code,
      deltaTransitTonnes,
      deltaRevenueUsd,
    })),
    groups: comparison.groups.map((group) => ({ ...group })),
    lossUsd: comparison.lossUsd,
    lostTonnes: comparison.lostTonnes,
    reasons: comparison.reasons.map((reason) => ({
      ...reason,
      fromCorridor: named(reason.fromCorridor),
      toCorridor: named(reason.toCorridor),
    })),
  };
}
