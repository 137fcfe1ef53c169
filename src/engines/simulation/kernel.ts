// How entities move through a run: entering blocks, waiting, being served, being blocked by what is full, and being let in when
// there is room again. Semantics: docs/method/simulation.md. Not here: docks (docks.ts), vessels (vessels.ts), weather
// (closures.ts), the loop (run.ts). Steps that every entity takes are not private to the language: a call of a private method
// first checks whose it is, and V8 inlines less of them.

import { PLACE } from "./entity-rows.ts";
import { EVENT, KIND, LEVELS, ON_CLOSING, PRIORITY, EVENT_STEP as STEP } from "./flat-model.ts";
import { AGENDA } from "./kernel-state.ts";
import { GAUGE_ROW } from "./tally.ts";
import { Ways } from "./ways.ts";

// What is imported V8 reads anew each time; as constants of this file they cost nothing.
const EVENT_STEP = STEP;
const { SERVER, DELAY, STORE, SINK, SPLIT } = KIND;
const { WAITING, SERVED, ABOARD } = PLACE;
const { SERVICE_END, DELAY_END } = EVENT;
const { ENDS } = PRIORITY;
const { ROOM } = AGENDA;
/** Where the gauges of a block stand in their rows. */
const BLOCK_ROWS = 3 * GAUGE_ROW;
const BUSY = GAUGE_ROW;
const BLOCKED = 2 * GAUGE_ROW;

export class Kernel extends Ways {
  // --- moving -----------------------------------------------------------------------------------------------------

  /** Whether a block takes somebody in now. Who waits for it already goes first. */
  canEnter(b: number): boolean {
    return this.takesAll[b] === 1 || (this.waiterHead[b] < 0 && this.hasRoom(b));
  }

  hasRoom(b: number): boolean {
    const kind = this.kindOf[b];
    if (kind === SERVER) {
      const queued = this.rows[b * BLOCK_ROWS];
      if (queued < this.roomOf[b]) return true;
      return queued === 0 && this.rows[b * BLOCK_ROWS + BUSY] < this.serversOf[b] && this.mayStart(b);
    }
    if (kind === STORE) return this.rows[b * BLOCK_ROWS] < this.roomOf[b];
    return kind !== SPLIT || this.splitBusy[b] === 0;
  }

  /** Puts somebody into a block that has room. */
  enter(b: number, e: number): void {
    const kind = this.kindOf[b];
    if (kind === SERVER) this.enterServer(b, e);
    else if (kind === SINK) this.leave(b, e);
    else this.enterOther(b, e, kind);
  }

  enterServer(b: number, e: number): void {
    this.blockOf[e] = b;
    if (this.lawOf[b] < 0) this.#pass(b, e);
    else if (
      this.rows[b * BLOCK_ROWS] === 0 &&
      this.rows[b * BLOCK_ROWS + BUSY] < this.serversOf[b] &&
      this.mayStart(b)
    ) {
      this.tally.recordZero(b);
      this.tally.move(3 * b + 1, 1);
      this.serve(b, e);
    } else this.enqueue(b, e);
  }

  enterOther(b: number, e: number, kind: number): void {
    this.blockOf[e] = b;
    if (kind === STORE) {
      this.store(b, e);
      return;
    }
    this.sinceAt[e] = this.now;
    this.placeOf[e] = SERVED;
    if (kind === DELAY) {
      this.tally.move(3 * b + 1, 1);
      this.draws.drawInto(this.lawOf[b], this.classOf[e], this.clock);
      this.events.due[0] = this.now + this.draws.out[0];
      this.events.schedule(ENDS, e * EVENT_STEP + DELAY_END);
    } else if (this.aboard[e] > 0) this.unpack(e, this.toOf[b]);
    else this.#splitNobody(b, e);
  }

