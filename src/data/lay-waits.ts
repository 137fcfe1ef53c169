// Simulated waits laid over a dataset: values of `waitHours` by line and port of departure. Each is a law with the simulated
// mean whose quantiles lie nearest to the simulated ones. Not covered: how waits of one journey hang together.

import { createHash } from "node:crypto";
import type { Dataset, DatasetLayer } from "../model/dataset.ts";
import { type Distribution, gamma, lognormal, quantileOf } from "../model/distribution.ts";
import type { Value } from "../model/facts.ts";
import { InvalidInput } from "../model/problem.ts";
import type { SimulatedWait, SimulatedWaits } from "../model/simulated-waits.ts";
import { layOver } from "./lay-over.ts";
import type { LoadedDataset } from "./stack-layers.ts";

/**
 * The dataset with the waits in it, a layer of its own and their hash mixed in.
 * @throws InvalidInput when none of the waits is of a line of the dataset
 */
export function layWaits(below: LoadedDataset, waits: SimulatedWaits): LoadedDataset {
  const known = waits.waits.filter(({ line, from }) =>
    below.services.get(line as never)?.stops.some((stop) => stop === from),
  );
  if (known.length === 0)
    throw new InvalidInput([
      {
        code: "no-waits",
        place: "waits",
        message: `No line of ${waits.run} is one of this dataset.`,
        hint: "Take a simulation of the same dataset.",
      },
    ]);
  const values = known.map((wait) => toValue(wait, waits));
  const hash = createHash("sha256").update(JSON.stringify(waits)).digest("hex");
  const layer: DatasetLayer = { name: waits.run, title: titleOf(waits), version: "", hash, kind: "waits" };
  const bare = below.withoutOverlays;
  return {
    ...layOver(below, { values }),
    layers: [...below.layers, layer],
    hash: createHash("sha256").update(`${below.hash}\nwaits ${hash}\n`).digest("hex"),
    waits,
    // What overlays change is told beside the same waits.
    ...(bare === undefined ? {} : { withoutOverlays: (): Dataset => layWaits(bare() as LoadedDataset, waits) }),
  };
}

/** In words, for every place where such a wait is shown. */
export function titleOf({ run, scenario, replications }: SimulatedWaits): string {
  return `simulated: run ${run}, ${replications} replications${scenario === "" ? "" : `, ${scenario}`}`;
}

function toValue({ line, from, settles, ...wait }: SimulatedWait, waits: SimulatedWaits): Value {
  const { cv, shape } = nearestLaw(wait);
  return {
    subject: `${line}>${from}`,
    attribute: "waitHours",
    value: Math.round(wait.meanHours * 100) / 100,
    unit: "h",
    shape,
    cv,
    basis: "derived",
    asOf: waits.from.slice(0, 4),
    source: SOURCE,
    use: "model",
    note: `${titleOf(waits)}${settles ? "" : "; more comes than ships can take, so that it grows"}`,
    place: waits.run,
  };
}

/** Sources are those of the numbers that were simulated. */
const SOURCE = "assumption:simulated-waits" as Value["source"];

const CV_STEPS = 60;
const MOST_CV = 3;
const SHARES = [
  ["p50", 0.5],
  ["p80", 0.8],
  ["p95", 0.95],
] as const;

/** Gamma or lognormal with the mean given, whose quantiles are nearest in relative terms; exponential where none is known. */
export function nearestLaw(wait: Pick<SimulatedWait, "meanHours" | "p50" | "p80" | "p95">): {
  readonly shape: "gamma" | "lognormal";
  readonly cv: number;
} {
  const asked = SHARES.flatMap(([name, share]) => {
    const hours = wait[name];
    return hours !== null && hours > 0 ? [{ share, hours }] : [];
  });
  let best = { shape: "gamma" as "gamma" | "lognormal", cv: 1, error: Number.POSITIVE_INFINITY };
  if (asked.length === 0 || !(wait.meanHours > 0)) return { shape: best.shape, cv: best.cv };
  const laws: readonly ["gamma" | "lognormal", (mean: number, cv: number) => Distribution][] = [
    ["gamma", gamma],
    ["lognormal", lognormal],
  ];
  for (const [shape, law] of laws) {
    for (let i = 1; i <= CV_STEPS; i++) {
      const cv = (MOST_CV * i) / CV_STEPS;
      const made = law(wait.meanHours, cv);
      const error = asked.reduce((sum, { share, hours }) => {
        const off = quantileOf(made, share) / hours - 1;
        return sum + off * off;
      }, 0);
      if (error < best.error) best = { shape, cv, error };
    }
  }
  return { shape: best.shape, cv: best.cv };
}
