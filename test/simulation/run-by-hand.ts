// Runs a small model whose every instant is worked out by hand, and looks into its blocks; Little's law is held in each run.

import { expect } from "vitest";
import type { ModelBuilder } from "../../src/engines/simulation/build-model.ts";
import { compileModel } from "../../src/engines/simulation/compile-model.ts";
import { Runner, type RunResult } from "../../src/engines/simulation/run.ts";

export function runByHand(
  model: ModelBuilder,
  until = Number.POSITIVE_INFINITY,
): RunResult & { readonly block: (name: string) => BlockNumbers } {
  const { flat, run: spec } = compileModel(model.build());
  const runner = new Runner(flat, spec.maxEntities);
  const result = runner.run({
    seed: 1,
    replication: "r1",
    untilHours: Math.min(until, spec.untilHours),
    warmUpHours: spec.warmUpHours ?? 0,
    sampleEveryHours: 0,
    observe: true,
    traceRows: 0,
    maxEvents: spec.maxEvents,
  });
  const { tally, plan } = runner.kernel;
  const block = (name: string): BlockNumbers => {
    const b = flat.blocks.names.indexOf(name);
    return {
      waited: tally.sumOf(b),
      waits: tally.countOf(b),
      queueHours: tally.areaOf(plan.queue(b)),
      busyHours: tally.areaOf(plan.busy(b)),
      blockedHours: tally.areaOf(plan.blocked(b)),
      lost: runner.kernel.lost[b],
    };
  };
  expect(result.littleError).toBeLessThan(1e-12);
  return { ...result, block };
}

interface BlockNumbers {
  readonly waited: number;
  readonly waits: number;
  readonly queueHours: number;
  readonly busyHours: number;
  readonly blockedHours: number;
  readonly lost: number;
}

/** Open for so long, closed for so long, and so on. */
export const weather = (model: ModelBuilder, open: number, closed: number): ModelBuilder =>
  model.closures("storm", { open, closed });
