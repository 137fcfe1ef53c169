// Which ways compete for a cell of the demand table, and what share does each get at free-flow costs? The best way of each
// corridor and the best of all, weighed by the nested logit of docs/method/demand.md. Queues and capacities are the corridor
// model's (engines/assignment): here demand is derived, there it is put on the network.

import {
  arcsOf,
  bestPath,
  dijkstraTo,
  followsRule,
  generalisedWeights,
  readRule,
  type ServiceGraph,
} from "../engines/routing/index.ts";
import { expOf, logOf } from "../lib/exact-math.ts";
import type { Dataset } from "../model/dataset.ts";
import { type DemandGroup, type DemandRow, type GroupNumbers, groupNumbersAt } from "../model/demand.ts";
import type { PlaceId } from "../model/ids.ts";
import { type InstantHours, instant, type Tonnes, tonnes, usd } from "../model/units.ts";
import { type StandingGraph, standingGraph } from "./prepared-graphs.ts";

export interface Way {
  /** Id of its corridor; empty for a way that no corridor's rule names. */
  readonly corridor: string;
  /** USD for one unit with the time of the goods, without the corridor's constant. */
  readonly generalisedUsd: number;
  readonly share: number;
  /** Ids of links and places; countries in which it moves by a mode (`AA rail`); places where it enters or leaves one (`port sea`). */
  readonly links: ReadonlySet<string>;
  readonly places: ReadonlySet<string>;
  readonly moves: ReadonlySet<string>;
  readonly calls: ReadonlySet<string>;
}

export interface WaysOfCell {
  readonly ways: readonly Way[];
  readonly notShippedShare: number;
}

export type Ends = Pick<DemandRow, "origin" | "destination" | "corridors">;

/** Finds the ways of cells of one group; the graph is made once. */
export interface GroupWays {
  readonly numbers: GroupNumbers;
  readonly waysOf: (ends: Ends) => WaysOfCell;
}

/** The ways of a group at a date (ISO). */
export function groupWays(dataset: Dataset, group: DemandGroup, date: string): GroupWays {
  const at = instant(date);
  const numbers = groupNumbersAt(dataset, group.id, at);
  const standing = standingOf(dataset, group, numbers, at);
  const terms = { valueUsd: usd(numbers.usdPerTonne * numbers.tonnesPerUnit), holdingPerYear: numbers.holdingPerYear };
  const weights = generalisedWeights(standing.graph, terms);
  const constants = constantsOf(dataset, numbers, at);
  const families = new Map<string, string>(dataset.corridors.map(({ id, family }) => [id, family]));
  const familyOf = (corridor: string): string => families.get(corridor) ?? corridor;
  const waysOf = ({ origin, destination, corridors }: Ends): WaysOfCell => {
    const rivals = corridors.length > 0 ? corridors : group.corridors;
    const found = findWays(dataset, standing, weights, rivals, origin, destination);
    return shared(found, numbers, constants, familyOf);
  };
  return { numbers, waysOf };
}

function standingOf(dataset: Dataset, group: DemandGroup, numbers: GroupNumbers, at: InstantHours): StandingGraph {
  const commodity = dataset.commodities.get(group.commodity);
  const net = tonnes(numbers.tonnesPerUnit);
  const isBox = group.cargo === "20ft" || group.cargo === "40ft" || group.cargo === "40hc";
  const tare = isBox ? (dataset.findValue(group.cargo, "tareTonnes", at)?.value ?? 0) : 0;
  return standingGraph(dataset, {
    consignment: {
      cargo: group.cargo,
      units: 1,
      teu: dataset.cargoUnits.get(group.cargo)?.teu ?? 0,
      tonnes: net,
      grossTonnes: (net + tare) as Tonnes,
      commodity: group.commodity,
      dangerous: (commodity?.dangerousClass ?? "") !== "",
      reefer: commodity?.reefer ?? false,
    },
    depart: at,
    networkDate: at,
  });
}

/** USD that a unit is felt to pay more on a corridor than its way costs. */
function constantsOf(dataset: Dataset, numbers: GroupNumbers, at: InstantHours): ReadonlyMap<string, number> {
  const constants = new Map<string, number>();
  for (const { id } of dataset.corridors) {
    const [attribute, amount] =
      numbers.teuPerUnit > 0
        ? (["constantPerTeu", numbers.teuPerUnit] as const)
        : (["constantPerTonne", numbers.tonnesPerUnit] as const);
    const value = dataset.findValue(id, attribute, at);
    if (value) constants.set(id, dataset.toUsd(value, value.value) * amount);
  }
  return constants;
}

type Found = Omit<Way, "share">;

