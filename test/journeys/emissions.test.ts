// Greenhouse gas by leg: activity times factor, which factor, which mass, and what is said when there is none.

import { describe, expect, it } from "vitest";
import { best, legsOf } from "../ask.ts";
import { smallCorridor } from "../small-corridor.ts";

const CHAIN = `
  place east XA
  place port XA seaport
  place quay XB seaport
  place pass XC
  place west XC
  link east port rail/1520 3000km electrified=1
  link port quay sea 430km
  link quay pass rail/1520 500km electrified=1
  link pass west rail/1520 390km electrified=1
  network trains rail/1520 40km/h
  line ferry sea port,quay 20km/h
  access east rail
  access west rail
  lift port rail sea
  lift quay rail sea`;
const trip = { from: "east", to: "west", depart: "2026-12-01" };

describe("the worked chain of the method note", () => {
  // 32.2 Wh per net tonne-kilometre at grids of 821.4, 671.4 and 168 g/kWh; a mid-size ferry at 166.4 g, without tare.
  const chain = smallCorridor(`${CHAIN}
    value 40ft tareTonnes 0 t
    factor rail ${32.2 * 0.8214} country=XA traction=electric quality=modelled
    factor rail ${32.2 * 0.6714} country=XB traction=electric quality=modelled
    factor rail ${32.2 * 0.168} country=XC traction=electric quality=modelled
    factor sea 166.4 scope=TTW`);
  const option = best(chain, { ...trip, tonnes: 12 });

  it("comes to 163.819 kg a tonne and 1,965.8 kg in all", () => {
    expect(option.co2eKg / 12).toBeCloseTo(163.819, 3);
    expect(option.co2eKg).toBeCloseTo(1965.8, 1);
  });

  it("is told leg by leg with factor, scope, quality and rule", () => {
    // A section belongs to the country where it begins.
    const rides = legsOf(option, "line-haul").map(({ country, co2eKg, emission }) => [
      country,
      Math.round(co2eKg / 0.012) / 1000,
      emission?.scope,
      emission?.quality,
      emission?.rule,
    ]);
    expect(rides).toEqual([
      ["XA", 79.347, "WTW", "modelled", "12 t × 3000 km"],
      ["XX", 71.552, "TTW", "default", "12 t × 430 km"],
      ["XB", 10.81, "WTW", "modelled", "12 t × 500 km"],
      ["XC", 2.11, "WTW", "modelled", "12 t × 390 km"],
    ]);
  });
});

describe("the mass that counts", () => {
  const plain = smallCorridor(`${CHAIN}
factor rail 10
factor sea 10
factor terminal 1
set id=small`);
  const kg = (more: object) => best(plain, { ...trip, ...more }).co2eKg;

  it("is that of the goods and the box, and of the goods alone for trucks and wagons", () => {
    // 4,320 km at 10 g; the lifts at both ends and in both ports count the goods only.
    expect(kg({ cargo: "40ft", tonnes: 12 })).toBeCloseTo((12 + 4) * 43.2 + 4 * 12, 6);
    expect(kg({ cargo: "wagon", tonnes: 60 })).toBeCloseTo(60 * 43.2 + 4 * 60, 6);
  });

  it("grows with the number of boxes", () => {
    expect(kg({ units: 3, tonnes: 36 })).toBeCloseTo(3 * kg({ tonnes: 12 }), 6);
  });

  it("does not matter where the factor is by the box", () => {
    const ships = smallCorridor(`${CHAIN}
factor sea 80 unit=g/TEUkm
factor terminal 5 unit=kg/unit`);
    const [light, heavy] = [1, 20].map((tonnes) => best(ships, { ...trip, tonnes, units: 2 }).co2eKg);
    expect(light).toBeCloseTo((4 * 430 * 80) / 1000 + 4 * 2 * 5, 6);
    expect(heavy).toBe(light);
  });
});

describe("the factor", () => {
  const kgOf = (lines: string, link = "electrified=1") => {
    const dataset = smallCorridor(`
      place a XA
      place b XA
      link a b rail/1520 1000km ${link}
      network trains rail/1520 40km/h
      access a rail
      access b rail
      value 40ft tareTonnes 0 t
      ${lines}`);
    const [ride] = legsOf(best(dataset, { from: "a", to: "b", tonnes: 1 }), "line-haul");
    return { kg: Math.round((ride?.co2eKg ?? 0) * 1e6) / 1e6, remarks: ride?.remarks, rule: ride?.emission?.rule };
  };
  const GENERAL = "factor rail 24";
  const BY_TRACTION = "\nfactor rail 14 traction=electric\nfactor rail 28 traction=diesel";

  it("is that of the traction where it is known, and the general one where it is not", () => {
    expect(kgOf(GENERAL + BY_TRACTION).kg).toBe(14);
    expect(kgOf(GENERAL + BY_TRACTION, "electrified=0").kg).toBe(28);
    expect(kgOf(GENERAL + BY_TRACTION, "").kg).toBe(24);
    expect(kgOf(`${GENERAL}\nfactor rail 9 traction=electric country=XA`, "").kg).toBe(24);
  });

  it("of a service stands before that of a country, and that before the general one", () => {
    const country = "\nfactor rail 30 country=XA";
    expect(kgOf(GENERAL + country).kg).toBe(30);
    expect(kgOf(`${GENERAL}${country}\nfactor rail 40 service=trains`).kg).toBe(40);
    expect(kgOf("factor rail 50 scope=TTW\nfactor rail 60 scope=WTW").kg).toBe(60);
  });

  it("is corrected for the distance really run, and the rule says so", () => {
    expect(kgOf("factor rail 10 adjust=0.15")).toMatchObject({ kg: 11.5, rule: "1 t × 1000 km × 1.15" });
  });

  it("of a train with a timetable follows the links it runs on", () => {
    const express = smallCorridor(`
      place a XA
      place b XA
      place c XB
      link a b rail/1520 100km electrified=1
      link b c rail/1520 300km electrified=0
      line express rail/1520 a,c 40km/h
      access a rail
      access c rail
      value 40ft tareTonnes 0 t
      factor rail 10 traction=electric country=XA
      factor rail 30 traction=diesel`);
    const [ride] = legsOf(best(express, { from: "a", to: "c", tonnes: 10 }), "line-haul");
    expect(ride?.co2eKg).toBeCloseTo(10 * (100 * 0.01 + 300 * 0.03), 9);
    expect(ride?.emission).toMatchObject({ factor: 25, rule: "10 t × 400 km" });
  });

  it("that is missing is said to be missing", () => {
    expect(kgOf("")).toMatchObject({ kg: 0, remarks: ["CO2e of this leg is not known and counts as 0"] });
  });
});
