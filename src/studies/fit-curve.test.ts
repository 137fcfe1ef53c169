import { describe, expect, it } from "vitest";
import { fullOrTimeoutWait } from "../model/waiting.ts";
import { fitStation, type Station } from "./delay-fit.ts";
import { fitCurve, shapeAt } from "./fit-curve.ts";

const USES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9];
const exact = (hours: (use: number) => number, uses = USES) =>
  uses.map((use) => ({ use, hours: hours(use), error: 0 }));

describe("a curve through waits", () => {
  it("finds base, scale and power again", () => {
    const curve = fitCurve(
      exact((use) => 20 + 5 * shapeAt(use / 1.1, 3)),
      1.1,
    );
    expect(curve).toMatchObject({ power: 3, pole: 1.1, low: 0.1, high: 0.9, points: 10 });
    expect(curve?.baseHours).toBeCloseTo(20, 9);
    expect(curve?.scaleHours).toBeCloseTo(5, 9);
    expect(curve?.worstHours).toBeLessThan(1e-9);
    expect(curve?.r2).toBeCloseTo(1, 12);
  });

  it("M/M/1 is one of them: ρ/(1 − ρ) times the service", () => {
    const curve = fitCurve(
      exact((use) => (3 * use) / (1 - use)),
      1,
    );
    expect(curve?.power).toBe(1);
    expect(curve?.scaleHours).toBeCloseTo(3, 9);
    expect(curve?.baseHours).toBeCloseTo(0, 9);
  });

  it("ships held for cargo: never falls, is the least wait, and says how much longer thin traffic waits", () => {
    // Exactly known: a ship of 40 that leaves full or 48 hours after its first unit.
    const wait = (perHour: number): number =>
      fullOrTimeoutWait({ arrivalsPerHour: perHour, capacity: 40, patienceHours: 48 }).meanHours;
    const held = exact((use) => wait(4 * use));
    expect(held[0].hours).toBeGreaterThan(held[9].hours);
    const curve = fitCurve(held, 1);
    expect(curve?.thinHours).toBe(held[0].hours);
    expect(curve?.baseHours).toBeCloseTo(held[9].hours, 6);
    expect(curve?.scaleHours).toBeCloseTo(0, 6);
    expect(curve?.low).toBe(0.9);
    // With a queue on top the rise begins where the sum is least.
    const both = fitCurve(
      exact((use) => wait(4 * use) + 6 * shapeAt(use, 4)),
      1,
    );
    const least = Math.min(...USES.map((use) => wait(4 * use) + 6 * shapeAt(use, 4)));
    expect(both?.low).toBeGreaterThan(0.3);
    expect(both?.baseHours).toBeLessThan(1.1 * least);
    expect(both?.scaleHours).toBeGreaterThan(3);
  });

  it("is none for fewer than four waits below the pole", () => {
    expect(
      fitCurve(
        exact(() => 1, [0.1, 0.2, 0.3, 1.2, 1.4]),
        1,
      ),
    ).toBeUndefined();
  });
});

describe("a station simulated by itself", () => {
  const station = (servers: number): Station => ({ id: "station", servers, meanHours: 2, cv: 1, inputs: "" });

  // Exponential service: M/M/1 and M/M/2 in closed form.
  it.each([
    [1, (use: number) => (2 * use) / (1 - use)],
    [2, (use: number) => (2 * use * use) / (1 - use * use)],
  ])("M/M/%i: within a twelfth of the truth over the whole range", (servers, truth) => {
    const fit = fitStation(station(servers), { seed: 7, replications: 4 });
    expect(fit?.row.pole).toBe(1);
    for (const use of [0.4, 0.6, 0.8, 0.9]) {
      const { scaleHours = 0, power = 1 } = fit?.row ?? {};
      const wait = scaleHours * shapeAt(use, power);
      expect(Math.abs(wait - truth(use))).toBeLessThan(truth(use) / 12);
    }
  });
});
