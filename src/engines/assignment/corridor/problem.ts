// The corridor model as flat arrays: rows of demand choose among nests (corridors, and not shipping), and inside a nest
// among paths; paths load elements (terminals, borders, links, ships) that queue and have capacities nobody exceeds.
// Made by from-network/ or by hand. Not here: how paths are found (columns.ts), what elements stand for.

/**
 * Elements that flows share. Amounts are resource units per day: TEU, tonnes, trains, hours of ships, one unit for each
 * element, whatever the classes that use it are counted in.
 */
export interface CorridorElements {
  /** Resource units per day in all; Infinity where nothing is known. */
  readonly capacity: Float64Array;
  /** What other traffic takes first, resource units per day. */
  readonly background: Float64Array;
  /** 1 where capacity may not be exceeded. */
  readonly hard: Uint8Array;
  /** Servers of the queue; 0 where there is none (needs a finite capacity otherwise). */
  readonly servers: Int32Array;
  /** (Ca² + Cs²) / 2 of Allen and Cunneen, with the mean size of a batch in it where units come in batches. */
  readonly variability: Float64Array;
  /** Of a delay fitted to simulated waits (fitted-delay.ts); a pole of 0 where there is none. */
  readonly fittedHours: Float64Array;
  readonly fittedPower: Float64Array;
  readonly fittedPole: Float64Array;
  /** Greatest use that it was fitted to. */
  readonly fittedHigh: Float64Array;
}

/**
 * Rows, nests and paths are numbered through; `…First[i]` to `…First[i + 1]` are those of i. A row has at least one nest
 * and a nest at least one path; what cannot be shipped goes into a nest with a path that uses no element.
 */
export interface CorridorProblem {
  /** Flow units per day. */
  readonly demand: Float64Array;
  /** Scale of the upper choice, per USD per flow unit. */
  readonly scale: Float64Array;
  /** USD per hour per flow unit: what a delay of an element costs this row. */
  readonly timeValue: Float64Array;
  /** By row, one longer than rows. */
  readonly rowFirstNest: Int32Array;
  /** Constant of a nest in units of utility: adds to −scale × cost. */
  readonly nestConstant: Float64Array;
  /** Dissimilarity μ of a nest, above 0, at most 1: paths are told apart with scale / μ. */
  readonly nestDissimilarity: Float64Array;
  /** By nest, one longer than nests. */
  readonly nestFirstPath: Int32Array;
  /** Generalised cost without queues and shadow prices, USD per flow unit. */
  readonly pathUsd: Float64Array;
  /** β ln(path size), 0 without a correction for overlap. */
  readonly pathLogSize: Float64Array;
  /** By path, one longer than paths. */
  readonly pathFirstUse: Int32Array;
  readonly useElement: Int32Array;
  /** Resource units per flow unit. */
  readonly useAmount: Float64Array;
  readonly elements: CorridorElements;
}

/** Prices to start from: those of a solution to a similar problem with the same elements. */
export interface CorridorPrices {
  /** Element flow that the delays stand for, without background, resource units per day. */
  readonly queueFlow: Float64Array;
  /** USD per resource unit. */
  readonly multiplier: Float64Array;
}

export interface CorridorOptions {
  /** Both gaps; 1e-8 unless given. */
  readonly gap?: number;
  readonly maxIterations?: number;
  readonly start?: CorridorPrices;
  /** 1 for elements that are shut: their paths are not there. A row left with none is an error of the problem. */
  readonly shut?: Uint8Array;
  readonly shouldStop?: () => boolean;
}

/** A gap with the name of its definition. */
export interface NamedGap {
  readonly name: string;
  readonly value: number;
  readonly asked: number;
}

export interface CorridorSolution extends CorridorPrices {
  readonly status: "ok" | "not-converged";
  readonly ended: "gap" | "iterations" | "stopped" | "stalled";
  readonly iterations: number;
  /** SHARE_GAP, then CAPACITY_GAP. */
  readonly gaps: readonly NamedGap[];
  /** Flow units per day, by path. */
  readonly pathFlow: Float64Array;
  /** Generalised cost with queues and shadow prices, USD per flow unit, by path. */
  readonly pathCost: Float64Array;
  /** −logsum / scale: expected cost of the choice, USD per flow unit, by row. */
  readonly rowCost: Float64Array;
  /** Without background, resource units per day, by element. */
  readonly elementFlow: Float64Array;
  /** Queueing delay by element, hours. */
  readonly delayHours: Float64Array;
}

export const SHARE_GAP = "max|f - d P(c)| / d";
export const CAPACITY_GAP = "max((x - u)+ / u, min(1, lambda / c) (u - x)+ / u)";

export const elementCountOf = (problem: CorridorProblem): number => problem.elements.capacity.length;

/** What is left of an element's capacity beside its background, resource units per day; at least 0. */
export function roomOf({ capacity, background }: CorridorElements, element: number): number {
  return Math.max(0, capacity[element] - background[element]);
}
