// The worst day in a sentence: numbers as people write them.

import { expect, it } from "vitest";
import type { SimulatedCrossing } from "../studies/corridor-simulation.ts";
import { toWorstDay } from "./to-crossing-lines.ts";

it("groups the digits of what waits", () => {
  const line = { id: "ferry", service: { name: "Ferry" }, ends: [{ place: "a" }, { place: "b" }] };
  const crossing = {
    dataset: { places: new Map([["a", { names: { en: "Aport" } }]]) },
    read: { starts: "2026-01-01", warmUpHours: 0, lines: [line], flows: [{ line: "ferry", end: 0, perYear: 9_000 }] },
    experiment: { records: [1_000, 18_500].map((queue) => ({ result: { samples: [[queue], [queue]] } })) },
    sampled: ["yard ferry 0"],
  } as unknown as SimulatedCrossing;
  expect(toWorstDay(crossing)).toMatchObject({
    replication: 2,
    what: "18,500 units wait at Aport for Ferry; 9,750 do on average.",
  });
});
