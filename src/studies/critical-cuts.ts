// How much fits through each corridor between two regions, which things bound it, and how many of its ways share nothing? The
// ways that the corridor model knows make a network of things in the order in which they are passed; each has the tightest of
// its capacities, in tonnes a day of the goods looked at. Minimum cuts by maximum flow, disjoint ways by Menger's theorem.

import type { CorridorModel, SolvedMonth } from "../engines/assignment/index.ts";
import { type CapacityNetwork, disjointPaths, maxFlow, splitNodes } from "../engines/flows/index.ts";
import type { CountryCode, PlaceId, ServiceId, TerminalId } from "../model/ids.ts";
import { familiesApart } from "./critical-shares.ts";
import type { ThingKind, Way, WayReader } from "./critical-things.ts";

export interface RegionCut {
  /** Names of the regions. */
  readonly from: string;
  readonly to: string;
  /** Corridor id; undefined for all of them together. */
  readonly corridor: string | undefined;
  /** Group whose goods the tonnes are. */
  readonly group: string;
  /** Tonnes a day in the base. */
  readonly flow: number;
  /** Tonnes a day; undefined when a way has no capacity stated. */
  readonly maxFlow: number | undefined;
  /** Indexes of things with their capacity. */
  readonly minCut: readonly { readonly thing: number; readonly capacity: number }[];
  readonly linkDisjointPaths: number;
  readonly nodeDisjointPaths: number;
  /** Maximum flow without a thing; the base's where the thing carries nothing of it. */
  without(thing: number): number;
}

/** Places, or undefined for the relations with most goods. */
export interface Between {
  readonly from: string;
  readonly to: string;
}

const MOST_CUTS = 10;

/** Cuts of the base's ways, those with most goods first. */
export function findCuts(model: CorridorModel, reader: WayReader, solved: SolvedMonth, between?: Between): RegionCut[] {
  const bundles =
    between === undefined ? largestBundles(model, reader, solved) : bundlesBetween(model, reader, solved, between);
  const cuts = bundles.map((bundle) => cutOf(model, reader, solved, bundle));
  // Without ends asked for, corridors that nothing bounds have no cut to show.
  return (between === undefined ? cuts.filter(({ maxFlow: most }) => most !== undefined) : cuts).slice(0, MOST_CUTS);
}

/** Ways of one group between two regions. */
interface Bundle {
  readonly from: string;
  readonly to: string;
  readonly corridor: string | undefined;
  readonly group: string;
  readonly flow: number;
  readonly paths: readonly number[];
}

const countryOf = (model: CorridorModel, place: string): CountryCode | "" =>
  model.dataset.places.get(place as PlaceId)?.country ?? "";

function largestBundles(model: CorridorModel, reader: WayReader, solved: SolvedMonth): Bundle[] {
  const bundles = new Map<string, Bundle & { flow: number; paths: number[] }>();
  for (const [path, way] of solved.columnOf.entries()) {
    if (way === undefined || way.corridor === "") continue;
    const { demand } = model.rows[solved.rowOf[path]];
    const [from, to] = [countryOf(model, demand.origin), countryOf(model, demand.destination)];
    const key = `${way.corridor} ${from} ${to} ${demand.group}`;
    const tonnes = reader.tonnesOn(solved, path);
    const known = bundles.get(key);
    if (known === undefined) {
      const names = [from, to].map((code) => model.dataset.countries.get(code as CountryCode)?.en ?? code);
      bundles.set(key, {
        from: names[0],
        to: names[1],
        corridor: way.corridor,
        group: demand.group,
        flow: tonnes,
        paths: [path],
      });
    } else {
      known.flow += tonnes;
      known.paths.push(path);
    }
  }
  const best = new Map<string, Bundle>();
  for (const bundle of bundles.values()) {
    const other = best.get(bundle.corridor ?? "");
    if (other === undefined || other.flow < bundle.flow) best.set(bundle.corridor ?? "", bundle);
  }
  return [...best.values()].sort((a, b) => b.flow - a.flow);
}

