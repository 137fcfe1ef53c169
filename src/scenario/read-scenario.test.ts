// Scenario files as people write them, and as they get them wrong: every problem at once, at its line and column.

import { expect, it } from "vitest";
import { HALCYON_FOLDER } from "../data/halcyon.fixture.ts";
import { loadDataset } from "../data/index.ts";
import { InvalidInput } from "../model/problem.ts";
import {
  checkScenarioDocument,
  checkScenarioText,
  hashOf,
  readScenario,
  scenarioFromDocument,
  toDocument,
} from "./index.ts";

const dataset = loadDataset({ base: HALCYON_FOLDER });

const GOOD = `name: Ferry laid up
baseDate: 2026-06-01
notes: |
  Two lines
  of notes.
demand:
  - { group: boxes, scale: 1.1 }
edits:
  - edit: suspend
    what: halcyon-ferry
    from: 2026-07-01
    to: 2026-08-01
`;

const lines = (text: string): string[] =>
  checkScenarioText(dataset, text, "mine/ten.yaml").errors.map(({ place, code }) => `${place} ${code}`);

function problemsOf(read: () => unknown) {
  try {
    read();
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems;
    throw error;
  }
  throw new Error("expected problems");
}

it("reads a file", () => {
  const scenario = readScenario(GOOD, "scenarios/ferry-laid-up.yaml");
  expect(scenario).toMatchObject({
    id: "ferry-laid-up",
    name: "Ferry laid up",
    baseDate: "2026-06-01",
    notes: "Two lines\nof notes.",
    demand: [{ group: "boxes", scale: 1.1 }],
    edits: [{ edit: "suspend", what: "halcyon-ferry", from: "2026-07-01", to: "2026-08-01" }],
  });
  expect(scenario.places?.["edits.0.what"]).toBe("scenarios/ferry-laid-up.yaml:10:11");
});

it("goes through JSON and back", () => {
  const scenario = readScenario(GOOD, "ferry-laid-up.yaml");
  const document = JSON.parse(JSON.stringify(toDocument(scenario)));
  const { places: _places, ...plain } = scenario;
  expect(scenarioFromDocument(document, "ferry-laid-up")).toEqual(plain);
});

it("a scenario with ten errors lists ten, each at its place, in the order of the file", () => {
  const text = `name: ""
baseDate: 2026-02-30
colour: red
edits:
  - edit: clsoe
    what: halcyon-ferry
  - edit: close
    what: halcyon-fery
  - { edit: suspend, what: trucks, from: 2026-03-01, to: 2026-02-01 }
  - { edit: capacity, what: halcyon-ferry, add: -500, unit: TEU }
  - { edit: frequency, what: southern-feeder, scale: 0 }
  - { edit: dwell, what: stonegate--greywater--rail, scale: 2 }
  - { edit: capacity, what: calder-port--stonegate--road, scale: 2 }
`;
  expect(lines(text)).toEqual([
    "mine/ten.yaml:1:7 missing",
    "mine/ten.yaml:2:11 wrong-format",
    "mine/ten.yaml:3:1 unknown-field",
    "mine/ten.yaml:5:11 unknown-word",
    "mine/ten.yaml:8:11 unknown-id",
    "mine/ten.yaml:9:58 empty-window",
    "mine/ten.yaml:10:49 negative-value",
    "mine/ten.yaml:11:54 out-of-range",
    "mine/ten.yaml:12:26 wrong-thing",
    "mine/ten.yaml:13:29 no-such-value",
  ]);
});

it("says what was probably meant, and what there is", () => {
  const text = `name: Tried
baseDate: 2026-01-01
edits:
  - { edit: close, what: halcyon-fery }
  - { edit: capacity, what: halcyon-ferry, scal: 2 }
  - { edit: capacity, what: orvane-block, scale: 2 }
`;
  const { errors } = checkScenarioText(dataset, text, "t.yaml");
  expect(errors.map(({ hint }) => hint)).toEqual([
    "did you mean halcyon-ferry or halcyon-sea?",
    "did you mean scale?",
    "it has speedKmh, departuresPerWeek; capacity can be set in TEU, FEU, unit, t",
  ]);
});

