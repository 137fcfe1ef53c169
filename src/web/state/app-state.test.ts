// The address is the whole state: writing and reading give the same, and no address breaks the page.

import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type AppState,
  changeQuestion,
  DEFAULT_VIEW,
  EMPTY_QUESTION,
  fromQueryString,
  toQueryString,
} from "./app-state.ts";

const QUESTION = {
  from: "here",
  to: "there",
  cargo: "wagon",
  units: 3,
  tonnes: 1200,
  commodity: "metal",
  depart: "2026-12-01",
  deadline: "2027-01-31",
  valueUsd: 100_000,
  costOfCapital: 0.08,
  dangerous: true,
  reefer: true,
  avoid: ["AA", "sea"],
  require: ["middle"],
  date: "2030-01-01",
};

test("what is written is read again", () => {
  const state: AppState = {
    question: QUESTION,
    view: {
      ...DEFAULT_VIEW,
      option: "abc",
      inspector: true,
      dock: "compare",
      lang: "kk",
      theme: "dark",
      currency: "EUR",
      distance: "nmi",
      time: "hours",
      costBy: "party",
    },
  };
  expect(fromQueryString(toQueryString(state))).toEqual(state);
});

const DOCUMENT = {
  name: "Ferry out; it's winter (1)",
  baseDate: "2025-12-01",
  notes: "Line one\nsecond, with 100 % of: everything",
  demand: [{ group: "containers", scale: 1.1 }],
  edits: [
    { edit: "close", what: "a--b--rail", from: "2025-12-01", to: "2025-12-16" },
    { edit: "capacity", what: ["a", "b"], scale: 0.5 },
    { edit: "water-level", what: "lake", set: -29.5, unit: "m" },
  ],
};

test("a scenario of one's own travels in the address, readable and whole", () => {
  const state: AppState = {
    scenario: { document: DOCUMENT, madeFrom: "ferry-out" },
    months: 3,
    days: 120,
    view: { ...DEFAULT_VIEW, page: "flows", show: "difference", thing: "a--b--rail", flowChart: "binds", folded: true },
  };
  const query = toQueryString(state);
  expect(fromQueryString(query)).toEqual(state);
  expect(query).toMatch(/^scenario=ferry-out~\(name:'Ferry\+out/);
  expect(query).toContain("(edit:close,what:a--b--rail,from:2025-12-01,to:2025-12-16)");
  expect(query.length).toBeLessThan(JSON.stringify(DOCUMENT).length + 140);
});

test("a ready-made scenario is its id; text that is no scenario is none", () => {
  expect(fromQueryString("scenario=ferry-out").scenario).toEqual({ id: "ferry-out" });
  for (const text of ["~(", "~(name:x", "~(edits:!())", "~(name:x,edits:!(1))", "~!(1)", "../x~(name:x)", "A B"])
    expect([text, fromQueryString(`scenario=${text}`).scenario]).toEqual([text, undefined]);
  expect(fromQueryString("months=0&days=1e9")).toEqual({ view: DEFAULT_VIEW });
});

test("nothing asked gives no question and an empty address", () => {
  expect(fromQueryString("")).toEqual({ view: DEFAULT_VIEW });
  expect(toQueryString({ view: DEFAULT_VIEW })).toBe("");
});

test("malformed values fall back instead of breaking", () => {
  const { question, view } = fromQueryString(
    "from=a&units=-4&depart=tomorrow&value=lots&lang=xx&dock=cellar&currency=dollar",
  );
  expect(question).toEqual({ ...EMPTY_QUESTION, from: "a", units: 1 });
  expect(view).toEqual(DEFAULT_VIEW);
});

test("any text is read without an error", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const state = fromQueryString(text);
      expect(fromQueryString(toQueryString(state))).toEqual(state);
    }),
    { verbose: true },
  );
});

test("a term set to undefined is taken out", () => {
  expect("deadline" in changeQuestion(QUESTION, { deadline: undefined })).toBe(false);
});
