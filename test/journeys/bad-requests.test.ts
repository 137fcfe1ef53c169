// Requests that cannot be read: every problem at once, each with its place and what to do.

import { describe, expect, it } from "vitest";
import type { RouteRequest } from "../../src/wire/route.ts";
import { problemsOf } from "../ask.ts";
import { smallCorridor } from "../small-corridor.ts";

const dataset = smallCorridor(
  `
  place harbour XA name=Harbourton alias=Old_Harbour locode=XAHBT
  place twin-a XA name=Twin
  place twin-b XB name=Twin
  place market XB name=Marketown
  link harbour market rail/1520 300km
  network trains rail/1520 25km/h
  access harbour rail
  access market rail
  good grain wagon=60
  corridor wide pass=harbour;market;XA;XB;mode:rail;country:XA
  corridor other pass=harbour;market;mode:rail`.replace(
    "harbour;market;XA;XB;mode:rail;country:XA",
    "harbour;market;country:XA;country:XB;mode:rail",
  ),
);
const good: RouteRequest = { from: "Harbourton", to: "market", depart: "2026-12-01" };
const codes = (request: object) =>
  problemsOf(dataset, { ...good, ...request } as RouteRequest).map(({ code, place }) => `${place} ${code}`);

describe("a request", () => {
  it("knows places by name, id, alias and code", () => {
    for (const from of ["Harbourton", "harbour", "old harbour", "XAHBT", "HARBOURTON, XA"]) {
      expect(() => problemsOf(dataset, { ...good, from }), from).toThrow("expected problems, found ok");
    }
  });

  it("is answered with all its problems at once", () => {
    expect(
      codes({
        from: "Nowhere",
        to: "Elsewhere",
        cargo: "17 elephants",
        depart: "2026-02-30",
        avoid: ["Mars"],
        deadline: "x",
      }),
    ).toEqual(expect.arrayContaining(["deadline wrong-format"]));
    expect(
      codes({ from: "Nowhere", to: "Elsewhere", cargo: "17 elephants", depart: "2026-02-30", avoid: ["Mars"] }),
    ).toEqual([
      "from unknown-place",
      "to unknown-place",
      "cargo unknown-cargo",
      "depart bad-date",
      "avoid.0 unknown-term",
    ]);
  });

  it("with a misspelt place gets suggestions", () => {
    const [problem] = problemsOf(dataset, { ...good, from: "Harborton" });
    expect(problem).toMatchObject({
      code: "unknown-place",
      hint: "Did you mean Harbourton?",
      suggestions: ["Harbourton"],
    });
  });

  it("with a name of several places is asked which", () => {
    const [problem] = problemsOf(dataset, { ...good, to: "Twin" });
    expect(problem).toMatchObject({ code: "ambiguous-place", place: "to" });
    expect(codes({ to: "Twin, XB", from: "Twin, XB" })).toEqual(["to same-place"]);
  });

  it("with a misspelt term gets suggestions", () => {
    const [problem] = problemsOf(dataset, { ...good, avoid: ["raill"] });
    expect(problem?.hint).toBe("Did you mean rail?");
  });

  it("from a place to itself is refused, by whatever names", () => {
    expect(codes({ to: "Old Harbour" })).toEqual(["to same-place"]);
  });

  it("has dates of the calendar, within the years that are known", () => {
    for (const depart of ["2026-02-30", "1989-12-31", "2060-01-01"])
      expect(codes({ depart })).toEqual(["depart bad-date"]);
    for (const depart of ["yesterday", "2026-1-1", ""]) expect(codes({ depart })).toEqual(["depart wrong-format"]);
    expect(codes({ date: "2026-13-01" })).toEqual(["date bad-date"]);
    expect(codes({ deadline: "2026-11-30" })).toEqual(["deadline deadline-before-departure"]);
    expect(codes({ deadline: "2026-11-30", depart: "2026-11-30", departHour: 24 })).toEqual([
      "departHour out-of-range",
    ]);
  });

  it("has finite numbers within their limits", () => {
    expect(codes({ valueUsd: Number.NaN })).toEqual(["valueUsd wrong-type"]);
    expect(codes({ valueUsd: -1 })).toEqual(["valueUsd out-of-range"]);
    expect(codes({ valueUsd: 1e13 })).toEqual(["valueUsd out-of-range"]);
    expect(codes({ units: 0 })).toEqual(["units out-of-range"]);
    expect(codes({ units: 1.5 })).toHaveLength(1);
    expect(codes({ tonnes: Number.POSITIVE_INFINITY })).toEqual(["tonnes wrong-type"]);
    expect(codes({ costOfCapital: 3 })).toEqual(["costOfCapital out-of-range"]);
  });

  it("fits its boxes", () => {
    const [problem] = problemsOf(dataset, { ...good, cargo: "2x40ft", tonnes: 60 });
    expect(problem).toMatchObject({
      code: "too-heavy",
      message: "60 t do not fit into 2 × 40ft: at most 26 t each.",
      hint: "Use at least 3 units.",
    });
    expect(codes({ cargo: "10000000t grain" })).toEqual(["units too-many-units"]);
  });

  it("has no more requirements than a search can carry", () => {
    expect(codes({ require: ["harbour", "market", "rail", "XA", "XB"] })).toEqual(["require too-many-requirements"]);
    expect(codes({ require: ["wide", "wide"] })).toEqual(["require too-many-requirements"]);
    expect(() => codes({ require: ["wide"] })).toThrow("expected problems, found ok");
    expect(() => codes({ require: ["other", "rail", "XA"] })).toThrow("expected problems, found ok");
  });

  it("has no field that is not known", () => {
    expect(codes({ form: "Harbourton" })).toEqual(["form unknown-field"]);
    expect(codes({ avoid: "RU" })).toEqual(["avoid wrong-type"]);
  });
});
