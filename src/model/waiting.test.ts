import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stream } from "../lib/random.ts";
import { poissonCdf } from "../lib/special.ts";
import {
  cdfOf,
  exponential,
  lognormal,
  meanOf,
  quantileOf,
  sampleOf,
  uniform,
  varianceOf,
  ZERO,
} from "./distribution.ts";
import { pmfCdf, pmfMean, pmfTotal, pmfVariance } from "./pmf.ts";
import { instant } from "./units.ts";
import { type FullOrTimeout, fullOrTimeoutWait, headwayWait, nextTimetableDeparture } from "./waiting.ts";

const SEED = 20_261_201;

describe("headways", () => {
  it("wait mean/2 (1 + cv²)", () => {
    for (const [mean, cv] of [
      [24, 0],
      [84, 0.5],
      [168, 1],
      [12, 1.8],
    ]) {
      expect(meanOf(headwayWait(mean, cv))).toBeCloseTo((mean / 2) * (1 + cv * cv), 9);
      expect(meanOf(headwayWait(mean, cv, "lognormal"))).toBeCloseTo((mean / 2) * (1 + cv * cv), 9);
    }
  });

  it("are uniform without spread and exponential for Poisson departures", () => {
    expect(headwayWait(24, 0)).toEqual(uniform(0, 24));
    expect(headwayWait(24, 1)).toEqual(exponential(24));
    expect(headwayWait(0, 0)).toEqual(ZERO);
    expect(() => headwayWait(Number.NaN, 0)).toThrow(RangeError);
  });

  it(`agree with arrivals dropped at random into simulated departures within 4 standard errors (seed ${SEED})`, () => {
    const wait = headwayWait(84, 0.6, "lognormal");
    const random = stream(SEED, "headway");
    const headway = lognormal(84, 0.6);
    // One arrival in each of many independent stretches, far from the stretch's beginning.
    const waits = Array.from({ length: 20_000 }, () => {
      const arrival = 2000 + 1000 * random();
      let departure = 0;
      while (departure < arrival) departure += sampleOf(headway, random);
      return departure - arrival;
    });
    const n = waits.length;
    const mean = waits.reduce((a, b) => a + b, 0) / n;
    expect(Math.abs(mean - meanOf(wait))).toBeLessThan(4 * Math.sqrt(varianceOf(wait) / n));
    for (const p of [0.1, 0.5, 0.9]) {
      const share = waits.filter((w) => w <= quantileOf(wait, p)).length / n;
      expect(Math.abs(share - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / n));
    }
  });
});

/** Waits of tagged consignments by playing the ship's rule; state found = that of the background at a random time. */
function simulate(service: Required<FullOrTimeout>, count: number, name: string): number[] {
  const { arrivalsPerHour: rate, capacity, patienceHours: patience, units } = service;
  const random = stream(SEED, name);
  const gap = (): number => -Math.log(random()) / rate;
  const waits: number[] = [];
  let aboard = 0;
  let leaves = Number.POSITIVE_INFINITY;
  let now = 0;
  while (waits.length < count) {
    // Every fourth background arrival is preceded by a tagged consignment that only looks: the background goes on without it.
    const next = now + gap();
    if (leaves <= next) aboard = 0;
    if (aboard === 0) leaves = Number.POSITIVE_INFINITY;
    now = next;
    if (random() < 0.25) {
      waits.push(
        lookAhead({ aboard, leaves: aboard === 0 ? now + patience : leaves, now }, units, capacity, patience, gap),
      );
    }
    if (aboard === 0) leaves = now + patience;
    aboard++;
    if (aboard === capacity) aboard = 0;
  }
  return waits;
}

function lookAhead(
  found: { aboard: number; leaves: number; now: number },
  units: number,
  capacity: number,
  patience: number,
  gap: () => number,
): number {
  let aboard = found.aboard + units;
  let leaves = found.leaves;
  if (aboard > capacity) {
    aboard = ((aboard - 1) % capacity) + 1;
    leaves = found.now + patience;
  }
  let now = found.now;
  while (aboard < capacity) {
    now += gap();
    if (now >= leaves) return leaves - found.now;
    aboard++;
  }
  return now - found.now;
}

