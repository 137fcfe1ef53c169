import { describe, expect, it } from "vitest";
import { clockWait, pathGraph, priced, ride, storage, stormWait } from "../../../test/random-service-graph.ts";
import { stream } from "../../lib/random.ts";
import { type Distribution, sampleOf } from "../../model/distribution.ts";
import { discretise, exponentiallyTilted } from "../../model/pmf.ts";
import { createEvaluator } from "./evaluate.ts";
import { lawCdf, lawMean, lawQuantile } from "./grid-law.ts";
import type { Element, ServiceGraph } from "./service-graph.ts";
import type { StormSpells } from "./storm-spells.ts";

const all = (graph: ServiceGraph) => Int32Array.from(graph.arcs, (_, slot) => slot);
const evaluate = (graph: ServiceGraph, stages = false) => createEvaluator(graph).evaluate(all(graph), { stages });

describe("law of a path", () => {
  it("of independent legs adds means and variances, and agrees with Monte Carlo within four standard errors", () => {
    const legs: Distribution[] = [
      { kind: "lognormal", mean: 60, cv: 0.5 },
      { kind: "gamma", mean: 30, cv: 1.2 },
      { kind: "uniform", min: 0, max: 168 },
      { kind: "triangular", min: 5, mode: 8, max: 30 },
    ];
    const evaluation = evaluate(pathGraph(legs.map((leg) => [ride(leg)])));
    expect(lawMean(evaluation.law)).toBeCloseTo(evaluation.meanHours, 4);
    const random = stream(20261121, "evaluate/monte-carlo");
    const runs = 40_000;
    const totals = Array.from({ length: runs }, () => legs.reduce((sum, leg) => sum + sampleOf(leg, random), 0));
    for (const hours of [150, 200, 250, 300]) {
      const share = totals.filter((total) => total <= hours).length / runs;
      const standardError = Math.sqrt((share * (1 - share)) / runs);
      expect(Math.abs(lawCdf(evaluation.law, hours) - share)).toBeLessThan(4 * standardError + 1e-4);
    }
  });

  it("gives a gamma sum its published tail", () => {
    // Shapes 4, 3, 2 with scale 0.75 days: P(T ≤ 9 d) = 0.844972, P90 = 9.746034 d (methods §1.6). A grid of 0.25 h
    // bends the cdf by less than density × step² / 24 ≈ 1e-5.
    const legs = [4, 3, 2].map((shape): Element[] => [
      ride({ kind: "gamma", mean: shape * 0.75 * 24, cv: 1 / Math.sqrt(shape) }),
    ]);
    const { law } = evaluate(pathGraph(legs));
    expect(lawCdf(law, 9 * 24)).toBeCloseTo(0.844972, 4);
    expect(lawQuantile(law, 0.9) / 24).toBeCloseTo(9.746034, 2);
  });
});

