// A run as the screen needs it: its answer, the old one while the new is computed, progress, cancel. Components that ask for
// the same run share it.

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import type { ProblemJson } from "../../../wire/common.ts";
import type { RunProgressJson, RunRecordJson } from "../../../wire/runs.ts";
import { useSettled } from "../../api/queries.ts";
import { type Followed, followRun, hasEnded, type RunAsked, RunFailed, type RunKind } from "../../api/what-if.ts";
import { fromCompact, toCompact } from "../../state/compact.ts";
import type { AskedScenario, ScenarioDocument } from "../../state/scenario.ts";

export interface RunView<T> {
  /** Of this question, or of the one before while this is computed (then `stale`). */
  readonly answer: T | undefined;
  readonly run: RunRecordJson | undefined;
  readonly stale: boolean;
  readonly running: boolean;
  /** Null until the first sign of life. */
  readonly progress: RunProgressJson | null;
  readonly problems: readonly ProblemJson[];
  readonly failure: string | undefined;
  readonly cancelled: boolean;
  readonly cancel: () => void;
  readonly again: () => void;
}

const records = new Map<string, RunRecordJson>();
const listeners = new Set<() => void>();

/** Tells everybody who looks how far a run is. */
export function note(key: string, record: RunRecordJson) {
  records.set(key, record);
  for (const listener of listeners) listener();
}

/** The newest record of a run that somebody follows. */
export function useRecord(key: string): RunRecordJson | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => records.get(key),
  );
}

const SETTLE_MS = 150;

/** The last answer of each place on the screen: while an entry is wrong or a run fails, it stays there, faded. */
const last = new Map<string, Followed<{ status: string }>>();

/** Runs `asked` as soon as it has stood still for a moment; undefined asks nothing and keeps the last answer, faded. */
export function useRun<T extends { status: string }>(slot: string, asked: RunAsked | undefined): RunView<T> {
  const text = asked ? toCompact(JSON.parse(JSON.stringify(asked))) : "";
  const settledText = useSettled(text, SETTLE_MS);
  const key = ["run", settledText];
  const client = useQueryClient();
  const record = useRecord(settledText);
  const query = useQuery<Followed<T>>({
    queryKey: key,
    queryFn: ({ signal }) =>
      followRun<T>(fromCompact(settledText) as unknown as RunAsked, signal, (run) => note(settledText, run)),
    enabled: settledText !== "",
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 10 * 60_000,
    retry: false,
  });
  if (query.data) last.set(slot, query.data);
  const shown = query.data ?? (last.get(slot) as Followed<T> | undefined);
  const failed = query.error instanceof RunFailed ? query.error : undefined;
  const running = query.fetchStatus === "fetching";
  return {
    answer: shown?.answer,
    run: shown?.run,
    stale: shown !== undefined && (query.data === undefined || settledText !== text),
    running,
    progress: running && record && !hasEnded(record) ? record.progress : null,
    problems: failed?.answer?.problems ?? failed?.run?.problems ?? [],
    failure: query.isError && !running ? query.error.message : undefined,
    cancelled: settledText !== "" && !running && !query.isError && query.data === undefined,
    cancel: () => void client.cancelQueries({ queryKey: key }),
    again: () => void query.refetch(),
  };
}

/** What a run of the present scenario asks; undefined while the document is not known. */
export function askRun(
  kind: RunKind,
  scenario: AskedScenario | undefined,
  document: ScenarioDocument | undefined,
  parameters: Readonly<Record<string, unknown>>,
): RunAsked | undefined {
  if (!scenario) return { kind, scenario: null, parameters };
  if ("id" in scenario) return { kind, scenario: scenario.id, parameters };
  return document ? { kind, scenario: document, parameters } : undefined;
}
