// A worker thread: does one piece of work after another and keeps the dataset it loaded. It is ended to cancel what it does,
// so that a study needs no place where it looks whether anybody still wants its answer.

import { parentPort, workerData } from "node:worker_threads";
import { type DatasetInput, type LoadedDataset, loadDataset } from "../data/index.ts";
import { InvalidInput } from "../model/problem.ts";
import type { RunProgress } from "../store/index.ts";
import { packResult } from "../store/results.ts";
import { runElsewhere } from "./elsewhere.ts";
import type { FromWorker, Task, ToWorker, WorkerSettings } from "./messages.ts";
import { toProgress } from "./progress.ts";
import type { RunKind, Work } from "./run-kind.ts";

const port = parentPort;
if (port === null) throw new Error("worker.ts runs in a worker thread only");
const { kindsModule } = workerData as WorkerSettings;
const { kinds } = (await import(kindsModule)) as { readonly kinds: readonly RunKind[] };
const say = (message: FromWorker): void => port.postMessage(message);

/** The base datasets loaded last; a server has one. */
let loaded: { readonly key: string; readonly dataset: LoadedDataset } | undefined;

/** Who asked for threads, while he has them. */
let onThreads: ((count: number) => void) | undefined;

port.on("message", (message: ToWorker) => {
  if (message.type === "run") void run(message.task, message.mostBytes);
  else if (message.type === "warm") warm(message.input);
  else onThreads?.(message.count);
});

/** Loads the dataset before anybody asks; what is wrong with it is told to whoever asks. */
function warm(input: DatasetInput): void {
  try {
    load(input);
  } catch {
    loaded = undefined;
  }
}

function load(input: DatasetInput): LoadedDataset {
  const key = JSON.stringify(input);
  if (loaded?.key !== key) loaded = { key, dataset: loadDataset(input) };
  return loaded.dataset;
}

async function run(task: Task, mostBytes: number): Promise<void> {
  try {
    say(await answer(task, mostBytes));
  } catch (error) {
    if (error instanceof InvalidInput) say({ type: "failed", problems: error.problems.map(toPlain), bug: null });
    else
      say({
        type: "failed",
        problems: [BUG],
        bug: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
  }
}

async function answer(task: Task, mostBytes: number): Promise<FromWorker> {
  const kind = kinds.find((one) => one.kind === task.kind);
  if (kind === undefined) throw unknownKind(task.kind);
  const study = await kind.load();
  const begun = performance.now();
  const base = loadUnchanged(task);
  const { report, threads } = createReporter(begun);
  const work: Work = {
    base,
    ...(task.scenario === null ? { scenario: null, changed: null } : await change(base, task.scenario)),
    parameters: task.parameters,
    seed: task.seed,
    programVersion: task.programVersion,
    report,
    threads,
    now: () => performance.now(),
    ...(task.collected === undefined ? {} : { collected: task.collected }),
    elsewhere: (parameters) => runElsewhere(kindsModule, { ...task, parameters }, mostBytes),
  };
  if (study.split !== undefined && task.collected === undefined)
    return { type: "split", split: await study.split(work) };
  const found = await study.run(work);
  const result = packResult(JSON.stringify(found));
  if (result.bytes > mostBytes) throw tooLarge(result.bytes, mostBytes);
  return { type: "done", result, headline: study.headline(found), seconds: (performance.now() - begun) / 1000 };
}

async function change(base: LoadedDataset, { document, id }: NonNullable<Task["scenario"]>) {
  // Loaded when first needed: most threads begin with the dataset as it stands.
  const { applyScenario, scenarioFromDocument } = await import("../scenario/index.ts");
  const scenario = scenarioFromDocument(document, id);
  return { scenario, changed: applyScenario(base, scenario) };
}

/** @throws InvalidInput when the files are no longer those that were asked about */
function loadUnchanged(task: Task): LoadedDataset {
  let dataset = load(task.input);
  if (task.datasetHash === null) return dataset;
  if (dataset.hash !== task.datasetHash) {
    loaded = undefined;
    dataset = load(task.input);
  }
  if (dataset.hash === task.datasetHash) return dataset;
  throw new InvalidInput([
    {
      code: "dataset-changed",
      place: "dataset",
      message: "The dataset's files are no longer those that this run was asked about.",
      hint: "Restart the server so that it reads them anew, and ask again.",
    },
  ]);
}

/** Ten times a second is enough for people, and the first and the last word are always said. */
const REPORT_MS = 100;

/** How far the work is, and whether it waits for a core. */
function createReporter(begun: number): Required<Pick<Work, "report" | "threads">> {
  let last = Number.NEGATIVE_INFINITY;
  let progress: RunProgress = { done: 0, total: 0, unit: "replications", rate: null, secondsLeft: null };
  let isWaiting = false;
  let stage: { readonly name: string | undefined; readonly begun: number; readonly before: number } | undefined;
  function tell(): void {
    last = performance.now();
    say({ type: "progress", progress: isWaiting ? { ...progress, waitsFor: "core" } : progress });
  }
  return {
    report(done, total, unit, at) {
      const now = performance.now();
      const isNew = at !== undefined && at.stage !== stage?.name;
      // A rate is that of the stage.
      if (isNew) stage = { name: at.stage, begun: now, before: done };
      if (now - last < REPORT_MS && done < total && !isNew) return;
      const { isFirst = false, ...told } = at ?? {};
      const found = toProgress(done, total, unit, (now - (stage?.begun ?? begun)) / 1000, stage?.before);
      progress = { ...found, ...told, secondsLeft: isFirst ? null : found.secondsLeft };
      tell();
    },
    threads(want, onChange) {
      onThreads = (count) => {
        if (isWaiting !== (count === 0)) {
          isWaiting = count === 0;
          tell();
        }
        onChange(count);
      };
      say({ type: "wants-threads", count: want });
      return () => {
        onThreads = undefined;
        isWaiting = false;
        // What comes after is done by this thread itself.
        say({ type: "wants-threads", count: 1 });
      };
    },
  };
}

const toPlain = ({ code, place, message, hint }: (typeof InvalidInput.prototype.problems)[number]) => ({
  code,
  place,
  message,
  hint,
});

const BUG = {
  code: "bug",
  place: "program",
  message: "The program made an error.",
  hint: "It was noted in the server's log; please report what you asked.",
};

const unknownKind = (kind: string): InvalidInput =>
  new InvalidInput([
    {
      code: "unknown-kind",
      place: "kind",
      message: `This version cannot do runs of kind ${kind}.`,
      hint: "Take a version that can.",
    },
  ]);

const tooLarge = (bytes: number, most: number): InvalidInput =>
  new InvalidInput([
    {
      code: "result-too-large",
      place: "result",
      message: `The answer has ${bytes} bytes; ${most} can be kept.`,
      hint: "Ask for less: fewer months, groups or elements.",
    },
  ]);
