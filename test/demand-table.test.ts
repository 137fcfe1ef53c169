// The committed demand table is what its inputs give, every row of it can be carried, and it meets the totals it was fitted to.

import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { LoadedDataset } from "../src/data/index.ts";
import { type DerivationInputs, loadDataset, readDerivation } from "../src/data/index.ts";
import { InvalidInput } from "../src/model/problem.ts";
import { type DemandEstimation, estimateDemand, writeDemand } from "../src/studies/demand-estimation.ts";
import { priorCells, tonnesOf } from "../src/studies/demand-priors.ts";
import { groupWays } from "../src/studies/demand-ways.ts";

const folder = (name: string) => path.join(import.meta.dirname, "..", name);

describe("the corridor's table", { timeout: 60_000 }, () => {
  let dataset: LoadedDataset;
  let inputs: DerivationInputs;
  let found: DemandEstimation;
  beforeAll(() => {
    dataset = loadDataset({ base: folder("dataset") });
    inputs = readDerivation(folder("dataset/derivation"));
    found = estimateDemand(dataset, inputs, 2024);
  }, 120_000);

  test("is what kopru demand derive --write gives", () => {
    expect(writeDemand(found.cells.map(({ row }) => row))).toBe(readFileSync(folder("dataset/demand.csv"), "utf8"));
    expect(found.estimate.kkt).toBeLessThan(1e-10);
  });

  test("can be carried: every row has a way for its goods in the base year, and its shares add up", () => {
    for (const group of dataset.demandGroups.values()) {
      const { waysOf } = groupWays(dataset, group, "2024-07-01");
      const rows = dataset.demand.filter((row) => row.group === group.id);
      expect(rows.length, group.id).toBeGreaterThan(0);
      for (const row of rows) {
        const { ways, notShippedShare } = waysOf(row);
        expect(ways.length, row.id).toBeGreaterThan(0);
        expect(
          ways.reduce((sum, { share }) => sum + share, notShippedShare),
          row.id,
        ).toBeCloseTo(1, 12);
        expect(notShippedShare, row.id).toBeLessThan(0.2);
      }
    }
  });

  test("holds nothing negative, and its ranges hold the numbers", () => {
    for (const { id, tonnesPerYear, teuPerYear, low, high } of dataset.demand) {
      expect(tonnesPerYear, id).toBeGreaterThanOrEqual(0);
      expect(teuPerYear, id).toBeGreaterThanOrEqual(0);
      expect(low, id).toBeLessThanOrEqual(tonnesPerYear);
      expect(high, id).toBeGreaterThanOrEqual(tonnesPerYear);
    }
  });

  test("meets the totals it was fitted to within two of their standard errors", () => {
    const fit = found.counts.filter(({ count }) => count.use === "fit" && count.year === 2024);
    expect(fit.length).toBeGreaterThanOrEqual(12);
    for (const { count, z } of fit) expect(Math.abs(z), count.id).toBeLessThan(2);
    // Closer than the first guesses, all in all: otherwise the adjustment did nothing.
    const loss = (read: (result: (typeof fit)[number]) => number) =>
      fit.reduce((sum, result) => sum + ((read(result) - result.published) / result.count.se) ** 2, 0);
    expect(loss(({ model }) => model)).toBeLessThan(0.2 * loss(({ guess }) => guess));
  });

  test("uses no figure of a later year: totals of 2025 are for validation, and so is what growth rests on", () => {
    const later = found.counts.filter(({ count }) => count.year > 2024 && count.use === "validate");
    expect(later.length).toBeGreaterThanOrEqual(7);
    const kept = new Set(dataset.counts.filter(({ use }) => use === "validate").map(({ fact }) => `fact:${fact}`));
    for (const { subject, attribute, source, note, use } of dataset.values) {
      if (use !== "model") continue;
      expect(kept.has(source), `${subject} ${attribute}`).toBe(false);
      for (const [mention] of note.matchAll(/fact [a-z0-9-]+/g))
        expect(kept.has(mention.replace(" ", ":")), `${subject} ${attribute}`).toBe(false);
    }
    // One flow begins with the harvest year whose other half is 2025's: it is said in its note.
    for (const { id, source } of inputs.flows) expect(kept.has(source), id).toBe(false);
  });

  test("says what the totals do not identify", () => {
    const { rank, nullity, varianceRatio } = found.estimate;
    expect(rank + nullity).toBe(found.cells.length);
    expect(rank).toBeLessThanOrEqual(found.counts.filter(({ count }) => count.use === "fit").length);
    for (const ratio of varianceRatio) {
      expect(ratio).toBeGreaterThan(0);
      expect(ratio).toBeLessThan(1 + 1e-9);
    }
    // No total looks at trucks: the table says so.
    for (const { row, identified } of found.cells)
      if (row.group === "trucks") expect(identified, row.id).not.toBe("yes");
  });

  test("leaves the sea its large share between the ends of the corridor", () => {
    const teu = (group: string) =>
      dataset.demand.filter((row) => row.group === group).reduce((sum, row) => sum + row.teuPerYear, 0);
    expect(teu("containers-by-sea")).toBeGreaterThan(4 * (teu("containers-westbound") + teu("containers-eastbound")));
  });

  test("first guesses add up to their flows, however they divide among places", () => {
    const cells = priorCells(dataset, inputs);
    for (const flow of inputs.flows) {
      const parts = cells.flatMap((cell) => cell.parts.filter((part) => part.flow.id === flow.id));
      const total = tonnesOf(flow, inputs);
      expect(total, flow.id).toBeGreaterThan(0);
      expect(parts.reduce((sum, { tonnes }) => sum + tonnes, 0) / total, flow.id).toBeCloseTo(1, 9);
    }
  });

  test("what nobody can carry is refused with its place", () => {
    const flows = inputs.flows.map((flow) => (flow.id === "kz-az-grain" ? { ...flow, corridors: ["sea-cape"] } : flow));
    expect(() => estimateDemand(dataset, { ...inputs, flows }, 2024)).toThrow(InvalidInput);
  });
});

