// What must hold of every scenario, on random ones over the real dataset: no edit changes nothing, a scaled number is scaled on
// every day of its window and on no other, undoing gives the base back, independent edits may stand in any order, and equal
// meaning has an equal hash. A seed that fails is printed and may be put into SEEDS.

import { expect, it } from "vitest";
import { loadDataset } from "../src/data/index.ts";
import { stream } from "../src/lib/random.ts";
import type { Dataset } from "../src/model/dataset.ts";
import { type InstantHours, instant, isoDateOf } from "../src/model/units.ts";
import {
  applyScenario,
  type Edit,
  hashOf,
  resolveScenario,
  type Scenario,
  scenarioFromDocument,
} from "../src/scenario/index.ts";
import { ask } from "./ask.ts";

const SEEDS = [1, 2, 3, 5, 8];
const dataset = loadDataset({ base: "dataset" });
const scenarioOf = (edits: readonly Edit[], more: Partial<Scenario> = {}): Scenario => ({
  id: "tried",
  name: "Tried",
  baseDate: "2026-01-01",
  notes: "",
  demand: [],
  edits,
  ...more,
});

/** Days on both sides of everything that begins or ends, and in every month. */
const DAYS: readonly InstantHours[] = Array.from(
  { length: 60 },
  (_, i) => (instant("2023-01-09") + i * 24 * 31) as InstantHours,
);

const SUBJECTS = [...new Set(dataset.values.map(({ subject, attribute }) => `${subject} ${attribute}`))].map(
  (key) => key.split(" ") as [string, string],
);
const SERVICES = [...dataset.services.keys()];
const LINKS = [...dataset.links.keys()];
const PLACES = [...dataset.places.keys()];

/** Everything a dataset says on the days looked at. */
function said(of: Dataset): unknown[] {
  const values = DAYS.flatMap((day) => SUBJECTS.map(([subject, attribute]) => of.findValue(subject, attribute, day)));
  const statuses = DAYS.flatMap((day) => [...LINKS, ...SERVICES, ...PLACES].map((id) => of.statusAt(id, day)));
  const lists = [of.tariffs, of.borders, of.demand, of.conditions, of.embargoes, [...of.places], [...of.links]];
  return [values, statuses, lists, LINKS.map((id) => of.statusPeriods(id)), PLACES.map((id) => of.linksOf(id))];
}

