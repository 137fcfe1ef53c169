// Replays of runs of kind `simulate`, as work for a thread of their own: the thread keeps what it solved of the last runs, so
// that another replication or another week of the same run comes at once. Not among the kinds that can be asked for: a replay
// belongs to a run.

import { z } from "zod";
import { loadLpSolver } from "../lib/lp-solver.ts";
import { type PreparedReplay, prepareReplay } from "../studies/crossing-replay.ts";
import type { RunKind, Work } from "./run-kind.ts";
import { datasetOfRun, periodOfRun, simulateParameters } from "./simulate-parameters.ts";

const parameters = z.object({
  /** As the run has them. */
  run: simulateParameters,
  state: z.enum(["base", "changed"]),
  seed: z.number(),
  replications: z.number(),
  replication: z.number().optional(),
  moment: z
    .object({ replication: z.number(), hour: z.number(), line: z.string(), place: z.string(), usual: z.number() })
    .optional(),
  fromHour: z.number().optional(),
  toHour: z.number().optional(),
});

/** Runs whose solved flows are kept: two that are looked at side by side. */
const MOST_KEPT = 2;
const kept = new Map<string, PreparedReplay>();

async function run(work: Work): Promise<object> {
  const { answerReplay } = await import("../wire/to-crossing-replay.ts");
  const { run: given, ...request } = parameters.parse(work.parameters);
  const dataset = await datasetOfRun(work, given);
  const period = periodOfRun(work, given);
  const key = JSON.stringify([dataset.hash, dataset.scenario?.hash, dataset.base?.hash, period]);
  let prepared = kept.get(key);
  kept.delete(key);
  prepared ??= prepareReplay(dataset, period, await loadLpSolver());
  kept.set(key, prepared);
  for (const old of kept.keys()) if (kept.size > MOST_KEPT) kept.delete(old);
  const { replication, moment, fromHour, toHour, state, seed, replications } = request;
  return answerReplay(dataset, prepared, {
    state,
    seed,
    replications,
    ...(replication === undefined ? {} : { replication }),
    ...(moment === undefined ? {} : { moment }),
    ...(fromHour === undefined ? {} : { fromHour }),
    ...(toHour === undefined ? {} : { toHour }),
  });
}

export const kinds: readonly RunKind[] = [
  { kind: "replay", title: "Replay", isLong: false, parameters, load: async () => ({ run, headline: () => [] }) },
];
