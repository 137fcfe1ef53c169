// One replication from its first event to its end: takes the next event, lets the kernel do it, works through what that
// changed, and stops at the horizon, when all have gone, at a bound, or when nobody can ever move again. Returns what was
// counted; the same model, seed and name give the same bits.

import * as exactMath from "../../lib/exact-math.ts";
import { arrive, arriveLate, startArrivals } from "./arrivals.ts";
import { littleError } from "./books.ts";
import { changeClosure, type Dependents, listDependents, startClosures } from "./closures.ts";
import { findGridlock, listWaiting, type Waiting } from "./deadlock.ts";
import { endBulk, lookAtDock, startDocks, storeFreed, timerOver, timetableDue } from "./docks.ts";
import { LimitReached, PLACE } from "./entity-rows.ts";
import { EVENT, EVENT_NAMES, type FlatModel, KIND, PRIORITY, EVENT_STEP as STEP } from "./flat-model.ts";
import { Kernel } from "./kernel.ts";
import { AGENDA } from "./kernel-state.ts";
import { lookAtVessels, startVessels, vesselEvent, vesselLanded } from "./vessels.ts";

export interface RunOptions {
  readonly seed: number;
  /** Name of the replication: part of the name of each stream. */
  readonly replication: string;
  /** Hours at which it ends; Infinity to run until all have gone. */
  readonly untilHours: number;
  /** What happened before is not counted. */
  readonly warmUpHours: number;
  /** Hours between samples of all queues; 0 for none. */
  readonly sampleEveryHours: number;
  /** Notes the time from arrival to the end of everybody, in order of leaving. */
  readonly observe: boolean;
  /** Rows of a trace; 0 for none. */
  readonly traceRows: number;
  readonly maxEvents: number;
  /** Is told of every event. It may read the kernel and must change nothing. */
  readonly watcher?: RunWatcher;
}

/**
 * Who looks on while a replication runs: for timelines, replays, tests. What it can read: docs/method/simulation.md, "Looking on".
 * A run with one has the same trace as without.
 */
export interface RunWatcher {
  /** Everything is in its place at hour 0: vessels at their first stop, closures as they start. */
  start?(k: Kernel): void;
  /** An event is due and has changed nothing yet; the clock stands at it. `subject` is an entity's row, a source, closure or dock. */
  before?(k: Kernel, kind: number, subject: number): void;
  /** All that the event changed at its instant is done. */
  after?(k: Kernel, kind: number, subject: number): void;
  /** The run is over, whatever ended it; the clock stands at its end. */
  end?(k: Kernel): void;
}

export type RunEnd =
  /** The horizon was reached. */
  | "horizon"
  /** All have arrived and gone. */
  | "empty"
  | "deadlock"
  | "event-limit"
  | "entity-limit"
  /** Events without end at one instant. */
  | "no-progress";

export interface TraceRow {
  readonly hours: number;
  readonly event: string;
  readonly subject: string;
  readonly entity: number;
}

export interface RunResult {
  readonly ended: RunEnd;
  /** When it ended, and how many hours were counted. */
  readonly endHours: number;
  readonly hours: number;
  readonly events: number;
  readonly arrived: number;
  readonly left: number;
  readonly inside: number;
  /** Who stands where, and for what, when nobody can move; where most stand at a bound. */
  readonly waiting: readonly Waiting[];
  readonly traceHash: string;
  /** Greatest relative difference between area under a queue and waiting added up, over all places. */
  readonly littleError: number;
  /** Of everybody, when observed: time in the system, and when it ended. */
  readonly sojourns: readonly number[];
  readonly leftAt: readonly number[];
  /** Of each sample: waiting at each block, block by block. */
  readonly samples: readonly Int32Array[];
  readonly trace: readonly TraceRow[];
}

/** Events at one instant after which a run counts as going round in a circle. */
const MAX_STEPS_AT_ONCE = 5_000_000;
/** Events of weather and timetables alone after which nothing is expected to move any more. */
const MAX_IDLE = 100_000;
/** The event list is cleared of cancelled events when it has grown to this, and then to twice what is left. */
const FIRST_SWEEP = 65_536;

/** Where the two halves of the trace hash begin. */
const HASH_LOW = 0x811c9dc5 | 0;
const HASH_HIGH = 0x9e3779b9 | 0;

// What is imported V8 reads anew each time; as constants of this file they cost nothing.
const { HIGH_WORD } = exactMath;
const EVENT_STEP = STEP;
const { ARRIVAL, SERVICE_END, DELAY_END, CLOSURE, DOCK_TIMER, TIMETABLE, SAMPLE } = EVENT;

