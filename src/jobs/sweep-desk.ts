// The book of sweeps under way: hands out their jobs, keeps what comes back, and asks for the answer when all of it is there.
// The same for threads of the server and for workers elsewhere. A job's replications, its end in the queue and, with the last
// one, the asking for the answer are one transaction, and parts of one sweep end one after another: so each replication is
// kept once, and the answer is asked for once.

import { InvalidInput } from "../model/problem.ts";
import {
  addSweepParts,
  addSweepPoints,
  addSweepResults,
  clearSweep,
  countSweep,
  type Db,
  endRun,
  findModel,
  findPart,
  hasPartsLeft,
  holdRun,
  keepModel,
  listJobsOf,
  listJobsOfSweep,
  listSweepPoints,
  listSweepResults,
  listUnderWay,
  noteFailure,
  noteJob,
  notePartDone,
  noteProgress,
  noteWorker,
  type RunProgress,
  type Store,
  type StoredProblem,
} from "../store/index.ts";
import type { SweptReplication } from "../studies/sweep-model.ts";
import type { PreparedPoint } from "../wire/prepare-sweep.ts";
import type { CollectedPoint } from "../wire/to-sweep.ts";
import { engineVersion } from "./engine-version.ts";
import type { PartLease } from "./part-queue.ts";
import type { Queue } from "./queue.ts";
import type { Split } from "./run-kind.ts";

/** A job as whoever does it needs it. */
export interface PartJob {
  readonly lease: PartLease;
  /** SHA-256 of the model. */
  readonly model: string;
  readonly seed: number;
  readonly firstReplication: number;
  readonly replications: number;
}

export interface PartResult {
  readonly lease: PartLease;
  readonly model: string;
  readonly records: readonly SweptReplication[];
}

export interface SweepDesk {
  /** Takes up to so many jobs for a worker. */
  lease(worker: string, count: number): Promise<PartJob[]>;
  /** Says that their worker is still there; those that are lost. */
  beat(leases: readonly PartLease[]): Promise<PartLease[]>;
  findModel(hash: string): Promise<string | undefined>;
  /**
   * Keeps what a job gave; false when the lease was lost or the job done before, and then nothing is kept.
   * @throws InvalidInput when it is not what the job asked for
   */
  keep(result: PartResult): Promise<boolean>;
  /** A worker does not do a job after all: it stops, or says what is wrong. False when the lease was lost. */
  fail(lease: PartLease, message: string | null): Promise<boolean>;
  /** Keeps points and jobs of a sweep that was prepared. */
  begin(change: Db, runId: string, split: Split): Promise<void>;
  /** Points of a sweep with all that came back; undefined before it is prepared. */
  collect(runId: string): Promise<readonly CollectedPoint[] | undefined>;
  /** Ends what is left of a sweep. */
  clear(change: Db, runId: string): Promise<void>;
  progressOf(runId: string): RunProgress | undefined;
  /** Jobs that a process of this store had when it was killed are given back. */
  giveBackOwn(): Promise<void>;
  /** Looks for workers that fell silent, and for jobs that nobody can do. */
  look(): Promise<void>;
  /** Whether a sweep may have jobs. */
  mayHaveWork(): boolean;
}

export interface SweepDeskOptions {
  readonly store: Store;
  readonly queue: Queue;
  /** Puts a run back into its lane, for its answer; gives the job's id. */
  readonly askForAnswer: (change: Db, runId: string) => Promise<string>;
  /** There is something to do. */
  readonly onWork: () => void;
  /** The state of a run changed. */
  readonly onChange: (runId: string) => void;
  readonly onProgress: (runId: string, progress: RunProgress) => void;
}

/** Name of the server's own threads where workers have theirs; no worker's name begins with a blank. */
export const HERE = " here";

/** A job that so many workers said they cannot do ends its sweep. */
const MOST_FAILURES = 3;
/** Progress is written down for other servers once in so long. */
const NOTED_EVERY_MS = 1_000;

interface Watched {
  /** Done when this process first looked. */
  readonly before: number;
  readonly since: number;
  progress: RunProgress;
  notedAt: number;
  /** When all parts were counted, those that others did too. */
  countedAt: number;
}

