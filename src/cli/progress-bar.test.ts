// What a person reads beside the bar.

import { expect, it } from "vitest";
import { progressLines, wordsOfProgress } from "./progress-bar.ts";

const words = (progress: Partial<Parameters<typeof wordsOfProgress>[1]>): string => {
  const whole = { done: 3, total: 20, unit: "replications", rate: null, secondsLeft: null, ...progress };
  const { title, unit, left } = wordsOfProgress("simulate", whole);
  return `${title} # ${whole.done} of ${whole.total} ${unit}${left}`;
};
const soFar = { what: "endToEndHours", mean: 1512.34, half: 20.06, level: 0.95, precision: null } as const;

it("says what is done, what is known by now and how long it will take", () => {
  expect(words({ unit: "months", stage: "scenario-flows" })).toBe("simulate: flows of the scenario, # 3 of 20 months");
  expect(words({ stage: "replications", soFar, secondsLeft: 12.2 })).toBe(
    "simulate # 3 of 20 replications, mean 1,512.3 ± 20.1 h, 13 s left",
  );
  expect(words({ soFar: { ...soFar, precision: { asked: 0.02, reached: 0.01327 } }, waitsFor: "core" })).toBe(
    "simulate # 3 of 20 replications, mean 1,512.3 ± 20.1 h (1.3 % of it, 2 % wanted), waiting for a free core",
  );
  // One replication has no interval.
  expect(words({ soFar: { ...soFar, half: null, precision: { asked: 0.02, reached: null } } })).toBe(
    "simulate # 3 of 20 replications, mean 1,512.3 h (2 % wanted)",
  );
});

it("says in a log where the work is, every 15 seconds at most and not of short work", () => {
  const lines: string[] = [];
  let clock = 100;
  const bar = progressLines("sweep", { write: (line) => lines.push(line), now: () => clock });
  const show = (second: number, done: number): void => {
    clock = 100 + 1000 * second;
    bar.show({ done, total: 1200, unit: "replications", rate: null, secondsLeft: 100 });
  };
  for (const [second, done] of [
    [1, 1],
    [14.9, 9],
    [15, 10],
    [29, 20],
    [31, 1100],
  ] as const)
    show(second, done);
  bar.stop();
  expect(lines).toEqual([
    "sweep 10 of 1,200 replications, 2 min left\n",
    "sweep 1,100 of 1,200 replications, 2 min left\n",
  ]);
});
