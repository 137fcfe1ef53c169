// The graphs of recent questions, kept with their dataset: building one takes longer than searching it.

import {
  type ArcRule,
  fromNetwork,
  type NetworkQuery,
  type PreparedGraph,
  prepareGraph,
  readRule,
} from "../engines/routing/index.ts";
import type { Dataset } from "../model/dataset.ts";
import type { Corridor } from "../model/network.ts";

export interface CorridorRule {
  readonly corridor: Corridor;
  readonly rule: ArcRule;
}

export interface StandingGraph extends PreparedGraph {
  /** In the dataset's order; the first whose rule a path follows names it. */
  readonly corridors: readonly CorridorRule[];
}

/** Each keeps the spectra of its arcs (tens of MB), so few are kept. */
const KEPT = 6;
const KEPT_TRIED = 3;

type Shelf = Map<string, StandingGraph>;
const asked = new WeakMap<Dataset, Shelf>();
const tried = new WeakMap<Dataset, Shelf>();

/** The graph of a query, made or found again. */
export function standingGraph(dataset: Dataset, query: NetworkQuery): StandingGraph {
  const key = JSON.stringify(query);
  return taken(asked, dataset, key) ?? put(asked, dataset, key, make(dataset, query), KEPT);
}

/** The same for a question nobody asked, tried to explain another: it does not push out the graphs of real questions. */
export function triedGraph(dataset: Dataset, query: NetworkQuery): StandingGraph {
  const key = JSON.stringify(query);
  const known = taken(asked, dataset, key) ?? taken(tried, dataset, key);
  return known ?? put(tried, dataset, key, make(dataset, query), KEPT_TRIED);
}

function make(dataset: Dataset, query: NetworkQuery): StandingGraph {
  const prepared = prepareGraph(fromNetwork(dataset, query));
  let corridors: readonly CorridorRule[] | undefined;
  return {
    ...prepared,
    get corridors() {
      corridors ??= dataset.corridors.map((corridor) => ({ corridor, rule: readRule(prepared.graph, corridor) }));
      return corridors;
    },
  };
}

/** Found again, and from now on the last to go. */
function taken(shelves: WeakMap<Dataset, Shelf>, dataset: Dataset, key: string): StandingGraph | undefined {
  const shelf = shelves.get(dataset);
  const found = shelf?.get(key);
  if (shelf && found) {
    shelf.delete(key);
    shelf.set(key, found);
  }
  return found;
}

function put(
  shelves: WeakMap<Dataset, Shelf>,
  dataset: Dataset,
  key: string,
  graph: StandingGraph,
  most: number,
): StandingGraph {
  const shelf = shelves.get(dataset) ?? new Map<string, StandingGraph>();
  shelves.set(dataset, shelf);
  shelf.set(key, graph);
  const oldest = shelf.keys().next().value;
  if (shelf.size > most && oldest !== undefined) shelf.delete(oldest);
  return graph;
}
