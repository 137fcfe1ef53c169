import { expect, it } from "vitest";
import { stream } from "../lib/random.ts";
import { roundWeatherHours, type Shore, type Spells } from "./ship-round.ts";

const none: Shore = { closures: [], sailHours: 20 };
const shut: Shore = { closures: ["gale"], sailHours: 20 };
/** Closed 30 of 120 hours. */
const gale = { id: "gale", openByMonth: [90], closedByMonth: [30] };
const chance = (since: number): number => 0.25 * (1 - Math.exp(-since / 22.5));

/** Spells of one month. */
const spell = (id: string, open: number, closed: number): Spells => ({
  id,
  openByMonth: [open],
  closedByMonth: [closed],
});

it("one shore: a ship meets it as it became while it lay there, and as it became while it was away", () => {
  expect(roundWeatherHours([none, none], [gale], 10)).toBe(0);
  // 1/22.5 = 1/90 + 1/30; away is there, 10 hours, and back.
  expect(roundWeatherHours([none, shut], [gale], 10)).toBeCloseTo(30 * (chance(10) + chance(20 + 10 + 20)), 12);
  // Who was away for long meets it as it is.
  const far = { ...none, sailHours: 2000 };
  expect(roundWeatherHours([{ ...far, closures: ["gale"] }, far], [gale], 10)).toBeCloseTo(
    30 * (0.25 + chance(10)),
    12,
  );
});

it("two causes alike at one port: one may begin while the other is waited for", () => {
  // With α = 1/90 and β = 1/30: (α + β) h1 = 1 + α h2 and h2 = 1/(2β) + h1, of one that shuts and of two.
  const one = 30 + (30 * 30) / (2 * 90);
  const two = 15 + one;
  const wait = (shutShare: number): number => 2 * shutShare * (1 - shutShare) * one + shutShare * shutShare * two;
  const port = { closures: ["gale", "swell"], sailHours: 2000 };
  const hours = roundWeatherHours([port, { ...none, sailHours: 2000 }], [gale, { ...gale, id: "swell" }], 10);
  expect(hours).toBeCloseTo(wait(chance(10)) + wait(0.25), 11);
});

it("a cause that never shuts changes nothing, and many causes are still answered", () => {
  const port = { closures: ["gale", "calm"], sailHours: 20 };
  expect(roundWeatherHours([port, shut], [gale, spell("calm", 100, 0)], 10)).toBe(
    roundWeatherHours([shut, shut], [gale], 10),
  );
  // Beginnings at 1/90 of forty causes with 1/3600 each, shut a quarter of the time together as the one is.
  const ids = Array.from({ length: 40 }, (_, i) => `gale ${i}`);
  const closed = 3600 * ((1 + 1 / 3) ** (1 / 40) - 1);
  const many = { closures: ids, sailHours: 20 };
  const hours = roundWeatherHours([many, many], [...ids.map((id) => spell(id, 3600, closed))], 10);
  expect(hours).toBeGreaterThan(roundWeatherHours([shut, shut], [gale], 10));
  expect(hours).toBeLessThan(1.5 * roundWeatherHours([shut, shut], [gale], 10));
});

/** Rounds of a ship in weather drawn spell by spell: mean hours of waiting in a round, and its standard error from 50 batches. */
function simulated(shores: readonly [Shore, Shore], spells: readonly Spells[], inPortHours: number) {
  const random = stream(20261127, "rounds");
  const draw = (mean: number): number => -mean * Math.log(random());
  const causes = spells.map(({ id, openByMonth: [open], closedByMonth: [closed] }) => ({
    id,
    means: [open, closed],
    isShut: 0,
    until: draw(open),
  }));
  let now = 0;
  const pass = (to: number): void => {
    now = to;
    for (const cause of causes) {
      while (cause.until <= now) {
        cause.isShut = 1 - cause.isShut;
        cause.until += draw(cause.means[cause.isShut]);
      }
    }
  };
  const waitAt = ({ closures }: Shore): number => {
    const came = now;
    for (;;) {
      const shutting = causes.find(({ id, isShut }) => isShut === 1 && closures.includes(id));
      if (shutting === undefined) return now - came;
      pass(shutting.until);
    }
  };
  const round = (): number => {
    let hours = 0;
    for (const [from, to] of [shores, [shores[1], shores[0]]]) {
      pass(now + inPortHours);
      hours += waitAt(from);
      pass(now + from.sailHours);
      hours += waitAt(to);
    }
    return hours;
  };
  for (let i = 0; i < 20; i++) round();
  const batches = Array.from({ length: 50 }, () => {
    let hours = 0;
    for (let i = 0; i < 1000; i++) hours += round();
    return hours / 1000;
  });
  const mean = batches.reduce((sum, each) => sum + each, 0) / 50;
  const spread = batches.reduce((sum, each) => sum + (each - mean) ** 2, 0) / 49;
  return { mean, error: Math.sqrt(spread / 50) };
}

// The last number is the waits of the causes added up, which is what this was: too little where spells are long.
const winter = [
  spell("sea", 203, 43.5),
  spell("shore", 246.5, 43.5),
  spell("far", 246.5, 43.5),
  spell("swell", 90, 36),
];
const summer = [spell("sea", 1152, 24), spell("shore", 1176, 24), spell("far", 1176, 24)];
it.each([
  ["three causes at one port, one of them shared", ["sea", "shore", "swell"], winter, 64.2, 57.9],
  ["two causes at either port, one of them shared", ["sea", "shore"], winter, 41.1, 39.5],
  ["rare spells", ["sea", "shore"], summer, 3.17, 3.17],
] as const)("%s: as simulated", (_, closures, spells, hours, added) => {
  const shores = [
    { closures, sailHours: 24 },
    { closures: ["sea", "far"], sailHours: 24 },
  ] as const;
  const exact = roundWeatherHours(shores, spells, 40);
  const { mean, error } = simulated(shores, spells, 40);
  expect(Math.abs(exact - mean)).toBeLessThan(4 * error);
  expect(exact).toBeCloseTo(hours, hours > 10 ? 1 : 2);
  if (hours > 10) expect(mean - added).toBeGreaterThan(4 * error);
});

it("one weather on both shores: who has just left open water meets it shut less often", () => {
  const both = roundWeatherHours([shut, shut], [gale], 10);
  expect(both).toBeCloseTo(2 * 30 * (chance(10) + chance(20)), 12);
  // Two shores with a weather each, independent.
  const apart = roundWeatherHours([shut, { closures: ["other"], sailHours: 20 }], [gale, { ...gale, id: "other" }], 10);
  expect(apart).toBeGreaterThan(both);
});

it("a year is the mean of its months", () => {
  const calm = { id: "gale", openByMonth: [600], closedByMonth: [18] };
  const year = { id: "gale", openByMonth: [90, 600], closedByMonth: [30, 18] };
  const hours = (spells: typeof gale): number => roundWeatherHours([shut, shut], [spells], 10);
  expect(hours(year)).toBeCloseTo((hours(gale) + hours(calm)) / 2, 12);
});
