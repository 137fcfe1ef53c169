// Long work as somebody asks for it: start, look, watch, cancel, forget. A run is noted before it is acknowledged, so what
// was acknowledged survives the end of the process; an equal run that is kept answers instead of a new one.

import { createHash, randomUUID } from "node:crypto";
import { EventEmitter } from "node:events";
import type { DatasetInput, LoadedDataset } from "../data/index.ts";
import { nearestWords } from "../lib/nearest-word.ts";
import { InvalidInput, type Problem } from "../model/problem.ts";
import {
  addRun,
  endRun,
  findEqualRun,
  findResult,
  findRun,
  forgetRun,
  type KeptRun,
  listRuns,
  listUnderWay,
  noteJob,
  type RunProgress,
  type RunScenario,
  type RunsAsked,
  type Store,
} from "../store/index.ts";
import { parseInput } from "../wire/problems.ts";
import { type Foreman, startForeman, UNNAMED } from "./foreman.ts";
import { startPartCrew } from "./part-crew.ts";
import { type Lane, openQueue } from "./queue.ts";
import type { RunKind } from "./run-kind.ts";
import { createSweepDesk, type SweepDesk } from "./sweep-desk.ts";
import { createThreadPlaces } from "./thread-places.ts";
import { createWorkers } from "./workers.ts";

export interface RunsOptions {
  readonly store: Store;
  /** The server's dataset: threads load it again by this. */
  readonly input: DatasetInput;
  readonly programVersion: string;
  readonly kinds: readonly RunKind[];
  /** Address of the module that exports them. */
  readonly kindsModule: string;
  /** Pieces of work at a time. */
  readonly workers: number;
  readonly limits?: Partial<RunLimits>;
  readonly onError: (error: unknown) => void;
}

export interface RunLimits {
  /** Runs of each lane that may wait or be under way: long ones do not shut short ones out. */
  readonly mostUnderWay: number;
  /** Runs that are kept at most; the oldest that have ended are forgotten. */
  readonly mostKept: number;
  readonly mostSeconds: number;
  readonly mostBytes: number;
}

const USUAL_LIMITS: RunLimits = { mostUnderWay: 50, mostKept: 1_000, mostSeconds: 1_800, mostBytes: 50_000_000 };

export interface AskedRun {
  readonly kind: string;
  readonly scenarioId: string | null;
  readonly scenario: RunScenario | null;
  readonly dataset: { readonly id: string; readonly version: string; readonly hash: string };
  /** As it came: checked by the kind's form. */
  readonly parameters: unknown;
  readonly seed: number | null;
  readonly who: string;
  /** Calculate even when an equal one is done. */
  readonly fresh: boolean;
  readonly repeats: string | null;
  /** What it is checked against before it is kept; what is wrong is found while it runs when left out. */
  readonly base?: LoadedDataset;
}

export interface Runs {
  readonly kinds: readonly RunKind[];
  /**
   * Notes a run, or finds an equal one that is done or under way.
   * @throws InvalidInput when the kind is not known, its parameters are wrong by their form or by what the dataset has, or too
   * much waits already
   */
  start(asked: AskedRun): Promise<{ readonly run: KeptRun; readonly reused: boolean }>;
  /** With its progress at this moment. */
  find(id: string): Promise<KeptRun | undefined>;
  list(asked: RunsAsked): Promise<{ runs: KeptRun[]; total: number }>;
  /** The answer as JSON text. */
  findResult(id: string): Promise<string | undefined>;
  /** Cancels a run that is under way, forgets one that has ended; undefined when there is none. */
  remove(id: string): Promise<"cancelled" | "forgotten" | undefined>;
  /** Tells of every change of a run, with its progress when only that changed; gives back how to stop. */
  watch(id: string, listener: (progress?: RunProgress) => void): () => void;
  /** Jobs of sweeps, for workers elsewhere. */
  readonly sweeps: SweepDesk;
  close(): Promise<void>;
}

