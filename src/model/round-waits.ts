// How long does a ship that goes round between two shores wait for weather, several causes of which shut either shore? Exact for
// independent exponential spells: the joint Markov chain of the causes (2^k states), each in closed form while the ship lies or
// sails, one linear system per wait (mean times to absorption: Kemeny & Snell 1960), in the steady state of the round itself.
// Not covered: distributions of waits; months that change on the way; of more than six causes, those at the same shores are taken
// as one (nine as six: 2 % too little).

import { expOf } from "../lib/exact-math.ts";
import { solveDense } from "../lib/solve-dense.ts";

/** A cause in one month. */
export interface ShoreCause {
  /** Mean hours of a spell; closed above 0. */
  readonly openHours: number;
  readonly closedHours: number;
  /** Which shores it shuts: 1 the first, 2 the second, 3 both. */
  readonly shuts: number;
}

/** A ship at either end: so long in port until it would leave, and at sea from there to the other end, hours. */
export interface RoundLegs {
  readonly inPortHours: number;
  readonly sailHours: readonly [number, number];
}

const MOST_CAUSES = 6;
/** Rates stay finite where it is never open. */
const LEAST_HOURS = 1e-6;

/** Mean hours a round in the roads of either shore, before it comes and before it leaves. Ships neither come nor leave while any cause shuts. */
export function roundWaitHours(causes: readonly ShoreCause[], { inPortHours, sailHours }: RoundLegs): number {
  const chain = new WeatherChain(asFew(causes.filter(({ closedHours, shuts }) => closedHours > 0 && shuts > 0)));
  // A round begins when the first shore is seen open: a chain over the states in which it is.
  const begins = chain.openAt(1);
  const size = begins.length;
  const waits = new Float64Array(size);
  const balance = new Float64Array(size * size);
  for (const [i, state] of begins.entries()) {
    const chances = new Float64Array(chain.size);
    chances[state] = 1;
    for (const [from, to] of [
      [1, 2],
      [2, 1],
    ]) {
      chain.pass(chances, inPortHours);
      waits[i] += chain.untilOpen(chances, from);
      chain.pass(chances, sailHours[from - 1]);
      waits[i] += chain.untilOpen(chances, to);
    }
    for (const [j, ends] of begins.entries()) balance[j * size + i] = (i === j ? 1 : 0) - chances[ends];
  }
  // One equation follows from the others; chances add up to 1 in its place.
  const steady = new Float64Array(size);
  balance.fill(1, 0, size);
  steady[0] = 1;
  solveDense(balance, steady, size);
  return waits.reduce((sum, hours, i) => sum + hours * steady[i], 0);
}

/** Causes at once; bit i of a state says that cause i shuts. */
class WeatherChain {
  readonly size: number;
  readonly #causes: readonly ShoreCause[];
  /** Bits of the causes that shut the first shore, and the second. */
  readonly #shutting: readonly [number, number];

  constructor(causes: readonly ShoreCause[]) {
    this.size = 1 << causes.length;
    this.#causes = causes;
    const bitsOf = (shore: number): number =>
      causes.reduce((bits, { shuts }, i) => bits | (shuts & shore ? 1 << i : 0), 0);
    this.#shutting = [bitsOf(1), bitsOf(2)];
  }

  /** States in which a shore is open. */
  openAt(shore: number): number[] {
    const shutting = this.#shutting[shore - 1];
    return Array.from({ length: this.size }, (_, state) => state).filter((state) => (state & shutting) === 0);
  }

  /** Time goes by: chances of the states after so many hours, in place. */
  pass(chances: Float64Array, hours: number): void {
    for (const [i, { openHours, closedHours }] of this.#causes.entries()) {
      const shut = closedHours / (openHours + closedHours);
      const changed = hours > 0 ? 1 - expOf(-hours * (1 / openHours + 1 / closedHours)) : 0;
      for (let state = 0; state < this.size; state++) {
        const other = state | (1 << i);
        if (other === state) continue;
        const [open, closed] = [chances[state], chances[other]];
        const flow = (open * shut - closed * (1 - shut)) * changed;
        chances[state] = open - flow;
        chances[other] = closed + flow;
      }
    }
  }

  /**
   * A ship waits until a shore is open: its mean hours, and in place the chances of the states in which it sees it open. Hours in
   * each state before, x, solve xᵀ(−Q) = chancesᵀ over the states in which it is shut.
   */
  untilOpen(chances: Float64Array, shore: number): number {
    const shutting = this.#shutting[shore - 1];
    const index = new Int32Array(this.size).fill(-1);
    let size = 0;
    for (let state = 0; state < this.size; state++) if (state & shutting) index[state] = size++;
    if (size === 0) return 0;
    const rates = this.#causes.map(({ openHours, closedHours }) => [1 / openHours, 1 / closedHours] as const);
    const matrix = new Float64Array(size * size);
    const hours = new Float64Array(size);
    for (let state = 0; state < this.size; state++) {
      const row = index[state];
      if (row < 0) continue;
      hours[row] = chances[state];
      for (const [i, rate] of rates.entries()) {
        const isShut = (state >> i) & 1;
        const before = index[state ^ (1 << i)];
        matrix[row * size + row] += rate[isShut];
        if (before >= 0) matrix[row * size + before] -= rate[1 - isShut];
      }
    }
    solveDense(matrix, hours, size);
    for (let state = 0; state < this.size; state++) {
      if (state & shutting) chances[state] = 0;
      else
        for (const [i, rate] of rates.entries()) {
          const before = index[state ^ (1 << i)];
          if (before >= 0) chances[state] += hours[before] * rate[1];
        }
    }
    return hours.reduce((sum, each) => sum + each, 0);
  }
}

/** Of causes that shut the same shores one with their share and their rate of beginning, until so few are left that 2^k states are few. */
function asFew(causes: readonly ShoreCause[]): ShoreCause[] {
  const few = causes.map((cause) => ({ ...cause, openHours: Math.max(LEAST_HOURS, cause.openHours) }));
  while (few.length > MOST_CAUSES) {
    const last = few.findLastIndex(({ shuts }, i) => few.findIndex((other) => other.shuts === shuts) < i);
    const [one] = few.splice(last, 1);
    const like = few.findIndex(({ shuts }) => shuts === one.shuts);
    const other = few[like];
    const openHours = 1 / (1 / one.openHours + 1 / other.openHours);
    const shutByOpen = (1 + one.closedHours / one.openHours) * (1 + other.closedHours / other.openHours) - 1;
    few[like] = { openHours, closedHours: openHours * shutByOpen, shuts: one.shuts };
  }
  return few;
}
