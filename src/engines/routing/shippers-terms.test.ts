import { describe, expect, it } from "vitest";
import { type Hours, type Usd, usd } from "../../model/units.ts";
import { breakEvenValueUsd, generalisedUsd, inventoryUsd } from "./shippers-terms.ts";

const way = (cost: number, hours: number) => ({ usd: cost as Usd, meanHours: hours as Hours });

describe("inventory", () => {
  it("is value times rate times time: 50,000 USD at 17 % for 20 days are 465.75 USD", () => {
    const terms = { valueUsd: usd(50_000), holdingPerYear: 0.17 };
    expect(inventoryUsd(terms, (20 * 24) as Hours)).toBeCloseTo(465.75, 2);
    expect(generalisedUsd(terms, way(1000, 480))).toBeCloseTo(1465.75, 2);
  });
});

describe("the value at which two ways cost the same", () => {
  it("makes their generalised costs equal", () => {
    const [slow, quick] = [way(3000, 1000), way(7000, 400)];
    const value = breakEvenValueUsd(0.2, slow, quick);
    const terms = { valueUsd: usd(value ?? 0), holdingPerYear: 0.2 };
    expect(generalisedUsd(terms, slow)).toBeCloseTo(generalisedUsd(terms, quick), 6);
    expect(breakEvenValueUsd(0.2, quick, slow)).toBeCloseTo(value ?? 0, 6);
  });

  it("is none when one is cheaper and quicker, when they are as quick, or when time costs nothing", () => {
    expect(breakEvenValueUsd(0.2, way(3000, 400), way(7000, 1000))).toBeNull();
    expect(breakEvenValueUsd(0.2, way(3000, 400), way(7000, 400))).toBeNull();
    expect(breakEvenValueUsd(0, way(3000, 1000), way(7000, 400))).toBeNull();
  });
});