function bundlesBetween(model: CorridorModel, reader: WayReader, solved: SolvedMonth, { from, to }: Between): Bundle[] {
  const { places } = model.dataset;
  const meets = (place: string, end: string): number => {
    if (place === end || places.get(place as PlaceId)?.city === end || places.get(end as PlaceId)?.city === place)
      return 2;
    return countryOf(model, place) === countryOf(model, end) ? 1 : 0;
  };
  // The places themselves where they have goods of their own, else their countries.
  const fits = model.rows.map(({ demand }) => Math.min(meets(demand.origin, from), meets(demand.destination, to)));
  const closest = Math.max(0, ...fits);
  if (closest === 0) return [];
  const flow = new Map<string, number>();
  const all = [...solved.columnOf.keys()].filter(
    (path) => solved.columnOf[path] !== undefined && fits[solved.rowOf[path]] === closest,
  );
  for (const path of all) {
    const { group } = model.rows[solved.rowOf[path]].demand;
    flow.set(group, (flow.get(group) ?? 0) + reader.tonnesOn(solved, path));
  }
  const apart = familiesApart(model);
  const isBound = (id: string): boolean => {
    const own = model.dataset.demandGroups.get(id)?.corridors ?? [];
    const families = model.dataset.corridors
      .filter((corridor) => own.includes(corridor.id))
      .map(({ family }) => family);
    return own.length > 0 && families.every((family) => apart.has(family));
  };
  // Goods that have a choice on land, where there are any.
  const byFlow = [...flow].sort((x, y) => Number(isBound(x[0])) - Number(isBound(y[0])) || y[1] - x[1]);
  const group = byFlow[0]?.[0] ?? "";
  const own = all.filter((path) => model.rows[solved.rowOf[path]].demand.group === group);
  const corridors = [...new Set(own.map((path) => (solved.columnOf[path] as Way).corridor))];
  const name = (end: string) =>
    (closest === 2
      ? places.get(end as PlaceId)?.names.en
      : model.dataset.countries.get(countryOf(model, end) as CountryCode)?.en) ?? end;
  const bundle = (corridor: string | undefined): Bundle => {
    const paths = own.filter((path) => corridor === undefined || solved.columnOf[path]?.corridor === corridor);
    const total = paths.reduce((sum, path) => sum + reader.tonnesOn(solved, path), 0);
    return { from: name(from), to: name(to), corridor, group, flow: total, paths };
  };
  const each = corridors.filter((id) => id !== "").map(bundle);
  return [bundle(undefined), ...each.sort((a, b) => b.flow - a.flow)];
}

const SOURCE = 0;
const SINK = 1;

/** Things as nodes, joined in the order in which ways pass them. */
interface ThingNetwork {
  readonly network: CapacityNetwork;
  readonly nodeOf: ReadonlyMap<number, number>;
  /** By node; −1 for source and sink. */
  readonly thingOf: readonly number[];
  /** By node, tonnes a day. */
  readonly capacity: Float64Array;
  /** Things at the ends of the ways. */
  readonly isEnd: ReadonlySet<number>;
}

function cutOf(model: CorridorModel, reader: WayReader, solved: SolvedMonth, bundle: Bundle): RegionCut {
  const base = toNetwork(model, reader, solved, bundle.paths);
  const { split, result } = solveWith(base, base.capacity);
  const most = result.status === "ok" ? result.value : undefined;
  const kinds = (kind: ThingKind): number => {
    // A unit for each thing that may be used once; the others bound nothing.
    const nodes = Float64Array.from(base.thingOf, (thing) =>
      thing >= 0 && !base.isEnd.has(thing) && reader.things[thing].kind === kind ? 1 : Number.POSITIVE_INFINITY,
    );
    const { result: found } = solveWith(base, nodes);
    return found.status === "ok" ? Math.round(found.value) : disjointPaths(base.network, SOURCE, SINK, "arcs").length;
  };
  return {
    ...bundle,
    maxFlow: most,
    minCut:
      result.status === "ok"
        ? [...result.cut].map((arc) => {
            const node = arc - split.arcCount;
            return { thing: base.thingOf[node], capacity: base.capacity[node] };
          })
        : [],
    linkDisjointPaths: kinds("link"),
    nodeDisjointPaths: kinds("place"),
    without(thing) {
      if (result.status !== "ok") return 0;
      const node = base.nodeOf.get(thing);
      // The flow found needs nothing of it, so it remains as it is.
      if (node !== undefined && result.flow[split.arcCount + node] === 0) return result.value;
      const paths = bundle.paths.filter((path) => !reader.thingsOf(solved.columnOf[path] as Way).includes(thing));
      if (paths.length === bundle.paths.length) return result.value;
      if (paths.length === 0) return 0;
      const left = toNetwork(model, reader, solved, paths);
      const { result: found } = solveWith(left, left.capacity);
      return found.status === "ok" ? Math.min(found.value, result.value) : result.value;
    },
  };
}

