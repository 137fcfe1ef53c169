// Which gauge and which slot of a tally belongs to what. Gauges: three for each block (waiting, busy, blocked), one for each stock (in use), one for each phase of each fleet (vessels in it). Slots: one for each block (its
// waits; of sinks the time from arrival, of fleets the loads), then one for each class.

import { type FlatModel, KIND, NO_LIMIT } from "./flat-model.ts";

/** What a vessel does; the order is that of a call at a port. */
export const PHASE = {
  SAILING: 0,
  WAITING_TO_ENTER: 1,
  UNLOADING: 2,
  LANDING: 3,
  AT_DOCK: 4,
  LOADING: 5,
  WAITING_TO_LEAVE: 6,
} as const;
export const PHASES = 7;

export class GaugePlan {
  /** Greatest value that each gauge may reach; −1 where the distribution is not wanted. */
  readonly limits: readonly number[];
  readonly slots: number;
  readonly classSlot: number;
  readonly #stocks: number;
  readonly #phases: number;

  constructor(flat: FlatModel) {
    const { blocks } = flat;
    const limits: number[] = [];
    for (let b = 0; b < blocks.count; b++) {
      const waits = blocks.kind[b] === KIND.SERVER || blocks.kind[b] === KIND.STORE;
      limits.push(waits ? roomOf(blocks.room[b]) : -1, busyLimit(flat, b), -1);
    }
    this.#stocks = limits.length;
    for (const { count } of flat.stocks) limits.push(count);
    this.#phases = limits.length;
    for (const { vessels } of flat.fleets) for (let phase = 0; phase < PHASES; phase++) limits.push(vessels);
    this.limits = limits;
    this.classSlot = blocks.count;
    this.slots = blocks.count + flat.classes.length;
  }

  readonly queue = (block: number): number => 3 * block;
  readonly busy = (block: number): number => 3 * block + 1;
  readonly blocked = (block: number): number => 3 * block + 2;
  stock(stock: number): number {
    return this.#stocks + stock;
  }
  phase(fleet: number, phase: number): number {
    return this.#phases + fleet * PHASES + phase;
  }
}

/** One more than the room, for the instant between. */
const roomOf = (room: number): number => (room === NO_LIMIT ? NO_LIMIT : room + 1);

function busyLimit({ blocks }: FlatModel, b: number): number {
  if (blocks.kind[b] === KIND.DELAY) return NO_LIMIT;
  return blocks.kind[b] === KIND.SERVER && blocks.law[b] >= 0 ? blocks.servers[b] : -1;
}
