// Kinds of run for tests: work that takes as long as one says, fails, throws, ends its thread or answers too much.

import { z } from "zod";
import { InvalidInput } from "../model/problem.ts";
import type { RunKind, Work } from "./run-kind.ts";

const parameters = z.strictObject({
  steps: z.number().int().min(1).max(10_000).default(3),
  stepMs: z.number().min(0).max(10_000).default(1),
  ends: z.enum(["well", "badly", "with-a-bug", "with-its-thread", "hugely"]).default("well"),
});

/** Keeps the thread busy: what runs here does not give way to anybody, as an engine does not. */
function busyFor(ms: number, now: () => number): void {
  const until = now() + ms;
  while (now() < until);
}

function count({ base, changed, scenario, parameters: given, seed, report, now }: Work): object {
  const { steps, stepMs, ends } = parameters.parse(given);
  for (let step = 1; step <= steps; step++) {
    busyFor(stepMs, now);
    report(step, steps, "steps");
  }
  if (ends === "badly") {
    throw new InvalidInput([{ code: "usage", place: "ends", message: "It was to end badly.", hint: "Ask otherwise." }]);
  }
  if (ends === "with-a-bug") throw new TypeError("a bug");
  if (ends === "with-its-thread") process.exit(3);
  const text = ends === "hugely" ? "x".repeat(2_000_000) : "";
  return {
    status: "ok",
    steps,
    seed,
    text,
    dataset: (changed ?? base).hash,
    scenario: scenario?.name ?? null,
    seconds: now() / 1000,
  };
}

const kind: RunKind = {
  kind: "count",
  title: "Counts",
  isLong: false,
  parameters,
  load: async () => ({
    run: count,
    headline: (answer) => [
      { name: "steps", label: "Steps", value: "steps" in answer ? Number(answer.steps) : 0, unit: "steps" },
    ],
  }),
};

export const kinds: readonly RunKind[] = [kind, { ...kind, kind: "count-long", isLong: true }];
