// Graphs to try the searches on: random ones, small enough to list every path of, and ones shaped like road and rail
// networks or grids, of any size. The same seed gives the same graph everywhere. For tests and the bench only.

import { type Csr, toCsr } from "../../lib/csr.ts";
import { type Random, stream } from "../../lib/random.ts";

export interface Instance {
  readonly graph: Csr;
  /** One value per slot of `graph` each. */
  readonly criteria: readonly Float64Array[];
}

/** Random draws that a seed determines. */
export class SeededRandom {
  readonly #draw: Random;

  constructor(seed: number) {
    this.#draw = stream(seed, "routing-instances");
  }

  /** A whole number from `least` to `most`, both possible. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.#draw() * (most - least + 1));
  }

  /** A number strictly between 0 and 1. */
  share(): number {
    return this.#draw();
  }
}

/** Arc lists with one row of costs per arc become a graph and columns of costs by slot. */
export function toInstance(nodeCount: number, arcs: readonly (readonly [number, number, ...number[]])[]): Instance {
  const graph = toCsr(
    nodeCount,
    arcs.map((arc) => arc[0]),
    arcs.map((arc) => arc[1]),
  );
  const width = arcs.length === 0 ? 1 : arcs[0].length - 2;
  const criteria = Array.from({ length: width }, (_, k) =>
    Float64Array.from(graph.original, (position) => arcs[position][k + 2]),
  );
  return { graph, criteria };
}

/**
 * A multigraph with small whole costs: ties, parallel arcs, loops at a node and arcs of cost zero all occur.
 * @param largestCost small values make many ties
 */
export function randomGraph(
  random: SeededRandom,
  nodeCount: number,
  arcCount: number,
  criteriaCount: number,
  largestCost: number,
): Instance {
  const arcs = Array.from({ length: arcCount }, (): [number, number, ...number[]] => [
    random.whole(0, nodeCount - 1),
    random.whole(0, nodeCount - 1),
    ...Array.from({ length: criteriaCount }, () => random.whole(0, largestCost)),
  ]);
  return toInstance(nodeCount, arcs);
}

/** Hansen's chain (1980): `length` diamonds, the i-th costs (2^i, 0) above and (0, 2^i) below; 2^length best paths. */
export function hansenChain(length: number): Instance {
  const arcs: [number, number, ...number[]][] = [];
  for (let i = 0; i < length; i++) {
    const [from, above, below, to] = [3 * i, 3 * i + 1, 3 * i + 2, 3 * i + 3];
    arcs.push([from, above, 2 ** i, 0], [from, below, 0, 2 ** i], [above, to, 0, 0], [below, to, 0, 0]);
  }
  return toInstance(3 * length + 1, arcs);
}

/** A square grid, arcs both ways between neighbours, each cost a whole number from 1 to `largestCost`. */
export function gridGraph(random: SeededRandom, side: number, criteriaCount: number, largestCost: number): Instance {
  const arcs: [number, number, ...number[]][] = [];
  const costs = () => Array.from({ length: criteriaCount }, () => random.whole(1, largestCost));
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const node = row * side + column;
      if (column + 1 < side) arcs.push([node, node + 1, ...costs()], [node + 1, node, ...costs()]);
      if (row + 1 < side) arcs.push([node, node + side, ...costs()], [node + side, node, ...costs()]);
    }
  }
  return toInstance(side * side, arcs);
}

/**
 * A network like those of freight: places scattered over a square, each joined both ways to its nearest, by links of a
 * slow cheap or a fast dear kind. Five criteria that go together as they do in reality, whole numbers: money, minutes,
 * variance of the time, kilograms of CO2e, borders (the square is cut into `countries` by `countries` countries).
 */
export function freightLikeNetwork(
  random: SeededRandom,
  nodeCount: number,
  neighbours: number,
  countries: number,
): Instance {
  const x = Array.from({ length: nodeCount }, () => random.share());
  const y = Array.from({ length: nodeCount }, () => random.share());
  const sizeKm = 5000;
  const countryOf = (node: number) => Math.floor(x[node] * countries) * countries + Math.floor(y[node] * countries);
  const arcs: [number, number, ...number[]][] = [];
  for (const [a, b] of nearestPairs(x, y, neighbours)) {
    const km = Math.max(1, Math.hypot(x[a] - x[b], y[a] - y[b]) * sizeKm * (1.1 + 0.4 * random.share()));
    const isRail = random.share() < 0.5;
    const perKm = (isRail ? 0.35 : 0.9) * (0.8 + 0.4 * random.share());
    const kmPerHour = (isRail ? 25 : 50) * (0.7 + 0.6 * random.share());
    const border = countryOf(a) === countryOf(b) ? 0 : 1;
    const minutes = (km / kmPerHour) * 60 + border * 300 * (0.5 + random.share());
    const costs = [
      Math.round(perKm * km + border * 40),
      Math.round(minutes),
      Math.round((minutes * (isRail ? 0.4 : 0.15) * (0.5 + random.share())) / 6),
      Math.round((isRail ? 0.3 : 0.9) * km),
      border,
    ];
    arcs.push([a, b, ...costs], [b, a, ...costs]);
  }
  return toInstance(nodeCount, arcs);
}

/** Unordered pairs of each point with its nearest `count` others, found cell by cell. O(n · count) for even scatter. */
function nearestPairs(x: readonly number[], y: readonly number[], count: number): [number, number][] {
  const side = Math.max(1, Math.floor(Math.sqrt(x.length / 2)));
  const cells: number[][] = Array.from({ length: side * side }, () => []);
  const cellOf = (value: number) => Math.min(side - 1, Math.floor(value * side));
  for (let node = 0; node < x.length; node++) cells[cellOf(y[node]) * side + cellOf(x[node])].push(node);
  const pairs = new Map<number, [number, number]>();
  for (let node = 0; node < x.length; node++) {
    const near: number[] = [];
    for (let ring = 1; near.length < count * 3 && ring <= side; ring++) {
      near.length = 0;
      const [column, row] = [cellOf(x[node]), cellOf(y[node])];
      for (let r = Math.max(0, row - ring); r <= Math.min(side - 1, row + ring); r++) {
        for (let c = Math.max(0, column - ring); c <= Math.min(side - 1, column + ring); c++) {
          near.push(...cells[r * side + c]);
        }
      }
    }
    const far = (other: number) => Math.hypot(x[node] - x[other], y[node] - y[other]);
    const others = near.filter((other) => other !== node).sort((a, b) => far(a) - far(b) || a - b);
    for (const other of others.slice(0, count)) {
      const [a, b] = node < other ? [node, other] : [other, node];
      pairs.set(a * x.length + b, [a, b]);
    }
  }
  return [...pairs.values()];
}
