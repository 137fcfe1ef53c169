import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ParsedCargo, parseCargo } from "./cargo.ts";
import type { CargoUnit, Commodity } from "./network.ts";

const units: readonly CargoUnit[] = [
  { id: "20ft", name: "20-foot container", teu: 1, aliases: ["20'", "20 ft", "teu", "20 фут"] },
  { id: "40ft", name: "40-foot container", teu: 2, aliases: ["40'", "feu", "40 foot", "container", "контейнер"] },
  {
    id: "40hc",
    name: "40-foot high-cube container",
    teu: 2,
    aliases: ["40'hc", "40hq", "high-cube", "40 ft high cube"],
  },
  { id: "truck", name: "Full truck", teu: 2, aliases: ["tir", "lorry", "фура", "yük maşını"] },
  { id: "wagon", name: "Rail wagon", teu: 2, aliases: ["railcar", "вагон"] },
];
const commodity = (id: string, names: Commodity["names"], aliases: readonly string[] = []): Commodity => ({
  id,
  names,
  hs: "",
  dangerousClass: "",
  reefer: false,
  aliases,
  note: "",
});
const commodities: readonly Commodity[] = [
  commodity("aluminium", { en: "Aluminium", kk: "Алюминий", az: "Alüminium", ru: "Алюминий" }, ["aluminum"]),
  commodity("wheat", { en: "Wheat", kk: "Бидай", az: "Buğda", ru: "Пшеница" }, ["grain"]),
  commodity("rolled-steel", { en: "Rolled steel", kk: "Болат", az: "Polad", ru: "Прокат" }),
];
const lists = { units, commodities };

const read = (text: string): ParsedCargo => {
  const reading = parseCargo(text, lists);
  if (reading.status !== "ok") throw new Error(`${text}: ${JSON.stringify(reading.problems)}`);
  return reading.cargo;
};
const problemsOf = (text: string): string[] => {
  const reading = parseCargo(text, lists);
  return reading.status === "invalid" ? reading.problems.map(({ code }) => code) : [];
};
const hintOf = (text: string): string => {
  const reading = parseCargo(text, lists);
  return reading.status === "invalid" ? reading.problems.map(({ hint }) => hint).join(" ") : "";
};

describe("units", () => {
  it.each([
    ["40ft", "40ft", 1],
    ["40 FT", "40ft", 1],
    ["40'", "40ft", 1],
    ["40’HC", "40hc", 1],
    ["40′ hc", "40hc", 1],
    ["40 ft high-cube", "40hc", 1],
    ["2x40ft", "40ft", 2],
    ["2 x 40'HC", "40hc", 2],
    ["3×20ft", "20ft", 3],
    ["3 х 20 фут", "20ft", 3],
    ["2 40ft", "40ft", 2],
    ["12 feu", "40ft", 12],
    ["1,200 teu", "20ft", 1200],
    ["truck", "truck", 1],
    ["5 trucks", "truck", 5],
    ["Фура", "truck", 1],
    ["YÜK MAŞINI", "truck", 1],
    ["10 wagons", "wagon", 10],
    ["2 контейнера", "40ft", 2],
    ["12 вагонов", "wagon", 12],
    ["container", "40ft", 1],
    ["  2x40ft  ", "40ft", 2],
  ])("%s", (text, kind, count) => expect(read(text)).toEqual({ kind, units: count }));

  it("with goods and a weight", () => {
    expect(read("2x40ft of aluminium")).toEqual({
      kind: "40ft",
      units: 2,
      commodity: "aluminium",
      commodityText: "aluminium",
    });
    expect(read("2x40ft 48t aluminium")).toMatchObject({ kind: "40ft", units: 2, tonnes: 48, commodity: "aluminium" });
    expect(read("40hc, 12.5 t")).toEqual({ kind: "40hc", units: 1, tonnes: 12.5 });
    expect(read("10 wagons of wheat")).toMatchObject({ kind: "wagon", units: 10, commodity: "wheat" });
  });
});

