// Scenarios and runs over /api/v1: what is on the shelf, what a scenario touches, and long work from asking to its answer.

import type { InvalidAnswer } from "../../wire/common.ts";
import type { ScenarioAnswer, ScenariosAnswer } from "../../wire/kept-scenarios.ts";
import type { ForgottenAnswer, RunAnswer, RunCompareAnswer, RunRecordJson, RunsAnswer } from "../../wire/runs.ts";
import type { ScenarioCheckAnswer } from "../../wire/scenario.ts";
import type { ScenarioDocument } from "../state/scenario.ts";
import { ApiFailure, BASE, call } from "./client.ts";

export type RunKind = "flows" | "oil" | "critical" | "simulate" | "sweep";

export interface RunAsked {
  readonly kind: RunKind;
  /** null: the dataset as it stands. */
  readonly scenario: string | ScenarioDocument | null;
  readonly parameters: Readonly<Record<string, unknown>>;
}

type Signal = { readonly signal?: AbortSignal };

export const getScenarios = (options: Signal = {}) => call<ScenariosAnswer>("scenarios", options);

export const getScenario = (id: string, options: Signal = {}) =>
  call<ScenarioAnswer>(`scenarios/${encodeURIComponent(id)}`, options);

export const checkScenario = (scenario: ScenarioDocument, options: Signal = {}) =>
  call<ScenarioCheckAnswer>("scenarios/check", { ...options, body: { scenario } });

/** Keeps a scenario; `version` is that of the one it replaces, so that nobody's work is overwritten unseen. */
export const putScenario = (id: string, scenario: ScenarioDocument, version: number | null) =>
  call<ScenarioAnswer>(`scenarios/${encodeURIComponent(id)}`, {
    method: "PUT",
    body: { scenario },
    headers: version === null ? { "if-none-match": "*" } : { "if-match": `"${version}"` },
  });

export const deleteScenario = (id: string, version: number) =>
  call<ForgottenAnswer>(`scenarios/${encodeURIComponent(id)}`, {
    method: "DELETE",
    headers: { "if-match": `"${version}"` },
  });

export const postRun = (asked: RunAsked, options: Signal & { fresh?: boolean } = {}) =>
  call<RunAnswer>("runs", { signal: options.signal, body: { ...asked, ...(options.fresh ? { fresh: true } : {}) } });

export const getRuns = (limit: number, options: Signal = {}) => call<RunsAnswer>(`runs?limit=${limit}`, options);

export const getRun = (id: string, options: Signal = {}) => call<RunAnswer>(`runs/${id}`, options);

export const getRunResult = <T extends { status: string }>(id: string, options: Signal = {}) =>
  call<T>(`runs/${id}/result`, options);

export const deleteRun = (id: string) => call<ForgottenAnswer>(`runs/${id}`, { method: "DELETE" });

export const repeatRun = (id: string) => call<RunAnswer>(`runs/${id}/repeat`, { method: "POST" });

export const compareRuns = (a: string, b: string, options: Signal = {}) =>
  call<RunCompareAnswer>(`runs/compare?a=${a}&b=${b}`, options);

const ENDED: readonly RunRecordJson["state"][] = ["done", "failed", "cancelled"];
export const hasEnded = (run: RunRecordJson) => ENDED.includes(run.state);

/** Why a run gave no answer, with the record when there is one. */
export class RunFailed extends Error {
  readonly run: RunRecordJson | undefined;
  readonly answer: InvalidAnswer | undefined;
  constructor(message: string, run?: RunRecordJson, answer?: InvalidAnswer) {
    super(message);
    this.run = run;
    this.answer = answer;
  }
}

export interface Followed<T> {
  readonly run: RunRecordJson;
  readonly answer: T;
}

/**
 * Asks for a run, follows it and gives its answer; when the signal comes first, a run that this call began is cancelled.
 * @throws RunFailed when it was refused, failed or was cancelled.
 */
export async function followRun<T extends { status: string }>(
  asked: RunAsked,
  signal: AbortSignal,
  onRecord: (run: RunRecordJson) => void,
): Promise<Followed<T>> {
  const begun = await postRun(asked, { signal });
  if (begun.status === "invalid") throw new RunFailed(begun.problems[0]?.message ?? "", undefined, begun);
  onRecord(begun.run);
  const ended = hasEnded(begun.run) ? begun.run : await followEvents(begun.run, !begun.reused, signal, onRecord);
  onRecord(ended);
  if (ended.state !== "done") throw new RunFailed(ended.problems[0]?.message ?? ended.state, ended);
  return { run: ended, answer: await getRunResult<T>(ended.id, { signal }) };
}

/**
 * Follows a run that was begun before, wherever, and gives its answer; the signal ends the following and never the run.
 * @throws RunFailed when it is not known, failed or was cancelled.
 */
export async function followRunOf<T extends { status: string }>(
  id: string,
  signal: AbortSignal,
  onRecord: (run: RunRecordJson) => void,
): Promise<Followed<T>> {
  const found = await getRun(id, { signal });
  if (found.status === "invalid") throw new RunFailed(found.problems[0]?.message ?? "", undefined, found);
  onRecord(found.run);
  const ended = hasEnded(found.run) ? found.run : await followEvents(found.run, false, signal, onRecord);
  onRecord(ended);
  if (ended.state !== "done") throw new RunFailed(ended.problems[0]?.message ?? ended.state, ended);
  return { run: ended, answer: await getRunResult<T>(ended.id, { signal }) };
}

/** The record when the run has ended. Events carry the whole record; when the line breaks for good, the record is asked for. */
function followEvents(
  run: RunRecordJson,
  own: boolean,
  signal: AbortSignal,
  onRecord: (run: RunRecordJson) => void,
): Promise<RunRecordJson> {
  return new Promise((resolve, reject) => {
    const events = new EventSource(`${BASE}runs/${run.id}/events`);
    const stop = () => {
      events.close();
      signal.removeEventListener("abort", abort);
    };
    const abort = () => {
      stop();
      // Nobody waits for it any more.
      if (own) void deleteRun(run.id).catch(() => undefined);
      reject(new DOMException("cancelled", "AbortError"));
    };
    const take = (next: RunRecordJson) => {
      onRecord(next);
      if (!hasEnded(next)) return;
      stop();
      resolve(next);
    };
    const onEvent = (event: MessageEvent<string>) => take((JSON.parse(event.data) as { run: RunRecordJson }).run);
    for (const name of ["message", "state", "progress", "run", "end"]) events.addEventListener(name, onEvent);
    events.onerror = () => {
      void getRun(run.id)
        .then((answer) => {
          if (answer.status === "ok") take(answer.run);
          else throw new ApiFailure(404, answer.problems[0]?.message ?? "");
        })
        .catch((error: unknown) => {
          stop();
          reject(error);
        });
    };
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort);
  });
}
