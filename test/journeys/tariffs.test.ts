// What is charged: by whom, for what, in which currency and year, and which of several tariffs.

import { describe, expect, it } from "vitest";
import type { RouteRequest } from "../../src/wire/route.ts";
import { best, legsOf } from "../ask.ts";
import { smallCorridor } from "../small-corridor.ts";

const ROAD = `
  place east XA
  place gate XA
  place fort XB
  place west XB
  place coast XB seaport
  place isle XC seaport
  link east gate rail/1520 100km
  link gate fort rail/1520 100km
  link fort west rail/1520 300km
  link west coast rail/1520 100km
  link coast isle sea 1000km
  network trains rail/1520 50km/h
  line ferry sea coast,isle 25km/h
  access east rail
  access west rail
  access isle sea
  good grain wagon=60
  lift coast rail sea
  border * XA XB rail`;
const trip: RouteRequest = { from: "east", to: "west", depart: "2026-12-01" };
const overseas: RouteRequest = { from: "east", to: "isle", depart: "2026-12-01" };
const of = (lines: string, request: RouteRequest = trip) => best(smallCorridor(`${ROAD}\n${lines}`), request);
const usd = (lines: string, request: RouteRequest = trip) => Math.round(of(lines, request).costUsd.mean * 1e6) / 1e6;
/** Charges as `leg party kind dollars`. */
const parts = (lines: string, request: RouteRequest = trip) =>
  of(lines, request).costUsd.parts.map((part) => `${part.leg} ${part.party} ${part.kind} ${part.usd.mean}`);

describe("quantities", () => {
  it("are those of the tariff's unit", () => {
    expect(usd("rate trains perKm=$2")).toBe(1000);
    expect(usd("rate trains perTonneKm=$0.01", { ...trip, tonnes: 12 })).toBe(60);
    expect(usd("rate trains perUnit=$100", { ...trip, units: 3 })).toBe(300);
    expect(usd("rate trains perUnit=$100/TEU", { ...trip, units: 3 })).toBe(600);
    expect(usd("rate trains perUnit=$100/FEU", { ...trip, cargo: "20ft", units: 3 })).toBe(150);
    expect(usd("rate trains perTonne=$3", { ...trip, tonnes: 12 })).toBe(36);
    expect(usd("rate trains perTonneKm=$0.01", { ...trip, cargo: "600t grain" }), "ten wagons").toBe(3000);
  });

  it("grow with the consignment, cost by cost", () => {
    const lines = "rate trains perKm=$2 perUnit=$100\nrate east-rail perUnit=$50 kind=handling party=yard";
    expect(usd(lines, { ...trip, units: 4 })).toBe(4 * usd(lines));
  });
});

describe("money", () => {
  it("of another currency takes the last rate before its date, then the prices of its year to those of the answer", () => {
    const tables = `
      fx EUR 2024-06-01 1.05
      fx EUR 2025-06-01 1.2
      fx EUR 2026-06-01 1.4
      deflator 2024 96
      deflator 2025 100
      deflator 2026 103
      `;
    expect(usd(`${tables}rate trains perUnit=EUR100 asof=2025`)).toBeCloseTo(100 * 1.2 * 1.03, 6);
    expect(usd(`${tables}rate trains perUnit=EUR100 asof=2025-05-31`)).toBeCloseTo(100 * 1.05 * 1.03, 6);
    expect(usd(`${tables}rate trains perUnit=EUR100 asof=2026-07`)).toBeCloseTo(100 * 1.4, 6);
    expect(usd(`${tables}rate trains perUnit=$100 asof=2024`)).toBeCloseTo((100 * 103) / 96, 6);
  });

  it("holds from its first day to before its last", () => {
    const dated = "rate trains perUnit=$100 validfrom=2026-01-01 validto=2027-01-01";
    expect([2025, 2026, 2027].map((year) => usd(dated, { ...trip, depart: `${year}-12-31` }))).toEqual([0, 100, 0]);
  });

  it("has a range: that of each party moves together, parties are independent", () => {
    const one = of("rate trains perUnit=$100 low=80 high=120\nrate trains perKm=$0.2 low=0.16 high=0.24").costUsd;
    expect(one.high - one.low).toBeCloseTo(80, 0);
    const two = of(
      "rate trains perUnit=$100 low=80 high=120\nrate trains perUnit=$100 low=80 high=120 kind=surcharge party=port",
    ).costUsd;
    expect(two.high - two.low).toBeCloseTo(Math.SQRT2 * 40, 0);
  });
});