const pick = <T>(random: () => number, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

function randomWindow(random: () => number): { from?: string; to?: string } {
  const start = instant("2023-06-01") + Math.floor(random() * 900) * 24;
  const end = start + (1 + Math.floor(random() * 700)) * 24;
  return {
    ...(random() < 0.8 ? { from: isoDateOf(start as InstantHours) } : {}),
    ...(random() < 0.8 ? { to: isoDateOf(end as InstantHours) } : {}),
  };
}

const capacities = new Set(
  dataset.values
    .filter(({ attribute, use }) => attribute.startsWith("capacity") && use === "model")
    .map(({ subject }) => subject),
);

/** An edit that is right by itself. */
function randomEdit(random: () => number): Edit {
  const window = randomWindow(random);
  const scale = Math.round((0.2 + random()) * 100) / 100;
  const things = <K extends string>(ids: ReadonlyMap<K, unknown>): string => pick(random, [...ids.keys()]);
  switch (Math.floor(random() * 6)) {
    case 0:
      return { edit: "close", what: random() < 0.5 ? things(dataset.links) : things(dataset.places), ...window };
    case 1:
      return { edit: "suspend", what: things(dataset.services), ...window };
    case 2:
      return { edit: "border-regime", what: pick(random, dataset.borders).id, scale, ...window };
    case 3:
      return { edit: "dwell", what: things(dataset.terminals), scale, ...window };
    case 4:
      return {
        edit: "capacity",
        what: pick(
          random,
          [...capacities].filter((id) => !/[@#>]/.test(id)),
        ),
        scale: 0.9,
        ...window,
      };
    default:
      return { edit: "tariff", what: pick(random, dataset.tariffs).id, scale, ...window };
  }
}

/** The edits of a seed that can be applied: some things have no number of the kind, or change nothing. */
function applicable(random: () => number, count: number): Edit[] {
  const edits: Edit[] = [];
  for (let tried = 0; edits.length < count && tried < 200; tried++) {
    const edit = randomEdit(random);
    try {
      applyScenario(dataset, scenarioOf([...edits, edit]));
      edits.push(edit);
    } catch {
      // An error of the scenario: the next one may do.
    }
  }
  return edits;
}

it("a scenario without edits says what the base says, and answers as it does", () => {
  const applied = applyScenario(dataset, scenarioOf([]));
  expect(said(applied)).toEqual(said(dataset));
  const request = { from: "Xi'an", to: "Tbilisi", cargo: "40ft", depart: "2026-02-01" } as const;
  const answers = [dataset, applied].map((one) => {
    const answer = ask(one, request);
    return answer.status === "ok" ? { options: answer.options, rivals: answer.rivals } : answer;
  });
  expect(answers[1]).toEqual(answers[0]);
});

it("an edit that changes nothing lays no rows and is told", () => {
  for (const what of [SERVICES[0], LINKS[0], "all"]) {
    const edit = (
      what === "all" ? { edit: "border-regime", what, scale: 1 } : { edit: "time", what, scale: 1 }
    ) as Edit;
    const applied = applyScenario(dataset, scenarioOf([edit]));
    expect(said(applied), what).toEqual(said(dataset));
    expect(resolveScenario(dataset, scenarioOf([edit])).warnings.map(({ code }) => code)).toEqual(["changes-nothing"]);
  }
});

it.each(SEEDS)("seed %i: applying changes the base in nothing, and undoing gives it back", (seed) => {
  const random = stream(seed, "undo");
  const before = said(dataset);
  const edits = applicable(random, 6);
  expect(edits).toHaveLength(6);
  const applied = applyScenario(dataset, scenarioOf(edits));
  expect(applied.hash).not.toBe(dataset.hash);
  expect(applied.base).toBe(dataset);
  expect(said(dataset)).toEqual(before);
});

it.each(SEEDS)("seed %i: a number is scaled on every day of the window and on no other", (seed) => {
  const random = stream(seed, "scale");
  for (let i = 0; i < 40; i++) {
    const { id } = pick(random, [...dataset.terminals.values(), ...dataset.borders]);
    const isBorder = dataset.borders.some((border) => border.id === id);
    const attribute = isBorder ? "procedureHours" : "dwellHours";
    if (dataset.valuesInOrder(id, attribute).length === 0) continue;
    const window = randomWindow(random);
    const scale = Math.round((0.1 + 2 * random()) * 100) / 100;
    const edit: Edit = isBorder
      ? { edit: "border-regime", what: id, scale, ...window }
      : { edit: "dwell", what: id, scale, ...window };
    const applied = applyScenario(dataset, scenarioOf([edit]));
    for (const day of DAYS) {
      const was = dataset.findValue(id, attribute, day);
      const is = applied.findValue(id, attribute, day);
      const holds =
        (window.from === undefined || day >= instant(window.from)) &&
        (window.to === undefined || day < instant(window.to));
      const place = `${id} on ${isoDateOf(day)} under ${JSON.stringify(edit)}`;
      if (!holds || was === undefined || was.value * scale === was.value) expect(is?.value, place).toBe(was?.value);
      else {
        expect(is?.value, place).toBe(was.value * scale);
        expect(is?.low, place).toBe(was.low === undefined ? undefined : was.low * scale);
        expect(is?.high, place).toBe(was.high === undefined ? undefined : was.high * scale);
        expect(is?.basis).toBe("assumed");
        expect(is?.source).toBe("source:scenario-tried");
      }
    }
  }
});

it.each(SEEDS)("seed %i: edits of different things may stand in any order", (seed) => {
  const random = stream(seed, "order");
  const edits = applicable(random, 5);
  const forwards = applyScenario(dataset, scenarioOf(edits));
  const backwards = applyScenario(dataset, scenarioOf([...edits].reverse()));
  // Notes and places of rows follow the list; what is said does not.
  const plain = (of: Dataset) => [
    DAYS.map((day) => SUBJECTS.map(([subject, attribute]) => of.findValue(subject, attribute, day)?.value)),
    DAYS.map((day) => [...LINKS, ...SERVICES, ...PLACES].map((id) => of.statusAt(id, day))),
  ];
  expect(plain(backwards)).toEqual(plain(forwards));
});

it("a closed thing is closed in its window and as before outside, for statuses and for closures", () => {
  const random = stream(7, "close");
  for (let i = 0; i < 60; i++) {
    const what = pick(random, [...LINKS, ...SERVICES, ...PLACES]);
    const window = randomWindow(random);
    const applied = applyScenario(dataset, scenarioOf([{ edit: "close", what, ...window }]));
    for (const day of DAYS) {
      const holds =
        (window.from === undefined || day >= instant(window.from)) &&
        (window.to === undefined || day < instant(window.to));
      const changed = holds && applied.closures.length > dataset.closures.length;
      const expected = changed ? "closed" : dataset.statusAt(what, day);
      expect(applied.statusAt(what, day), `${what} on ${isoDateOf(day)} under ${JSON.stringify(window)}`).toBe(
        expected,
      );
    }
  }
});

it("equal meaning has an equal hash, other meaning another", () => {
  const edit = { edit: "close", what: PLACES[3], from: "2026-02-01", to: "2026-03-01" } as const;
  const document = { name: "Tried", baseDate: "2026-01-01", edits: [edit] };
  const one = scenarioFromDocument(document, "tried");
  const turned = scenarioFromDocument(
    {
      edits: [{ to: "2026-03-01", what: [PLACES[3]], from: "2026-02-01", note: "why", edit: "close" }],
      baseDate: "2026-01-01",
      notes: "other",
      name: "Tried",
    },
    "another-file",
  );
  const later = scenarioFromDocument({ ...document, edits: [{ ...edit, to: "2026-03-02" }] }, "tried");
  expect(hashOf(turned, dataset.hash)).toBe(hashOf(one, dataset.hash));
  expect(hashOf(later, dataset.hash)).not.toBe(hashOf(one, dataset.hash));
  expect(hashOf(one, "another dataset")).not.toBe(hashOf(one, dataset.hash));
  expect(applyScenario(dataset, one).hash).toBe(applyScenario(dataset, turned).hash);
});

it("two scenarios one over the other: each can be undone", () => {
  const first = applyScenario(dataset, scenarioOf([{ edit: "close", what: PLACES[3] as string }]));
  const second = applyScenario(first, scenarioOf([{ edit: "close", what: PLACES[4] as string }], { id: "second" }));
  expect(second.layers.map(({ kind }) => kind)).toEqual(["base", "scenario", "scenario"]);
  expect(second.base).toBe(first);
  expect(second.base?.base).toBe(dataset);
});