it("one wrong field does not hide what else is wrong with an edit", () => {
  const text = "name: T\nbaseDate: 2026-01-01\nedits:\n  - { edit: close, what: nowhere, from: 2026-13-01 }\n";
  expect(lines(text)).toEqual(["mine/ten.yaml:4:26 unknown-id", "mine/ten.yaml:4:41 wrong-format"]);
});

it("two edits of one thing at one time are an error that names both places", () => {
  const text = `name: T
baseDate: 2026-01-01
edits:
  - { edit: close, what: [calder-port, veld-port], from: 2026-01-10, to: 2026-02-10 }
  - { edit: suspend, what: veld-port, from: 2026-02-09, to: 2026-03-01 }
  - { edit: close, what: calder-port, from: 2026-02-10, to: 2026-03-01 }
  - { edit: border-regime, what: all, scale: 0.5 }
  - { edit: border-regime, what: pellin-sarmoor-rail, scale: 0.5 }
`;
  const { errors } = checkScenarioText(dataset, text, "t.yaml");
  expect(errors.map(({ place, code }) => `${place} ${code}`)).toEqual([
    "t.yaml:5:5 overlapping-edits",
    "t.yaml:8:5 overlapping-edits",
  ]);
  expect(errors[0]?.message).toBe("the standing of Port of Veld is edited at the same time at t.yaml:4:5");
});

it.each([
  ["", "not-a-map"],
  ["- a\n- b\n", "not-a-map"],
  ["name: [", "malformed-yaml"],
  ["name: T\nbaseDate: 2026-01-01\nedits: close\n", "not-a-list"],
  ["name: T\nbaseDate: 2026-01-01\nedits: [5]\n", "not-a-map"],
  ["name: T\nbaseDate: 2026-01-01\nuntil: 2025-01-01\n", "empty-window"],
  [
    "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c]\n",
    "malformed-yaml",
  ],
  ["name: T # \u0000\nbaseDate: 2026-01-01\n", "malformed-yaml"],
  ["name: T\nbaseDate: 2026-01-01\nnotes: \ud800\n", "malformed-yaml"],
  ['name: "T\\0"\nbaseDate: 2026-01-01\n', "wrong-format"],
  ['name: T\nbaseDate: 2026-01-01\nedits: [{ edit: close, what: veld-port, note: "\\e[2J" }]\n', "wrong-format"],
  ["name: T\nbaseDate: 2026-01-01\nedits: &a [*a]\n", "not-a-map"],
])("%j is %s", (text, code) => {
  expect(checkScenarioText(dataset, text, "t.yaml").errors.map((error) => error.code)).toContain(code);
});

it.each([
  ["name: T\n---\nname: U\n", "t.yaml:2:1 a second document begins here"],
  ["name: T\nname: U\n", "t.yaml:2:1 this name stands here a second time"],
  [`a: ${"[".repeat(80_000)}`, "t.yaml:1:1 nested too deeply"],
  [`a: ${"{b: ".repeat(40_000)}`, "t.yaml:1:1 nested too deeply"],
  [`a:\n  ${"- ".repeat(80_000)}`, "t.yaml:1:1 nested too deeply"],
  [`a:\n  ${"? ".repeat(80_000)}`, "t.yaml:1:1 nested too deeply"],
  ["name: T\nbaseDate: soon\n", "t.yaml:2:11 baseDate is not a date like 2026-12-01"],
  ["name: T\nbaseDate:\n", "t.yaml:2:10 baseDate is not a date like 2026-12-01"],
  ["name: T\n", "t.yaml:1:1 baseDate is missing"],
  ["name: T\nbaseDate: 0226-01-01\n", "t.yaml:2:11 baseDate is not a day from 1900-01-01 on and before 2200-01-01"],
])(
  "what a text of %.20j is told is told once, before the library loses its way, and in words of ours",
  (text, said) => {
    const { errors } = checkScenarioText(dataset, text, "t.yaml");
    expect(errors.map(({ place, message }) => `${place} ${message}`)).toEqual([said]);
  },
);

