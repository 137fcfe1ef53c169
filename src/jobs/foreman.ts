// Takes runs from the queue as workers become free, says every two seconds that they are still worked on, and keeps their
// answers: answer, end of the run and end of the job in one transaction, under the right of the attempt. A run may be begun
// more than once, when a worker or a server goes away in the middle; it answers exactly once.

import type { DatasetInput } from "../data/index.ts";
import {
  addResult,
  beginRun,
  ENDED,
  endRun,
  findRun,
  forgetOldRuns,
  holdRun,
  type KeptRun,
  listUnderWay,
  noteProgress,
  type RunProgress,
  requeueRun,
  type Store,
  type StoredProblem,
} from "../store/index.ts";
import type { Lease, Queue } from "./queue.ts";
import type { Split } from "./run-kind.ts";
import type { SweepDesk } from "./sweep-desk.ts";
import type { Outcome, Running, Workers } from "./workers.ts";

export interface ForemanOptions {
  readonly store: Store;
  readonly queue: Queue;
  readonly workers: Workers;
  /** Of work that is done in parts. */
  readonly sweeps: SweepDesk;
  /** Places that parts of sweeps have at the moment. */
  readonly placesTaken: () => number;
  /** The server's dataset; runs are about it. */
  readonly input: DatasetInput;
  readonly programVersion: string;
  /** Runs that are kept at most; the oldest that have ended are forgotten. */
  readonly mostKept: number;
  /** The state of a run changed. */
  readonly onChange: (runId: string) => void;
  readonly onProgress: (runId: string, progress: RunProgress) => void;
  /** There are parts of work to be done. */
  readonly onParts: () => void;
  /** What fails in the background. */
  readonly onError: (error: unknown) => void;
}

export interface Foreman {
  /** There may be work: looks at once. */
  poke(): void;
  /** Whether a look found no free place, so that a run may wait for one. */
  wantsPlace(): boolean;
  /** Looks at once, and is done when what could be begun was begun. */
  look(): Promise<void>;
  /** Ends the work on a run, when it is done here; who calls has noted the end already. */
  drop(runId: string): void;
  progressOf(runId: string): RunProgress | undefined;
  /** Ends all work; what was under way waits for the next start. */
  close(): Promise<void>;
}

interface Active {
  readonly lease: Lease;
  readonly running: Running;
  /** When the run was begun, with the parts of work in parts. */
  readonly begun: Date;
  progress?: RunProgress;
  /** The progress that the database has. */
  noted?: RunProgress;
}

const TICK_MS = 2_000;
/** Ticks between looks for runs whose worker elsewhere went away. */
const TICKS_BETWEEN_LOOKS = 3;
const TICKS_AT_REST = 15;

