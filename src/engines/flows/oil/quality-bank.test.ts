// The bank adds up to zero, pays nobody for being alike, and pays whoever is better than the blend.

import fc from "fast-check";
import { expect, it } from "vitest";
import { settleQualityBank, specificGravity, tonnesToBarrels } from "./quality-bank.ts";

const terms = {
  referenceUsdPerBarrel: 70,
  referenceApi: 40,
  referenceSulphur: 0.005,
  usdPerBarrelPerDegree: 0.1,
  usdPerBarrelPerPercent: 1,
};

it("45.3 degrees are a specific gravity of 0.800339 and 7.8589 barrels a tonne", () => {
  expect(specificGravity(45.3)).toBeCloseTo(0.800339, 6);
  expect(tonnesToBarrels(45.3)).toBeCloseTo(7.8589, 4);
});

it("who ships better oil than the blend is paid by who ships worse", () => {
  const bank = settleQualityBank(
    [
      { tonnes: 1000, api: 46, sulphur: 0.003 },
      { tonnes: 1000, api: 34, sulphur: 0.012 },
    ],
    terms,
  );
  expect(bank.rows[0].transferUsd).toBeGreaterThan(0);
  expect(bank.rows[0].transferUsd + bank.rows[1].transferUsd).toBeCloseTo(0, 6);
  // By hand: 70 + 0.1 · 6 + 0.2 = 70.8.
  expect(bank.rows[0].valueUsdPerBarrel).toBeCloseTo(70.8, 12);
  // Degrees do not blend: the blend of equal masses lies above their mean, 40.
  expect(bank.blendApi).toBeCloseTo(141.5 / (2 / (1 / specificGravity(46) + 1 / specificGravity(34))) - 131.5, 9);
  expect(bank.blendSulphur).toBeCloseTo(0.0075, 12);
});

it("transfers add up to zero for any streams, and alike streams owe nothing", () => {
  const stream = fc.record({
    tonnes: fc.double({ min: 1, max: 1e6, noNaN: true }),
    api: fc.double({ min: 20, max: 50, noNaN: true }),
    sulphur: fc.double({ min: 0, max: 0.03, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(stream, { minLength: 1, maxLength: 6 }), (streams) => {
      const { rows } = settleQualityBank(streams, terms);
      const moved = rows.reduce((sum, { transferUsd }) => sum + Math.abs(transferUsd), 1);
      expect(Math.abs(rows.reduce((sum, { transferUsd }) => sum + transferUsd, 0)) / moved).toBeLessThan(1e-6);
      const alike = settleQualityBank(
        streams.map(({ tonnes }) => ({ tonnes, api: 40, sulphur: 0.005 })),
        terms,
      );
      for (const row of alike.rows) expect(Math.abs(row.transferUsd)).toBeLessThan(1e-6 * row.barrels);
    }),
    { seed: 20251129 },
  );
});
