// Experiments with the crossing of the small dataset: threads, precision, lost time, sensitivity, fleets side by side, cancelling.

import { stripVTControlCharacters } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { toCrossingText } from "../src/cli/crossing-text.ts";
import { loadDataset } from "../src/data/index.ts";
import { createReplicationPool } from "../src/jobs/replication-pool.ts";
import { runOnce } from "../src/jobs/run-once.ts";
import { daysOfSeason } from "../src/jobs/season.ts";
import { simulateKind } from "../src/jobs/simulate-kind.ts";
import { applyScenario, readScenario } from "../src/scenario/index.ts";
import { simulateCorridor } from "../src/studies/corridor-simulation.ts";
import type { HowFar, OnProgress } from "../src/studies/crossing-progress.ts";
import { type SimulateCorridorOk, simulateCorridorAnswer } from "../src/wire/simulate-corridor.ts";
import { answerSimulateCorridor } from "../src/wire/to-simulate-corridor.ts";

const base = loadDataset({ base: "examples/halcyon" });
const LINE = "halcyon-ferry";
const more = applyScenario(
  base,
  readScenario(
    `name: Three ferries
baseDate: 2026-01-01
edits:
  - { edit: fleet, what: ${LINE}, set: 3 }
`,
    "three.yaml",
  ),
);
const asked = { from: "2026-01-01", seed: 4, replications: 7, level: 0.95 };

const ok = (answer: Awaited<ReturnType<typeof answerSimulateCorridor>>): SimulateCorridorOk => {
  if (answer.status !== "ok") throw new Error(JSON.stringify(answer));
  return answer;
};
const runKind = async (parameters: object): Promise<SimulateCorridorOk> => {
  const study = await simulateKind.load();
  const given = simulateKind.parameters.parse({ threads: 1, replications: 3, from: "2026-01-01", ...parameters });
  const work = { base, changed: null, scenario: null, parameters: given, seed: 4, programVersion: "0.0.0" };
  return ok(simulateCorridorAnswer.parse(await study.run({ ...work, report: () => {}, now: () => 0 })));
};

