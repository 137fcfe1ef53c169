import { describe, expect, it } from "vitest";
import { clockWait, pathGraph, priced, ride, storage, stormWait } from "../../../test/random-service-graph.ts";
import { stream } from "../../lib/random.ts";
import { type Distribution, sampleOf } from "../../model/distribution.ts";
import { discretise } from "../../model/pmf.ts";
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
    expect(largestDifference(expected, evaluation.law.mass)).toBeLessThan(1e-12);
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

  it(`agrees with 20,000 simulated journeys within four standard errors (seed 20261201)`, () => {
    const { law } = evaluate(graph);
    const random = stream(20261201, "evaluate/two ports");
    const spell = (mean: number) => -mean * Math.log(random());
    const runs = 20_000;
    const times = Array.from({ length: runs }, () => {
      let open = random() >= 36 / 126;
      let changes = spell(open ? storm.meanOpenHours : storm.meanClosedHours);
      // The first port at once, the second after the sailing.
      let now = open ? 0 : changes;
      for (const sailing of [0, sampleOf(sail, random)]) {
        now += sailing;
        while (changes <= now) {
          open = !open;
          changes += spell(open ? storm.meanOpenHours : storm.meanClosedHours);
        }
        if (!open) now = changes;
      }
      return now;
    });
    for (const hours of [15, 20, 30, 60, 100]) {
      const share = times.filter((time) => time <= hours).length / runs;
      const standardError = Math.sqrt((share * (1 - share)) / runs);
      expect(Math.abs(lawCdf(law, hours) - share)).toBeLessThan(4 * standardError + 1e-4);
    }
  });

  it("goes on while another storm is waited for: the law of the chain over all four joint states", () => {
    const other: StormSpells = { cause: "ice", meanOpenHours: 60, meanClosedHours: 15 };
    const hops = [10, 6, 12].map((mean): Distribution => ({ kind: "gamma", mean, cv: 0.5 }));
    const met = [0, 1, 0];
    const { law, meanHours } = evaluate(
      pathGraph(
        hops.flatMap((hop, i) => [[ride(hop)], [stormWait(met[i], [storm, other][met[i]])]]),
        [storm, other],
      ),
    );
    const expected = jointLaw([storm, other], hops, met, law.stepHours, law.mass.length);
    expect(largestDifference(expected, law.mass)).toBeLessThan(1e-10);
    expect(lawMean(law)).toBeCloseTo(meanHours, 6);
  });

  it("is remembered through a wait by the clock", () => {
    const toPort: Distribution = { kind: "gamma", mean: 20, cv: 0.4 };
    const { law } = evaluate(
      pathGraph([[ride(toPort)], [stormWait(0, storm)], [clockWait(24, 0)], [stormWait(0, storm)]], [storm]),
    );
    const { stepHours, mass } = law;
    const share = storm.meanClosedHours / (storm.meanOpenHours + storm.meanClosedHours);
    const rate = 1 / storm.meanOpenHours + 1 / storm.meanClosedHours;
    const spell = onGrid({ kind: "exponential", mean: storm.meanClosedHours }, stepHours, mass.length);
    const ready = waitedOut(onGrid(toPort, stepHours, mass.length), (all) => all * share, spell);
    const open = new Float64Array(mass.length);
    const shut = new Float64Array(mass.length);
    ready.forEach((part, i) => {
      const leaves = Math.ceil((i * stepHours) / 24 - 1e-12) * 24;
      const again = share * (1 - Math.exp(-rate * (leaves - i * stepHours)));
      const at = Math.min(mass.length - 1, leaves / stepHours);
      open[at] += part * (1 - again);
      shut[at] += part * again;
    });
    const expected = sumOf(open, convolved(shut, spell));
    expect(largestDifference(expected, mass)).toBeLessThan(1e-10);
  });

  it("is met as if for the first time when more storms are under way than are remembered", () => {
    const storms = Array.from({ length: 7 }, (_, i): StormSpells => ({ ...storm, cause: `gale-${i}` }));
    const meetAll = storms.map((spells, i) => [stormWait(i, spells)]);
    const { law, elements } = evaluate(pathGraph([...meetAll, [ride(sail)], ...meetAll], storms));
    expect(law.mass.reduce((sum, mass) => sum + mass, 0)).toBeCloseTo(1, 9);
    const second = elements.slice(-7).map(({ meanHours }) => meanHours);
    const alone = (36 * 36) / (90 + 36);
    expect(Math.max(...second.slice(0, 5))).toBeLessThan(alone);
    expect(second[5]).toBeCloseTo(alone, 6);
    expect(second[6]).toBeCloseTo(alone, 6);
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

  it("of departures every three days after an exponential time of two cost H / (1 − exp(−H/m)) − m = 1.8617 d", () => {
    const { meanHours, law } = evaluate(pathGraph([[ride({ kind: "exponential", mean: 48 })], [clockWait(72, 0)]]));
    // The mass at 0 leaves at once, and what a bin holds stands at its time: an error of at most a step's mass of 72 h.
    expect(Math.abs(meanHours / 24 - 2 - (3 / -Math.expm1(-3 / 2) - 2))).toBeLessThan((law.stepHours / 48) * 3);
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
    expect(Math.abs(evaluation.usdLow / totals[4000] - 1)).toBeLessThan(0.01);
    expect(Math.abs(evaluation.usdHigh / totals[36_000] - 1)).toBeLessThan(0.01);
  });
});

