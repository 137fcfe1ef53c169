// What one replication says about each place, as plain arrays: it may be made in another thread or on another machine, and
// the sum over replications does not depend on who made which.

import { littleErrors } from "./books.ts";
import { CellPacker, type Cells, type MetCells } from "./cells.ts";
import type { CompiledModel } from "./compile-model.ts";
import { DOCK_OF, type FlatModel, KIND } from "./flat-model.ts";
import { GaugePlan, PHASE, PHASES } from "./gauge-plan.ts";
import { Runner, type RunResult, type RunWatcher } from "./run.ts";
import { cellsOfGauge, SLOT_CELLS } from "./tally.ts";

/** Numbers of each block, NaN where they have no meaning. */
export interface ReplicationRecord {
  readonly result: RunResult;
  readonly waitMean: Float64Array;
  readonly waitCount: Float64Array;
  readonly waitMax: Float64Array;
  readonly queueMean: Float64Array;
  readonly queueMax: Float64Array;
  /** Share of servers busy, blocked ones included. */
  readonly utilisation: Float64Array;
  /** Mean number that are blocked by a full place behind. */
  readonly blockedMean: Float64Array;
  readonly lost: Float64Array;
  readonly interruptions: Float64Array;
  /** Time from arrival to leaving, by class. */
  readonly sojournMean: Float64Array;
  readonly sojournCount: Float64Array;
  /** Hours of waits that ended, class by class, each by cause in the order of CAUSES (lost-time.ts). */
  readonly lostHours: Float64Array;
  /** Dropped once they have been added up: they are most of the memory. */
  readonly cells: MetCells;
  /** Mean in use, by stock. */
  readonly stockMean: Float64Array;
  /** Share of vessel hours in each phase, fleet by fleet. */
  readonly phaseShare: Float64Array;
  /** By block: area under the number waiting or served against hours added up, relative. */
  readonly littleErrors: Float64Array;
}

export interface ReplicationOptions {
  readonly seed: number;
  /** Number of the replication; its streams are called after it. */
  readonly index: number;
  readonly warmUpHours: number;
  readonly traceRows?: number;
  /** Is told of every event. */
  readonly watcher?: RunWatcher;
}

/** Runs replications of one model, one after another. */
export class Replicator {
  readonly #compiled: CompiledModel;
  readonly #runner: Runner;

  constructor(compiled: CompiledModel) {
    this.#compiled = compiled;
    this.#runner = new Runner(compiled.flat, compiled.run.maxEntities);
  }

  run({ seed, index, warmUpHours, traceRows = 0, watcher }: ReplicationOptions): ReplicationRecord {
    const { run } = this.#compiled;
    const result = this.#runner.run({
      seed,
      replication: `r${index}`,
      untilHours: run.untilHours,
      warmUpHours,
      sampleEveryHours: run.sampleEveryHours,
      observe: false,
      traceRows,
      maxEvents: run.maxEvents,
      ...(watcher === undefined ? {} : { watcher }),
    });
    return toRecord(this.#compiled.flat, this.#runner, result);
  }

  /** A run that notes everybody's time in the system and when they left, to find the warm-up from. */
  pilot(seed: number, index: number): RunResult {
    const { run } = this.#compiled;
    return this.#runner.run({
      seed,
      replication: `pilot${index}`,
      untilHours: run.untilHours,
      warmUpHours: 0,
      sampleEveryHours: 0,
      observe: true,
      traceRows: 0,
      maxEvents: run.maxEvents,
    });
  }
}

/** Sums of cells before the first replication. */
export function emptyCells({ flat }: CompiledModel): Cells {
  const { limits, queue, busy } = new GaugePlan(flat);
  const blocks = [...flat.blocks.kind.keys()];
  const ofGauge = (gauge: number): Float64Array =>
    new Float64Array(limits[gauge] < 0 ? 0 : cellsOfGauge(limits[gauge]));
  return {
    wait: blocks.map((b) => new Float64Array(waitsOrIsTimed(flat, b) ? SLOT_CELLS : 0)),
    queue: blocks.map((b) => ofGauge(queue(b))),
    busy: blocks.map((b) => ofGauge(busy(b))),
    sojourn: flat.classes.map(() => new Float64Array(SLOT_CELLS)),
  };
}

const waits = ({ blocks }: FlatModel, b: number): boolean =>
  blocks.kind[b] === KIND.SERVER || blocks.kind[b] === KIND.STORE;

/** Sinks note times from arrival, marks of a stage how long it took. */
const waitsOrIsTimed = (flat: FlatModel, b: number): boolean =>
  waits(flat, b) || flat.blocks.kind[b] === KIND.SINK || flat.blocks.isStage[b] === 1;

