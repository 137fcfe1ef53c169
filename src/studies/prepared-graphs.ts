// The graphs of recent questions: building one takes longer than searching it.

import {
  type ArcRule,
  fromNetwork,
  type NetworkQuery,
  type PreparedGraph,
  prepareGraph,
  readRule,
  SpectrumCache,
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

/**
 * How many graphs are kept in all, whatever their dataset. Each takes some 10 MB, and every overlay that
 * somebody sends makes a dataset of its own: a limit per dataset would let twenty overlays fill gigabytes.
 */
const MOST_ASKED = 6;
const MOST_TRIED = 3;

type Shelf = Map<string, StandingGraph>;
const asked: Shelf = new Map();
const tried: Shelf = new Map();
/** One budget for the spectra of all. */
const spectra = new SpectrumCache();

/** The graph of a query, made or found again. */
export function standingGraph(dataset: Dataset, query: NetworkQuery): StandingGraph {
  const key = keyOf(dataset, query);
  return taken(asked, key) ?? put(asked, key, make(dataset, query), MOST_ASKED);
}

/** The same for a question nobody asked, tried to explain another: it does not push out the graphs of real questions. */
export function triedGraph(dataset: Dataset, query: NetworkQuery): StandingGraph {
  const key = keyOf(dataset, query);
  return taken(asked, key) ?? taken(tried, key) ?? put(tried, key, make(dataset, query), MOST_TRIED);
}

const numbers = new WeakMap<Dataset, number>();
let datasetsSeen = 0;

/** Datasets are told apart as objects: two of the same hash may have come from folders that changed in between. */
function keyOf(dataset: Dataset, query: NetworkQuery): string {
  let number = numbers.get(dataset);
  if (number === undefined) {
    number = ++datasetsSeen;
    numbers.set(dataset, number);
  }
  return `${number} ${JSON.stringify(query)}`;
}

function make(dataset: Dataset, query: NetworkQuery): StandingGraph {
  const prepared = prepareGraph(fromNetwork(dataset, query), spectra);
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
function taken(shelf: Shelf, key: string): StandingGraph | undefined {
  const found = shelf.get(key);
  if (found) {
    shelf.delete(key);
    shelf.set(key, found);
  }
  return found;
}

function put(shelf: Shelf, key: string, graph: StandingGraph, most: number): StandingGraph {
  shelf.set(key, graph);
  const oldest = shelf.keys().next().value;
  if (shelf.size > most && oldest !== undefined) shelf.delete(oldest);
  return graph;
}