export async function openRuns(options: RunsOptions): Promise<Runs> {
  const { store, kinds, onError } = options;
  const { db } = store;
  const limits = { ...USUAL_LIMITS, ...options.limits };
  const changes = new EventEmitter().setMaxListeners(0);
  const queue = await openQueue(store, limits.mostSeconds, onError);
  const places = createThreadPlaces();
  const workers = createWorkers({ count: options.workers, kindsModule: options.kindsModule, places, ...limits });
  const onChange = (id: string): void => void changes.emit(id);
  const onProgress = (id: string, progress: RunProgress): void => void changes.emit(id, progress);
  const sweeps = createSweepDesk({
    store,
    queue,
    askForAnswer: (change, id) => queue.add(change, id, "short"),
    onWork() {
      crew.poke();
      foremanThere?.poke();
    },
    onChange,
    onProgress,
  });
  // Before it is there nobody needs to poke it: it looks for work when it starts.
  let foremanThere: Foreman | undefined;
  const crew = startPartCrew({
    desk: sweeps,
    count: workers.count,
    freePlaces: workers.free,
    threads: places,
    runs: {
      wantsPlace: () => foremanThere?.wantsPlace() ?? false,
      look: async () => foremanThere?.look(),
      poke: () => foremanThere?.poke(),
    },
    onError,
  });
  const foreman = await startForeman({
    store,
    queue,
    workers,
    sweeps,
    placesTaken: crew.busy,
    onParts: crew.poke,
    input: options.input,
    programVersion: options.programVersion,
    mostKept: limits.mostKept,
    onChange,
    onProgress,
    onError,
  });
  foremanThere = foreman;
  crew.poke();
  workers.warm(options.input);

  /** The equal run that will answer, or undefined when the new one was noted. */
  async function addOrFindEqual(
    id: string,
    asked: AskedRun,
    parameters: Record<string, unknown>,
  ): Promise<KeptRun | undefined> {
    const { kind, scenarioId, scenario, dataset, seed, who, repeats, fresh } = asked;
    const { programVersion } = options;
    const key = keyOf([dataset.hash, scenario?.hash ?? "", kind, parameters, seed, programVersion]);
    const known = await findEqualRun(db, key, fresh ? "under-way" : "or-done");
    if (known !== undefined) return known;
    const lane = laneOf(kinds, kind);
    const before = (await listUnderWay(db)).filter((other) => laneOf(kinds, other.kind) === lane);
    if (before.length >= limits.mostUnderWay) throw queueFull(limits.mostUnderWay);
    const run = { id, kind, who, scenarioId, scenario, dataset, parameters, seed, programVersion, key, repeats };
    return db.transaction().execute(async (change) => {
      if (!(await addRun(change, run, new Date()))) return findEqualRun(change, key, "or-done");
      await noteJob(change, id, await queue.add(change, id, lane));
      return undefined;
    });
  }

  const withProgress = (run: KeptRun | undefined): KeptRun | undefined => {
    const progress = run?.state === "running" ? (foreman.progressOf(run.id) ?? sweeps.progressOf(run.id)) : undefined;
    return run === undefined || progress === undefined ? run : { ...run, progress };
  };

  return {
    kinds,
    async start(asked) {
      const parameters = await readAsked(kinds, asked);
      const id = randomUUID();
      const equal = await addOrFindEqual(id, asked, parameters);
      if (equal !== undefined) return { run: withProgress(equal) ?? equal, reused: true };
      foreman.poke();
      const run = await findRun(db, id);
      if (run === undefined) throw new Error("a run that was noted is not there");
      return { run, reused: false };
    },
    find: async (id) => withProgress(await findRun(db, id)),
    async list(asked) {
      const { runs, total } = await listRuns(db, asked);
      return { runs: runs.map((run) => withProgress(run) ?? run), total };
    },
    findResult: (id) => findResult(db, id),
    async remove(id) {
      const cancelled = await db.transaction().execute(async (change) => {
        const run = await findRun(change, id);
        const end = { state: "cancelled" as const, seconds: null, headline: [], problems: [] };
        if (run === undefined || !(await endRun(change, id, end, new Date()))) return false;
        if (run.job_id !== null) await queue.cancel(change, run.job_id);
        await sweeps.clear(change, id);
        return true;
      });
      if (cancelled) foreman.drop(id);
      const forgotten = !cancelled && (await forgetRun(db, id));
      if (cancelled || forgotten) changes.emit(id);
      foreman.poke();
      return cancelled ? "cancelled" : forgotten ? "forgotten" : undefined;
    },
    watch(id, listener) {
      changes.on(id, listener);
      return () => changes.off(id, listener);
    },
    sweeps,
    async close() {
      await crew.close();
      await foreman.close();
      await workers.close();
      await queue.close();
    },
  };
}

