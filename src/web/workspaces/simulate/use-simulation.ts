// The simulation on the screen: what the form asks, the run that was begun for it, and its answer with base and scenario. A run
// goes on when nobody looks and is found again by its id in the address; only the reader cancels it.

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import type { ProblemJson } from "../../../wire/common.ts";
import type { RunProgressJson, RunRecordJson } from "../../../wire/runs.ts";
import type { SimulateNone } from "../../../wire/simulate.ts";
import type {
  SimulateCorridorAnswer,
  SimulateCorridorOk,
  SimulatedStateJson,
} from "../../../wire/simulate-corridor.ts";
import {
  deleteRun,
  type Followed,
  followRunOf,
  hasEnded,
  postRun,
  type RunAsked,
  RunFailed,
} from "../../api/what-if.ts";
import type { Show } from "../../state/app-state.ts";
import { type Json, toCompact } from "../../state/compact.ts";
import { usePlan } from "../../state/plan.tsx";
import { type AskedScenario, shownOf } from "../../state/scenario.ts";
import { changeForm, fromParameters, markOf, toParameters } from "../../state/simulation.ts";
import { setView, setWhatIf } from "../../state/store.ts";
import { askRun, note, useRecord } from "../what-if/use-run.ts";
import { sendable, useWhatIf, type WhatIf } from "../what-if/use-scenario.ts";

export interface FollowedRun {
  readonly answer: SimulateCorridorAnswer | undefined;
  readonly record: RunRecordJson | undefined;
  /** It computes or waits for its turn; fetching what is done is no running. */
  readonly running: boolean;
  readonly loading: boolean;
  readonly progress: RunProgressJson | null;
  readonly failure: string | undefined;
  /** Nobody here knows the run any more. */
  readonly isGone: boolean;
  readonly cancelled: boolean;
  readonly problems: readonly ProblemJson[];
}

export interface Simulation {
  readonly whatIf: WhatIf;
  readonly run: FollowedRun;
  readonly ok: SimulateCorridorOk | undefined;
  readonly none: SimulateNone | undefined;
  readonly show: Exclude<Show, "auto">;
  /** What is looked at: the base, or the scenario. */
  readonly state: SimulatedStateJson | undefined;
  readonly base: SimulatedStateJson | undefined;
  readonly changed: SimulatedStateJson | undefined;
  /** The answer is to another question than what stands in the form. */
  readonly stale: boolean;
  /** First day that is asked for. */
  readonly firstDay: string;
  /** Whether the form can be run. */
  readonly canRun: boolean;
  readonly starting: boolean;
  readonly refusal: readonly ProblemJson[];
  readonly start: () => void;
  /** The same question with so many replications. */
  readonly startWith: (replications: number) => void;
  readonly cancel: () => void;
  /** Another run of the history beside this one. */
  readonly beside: SimulateCorridorOk | undefined;
  readonly besideRun: FollowedRun | undefined;
}

/** The run that is on the screen, and the mark of the question it was asked with. */
export function splitRan(ran: string | undefined): {
  readonly id: string | undefined;
  readonly mark: string | undefined;
} {
  const [id, mark] = (ran ?? "").split(".");
  return { id: id || undefined, mark: mark || undefined };
}

export const markOfAsked = (asked: RunAsked): string => markOf(toCompact(JSON.parse(JSON.stringify(asked)) as Json));