export async function startForeman(options: ForemanOptions): Promise<Foreman> {
  const { store, queue, workers, onChange, onProgress, onError } = options;
  const { db } = store;
  const active = new Map<string, Active>();
  const isAlone = "embedded" in store.queue;
  let isClosing = false;
  let wantsPlace = false;
  let ticks = 0;
  const endings = new Set<Promise<void>>();

  const takeWork = oneAtATime(async () => {
    while (!isClosing) {
      const free = workers.free() - options.placesTaken();
      wantsPlace = free <= 0;
      if (wantsPlace) return;
      const short = await queue.lease("short", free);
      const long = await queue.lease("long", Math.min(free - short.length, freeForLong()));
      const leases = [...short, ...long];
      if (leases.length === 0) return;
      for (const lease of leases) await begin(lease);
    }
  }, onError);

  /** One place is always kept for short work, unless there is only one. */
  function freeForLong(): number {
    const taken = [...active.values()].filter(({ lease }) => lease.lane === "long").length;
    return Math.max(1, workers.count - 1) - taken;
  }

  const tick = oneAtATime(async () => {
    ticks++;
    // Nobody else puts anything into an embedded store: while nothing is done, looking would only warm the room.
    if (isAlone && active.size === 0 && ticks % TICKS_AT_REST !== 0) return;
    await Promise.all([...active].map(([runId, work]) => beat(runId, work)));
    if (ticks % TICKS_BETWEEN_LOOKS === 0) await lookForLost();
    takeWork();
  }, onError);

  async function begin(lease: Lease): Promise<void> {
    const { runId, attempt } = lease;
    const run = await findRun(db, runId);
    if (run === undefined || ENDED.includes(run.state)) {
      await queue.complete(db, lease);
      return;
    }
    const collected = await options.sweeps.collect(runId);
    // The answer of work in parts belongs to the run that was begun with them.
    const begun = collected === undefined ? new Date() : (run.started_at ?? new Date());
    if (!(await beginRun(db, runId, attempt + 1, options.programVersion, begun))) return;
    const task = { ...toTask(run, options), ...(collected === undefined ? {} : { collected }) };
    const noteProgressOf = (progress: RunProgress): void => {
      const work = active.get(runId);
      if (work?.lease !== lease) return;
      work.progress = progress;
      onProgress(runId, progress);
    };
    const running = workers.start(task, noteProgressOf, lease.lane === "long" ? 1 : 0);
    active.set(runId, { lease, running, begun });
    onChange(runId);
    const ending = running.outcome
      .then((outcome) => finish(lease, outcome))
      .catch(onError)
      .finally(() => {
        endings.delete(ending);
        takeWork();
      });
    endings.add(ending);
  }

  async function finish(lease: Lease, outcome: Outcome): Promise<void> {
    const { runId } = lease;
    const begun = active.get(runId)?.begun ?? new Date();
    if (active.get(runId)?.lease === lease) active.delete(runId);
    if (outcome.type === "cancelled") return;
    if (outcome.type === "failed" && outcome.bug !== null) onError(new Error(`run ${runId}: ${outcome.bug}`));
    await (outcome.type === "split" ? keepSplit(lease, outcome.split) : keepOutcome(lease, outcome, begun));
    onChange(runId);
    await forgetOldRuns(db, options.mostKept);
  }

  /** From now on its parts are what is done, and no job of its own. */
  async function keepSplit(lease: Lease, split: Split): Promise<void> {
    await db
      .transaction()
      .execute(async (change) => {
        // First the run's row: whoever ends a sweep takes rows in that order.
        const state = await holdRun(change, lease.runId);
        if (!(await queue.complete(change, lease)) || state !== "running") throw new LeaseLost();
        await options.sweeps.begin(change, lease.runId, split);
      })
      .catch((error: unknown) => {
        if (!(error instanceof LeaseLost)) throw error;
      });
    options.onParts();
  }

  /** All of it or nothing: nothing when the lease was lost, because somebody else answers then. */
  async function keepOutcome(
    lease: Lease,
    outcome: Exclude<Outcome, { type: "cancelled" | "split" }>,
    begun: Date,
  ): Promise<void> {
    const end =
      outcome.type === "done"
        ? {
            state: "done" as const,
            seconds: secondsOf(outcome.seconds, begun),
            headline: outcome.headline,
            problems: [],
          }
        : { state: "failed" as const, seconds: null, headline: [], problems: outcome.problems };
    await db
      .transaction()
      .execute(async (change) => {
        // First the run's row: who cancels takes rows in that order, and both would wait for each other.
        await holdRun(change, lease.runId);
        const mine = await queue.complete(change, lease);
        if (!mine || !(await endRun(change, lease.runId, end, new Date()))) throw new LeaseLost();
        if (outcome.type === "done") await addResult(change, lease.runId, outcome.result);
        await options.sweeps.clear(change, lease.runId);
      })
      .catch((error: unknown) => {
        if (!(error instanceof LeaseLost)) throw error;
      });
  }

  async function beat(runId: string, work: Active): Promise<void> {
    if (await queue.beat(work.lease)) {
      if (work.progress !== undefined && work.progress !== work.noted) {
        work.noted = work.progress;
        await noteProgress(db, runId, work.progress);
      }
    } else if (active.get(runId) === work) {
      active.delete(runId);
      work.running.cancel();
      onChange(runId);
    }
  }

  /** Runs of workers elsewhere that went away: shown as waiting again, or as failed when that happened too often. */
  async function lookForLost(): Promise<void> {
    for (const run of await listUnderWay(db)) {
      if (active.has(run.id) || run.job_id === null) continue;
      const state = await queue.stateOf(run.job_id);
      if (state === "taken" || (state === "waiting" && run.state === "queued")) continue;
      if (state === "waiting") await requeueRun(db, run.id);
      else await endRun(db, run.id, { state: "failed", seconds: null, headline: [], problems: [GONE] }, new Date());
      onChange(run.id);
    }
  }

  // Nobody but the process that has the lock works on an embedded store: what was under way belonged to one that is gone.
  if (isAlone) {
    await queue.giveBackAll();
    // Of a run without a job the parts are under way.
    for (const run of await listUnderWay(db))
      if (run.state === "running" && run.job_id !== null) await requeueRun(db, run.id);
    await options.sweeps.giveBackOwn();
  }
  const timer = setInterval(tick, TICK_MS);
  timer.unref();
  takeWork();

  return {
    poke: takeWork,
    wantsPlace: () => wantsPlace,
    async look() {
      takeWork();
      await takeWork.done();
    },
    drop(runId) {
      active.get(runId)?.running.cancel();
      active.delete(runId);
    },
    progressOf: (runId) => active.get(runId)?.progress,
    async close() {
      isClosing = true;
      clearInterval(timer);
      // What is just being begun is begun first, so that it is among those that are given back.
      await Promise.all([takeWork.done(), tick.done()]);
      const left = [...active.entries()];
      active.clear();
      for (const [runId, { lease, running }] of left) {
        running.cancel();
        await requeueRun(db, runId);
        await queue.giveBack(lease);
      }
      await Promise.all(endings);
    },
  };
}

/** Of the work itself; of work in parts, since it was begun. */
const secondsOf = (seconds: number, begun: Date): number => Math.max(seconds, (Date.now() - begun.getTime()) / 1000);

class LeaseLost extends Error {}

const GONE: StoredProblem = {
  code: "interrupted",
  place: "run",
  message: "The server or worker that did this run went away again and again.",
  hint: "Look at the server's log, then repeat the run; ask for less if it ran out of memory.",
};

const toTask = (run: KeptRun, { input }: ForemanOptions) => ({
  kind: run.kind,
  input,
  datasetHash: run.dataset_hash,
  scenario: run.scenario === null ? null : { id: run.scenario_id ?? UNNAMED, document: run.scenario.document },
  parameters: run.parameters,
  seed: run.seed,
  programVersion: run.program_version,
});

/** Id of a scenario that was sent as a document. */
export const UNNAMED = "unnamed";

interface OneAtATime {
  (): void;
  /** When it is at rest. */
  done(): Promise<void>;
}

/** Runs work once at a time; who asks meanwhile makes it run once more. */
function oneAtATime(work: () => Promise<void>, onError: (error: unknown) => void): OneAtATime {
  let current: Promise<void> | undefined;
  let again = false;
  async function loop(): Promise<void> {
    do {
      again = false;
      await work().catch(onError);
    } while (again);
    current = undefined;
  }
  const ask = (): void => {
    if (current === undefined) current = loop();
    else again = true;
  };
  return Object.assign(ask, { done: async () => current });
}
