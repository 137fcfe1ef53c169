// Corridor problems for tests: by hand with named elements, or drawn at random from a seed.

import { stream } from "../../../lib/random.ts";
import { type ElementGiven, flattenCorridor, type RowGiven } from "./flatten.ts";
import type { CorridorProblem } from "./problem.ts";

export interface PathSketch {
  readonly usd: number;
  /** Elements by name; a number is the amount per flow unit. */
  readonly uses?: Readonly<Record<string, number>>;
  readonly logSize?: number;
}

export interface RowSketch {
  readonly demand?: number;
  readonly scale?: number;
  readonly timeValue?: number;
  readonly nests: readonly {
    readonly constant?: number;
    readonly mu?: number;
    readonly paths: readonly PathSketch[];
  }[];
}

/** A problem from sketches: demand 1, scale 1, value of time 0, μ 1 unless said. */
export function corridorOf(
  rows: readonly RowSketch[],
  elements: Readonly<Record<string, ElementGiven>> = {},
): CorridorProblem {
  const names = Object.keys(elements);
  return flattenCorridor(
    rows.map(({ demand = 1, scale = 1, timeValue = 0, nests }) => ({
      demand,
      scale,
      timeValue,
      nests: nests.map(({ constant = 0, mu = 1, paths }) => ({
        constant,
        dissimilarity: mu,
        paths: paths.map(({ usd, uses = {}, logSize = 0 }) => ({
          usd,
          logSize,
          uses: Object.entries(uses).map(([name, amount]) => ({ element: names.indexOf(name), amount })),
        })),
      })),
    })),
    Object.values(elements),
  );
}

export interface RandomCorridor {
  readonly rows: readonly RowGiven[];
  readonly elements: readonly ElementGiven[];
  readonly problem: CorridorProblem;
}

/**
 * Some rows over some elements, soft and hard, with and without queues; every row can stay at home.
 * @param kind what there is: queues only, hard capacities only, or both; `mixed` gives rows values of time of their own
 */
export function randomCorridor(seed: number, kind: "queues" | "capacities" | "both" | "mixed"): RandomCorridor {
  const random = stream(seed, `assignment/corridor/${kind}`);
  const below = (limit: number): number => Math.floor(random() * limit);
  const elementCount = 2 + below(8);
  const rowCount = 1 + below(8);
  const amountOf = Array.from({ length: rowCount }, () => 0.5 + random() * 2);
  const rows = Array.from({ length: rowCount }, (_, row) => {
    const scale = Math.exp(-4 + 4 * random());
    const nests = Array.from({ length: 1 + below(4) }, () => ({
      constant: random() - 0.5,
      dissimilarity: 0.2 + 0.8 * random(),
      paths: Array.from({ length: 1 + below(3) }, () => ({
        usd: 20 + 80 * random(),
        logSize: random() < 0.5 ? 0 : -random(),
        uses: Array.from({ length: elementCount }, (_, element) => element)
          .filter(() => random() < 0.4)
          .map((element) => ({ element, amount: amountOf[row] })),
      })),
    }));
    nests.push({ constant: 0, dissimilarity: 1, paths: [{ usd: 150, logSize: 0, uses: [] }] });
    // A unit's time is worth alike to all where it is worth the same per resource unit.
    const timeValue = kind === "mixed" ? 0.2 + 3 * random() : amountOf[row];
    return { demand: 5 + 50 * random(), scale, timeValue, nests };
  });
  const elements = Array.from({ length: elementCount }, () => {
    const queues = kind !== "capacities" && random() < 0.7;
    const hard = kind !== "queues" && random() < 0.7;
    return {
      capacity: 10 + 100 * random(),
      background: random() < 0.3 ? 5 * random() : 0,
      hard,
      servers: queues ? 1 + below(5) : 0,
      variability: queues ? 0.3 + 5 * random() : 1,
    };
  });
  return { rows, elements, problem: flattenCorridor(rows, elements) };
}