const laneOf = (kinds: readonly RunKind[], name: string): Lane =>
  kinds.find(({ kind }) => kind === name)?.isLong === true ? "long" : "short";

/**
 * Parameters in the form of their kind, usual values filled in.
 * @throws InvalidInput with every problem
 */
export function readParameters(kinds: readonly RunKind[], name: string, parameters: unknown): Record<string, unknown> {
  const kind = kinds.find((one) => one.kind === name);
  if (kind !== undefined) return parseInput(kind.parameters, parameters, "parameters");
  const known = kinds.map((one) => one.kind);
  const near = nearestWords(name, known);
  throw new InvalidInput([
    {
      code: "unknown-kind",
      place: "kind",
      message: `There is no kind of run called ${JSON.stringify(name.slice(0, 60))}.`,
      hint:
        near.length > 0
          ? `Did you mean ${near.join(" or ")}?`
          : `Take one of ${known.join(", ") || "none: this version has none"}.`,
    },
  ]);
}

/**
 * Parameters of what is asked, right by their form and by what the kind knows before it works.
 * @throws InvalidInput with all that is wrong; where the form is, what is left is looked at without the fields that are
 */
async function readAsked(kinds: readonly RunKind[], asked: AskedRun): Promise<Record<string, unknown>> {
  const check = (parameters: Record<string, unknown>) =>
    asked.base === undefined ? undefined : checkAsked(kinds, asked.base, asked, parameters);
  try {
    const parameters = readParameters(kinds, asked.kind, asked.parameters);
    await check(parameters);
    return parameters;
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const wrong = error.problems.flatMap(({ place }) => /^parameters\.([^.]+)/.exec(place)?.[1] ?? []);
    if (wrong.length === 0 || typeof asked.parameters !== "object" || asked.parameters === null) throw error;
    const rest = Object.entries(asked.parameters).filter(([name]) => !wrong.includes(name));
    const more = await problemsOf(async () => check(readParameters(kinds, asked.kind, Object.fromEntries(rest))));
    throw new InvalidInput([...error.problems, ...more]);
  }
}

/** What it refuses for; empty when nothing. */
async function problemsOf(work: () => Promise<unknown>): Promise<readonly Problem[]> {
  try {
    await work();
    return [];
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems;
    throw error;
  }
}

/** Asks the kind what it knows to be wrong before it works. @throws InvalidInput with all of it */
async function checkAsked(
  kinds: readonly RunKind[],
  base: LoadedDataset,
  { kind: name, scenario: kept, scenarioId }: AskedRun,
  parameters: Record<string, unknown>,
): Promise<void> {
  const kind = kinds.find((one) => one.kind === name);
  if (kind?.check === undefined) return;
  if (kept === null) return kind.check({ base, changed: null, scenario: null, parameters });
  const { applyScenario, scenarioFromDocument } = await import("../scenario/index.ts");
  const scenario = scenarioFromDocument(kept.document, scenarioId ?? UNNAMED);
  return kind.check({ base, changed: applyScenario(base, scenario), scenario, parameters });
}

/** The same for everything that must give the same answer. */
const keyOf = (parts: unknown): string => createHash("sha256").update(canonical(parts)).digest("hex");

/** JSON with the fields of every object in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

const queueFull = (most: number): InvalidInput =>
  new InvalidInput([
    {
      code: "queue-full",
      place: "runs",
      message: `${most} runs wait or are under way already.`,
      hint: "Wait until some are done, or cancel what is no longer needed.",
    },
  ]);