function toRecord(flat: FlatModel, { kernel }: Runner, result: RunResult): ReplicationRecord {
  const { blocks, classes, stocks, fleets } = flat;
  const { tally, plan } = kernel;
  const { hours } = result;
  const each = (value: (b: number) => number): Float64Array =>
    Float64Array.from({ length: blocks.count }, (_, b) => value(b));
  const mean = (slot: number): number => tally.sumOf(slot) / tally.countOf(slot);
  const sinks = [...blocks.kind.keys()].filter((b) => blocks.kind[b] === KIND.SINK);
  const classSlots = classes.map((_, c) => (classes.length > 1 ? [plan.classSlot + c] : sinks));
  const total = (value: (slot: number) => number, slots: readonly number[]): number =>
    slots.reduce((sum, slot) => sum + value(slot), 0);
  const sums = (slot: number): number => tally.sumOf(slot);
  const counts = (slot: number): number => tally.countOf(slot);
  return {
    result,
    waitMean: each((b) => (waitsOrIsTimed(flat, b) || blocks.kind[b] === KIND.FLEET ? mean(b) : Number.NaN)),
    waitCount: each((b) => tally.countOf(b)),
    waitMax: each((b) => tally.longestOf(b)),
    queueMean: each((b) => (waits(flat, b) ? tally.areaOf(plan.queue(b)) / hours : Number.NaN)),
    queueMax: each((b) => (waits(flat, b) ? tally.greatestOf(plan.queue(b)) : Number.NaN)),
    utilisation: each((b) => utilisationOf(flat, b, (gauge) => tally.areaOf(gauge) / hours, plan)),
    blockedMean: each((b) => tally.areaOf(plan.blocked(b)) / hours),
    lost: kernel.lost.slice(),
    interruptions: kernel.interruptions.slice(),
    sojournMean: Float64Array.from(classSlots, (slots) => total(sums, slots) / total(counts, slots)),
    sojournCount: Float64Array.from(classSlots, (slots) => total(counts, slots)),
    lostHours: kernel.lostTime.hours.slice(),
    cells: metCells(flat, kernel, classSlots),
    stockMean: Float64Array.from(stocks, (_, s) => tally.areaOf(plan.stock(s)) / hours),
    littleErrors: littleErrors(kernel),
    phaseShare: Float64Array.from({ length: fleets.length * PHASES }, (_, i) => {
      const fleet = Math.floor(i / PHASES);
      return tally.areaOf(plan.phase(fleet, i % PHASES)) / hours / fleets[fleet].vessels;
    }),
  };
}

function metCells(
  flat: FlatModel,
  { tally, plan }: Runner["kernel"],
  classSlots: readonly (readonly number[])[],
): MetCells {
  const packer = new CellPacker();
  const ofBlocks = (pack: (b: number) => void): MetCells["wait"] => {
    for (let b = 0; b < flat.blocks.count; b++) {
      pack(b);
      packer.endRow();
    }
    return packer.take();
  };
  const wait = ofBlocks((b) => waitsOrIsTimed(flat, b) && tally.packSlots([b], packer));
  const queue = ofBlocks((b) => tally.packGauge(plan.queue(b), packer));
  const busy = ofBlocks((b) => tally.packGauge(plan.busy(b), packer));
  for (const slots of classSlots) {
    tally.packSlots(slots, packer);
    packer.endRow();
  }
  return { wait, queue, busy, sojourn: packer.take() };
}

/** Busy servers or vessels that do not wait, as a share; NaN of what has none. */
function utilisationOf(
  flat: FlatModel,
  b: number,
  meanOf: (gauge: number) => number,
  plan: Runner["kernel"]["plan"],
): number {
  const { blocks, docks, fleets } = flat;
  const kind = blocks.kind[b];
  if (kind === KIND.SERVER && blocks.law[b] >= 0) return meanOf(plan.busy(b)) / blocks.servers[b];
  if (kind === KIND.STORE && blocks.ownDock[b] >= 0 && docks[blocks.ownDock[b]].ownerKind === DOCK_OF.BULK)
    return meanOf(plan.busy(b)) / blocks.servers[b];
  if (kind !== KIND.FLEET) return Number.NaN;
  const fleet = fleets.findIndex(({ block }) => block === b);
  const working: readonly number[] = [PHASE.SAILING, PHASE.UNLOADING, PHASE.LOADING];
  return working.reduce((sum, phase) => sum + meanOf(plan.phase(fleet, phase)), 0) / fleets[fleet].vessels;
}