describe("a scenario beside the base", () => {
  let answer: SimulateCorridorOk;
  const said: (HowFar & { readonly done: number; readonly total: number })[] = [];
  beforeAll(async () => {
    const onProgress: OnProgress = (done, total, how) => void said.push({ done, total, ...how });
    answer = ok(await answerSimulateCorridor(more, { ...asked, onProgress }, () => 0));
  }, 120_000);

  it("says what it does and what it knows by then: flows of both, then replications with the mean of the base", () => {
    const flows = said.filter(({ stage }) => stage !== "replications");
    const runs = said.slice(flows.length);
    expect(new Set(flows.map(({ stage }) => stage))).toEqual(new Set(["flows", "scenario-flows"]));
    expect(runs.every(({ stage }) => stage === "replications")).toBe(true);
    for (const part of [flows, runs]) {
      const done = part.map((each) => each.done);
      expect(done).toEqual([...done].sort((a, b) => a - b));
      expect(part[0]).toMatchObject({ done: 0 });
      expect(part.at(-1)?.done).toBe(part.at(-1)?.total);
    }
    expect(runs[0]).not.toHaveProperty("endToEnd");
    const { mean, low, high } = answer.base.endToEnd;
    expect(runs.at(-1)?.endToEnd).toMatchObject({ mean, low, high });
  });

  it("is a valid answer, the same to the bit in threads", async () => {
    expect(simulateCorridorAnswer.safeParse(answer).error?.issues).toBeUndefined();
    const pool = createReplicationPool(3);
    try {
      const other = ok(await answerSimulateCorridor(more, asked, () => 0, pool));
      expect({ ...other, threads: 1 }).toEqual(answer);
    } finally {
      await pool.close();
    }
  }, 120_000);

  it("what came to a port is what went aboard and what its yard grew by, and about what is sent", () => {
    const hours = (Date.parse(answer.period.to) - Date.parse(answer.period.from)) / 3_600_000;
    for (const { comesPerYear, cameToPortPerYear: came, carriedPerYear, queueByDay } of answer.base.crossings) {
      const grown = ((queueByDay.at(-1)?.mean ?? 0) - queueByDay[0].mean) * (8760 / hours);
      // Both lines count in TEU, and a container is one or two.
      const teuEach = ((came.mean ?? 0) - (carriedPerYear.mean ?? 0)) / grown;
      expect(teuEach).toBeGreaterThan(1 - 1e-9);
      expect(teuEach).toBeLessThan(2 + 1e-9);
      // Six standard errors of seven replications: once in a thousand.
      expect(Math.abs((came.mean ?? 0) - comesPerYear)).toBeLessThan((2.45 * ((came.high ?? 0) - (came.low ?? 0))) / 2);
    }
    const row = /halcyon-ferry +calder-port +TEU +[\d,]+ ± [\d,]+ +[\d,]+ ± [\d,]+ +[\d,]+ ± [\d,]+ /;
    expect(stripVTControlCharacters(toCrossingText(answer))).toMatch(row);
  });

  it("tells lost time by cause with its total, less than the whole way, in every group and in all (what the causes are: corridor-cases)", () => {
    for (const state of [answer.base, answer.changed as SimulateCorridorOk["base"]]) {
      const units = state.groups.reduce((sum, { served }) => sum + served, 0);
      for (const { lostTime, waitHours, endToEnd } of [state, ...state.groups]) {
        const sum = lostTime.reduce((all, { hoursPerUnit }) => all + (hoursPerUnit.mean ?? 0), 0);
        expect(sum).toBeCloseTo(waitHours.mean ?? Number.NaN, 9);
        expect(sum).toBeGreaterThan(0);
        expect(sum).toBeLessThan(endToEnd.mean ?? 0);
      }
      expect(units).toBe(state.customers);
    }
  });

  it("tells shares, quantiles and queues that fit together", () => {
    const { groups, spread, crossings, period } = { ...answer.base, period: answer.period };
    for (const { histogram, p50, p80, p95 } of [spread, ...groups.map((group) => group.spread)]) {
      expect(histogram.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
      for (const { value, low, high } of [p50, p80, p95]) {
        expect(low).toBeLessThanOrEqual(value ?? Number.NaN);
        expect(high).toBeGreaterThanOrEqual(value ?? Number.NaN);
      }
    }
    for (const { queueByDay, queue } of crossings) {
      expect(queueByDay[0].date).toBe(period.from);
      expect(queueByDay.length).toBeGreaterThanOrEqual(365);
      for (const { p10, p50, p90 } of queueByDay)
        expect([p10, p50, p90]).toEqual([p10, p50, p90].toSorted((a, b) => a - b));
      // Seen at midnight or all the time: the same within chance.
      const mean = queueByDay.reduce((sum, day) => sum + day.mean, 0) / queueByDay.length;
      expect(Math.abs(mean - (queue.mean ?? 0))).toBeLessThan(0.1 * (queue.mean ?? 0) + 1);
    }
  });

  it("keeps Little's law at every place and no resource busier than it can be", () => {
    for (const { utilisation, littleError, kind } of answer.base.utilisation) {
      if (littleError !== null) expect(littleError).toBeLessThan(1e-9);
      if (kind === "yard") expect(utilisation).toBeNull();
      else if (utilisation !== null) expect(utilisation.mean).toBeLessThanOrEqual(1 + 1e-9);
    }
  });

  it("waits less with one more ship, and the same luck makes the difference surer", () => {
    const row = answer.comparison?.find(
      ({ what, measure }) => what === `${LINE} from calder-port` && measure === "wait",
    );
    expect(row?.difference.high).toBeLessThan(0);
    expect(row?.correlation).toBeGreaterThan(0);
    expect(row?.gain).toBeGreaterThan(1);
  });

  it("tells in pairs what one more ship can carry", () => {
    const what = `${LINE} from calder-port`;
    const row = answer.comparison?.find((each) => each.what === what && each.measure === "capacityPerYear");
    const [before, after] = [answer.base, answer.changed].map(
      (state) => state?.crossings.find(({ line, from }) => `${line} from ${from}` === what)?.simulatedCapacityPerYear,
    );
    expect(row?.difference.mean).toBeCloseTo((after?.mean ?? 0) - (before?.mean ?? 0), 6);
    expect(row?.difference.low).toBeGreaterThan(0);
    expect(row?.gain).toBeGreaterThan(1);
    const text = stripVTControlCharacters(toCrossingText(answer));
    expect(text).toMatch(/full both ways the ships carry [\d,]+ TEU a year, [\d,]+ ± [\d,]+ TEU more\./);
  });

  it("says what a scenario changes at a border, and where it changes nothing", () => {
    const row = (state: SimulateCorridorOk["base"], mean: number): SimulateCorridorOk["base"] => {
      const [crossing] = state.crossings;
      const wait = { ...crossing.wait, mean };
      return {
        ...state,
        stations: [{ id: "pass", servers: 1, wait, utilisation: wait }],
        utilisation: [...state.utilisation, { ...state.utilisation[0], id: "pass", kind: "station", name: "The Pass" }],
      };
    };
    const interval = (mean: number, half: number) => ({ mean, low: mean - half, high: mean + half, level: 0.95 });
    const of = (what: string, measure: "wait" | "capacityPerYear" | "endToEnd", mean: number, half: number) => ({
      what,
      measure,
      difference: interval(mean, half),
      correlation: 1,
      gain: 1,
    });
    const what = `${LINE} from calder-port`;
    const { base: state } = answer;
    const text = stripVTControlCharacters(
      toCrossingText({
        ...answer,
        base: row(state, 49),
        changed: row(state, 156),
        comparison: [
          of("endToEnd", "endToEnd", 0, 0),
          of(what, "wait", 0, 0.01),
          of(what, "capacityPerYear", 0, 0),
          of("pass", "wait", 107, 13),
        ],
      }),
    );
    expect(text).toContain("End to end, mean of all: as before.");
    expect(text).toMatch(/the wait for .* and what the ships can carry are as before\./);
    expect(text).toContain("Wait at The Pass: 107 ± 13 h more (49 h before, 156 h then).");
    expect(text).not.toContain("which may be chance");
  });

  it("emits as much a voyage, and more for each box when there are more voyages for as many", () => {
    const of = (state: SimulateCorridorOk["base"] | null) => state?.emissions?.lines.find(({ line }) => line === LINE);
    const [before, after] = [of(answer.base), of(answer.changed)];
    expect((after?.co2eTonnes ?? 0) / (after?.voyagesPerYear ?? 0)).toBeCloseTo(
      (before?.co2eTonnes ?? 0) / (before?.voyagesPerYear ?? 0),
      9,
    );
    expect(after?.voyagesPerYear).toBeGreaterThan(before?.voyagesPerYear ?? 0);
    expect(after?.perTonneKg).toBeGreaterThan(before?.perTonneKg ?? 0);
  });
});

describe("capacity at a level of service", () => {
  it("has as many replications at each amount of traffic as are asked for, five at least", async () => {
    const counts = async (replications: number): Promise<readonly number[]> => {
      const { base: state } = await simulateCorridor(base, { ...asked, days: 30, replications, serviceHours: 48 });
      return [...new Set(state.curve.map(({ experiment }) => experiment.records.length))];
    };
    expect([await counts(2), await counts(7)]).toEqual([[5], [7]]);
  }, 60_000);
});

describe("precision", () => {
  it("is reached, or said not to be", async () => {
    const reached = await runKind({ precision: 0.2, replications: 3 });
    expect(reached.precision).toMatchObject({ asked: 0.2, isReached: true });
    expect(reached.precision?.reached).toBeLessThanOrEqual(0.2);
    const not = await runKind({ precision: 0.001, maxReplications: 11 });
    expect(not.replications).toBe(11);
    expect(not.precision?.isReached).toBe(false);
    expect(not.warnings.map(({ code }) => code)).toContain("not-converged");
  }, 60_000);
});

describe("sensitivity", () => {
  it("says that a ship more and less traffic shorten the wait, the largest change first", async () => {
    const { sensitivity } = await runKind({ sensitivity: true, sensitivityOf: { line: LINE, from: "calder-port" } });
    const rows = sensitivity?.rows ?? [];
    const of = (parameter: string) => rows.find((row) => row.parameter === parameter);
    expect(of("vessels")?.answerHigh.mean).toBeLessThan(0);
    expect(of("vessels")?.answerLow.mean).toBeGreaterThan(0);
    expect(of("vessels")?.elasticity.mean).toBeLessThan(0);
    expect(of("demand")?.answerLow.mean).toBeLessThan(0);
    expect(of("demand")?.elasticity.mean).toBeGreaterThan(0);
    expect(of("weather")?.elasticity.mean).toBeGreaterThan(0);
    const sizes = rows.map(({ answerLow, answerHigh }) =>
      Math.max(Math.abs(answerLow.mean ?? 0), Math.abs(answerHigh.mean ?? 0)),
    );
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  }, 60_000);

  it("refuses a port at which nothing goes aboard", async () => {
    const wrong = runKind({ sensitivity: true, sensitivityOf: { line: LINE, from: "veld-port" } });
    await expect(wrong).rejects.toMatchObject({ problems: [{ code: "wrong-value", place: "sensitivityOf.from" }] });
  }, 60_000);
});

describe("fleets side by side", () => {
  it("differ by nothing when they are the same", async () => {
    const { comparison, base: first, changed } = await runKind({ fleet: [{ line: LINE, before: 3, vessels: 3 }] });
    expect(first.fleets.find(({ line }) => line === LINE)?.vessels).toBe(3);
    expect(changed?.traceHash).toBe(first.traceHash);
    for (const { difference } of comparison ?? []) expect(difference.mean).toBe(0);
  }, 60_000);

  it("count ships for the time that they are there", async () => {
    const text = `name: A third ferry for a half\nbaseDate: 2026-01-01\nedits:\n  - { edit: fleet, what: ${LINE}, add: 1, from: 2026-07-02 }\n`;
    const scenario = applyScenario(base, readScenario(text, "half.yaml"));
    const answer = ok(await answerSimulateCorridor(scenario, { ...asked, replications: 2 }, () => 0));
    const of = (state: SimulateCorridorOk["base"] | null) => state?.fleets.find(({ line }) => line === LINE);
    const [before, after] = [of(answer.base), of(answer.changed)];
    expect(after?.vessels).toBe((before?.vessels ?? 0) + 1);
    // A ship that is laid up makes no round longer, and waits for no port.
    const [round, longer] = [before?.roundTripHours ?? 0, after?.roundTripHours ?? 0];
    expect(Math.abs(longer / round - 1)).toBeLessThan(0.1);
    expect(Object.values(after?.share ?? {}).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
    expect(after?.share.waitingToEnter).toBeLessThan((before?.share.waitingToEnter ?? 0) + 0.1);
  }, 60_000);

  it("say which line is not there", async () => {
    // At the fleet that was asked for, and not at an edit that nobody wrote.
    await expect(
      runKind({
        fleet: [
          { line: LINE, vessels: 3 },
          { line: "no-line", vessels: 3 },
        ],
      }),
    ).rejects.toMatchObject({
      name: "InvalidInput",
      problems: [{ place: "fleet.1.line" }],
    });
  });
});

it("takes seasons as weather services do", () => {
  expect(daysOfSeason("winter", 2027)).toEqual({ from: "2027-12-01", days: 91 });
  expect(daysOfSeason("winter", 2026)).toEqual({ from: "2026-12-01", days: 90 });
  expect(daysOfSeason("summer", 2026)).toEqual({ from: "2026-06-01", days: 92 });
});

// Again when the machine was just busy with something else: what takes longer by itself fails every time.
it("is cancelled within a second, and its threads with it", { timeout: 120_000, retry: 2 }, async () => {
  const stopper = new AbortController();
  let isStarted = (): void => {};
  const started = new Promise<void>((resolve) => {
    isStarted = resolve;
  });
  const found = runOnce({
    kind: "simulate",
    input: { base: "examples/halcyon" },
    scenario: null,
    parameters: simulateKind.parameters.parse({ replications: 5_000, from: "2026-01-01", threads: 2 }),
    seed: 1,
    programVersion: "0.0.0",
    onProgress: ({ done, stage }) => {
      if (stage === "replications" && done > 2) isStarted();
    },
    signal: stopper.signal,
  });
  await started;
  const start = performance.now();
  stopper.abort();
  expect(await found).toBeUndefined();
  expect(performance.now() - start).toBeLessThan(1_000);
});