describe("of several tariffs of one party and kind", () => {
  it("the one that names more holds: service, ends, country, cargo", () => {
    const any = "rate * perKm=$1";
    expect(usd(any)).toBe(500);
    expect(usd(`${any}\nrate trains perKm=$2`)).toBe(1000);
    // 200 km begin in XA, 300 in XB.
    expect(usd(`${any}\nrate trains perKm=$2\nrate trains perKm=$3 country=XB`)).toBe(2 * 200 + 3 * 300);
    expect(usd("rate trains perKm=$2\nrate trains perKm=$3 cargo=20ft;wagon")).toBe(1000);
    expect(usd("rate trains perKm=$2\nrate trains perKm=$3 cargo=40ft")).toBe(1500);
  });

  it("a line's through rate stands before its general one", () => {
    const lines =
      "rate ferry perUnit=$100\nrate ferry perUnit=$70 from=coast to=isle\nrate ferry perUnit=$90 from=coast";
    expect(usd(lines, overseas)).toBe(70);
    expect(usd(lines, { ...overseas, from: "isle", to: "east" })).toBe(100);
  });

  it("equals add up, and so do other kinds and other parties", () => {
    expect(usd("rate trains perUnit=$100\nrate trains perUnit=$30")).toBe(130);
    expect(usd("rate trains perUnit=$100\nrate trains perUnit=$30 kind=surcharge country=XA")).toBe(130);
    expect(usd("rate trains perUnit=$100\nrate trains perUnit=$30 party=forwarder cargo=40ft")).toBe(130);
  });
});

describe("what is charged where", () => {
  it("a price per box without a country is paid once, on boarding", () => {
    expect(parts("rate trains perUnit=$100")).toEqual(["1 carrier line-haul 100"]);
  });

  it("a price per box of a country is paid where the consignment boards, or enters it", () => {
    expect(parts("rate trains perUnit=$100 country=XA\nrate trains perUnit=$40 country=XB")).toEqual([
      "1 carrier line-haul 100",
      "2 carrier line-haul 40",
    ]);
  });

  it("a border is paid to its party, a lift to its terminal", () => {
    const lines = `
      rate border-any-xa-xb-rail perUnit=$60 kind=border party=customs
      rate coast-rail-sea perUnit=$80 kind=handling party=port
      rate isle-sea perUnit=$20 kind=access party=haulier`;
    expect(parts(lines, overseas)).toEqual(["2 customs border 60", "4 port handling 80", "6 haulier access 20"]);
  });

  it("the empty's way back is paid once, where the journey ends, by what was ridden last", () => {
    const lines = `
      rate trains perUnit=$30 kind=empty-return country=XB
      rate ferry perUnit=$50 kind=empty-return`;
    expect(parts(lines)).toEqual(["5 carrier empty-return 30"]);
    expect(parts(lines, overseas)).toEqual(["7 carrier empty-return 50"]);
    expect(legsOf(of(lines, overseas), "empty-return").map((leg) => leg.from)).toEqual(["isle"]);
  });

  it("may be a discount, up to what it is given on", () => {
    expect(usd("rate trains perUnit=$100\nrate trains perUnit=$-30 kind=surcharge")).toBe(70);
    expect(usd("rate trains perUnit=$20\nrate trains perUnit=$-30 kind=surcharge")).toBe(0);
    expect(usd("rate trains perKm=$1\nrate trains perUnit=$-30 kind=surcharge")).toBe(500);
  });
});