describe("sail when full or at a patience", () => {
  it("two units a day, ten places, three days: batch 6.8387, mean wait 1.6269 d; 2.25 d without patience", () => {
    const wait = fullOrTimeoutWait({ arrivalsPerHour: 2 / 24, capacity: 10, patienceHours: 72 });
    expect(wait.batchMean).toBeCloseTo(6.8387, 4);
    expect(wait.meanHours / 24).toBeCloseTo(1.6269, 4);
    const pure = fullOrTimeoutWait({ arrivalsPerHour: 2 / 24, capacity: 10, patienceHours: Number.POSITIVE_INFINITY });
    expect(pure.meanHours / 24).toBeCloseTo(2.25, 12);
  });

  const cases: Required<FullOrTimeout>[] = [
    { arrivalsPerHour: 2, capacity: 10, patienceHours: 3, units: 1 },
    { arrivalsPerHour: 0.5, capacity: 4, patienceHours: 5, units: 1 },
    { arrivalsPerHour: 5, capacity: 40, patienceHours: 100, units: 1 },
    { arrivalsPerHour: 2, capacity: 10, patienceHours: 3, units: 4 },
    { arrivalsPerHour: 2, capacity: 10, patienceHours: 3, units: 23 },
    { arrivalsPerHour: 1, capacity: 2, patienceHours: 1, units: 2 },
    { arrivalsPerHour: 3, capacity: 28, patienceHours: 8, units: 10 },
  ];

  it.each(cases)(`agrees with 30,000 simulated consignments within 4 standard errors: %o (seed ${SEED})`, (service) => {
    const wait = fullOrTimeoutWait(service);
    const waits = simulate(service, 30_000, JSON.stringify(service));
    const n = waits.length;
    const mean = waits.reduce((a, b) => a + b, 0) / n;
    // Neighbouring tagged consignments often find the same ship: count batches of 30 for the standard error.
    const batches = Array.from({ length: n / 30 }, (_, b) => waits.slice(30 * b, 30 * b + 30));
    const errorOf = (f: (w: number) => number): number => {
      const means = batches.map((batch) => batch.reduce((a, w) => a + f(w), 0) / 30);
      const centre = means.reduce((a, m) => a + m, 0) / means.length;
      const variance = means.reduce((a, m) => a + (m - centre) ** 2, 0) / (means.length - 1);
      return Math.sqrt(variance / means.length);
    };
    expect(Math.abs(mean - wait.meanHours)).toBeLessThan(4 * errorOf((w) => w));
    const square = waits.reduce((a, w) => a + w * w, 0) / n;
    const expected = wait.varianceHours2 + wait.meanHours ** 2;
    expect(Math.abs(square - expected)).toBeLessThan(4 * errorOf((w) => w * w));
    for (const x of [0, 0.2, 0.5, 0.8, 0.999].map((share) => share * service.patienceHours)) {
      const share = waits.filter((w) => w <= x).length / n;
      expect(Math.abs(share - wait.cdf(x))).toBeLessThanOrEqual(4 * errorOf((w) => (w <= x ? 1 : 0)) + 1e-3 / n);
    }
    expect(wait.cdf(service.patienceHours)).toBe(1);
  });

  it("has the atoms at 0 and at the patience that the formula gives", () => {
    const wait = fullOrTimeoutWait({ arrivalsPerHour: 2, capacity: 10, patienceHours: 3 });
    expect(wait.cdf(0)).toBeCloseTo((1 - poissonCdf(8, 6)) / wait.batchMean, 12);
    expect(1 - wait.cdf(3 - 1e-12)).toBeCloseTo(poissonCdf(8, 6) / wait.batchMean, 9);
    expect(wait.cdf(-1e-9)).toBe(0);
  });

  it("its mass on a grid has the mean, the variance (plus at most step²/4) and the cdf", () => {
    const step = 0.05;
    for (const service of [...cases, { arrivalsPerHour: 8, capacity: 2000, patienceHours: 240 }]) {
      const wait = fullOrTimeoutWait(service);
      const pmf = wait.pmf(service.capacity > 100 ? 1 : step);
      expect(pmfTotal(pmf)).toBeCloseTo(1, 12);
      expect(Math.min(...pmf.mass)).toBeGreaterThanOrEqual(0);
      expect(pmfMean(pmf)).toBeCloseTo(wait.meanHours, 9);
      const added = pmfVariance(pmf) - wait.varianceHours2;
      expect(added).toBeGreaterThan(-1e-9);
      expect(added).toBeLessThan(pmf.stepHours ** 2 / 4);
      for (const share of [0.1, 0.4, 0.7]) {
        const x = pmf.stepHours * Math.round((share * service.patienceHours) / pmf.stepHours);
        expect(Math.abs(pmfCdf(pmf, x) - wait.cdf(x))).toBeLessThan(0.01 * pmf.stepHours + 0.002);
      }
    }
  });

  it("as a distribution keeps mean and cdf", () => {
    const wait = fullOrTimeoutWait({ arrivalsPerHour: 2, capacity: 10, patienceHours: 3 });
    expect(meanOf(wait.distribution())).toBeCloseTo(wait.meanHours, 9);
    expect(cdfOf(wait.distribution(), 1)).toBeCloseTo(wait.cdf(1), 2);
  });

  it("meets its limits", () => {
    const at = (over: Partial<FullOrTimeout>) =>
      fullOrTimeoutWait({ arrivalsPerHour: 2, capacity: 10, patienceHours: 3, ...over });
    expect(at({ capacity: 1 }).meanHours).toBe(0);
    expect(at({ patienceHours: 0 }).meanHours).toBe(0);
    expect(at({ arrivalsPerHour: 0 }).meanHours).toBe(3);
    expect(at({ arrivalsPerHour: 0 }).cdf(2.9)).toBe(0);
    expect(pmfMean(at({ arrivalsPerHour: 0 }).pmf(0.4))).toBeCloseTo(3, 12);
    expect(at({ units: 10 }).cdf(0)).toBeGreaterThan(at({ units: 1 }).cdf(0));
    expect(at({ units: 2.2 }).meanHours).toBe(at({ units: 3 }).meanHours);
    expect(meanOf(at({ capacity: 1 }).distribution())).toBe(0);
    // Rare arrivals and a patience: everybody waits it out, nearly alone.
    expect(at({ arrivalsPerHour: 1e-9 }).meanHours).toBeCloseTo(3, 6);
  });

  it("refuses what cannot be", () => {
    const fine = { arrivalsPerHour: 2, capacity: 10, patienceHours: 3 };
    for (const bad of [
      { arrivalsPerHour: -1 },
      { arrivalsPerHour: Number.NaN },
      { capacity: 0.5 },
      { capacity: Number.NaN },
      { patienceHours: -1 },
      { units: 0 },
      { units: Number.NaN },
      { arrivalsPerHour: 0, patienceHours: Number.POSITIVE_INFINITY },
    ]) {
      expect(() => fullOrTimeoutWait({ ...fine, ...bad }), JSON.stringify(bad)).toThrow(RangeError);
    }
  });

  it("more traffic never makes a ship with patience slower to fill, and the wait never exceeds the patience", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 20, noNaN: true }),
        fc.integer({ min: 1, max: 300 }),
        fc.double({ min: 0.1, max: 300, noNaN: true }),
        fc.integer({ min: 1, max: 400 }),
        (arrivalsPerHour, capacity, patienceHours, units) => {
          const wait = fullOrTimeoutWait({ arrivalsPerHour, capacity, patienceHours, units });
          expect(wait.meanHours).toBeGreaterThanOrEqual(-1e-12);
          expect(wait.meanHours).toBeLessThanOrEqual(patienceHours * (1 + 1e-12));
          expect(wait.batchMean).toBeLessThanOrEqual(capacity * (1 + 1e-12));
          let last = 0;
          for (let i = 0; i <= 20; i++) {
            const p = wait.cdf((i / 20) * patienceHours);
            expect(p).toBeGreaterThanOrEqual(last - 1e-12);
            last = p;
          }
          expect(last).toBe(1);
        },
      ),
      { numRuns: 200, seed: SEED },
    );
  });
});