export function useSimulation(): Simulation {
  const { asked, view, dataset } = usePlan();
  const whatIf = useWhatIf();
  const client = useQueryClient();
  const starts = useStarts();
  const { simulation } = asked;
  const document = useMemo(() => whatIf.document && sendable(whatIf.document), [whatIf.document]);
  const scenario = whatIf.changed && !whatIf.missing ? asked.scenario : undefined;
  // Without a scenario that says when: the calendar year of the dataset's day, said to the server as it is said to the reader.
  const year = `${(dataset?.defaultDate ?? "2026").slice(0, 4)}-01-01`;
  const ask = useCallback(
    (form: typeof simulation) =>
      askRun("simulate", scenario, document, toParameters(scenario ? form : { from: year, ...form })),
    [scenario, document, year],
  );
  const wanted = useMemo(() => ask(simulation), [ask, simulation]);
  const { id, mark } = splitRan(view.ran);
  const run = useRunOf(id);
  const besideRun = useRunOf(view.beside === id ? undefined : view.beside);
  const ok = run.answer?.status === "ok" ? run.answer : undefined;
  const show = ok?.changed ? shownOf(view.show, true) : "base";
  const start = useCallback(() => {
    if (wanted) void begin(wanted, starts, client);
  }, [wanted, starts, client]);
  const startWith = useCallback(
    (replications: number) => {
      const form = changeForm(simulation, { precision: undefined, replications });
      const more = ask(form);
      if (!more) return;
      setWhatIf({ simulation: form });
      void begin(more, starts, client);
    },
    [ask, simulation, starts, client],
  );
  return {
    whatIf,
    run,
    ok,
    none: run.answer?.status === "none" ? run.answer : undefined,
    show,
    state: show === "base" ? ok?.base : (ok?.changed ?? ok?.base),
    base: ok?.base,
    changed: ok?.changed ?? undefined,
    stale: run.answer !== undefined && wanted !== undefined && mark !== undefined && mark !== markOfAsked(wanted),
    firstDay: simulation?.from ?? (scenario ? whatIf.document?.baseDate : undefined) ?? year,
    canRun: dataset !== undefined && wanted !== undefined && whatIf.problems.length === 0 && !whatIf.missing,
    starting: starts.starting,
    refusal: starts.refusal,
    start,
    startWith,
    cancel: () => void (id && deleteRun(id).catch(() => undefined)),
    beside: besideRun.answer?.status === "ok" ? besideRun.answer : undefined,
    besideRun: view.beside && view.beside !== id ? besideRun : undefined,
  };
}

interface Starts {
  readonly starting: boolean;
  readonly refusal: readonly ProblemJson[];
  readonly set: (state: Omit<Starts, "set">) => void;
}

function useStarts(): Starts {
  const [state, set] = useState<Omit<Starts, "set">>({ starting: false, refusal: [] });
  return useMemo(() => ({ ...state, set }), [state]);
}

/** Asks for the run and puts its id into the address; an equal run that is there already is taken. */
async function begin(wanted: RunAsked, starts: Starts, client: ReturnType<typeof useQueryClient>): Promise<void> {
  starts.set({ starting: true, refusal: [] });
  try {
    const begun = await postRun(wanted);
    if (begun.status === "invalid") return starts.set({ starting: false, refusal: begun.problems });
    client.removeQueries({ queryKey: ["run-of", begun.run.id] });
    note(begun.run.id, begun.run);
    setView({ ran: `${begun.run.id}.${markOfAsked(wanted)}`, show: "auto" });
    starts.set({ starting: false, refusal: [] });
    await client.invalidateQueries({ queryKey: ["runs"] });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    starts.set({ starting: false, refusal: [{ code: "not-reached", place: "server", message, hint: "" }] });
  }
}

/** Puts a run of the past on the screen: its question into the form, its answer beside it. */
export function openSimulation(run: RunRecordJson, scenario: AskedScenario | undefined): void {
  const form = fromParameters(run.parameters);
  setWhatIf({ scenario, simulation: form });
  const document = scenario && "document" in scenario ? sendable(scenario.document) : undefined;
  const wanted = askRun("simulate", scenario, document, toParameters(form));
  setView({
    ran: wanted ? `${run.id}.${markOfAsked(wanted)}` : run.id,
    beside: undefined,
    show: "auto",
    page: "simulate",
  });
}

/** Five minutes for a server to come back. */
const RETRY_MS = 3_000;
const MOST_TRIES = 100;

/** Follows a run by its id; components that look at the same run share it. */
export function useRunOf(id: string | undefined): FollowedRun {
  const record = useRecord(id ?? "");
  const query = useQuery<Followed<SimulateCorridorAnswer>>({
    queryKey: ["run-of", id],
    queryFn: ({ signal }) => followRunOf<SimulateCorridorAnswer>(id ?? "", signal, (run) => note(id ?? "", run)),
    enabled: id !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30 * 60_000,
    // A server that is started again goes on with the run: so does the page, without being asked.
    retry: (tried, error) => !(error instanceof RunFailed) && tried < MOST_TRIES,
    retryDelay: RETRY_MS,
  });
  const failed = query.error instanceof RunFailed ? query.error : undefined;
  const loading = query.fetchStatus === "fetching";
  const known = query.data?.run ?? failed?.run ?? record;
  const running = loading && known !== undefined && !hasEnded(known);
  return {
    answer: query.data?.answer,
    record: known,
    running,
    loading,
    progress: running && record && !hasEnded(record) ? record.progress : null,
    failure: query.isError && !loading && known?.state !== "cancelled" ? query.error.message : undefined,
    isGone: failed?.answer?.problems.some(({ code }) => code === "unknown-run") ?? false,
    cancelled: !loading && known?.state === "cancelled",
    problems: failed?.answer?.problems ?? failed?.run?.problems ?? [],
  };
}