describe("a storm that two ports share", () => {
  const storm: StormSpells = { cause: "gale", meanOpenHours: 90, meanClosedHours: 36 };
  const sail: Distribution = { kind: "gamma", mean: 20, cv: 0.3 };
  const graph = pathGraph([[stormWait(0, storm)], [ride(sail)], [stormWait(0, storm)]], [storm]);

  it("has the law of the two-state chain, conditioned step by step", () => {
    const evaluation = evaluate(graph);
    const expected = directLaw(storm, sail, evaluation.law.stepHours, evaluation.law.mass.length, true);
    const p95 = quantileOfMass(expected, evaluation.law.stepHours, 0.95);
    expect(Math.abs(lawQuantile(evaluation.law, 0.95) - p95)).toBeLessThan(1e-6);
    let largest = 0;
    expected.forEach((mass, i) => {
      largest = Math.max(largest, Math.abs(mass - (evaluation.law.mass[i] as number)));
    });
    expect(largest).toBeLessThan(1e-12);
  });

  it("differs from ports that close independently", () => {
    const evaluation = evaluate(graph);
    const independent = directLaw(storm, sail, evaluation.law.stepHours, evaluation.law.mass.length, false);
    const p95 = quantileOfMass(independent, evaluation.law.stepHours, 0.95);
    expect(Math.abs(lawQuantile(evaluation.law, 0.95) - p95)).toBeGreaterThan(1);
  });

  it("is as good as independent when the sailing is much longer than the storm's memory", () => {
    const long: Distribution = { kind: "point", value: 2000 };
    const evaluation = evaluate(pathGraph([[stormWait(0, storm)], [ride(long)], [stormWait(0, storm)]], [storm]));
    const alone = (36 * 36) / (90 + 36);
    expect(evaluation.meanHours).toBeCloseTo(2000 + 2 * alone, 6);
  });

  it("keeps storms of different causes independent", () => {
    const other: StormSpells = { cause: "ice", meanOpenHours: 200, meanClosedHours: 20 };
    const mixed = pathGraph(
      [[stormWait(0, storm)], [stormWait(1, other)], [ride(sail)], [stormWait(0, storm)], [stormWait(1, other)]],
      [storm, other],
    );
    const evaluation = evaluate(mixed);
    // Mean of the second waits by the closed form: share × (1 − E[e^{−γ·time}]) × mean, time = sail + the other's first wait.
    const fade = (spells: StormSpells, between: Distribution[]) => {
      const rate = 1 / spells.meanOpenHours + 1 / spells.meanClosedHours;
      return between.reduce((product, part) => {
        const pmf = exponentiallyTilted(discretise(part, evaluation.law.stepHours), rate);
        return product * pmf.mass.reduce((sum, mass) => sum + mass, 0);
      }, 1);
    };
    const share = (spells: StormSpells) => spells.meanClosedHours / (spells.meanOpenHours + spells.meanClosedHours);
    const secondOther = share(other) * (1 - fade(other, [sail]) * secondFactor()) * other.meanClosedHours;
    function secondFactor() {
      // Between the two meetings of the ice lie the sailing and the gale's second wait.
      const found = share(storm) * (1 - fade(storm, [sail]) * iceFactor());
      const rate = 1 / other.meanOpenHours + 1 / other.meanClosedHours;
      const spell = exponentiallyTilted(discretise({ kind: "exponential", mean: 36 }, evaluation.law.stepHours), rate);
      const tilted = spell.mass.reduce((sum, mass) => sum + mass, 0);
      return 1 - found + found * tilted;
    }
    function iceFactor() {
      const rate = 1 / storm.meanOpenHours + 1 / storm.meanClosedHours;
      const spell = exponentiallyTilted(discretise({ kind: "exponential", mean: 20 }, evaluation.law.stepHours), rate);
      return 1 - share(other) + share(other) * spell.mass.reduce((sum, mass) => sum + mass, 0);
    }
    const last = evaluation.elements[evaluation.elements.length - 1];
    // The sailing both storms see is the same one; treating its fades apart is exact only for its mean factor, so the
    // agreement is to a fraction of a percent.
    expect(Math.abs((last?.meanHours ?? 0) / secondOther - 1)).toBeLessThan(0.01);
    expect(lawMean(evaluation.law)).toBeCloseTo(evaluation.meanHours, 6);
  });
});