describe("weekly timetables", () => {
  const timetable = [
    { day: 0, hour: 12 },
    { day: 3, hour: 6 },
  ];
  const next = (zone: string, at: string, table = timetable): string =>
    new Date(nextTimetableDeparture(table, zone, instant(at)) * 3_600_000).toISOString().slice(0, 16);

  it("leaves at local times", () => {
    // 1 December 2026 is a Tuesday.
    expect(next("UTC", "2026-12-01")).toBe("2026-12-03T06:00");
    expect(next("Asia/Muscat", "2026-12-01")).toBe("2026-12-03T02:00");
    expect(next("Asia/Colombo", "2026-12-01")).toBe("2026-12-03T00:30");
    expect(next("UTC", "2026-12-03T06:00:00Z")).toBe("2026-12-03T06:00");
    expect(next("UTC", "2026-12-03T06:01:00Z")).toBe("2026-12-07T12:00");
  });

  it("crosses the change of clocks: the same local hour, another instant", () => {
    const sunday = [{ day: 6, hour: 12 }];
    // Central European time begins on 25 October 2026.
    expect(next("Europe/Oslo", "2026-10-13", sunday)).toBe("2026-10-18T10:00");
    expect(next("Europe/Oslo", "2026-10-19", sunday)).toBe("2026-10-25T11:00");
    // Summer time begins on 28 March 2027.
    expect(next("Europe/Oslo", "2027-03-22", sunday)).toBe("2027-03-28T10:00");
  });

  it("a skipped hour leaves later by the gap, a doubled one the first time", () => {
    const night = [{ day: 6, hour: 2.5 }];
    expect(next("Europe/Oslo", "2027-03-22", night)).toBe("2027-03-28T01:30");
    expect(next("Europe/Oslo", "2026-10-20", night)).toBe("2026-10-25T00:30");
    expect(next("Europe/Oslo", "2026-10-25T00:45:00Z", night)).toBe("2026-11-01T01:30");
  });

  it("follows zones that changed their offset for good", () => {
    // From UTC+8:30 to UTC+9 on 5 May 2018; the engine's zone data must know.
    const friday = [{ day: 4, hour: 9 }];
    expect(next("Asia/Pyongyang", "2018-04-23", friday)).toBe("2018-04-27T00:30");
    expect(next("Asia/Pyongyang", "2018-05-07", friday)).toBe("2018-05-11T00:00");
  });

  it("refuses an empty timetable and an unknown zone", () => {
    expect(() => nextTimetableDeparture([], "UTC", 0)).toThrow(RangeError);
    expect(() => nextTimetableDeparture(timetable, "Mars/Olympus", 0)).toThrow(RangeError);
  });

  it("every departure is in the timetable and none is passed over", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 24 * 365 * 3 }),
        fc.constantFrom("UTC", "Asia/Yakutsk", "Asia/Riyadh", "Europe/Oslo", "America/Halifax"),
        (hour, zone) => {
          const at = instant("2025-01-01") + hour;
          const departure = nextTimetableDeparture(timetable, zone, at);
          expect(departure).toBeGreaterThanOrEqual(at);
          expect(departure - at).toBeLessThanOrEqual(7 * 24 + 1);
          const local = new Intl.DateTimeFormat("en-GB", { timeZone: zone, weekday: "short", hour: "2-digit" }).format(
            new Date(departure * 3_600_000),
          );
          expect(["Mon 12", "Thu 06"]).toContain(local.replace(",", ""));
          // Asking again a moment before it leaves gives the same.
          expect(nextTimetableDeparture(timetable, zone, departure - 0.01)).toBe(departure);
        },
      ),
      { numRuns: 200, seed: SEED },
    );
  });
});