export function createSweepDesk(options: SweepDeskOptions): SweepDesk {
  const { store, queue, onChange } = options;
  const { db } = store;
  const { parts } = queue;
  const isAlone = "embedded" in store.queue;
  const watched = new Map<string, Watched>();
  /** Workers elsewhere may have jobs: after a restart, those of before. */
  let isLeasedElsewhere = true;
  let mayHaveWork = true;

  function tell(runId: string, done: number, total: number): void {
    const now = performance.now();
    const known = watched.get(runId) ?? { before: done, since: now, progress: NOTHING, notedAt: 0, countedAt: now };
    watched.set(runId, known);
    const seconds = (now - known.since) / 1000;
    const rate = seconds > 0.2 && done > known.before ? (done - known.before) / seconds : null;
    const secondsLeft = rate === null ? null : (total - done) / rate;
    known.progress = { done, total, unit: "replications", rate, secondsLeft };
    options.onProgress(runId, known.progress);
    if (now - known.notedAt < NOTED_EVERY_MS) return;
    known.notedAt = now;
    void noteProgress(db, runId, known.progress).catch(() => {});
  }

  /** Some more replications are there: counted now and then, as that takes the longer the more parts there are. */
  async function tellMore(runId: string, replications: number): Promise<void> {
    const known = watched.get(runId);
    const now = performance.now();
    if (known !== undefined && now - known.countedAt < NOTED_EVERY_MS) {
      const { done, total } = known.progress;
      return tell(runId, Math.min(total, done + replications), total);
    }
    if (known !== undefined) known.countedAt = now;
    const { done, total } = await countSweep(db, runId);
    // It may have ended meanwhile.
    if (total > 0) tell(runId, done, total);
  }

  /** The sweep ends without an answer. */
  async function giveUp(runId: string, problem: StoredProblem): Promise<void> {
    await db.transaction().execute((change) => endFailed(change, runId, problem));
    onChange(runId);
  }

  async function endFailed(change: Db, runId: string, problem: StoredProblem): Promise<void> {
    const end = { state: "failed" as const, seconds: null, headline: [], problems: [problem] };
    if (await endRun(change, runId, end, new Date())) await clear(change, runId);
  }

  async function clear(change: Db, runId: string): Promise<void> {
    const jobs = await listJobsOfSweep(change, runId);
    if (jobs.length > 0) await parts.cancel(change, jobs);
    await clearSweep(change, runId);
    watched.delete(runId);
  }

  return {
    async lease(worker, count) {
      const leases = await parts.lease(count);
      if (leases.length === 0) return [];
      if (worker !== HERE) isLeasedElsewhere = true;
      const jobs: PartJob[] = [];
      for (const lease of leases) {
        const part = await findPart(db, lease.jobId);
        if (part?.model_hash == null || part.state !== "running") {
          // Of a sweep that has ended in between.
          await parts.complete(db, lease);
          continue;
        }
        if (part.told.engine !== engineVersion()) {
          await giveUp(part.run_id, OTHER_VERSION);
          continue;
        }
        const { model_hash: model, first_replication: firstReplication, replications, parameters } = part;
        jobs.push({ lease, model, seed: Number(parameters.seed), firstReplication, replications });
      }
      await noteWorker(
        db,
        jobs.map(({ lease }) => lease.jobId),
        worker,
      );
      return jobs;
    },
    beat: (leases) => parts.beat(leases),
    findModel: (hash) => findModel(db, hash),
    async keep({ lease, model, records }) {
      const part = await findPart(db, lease.jobId);
      if (part === undefined) return false;
      const problem = whatIsWrong(part, model, records);
      if (problem !== undefined) throw forged(problem);
      const { run_id: runId } = part;
      const counted = await db.transaction().execute(async (change) => {
        if ((await holdRun(change, runId)) !== "running") return undefined;
        if (!(await parts.complete(change, lease))) return undefined;
        await addSweepResults(change, runId, part.point, [...records].map(toRecord));
        await notePartDone(change, lease.jobId);
        if (await hasPartsLeft(change, runId)) return "more";
        await noteJob(change, runId, await options.askForAnswer(change, runId));
        return (await countSweep(change, runId)).total;
      });
      if (counted === undefined) return false;
      // It is kept, whether or not that can be told.
      if (counted === "more") await tellMore(runId, part.replications).catch(() => {});
      else {
        tell(runId, counted, counted);
        watched.delete(runId);
        options.onWork();
      }
      return true;
    },
    async fail(lease, message) {
      const part = await findPart(db, lease.jobId);
      // Given back and counted at once: a server killed in between would have workers try a hopeless job for ever.
      const outcome = await db.transaction().execute(async (change) => {
        // First the run's row: whoever ends a job or a sweep takes rows in that order.
        if (part !== undefined) await holdRun(change, part.run_id);
        if (!(await parts.giveBack(change, lease))) return "lost";
        await noteWorker(change, [lease.jobId], "");
        if (part === undefined || message === null) return "given";
        if ((await noteFailure(change, lease.jobId)) < MOST_FAILURES) return "given";
        await endFailed(change, part.run_id, cannotBeDone(message));
        return "ended";
      });
      if (outcome === "lost") return false;
      mayHaveWork = true;
      options.onWork();
      if (outcome === "ended" && part !== undefined) onChange(part.run_id);
      return true;
    },
    async begin(change, runId, { points, models, perJob, replications }) {
      for (const [hash, text] of models) await keepModel(change, hash, text);
      await addSweepPoints(
        change,
        runId,
        points.map((told) => ({ point: told.point, told: { ...told, engine: engineVersion() }, model: told.model })),
      );
      const toDo = points.flatMap(({ point, model }) => {
        if (model === null) return [];
        const jobs = Math.ceil(replications / perJob);
        return Array.from({ length: jobs }, (_, job) => ({
          point,
          firstReplication: job * perJob + 1,
          replications: Math.min(perJob, replications - job * perJob),
        }));
      });
      const all = toDo.map((job, at) => ({ ...job, part: at + 1, jobId: crypto.randomUUID() }));
      await addSweepParts(change, runId, all);
      if (all.length > 0)
        await parts.add(
          change,
          all.map(({ jobId }) => jobId),
        );
      // Nothing to run: the answer says why.
      await noteJob(change, runId, all.length > 0 ? null : await options.askForAnswer(change, runId));
      mayHaveWork = true;
    },
    async collect(runId) {
      const points = await listSweepPoints(db, runId);
      if (points.length === 0) return undefined;
      const byPoint = new Map<number, SweptReplication[]>(points.map(({ point }) => [point, []]));
      for (const { point, record } of await listSweepResults(db, runId))
        byPoint.get(point)?.push(record as unknown as SweptReplication);
      return points.map(({ point, told }) => ({
        ...(told as unknown as PreparedPoint),
        replications: byPoint.get(point) ?? [],
      }));
    },
    clear,
    progressOf: (runId) => watched.get(runId)?.progress,
    async giveBackOwn() {
      const jobs = await listJobsOf(db, HERE);
      if (jobs.length > 0) await parts.giveBackAll(jobs);
      for (const run of await listUnderWay(db)) {
        if (run.state !== "running" || run.job_id !== null) continue;
        const { done, total } = await countSweep(db, run.id);
        if (total > 0) tell(run.id, done, total);
      }
    },
    async look() {
      // Elsewhere the queue looks for silent workers by itself.
      if (isAlone && isLeasedElsewhere) await parts.lookForSilent();
      for (const runId of await parts.listGivenUp(db)) await giveUp(runId, SILENT);
      // Of the first jobs of a sweep nothing came back yet: only the book knows of them.
      mayHaveWork = await hasPartsLeft(db);
      isLeasedElsewhere &&= mayHaveWork;
    },
    mayHaveWork: () => mayHaveWork || !isAlone,
  };
}

