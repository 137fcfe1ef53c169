import { describe, expect, it } from "vitest";
import { smallCorridor } from "../../../../test/small-corridor.ts";
import { instant, tonnes } from "../../../model/units.ts";
import type { Charge } from "../service-graph.ts";
import { chargeBook, withinDiscounts } from "./charges.ts";
import type { Consignment } from "./consignment.ts";

const AT = instant("2026-12-01");
const consignment: Consignment = {
  cargo: "40ft",
  units: 3,
  teu: 6,
  tonnes: tonnes(30),
  grossTonnes: tonnes(42),
  commodity: "",
  dangerous: false,
  reefer: false,
};

const book = (rates: string) =>
  chargeBook(
    smallCorridor(`
      place a XA
      place b XB
      network trains rail/1520 50km/h
      lift a rail road
      ${rates}`),
    consignment,
    AT,
  );
const amounts = (charges: readonly Charge[]) => charges.map(({ low, usd, high }) => [low, usd, high].map(Math.round));
const scope = { subject: "trains", country: "XA", from: "a", to: "b" };

describe("an amount", () => {
  it("counts the tariff's unit: boxes, TEU, FEU, tonnes, each with or without kilometres", () => {
    const all = book(`
      rate trains perUnit=$100 party=p1
      rate trains perUnit=$100/TEU party=p2
      rate trains perUnit=$100/FEU party=p3
      rate trains perTonne=$2 party=p4
      rate trains perKm=$1 party=p5
      rate trains perTonneKm=$0.1 party=p6`);
    expect(all.forEvent(scope).map(({ party, usd }) => [party, usd])).toEqual([
      ["p1", 300],
      ["p2", 600],
      ["p3", 300],
      ["p4", 60],
    ]);
    expect(all.forDistance(scope, 200).map(({ party, usd }) => [party, usd])).toEqual([
      ["p5", 600],
      ["p6", 600],
    ]);
  });

  it("has the range of its row, or of its coefficient of variation, and no range without either", () => {
    expect(amounts(book("rate trains perUnit=$100 low=80 high=150").forEvent(scope))).toEqual([[240, 300, 450]]);
    expect(amounts(book("rate trains perUnit=$100").forEvent(scope))).toEqual([[300, 300, 300]]);
    const spread = book("rate trains id=rail\nvalue rail perUnit 100 USD/unit cv=0.5").forEvent(scope);
    // A normal variable lies within 1.2816 standard deviations in eight cases of ten.
    expect(amounts(spread)).toEqual([[108, 300, 492]]);
    const wide = book("rate trains id=rail\nvalue rail perUnit 100 USD/unit cv=2").forEvent(scope);
    expect(wide[0]?.low).toBe(0);
  });
});

describe("a discount", () => {
  const charge = (usd: number): Charge => ({
    party: "carrier",
    kind: "surcharge",
    usd,
    low: 1.5 * usd,
    high: 0.5 * usd,
    basis: "assumed",
    sources: [],
    note: "",
  });

  it("keeps its own range below nothing", () => {
    const off = book("rate trains id=rail kind=surcharge\nvalue rail perUnit -100 USD/unit cv=0.5").forEvent(scope);
    expect(amounts(off)).toEqual([[-492, -300, -108]]);
  });

  it("reaches as far as what it is given on, and not to money for nothing", () => {
    const sum = (charges: readonly Charge[]) => withinDiscounts(charges).reduce((total, { usd }) => total + usd, 0);
    expect(sum([charge(100), charge(-30)])).toBe(70);
    expect(sum([charge(100), charge(-300), charge(-100)])).toBeCloseTo(0, 12);
    expect(sum([charge(-300)])).toBeCloseTo(0, 12);
    const charges = [charge(10), charge(20)];
    expect(withinDiscounts(charges)).toBe(charges);
  });
});

describe("what is asked for apart", () => {
  const apart = book(`
    rate trains perUnit=$10 country=XA
    rate trains perUnit=$20 party=other
    rate trains perUnit=$30 kind=empty-return
    rate a-rail-road perDay=$5 kind=storage party=port
    rate * perDay=$7 kind=storage party=port country=XB`);

  it("on entering a country, only what names it", () => {
    expect(apart.forEvent(scope).map(({ usd }) => usd)).toEqual([30, 60]);
    expect(apart.forEntering(scope).map(({ usd }) => usd)).toEqual([30]);
  });

  it("the way back of the empty", () => {
    expect(apart.forEmptyReturn(scope).map(({ usd }) => usd)).toEqual([90]);
  });

  it("storage, by the day, of the terminal or else of its country", () => {
    expect(apart.storageAt({ subject: "a-rail-road", country: "XA" }, 48)).toMatchObject({
      usdPerDay: 15,
      freeHours: 48,
    });
    expect(apart.storageAt({ subject: "elsewhere", country: "XB" }, 0)?.usdPerDay).toBe(21);
    expect(apart.storageAt({ subject: "elsewhere", country: "XA" }, 0)).toBeUndefined();
  });
});
