// Solved months of the corridor model as sums over the period: links, what can be full, corridors, groups, countries, months.

import type { CargoGraph, Column, ModelRow, Month, SolvedMonth } from "../engines/assignment/index.ts";
import { arcsOf } from "../engines/routing/index.ts";
import type { Dataset } from "../model/dataset.ts";
import type { Value } from "../model/facts.ts";
import type { Link } from "../model/network.ts";
import type { SolvedCorridor } from "./corridor-flows.ts";

export interface TonnesTeu {
  tonnes: number;
  teu: number;
}

export interface LinkFlow {
  readonly link: Link;
  readonly forward: TonnesTeu;
  readonly backward: TonnesTeu;
  readonly byGroup: Map<string, number>;
}

export interface ResourceFlow {
  readonly id: string;
  readonly kind: "link" | "service" | "terminal" | "place" | "border";
  readonly subject: string;
  readonly measure: string;
  readonly attribute: string;
  readonly direction: 0 | 1 | undefined;
  /** Over the period, resource units; background in the flow. */
  flow: number;
  background: number;
  capacity: number;
  /** Model flow alone, and its tonnes. */
  own: number;
  ownTonnes: number;
  rentUsd: number;
  /** Delay weighed by own flow. */
  delayHours: number;
  /** Months with a price. */
  binding: number;
  value: Value | undefined;
}

export interface GroupFlow {
  readonly id: string;
  demand: number;
  shipped: number;
  demandTonnes: number;
  shippedTonnes: number;
  readonly byCorridor: Map<string, number>;
  usd: number;
  hours: number;
  /** Expected generalised cost of the choice, times demand. */
  expectedUsd: number;
}

export interface CountryFlow {
  transitTonnes: number;
  originTonnes: number;
  destinationTonnes: number;
  revenueUsd: number;
  tonneKm: number;
}

export interface MonthFlow {
  readonly month: Month;
  demandTonnes: number;
  shippedTonnes: number;
  readonly binding: readonly string[];
  readonly reduced: readonly { readonly subject: string; readonly openShare: number }[];
}

export interface UseOfSelected {
  readonly group: string;
  readonly from: string;
  readonly to: string;
  readonly corridor: string;
  tonnes: number;
}

/** One cell of the demand table: sums over units, to be divided by what is shipped. */
export interface RowFlow {
  readonly row: ModelRow;
  demand: number;
  shipped: number;
  usd: number;
  hours: number;
  expectedUsd: number;
  /** By key of the way. */
  readonly ways: Map<
    string,
    { readonly column: Column; units: number; usd: number; hours: number; readonly links: readonly string[] }
  >;
}

export interface FlowSummary {
  readonly dataset: Dataset;
  readonly totals: {
    demandTonnes: number;
    shippedTonnes: number;
    demandTeu: number;
    shippedTeu: number;
    costUsd: number;
    surplusUsd: number;
    co2eTonnes: number;
  };
  readonly links: ReadonlyMap<string, LinkFlow>;
  readonly resources: readonly ResourceFlow[];
  /** By id; empty for ways of none. */
  readonly corridors: ReadonlyMap<string, TonnesTeu>;
  readonly groups: ReadonlyMap<string, GroupFlow>;
  readonly countries: ReadonlyMap<string, CountryFlow>;
  readonly months: readonly MonthFlow[];
  /** In the order of the demand table. */
  readonly rows: readonly RowFlow[];
  readonly selected:
    | { readonly subject: string; readonly tonnes: number; readonly rows: readonly UseOfSelected[] }
    | undefined;
}

/** A price this small counts as none, USD per resource unit. */
const NO_PRICE_USD = 0.005;