const double = new Float64Array(1);
const words = new Int32Array(double.buffer);
const LOW_WORD = 1 - HIGH_WORD;

export class Runner {
  readonly kernel: Kernel;
  readonly #dependents: readonly Dependents[];
  readonly #hash = new Int32Array(2);
  #events = 0;
  readonly #sojourns: number[] = [];
  readonly #leftAt: number[] = [];
  readonly #samples: Int32Array[] = [];
  readonly #trace: TraceRow[] = [];

  /** @param maxEntities bound on entities at the same time; memory is about 90 bytes each */
  constructor(flat: FlatModel, maxEntities: number) {
    this.kernel = new Kernel(flat, maxEntities);
    this.#dependents = listDependents(this.kernel);
    const k = this.kernel;
    k.onEmpty = (carrier, block) => {
      if (flat.blocks.kind[block] === KIND.FLEET) vesselLanded(k, carrier);
      else storeFreed(k, carrier, block);
    };
  }

  /** Runs one replication; what was counted by block stays in the kernel's tally until the next. */
  run(options: RunOptions): RunResult {
    const k = this.kernel;
    let ended: RunEnd;
    try {
      this.#start(options);
      ended = this.#loop(options);
    } catch (error) {
      if (!(error instanceof LimitReached)) throw error;
      ended = "entity-limit";
    }
    if (ended === "horizon") k.clock[0] = options.untilHours;
    k.tally.settle();
    options.watcher?.end?.(k);
    return this.#result(ended, options);
  }

  #start({ seed, replication, warmUpHours, sampleEveryHours, observe, watcher }: RunOptions): void {
    const k = this.kernel;
    k.reset(seed, replication, observe);
    this.#hash[0] = HASH_LOW;
    this.#hash[1] = HASH_HIGH;
    this.#events = 0;
    this.#sojourns.length = 0;
    this.#leftAt.length = 0;
    this.#samples.length = 0;
    this.#trace.length = 0;
    startVessels(k);
    startClosures(k);
    startDocks(k);
    startArrivals(k);
    if (warmUpHours > 0) k.events.push(warmUpHours, PRIORITY.CLOCK, EVENT.WARM_UP);
    if (sampleEveryHours > 0) k.events.push(0, PRIORITY.CLOCK, EVENT.SAMPLE);
    if (k.hasAgenda) k.workThrough(this.#look);
    watcher?.start?.(k);
  }

