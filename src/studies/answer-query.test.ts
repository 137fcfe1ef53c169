import { describe, expect, test } from "vitest";
import { InvalidInput } from "../model/problem.ts";
import { type AnswerLeg, type AnswerOption, measure, measureOption, parseStudyQuery } from "./answer-query.ts";

const leg = (text: string, over: Partial<AnswerLeg> = {}): AnswerLeg => {
  const [kind, mode, from, to, country, km, hours] = text.split(" ");
  const time = Number(hours);
  return {
    kind,
    mode,
    from,
    to,
    country,
    km: Number(km),
    hours: time,
    waitHours: 0,
    hoursP10: time,
    hoursP90: time,
    ...over,
  };
};

/** a –rail– b |border| c –sea– d, with money on three legs. */
const option = (badges: string[] = ["best"]): AnswerOption => ({
  corridor: "middle",
  badges,
  km: 700,
  hours: { mean: 60, p10: 50, p90: 75 },
  costUsd: {
    mean: 1000,
    low: 800,
    high: 1300,
    parts: [
      { kind: "line-haul", leg: 0, usd: { mean: 500, low: 470, high: 530 } },
      { kind: "border", leg: 1, usd: { mean: 100, low: 60, high: 140 } },
      { kind: "line-haul", leg: 3, usd: { mean: 400, low: 400, high: 400 } },
    ],
  },
  legs: [
    leg("line-haul rail a b AA 400 20", { hoursP10: 17, hoursP90: 26 }),
    leg("border rail b b AA 0 10", { hoursP10: 6, hoursP90: 18 }),
    leg("wait none b b BB 0 5"),
    leg("line-haul sea b d BB 300 25", { waitHours: 8 }),
  ],
});

const answer = (found: AnswerOption) => () => ({ status: "ok" as const, options: [found] });
const read = (text: string, quantity: Parameters<typeof measure>[1]) =>
  measureOption(option(), parseStudyQuery(`from=a to=d cargo=40ft ${text}`, "here"), quantity);

describe("the language", () => {
  test("turns a query into a request", () => {
    const query = parseStudyQuery(
      'from=a to=d via=b,c modes=rail,sea cargo="12t of things" date=2024-06-01 tonnes=20',
      "x",
    );
    expect(query.request).toEqual({
      from: "a",
      to: "d",
      cargo: "12t of things",
      require: ["b", "c"],
      avoid: ["road", "inland-water"],
      depart: "2024-06-01",
      tonnes: 20,
    });
  });

  test("names every problem at once", () => {
    const bad = "from=a colour=red date=June between=b modes=camel only=nights per=500miles tonnes=-1";
    try {
      parseStudyQuery(bad, "validation.csv:7");
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      expect(error.problems.map((problem) => problem.message)).toEqual([
        "unknown part of a query: colour=red",
        "to= is missing",
        "cargo= is missing",
        "date=June is no date",
        "between= needs two places",
        "unknown mode camel",
        "only=nights is unknown",
        "tonnes=-1 is no amount",
        "per=500miles is no amount",
      ]);
      expect(new Set(error.problems.map((problem) => problem.place))).toEqual(new Set(["validation.csv:7"]));
    }
  });
});

describe("the reading of an answer", () => {
  test("a whole chain is what the answer says", () => {
    expect(read("", "hours")).toEqual({ value: 60, p10: 50, p90: 75 });
    expect(read("", "usd")).toEqual({ value: 1000, p10: 800, p90: 1300 });
    expect(read("", "km")).toEqual({ value: 700 });
  });

  test("a part adds means, and spreads in quadrature", () => {
    // Legs a–b (20, -3, +6) and the border (10, -4, +8): below 5, above 10.
    expect(read("country=AA", "hours")).toEqual({ value: 30, p10: 25, p90: 40 });
    expect(read("parts=line-haul,border between=a,b", "usd")).toEqual({ value: 500, p10: 470, p90: 530 });
    expect(read("parts=border", "usd")).toEqual({ value: 100, p10: 60, p90: 140 });
    expect(read("per=350km", "usd")).toEqual({ value: 500, p10: 400, p90: 650 });
  });

  test("between leaves out what happens at both ends", () => {
    expect(read("between=b,d", "hours")).toEqual({ value: 25, p10: 25, p90: 25 });
  });

  test("moving time leaves waiting out and then has no band", () => {
    expect(read("between=b,d only=line-haul", "hours")).toEqual({ value: 17 });
    expect(read("country=AA only=line-haul", "kmPerHour")).toEqual({ value: 20, p10: 400 / 26, p90: 400 / 17 });
  });

  test("a speed with delay counts all hours of the country", () => {
    const measured = read("country=AA", "kmPerHour");
    expect(measured).toMatchObject({ value: 400 / 30 });
  });

  test("a border is the time standing at the first crossing in use", () => {
    expect(read("at=x,y;b", "borderHours")).toMatchObject({ value: 15 });
    expect(read("at=x,y", "borderHours")).toBe("The way uses none of these crossings.");
  });

  test("a part the way does not have is an outcome", () => {
    expect(read("between=x,d", "hours")).toBe("The way does not leave x.");
    expect(read("between=b,a", "hours")).toBe("The way does not reach a after b.");
    expect(read("country=ZZ", "kmPerHour")).toBe("No leg of the way counts.");
    expect(read("country=ZZ", "usd")).toBe("No cost of the way counts.");
  });
});

describe("measure", () => {
  const query = parseStudyQuery("from=a to=d cargo=40ft", "here");

  test("takes the option marked best", () => {
    const other = { ...option([]), corridor: "other" };
    const found = measure(query, "km", () => ({ status: "ok", options: [other, option()] }));
    expect(found).toMatchObject({ status: "ok", corridor: "middle" });
    expect(measure(query, "km", answer(other))).toMatchObject({ corridor: "other" });
  });

  test("passes outcomes on with their reason", () => {
    expect(measure(query, "km", () => ({ status: "none", reason: "no way" }))).toEqual({
      status: "none",
      reason: "no way",
    });
    const invalid = () => ({
      status: "invalid" as const,
      problems: [{ message: "unknown place a" }, { message: "b" }],
    });
    expect(measure(query, "km", invalid)).toEqual({ status: "none", reason: "unknown place a; b" });
  });
});
