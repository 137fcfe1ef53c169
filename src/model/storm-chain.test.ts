import { describe, expect, it } from "vitest";
import { stream } from "../lib/random.ts";
import { exponential, gamma, point, sampleOf, uniform } from "./distribution.ts";
import {
  convolve,
  discretise,
  mapDepartures,
  mixPmf,
  type Pmf,
  pmfCdf,
  pmfMean,
  pmfQuantile,
  pmfTotal,
  pointPmf,
} from "./pmf.ts";
import {
  addLeg,
  closedProbability,
  exposeTo,
  type Storm,
  type StormChain,
  startChain,
  totalPmf,
  waitForDeparture,
} from "./storm-chain.ts";

const SEED = 20_261_201;
const STEP = 0.5;
const storm: Storm = { meanOpenHours: 120, meanClosedHours: 30 };
const other: Storm = { meanOpenHours: 60, meanClosedHours: 15 };
const leg = (mean: number, cv: number): Pmf => discretise(gamma(mean, cv), STEP);
const closedShare = ({ meanOpenHours, meanClosedHours }: Storm): number =>
  meanClosedHours / (meanOpenHours + meanClosedHours);
const fading = ({ meanOpenHours, meanClosedHours }: Storm): number => 1 / meanOpenHours + 1 / meanClosedHours;

/** Largest difference between two masses, bin by bin, wherever either has one. */
function largestDifference(a: Pmf, b: Pmf): number {
  let largest = 0;
  const end = Math.max(a.first + a.mass.length, b.first + b.mass.length);
  for (let bin = Math.min(a.first, b.first); bin < end; bin++) {
    largest = Math.max(largest, Math.abs((a.mass[bin - a.first] ?? 0) - (b.mass[bin - b.first] ?? 0)));
  }
  return largest;
}

/** Part of a mass, bin by bin. */
const weighted = (pmf: Pmf, weight: (hours: number) => number): Pmf => ({
  ...pmf,
  mass: pmf.mass.map((mass, i) => mass * weight((pmf.first + i) * pmf.stepHours)),
});

const added = (a: Pmf, b: Pmf): Pmf => {
  const mixed = mixPmf([
    { weight: 1, pmf: a },
    { weight: 1, pmf: b },
  ]);
  return { ...mixed, mass: mixed.mass.map((mass) => 2 * mass) };
};

/** The two-port journey by conditioning: once it has passed the first port, the storm was open there at that moment. */
function twoPortsDirect(toPort: Pmf, crossing: Pmf): Pmf {
  const c = closedShare(storm);
  const wait = discretise(exponential(storm.meanClosedHours), STEP);
  const firstWait = added(
    weighted(pointPmf(0, STEP), () => 1 - c),
    weighted(wait, () => c),
  );
  const closedOnArrival = (hours: number): number => c * (1 - Math.exp(-fading(storm) * hours));
  const open = weighted(crossing, (t) => 1 - closedOnArrival(t));
  const closed = weighted(crossing, closedOnArrival);
  return convolve(convolve(toPort, firstWait), added(open, convolve(closed, wait)));
}

const chained = (toPort: Pmf, crossing: Pmf): StormChain =>
  exposeTo(addLeg(exposeTo(addLeg(startChain([storm], STEP), toPort), 0), crossing), 0);

describe("two ports under one storm", () => {
  const toPort = leg(60, 0.4);
  const crossing = leg(20, 0.3);

  it("equals the journey conditioned on the storm by hand", () => {
    const total = totalPmf(chained(toPort, crossing));
    expect(pmfTotal(total)).toBeCloseTo(1, 11);
    expect(largestDifference(total, twoPortsDirect(toPort, crossing))).toBeLessThan(1e-11);
    for (const p of [0.1, 0.5, 0.8, 0.95]) {
      expect(Math.abs(pmfQuantile(total, p) - pmfQuantile(twoPortsDirect(toPort, crossing), p))).toBeLessThan(1e-6);
    }
  });

  it("is not what two independent storms give", () => {
    const shared = totalPmf(chained(toPort, crossing));
    let independent = startChain([storm, storm], STEP);
    independent = exposeTo(addLeg(exposeTo(addLeg(independent, toPort), 0), crossing), 1);
    const apart = totalPmf(independent);
    expect(Math.abs(pmfQuantile(shared, 0.95) - pmfQuantile(apart, 0.95))).toBeGreaterThan(5);
    // Whoever has waited for the first port to open finds the second open more often than not.
    expect(pmfMean(shared)).toBeLessThan(pmfMean(apart));
  });

  it("approaches independence when the leg between is long", () => {
    const long = leg(600, 0.1);
    let independent = startChain([storm, storm], STEP);
    independent = exposeTo(addLeg(exposeTo(addLeg(independent, toPort), 0), long), 1);
    expect(largestDifference(totalPmf(chained(toPort, long)), totalPmf(independent))).toBeLessThan(1e-9);
  });

  it(`agrees with 20,000 simulated journeys within 4 standard errors (seed ${SEED})`, () => {
    const random = stream(SEED, "two ports");
    const spell = (mean: number): number => -mean * Math.log(random());
    const n = 20_000;
    const times = Array.from({ length: n }, () => {
      let open = random() >= closedShare(storm);
      let changes = spell(open ? storm.meanOpenHours : storm.meanClosedHours);
      let now = 0;
      const advance = (until: number): void => {
        while (changes <= until) {
          open = !open;
          changes += spell(open ? storm.meanOpenHours : storm.meanClosedHours);
        }
        now = until;
      };
      for (const law of [gamma(60, 0.4), gamma(20, 0.3)]) {
        advance(now + sampleOf(law, random));
        if (!open) advance(changes);
      }
      return now;
    });
    const total = totalPmf(chained(toPort, crossing));
    for (const x of [60, 80, 100, 120, 150]) {
      const p = pmfCdf(total, x);
      const share = times.filter((time) => time <= x).length / n;
      expect(Math.abs(share - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / n));
    }
  });
});

