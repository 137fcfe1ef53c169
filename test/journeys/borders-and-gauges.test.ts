// Crossing frontiers, and changing from one track gauge to another.

import { describe, expect, it } from "vitest";
import { best, journey, legsOf } from "../ask.ts";
import { smallCorridor } from "../small-corridor.ts";

const RAIL = `
  place east XA
  place gate XA border-crossing
  place fort XB border-crossing
  place west XB
  link east gate rail/1520 200km
  link gate fort rail/1520 50km
  link fort west rail/1520 250km
  network block rail/1520 50km/h class=block cargo=20ft;40ft;40hc
  network mixed rail/1520 25km/h class=wagonload cargo=wagon
  access east rail
  access west rail`;
const there = { from: "east", to: "west", depart: "2026-12-01" };
const back = { from: "west", to: "east", depart: "2026-12-01" };
const wagons = { cargo: "wagon" };

describe("a border", () => {
  it("takes its time by direction and by class of train", () => {
    const border = smallCorridor(`${RAIL}
      border * XA XB rail 4h $60 class=block
      border * XB XA rail 3h class=block
      border * XA XB rail 60h class=wagonload
      border * XB XA rail 20h class=wagonload`);
    const hours = (request: object) => legsOf(best(border, { ...there, ...request }), "border").map((leg) => leg.hours);
    expect([hours({}), hours(back), hours(wagons), hours({ ...back, ...wagons })]).toEqual([[4], [3], [60], [20]]);
    expect(journey(border, there)).toBe(
      "access east · rail east>fort 5h · border fort 4h $60 · rail fort>west 5h · access west",
    );
    expect(journey(border, back)).toBe(
      "access west · rail west>fort 5h · rail fort>gate 1h · border gate 3h · rail gate>east 4h · access east".replace(
        "rail west>fort 5h · rail fort>gate 1h",
        "rail west>gate 6h",
      ),
    );
  });

  it("is that of the most specific row: place before countries before mode before class", () => {
    const hours = (...rows: string[]) =>
      legsOf(best(smallCorridor([RAIL, ...rows].join("\n")), there), "border").map((leg) => leg.hours);
    const anywhere = "border * * * rail 1h";
    const between = "border * XA XB rail 2h";
    const here = "border gate XA XB rail 3h";
    const otherWay = "border * XB XA rail 9h";
    expect(hours(anywhere)).toEqual([1]);
    expect(hours(anywhere, otherWay)).toEqual([1]);
    expect(hours(anywhere, between)).toEqual([2]);
    expect(hours(here, anywhere, between)).toEqual([3]);
    expect(hours(between, "border * XA XB rail 4h class=block", "border * XA XB rail 5h class=wagonload")).toEqual([4]);
    expect(hours(between, "border * XA XB road 7h")).toEqual([2]);
  });

  it("without a row between two countries is none", () => {
    const union = best(smallCorridor(RAIL), there);
    expect([union.borders, legsOf(union, "border").length, union.hours.mean]).toEqual([0, 0, 10]);
    expect(union.countries).toEqual(["XA", "XB"]);
  });

  it("is met at the port a ship is bound for, and in each country a train with a timetable passes", () => {
    const sea = smallCorridor(`
      place a XA seaport
      place cape XB seaport
      place b XC seaport
      link a cape sea 100km
      link cape b sea 100km
      line ship sea a,cape,b 20km/h
      access a sea
      access b sea
      border * * * sea 6h`);
    expect(journey(sea, { from: "a", to: "b" })).toBe("access a · sea a>b 10h · border b 6h · access b");
    const land = smallCorridor(`
      place a XA
      place mid XB
      place b XC
      link a mid rail/1520 100km
      link mid b rail/1520 100km
      line express rail/1520 a,b 20km/h
      access a rail
      access b rail
      border * XA XB rail 6h
      border * XB XC rail 3h`);
    const express = best(land, { from: "a", to: "b" });
    expect([express.borders, express.hours.mean]).toEqual([2, 19]);
    expect(best(land, { from: "a", to: "b" }).borders).toBe(2);
  });
});

describe("a change of gauge", () => {
  const TWO_GAUGES = `
    place east XA
    place change XA
    place west XA
    link east change rail/1435 400km
    link change west rail/1520 300km
    network narrow rail/1435 40km/h
    network wide rail/1520 30km/h headway=24h
    access east rail
    access west rail`;

  it("joins trains of both gauges, with its time, its price and the wait for the other train", () => {
    const corridor = smallCorridor(`${TWO_GAUGES}\ngauge change 1435 1520 12h $80`);
    expect(journey(corridor, { from: "east", to: "west" })).toBe(
      "access east · rail east>change 10h · gauge-change change 12h $80 · wait change 12h · rail change>west 10h · access west",
    );
    expect(journey(corridor, { from: "west", to: "east" })).toBe(
      "access west · wait west 12h · rail west>change 10h · gauge-change change 12h $80 · rail change>east 10h · access east",
    );
  });

  it("does not happen by itself", () => {
    expect(() => best(smallCorridor(TWO_GAUGES), { from: "east", to: "west" })).toThrow(/No chain/);
  });

  it("is not needed where the track has both", () => {
    const both = smallCorridor(
      `${TWO_GAUGES}\nlink change west rail/1435+1520 300km`.replace("link change west rail/1520 300km\n", ""),
    );
    expect(journey(both, { from: "east", to: "west" })).toBe("access east · rail east>west 17.5h · access west");
  });
});
