// Replications of a model wherever there is somebody to run them: here, one after another, or in threads and on machines that
// know nothing but the model as plain data. An experiment takes them in the order of their numbers, so its answer is the same
// however many there are and whoever is faster. No dataset is needed here.

import {
  type CompiledModel,
  compileModel,
  type Experiment,
  ExperimentBook,
  type ExperimentOptions,
  findWarmUp,
  type ReplicationRecord,
  Replicator,
  type SimulationModel,
} from "../engines/simulation/index.ts";

export type { ReplicationRecord, SimulationModel } from "../engines/simulation/index.ts";

/** A model as it can be posted: values of `set` take the place of its parameters. */
export interface ModelSource {
  readonly model: SimulationModel;
  readonly set?: Readonly<Record<string, number>>;
  /** Samples of these blocks only, in this order; of all when left out. Samples of a model of many blocks are large. */
  readonly sampled?: readonly string[];
}

export interface ReplicationTask {
  readonly seed: number;
  /** From 1; the streams of random numbers are called after it. */
  readonly index: number;
  readonly warmUpHours: number;
}

/** Somebody who runs replications. */
export interface Replications {
  readonly threads: number;
  /**
   * One replication. The same source object again is the same model.
   * @returns undefined when it was not wanted any more before it began
   */
  run(
    source: ModelSource,
    task: ReplicationTask,
    isWanted: () => boolean,
  ): Promise<ReplicationRecord | undefined> | ReplicationRecord;
}

/** Runs tasks of one model after another and keeps the one compiled last. */
export class TaskRunner {
  #source: ModelSource | undefined;
  #replicator: Replicator | undefined;
  #sampled: readonly number[] | undefined;

  /** @throws InvalidInput with everything that is wrong with the model */
  run(source: ModelSource, task: ReplicationTask): ReplicationRecord {
    if (this.#replicator === undefined || this.#source !== source) {
      const compiled = compileModel(source.model, source.set ?? {});
      this.#replicator = new Replicator(compiled);
      this.#sampled = source.sampled?.map((name) => compiled.flat.blocks.names.indexOf(name));
      this.#source = source;
    }
    const record = this.#replicator.run(task);
    const columns = this.#sampled;
    if (columns === undefined) return record;
    const samples = record.result.samples.map((row) => Int32Array.from(columns, (block) => row[block] ?? 0));
    return { ...record, result: { ...record.result, samples } };
  }
}

/** In this thread: every replication is done when it is asked for. */
export function replicationsHere(): Replications {
  const runner = new TaskRunner();
  return { threads: 1, run: (source, task) => runner.run(source, task) };
}

/** Begun for each thread before the first of them is back, so that none waits for the next. */
const AHEAD = 2;

/**
 * The same as `runExperiment`, by others. Of replications that were begun and turn out not to be needed nothing is taken.
 * @param compiled the source compiled, where that has been done
 */
export async function runReplicated(
  replications: Replications,
  source: ModelSource,
  options: ExperimentOptions,
  compiled: CompiledModel = compileModel(source.model, source.set ?? {}),
): Promise<Experiment> {
  const warmUp = findWarmUp(compiled, options.seed);
  const book = new ExperimentBook(compiled, options, warmUp);
  const begun = new Map<number, ReturnType<Replications["run"]>>();
  let last = 0;
  const isWanted = (): boolean => book.wantsMore;
  while (book.wantsMore) {
    while (last < book.most && begun.size < (replications.threads > 1 ? AHEAD * replications.threads : 1)) {
      last++;
      const running = replications.run(source, book.taskOf(last), isWanted);
      // What goes wrong with one that is not needed is nobody's trouble.
      if (running instanceof Promise) running.catch(() => {});
      begun.set(last, running);
    }
    const next = book.count + 1;
    const record = await begun.get(next);
    begun.delete(next);
    if (record === undefined) throw new Error(`expected replication ${next} to be run`);
    book.add(record);
  }
  return book.close();
}
