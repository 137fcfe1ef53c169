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
const kept = new WeakMap<Dataset, Map<string, StandingGraph>>();

/** The graph of a query, made or found again. */
export function standingGraph(dataset: Dataset, query: NetworkQuery): StandingGraph {
  let graphs = kept.get(dataset);
  if (!graphs) {
    graphs = new Map();
    kept.set(dataset, graphs);
  }
  const key = JSON.stringify(query);
  const found = graphs.get(key);
  if (found) {
    graphs.delete(key);
    graphs.set(key, found);
    return found;
  }
  const prepared = prepareGraph(fromNetwork(dataset, query));
  let corridors: readonly CorridorRule[] | undefined;
  const made: StandingGraph = {
    ...prepared,
    get corridors() {
      corridors ??= dataset.corridors.map((corridor) => ({ corridor, rule: readRule(prepared.graph, corridor) }));
      return corridors;
    },
  };
  graphs.set(key, made);
  const oldest = graphs.keys().next().value;
  if (graphs.size > KEPT && oldest !== undefined) graphs.delete(oldest);
  return made;
}
