// On the map a change that may be none is drawn as none, however large it is beside the others.

import { expect, test } from "vitest";
import type { SimulatedStateJson } from "../../../wire/simulate-corridor.ts";
import { simulateLines, simulatePoints } from "./simulate-scene.ts";

const interval = (mean: number) => ({ mean, low: null, high: null, level: 0.95 });

/** Two yards of one line: what each carries, and the wait in the first. */
const state = (tonnes: number, waitHours: number) =>
  ({
    utilisation: [],
    crossings: ["a", "b"].map((from, index) => ({
      line: "ferry",
      from,
      to: index === 0 ? "b" : "a",
      queue: interval(10 * waitHours),
      wait: interval(waitHours),
      carriedPerYear: interval(1),
      carriedTonnesPerYear: tonnes,
      simulatedCapacityPerYear: interval(2),
    })),
  }) as unknown as SimulatedStateJson;

test.each([
  [true, 200, 5],
  [false, 0, 0],
] as const)("sure: %s", (sure, widest, value) => {
  const input = {
    base: state(1000, 10),
    state: state(1100, 15),
    show: "difference",
    network: undefined,
    positionOf: (id: string) => [id === "a" ? 50 : 51, 40],
    label: () => "",
    isSure: () => sure,
  } as const;
  const lines = simulateLines(input);
  expect(lines.widest).toBe(widest);
  const [line] = lines.features;
  const [point] = simulatePoints(input);
  for (const feature of [line, point]) expect(Math.sign(Number(feature?.properties?.value))).toBe(Math.sign(value));
  // A sure but small change is not drawn as the widest line.
  const small = simulateLines({ ...input, state: state(1001, 10) });
  expect(small.widest).toBeCloseTo(sure ? 0.02 * 2002 : 0, 9);
  // Without a doubt to be had, amounts themselves are drawn as ever.
  expect(simulateLines({ ...input, show: "scenario" }).widest).toBe(2200);
});
