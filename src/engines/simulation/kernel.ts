// The state of one run and how entities move through it: entering blocks, waiting, being served, being blocked by what is
// full, and being let in when there is room again. Flat arrays throughout; entities are rows that are used again. What has to
// be looked at after an event (room that came free, a dock that may depart) goes on an agenda, so nothing recurses deeply.
// Semantics: docs/method/simulation.md. Not here: docks (docks.ts), vessels (vessels.ts), weather (closures.ts), the loop (run.ts).

import { addPresent } from "./books.ts";
import { Draws } from "./draws.ts";
import { EntityRows, PLACE } from "./entity-rows.ts";
import { EventList } from "./event-list.ts";
import { EVENT, EVENT_STEP, type FlatModel, KIND, LEVELS, ON_CLOSING, PRIORITY } from "./flat-model.ts";
import { FleetState } from "./fleet-state.ts";
import { GaugePlan } from "./gauge-plan.ts";
import { LostTime } from "./lost-time.ts";
import { GAUGE_ROW, Tally } from "./tally.ts";

/** Where the gauges of a block stand in their rows. */
const BLOCK_ROWS = 3 * GAUGE_ROW;
const BUSY = GAUGE_ROW;
const BLOCKED = 2 * GAUGE_ROW;
export const AGENDA = { ROOM: 0, DOCK: 1, STOCK: 2, VESSELS: 3 } as const;

export class Kernel extends EntityRows {
  readonly flat: FlatModel;
  readonly draws: Draws;
  readonly events = new EventList();
  readonly plan: GaugePlan;
  readonly tally: Tally;
  readonly fleets: FleetState;
  /** What those who wait wait for. */
  readonly lostTime: LostTime;
  readonly #keepsLostTime: boolean;
  /** Sum of the times that entities spent in service, by block, for Little's law. */
  readonly servedHours: Float64Array;
  readonly lost: Float64Array;
  readonly interruptions: Float64Array;

  // --- blocks ---
  readonly queueHead: Int32Array;
  readonly queueTail: Int32Array;
  readonly inServiceHead: Int32Array;
  readonly waiterHead: Int32Array;
  readonly waiterTail: Int32Array;
  /** 1 while a SPLIT holds a carrier that cannot put out all it carries. */
  readonly splitBusy: Int32Array;
  readonly #kind: Int32Array;
  readonly #to: Int32Array;
  readonly #law: Int32Array;
  readonly #servers: Int32Array;
  readonly #room: Int32Array;
  readonly #byPriority: Int32Array;
  readonly #stock: Int32Array;
  /** Rows of the gauges; of a block waiting, busy, blocked. */
  readonly #rows: Int32Array;
  /** 1 where a service needs neither a stock nor a gate. */
  readonly #isPlain: Int32Array;
  readonly #isClassed: boolean;

  // --- closures, stocks, docks, vessels ---
  /** Closed closures of each condition; open at 0. */
  readonly closed: Int32Array;
  readonly closureClosed: Int32Array;
  readonly stockFree: Int32Array;
  readonly dockReady: Int32Array;
  readonly dockDue: Int32Array;
  readonly dockTimer: Float64Array;
  /** Vessels that wait at a dock, first come first served. */
  readonly dockVessels: number[][];
  readonly joinCarrier: Int32Array;

  readonly #agenda: number[] = [];
  readonly #onAgenda: Uint8Array;
  /** Set when every server of a block is blocked: the run looks for a ring of blocked blocks then. */
  mayBeStuck = false;
  /** Sources that will still bring somebody, and who is late. */
  openArrivals = 0;
  readonly arrivalsMade: Float64Array;
  arrived = 0;
  left = 0;
  /** Entities inside, since when, and the area under their number until then. */
  inside = 0;
  readonly insideHours = new Float64Array(2);
  /** Notes times in the system; emptied by who reads them. */
  #isObserved = false;
  /** Whether more is noted of those who leave than their time. */
  #isTold = false;
  readonly gone: number[] = [];
  /** Time of those inside before the warm-up ended, which Little's law must not count: by block waiting, served; in all. */
  readonly before: Float64Array;