describe("tonnes", () => {
  it.each([
    ["1200t aluminium", 1200, "aluminium"],
    ["1,200 tonnes of aluminium", 1200, "aluminium"],
    ["1 200 t aluminum", 1200, "aluminium"],
    ["1'200 t wheat", 1200, "wheat"],
    ["1200 тонн пшеница", 1200, "wheat"],
    ["500 ton buğda", 500, "wheat"],
    ["500 тонна Бидай", 500, "wheat"],
    ["2.5 kt rolled steel", 2500, "rolled-steel"],
    ["0,5 t wheat", 0.5, "wheat"],
    ["750 kg grain", 0.75, "wheat"],
    ["1e3 t wheat", 1000, "wheat"],
    ["20 metric tons of Rolled Steel", 20, "rolled-steel"],
    ["20t wheat", 20, "wheat"],
  ])("%s", (text, tonnes, id) => {
    expect(read(text)).toMatchObject({ kind: "wagon", units: 1, tonnes, commodity: id });
  });
});

describe("what is no cargo", () => {
  it.each([
    ["", "no-cargo"],
    ["   ", "no-cargo"],
    ["-5t wheat", "not-positive"],
    ["0 t wheat", "not-positive"],
    ["NaN t wheat", "bad-number"],
    ["Infinity tonnes wheat", "bad-number"],
    ["1.2.3 t wheat", "bad-number"],
    ["1e99 t wheat", "too-large"],
    ["99999999 t wheat", "too-large"],
    ["0x40ft", "not-positive"],
    ["-2x40ft", "not-positive"],
    ["1.5x40ft", "bad-number"],
    ["99999x40ft", "too-large"],
    ["1200t", "no-commodity"],
    ["1200t unobtainium", "unknown-commodity"],
    ["40ft unobtainium", "unknown-commodity"],
    ["wheat", "no-quantity"],
    ["zeppelin", "unknown-cargo"],
    ["45ft", "unknown-cargo"],
    ["40ftx", "unknown-cargo"],
    ["x".repeat(300), "too-long"],
  ])("%s: %s", (text, code) => expect(problemsOf(text)).toEqual([code]));

  it("tells several problems at once", () => {
    expect(problemsOf("0x40ft of unobtainium")).toEqual(["not-positive", "unknown-commodity"]);
  });

  it("suggests what was probably meant", () => {
    expect(hintOf("1200t alumnium")).toContain("Aluminium");
    expect(hintOf("1200t weat")).toContain("Wheat");
    expect(hintOf("trcuk")).toContain("truck");
    expect(hintOf("wheat")).toContain("1200t wheat");
  });

  it("names the field it was told", () => {
    const reading = parseCargo("?", { ...lists, place: "cargo.text" });
    expect(reading.status === "invalid" && reading.problems[0].place).toBe("cargo.text");
  });

  it("knows no unit of weight by the name of what every object has", () => {
    const reading = parseCargo("5 constructor", lists);
    expect(reading.status === "invalid" && reading.problems[0].code).toBe("unknown-cargo");
  });

  it("never throws, whatever is typed (seed 5)", () => {
    const piece = fc.oneof(
      fc.constantFrom("40ft", "2x", "t", "of", "wheat", "-", "1,200", "'", "x", "9e9", "NaN", " "),
      fc.string({ unit: "binary", maxLength: 12 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const reading = parseCargo(pieces.join(""), lists);
        if (reading.status === "ok") {
          expect(reading.cargo.units).toBeGreaterThanOrEqual(1);
          expect(reading.cargo.units).toBeLessThanOrEqual(10_000);
          if (reading.cargo.tonnes !== undefined) expect(reading.cargo.tonnes).toBeGreaterThan(0);
        } else expect(reading.problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 500, seed: 5 },
    );
  });
});