it("a document is told by field", () => {
  const problems = problemsOf(() =>
    scenarioFromDocument(
      { name: "T", baseDate: 7, edits: [{ edit: "close" }, { edit: "dwell", what: "x", scale: "2" }] },
      "t",
    ),
  );
  expect(problems.map(({ place, code }) => `${place} ${code}`)).toEqual([
    "scenario.baseDate wrong-type",
    "scenario.edits.0.what wrong-format",
    "scenario.edits.1.scale wrong-type",
  ]);
  const { errors } = checkScenarioDocument(
    dataset,
    { name: "T", baseDate: "2026-01-01", edits: [{ edit: "close", what: "x" }] },
    "t",
  );
  expect(errors.map(({ place }) => place)).toEqual(["scenario.edits.0.what"]);
});

it("warns of what no run will meet", () => {
  const text = `name: T
baseDate: 2026-06-01
until: 2026-09-01
edits:
  - { edit: close, what: calder-port, from: 2026-01-10, to: 2026-02-10 }
  - { edit: close, what: veld-port, from: 2026-09-01, to: 2026-10-01 }
  - { edit: close, what: [marrow, marrow], from: 2026-08-01, to: 2026-10-01 }
`;
  const { errors, warnings } = checkScenarioText(dataset, text, "t.yaml");
  expect(errors).toEqual([]);
  expect(warnings.map(({ place, code }) => `${place} ${code}`)).toEqual([
    "t.yaml:5:61 outside-run",
    "t.yaml:6:43 outside-run",
    "t.yaml:7:35 named-twice",
  ]);
});

it("a flood of edits is answered soon, and cut off where nobody would read on", () => {
  const begun = performance.now();
  const unknown = Array.from({ length: 100 }, (_, i) => ({
    edit: "close",
    what: Array.from({ length: 500 }, (_ignored, j) => `nowhere-${i}-${j}`),
  }));
  const found = checkScenarioDocument(dataset, { name: "T", baseDate: "2026-01-01", edits: unknown }, "t");
  expect(found.errors.length).toBeGreaterThan(499);
  expect(found.errors.length).toBeLessThan(1_501);
  const day = (i: number) => new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10);
  const daily = Array.from({ length: 500 }, (_, i) => ({
    edit: "tariff",
    countries: ["XC"],
    party: "Box owners",
    scale: 0.9,
    from: day(i),
    to: day(i + 1),
  }));
  expect(checkScenarioDocument(dataset, { name: "T", baseDate: "2026-01-01", edits: daily }, "t").errors).toEqual([]);
  const all = daily.map(({ from, to }) => ({
    edit: "cost",
    what: [...dataset.terminals.keys()],
    scale: 0.9,
    from,
    to,
  }));
  const many = checkScenarioDocument(dataset, { name: "T", baseDate: "2026-01-01", edits: all }, "t");
  expect(many.errors.map(({ code }) => code)).toEqual(["too-many-changes"]);
  // Seconds where it would be minutes if each edit looked through all that were before.
  expect(performance.now() - begun).toBeLessThan(20_000);
});

it("keeps names in other languages, which say nothing of what the scenario does", () => {
  const named = GOOD.replace("baseDate", "names: { kk: Паром тұр, ru: Паром стоит }\nbaseDate");
  const [scenario, plain] = [named, GOOD].map((text) => readScenario(text, "ferry"));
  expect(scenario?.names).toEqual({ kk: "Паром тұр", ru: "Паром стоит" });
  expect(scenarioFromDocument(toDocument(scenario as never), "ferry").names).toEqual(scenario?.names);
  expect(hashOf(scenario as never, "data")).toBe(hashOf(plain as never, "data"));
  expect(lines(GOOD.replace("baseDate", "names: { fr: Bac }\nbaseDate"))).toEqual(["mine/ten.yaml:2:10 unknown-field"]);
});
