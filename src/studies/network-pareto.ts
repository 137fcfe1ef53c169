// Which ways through any network are not beaten in all of the criteria named? The routing engine on a network in GMNS form,
// so that anybody can check it against published instances. Exact; costs add up along a path and do not depend on time.

import { prepareBiObjective, searchBiObjective, searchPareto } from "../engines/routing/index.ts";
import { type Csr, toCsr } from "../lib/csr.ts";
import { nearestWords } from "../lib/nearest-word.ts";
import type { GmnsNetwork } from "../model/gmns.ts";
import { InvalidInput, type Problem } from "../model/problem.ts";

export interface NetworkParetoRequest {
  /** Node ids. */
  readonly from: string;
  readonly to: string;
  /** Columns of link.csv; 1 to 8. */
  readonly criteria: readonly string[];
  /** All non-dominated ways; else only those that are best in one criterion. */
  readonly whole: boolean;
}

export interface NetworkPath {
  /** By name of the criterion. */
  readonly criteria: Readonly<Record<string, number>>;
  readonly nodes: readonly string[];
}

export type NetworkParetoResult =
  | {
      readonly status: "ok";
      /** In the order of their costs, the first criterion first. */
      readonly paths: readonly NetworkPath[];
      readonly labels: { readonly created: number; readonly kept: number };
    }
  | { readonly status: "none"; readonly reason: string };

const MOST_CRITERIA = 8;
const MOST_LABELS = 50_000_000;

interface NetworkGraph {
  readonly graph: Csr;
  /** One array per criterion, one cost per slot. */
  readonly costs: readonly Float64Array[];
}

interface Found {
  readonly status: "ok" | "none" | "limit";
  readonly paths: readonly Int32Array[];
  readonly labelsCreated: number;
  readonly labelsKept: number;
}

/**
 * Finds the ways.
 * @throws InvalidInput when the request does not fit the network, or when there are more ways than can be listed
 */
export function findNetworkPaths(network: GmnsNetwork, request: NetworkParetoRequest): NetworkParetoResult {
  const indexOf = new Map(network.nodes.map((node, index) => [node.id, index]));
  const { source, target } = readEnds(indexOf, request);
  const { graph, costs } = toGraph(network, indexOf, request.criteria);
  const found = search(graph, costs, source, target);
  if (found.status === "none")
    return { status: "none", reason: `No path leads from ${request.from} to ${request.to}.` };
  if (found.status === "limit") throw new InvalidInput([tooManyWays(request)]);
  const paths = found.paths.map((slots) => ({
    slots,
    sums: costs.map((cost) => slots.reduce((sum, slot) => sum + cost[slot], 0)),
  }));
  const shown = request.whole ? paths : bestInOne(paths);
  return {
    status: "ok",
    paths: shown
      .sort((a, b) => compareCosts(a.sums, b.sums))
      .map(({ slots, sums }) => ({
        criteria: Object.fromEntries(request.criteria.map((name, index) => [name, sums[index]])),
        nodes: [source, ...Array.from(slots, (slot) => graph.head[slot])].map((node) => network.nodes[node].id),
      })),
    labels: { created: found.labelsCreated, kept: found.labelsKept },
  };
}

function readEnds(
  indexOf: ReadonlyMap<string, number>,
  request: NetworkParetoRequest,
): { source: number; target: number } {
  const problems: Problem[] = [];
  const read = (field: "from" | "to"): number => {
    const index = indexOf.get(request[field]);
    if (index !== undefined) return index;
    // Ids of a large network are numbers: near ones would say nothing and take long to find.
    const near = indexOf.size > 10_000 ? [] : nearestWords(request[field], indexOf.keys());
    const hint = near.length > 0 ? `Did you mean ${near.join(" or ")}?` : "Give a node_id of node.csv.";
    problems.push({
      code: "unknown-node",
      place: field,
      message: `node.csv has no node ${JSON.stringify(request[field].slice(0, 60))}.`,
      hint,
    });
    return -1;
  };
  const ends = { source: read("from"), target: read("to") };
  if (request.criteria.length === 0 || request.criteria.length > MOST_CRITERIA) {
    problems.push({
      code: request.criteria.length === 0 ? "missing" : "out-of-range",
      place: "criteria",
      message: `Between 1 and ${MOST_CRITERIA} criteria are needed, not ${request.criteria.length}.`,
      hint: "Name columns of link.csv, as --criteria length,time.",
    });
  }
  if (problems.length > 0) throw new InvalidInput(problems);
  return ends;
}

/** A link that is not directed becomes an arc each way. */
function toGraph(
  network: GmnsNetwork,
  indexOf: ReadonlyMap<string, number>,
  criteria: readonly string[],
): NetworkGraph {
  const tails: number[] = [];
  const heads: number[] = [];
  const links: number[] = [];
  network.links.forEach(({ from, to, directed }, link) => {
    const tail = indexOf.get(from);
    const head = indexOf.get(to);
    if (tail === undefined || head === undefined) throw new Error(`link ${network.links[link].id} has no such ends`);
    tails.push(tail);
    heads.push(head);
    links.push(link);
    if (directed) return;
    tails.push(head);
    heads.push(tail);
    links.push(link);
  });
  const graph = toCsr(network.nodes.length, tails, heads);
  const costs = criteria.map((name) =>
    Float64Array.from(graph.original, (arc) => network.links[links[arc]].values[name]),
  );
  return { graph, costs };
}

/** Two criteria have a search of their own, much faster on large networks with whole numbers. */
function search(graph: Csr, costs: readonly Float64Array[], source: number, target: number): Found {
  const [first, second] = costs;
  if (costs.length === 2)
    return searchBiObjective(prepareBiObjective(graph, first, second), source, target, { maxLabels: MOST_LABELS });
  const { status, solutions, labelsCreated, labelsKept } = searchPareto({
    graph,
    criteria: costs,
    source,
    target,
    maxLabels: MOST_LABELS,
  });
  return { status, paths: solutions.map(({ arcs }) => arcs), labelsCreated, labelsKept };
}

function bestInOne<P extends { readonly sums: readonly number[] }>(paths: readonly P[]): P[] {
  const best = new Set<P>();
  for (let criterion = 0; criterion < paths[0].sums.length; criterion++) {
    best.add(paths.reduce((least, path) => (path.sums[criterion] < least.sums[criterion] ? path : least)));
  }
  return [...best];
}

function compareCosts(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((cost, index) => cost !== b[index]);
  return at === -1 ? 0 : a[at] - b[at];
}

const tooManyWays = ({ criteria }: NetworkParetoRequest): Problem => ({
  code: "too-many-ways",
  place: "criteria",
  message: `There are more ways than can be listed: ${MOST_LABELS} labels were not enough.`,
  hint: criteria.length > 1 ? "Name fewer criteria, or round their numbers." : "Take a smaller network.",
});
