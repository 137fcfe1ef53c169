// The state of one run as the kernel moves it: blocks, waiting rooms, closures, stocks, docks, who is inside, and the agenda of
// what has to be looked at after an event (room that came free, a dock that may depart), so that nothing recurses deeply.
// Flat arrays throughout. How entities move is in kernel.ts, rows of entities in entity-rows.ts.

import { addPresent } from "./books.ts";
import { Draws } from "./draws.ts";
import { EntityRows } from "./entity-rows.ts";
import { EventList } from "./event-list.ts";
import { type FlatModel, KIND, LEVELS, NO_LIMIT } from "./flat-model.ts";
import { FleetState } from "./fleet-state.ts";
import { GaugePlan } from "./gauge-plan.ts";
import { LostTime } from "./lost-time.ts";
import { Tally } from "./tally.ts";

export const AGENDA = { ROOM: 0, DOCK: 1, STOCK: 2, VESSELS: 3 } as const;

export class KernelState extends EntityRows {
  readonly flat: FlatModel;
  readonly draws: Draws;
  readonly events = new EventList();
  readonly plan: GaugePlan;
  readonly tally: Tally;
  readonly fleets: FleetState;
  /** What those who wait wait for. */
  readonly lostTime: LostTime;
  readonly keepsLostTime: boolean;
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
  readonly kindOf: Int32Array;
  readonly toOf: Int32Array;
  readonly lawOf: Int32Array;
  readonly serversOf: Int32Array;
  readonly roomOf: Int32Array;
  readonly byPriority: Int32Array;
  readonly stockOf: Int32Array;
  /** Rows of the gauges; of a block waiting, busy, blocked. */
  readonly rows: Int32Array;
  /** 1 where a service needs neither a stock nor a gate. */
  readonly isPlain: Int32Array;
  /** 1 where there is always room. */
  readonly takesAll: Int32Array;
  /** The block that follows; −1 where it is a route, mark or release, which lead on. */
  readonly follower: Int32Array;
  /** Whether the end of a service may be put off. */
  readonly mayPutOff: boolean;
  readonly isClassed: boolean;

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

  /** A ring, in which each item stands once at most. */
  readonly #agenda: Int32Array;
  #agendaHead = 0;
  #agendaTail = 0;
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
  isObserved = false;
  /** Whether more is noted of those who leave than their time. */
  isTold = false;
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
    this.keepsLostTime = this.lostTime.isKept;
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
    this.kindOf = blocks.kind;
    this.toOf = blocks.to;
    this.lawOf = blocks.law;
    this.serversOf = blocks.servers;
    this.roomOf = blocks.room;
    this.byPriority = blocks.byPriority;
    this.stockOf = blocks.stock;
    this.rows = this.tally.gaugeRows;
    this.#onAgenda = new Uint8Array(4 * Math.max(count, flat.docks.length, flat.stocks.length, 1));
    this.isPlain = Int32Array.from(blocks.law, (law, b) =>
      law >= 0 && blocks.condition[b] < 0 && blocks.stock[b] < 0 ? 1 : 0,
    );
    this.mayPutOff = this.isPlain.some((isPlain, b) => isPlain === 0 && blocks.law[b] >= 0);
    this.takesAll = Int32Array.from(blocks.kind, (kind, b) =>
      kind === KIND.SINK ||
      kind === KIND.DELAY ||
      ((kind === KIND.SERVER || kind === KIND.STORE) && blocks.room[b] === NO_LIMIT)
        ? 1
        : 0,
    );
    this.follower = Int32Array.from(blocks.to, (to) =>
      to >= 0 && (blocks.kind[to] < KIND.ROUTE || blocks.kind[to] > KIND.RELEASE) ? to : -1,
    );
    this.#agenda = new Int32Array(this.#onAgenda.length + 1);
    this.isClassed = flat.classes.length > 1;
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
    this.#agendaHead = 0;
    this.#agendaTail = 0;
    this.#onAgenda.fill(0);
    this.mayBeStuck = false;
    this.lostTime.clear();
    this.openArrivals = 0;
    this.arrived = 0;
    this.left = 0;
    this.inside = 0;
    this.insideHours.fill(0);
    this.gone.length = 0;
    this.isObserved = isObserved;
    this.isTold = this.isClassed || isObserved;
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

  /** Somebody came in or went out. */
  moveInside(by: number): void {
    const hours = this.insideHours;
    const now = this.clock[0];
    hours[1] += this.inside * (now - hours[0]);
    hours[0] = now;
    this.inside += by;
  }

  // --- agenda -----------------------------------------------------------------------------------------------------

  /** Puts something on the agenda of this instant. */
  lookAt(kind: number, subject: number): void {
    const item = subject * 4 + kind;
    if (this.#onAgenda[item] === 1) return;
    this.#onAgenda[item] = 1;
    this.#agenda[this.#agendaTail] = item;
    this.#agendaTail = this.#agendaTail + 1 < this.#agenda.length ? this.#agendaTail + 1 : 0;
  }

  get hasAgenda(): boolean {
    return this.#agendaHead !== this.#agendaTail;
  }

  /** Takes what was put on the agenda first; there is something. */
  nextOnAgenda(): number {
    const item = this.#agenda[this.#agendaHead];
    this.#agendaHead = this.#agendaHead + 1 < this.#agenda.length ? this.#agendaHead + 1 : 0;
    this.#onAgenda[item] = 0;
    return item;
  }
}