  /** Who carries nobody passes a SPLIT as it is. */
  #splitNobody(b: number, e: number): void {
    const carrier = this.create(this.classOf[e], this.levelOf[e]);
    this.blockOf[carrier] = b;
    this.board(carrier, e);
    this.unpack(carrier, this.toOf[b]);
  }

  /** Through a queue or gate without service, at once when nobody is before and the next block has room. */
  #pass(b: number, e: number): void {
    if (this.rows[b * BLOCK_ROWS] > 0 || !this.mayStart(b)) {
      this.enqueue(b, e);
      return;
    }
    const target = this.follow(b, e);
    if (this.stockOf[b] >= 0) this.stockTake(this.stockOf[b], this.flat.blocks.amount[b]);
    if (this.canEnter(target)) {
      this.tally.recordZero(b);
      this.enter(target, e);
      return;
    }
    this.enqueue(b, e);
    this.#hold(b, target, e);
  }

  /** The head of a queue waits for room in the next block, and none behind it is tried. */
  #hold(b: number, target: number, e: number): void {
    this.tally.move(3 * b + 1, 1);
    this.#block(b, target, e);
  }

  #block(b: number, target: number, e: number): void {
    this.tally.move(3 * b + 2, 1);
    if (this.keepsLostTime) this.lostTime.block(e);
    if (this.rows[b * BLOCK_ROWS + BLOCKED] === this.rows[b * BLOCK_ROWS + BUSY]) this.mayBeStuck = true;
    this.addWaiter(target, e);
  }

  // --- servers ----------------------------------------------------------------------------------------------------

  /** Whether the gate and the stock let a service begin; free servers apart. */
  mayStart(b: number): boolean {
    return this.isPlain[b] === 1 || this.#mayStartNow(b);
  }

  #mayStartNow(b: number): boolean {
    const { condition, amount } = this.flat.blocks;
    const stock = this.stockOf[b];
    return (condition[b] < 0 || this.closed[condition[b]] === 0) && (stock < 0 || this.stockFree[stock] >= amount[b]);
  }

  /** Begins a service; the server counts as busy already. */
  serve(b: number, e: number): void {
    const { draws, events } = this;
    draws.drawInto(this.lawOf[b], this.classOf[e], this.clock);
    this.placeOf[e] = SERVED;
    this.sinceAt[e] = this.now;
    events.due[0] = this.now + draws.out[0];
    events.schedule(ENDS, e * EVENT_STEP + SERVICE_END);
    if (this.isPlain[b] === 0) this.#noteService(b, e);
  }

  #noteService(b: number, e: number): void {
    const { blocks } = this.flat;
    if (this.stockOf[b] >= 0) this.stockTake(this.stockOf[b], blocks.amount[b]);
    this.endAt[e] = this.events.due[0];
    this.endOrder[e] = this.events.due[1];
    this.workHours[e] = this.draws.out[0];
    if (blocks.condition[b] < 0 || blocks.onClosing[b] === ON_CLOSING.FINISH) return;
    const head = this.inServiceHead[b];
    this.next[e] = head;
    this.previous[e] = -1;
    if (head >= 0) this.previous[head] = e;
    this.inServiceHead[b] = e;
  }

  /** Whether the end of a service has been put off by a closure since it was scheduled. */
  isPutOff(e: number): boolean {
    return this.isPlain[this.blockOf[e]] === 0 && this.endOrder[e] !== this.events.head[1];
  }

  /** A service is over: on to the next block, or blocked. */
  endService(e: number): void {
    const b = this.blockOf[e];
    if (this.isPlain[b] === 0) this.#forgetService(b, e);
    const target = this.follow(b, e);
    if (!this.canEnter(target)) {
      this.#block(b, target, e);
      return;
    }
    this.servedHours[b] += this.now - this.sinceAt[e];
    this.enter(target, e);
    this.freeServer(b);
  }

  #forgetService(b: number, e: number): void {
    const { blocks } = this.flat;
    if (blocks.condition[b] < 0 || blocks.onClosing[b] === ON_CLOSING.FINISH) return;
    const before = this.previous[e];
    const after = this.next[e];
    if (before < 0) this.inServiceHead[b] = after;
    else this.next[before] = after;
    if (after >= 0) this.previous[after] = before;
  }

  /** A server has been left. */
  freeServer(b: number): void {
    const stock = this.stockOf[b];
    if (stock < 0 && this.rows[b * BLOCK_ROWS] > 0 && this.mayStart(b)) {
      // Handed on to the next without a change of the number busy.
      this.serve(b, this.dequeue(b));
    } else {
      this.tally.move(3 * b + 1, -1);
      if (stock >= 0) this.giveBack(stock, this.flat.blocks.amount[b]);
      if (this.rows[b * BLOCK_ROWS] > 0) this.startWaiting(b);
    }
    if (this.waiterHead[b] >= 0) this.lookAt(ROOM, b);
  }

  /** Begins what can begin; who shares a stock is started in turn by the agenda. */
  startWaiting(b: number): void {
    if (this.stockOf[b] >= 0) this.lookAt(AGENDA.STOCK, this.stockOf[b]);
    else while (this.canStartOne(b)) this.startOne(b);
  }

  canStartOne(b: number): boolean {
    return this.rows[b * BLOCK_ROWS] > 0 && this.rows[b * BLOCK_ROWS + BUSY] < this.serversOf[b] && this.mayStart(b);
  }

  /** Begins with the first who waits. */
  startOne(b: number): void {
    if (this.lawOf[b] >= 0) {
      this.tally.move(3 * b + 1, 1);
      this.serve(b, this.dequeue(b));
      return;
    }
    const e = this.headOf(b);
    const target = this.follow(b, e);
    if (this.stockOf[b] >= 0) this.stockTake(this.stockOf[b], this.flat.blocks.amount[b]);
    if (!this.canEnter(target)) {
      this.#hold(b, target, e);
      return;
    }
    this.dequeue(b);
    this.enter(target, e);
  }

  endDelay(e: number): void {
    const b = this.blockOf[e];
    const target = this.follow(b, e);
    if (!this.canEnter(target)) {
      this.#block(b, target, e);
      return;
    }
    this.servedHours[b] += this.now - this.sinceAt[e];
    this.tally.move(3 * b + 1, -1);
    this.enter(target, e);
  }

  store(b: number, e: number): void {
    const { ownDock, joining, docksOf } = this.flat.blocks;
    const carrier = joining[b] === 1 ? this.joinCarrier[b] : -1;
    if (carrier >= 0 && this.aboard[carrier] < this.flat.docks[ownDock[b]].most) {
      this.tally.recordZero(b);
      this.tally.move(3 * b + 2, 1);
      this.board(carrier, e);
      return;
    }
    this.enqueue(b, e);
    if (this.keepsLostTime) this.lostTime.begin(b, e);
    for (const dock of docksOf[b]) if (this.dockReady[dock] > 0) this.lookAt(AGENDA.DOCK, dock);
  }

  // --- carriers ---------------------------------------------------------------------------------------------------

  board(carrier: number, e: number): void {
    this.placeOf[e] = ABOARD;
    this.next[e] = -1;
    if (this.aboard[carrier]++ === 0) this.firstAboard[carrier] = e;
    else this.next[this.lastAboard[carrier]] = e;
    this.lastAboard[carrier] = e;
  }

  /**
   * Puts out all aboard, one after another, into a block; blocked where there is no room.
   * @returns whether the carrier is empty
   */
  unpack(carrier: number, to: number): boolean {
    this.unpacksTo[carrier] = to;
    while (this.aboard[carrier] > 0) {
      const e = this.firstAboard[carrier];
      const target = this.resolve(to, e);
      if (!this.canEnter(target)) {
        if (this.kindOf[this.blockOf[carrier]] === SPLIT) this.splitBusy[this.blockOf[carrier]] = 1;
        this.addWaiter(target, carrier);
        return false;
      }
      this.#putOut(carrier, target);
    }
    this.unpacksTo[carrier] = -1;
    this.#carrierEmpty(carrier);
    return true;
  }

  #putOut(carrier: number, target: number): void {
    const e = this.firstAboard[carrier];
    this.firstAboard[carrier] = this.next[e];
    this.aboard[carrier]--;
    this.enter(target, e);
  }

  /** Set by vessels.ts and docks.ts: what a vessel or a bulk server does once it is empty. */
  onEmpty: (carrier: number, block: number) => void = () => {};

  #carrierEmpty(carrier: number): void {
    const b = this.blockOf[carrier];
    if (this.kindOf[b] !== SPLIT) {
      this.onEmpty(carrier, b);
      return;
    }
    this.release(carrier);
    if (this.splitBusy[b] === 1) {
      this.splitBusy[b] = 0;
      if (this.waiterHead[b] >= 0) this.lookAt(ROOM, b);
    }
  }

  // --- agenda -----------------------------------------------------------------------------------------------------

  /** Works through the agenda; `look` handles what is not about room. */
  workThrough(look: (kind: number, subject: number) => void): void {
    while (this.hasAgenda) {
      const item = this.nextOnAgenda();
      if ((item & 3) === ROOM) this.letIn(item >> 2);
      else look(item & 3, item >> 2);
    }
  }

  /** Lets in who waits for room. */
  letIn(b: number): void {
    while (this.waiterHead[b] >= 0 && this.hasRoom(b)) {
      const e = this.waiterHead[b];
      this.waiterHead[b] = this.nextWaiter[e];
      if (this.waiterHead[b] < 0) this.waiterTail[b] = -1;
      if (this.unpacksTo[e] >= 0) {
        const to = this.unpacksTo[e];
        this.#putOut(e, b);
        this.unpack(e, to);
        continue;
      }
      const from = this.blockOf[e];
      this.tally.move(3 * from + 2, -1);
      if (this.placeOf[e] === WAITING) {
        // The head of a queue; it is the first of its priority there.
        this.tally.move(3 * from + 1, -1);
        this.takeOut(from, from * LEVELS + (this.byPriority[from] === 1 ? this.levelOf[e] : 0));
        this.enter(b, e);
        this.startWaiting(from);
        continue;
      }
      this.servedHours[from] += this.now - this.sinceAt[e];
      if (this.keepsLostTime) this.lostTime.unblock(b, e);
      this.enter(b, e);
      if (this.kindOf[from] === SERVER) this.freeServer(from);
      else {
        this.tally.move(3 * from + 1, -1);
        if (this.kindOf[from] === STORE) this.onEmpty(-1, from);
      }
    }
  }

  // --- stocks -----------------------------------------------------------------------------------------------------

  /** Who shares a stock begins in turn: higher priority first, then who waits longest, then in the model's order. */
  shareStock(stock: number): void {
    for (;;) {
      let best = -1;
      let bestHead = -1;
      for (const b of this.flat.stocks[stock].users) {
        if (!this.canStartOne(b)) continue;
        const head = this.headOf(b);
        const isBetter =
          best < 0 ||
          this.levelOf[head] > this.levelOf[bestHead] ||
          (this.levelOf[head] === this.levelOf[bestHead] && this.sinceAt[head] < this.sinceAt[bestHead]);
        if (!isBetter) continue;
        best = b;
        bestHead = head;
      }
      if (best < 0) break;
      this.startOne(best);
    }
    if (this.fleets.waiting.length > 0) this.lookAt(AGENDA.VESSELS, 0);
  }
}