  readonly #look = (kind: number, subject: number): void => {
    const k = this.kernel;
    if (kind === AGENDA.DOCK) lookAtDock(k, subject);
    else if (kind === AGENDA.STOCK) k.shareStock(subject);
    else lookAtVessels(k);
  };

  /** One turn for each event. Kept whole: it is the hot loop. */
  #loop(options: RunOptions): RunEnd {
    const { untilHours, maxEvents, traceRows, sampleEveryHours, observe, watcher } = options;
    const k = this.kernel;
    const { events } = k;
    const { head } = events;
    const { clock, mayPutOff } = k;
    const until = Number(untilHours);
    const isWatched = observe || traceRows > 0 || watcher !== undefined;
    // Of the trace hash and the events; as locals they stay in registers.
    let low = HASH_LOW;
    let high = HASH_HIGH;
    let count = 0;
    // Without a horizon it ends when all have gone.
    const drains = untilHours === Number.POSITIVE_INFINITY;
    let steps = 0;
    let idle = 0;
    let sweepAt = FIRST_SWEEP;
    try {
      for (;;) {
        const what = events.pop();
        if (what < 0) return k.inside > 0 ? "deadlock" : drains ? "empty" : "horizon";
        const time = head[0];
        if (time > until) return "horizon";
        const kind = what & (EVENT_STEP - 1);
        const subject = what >> 4;
        // Events that were put off or called off.
        if (mayPutOff && kind === SERVICE_END && k.isPutOff(subject)) continue;
        if (kind === DOCK_TIMER && k.dockTimer[subject] !== head[1]) continue;
        if (time !== clock[0]) steps = 0;
        else if (++steps > MAX_STEPS_AT_ONCE) return "no-progress";
        clock[0] = time;
        if (++count > maxEvents) return "event-limit";
        double[0] = time;
        low = Math.imul(low ^ words[LOW_WORD], 0x01000193) ^ what;
        high = Math.imul(high ^ words[HIGH_WORD], 0x85ebca6b) ^ low;
        if (isWatched) this.#before(kind, subject, options);
        switch (kind) {
          case ARRIVAL:
            arrive(k, subject);
            break;
          case SERVICE_END:
            k.endService(subject);
            break;
          case DELAY_END:
            k.endDelay(subject);
            break;
          default:
            this.#rareEvent(kind, subject, sampleEveryHours);
        }
        if (k.hasAgenda) k.workThrough(this.#look);
        if (isWatched) this.#after(kind, subject, options);
        if (k.mayBeStuck) {
          k.mayBeStuck = false;
          if (findGridlock(k).length > 0) return "deadlock";
        }
        if (drains && k.openArrivals === 0) {
          if (k.inside === 0) return "empty";
          idle = kind === CLOSURE || kind === TIMETABLE || kind >= SAMPLE ? idle + 1 : 0;
          if (idle > MAX_IDLE) return "deadlock";
        }
        if (events.size > sweepAt) {
          this.#sweep();
          sweepAt = Math.max(FIRST_SWEEP, 2 * events.size);
        }
      }
    } finally {
      this.#events = count;
      this.#hash[0] = low;
      this.#hash[1] = high;
    }
  }

  #before(kind: number, subject: number, { traceRows, watcher }: RunOptions): void {
    if (this.#trace.length < traceRows) this.#note(kind, subject);
    watcher?.before?.(this.kernel, kind, subject);
  }

  #after(kind: number, subject: number, { observe, watcher }: RunOptions): void {
    if (observe) this.#observe();
    watcher?.after?.(this.kernel, kind, subject);
  }

  #rareEvent(kind: number, subject: number, sampleEveryHours: number): void {
    const k = this.kernel;
    switch (kind) {
      case EVENT.CLOSURE:
        changeClosure(k, subject, this.#dependents);
        break;
      case EVENT.DOCK_TIMER:
        timerOver(k, subject);
        break;
      case EVENT.TIMETABLE:
        timetableDue(k, subject);
        break;
      case EVENT.VESSEL:
        vesselEvent(k, subject);
        break;
      case EVENT.BULK_END:
        endBulk(k, subject);
        break;
      case EVENT.LATE_ARRIVAL:
        arriveLate(k, subject);
        break;
      case EVENT.SAMPLE:
        this.#samples.push(Int32Array.from({ length: k.flat.blocks.count }, (_, b) => k.tally.valueOf(3 * b)));
        k.events.push(k.now + sampleEveryHours, PRIORITY.CLOCK, EVENT.SAMPLE);
        break;
      case EVENT.WARM_UP:
        k.endWarmUp();
        break;
      default:
        throw new Error(`unknown event ${kind}`);
    }
  }

  /** Times in the system, as noted by the kernel since the last event. */
  #observe(): void {
    const { gone } = this.kernel;
    for (const hours of gone) {
      this.#sojourns.push(hours);
      this.#leftAt.push(this.kernel.now);
    }
    gone.length = 0;
  }

  #note(kind: number, subject: number): void {
    const k = this.kernel;
    const { names } = k.flat.blocks;
    const isEntity =
      kind === EVENT.SERVICE_END || kind === EVENT.DELAY_END || kind === EVENT.BULK_END || kind === EVENT.VESSEL;
    const name = isEntity
      ? names[k.blockOf[subject]]
      : kind === EVENT.ARRIVAL
        ? names[k.flat.arrivals[subject].block]
        : kind === EVENT.CLOSURE
          ? k.flat.closures[subject].name
          : kind === EVENT.DOCK_TIMER || kind === EVENT.TIMETABLE
            ? k.flat.docks[subject].name
            : "";
    this.#trace.push({ hours: k.now, event: EVENT_NAMES[kind], subject: name, entity: isEntity ? subject : -1 });
  }

  #sweep(): void {
    const k = this.kernel;
    k.events.keep((what, order) => {
      const kind = what & (EVENT_STEP - 1);
      const subject = what >> 4;
      if (kind === DOCK_TIMER) return k.dockTimer[subject] === order;
      if (kind !== SERVICE_END || k.placeOf[subject] !== PLACE.SERVED) return true;
      return k.isPlain[k.blockOf[subject]] === 1 || k.endOrder[subject] === order;
    });
  }

  #result(ended: RunEnd, options: RunOptions): RunResult {
    const k = this.kernel;
    const isStuck = ended === "deadlock";
    return {
      ended,
      endHours: k.now,
      hours: Math.max(0, k.now - options.warmUpHours),
      events: Math.min(this.#events, options.maxEvents),
      arrived: k.arrived,
      left: k.left,
      inside: k.inside,
      waiting: isStuck || ended.endsWith("limit") || ended === "no-progress" ? listWaiting(k) : [],
      traceHash: hex(this.#hash[0]) + hex(this.#hash[1]),
      littleError: littleError(k),
      sojourns: [...this.#sojourns],
      leftAt: [...this.#leftAt],
      samples: [...this.#samples],
      trace: [...this.#trace],
    };
  }
}

const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, "0");
