// Which way does an entity go, and what happens where it passes without stopping: routes, marks, releases, deliveries, and the
// end at a sink. None of it takes time or holds anybody.

import { KIND } from "./flat-model.ts";
import { AGENDA } from "./kernel-state.ts";
import { WaitingRooms } from "./waiting-rooms.ts";

// What is imported V8 reads anew each time; as constants of this file they cost nothing.
const { ROUTE, ROUTE_BY_CLASS, RELEASE } = KIND;

export class Ways extends WaitingRooms {
  /** Somebody leaves the system. */
  leave(b: number, e: number): void {
    if (this.aboard[e] > 0) {
      this.#leaveAll(b, e);
      return;
    }
    this.tally.value[0] = this.clock[0] - this.bornAt[e];
    this.tally.record(b);
    if (this.isTold && this.flat.blocks.isSilent[b] === 0) this.#tell(e);
    this.moveInside(-1);
    this.left++;
    this.release(e);
  }

  /** A carrier takes along those aboard. */
  #leaveAll(b: number, carrier: number): void {
    for (let member = this.firstAboard[carrier]; this.aboard[carrier] > 0; this.aboard[carrier]--) {
      const after = this.next[member];
      this.leave(b, member);
      member = after;
    }
    this.release(carrier);
  }

  /** Notes a time in the system, as just recorded, by class and for who observes. */
  #tell(e: number): void {
    if (this.isClassed) this.tally.record(this.plan.classSlot + this.classOf[e]);
    if (this.isObserved) this.gone.push(this.tally.value[0]);
  }

  /**
   * The block where an entity really goes: routes, marks and releases take no time and hold nobody. Draws at random, so it is
   * asked once for each move.
   */
  resolve(block: number, e: number): number {
    const kind = this.kindOf[block];
    return kind < ROUTE || kind > RELEASE ? block : this.#resolveOn(block, e);
  }

  /** Where an entity goes that leaves a block, as by `resolve`. */
  follow(b: number, e: number): number {
    const to = this.follower[b];
    return to >= 0 ? to : this.#resolveOn(this.toOf[b], e);
  }

  #resolveOn(block: number, e: number): number {
    let b = block;
    for (;;) {
      const kind = this.kindOf[b];
      if (kind < ROUTE || kind > RELEASE) return b;
      const { blocks } = this.flat;
      if (kind === ROUTE) {
        const branches = blocks.branches[b];
        const u = this.draws.uniform(blocks.stream[b]);
        let at = 0;
        while (at < branches.length - 2 && branches[at] <= u) at += 2;
        b = branches[at + 1];
      } else if (kind === ROUTE_BY_CLASS) b = blocks.branches[b][this.classOf[e]];
      else {
        if (kind === RELEASE) this.giveBack(blocks.stock[b], blocks.amount[b]);
        else {
          if (blocks.delivers[b] === 1) this.#deliver(b, e);
          if (blocks.newClass[b] >= 0) this.classOf[e] = blocks.newClass[b];
          if (blocks.newLevel[b] >= 0) this.levelOf[e] = blocks.newLevel[b];
          if (blocks.isStage[b] === 1) this.#noteStage(b, e);
        }
        b = this.toOf[b];
      }
    }
  }

  /** Somebody has come to the end, and goes on as somebody else. */
  #deliver(b: number, e: number): void {
    this.tally.value[0] = this.clock[0] - this.bornAt[e];
    this.tally.record(b);
    if (this.isTold) this.#tell(e);
    this.left++;
    this.arrived++;
    this.bornAt[e] = this.now;
    this.stageAt[e] = this.now;
  }

  /** A stage is over: notes how long it took, and the next begins. */
  #noteStage(b: number, e: number): void {
    if (this.aboard[e] > 0) {
      for (let member = this.firstAboard[e], i = this.aboard[e]; i > 0; i--, member = this.next[member])
        this.#noteStage(b, member);
      return;
    }
    this.tally.value[0] = this.clock[0] - this.stageAt[e];
    this.tally.record(b);
    this.stageAt[e] = this.now;
  }

  stockTake(stock: number, amount: number): void {
    this.stockFree[stock] -= amount;
    this.tally.move(this.plan.stock(stock), amount);
  }

  giveBack(stock: number, amount: number): void {
    this.stockFree[stock] += amount;
    this.tally.move(this.plan.stock(stock), -amount);
    this.lookAt(AGENDA.STOCK, stock);
  }
}
