// What happened when, in one replication: journeys and services between two instants, what vessels did, how queues went up and
// down, when closures were on. An observer of the run (run.ts): it reads and changes nothing, so the trace stays the same.
// Not covered: what a carrier's load is made of; a journey says its block, its class and how many travelled as one.

import { PLACE } from "./entity-rows.ts";
import { EVENT } from "./flat-model.ts";
import type { Kernel } from "./kernel.ts";
import type { RunWatcher } from "./run.ts";

export interface TimelineOptions {
  /** Journeys, phases and steps of queues are kept when they touch this. */
  readonly fromHours: number;
  readonly toHours: number;
  /** So long before and behind, journeys are kept too. */
  readonly marginHours: number;
  /** Blocks whose journeys are kept. */
  readonly journeys: readonly number[];
  /** Blocks whose waiting rooms are kept. */
  readonly queues: readonly number[];
  /** Fleets whose vessels are kept. */
  readonly fleets: readonly number[];
  /** Hours between samples of all queues over the whole run; 0 for none. */
  readonly sampleEveryHours: number;
}

/** An entity, or a carrier with its load, in a block. */
export interface Journey {
  /** Row of the entity and when it came: together they tell it from all others. */
  readonly entity: number;
  readonly bornAt: number;
  readonly block: number;
  readonly classOf: number;
  /** Entities that travelled as one; 1 for an entity alone. */
  readonly units: number;
  readonly isCarrier: boolean;
  readonly fromHours: number;
  /** Infinity when it was still under way at the end of the run. */
  readonly toHours: number;
}

/** A vessel in one phase. */
export interface VesselPhase {
  readonly vessel: number;
  /** Of the fleets. */
  readonly fleet: number;
  /** The stop at which it is, or to which it sails. */
  readonly stop: number;
  readonly phase: number;
  readonly fromHours: number;
  readonly toHours: number;
  /** Entities aboard at its end. */
  readonly aboard: number;
}

/** Values of one waiting room: from each hour on so many wait. */
export interface Steps {
  readonly hours: readonly number[];
  readonly values: readonly number[];
}

export interface ClosedSpell {
  readonly closure: number;
  readonly fromHours: number;
  readonly toHours: number;
}

/** An observer that keeps a timeline. One run each. */
export class Timeline implements RunWatcher {
  readonly journeys: Journey[] = [];
  readonly phases: VesselPhase[] = [];
  readonly closed: ClosedSpell[] = [];
  /** Of each queue asked for, at 0, 1, 2 … times `sampleEveryHours`. */
  readonly samples: number[][];
  /** Departures with a load: vessel's fleet, the stop it left, and when; over the whole run. */
  readonly sailings: { readonly fleet: number; readonly stop: number; readonly hours: number }[] = [];
  readonly #options: TimelineOptions;
  readonly #isKept: Uint8Array;
  readonly #steps: { readonly hours: number[]; readonly values: number[] }[];
  #vessels: readonly number[] = [];
  #stopOf = new Int32Array(0);
  #phaseOf = new Int32Array(0);
  #since = new Float64Array(0);
  #aboard = new Int32Array(0);
  #closedSince = new Float64Array(0);
  #nextSample = 0;

  /** @param blocks number of blocks of the model */
  constructor(blocks: number, options: TimelineOptions) {
    this.#options = options;
    this.#isKept = new Uint8Array(blocks);
    for (const block of options.journeys) this.#isKept[block] = 1;
    this.#steps = options.queues.map(() => ({ hours: [], values: [] }));
    this.samples = options.queues.map(() => []);
    this.#nextSample = options.sampleEveryHours > 0 ? 0 : Number.POSITIVE_INFINITY;
  }

  /** Steps of each queue asked for; the first stands at the window's beginning. */
  get queues(): readonly Steps[] {
    return this.#steps;
  }