describe("capacities", () => {
  const dataset = loadDataset({ base: folder("dataset") });
  const has = (subject: string, attribute: string) =>
    dataset.values.some((value) => value.subject === subject && value.attribute === attribute);

  test("every rail link of a broad-gauge country on the corridor has one", () => {
    const countries = new Set(["KZ", "UZ", "TM", "AZ", "GE", "KG", "BY", "RU"]);
    const countryOf = (place: string) => dataset.places.get(place as never)?.country ?? "";
    for (const { id, mode, from, to } of dataset.links.values()) {
      if (mode !== "rail" || !countries.has(countryOf(from)) || !countries.has(countryOf(to))) continue;
      expect(
        ["capacityTrainsPerDay", "capacityMtPerYear", "capacityTeuPerYear"].some((attribute) => has(id, attribute)),
        id,
      ).toBe(true);
    }
  });

  test("every line over the Caspian has ships, a round trip, a size and what low water takes", () => {
    for (const { id, kind, waterBody } of dataset.services.values()) {
      if (kind !== "line" || waterBody !== "caspian-sea") continue;
      for (const attribute of ["vessels", "roundTripHours", "capacityUnits", "payloadLossPerM"])
        expect(has(id, attribute), `${id} ${attribute}`).toBe(true);
    }
    expect(has("caspian-sea", "levelM")).toBe(true);
  });

  test("what feeders can carry agrees with the published 89,000 TEU at full draught", () => {
    const at = Date.parse("2025-07-01") / 3_600_000;
    const read = (attribute: string) => dataset.findValue("feeder-aktau-alat", attribute, at as never)?.value ?? 0;
    const sailings = (read("vessels") * 8760) / read("roundTripHours");
    expect((sailings * 225) / 89_000).toBeCloseTo(1, 1);
  });
});

test("the invented region's table is what its inputs give", () => {
  const halcyon = loadDataset({ base: folder("examples/halcyon") });
  const { cells } = estimateDemand(halcyon, readDerivation(folder("examples/halcyon/derivation")), 2026);
  expect(writeDemand(cells.map(({ row }) => row))).toBe(readFileSync(folder("examples/halcyon/demand.csv"), "utf8"));
});