function findWays(
  dataset: Dataset,
  standing: StandingGraph,
  weights: Float64Array,
  rivals: readonly string[],
  origin: PlaceId,
  destination: PlaceId,
): Found[] {
  const { graph } = standing;
  const source = graph.originOf.get(origin);
  const target = graph.destinationOf.get(destination);
  if (source === undefined || target === undefined) return [];
  const toGo = dijkstraTo(standing.backward, weights, target).distance;
  const found = new Map<string, Found>();
  const nameOf = (slots: Int32Array): string =>
    standing.corridors.find(({ rule }) => followsRule(rule, slots))?.corridor.id ?? "";
  const keep = (slots: Int32Array | undefined): void => {
    if (!slots) return;
    const corridor = nameOf(slots);
    if (found.has(corridor) || isThereAndBack(dataset, graph, slots)) return;
    found.set(corridor, { corridor, generalisedUsd: sum(weights, slots), ...touched(graph, slots) });
  };
  for (const { corridor, rule } of standing.corridors) {
    if (rivals.length > 0 && !rivals.includes(corridor.id)) continue;
    const slots = bestPath(graph, weights, rule, source, target, toGo);
    // A way that an earlier corridor names belongs to that one.
    if (slots && nameOf(slots) === corridor.id) keep(slots);
  }
  // The best way of all, unless it belongs to a corridor that does not compete here.
  const free = bestPath(graph, weights, readRule(graph, { mustPass: [], mustAvoid: [] }), source, target, toGo);
  if (free && (nameOf(free) === "" || rivals.length === 0)) keep(free);
  return [...found.values()];
}

function sum(weights: Float64Array, slots: Int32Array): number {
  let total = 0;
  for (const slot of slots) total += weights[slot];
  return total;
}

/** What a way passes, for counts. */
export function touched(graph: ServiceGraph, slots: Int32Array): Pick<Way, "links" | "places" | "moves" | "calls"> {
  const links = new Set<string>();
  const places = new Set<string>();
  const moves = new Set<string>();
  const calls = new Set<string>();
  for (const element of arcsOf(graph, slots).flatMap((arc) => arc.elements)) {
    places.add(element.from).add(element.to);
    if (element.link === "") continue;
    for (const link of element.link.split(" ")) links.add(link);
    moves.add(`${element.country} ${element.mode}`);
    calls.add(`${element.from} ${element.mode}`).add(`${element.to} ${element.mode}`);
  }
  return { links, places, moves, calls };
}

/** Spurs of ports and terminals may be gone over twice; a way that turns back after more is none. */
const LONGEST_SPUR_KM = 100;

function isThereAndBack(dataset: Dataset, graph: ServiceGraph, slots: Int32Array): boolean {
  const used = new Set<string>();
  let twiceKm = 0;
  for (const { link } of arcsOf(graph, slots).flatMap((arc) => arc.elements)) {
    for (const one of new Set(link === "" ? [] : link.split(" "))) {
      if (used.has(one)) twiceKm += dataset.findValue(one, "lengthKm", graph.departHours as InstantHours)?.value ?? 0;
      used.add(one);
    }
  }
  return twiceKm > LONGEST_SPUR_KM;
}

/** Shares of the ways, nested by family, and of not shipping. */
function shared(
  found: readonly Found[],
  numbers: GroupNumbers,
  constants: ReadonlyMap<string, number>,
  familyOf: (corridor: string) => string,
): WaysOfCell {
  if (found.length === 0) return { ways: [], notShippedShare: 1 };
  const felt = found.map((way) => way.generalisedUsd + (constants.get(way.corridor) ?? 0));
  const least = Math.min(...felt);
  const lower = felt.map((cost) => expOf(-numbers.theta * (cost - least)));
  const families = new Map<string, number>();
  found.forEach(({ corridor }, i) => {
    families.set(familyOf(corridor), (families.get(familyOf(corridor)) ?? 0) + lower[i]);
  });
  const upper = new Map([...families].map(([family, sum]) => [family, expOf(numbers.nestMu * logOf(sum))]));
  // Measured from the same best way: who does not ship saves that way and loses the premium.
  const none = expOf(
    -numbers.theta * numbers.nestMu * numbers.notShippedPremium * Math.min(...found.map((way) => way.generalisedUsd)),
  );
  const total = [...upper.values()].reduce((a, b) => a + b, none);
  const ways = found.map((way, i) => {
    const family = familyOf(way.corridor);
    const inside = lower[i] / (families.get(family) ?? 1);
    return { ...way, share: (inside * (upper.get(family) ?? 0)) / total };
  });
  return { ways, notShippedShare: none / total };
}
