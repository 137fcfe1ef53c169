import { describe, expect, it } from "vitest";
import { priced, ride, stormWait } from "../../../test/random-service-graph.ts";
import { joinRides } from "./join-rides.ts";
import type { Element, Emission } from "./service-graph.ts";

const emission = (factor: number, more: Partial<Emission> = {}): Emission => ({
  factor,
  unit: "g/tkm",
  scope: "WTW",
  quality: "modelled",
  sources: [`assumption:f${factor}`],
  rule: "10 t × 100 km × 1.05",
  ...more,
});

const section = (from: string, to: string, km: number, more: Partial<Element> = {}): Element =>
  ride(
    { kind: "gamma", mean: km / 40, cv: 0.3 },
    { ...priced(km), from, to, km, service: "trains", link: `${from}-${to}`, ...more },
  );

function join(elements: readonly Element[]): Element[] {
  const placed = elements.map((element, arc) => ({ element, arc }));
  joinRides(placed);
  return placed.map(({ element }) => element);
}

describe("rides of one service through one country", () => {
  it("become one, whose sums are those of its sections", () => {
    const sections = [section("a", "b", 100), section("b", "c", 200), section("c", "d", 300)];
    const [joined, ...rest] = join(sections);
    expect(rest).toEqual([]);
    expect(joined).toMatchObject({ from: "a", to: "d", km: 600, usd: 600, meanHours: 15, link: "a-b b-c c-d" });
    expect(joined?.parts).toHaveLength(3);
    expect(joined?.varianceHours).toBeCloseTo(
      sections.reduce((sum, { varianceHours }) => sum + varianceHours, 0),
      12,
    );
    expect(joined?.charges).toEqual([expect.objectContaining({ usd: 600, low: 480, high: 780 })]);
  });

  it("stay apart at a frontier, a change of service or carrier, or anything between", () => {
    const apart = (more: Partial<Element>) => join([section("a", "b", 100), section("b", "c", 100, more)]).length;
    expect(apart({})).toBe(1);
    expect(apart({ country: "XB" })).toBe(2);
    expect(apart({ service: "others" })).toBe(2);
    expect(apart({ operator: "Another railway" })).toBe(2);
    const storm = stormWait(0, { cause: "gale", meanOpenHours: 100, meanClosedHours: 20 });
    expect(join([section("a", "b", 100), storm, section("b", "c", 100)])).toHaveLength(3);
  });

  it("keep the charges of different parties and sources apart, each with the weaker basis", () => {
    const charge = (party: string, basis: "published" | "assumed") =>
      (priced(100, party).charges ?? []).map((one) => ({ ...one, basis }));
    const [joined] = join([
      section("a", "b", 100, { charges: charge("railway", "published") }),
      section("b", "c", 100, { charges: [...charge("railway", "assumed"), ...charge("customs", "published")] }),
    ]);
    expect(joined?.charges.map(({ party, usd, basis }) => [party, usd, basis])).toEqual([
      ["railway", 200, "assumed"],
      ["customs", 100, "published"],
    ]);
  });
});

describe("the emission of a joined ride", () => {
  it("has the mean factor by length, the worst quality, all sources, and keeps the distance adjustment", () => {
    const [joined] = join([
      section("a", "b", 100, { emission: emission(10), co2eKg: 10 * 0.1 * 10 * 1.05 }),
      section("b", "c", 300, { emission: emission(30, { quality: "default" }), co2eKg: 10 * 0.3 * 30 * 1.05 }),
    ]);
    expect(joined?.emission).toEqual({
      factor: 25,
      unit: "g/tkm",
      scope: "WTW",
      quality: "default",
      sources: ["assumption:f10", "assumption:f30"],
      rule: "10 t × 400 km × 1.05",
    });
    expect(joined?.co2eKg).toBeCloseTo((10 * 400 * 1.05 * 25) / 1000, 9);
  });

  it("is not mixed of different units or scopes", () => {
    const mixed = (more: Partial<Emission>) =>
      join([
        section("a", "b", 100, { emission: emission(10) }),
        section("b", "c", 100, { emission: emission(10, more) }),
      ]);
    expect(mixed({ unit: "g/TEUkm" })).toHaveLength(2);
    expect(mixed({ scope: "TTW" })).toHaveLength(2);
  });
});