function solveWith({ network }: ThingNetwork, nodes: Float64Array) {
  const split = splitNodes(network, nodes);
  return { split, result: maxFlow(split, split.leaving(SOURCE), split.arriving(SINK)) };
}

function toNetwork(
  model: CorridorModel,
  reader: WayReader,
  solved: SolvedMonth,
  paths: readonly number[],
): ThingNetwork {
  const nodeOf = new Map<number, number>();
  const thingOf: number[] = [-1, -1];
  const arcs = new Map<string, readonly [number, number]>();
  const join = (from: number, to: number): void => void arcs.set(`${from} ${to}`, [from, to]);
  const isEnd = new Set<number>();
  for (const path of paths) {
    let node = SOURCE;
    for (const thing of chainOf(model, reader, solved, path, isEnd)) {
      let next = nodeOf.get(thing);
      if (next === undefined) {
        next = thingOf.length;
        nodeOf.set(thing, next);
        thingOf.push(thing);
      }
      join(node, next);
      node = next;
    }
    join(node, SINK);
  }
  const list = [...arcs.values()];
  return {
    network: {
      nodeCount: thingOf.length,
      tail: Int32Array.from(list, ([tail]) => tail),
      head: Int32Array.from(list, ([, head]) => head),
      capacity: new Float64Array(list.length).fill(Number.POSITIVE_INFINITY),
    },
    nodeOf,
    thingOf,
    capacity: capacities(model, reader, solved, paths, nodeOf, thingOf.length),
    isEnd,
  };
}

/**
 * Things of a path in the order of travel, each once; those at its ends are added to `isEnd`. Only what stands somewhere: a
 * service that runs everywhere would join one way's beginning with another's end.
 */
function chainOf(
  model: CorridorModel,
  reader: WayReader,
  solved: SolvedMonth,
  path: number,
  isEnd: Set<number>,
): Set<number> {
  const row = model.rows[solved.rowOf[path]];
  const way = solved.columnOf[path] as Way;
  const { arcs } = model.graphOf(row, solved.state).graph;
  const { places, terminals, services, borders } = model.dataset;
  const isAnywhere = new Set<string>(borders.filter(({ place }) => place === "*").map(({ id }) => id));
  const chain = new Set<number>();
  const ends = [row.demand.origin, row.demand.destination] as readonly string[];
  const isAtEnd = (place: string): boolean =>
    ends.some(
      (end) =>
        place === end || places.get(place as PlaceId)?.city === end || places.get(end as PlaceId)?.city === place,
    );
  const add = (id: string | undefined): void => {
    const thing = id === undefined ? undefined : reader.indexOf(id);
    if (thing === undefined) return;
    chain.add(thing);
    if (isAtEnd(terminals.get(id as TerminalId)?.place ?? (id as string))) isEnd.add(thing);
  };
  for (const slot of way.slots) {
    for (const element of arcs[slot].elements) {
      add(element.from);
      if (!isAnywhere.has(element.subject ?? "")) add(element.subject);
      if (services.get(element.service as ServiceId)?.kind === "line") add(element.service);
      for (const link of element.link === "" ? [] : element.link.split(" ")) add(link);
      add(element.to);
    }
  }
  return chain;
}

/** By node, what the tightest resource of a thing can take of the bundle's goods, tonnes a day. */
function capacities(
  model: CorridorModel,
  reader: WayReader,
  { columnOf, rowOf, state }: SolvedMonth,
  paths: readonly number[],
  nodeOf: ReadonlyMap<number, number>,
  nodeCount: number,
): Float64Array {
  const capacity = new Float64Array(nodeCount).fill(Number.POSITIVE_INFINITY);
  for (const path of paths) {
    const perUnit = model.rows[rowOf[path]].unit.numbers.tonnesPerUnit;
    const amounts = new Map<number, number>();
    for (const { element, amount } of (columnOf[path] as Way).uses)
      amounts.set(element, (amounts.get(element) ?? 0) + amount);
    for (const [element, amount] of amounts) {
      const node = nodeOf.get(reader.indexOf(model.resources[element].subject) ?? -1);
      if (node === undefined) continue;
      const { capacity: all, background } = state.elements[element];
      capacity[node] = Math.min(capacity[node], (Math.max(0, all - background) / amount) * perUnit);
    }
  }
  return capacity;
}
