// A sweep of the crossing: edits laid along axes make other points, the same question by itself gives the same bits, and what
// is wrong with an axis is told at the axis before anything is made.

import { expect, it } from "vitest";
import { workContract } from "../src/api/work-contract.ts";
import { loadDataset } from "../src/data/index.ts";
import { InvalidInput } from "../src/model/problem.ts";
import { createSweepRunner, type SweepModel } from "../src/studies/sweep-model.ts";
import { crossingPoints } from "../src/wire/prepare-crossing-sweep.ts";
import { prepareSweep } from "../src/wire/prepare-sweep.ts";
import { readSweep } from "../src/wire/read-sweep.ts";
import { sweepAnswer, sweepDocument } from "../src/wire/sweep.ts";
import { toSweepAnswer } from "../src/wire/to-sweep.ts";

const dataset = loadDataset({ base: "dataset" });
const prepare = (document: ReturnType<typeof sweepDocument.parse>) =>
  prepareSweep(
    document,
    crossingPoints(dataset),
    () => {},
    () => 0,
  );

/** Four leave an interval that is too wide to say of sixty days that waits are shorter. */
const REPLICATIONS = [1, 2, 3, 4, 5, 6, 7, 8];

it("lays edits along an axis, and compares points under the same luck", { timeout: 120_000 }, () => {
  const document = sweepDocument.parse({
    name: "More feeders",
    axes: [{ label: "feeders", edit: "fleet", what: "feeder-aktau-alat", set: [6, 12] }],
    from: "2025-03-01",
    days: 60,
    replications: REPLICATIONS.length,
    perJob: 1,
  });
  const { points, models } = prepare(document);
  const collected = points.map((point) => {
    const model = JSON.parse(models.get(point.model ?? "") ?? "") as SweepModel;
    const runner = createSweepRunner(model);
    return { ...point, replications: REPLICATIONS.map((replication) => runner.run(document.seed, replication)) };
  });
  const answer = toSweepAnswer(document, null, collected);
  expect(sweepAnswer.safeParse(answer).error?.issues).toBeUndefined();
  // Twice as many ships come twice as often: in every replication cargo waits less for one.
  const wait = answer.measures.findIndex(({ id }) => /^feeder-aktau-alat from .*\.wait$/.test(id));
  const values = answer.rows.values[wait].map(Number);
  for (let r = 0; r < REPLICATIONS.length; r++) expect(values[REPLICATIONS.length + r]).toBeLessThan(values[r]);
  const { mean, high } = answer.points[1].differences?.[wait] ?? { mean: null, high: null };
  expect(mean).toBeLessThan(0);
  expect(high).toBeLessThan(0);
  // What the axis lays is what a scenario with the edit lays: the same model, to the bit.
  const edits = [{ edit: "fleet", what: "feeder-aktau-alat", set: 12 }];
  const scenarios = [{ name: "Twelve feeders", baseDate: "2025-03-01", edits }];
  const alone = prepare(sweepDocument.parse({ ...document, axes: [], scenarios }));
  expect(alone.points.map(({ model }) => model)).toEqual([points[1].model]);
  expect(points[1].model).not.toBe(points[0].model);
});

it("begins with the year of the dataset's day where nobody says another", () => {
  const small = { ...loadDataset({ base: "examples/halcyon" }), defaultDate: "2025-12-01" };
  const modelOf = (given: object): string | undefined => {
    const document = sweepDocument.parse({ name: "One", replications: 1, days: 30, ...given });
    const { points, models } = prepareSweep(
      document,
      crossingPoints(small),
      () => {},
      () => 0,
    );
    return models.get(points[0].model ?? "");
  };
  const usual = modelOf({});
  expect(usual).toBeDefined();
  expect(usual).toBe(modelOf({ from: "2025-01-01" }));
  expect(usual).not.toBe(modelOf({ from: "2026-01-01" }));
});

it("makes no job whose result is more than a worker may send", () => {
  // A hundred places to wait at, and as many replications a job as can be asked for.
  const desks = Array.from(
    { length: 100 },
    (_, i) => `  d${i}: { block: server, service: 1, to: ${i === 99 ? "out" : `d${i + 1}`} }`,
  );
  const text = `name: Many desks\nrun: { until: 10 }\nblocks:\n  in: { block: arrivals, rate: 0.5, to: d0 }\n${desks.join("\n")}\n  out: { block: sink }\n`;
  const document = sweepDocument.parse({ name: "Much", model: { text }, replications: 5_000, perJob: 5_000 });
  const { points, perJob } = prepare(document);
  expect(points[0].measures.length).toBeGreaterThan(300);
  const longest = Number.MAX_SAFE_INTEGER;
  const replication = {
    replication: 1_000_000,
    ended: "entity-limit",
    hours: -1e-300 / 3,
    events: longest,
    arrived: longest,
    left: longest,
    inside: longest,
    traceHash: "0".repeat(16),
    values: points[0].measures.map(() => -1e-300 / 3),
  };
  const bytes = JSON.stringify(new Array(perJob).fill(replication)).length;
  expect(bytes).toBeLessThan(workContract.workDone.bodyLimitBytes);
  // And no smaller than it has to be by much.
  expect(bytes).toBeGreaterThan(workContract.workDone.bodyLimitBytes / 2);
});

it("tells what is wrong with axes at once, each at its axis", () => {
  const document = sweepDocument.parse({
    name: "Wrong",
    axes: [
      { edit: "fleet", what: "no-such-line", set: [6, 7] },
      { edit: "demand", group: "no-such-goods", scale: [1, 2] },
    ],
  });
  let places: readonly string[] = [];
  try {
    prepare(document);
  } catch (error) {
    if (error instanceof InvalidInput) places = error.problems.map(({ place }) => place);
  }
  expect(places).toEqual(["axes.0.what", "axes.1.group"]);
});

it("names the file in every problem of a sweep's file", () => {
  const places = (text: string): readonly string[] => {
    try {
      readSweep(text, "my.yaml", (value) => value);
      return [];
    } catch (error) {
      return error instanceof InvalidInput ? error.problems.map(({ place }) => place) : [];
    }
  };
  expect(places("axes: []\nreplications: many\n")).toEqual(["my.yaml name", "my.yaml:2:15 replications"]);
  expect(places("")).toEqual([expect.stringContaining("my.yaml")]);
});