/** Sums. O(months × paths). */
export function summariseFlows({ model, solved }: SolvedCorridor, select?: string): FlowSummary {
  const { dataset, rows, resources, months, states } = model;
  const totals = {
    demandTonnes: 0,
    shippedTonnes: 0,
    demandTeu: 0,
    shippedTeu: 0,
    costUsd: 0,
    surplusUsd: 0,
    co2eTonnes: 0,
  };
  const links = new Map<string, LinkFlow>();
  const corridors = new Map<string, TonnesTeu>();
  const groups = new Map<string, GroupFlow>();
  const countries = new Map<string, CountryFlow>();
  const selected = new Map<string, UseOfSelected>();
  const byRow: RowFlow[] = rows.map((row) => ({
    row,
    demand: 0,
    shipped: 0,
    usd: 0,
    hours: 0,
    expectedUsd: 0,
    ways: new Map(),
  }));
  const flows: ResourceFlow[] = resources.map(({ id, kind, subject, measure, attribute, direction }) => ({
    id,
    kind,
    subject,
    measure,
    attribute,
    direction,
    flow: 0,
    background: 0,
    capacity: 0,
    own: 0,
    ownTonnes: 0,
    rentUsd: 0,
    delayHours: 0,
    binding: 0,
    value: undefined,
  }));
  const daysOf = states.map((_, state) =>
    months.reduce((sum, month) => sum + (month.state === state ? month.days : 0), 0),
  );
  const monthsOf = states.map((_, state) => months.filter((month) => month.state === state).length);

  const used = new Map<Column, { readonly row: ModelRow; readonly trace: Trace; units: number }>();
  solved.forEach((month, state) => {
    const days = daysOf[state];
    const { solution, problem, columnOf, rowOf, pathMoney, pathHours } = month;
    addResources(flows, month, days, monthsOf[state]);
    rows.forEach((row, at) => {
      const { tonnesPerUnit } = row.unit.numbers;
      const units = problem.demand[at] * days;
      const group = groupOf(groups, row.demand.group);
      totals.demandTonnes += units * tonnesPerUnit;
      totals.demandTeu += units * row.unit.sizes.teu;
      totals.surplusUsd += units * (row.notShippedUsd - solution.rowCost[at]);
      group.demand += units;
      group.demandTonnes += units * tonnesPerUnit;
      group.expectedUsd += units * solution.rowCost[at];
      byRow[at].demand += units;
      byRow[at].expectedUsd += units * solution.rowCost[at];
    });
    columnOf.forEach((column, path) => {
      const units = solution.pathFlow[path] * days;
      if (!column || !(units > 0)) return;
      const row = rows[rowOf[path]];
      const tonnes = units * row.unit.numbers.tonnesPerUnit;
      const teu = units * row.unit.sizes.teu;
      const hours = pathHours[path] + queuesOf(month, path);
      totals.shippedTonnes += tonnes;
      totals.shippedTeu += teu;
      totals.costUsd += units * pathMoney[path];
      totals.co2eTonnes += (units * column.co2eKg) / 1000;
      addTo(corridors, column.corridor, tonnes, teu);
      const group = groupOf(groups, row.demand.group);
      group.shipped += units;
      group.shippedTonnes += tonnes;
      group.usd += units * pathMoney[path];
      group.hours += units * hours;
      group.byCorridor.set(column.corridor, (group.byCorridor.get(column.corridor) ?? 0) + tonnes);
      for (let use = problem.pathFirstUse[path]; use < problem.pathFirstUse[path + 1]; use++) {
        flows[problem.useElement[use]].ownTonnes += tonnes;
      }
      let use = used.get(column);
      if (!use) {
        use = { row, trace: traceOf(dataset, model.graphOf(row, month.state), column), units: 0 };
        used.set(column, use);
      }
      use.units += units;
      addWay(byRow[rowOf[path]], column, use.trace, units, units * pathMoney[path], units * hours);
      if (select !== undefined && column.touches.has(select)) {
        const { group: of, origin, destination } = row.demand;
        const key = `${of} ${origin} ${destination} ${column.corridor}`;
        const use = selected.get(key) ?? {
          group: of,
          from: origin,
          to: destination,
          corridor: column.corridor,
          tonnes: 0,
        };
        use.tonnes += tonnes;
        selected.set(key, use);
      }
    });
  });
  // What a way passes is the same in all months.
  for (const { row, trace, units } of used.values()) {
    const tonnes = units * row.unit.numbers.tonnesPerUnit;
    for (const { link, along } of trace.links) {
      addLink(dataset, links, link, along, row, tonnes, units * row.unit.sizes.teu);
    }
    addCountries(dataset, countries, row, trace, units, tonnes);
  }
  const users = [...selected.values()].sort((a, b) => b.tonnes - a.tonnes);
  return {
    dataset,
    totals,
    links,
    resources: flows,
    corridors,
    groups,
    countries,
    rows: byRow,
    months: months.map((month) => monthFlow(month, solved[month.state], rows, flows)),
    selected:
      select === undefined
        ? undefined
        : { subject: select, tonnes: users.reduce((sum, { tonnes }) => sum + tonnes, 0), rows: users },
  };
}

function groupOf(groups: Map<string, GroupFlow>, id: string): GroupFlow {
  let group = groups.get(id);
  if (!group) {
    group = {
      id,
      demand: 0,
      shipped: 0,
      demandTonnes: 0,
      shippedTonnes: 0,
      byCorridor: new Map(),
      usd: 0,
      hours: 0,
      expectedUsd: 0,
    };
    groups.set(id, group);
  }
  return group;
}

function addTo(sums: Map<string, TonnesTeu>, key: string, tonnes: number, teu: number): void {
  const sum = sums.get(key);
  if (sum) {
    sum.tonnes += tonnes;
    sum.teu += teu;
  } else sums.set(key, { tonnes, teu });
}

/** Hours of queues on a path. */
function queuesOf({ problem, solution }: SolvedMonth, path: number): number {
  let hours = 0;
  for (let use = problem.pathFirstUse[path]; use < problem.pathFirstUse[path + 1]; use++) {
    hours += solution.delayHours[problem.useElement[use]];
  }
  return hours;
}

