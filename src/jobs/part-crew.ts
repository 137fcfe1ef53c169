// The server's own threads for jobs of sweeps: they take from the same queue as workers elsewhere, by the same rules, whenever
// a place is free that no run wants.

import type { PartLease } from "./part-queue.ts";
import { createPartThreads } from "./part-threads.ts";
import { HERE, type PartJob, type SweepDesk } from "./sweep-desk.ts";
import type { ThreadPlaces } from "./thread-places.ts";

export interface PartCrew {
  /** There may be work: looks at once. */
  poke(): void;
  busy(): number;
  /** Ends all work and gives it back. */
  close(): Promise<void>;
}

export interface PartCrewOptions {
  readonly desk: SweepDesk;
  /** Places in all. */
  readonly count: number;
  /** Places that no run has, this crew's own work not counted. */
  readonly freePlaces: () => number;
  /** Threads that compute in this process. */
  readonly threads: ThreadPlaces;
  /** Runs go first: parts are many, and somebody waits for a run. */
  readonly runs: { wantsPlace(): boolean; look(): Promise<void>; poke(): void };
  readonly onError: (error: unknown) => void;
}

const TICK_MS = 2_000;
/** Ticks between looks for jobs that nobody can do. */
const TICKS_BETWEEN_LOOKS = 3;
const TICKS_AT_REST = 15;

export function startPartCrew({ desk, count, freePlaces, threads: places, runs, onError }: PartCrewOptions): PartCrew {
  const threads = createPartThreads(count);
  const place = places.join(0, () => take(), 2);
  const active = new Map<string, PartLease>();
  const endings = new Set<Promise<void>>();
  let isClosing = false;
  let taking: Promise<void> | undefined;
  let askedAgain = false;
  let ticks = 0;
  /** The model met last: jobs of a point come one after another. */
  let last: { readonly model: string; readonly text: string } | undefined;

  const free = (): number => Math.min(count, freePlaces(), place.mightHave(count)) - active.size;

  /** One at a time; who asks meanwhile makes it look once more. */
  function take(): void {
    askedAgain = true;
    if (isClosing || taking !== undefined) return;
    taking = takeAll()
      .catch((error: unknown) => {
        // Tried again at the next tick: a database that is away is not asked over and over.
        askedAgain = false;
        onError(error);
      })
      .finally(() => {
        taking = undefined;
        // Somebody asked just after the last look.
        if (askedAgain) take();
      });
  }

  async function takeAll(): Promise<void> {
    while (askedAgain && !isClosing) {
      askedAgain = false;
      if (runs.wantsPlace()) await runs.look();
      const jobs = await desk.lease(HERE, free());
      for (const job of jobs) begin(job);
      // Not before: a place that is free for a moment between two jobs is not worth a run's beginning at it.
      place.want(active.size);
      if (jobs.length > 0) askedAgain = true;
      // The last part of a sweep has just asked for its answer, maybe, and had the place itself.
      else if (free() > 0) runs.poke();
    }
  }

  function begin(job: PartJob): void {
    const { jobId } = job.lease;
    active.set(jobId, job.lease);
    const ending = work(job)
      .catch(onError)
      .finally(() => {
        if (active.get(jobId) === job.lease) active.delete(jobId);
        endings.delete(ending);
        take();
      });
    endings.add(ending);
  }

  async function work({ lease, model, seed, firstReplication, replications }: PartJob): Promise<void> {
    try {
      const text = last?.model === model ? last.text : await desk.findModel(model);
      // Its sweep was cancelled in between. The same model may come again with another.
      if (text === undefined) return;
      last = { model, text };
      const records = await threads.run({ model, text, seed, firstReplication, replications });
      await desk.keep({ lease, model, records });
    } catch (error) {
      if (isClosing) return;
      await desk.fail(lease, error instanceof Error ? error.message : String(error));
    }
  }

  async function tick(): Promise<void> {
    ticks++;
    if (active.size === 0 && !desk.mayHaveWork() && ticks % TICKS_AT_REST !== 0) return;
    // What is lost goes on to its end and is refused then: nothing of it is kept.
    await desk.beat([...active.values()]);
    if (ticks % TICKS_BETWEEN_LOOKS === 0) await desk.look();
    take();
  }
  const timer = setInterval(() => void tick().catch(onError), TICK_MS);
  timer.unref();

  return {
    poke: take,
    busy: () => active.size,
    async close() {
      isClosing = true;
      clearInterval(timer);
      place.leave();
      // What is just being taken is begun first, so that it is among what is given back.
      await taking;
      const left = [...active.values()];
      await threads.close();
      await Promise.all(endings);
      for (const lease of left) await desk.fail(lease, null);
    },
  };
}
