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
