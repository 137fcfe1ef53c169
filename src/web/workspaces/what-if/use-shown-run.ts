// A run of the present scenario as the screen shows it: its answer, and which of base, scenario and difference is drawn.

import { useMemo } from "react";
import type { RunAsked, RunKind } from "../../api/what-if.ts";
import type { Show } from "../../state/app-state.ts";
import { usePlan } from "../../state/plan.tsx";
import { asksForChange, shownOf } from "../../state/scenario.ts";
import { askRun, type RunView, useRun } from "./use-run.ts";
import { sendable, useWhatIf, type WhatIf } from "./use-scenario.ts";

/** An answer that, when it is one, holds the base and, when there is a scenario, its state and the comparison of both. */
interface Answer {
  readonly status: string;
}
interface WithStates extends Answer {
  readonly status: "ok";
  readonly base: object;
  readonly changed: object | null;
  readonly comparison: object | null;
}
type Ok<A extends Answer> = Extract<A, WithStates>;

type Parameters = Readonly<Record<string, unknown>>;

export interface ShownRun<A extends Answer> {
  readonly whatIf: WhatIf;
  readonly run: RunView<A>;
  readonly ok: Ok<A> | undefined;
  /** What is drawn; base as long as nothing else is known. */
  readonly show: Exclude<Show, "auto">;
  /** The state that is drawn: the scenario's for a difference. */
  readonly state: Ok<A>["base"] | undefined;
  readonly base: Ok<A>["base"] | undefined;
  readonly comparison: NonNullable<Ok<A>["comparison"]> | undefined;
  readonly stale: boolean;
  /** The same question under other parameters; absent while the scenario cannot be sent. */
  readonly askWith: (parameters: Parameters) => RunAsked | undefined;
}

/** @param parameters the same object as long as they are the same. */
export function useShownRun<A extends Answer>(kind: RunKind, parameters: Parameters): ShownRun<A> {
  const { asked, view } = usePlan();
  const whatIf = useWhatIf();
  const document = useMemo(() => whatIf.document && sendable(whatIf.document), [whatIf.document]);
  // A scenario that is there no more is said so beside the map; the base is shown meanwhile.
  const scenario = whatIf.changed && !whatIf.missing ? asked.scenario : undefined;
  const askWith = (wanted: Parameters) =>
    whatIf.problems.length > 0 ? undefined : askRun(kind, scenario, document, wanted);
  const run = useRun<A>(kind, askWith(parameters));
  const ok = run.answer?.status === "ok" ? (run.answer as Ok<A>) : undefined;
  const show = ok?.changed && ok.comparison ? shownOf(view.show, asksForChange(asked.scenario)) : "base";
  return {
    whatIf,
    run,
    ok,
    show,
    state: stateShown(ok, show),
    base: ok?.base,
    comparison: show === "base" ? undefined : (ok?.comparison ?? undefined),
    stale: run.stale || (run.running && ok !== undefined),
    askWith,
  };
}

/** The base, or the scenario where it is shown and there is one. */
export function stateShown<O extends WithStates>(
  ok: O | undefined,
  show: Exclude<Show, "auto">,
): O["base"] | undefined {
  return show === "base" ? ok?.base : (ok?.changed ?? ok?.base);
}
