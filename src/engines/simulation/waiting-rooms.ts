// Who waits, and in which order: waiting rooms (by priority, then first come first served) and those who are blocked and wait
// for room in a block. Lists through the rows of entities; none of it decides anything.

import { PLACE } from "./entity-rows.ts";
import { LEVELS as LEVEL_COUNT } from "./flat-model.ts";
import { AGENDA, KernelState } from "./kernel-state.ts";

// As constants of this file they cost nothing to read.
const LEVELS = LEVEL_COUNT;
const { WAITING } = PLACE;
const { ROOM } = AGENDA;

export class WaitingRooms extends KernelState {
  enqueue(b: number, e: number): void {
    const level = this.byPriority[b] === 1 ? this.levelOf[e] : 0;
    const at = b * LEVELS + level;
    const tail = this.queueTail[at];
    this.next[e] = -1;
    if (tail < 0) this.queueHead[at] = e;
    else this.next[tail] = e;
    this.queueTail[at] = e;
    this.sinceAt[e] = this.now;
    this.placeOf[e] = WAITING;
    this.tally.move(3 * b, 1);
  }

  /** The first who waits, −1 without any. */
  headOf(b: number): number {
    if (this.byPriority[b] === 0) return this.queueHead[b * LEVELS];
    for (let at = (b + 1) * LEVELS - 1; at >= b * LEVELS; at--) if (this.queueHead[at] >= 0) return this.queueHead[at];
    return -1;
  }

  /** Takes the first who waits out; there is one. */
  dequeue(b: number): number {
    let at = b * LEVELS;
    if (this.byPriority[b] === 1) {
      at += LEVELS - 1;
      while (this.queueHead[at] < 0) at--;
    }
    return this.takeOut(b, at);
  }

  takeOut(b: number, at: number): number {
    const e = this.queueHead[at];
    const after = this.next[e];
    this.queueHead[at] = after;
    if (after < 0) this.queueTail[at] = -1;
    this.tally.move(3 * b, -1);
    this.tally.value[0] = this.clock[0] - this.sinceAt[e];
    this.tally.record(b);
    if (this.keepsLostTime) this.lostTime.end(b, e);
    if (this.waiterHead[b] >= 0) this.lookAt(ROOM, b);
    return e;
  }

  /** Waits for room; higher priority first, then first come first served. */
  addWaiter(target: number, e: number): void {
    const { nextWaiter, levelOf, waiterHead, waiterTail } = this;
    const tail = waiterTail[target];
    if (tail >= 0 && levelOf[tail] < levelOf[e]) {
      let before = -1;
      let at = waiterHead[target];
      while (levelOf[at] >= levelOf[e]) {
        before = at;
        at = nextWaiter[at];
      }
      nextWaiter[e] = at;
      if (before < 0) waiterHead[target] = e;
      else nextWaiter[before] = e;
      return;
    }
    nextWaiter[e] = -1;
    if (tail < 0) waiterHead[target] = e;
    else nextWaiter[tail] = e;
    waiterTail[target] = e;
  }
}