describe("several causes", () => {
  it("two causes, each met once, are a plain sum with independent waits", () => {
    const legs = [leg(40, 0.5), leg(25, 0.4)];
    let chain = startChain([storm, other], STEP);
    chain = exposeTo(addLeg(chain, legs[0]), 0);
    chain = exposeTo(addLeg(chain, legs[1]), 1);
    const waitFor = (s: Storm): Pmf =>
      mixPmf([
        { weight: 1 - closedShare(s), pmf: pointPmf(0, STEP) },
        { weight: closedShare(s), pmf: discretise(exponential(s.meanClosedHours), STEP) },
      ]);
    const plain = [...legs, waitFor(storm), waitFor(other)].reduce(convolve);
    expect(largestDifference(totalPmf(chain), plain)).toBeLessThan(1e-12);
  });

  it("the other storm goes on while one waits: equals a chain over all four joint states, bin by bin", () => {
    const hops = [leg(10, 0.5), leg(6, 0.4), leg(12, 0.6)];
    const met = [0, 1, 0];
    let chain = startChain([storm, other], STEP);
    for (const [i, hop] of hops.entries()) chain = exposeTo(addLeg(chain, hop), met[i]);
    expect(largestDifference(totalPmf(chain), jointDirect([storm, other], hops, met))).toBeLessThan(1e-10);
  });

  it("a cause that never closes changes nothing", () => {
    const never = { meanOpenHours: 100, meanClosedHours: 0 };
    const one = exposeTo(addLeg(startChain([storm], STEP), leg(30, 0.4)), 0);
    const two = exposeTo(exposeTo(addLeg(startChain([storm, never], STEP), leg(30, 0.4)), 0), 1);
    expect(largestDifference(totalPmf(one), totalPmf(two))).toBeLessThan(1e-13);
    expect(closedProbability(two, 1)).toBe(0);
  });

  it("knows how often each holds", () => {
    let chain = startChain([storm, other], STEP);
    expect(closedProbability(chain, 0)).toBeCloseTo(0.2, 12);
    chain = exposeTo(chain, 0);
    expect(closedProbability(chain, 0)).toBeCloseTo(0, 12);
    expect(closedProbability(chain, 1)).toBeCloseTo(0.2, 12);
    chain = addLeg(chain, discretise(point(8), STEP));
    expect(closedProbability(chain, 0)).toBeCloseTo(0.2 * (1 - Math.exp(-8 * fading(storm))), 12);
  });

  it("without causes is a plain sum", () => {
    const legs = [leg(40, 0.5), leg(25, 0.4), discretise(uniform(0, 24), STEP)];
    const chain = legs.reduce(addLeg, startChain([], STEP));
    expect(largestDifference(totalPmf(chain), legs.reduce(convolve))).toBeLessThan(1e-11);
  });

  it("four causes keep the mass at 1 and a chain as it was when another is made of it", () => {
    const causes = [
      storm,
      other,
      { meanOpenHours: 500, meanClosedHours: 80 },
      { meanOpenHours: 30, meanClosedHours: 4 },
    ];
    const begun = addLeg(startChain(causes, STEP), leg(50, 0.5));
    const before = totalPmf(begun);
    let chain = begun;
    for (let round = 0; round < 8; round++) chain = exposeTo(addLeg(chain, leg(20, 0.4)), round % 4);
    expect(pmfTotal(totalPmf(chain))).toBeCloseTo(1, 9);
    expect(totalPmf(begun)).toEqual(before);
    expect(() => startChain([...causes, storm], STEP)).toThrow(RangeError);
    expect(() => exposeTo(begun, 4)).toThrow(RangeError);
    expect(() => startChain([{ meanOpenHours: 0, meanClosedHours: 3 }], STEP)).toThrow(RangeError);
    expect(() => startChain([{ meanOpenHours: Number.NaN, meanClosedHours: 3 }], STEP)).toThrow(RangeError);
  });
});