function addResources(
  flows: readonly ResourceFlow[],
  { state, solution }: SolvedMonth,
  days: number,
  months: number,
): void {
  flows.forEach((flow, at) => {
    const { capacity, background, value } = state.elements[at];
    const own = solution.elementFlow[at] * days;
    flow.value ??= value;
    flow.capacity += capacity * days;
    flow.background += background * days;
    flow.own += own;
    flow.flow += own + background * days;
    flow.rentUsd += solution.multiplier[at] * own;
    flow.delayHours += solution.delayHours[at] * own;
    if (solution.multiplier[at] > NO_PRICE_USD) flow.binding += months;
  });
}

interface Trace {
  readonly links: readonly { readonly link: string; readonly along: boolean }[];
  /** In order of the way, high seas left out. */
  readonly countries: readonly string[];
  /** USD per unit and kilometres by country. */
  readonly usd: ReadonlyMap<string, number>;
  readonly km: ReadonlyMap<string, number>;
}

const HIGH_SEAS = "XX";
const traces = new WeakMap<Column, Trace>();

function traceOf(dataset: Dataset, { graph }: CargoGraph, column: Column): Trace {
  const known = traces.get(column);
  if (known) return known;
  const links: { readonly link: string; readonly along: boolean }[] = [];
  const countries = new Set<string>();
  const usd = new Map<string, number>();
  const km = new Map<string, number>();
  for (const element of arcsOf(graph, column.slots).flatMap((arc) => arc.elements)) {
    if (element.country !== HIGH_SEAS && element.country !== "") countries.add(element.country);
    if (element.usd !== 0) usd.set(element.country, (usd.get(element.country) ?? 0) + element.usd);
    if (element.km > 0) km.set(element.country, (km.get(element.country) ?? 0) + element.km);
    let at = element.from;
    for (const id of element.link === "" ? [] : element.link.split(" ")) {
      const link = dataset.links.get(id as never);
      if (!link) continue;
      const along = link.from === at;
      links.push({ link: id, along });
      at = along ? link.to : link.from;
    }
  }
  const trace = { links, countries: [...countries], usd, km };
  traces.set(column, trace);
  return trace;
}

function addWay(row: RowFlow, column: Column, trace: Trace, units: number, usd: number, hours: number): void {
  row.shipped += units;
  row.usd += usd;
  row.hours += hours;
  const way = row.ways.get(column.key);
  if (way) {
    way.units += units;
    way.usd += usd;
    way.hours += hours;
  } else row.ways.set(column.key, { column, units, usd, hours, links: trace.links.map(({ link }) => link) });
}

function addLink(
  dataset: Dataset,
  links: Map<string, LinkFlow>,
  id: string,
  along: boolean,
  { demand }: ModelRow,
  tonnes: number,
  teu: number,
): void {
  let flow = links.get(id);
  if (!flow) {
    const link = dataset.links.get(id as never);
    if (!link) return;
    flow = { link, forward: { tonnes: 0, teu: 0 }, backward: { tonnes: 0, teu: 0 }, byGroup: new Map() };
    links.set(id, flow);
  }
  const side = along ? flow.forward : flow.backward;
  side.tonnes += tonnes;
  side.teu += teu;
  flow.byGroup.set(demand.group, (flow.byGroup.get(demand.group) ?? 0) + tonnes);
}

function addCountries(
  dataset: Dataset,
  countries: Map<string, CountryFlow>,
  { demand }: ModelRow,
  trace: Trace,
  units: number,
  tonnes: number,
): void {
  const of = (code: string): CountryFlow => {
    let country = countries.get(code);
    if (!country) {
      country = { transitTonnes: 0, originTonnes: 0, destinationTonnes: 0, revenueUsd: 0, tonneKm: 0 };
      countries.set(code, country);
    }
    return country;
  };
  const from = dataset.places.get(demand.origin)?.country ?? "";
  const to = dataset.places.get(demand.destination)?.country ?? "";
  of(from).originTonnes += tonnes;
  of(to).destinationTonnes += tonnes;
  for (const code of trace.countries) if (code !== from && code !== to) of(code).transitTonnes += tonnes;
  for (const [code, usd] of trace.usd) of(code).revenueUsd += units * usd;
  for (const [code, km] of trace.km) of(code).tonneKm += tonnes * km;
}

function monthFlow(
  month: Month,
  { state, problem, solution, columnOf, rowOf }: SolvedMonth,
  rows: readonly ModelRow[],
  resources: readonly ResourceFlow[],
): MonthFlow {
  let demandTonnes = 0;
  let shippedTonnes = 0;
  rows.forEach((row, at) => {
    demandTonnes += problem.demand[at] * row.unit.numbers.tonnesPerUnit * month.days;
  });
  columnOf.forEach((column, path) => {
    if (column) shippedTonnes += solution.pathFlow[path] * rows[rowOf[path]].unit.numbers.tonnesPerUnit * month.days;
  });
  return {
    month,
    demandTonnes,
    shippedTonnes,
    binding: resources.filter((_, at) => solution.multiplier[at] > NO_PRICE_USD).map(({ id }) => id),
    reduced: Array.from(state.reduced, ([subject, openShare]) => ({ subject, openShare })),
  };
}
