import fc from "fast-check";
import { expect, test } from "vitest";
import type { Value } from "../model/facts.ts";
import { id } from "../model/ids.ts";
import { instant, monthOf } from "../model/units.ts";
import { indexValues } from "./value-index.ts";

function row(layer: number, rest: Partial<Value>): { item: Value; layer: number } {
  const item: Value = {
    subject: "a",
    attribute: "x",
    value: 1,
    unit: "km",
    shape: "point",
    basis: "assumed",
    asOf: "",
    source: id("assumption:a"),
    use: "model",
    note: "",
    place: "",
    ...rest,
  };
  return { item, layer };
}

test("validity includes its first day and not its last", () => {
  const index = indexValues([row(0, { value: 5, validFrom: "2020-01-01", validTo: "2021-01-01" })]);
  const at = (iso: string) => index.find("a", "x", instant(iso))?.value;
  expect([at("2019-12-31T23:59Z"), at("2020-01-01"), at("2020-12-31T23:59Z"), at("2021-01-01")]).toEqual([
    undefined,
    5,
    5,
    undefined,
  ]);
});

test("season beats the year, a later layer beats both, alternatives are listed but not found", () => {
  const rows = [row(0, { value: 1 }), row(0, { value: 2, months: [12, 1] }), row(0, { value: 9, use: "alternative" })];
  const base = indexValues(rows);
  expect(base.find("a", "x", instant("2026-12-15"))?.value).toBe(2);
  expect(base.find("a", "x", instant("2026-07-15"))?.value).toBe(1);
  expect(base.list("a").map((value) => value.value)).toEqual([1, 2, 9]);
  const stacked = indexValues([...rows, row(1, { value: 3, validFrom: "2026-12-10", validTo: "2026-12-20" })]);
  expect(stacked.find("a", "x", instant("2026-12-15"))?.value).toBe(3);
  expect(stacked.find("a", "x", instant("2026-12-25"))?.value).toBe(2);
  expect(stacked.find("b", "x", instant("2026-12-15"))).toBeUndefined();
  expect(stacked.find("a", "toString", instant("2026-12-15"))).toBeUndefined();
});

const SEED = 4711;
test(`the index finds what looking through all rows finds (seed ${SEED})`, () => {
  const day = fc
    .integer({ min: 0, max: 40 })
    .map((days) => new Date(Date.UTC(2025, 0, 1 + 20 * days)).toISOString().slice(0, 10));
  const rows = fc.array(
    fc.record({
      layer: fc.integer({ min: 0, max: 2 }),
      subject: fc.constantFrom("a", "b"),
      from: fc.option(day),
      to: fc.option(day),
      months: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 })),
    }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(rows, day, (specs, date) => {
      const at = instant(date);
      const all = specs.map(({ layer, subject, from, to, months }, value) =>
        row(layer, {
          subject,
          value,
          ...(from === null ? {} : { validFrom: from }),
          ...(to === null ? {} : { validTo: to }),
          ...(months === null ? {} : { months }),
        }),
      );
      const holding = all.filter(
        ({ item }) =>
          item.subject === "a" &&
          (item.validFrom ?? "") <= date &&
          date < (item.validTo ?? "9") &&
          (item.months ?? [monthOf(at)]).includes(monthOf(at)),
      );
      const layer = Math.max(...holding.map((entry) => entry.layer));
      const ofLayer = holding.filter((entry) => entry.layer === layer);
      const seasonal = ofLayer.filter((entry) => entry.item.months !== undefined);
      const best = seasonal.length > 0 ? seasonal : ofLayer;
      const found = indexValues(all).find("a", "x", at);
      if (best.length === 0) expect(found).toBeUndefined();
      else expect(best.map((entry) => entry.item)).toContain(found);
    }),
    { seed: SEED, numRuns: 500 },
  );
});