describe("waits by the clock", () => {
  it("wait for the sailing after the one just missed", () => {
    const first: Distribution = { kind: "point", value: 10 };
    const caught = evaluate(pathGraph([[ride(first)], [clockWait(168, 12)]]));
    const missed = evaluate(pathGraph([[ride(first)], [clockWait(168, 8)]]));
    expect(caught.meanHours).toBeCloseTo(12, 9);
    expect(missed.meanHours).toBeCloseTo(176, 9);
  });

  it("map the mass: share that catches the early sailing, quantiles on the sailings", () => {
    const leg: Distribution = { kind: "gamma", mean: 50, cv: 0.4 };
    const evaluation = evaluate(
      pathGraph([[ride(leg)], [clockWait(48, 48)], [ride({ kind: "point", value: 5 })]]),
      true,
    );
    const random = stream(7, "clock");
    const runs = 40_000;
    let early = 0;
    let total = 0;
    for (let run = 0; run < runs; run++) {
      const leave = Math.max(48, Math.ceil(sampleOf(leg, random) / 48) * 48);
      if (leave === 48) early++;
      total += leave + 5;
    }
    const share = early / runs;
    expect(Math.abs(lawCdf(evaluation.law, 60) - share)).toBeLessThan(
      4 * Math.sqrt((share * (1 - share)) / runs) + 0.003,
    );
    expect(Math.abs(evaluation.meanHours - total / runs)).toBeLessThan(1);
  });

  it("charge storage for the wait that really comes", () => {
    const dwell: Distribution = { kind: "point", value: 6 };
    const elements = [ride(dwell, { kind: "terminal" }), clockWait(168, 100), storage(24, 48, [dwell])];
    const { usd, elements: evaluated } = evaluate(pathGraph([elements]));
    // Ready at 6 h, leaves at 100 h: 100 − 24 free hours = 76 h at 2 USD an hour.
    expect(usd).toBeCloseTo(152, 9);
    expect(evaluated[2]?.usd).toBeCloseTo(152, 9);
  });

  it("hold what comes into a closed window until it ends", () => {
    const window: Element = {
      ...ride({ kind: "point", value: 0 }),
      parts: [],
      window: { fromHours: 40, toHours: 100 },
    };
    const inside = evaluate(pathGraph([[ride({ kind: "point", value: 50 })], [window]]));
    const before = evaluate(pathGraph([[ride({ kind: "point", value: 39 })], [window]]));
    expect(inside.meanHours).toBeCloseTo(100, 9);
    expect(before.meanHours).toBeCloseTo(39, 9);
  });
});

describe("costs", () => {
  it("add up, and their P10 and P90 agree with sampling within a percent", () => {
    const graph = pathGraph([
      [ride({ kind: "point", value: 5 }, priced(1000, "railway"))],
      [ride({ kind: "point", value: 5 }, priced(600, "port"))],
      [ride({ kind: "point", value: 5 }, priced(2000, "ship"))],
    ]);
    const evaluation = evaluate(graph);
    expect(evaluation.usd).toBeCloseTo(3600, 9);
    const random = stream(11, "costs");
    const totals = Array.from({ length: 40_000 }, () =>
      [1000, 600, 2000].reduce(
        (sum, usd) => sum + sampleOf({ kind: "lognormal", mean: usd, cv: 0.5 / (2 * 1.2815515655446004) }, random),
        0,
      ),
    ).sort((a, b) => a - b);
    expect(Math.abs(evaluation.usdLow / (totals[4000] as number) - 1)).toBeLessThan(0.01);
    expect(Math.abs(evaluation.usdHigh / (totals[36_000] as number) - 1)).toBeLessThan(0.01);
  });
});

/** The same path by plain sums over the joint chain of time and storm; `shared` false draws the storm anew. */
function directLaw(storm: StormSpells, sail: Distribution, step: number, size: number, shared: boolean): Float64Array {
  const closedShare = storm.meanClosedHours / (storm.meanOpenHours + storm.meanClosedHours);
  const rate = 1 / storm.meanOpenHours + 1 / storm.meanClosedHours;
  const spell = discretise({ kind: "exponential", mean: storm.meanClosedHours }, step);
  const wait = new Float64Array(size);
  wait[0] += 1 - closedShare;
  spell.mass.forEach((mass, i) => {
    wait[Math.min(size - 1, spell.first + i)] += closedShare * mass;
  });
  const run = discretise(sail, step);
  const open = new Float64Array(size);
  const closed = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const mass = wait[i] as number;
    if (mass === 0) continue;
    run.mass.forEach((share, k) => {
      const at = i + run.first + k;
      if (at >= size) return;
      const hours = (run.first + k) * step;
      const again = shared ? closedShare * (1 - Math.exp(-rate * hours)) : closedShare;
      open[at] += mass * share * (1 - again);
      closed[at] += mass * share * again;
    });
  }
  const law = open.slice();
  for (let i = 0; i < size; i++) {
    const mass = closed[i] as number;
    if (mass === 0) continue;
    spell.mass.forEach((share, k) => {
      const at = i + spell.first + k;
      if (at < size) law[at] += mass * share;
    });
  }
  return law;
}

function quantileOfMass(mass: Float64Array, stepHours: number, p: number): number {
  return lawQuantile({ stepHours, mass }, p);
}