  start(k: Kernel): void {
    const { vesselCount, fleetOf } = k.fleets;
    this.#vessels = Array.from({ length: vesselCount }, (_, v) => v).filter((v) =>
      this.#options.fleets.includes(fleetOf[v]),
    );
    this.#stopOf = k.fleets.stopOf.slice();
    this.#phaseOf = k.fleets.phaseOf.slice();
    this.#since = new Float64Array(vesselCount);
    this.#aboard = new Int32Array(vesselCount);
    this.#closedSince = Float64Array.from(k.closureClosed, (isClosed) => (isClosed === 1 ? 0 : -1));
    this.#noteQueues(k);
  }

  before(k: Kernel, kind: number, subject: number): void {
    const { now } = k;
    while (this.#nextSample < now) this.#sample(k);
    if (kind === EVENT.DELAY_END || kind === EVENT.SERVICE_END) this.#endJourney(k, subject, now);
    else if (kind === EVENT.CLOSURE) this.#changeClosure(k, subject);
  }

  after(k: Kernel): void {
    this.#noteVessels(k);
    this.#noteQueues(k);
  }

  end(k: Kernel): void {
    const { now } = k;
    while (this.#nextSample <= now) this.#sample(k);
    const { vesselCount } = k.fleets;
    for (const v of this.#vessels) this.#endPhase(k, v, now);
    for (let e = vesselCount; e < k.entityCount; e++)
      if (k.placeOf[e] === PLACE.SERVED && this.#isKept[k.blockOf[e]] === 1)
        this.#endJourney(k, e, Number.POSITIVE_INFINITY);
    for (const [closure, since] of this.#closedSince.entries())
      if (since >= 0) this.closed.push({ closure, fromHours: since, toHours: now });
  }

  #endJourney(k: Kernel, e: number, toHours: number): void {
    const block = k.blockOf[e];
    const fromHours = k.sinceAt[e];
    const { fromHours: first, toHours: last, marginHours } = this.#options;
    if (this.#isKept[block] === 0 || toHours < first - marginHours || fromHours > last + marginHours) return;
    const units = k.aboard[e];
    this.journeys.push({
      entity: e,
      bornAt: k.bornAt[e],
      block,
      classOf: k.classOf[e],
      units: Math.max(1, units),
      isCarrier: units > 0,
      fromHours,
      toHours,
    });
  }

  #changeClosure(k: Kernel, closure: number): void {
    const since = this.#closedSince[closure];
    if (since >= 0) this.closed.push({ closure, fromHours: since, toHours: k.now });
    this.#closedSince[closure] = since >= 0 ? -1 : k.now;
  }

  #noteVessels(k: Kernel): void {
    const { stopOf, phaseOf } = k.fleets;
    for (let i = 0; i < this.#vessels.length; i++) {
      const v = this.#vessels[i];
      if (phaseOf[v] === this.#phaseOf[v] && stopOf[v] === this.#stopOf[v]) {
        this.#aboard[v] = k.aboard[v];
        continue;
      }
      if (stopOf[v] !== this.#stopOf[v] && k.aboard[v] > 0)
        this.sailings.push({ fleet: k.fleets.fleetOf[v], stop: this.#stopOf[v], hours: k.now });
      this.#endPhase(k, v, k.now);
      this.#stopOf[v] = stopOf[v];
      this.#phaseOf[v] = phaseOf[v];
      this.#since[v] = k.now;
      this.#aboard[v] = k.aboard[v];
    }
  }

  #endPhase(k: Kernel, vessel: number, toHours: number): void {
    const fromHours = this.#since[vessel];
    if (toHours <= fromHours || toHours < this.#options.fromHours || fromHours > this.#options.toHours) return;
    this.phases.push({
      vessel,
      fleet: k.fleets.fleetOf[vessel],
      stop: this.#stopOf[vessel],
      phase: this.#phaseOf[vessel],
      fromHours,
      toHours,
      aboard: this.#aboard[vessel],
    });
  }

  /** A step is kept when the value changed; several at one instant are one. */
  #noteQueues(k: Kernel): void {
    const { fromHours, toHours, queues } = this.#options;
    if (k.now > toHours) return;
    for (let q = 0; q < queues.length; q++) {
      const { hours, values } = this.#steps[q];
      const value = k.tally.valueOf(k.plan.queue(queues[q]));
      const last = values.length - 1;
      if (last >= 0 && values[last] === value) continue;
      // Before the window only the newest value matters.
      if (last === 0 && k.now <= fromHours) values[0] = value;
      else if (last >= 0 && hours[last] === k.now) values[last] = value;
      else {
        hours.push(last < 0 ? fromHours : k.now);
        values.push(value);
      }
    }
  }

  #sample(k: Kernel): void {
    for (const [q, block] of this.#options.queues.entries()) this.samples[q].push(k.tally.valueOf(k.plan.queue(block)));
    this.#nextSample += this.#options.sampleEveryHours;
  }
}

/** An observer that only looks at waiting rooms now and then; costs a run next to nothing. */
export class QueueSamples implements RunWatcher {
  /** Of each block, at 0, 1, 2 … times the step. */
  readonly samples: readonly number[][];
  readonly #blocks: readonly number[];
  readonly #everyHours: number;
  #next = 0;

  constructor(blocks: readonly number[], everyHours: number) {
    this.#blocks = blocks;
    this.#everyHours = everyHours;
    this.samples = blocks.map(() => []);
  }

  before(k: Kernel): void {
    const { now } = k;
    while (this.#next < now) this.#take(k);
  }

  end(k: Kernel): void {
    while (this.#next <= k.now) this.#take(k);
  }

  #take(k: Kernel): void {
    for (const [q, block] of this.#blocks.entries()) this.samples[q].push(k.tally.valueOf(k.plan.queue(block)));
    this.#next += this.#everyHours;
  }
}