// What follows computes the same laws in the domain of time, by plain sums over bins and states: slow, and without
// spectra, eigenvectors or knowledge that fades.

/** Storm, sailing, storm by conditioning; `shared` false draws the storm anew. */
function directLaw(storm: StormSpells, sail: Distribution, step: number, size: number, shared: boolean): Float64Array {
  const share = storm.meanClosedHours / (storm.meanOpenHours + storm.meanClosedHours);
  const rate = 1 / storm.meanOpenHours + 1 / storm.meanClosedHours;
  const spell = onGrid({ kind: "exponential", mean: storm.meanClosedHours }, step, size);
  const atOnce = new Float64Array(size);
  atOnce[0] = 1;
  const passed = waitedOut(atOnce, (all) => all * share, spell);
  const run = onGrid(sail, step, size);
  const again = (hours: number) => (shared ? share * (1 - Math.exp(-rate * hours)) : share);
  const open = convolved(
    passed,
    run.map((mass, i) => mass * (1 - again(i * step))),
  );
  const shut = convolved(
    passed,
    run.map((mass, i) => mass * again(i * step)),
  );
  return sumOf(open, convolved(shut, spell));
}

/** Hops, each followed by a meeting of one of two storms, over (time, state of both storms). */
function jointLaw(
  storms: readonly [StormSpells, StormSpells],
  hops: readonly Distribution[],
  met: readonly number[],
  step: number,
  size: number,
): Float64Array {
  const share = storms.map(({ meanOpenHours, meanClosedHours }) => meanClosedHours / (meanOpenHours + meanClosedHours));
  const rate = storms.map(({ meanOpenHours, meanClosedHours }) => 1 / meanOpenHours + 1 / meanClosedHours);
  /** P(the storm is in state `to` after so many hours | it was in state `from`); 1 is closed. */
  const moves = (storm: number, from: number, to: number, hours: number) => {
    const closedThen = share[storm] + (from - share[storm]) * Math.exp(-rate[storm] * hours);
    return to === 1 ? closedThen : 1 - closedThen;
  };
  const none = () => Array.from({ length: 4 }, () => new Float64Array(size));
  // State: bit 0 the first storm closed, bit 1 the second.
  let now: Float64Array[] = none();
  now.forEach((law, state) => {
    law[0] = [0, 1].reduce((p, k) => p * (state & (1 << k) ? share[k] : 1 - share[k]), 1);
  });
  const spells = storms.map((storm) => onGrid({ kind: "exponential", mean: storm.meanClosedHours }, step, size));
  hops.forEach((hop, h) => {
    const run = onGrid(hop, step, size);
    const arrived: Float64Array[] = none();
    for (let from = 0; from < 4; from++) {
      for (let to = 0; to < 4; to++) {
        const leg = run.map(
          (mass, i) => mass * moves(0, from & 1, to & 1, i * step) * moves(1, from >> 1, to >> 1, i * step),
        );
        arrived[to] = sumOf(arrived[to], convolved(now[from], leg));
      }
    }
    const bit = 1 << met[h];
    const bystander = 1 - met[h];
    const passed: Float64Array[] = none();
    for (let from = 0; from < 4; from++) {
      if (!(from & bit)) {
        passed[from] = sumOf(passed[from], arrived[from]);
        continue;
      }
      for (const then of [0, 1]) {
        const wait = spells[met[h]].map((mass, i) => mass * moves(bystander, (from >> bystander) & 1, then, i * step));
        passed[then << bystander] = sumOf(passed[then << bystander], convolved(arrived[from], wait));
      }
    }
    now = passed;
  });
  return now.reduce(sumOf);
}

/** All of it goes on, the share that finds the storm after the spell. */
function waitedOut(law: Float64Array, found: (all: number) => number, spell: Float64Array): Float64Array {
  const shut = law.map(found);
  return sumOf(
    law.map((all, i) => all - shut[i]),
    convolved(shut, spell),
  );
}

function onGrid(distribution: Distribution, step: number, size: number): Float64Array {
  const { first, mass } = discretise(distribution, step, 1e-9, size);
  const law = new Float64Array(size);
  mass.forEach((part, i) => {
    law[Math.min(size - 1, first + i)] += part;
  });
  return law;
}

/** Sums of bins beyond the grid are left out. */
function convolved(a: Float64Array, b: Float64Array): Float64Array {
  const law = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) {
    if (a[i] === 0) continue;
    for (let k = 0; k + i < a.length; k++) law[i + k] += a[i] * b[k];
  }
  return law;
}

const sumOf = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, i) => value + b[i]);

const largestDifference = (a: Float64Array, b: Float64Array): number =>
  a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i])), 0);

function quantileOfMass(mass: Float64Array, stepHours: number, p: number): number {
  return lawQuantile({ stepHours, mass }, p);
}
