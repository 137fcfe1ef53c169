// A kept answer of `kopru simulate --scenario` → the waits in it. Of a run with a scenario those under the scenario. Only what
// is needed is asked of the answer, so that one of an older version does too.

import { z } from "zod";
import { InvalidInput } from "../model/problem.ts";
import type { SimulatedWaits } from "../model/simulated-waits.ts";
import { isoDate } from "./common.ts";

const hours = z.number().nullable();
const state = z.object({
  crossings: z.array(
    z.object({
      line: z.string(),
      from: z.string(),
      settles: z.boolean(),
      wait: z.object({ mean: hours, p50: hours, p80: hours, p95: hours }),
    }),
  ),
});

const simulated = z.object({
  status: z.literal("ok"),
  dataset: z.object({ layers: z.array(z.object({ kind: z.string(), hash: z.string() })) }),
  scenario: z.object({ name: z.string() }).nullable(),
  period: z.object({ from: isoDate, to: isoDate }),
  seed: z.number(),
  replications: z.number(),
  base: state,
  changed: state.nullable(),
});

/**
 * Reads the waits of an answer.
 * @param text JSON
 * @param run what it is called: id of a run, or a file
 * @throws InvalidInput (`not-a-simulation`) when it is no such answer, or none of its ships carried anything
 */
export function readWaits(text: string, run: string): SimulatedWaits {
  const parsed = simulated.safeParse(parseJson(text));
  if (!parsed.success) throw notASimulation(run, "It is no answer of a simulated crossing.");
  const { dataset, scenario, period, seed, replications, base, changed } = parsed.data;
  const waits = (changed ?? base).crossings.flatMap(({ line, from, settles, wait: { mean, p50, p80, p95 } }) =>
    mean === null ? [] : [{ line, from, meanHours: mean, p50, p80, p95, settles }],
  );
  if (waits.length === 0) throw notASimulation(run, "Nobody waited for a ship in it.");
  return {
    run,
    scenario: changed === null ? "" : (scenario?.name ?? ""),
    replications,
    seed,
    from: period.from,
    to: period.to,
    baseHash: dataset.layers.find(({ kind }) => kind === "base")?.hash ?? "",
    waits,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const notASimulation = (run: string, why: string): InvalidInput =>
  new InvalidInput([
    {
      code: "not-a-simulation",
      place: "waits",
      message: `The waits of ${run.slice(0, 100)} cannot be used. ${why}`,
      hint: "Name a run of kind simulate, or a file made by kopru simulate --scenario FILE --json.",
    },
  ]);