const NOTHING: RunProgress = { done: 0, total: 0, unit: "replications", rate: null, secondsLeft: null };

const toRecord = (record: SweptReplication) => ({ ...record });

type Part = NonNullable<Awaited<ReturnType<typeof findPart>>>;

/** Why a result is not that of its job; undefined when it is. */
function whatIsWrong(part: Part, model: string, records: readonly SweptReplication[]): string | undefined {
  if (model !== part.model_hash) return "it was made with another model";
  if (records.length !== part.replications)
    return `it has ${records.length} replications, and the job has ${part.replications}`;
  const { measures } = part.told as unknown as PreparedPoint;
  for (const [at, { replication, values }] of records.entries()) {
    if (replication !== part.first_replication + at)
      return `replication ${replication} stands where ${part.first_replication + at} should`;
    if (values.length !== measures.length)
      return `replication ${replication} has ${values.length} figures, and the model has ${measures.length}`;
  }
  return undefined;
}

const forged = (reason: string): InvalidInput =>
  new InvalidInput([
    {
      code: "wrong-result",
      place: "results",
      message: `The result is not that of the job: ${reason}.`,
      hint: "Nothing was kept. Use a worker of the same version as the server.",
    },
  ]);

const cannotBeDone = (message: string): StoredProblem => ({
  code: "part-failed",
  place: "sweep",
  message: `${MOST_FAILURES} workers could not do a job of the sweep: ${message.slice(0, 500)}`,
  hint: "Look at the workers' output; run the point by itself with kopru simulate.",
});

/** Half of a sweep by one version and half by another would be no sweep. */
const OTHER_VERSION: StoredProblem = {
  code: "other-version",
  place: "sweep",
  message: "The sweep was begun by another version of the program, which would not calculate the same bits.",
  hint: "Repeat the run.",
};

const SILENT: StoredProblem = {
  code: "interrupted",
  place: "sweep",
  message: "Workers went away again and again in the middle of one job.",
  hint: "Look at the workers' output; ask for less if they ran out of memory.",
};