  constructor(flat: FlatModel, maxEntities: number) {
    super(maxEntities);
    this.flat = flat;
    this.draws = new Draws(flat.laws, flat.monthEnd, flat.monthOf);
    this.plan = new GaugePlan(flat);
    this.fleets = new FleetState(flat);
    this.lostTime = new LostTime(this, flat);
    this.#keepsLostTime = this.lostTime.isKept;
    this.hasStages = flat.blocks.isStage.includes(1);
    this.tally = new Tally(this.plan.limits, this.plan.slots, this.clock);
    const { blocks } = flat;
    const { count } = blocks;
    this.servedHours = new Float64Array(count);
    this.lost = new Float64Array(count);
    this.interruptions = new Float64Array(count);
    this.queueHead = new Int32Array(count * LEVELS);
    this.queueTail = new Int32Array(count * LEVELS);
    this.inServiceHead = new Int32Array(count);
    this.waiterHead = new Int32Array(count);
    this.waiterTail = new Int32Array(count);
    this.splitBusy = new Int32Array(count);
    this.joinCarrier = new Int32Array(count);
    this.#kind = blocks.kind;
    this.#to = blocks.to;
    this.#law = blocks.law;
    this.#servers = blocks.servers;
    this.#room = blocks.room;
    this.#byPriority = blocks.byPriority;
    this.#stock = blocks.stock;
    this.#rows = this.tally.gaugeRows;
    this.#onAgenda = new Uint8Array(4 * Math.max(count, flat.docks.length, flat.stocks.length, 1));
    this.#isPlain = Int32Array.from(blocks.law, (law, b) =>
      law >= 0 && blocks.condition[b] < 0 && blocks.stock[b] < 0 ? 1 : 0,
    );
    this.#isClassed = flat.classes.length > 1;
    this.arrivalsMade = new Float64Array(flat.arrivals.length);
    this.before = new Float64Array(2 * count + 1);
    this.closed = new Int32Array(flat.conditions.length);
    this.closureClosed = new Int32Array(flat.closures.length);
    this.stockFree = new Int32Array(flat.stocks.length);
    this.dockReady = new Int32Array(flat.docks.length);
    this.dockDue = new Int32Array(flat.docks.length);
    this.dockTimer = new Float64Array(flat.docks.length);
    this.dockVessels = flat.docks.map(() => []);
  }

  get now(): number {
    return this.clock[0];
  }

  /** Empties everything for a replication. */
  reset(seed: number, replication: string, isObserved: boolean): void {
    this.draws.seed(seed, replication);
    this.events.clear();
    this.clock[0] = 0;
    this.tally.clear();
    this.clearRows();
    for (const column of [this.servedHours, this.lost, this.interruptions, this.dockDue, this.splitBusy])
      column.fill(0);
    for (const column of [this.queueHead, this.queueTail, this.inServiceHead, this.waiterHead, this.waiterTail])
      column.fill(-1);
    this.joinCarrier.fill(-1);
    this.dockTimer.fill(-1);
    this.dockReady.fill(0);
    for (const vessels of this.dockVessels) vessels.length = 0;
    for (const [stock, { count }] of this.flat.stocks.entries()) this.stockFree[stock] = count;
    this.closed.fill(0);
    this.closureClosed.fill(0);
    this.#agenda.length = 0;
    this.#onAgenda.fill(0);
    this.mayBeStuck = false;
    this.lostTime.clear();
    this.openArrivals = 0;
    this.arrived = 0;
    this.left = 0;
    this.inside = 0;
    this.insideHours.fill(0);
    this.gone.length = 0;
    this.#isObserved = isObserved;
    this.#isTold = this.#isClassed || isObserved;
    this.before.fill(0);
  }

  /** Forgets what was counted so far; who is inside stays. */
  endWarmUp(): void {
    this.tally.restart();
    this.lostTime.restart();
    this.servedHours.fill(0);
    this.lost.fill(0);
    this.interruptions.fill(0);
    this.arrived = 0;
    this.left = 0;
    this.moveInside(0);
    this.insideHours[1] = 0;
    this.before.fill(0);
    addPresent(this, this.before);
  }

  // --- entities ---------------------------------------------------------------------------------------------------

  /** Somebody leaves the system. */
  #leave(b: number, e: number): void {
    if (this.aboard[e] > 0) {
      this.#leaveAll(b, e);
      return;
    }
    this.tally.record(b, this.now - this.bornAt[e]);
    if (this.#isTold && this.flat.blocks.isSilent[b] === 0) this.#tell(e);
    this.moveInside(-1);
    this.left++;
    this.release(e);
  }

  /** A carrier takes along those aboard. */
  #leaveAll(b: number, carrier: number): void {
    for (let member = this.firstAboard[carrier]; this.aboard[carrier] > 0; this.aboard[carrier]--) {
      const after = this.next[member];
      this.#leave(b, member);
      member = after;
    }
    this.release(carrier);
  }

  /** Notes a time in the system by class, and for who observes. */
  #tell(e: number): void {
    const hours = this.now - this.bornAt[e];
    if (this.#isClassed) this.tally.record(this.plan.classSlot + this.classOf[e], hours);
    if (this.#isObserved) this.gone.push(hours);
  }

  /** Somebody came in or went out. */
  moveInside(by: number): void {
    const hours = this.insideHours;
    const now = this.clock[0];
    hours[1] += this.inside * (now - hours[0]);
    hours[0] = now;
    this.inside += by;
  }

  // --- moving -----------------------------------------------------------------------------------------------------

  /**
   * The block where an entity really goes: routes, marks and releases take no time and hold nobody. Draws at random, so it is
   * asked once for each move.
   */
  resolve(block: number, e: number): number {
    const kind = this.#kind[block];
    return kind < KIND.ROUTE || kind > KIND.RELEASE ? block : this.#resolveOn(block, e);
  }

  #resolveOn(block: number, e: number): number {
    let b = block;
    for (;;) {
      const kind = this.#kind[b];
      if (kind < KIND.ROUTE || kind > KIND.RELEASE) return b;
      const { blocks } = this.flat;
      if (kind === KIND.ROUTE) {
        const branches = blocks.branches[b];
        const u = this.draws.uniform(blocks.stream[b]);
        let at = 0;
        while (at < branches.length - 2 && branches[at] <= u) at += 2;
        b = branches[at + 1];
      } else if (kind === KIND.ROUTE_BY_CLASS) b = blocks.branches[b][this.classOf[e]];
      else {
        if (kind === KIND.RELEASE) this.giveBack(blocks.stock[b], blocks.amount[b]);
        else {
          if (blocks.delivers[b] === 1) this.#deliver(b, e);
          if (blocks.newClass[b] >= 0) this.classOf[e] = blocks.newClass[b];
          if (blocks.newLevel[b] >= 0) this.levelOf[e] = blocks.newLevel[b];
          if (blocks.isStage[b] === 1) this.#noteStage(b, e);
        }
        b = this.#to[b];
      }
    }
  }

  /** Somebody has come to the end, and goes on as somebody else. */
  #deliver(b: number, e: number): void {
    this.tally.record(b, this.now - this.bornAt[e]);
    if (this.#isTold) this.#tell(e);
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
    this.tally.record(b, this.now - this.stageAt[e]);
    this.stageAt[e] = this.now;
  }

  /** Whether a block takes somebody in now. Who waits for it already goes first. */
  canEnter(b: number): boolean {
    return this.waiterHead[b] < 0 && this.#hasRoom(b);
  }

  #hasRoom(b: number): boolean {
    const kind = this.#kind[b];
    if (kind === KIND.SERVER) {
      const queued = this.#rows[b * BLOCK_ROWS];
      if (queued < this.#room[b]) return true;
      return queued === 0 && this.#rows[b * BLOCK_ROWS + BUSY] < this.#servers[b] && this.mayStart(b);
    }
    if (kind === KIND.STORE) return this.#rows[b * BLOCK_ROWS] < this.#room[b];
    return kind !== KIND.SPLIT || this.splitBusy[b] === 0;
  }

  /** Puts somebody into a block that has room. */
  enter(b: number, e: number): void {
    const kind = this.#kind[b];
    if (kind === KIND.SERVER) this.#enterServer(b, e);
    else if (kind === KIND.SINK) this.#leave(b, e);
    else this.#enterOther(b, e, kind);
  }

  #enterServer(b: number, e: number): void {
    this.blockOf[e] = b;
    if (this.#law[b] < 0) this.#pass(b, e);
    else if (
      this.#rows[b * BLOCK_ROWS] === 0 &&
      this.#rows[b * BLOCK_ROWS + BUSY] < this.#servers[b] &&
      this.mayStart(b)
    ) {
      this.tally.recordZero(b);
      this.tally.move(3 * b + 1, 1);
      this.#serve(b, e);
    } else this.#enqueue(b, e);
  }

  #enterOther(b: number, e: number, kind: number): void {
    this.blockOf[e] = b;
    if (kind === KIND.STORE) {
      this.#store(b, e);
      return;
    }
    this.sinceAt[e] = this.now;
    this.placeOf[e] = PLACE.SERVED;
    if (kind === KIND.DELAY) {
      this.tally.move(3 * b + 1, 1);
      this.draws.drawInto(this.#law[b], this.classOf[e], this.clock);
      this.events.due[0] = this.now + this.draws.out[0];
      this.events.schedule(PRIORITY.ENDS, e * EVENT_STEP + EVENT.DELAY_END);
    } else if (this.aboard[e] > 0) this.unpack(e, this.#to[b]);
    else this.#splitNobody(b, e);
  }

  /** Who carries nobody passes a SPLIT as it is. */
  #splitNobody(b: number, e: number): void {
    const carrier = this.create(this.classOf[e], this.levelOf[e]);
    this.blockOf[carrier] = b;
    this.board(carrier, e);
    this.unpack(carrier, this.#to[b]);
  }

  /** Through a queue or gate without service, at once when nobody is before and the next block has room. */
  #pass(b: number, e: number): void {
    if (this.#rows[b * BLOCK_ROWS] > 0 || !this.mayStart(b)) {
      this.#enqueue(b, e);
      return;
    }
    const target = this.resolve(this.#to[b], e);
    if (this.#stock[b] >= 0) this.stockTake(this.#stock[b], this.flat.blocks.amount[b]);
    if (this.canEnter(target)) {
      this.tally.recordZero(b);
      this.enter(target, e);
      return;
    }
    this.#enqueue(b, e);
    this.#hold(b, target, e);
  }

  /** The head of a queue waits for room in the next block, and none behind it is tried. */
  #hold(b: number, target: number, e: number): void {
    this.tally.move(3 * b + 1, 1);
    this.#block(b, target, e);
  }

  #block(b: number, target: number, e: number): void {
    this.tally.move(3 * b + 2, 1);
    if (this.#rows[b * BLOCK_ROWS + BLOCKED] === this.#rows[b * BLOCK_ROWS + BUSY]) this.mayBeStuck = true;
    this.addWaiter(target, e);
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

  // --- servers ----------------------------------------------------------------------------------------------------

  /** Whether the gate and the stock let a service begin; free servers apart. */
  mayStart(b: number): boolean {
    return this.#isPlain[b] === 1 || this.#mayStartNow(b);
  }

  #mayStartNow(b: number): boolean {
    const { condition, amount } = this.flat.blocks;
    const stock = this.#stock[b];
    return (condition[b] < 0 || this.closed[condition[b]] === 0) && (stock < 0 || this.stockFree[stock] >= amount[b]);
  }

  /** Begins a service; the server counts as busy already. */
  #serve(b: number, e: number): void {
    const { draws, events } = this;
    draws.drawInto(this.#law[b], this.classOf[e], this.clock);
    this.placeOf[e] = PLACE.SERVED;
    this.sinceAt[e] = this.now;
    events.due[0] = this.now + draws.out[0];
    events.schedule(PRIORITY.ENDS, e * EVENT_STEP + EVENT.SERVICE_END);
    if (this.#isPlain[b] === 0) this.#noteService(b, e);
  }

  #noteService(b: number, e: number): void {
    const { blocks } = this.flat;
    if (this.#stock[b] >= 0) this.stockTake(this.#stock[b], blocks.amount[b]);
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
  isPutOff(e: number, order = this.events.head[1]): boolean {
    return this.#isPlain[this.blockOf[e]] === 0 && this.endOrder[e] !== order;
  }

  /** A service is over: on to the next block, or blocked. */
  endService(e: number): void {
    const b = this.blockOf[e];
    if (this.#isPlain[b] === 0) this.#forgetService(b, e);
    const target = this.resolve(this.#to[b], e);
    if (!this.canEnter(target)) {
      this.#block(b, target, e);
      return;
    }
    this.servedHours[b] += this.now - this.sinceAt[e];
    this.enter(target, e);
    this.#freeServer(b);
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
  #freeServer(b: number): void {
    const stock = this.#stock[b];
    if (stock < 0 && this.#rows[b * BLOCK_ROWS] > 0 && this.mayStart(b)) {
      // Handed on to the next without a change of the number busy.
      this.#serve(b, this.dequeue(b));
    } else {
      this.tally.move(3 * b + 1, -1);
      if (stock >= 0) this.giveBack(stock, this.flat.blocks.amount[b]);
      if (this.#rows[b * BLOCK_ROWS] > 0) this.startWaiting(b);
    }
    if (this.waiterHead[b] >= 0) this.lookAt(AGENDA.ROOM, b);
  }

  /** Begins what can begin; who shares a stock is started in turn by the agenda. */
  startWaiting(b: number): void {
    if (this.#stock[b] >= 0) this.lookAt(AGENDA.STOCK, this.#stock[b]);
    else while (this.canStartOne(b)) this.startOne(b);
  }

  canStartOne(b: number): boolean {
    return this.#rows[b * BLOCK_ROWS] > 0 && this.#rows[b * BLOCK_ROWS + BUSY] < this.#servers[b] && this.mayStart(b);
  }

  /** Begins with the first who waits. */
  startOne(b: number): void {
    if (this.#law[b] >= 0) {
      this.tally.move(3 * b + 1, 1);
      this.#serve(b, this.dequeue(b));
      return;
    }
    const e = this.headOf(b);
    const target = this.resolve(this.#to[b], e);
    if (this.#stock[b] >= 0) this.stockTake(this.#stock[b], this.flat.blocks.amount[b]);
    if (!this.canEnter(target)) {
      this.#hold(b, target, e);
      return;
    }
    this.dequeue(b);
    this.enter(target, e);
  }

  endDelay(e: number): void {
    const b = this.blockOf[e];
    const target = this.resolve(this.#to[b], e);
    if (!this.canEnter(target)) {
      this.#block(b, target, e);
      return;
    }
    this.servedHours[b] += this.now - this.sinceAt[e];
    this.tally.move(3 * b + 1, -1);
    this.enter(target, e);
  }

  // --- waiting rooms ----------------------------------------------------------------------------------------------

  #enqueue(b: number, e: number): void {
    const level = this.#byPriority[b] === 1 ? this.levelOf[e] : 0;
    const at = b * LEVELS + level;
    const tail = this.queueTail[at];
    this.next[e] = -1;
    if (tail < 0) this.queueHead[at] = e;
    else this.next[tail] = e;
    this.queueTail[at] = e;
    this.sinceAt[e] = this.now;
    this.placeOf[e] = PLACE.WAITING;
    this.tally.move(3 * b, 1);
  }

  /** The first who waits, −1 without any. */
  headOf(b: number): number {
    if (this.#byPriority[b] === 0) return this.queueHead[b * LEVELS];
    for (let at = (b + 1) * LEVELS - 1; at >= b * LEVELS; at--) if (this.queueHead[at] >= 0) return this.queueHead[at];
    return -1;
  }

  /** Takes the first who waits out; there is one. */
  dequeue(b: number): number {
    let at = b * LEVELS;
    if (this.#byPriority[b] === 1) {
      at += LEVELS - 1;
      while (this.queueHead[at] < 0) at--;
    }
    return this.#takeOut(b, at);
  }

  #takeOut(b: number, at: number): number {
    const e = this.queueHead[at];
    const after = this.next[e];
    this.queueHead[at] = after;
    if (after < 0) this.queueTail[at] = -1;
    this.tally.move(3 * b, -1);
    this.tally.record(b, this.now - this.sinceAt[e]);
    if (this.#keepsLostTime) this.lostTime.end(b, e);
    if (this.waiterHead[b] >= 0) this.lookAt(AGENDA.ROOM, b);
    return e;
  }

  #store(b: number, e: number): void {
    const { ownDock, joining, docksOf } = this.flat.blocks;
    const carrier = joining[b] === 1 ? this.joinCarrier[b] : -1;
    if (carrier >= 0 && this.aboard[carrier] < this.flat.docks[ownDock[b]].most) {
      this.tally.recordZero(b);
      this.tally.move(3 * b + 2, 1);
      this.board(carrier, e);
      return;
    }
    this.#enqueue(b, e);
    if (this.#keepsLostTime) this.lostTime.begin(b, e);
    for (const dock of docksOf[b]) if (this.dockReady[dock] > 0) this.lookAt(AGENDA.DOCK, dock);
  }

  // --- carriers ---------------------------------------------------------------------------------------------------

  board(carrier: number, e: number): void {
    this.placeOf[e] = PLACE.ABOARD;
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
        if (this.#kind[this.blockOf[carrier]] === KIND.SPLIT) this.splitBusy[this.blockOf[carrier]] = 1;
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
    if (this.#kind[b] !== KIND.SPLIT) {
      this.onEmpty(carrier, b);
      return;
    }
    this.release(carrier);
    if (this.splitBusy[b] === 1) {
      this.splitBusy[b] = 0;
      if (this.waiterHead[b] >= 0) this.lookAt(AGENDA.ROOM, b);
    }
  }

  // --- agenda -----------------------------------------------------------------------------------------------------

  /** Puts something on the agenda of this instant. */
  lookAt(kind: number, subject: number): void {
    const item = subject * 4 + kind;
    if (this.#onAgenda[item] === 1) return;
    this.#onAgenda[item] = 1;
    this.#agenda.push(item);
  }

  get hasAgenda(): boolean {
    return this.#agenda.length > 0;
  }

  /** Works through the agenda; `look` handles what is not about room. */
  workThrough(look: (kind: number, subject: number) => void): void {
    for (let i = 0; i < this.#agenda.length; i++) {
      const item = this.#agenda[i];
      this.#onAgenda[item] = 0;
      if ((item & 3) === AGENDA.ROOM) this.#letIn(item >> 2);
      else look(item & 3, item >> 2);
    }
    this.#agenda.length = 0;
  }

  /** Lets in who waits for room. */
  #letIn(b: number): void {
    while (this.waiterHead[b] >= 0 && this.#hasRoom(b)) {
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
      if (this.placeOf[e] === PLACE.WAITING) {
        // The head of a queue; it is the first of its priority there.
        this.tally.move(3 * from + 1, -1);
        this.#takeOut(from, from * LEVELS + (this.#byPriority[from] === 1 ? this.levelOf[e] : 0));
        this.enter(b, e);
        this.startWaiting(from);
        continue;
      }
      this.servedHours[from] += this.now - this.sinceAt[e];
      this.enter(b, e);
      if (this.#kind[from] === KIND.SERVER) this.#freeServer(from);
      else {
        this.tally.move(3 * from + 1, -1);
        if (this.#kind[from] === KIND.STORE) this.onEmpty(-1, from);
      }
    }
  }

  // --- stocks -----------------------------------------------------------------------------------------------------

  stockTake(stock: number, amount: number): void {
    this.stockFree[stock] -= amount;
    this.tally.move(this.plan.stock(stock), amount);
  }

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

  giveBack(stock: number, amount: number): void {
    this.stockFree[stock] += amount;
    this.tally.move(this.plan.stock(stock), -amount);
    this.lookAt(AGENDA.STOCK, stock);
  }
}
