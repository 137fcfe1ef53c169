// What people read of a simulated crossing: names in place of ids, what may be chance called so, no column of zeros.

import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { expect, it } from "vitest";
import { toCrossingText } from "../src/cli/crossing-text.ts";
import { type SimulateCorridorOk, simulateCorridorAnswer } from "../src/wire/simulate-corridor.ts";

const answer = simulateCorridorAnswer.parse(
  JSON.parse(readFileSync(new URL("../schema/examples/simulate-corridor-answer.json", import.meta.url), "utf8")),
) as SimulateCorridorOk;
const { base } = answer;
const [yard] = base.utilisation.filter(({ kind }) => kind === "yard");
const read = (over: Partial<SimulateCorridorOk>): string =>
  stripVTControlCharacters(toCrossingText({ ...answer, ...over }));
const interval = (mean: number, half: number) => ({ mean, low: mean - half, high: mean + half, level: 0.95 });
const use = (over: Partial<typeof yard>): typeof yard => ({
  ...yard,
  ...{ id: "pass", kind: "station", name: "The Pass, one way", servers: 2, utilisation: interval(0.6, 0.01) },
  ...over,
});

it("names stations and berths, and shows Little's law only where books disagree", () => {
  const berth = use({ id: "quay-1", kind: "berth", name: "Old Quay", handles: "wagons", littleError: null });
  const text = read({ base: { ...base, utilisation: [use({ littleError: 1e-12 }), berth] } });
  expect(text).toMatch(/^The Pass, one way +station +2 +60\.0 %/m);
  expect(text).toMatch(/^Old Quay, wagons +berth/m);
  expect(text).not.toContain("Little");
  expect(read({ base: { ...base, utilisation: [use({ littleError: 0.02 })] } })).toMatch(
    /Little's law off by[\s\S]+2e-2/,
  );
});

it("names what is compared, and says how many rows would seem sure by chance", () => {
  const row = (what: string, measure: "wait" | "endToEnd", mean: number, half: number) => ({
    ...{ what, measure, difference: interval(mean, half), correlation: 0.5, gain: 2 },
  });
  const { line, from, name, fromName } = base.crossings[0];
  const text = read({
    base: { ...base, utilisation: [use({})] },
    changed: base,
    comparison: [
      row("endToEnd", "endToEnd", 5, 1),
      row(base.groups[0].id, "endToEnd", 4, 1),
      row(`${line} from ${from}`, "wait", 3, 9),
      row("pass", "wait", -7, 2),
      row("pass", "wait", 0, 0),
    ],
  });
  const [, table] = text.split("Scenario less base, same luck");
  expect(table).toMatch(/^All +h end to end +5\.000/m);
  expect(table).toMatch(new RegExp(`^${base.groups[0].name} +h end to end`, "m"));
  expect(table).toMatch(/^The Pass, one way +h of waiting +-7\.000/m);
  expect(table).not.toContain(`${name}, from ${fromName}`);
  // Of four that differ at all, a twentieth.
  expect(table).toContain("of 4 that were compared and differ at all, about 0.2 would seem sure by chance alone");
});

it("says of a mean end to end that may be chance how many replications would tell", () => {
  const comparison = (mean: number, half: number) => [
    { what: "endToEnd", measure: "endToEnd" as const, difference: interval(mean, half), correlation: 0.5, gain: 2 },
  ];
  const told = (mean: number, half: number) =>
    read({ replications: 10, changed: base, comparison: comparison(mean, half) });
  expect(told(-2, 3)).toMatch(
    /mean of all: 2\.0 ± 3\.0 h less, which may be chance\. About \d+ replications would probably tell/,
  );
  expect(told(-3, 2)).not.toContain("would probably tell");
});

it("says what an answer hangs on only of inputs that surely change it, and marks the others", () => {
  const input = (name: string, low: [number, number], high: [number, number]) => ({
    ...{ parameter: "weather" as const, id: name, name, unit: "h", value: 10, low: 8, high: 12 },
    ...{
      by: "assumed" as const,
      answerLow: interval(...low),
      answerHigh: interval(...high),
      elasticity: interval(1, 1),
    },
  });
  const sensitivity = (rows: ReturnType<typeof input>[]): string =>
    read({ sensitivity: { answer: "endToEnd", measure: "endToEnd", unit: "h", value: 300, replications: 6, rows } });
  const text = sensitivity([
    input("Gales", [-30, 40], [35, 50]),
    input("Fog", [-3, 2], [9, 50]),
    input("Ice", [0, 1], [4, 3]),
  ]);
  expect(text).toContain("hangs most on: Ice (up to 4.000 h); Fog (up to 3.000 h).");
  expect(text).toMatch(/^Gales .*may be chance$/m);
  expect(text).not.toMatch(/^(Fog|Ice) .*may be chance$/m);
  expect(sensitivity([input("Gales", [-30, 40], [35, 50])])).toContain("No input that was changed alone");
});