describe("long journeys and departures", () => {
  it("grow out of a small transform without change", () => {
    const legs = [leg(60, 0.4), leg(80, 0.3), leg(100, 0.5)];
    const walk = (size: number): Pmf =>
      totalPmf(legs.reduce((chain, hop) => exposeTo(addLeg(chain, hop), 0), startChain([storm], STEP, size)));
    expect(largestDifference(walk(64), walk(32_768))).toBeLessThan(1e-11);
  });

  it("a departure after a port carries the storm's memory through the wait", () => {
    const toPort = leg(20, 0.4);
    const daily = (t: number): number => Math.ceil((t - 1e-9) / 24) * 24;
    let chain = exposeTo(addLeg(startChain([storm], STEP), toPort), 0);
    chain = exposeTo(waitForDeparture(chain, daily), 0);
    // Direct: the first port leaves it open at s; closed at the departure with the faded probability.
    const c = closedShare(storm);
    const wait = discretise(exponential(storm.meanClosedHours), STEP);
    const ready = convolve(
      toPort,
      added(
        weighted(pointPmf(0, STEP), () => 1 - c),
        weighted(wait, () => c),
      ),
    );
    const closed = (arrival: number): number => c * (1 - Math.exp(-fading(storm) * (daily(arrival) - arrival)));
    const leavesOpen = mapDepartures(
      weighted(ready, (s) => 1 - closed(s)),
      daily,
    );
    const leavesClosed = convolve(mapDepartures(weighted(ready, closed), daily), wait);
    expect(largestDifference(totalPmf(chain), added(leavesOpen, leavesClosed))).toBeLessThan(1e-11);
  });
});

/**
 * The law of the time by dynamic programming over (bin, open/closed of both storms): transitions over a known time from the
 * two-state formula, waits summed bin by bin. Slow and independent of eigenvectors and transforms.
 */
function jointDirect(storms: readonly [Storm, Storm], hops: readonly Pmf[], met: readonly number[]): Pmf {
  const bins = 1600;
  // state: bit 0 the first storm closed, bit 1 the second.
  const moves = (s: Storm, from: number, to: number, hours: number): number => {
    const c = closedShare(s);
    const stays = Math.exp(-fading(s) * hours);
    const closedThen = c + ((from === 1 ? 1 : 0) - c) * stays;
    return to === 1 ? closedThen : 1 - closedThen;
  };
  let now = Array.from({ length: 4 }, () => new Float64Array(bins));
  for (let state = 0; state < 4; state++) {
    now[state][0] = storms.reduce((p, s, i) => p * (state & (1 << i) ? closedShare(s) : 1 - closedShare(s)), 1);
  }
  const waits = storms.map((s) => discretise(exponential(s.meanClosedHours), STEP));
  for (const [h, hop] of hops.entries()) {
    const arrived = Array.from({ length: 4 }, () => new Float64Array(bins));
    for (let j = 0; j < hop.mass.length; j++) {
      const hours = (hop.first + j) * STEP;
      for (let from = 0; from < 4; from++) {
        for (let to = 0; to < 4; to++) {
          const p =
            hop.mass[j] * moves(storms[0], from & 1, to & 1, hours) * moves(storms[1], from >> 1, to >> 1, hours);
          for (let t = 0; t + hop.first + j < bins; t++) arrived[to][t + hop.first + j] += p * now[from][t];
        }
      }
    }
    const bit = 1 << met[h];
    const bystander = storms[1 - met[h]];
    const shift = met[h] === 0 ? 1 : 0;
    const passed = Array.from({ length: 4 }, (_, state) =>
      state & bit ? new Float64Array(bins) : arrived[state].slice(),
    );
    const wait = waits[met[h]];
    for (let j = 0; j < wait.mass.length; j++) {
      const bin = wait.first + j;
      for (let from = 0; from < 4; from++) {
        if (!(from & bit)) continue;
        for (const otherState of [0, 1]) {
          const p = wait.mass[j] * moves(bystander, (from >> shift) & 1, otherState, bin * STEP);
          const to = otherState << shift;
          for (let t = 0; t + bin < bins; t++) passed[to][t + bin] += p * arrived[from][t];
        }
      }
    }
    now = passed;
  }
  const mass = new Float64Array(bins);
  for (const state of now) for (let t = 0; t < bins; t++) mass[t] += state[t];
  return { stepHours: STEP, first: 0, mass };
}
