// Flows as the screen shows them: the run of the present scenario, which of base, scenario and difference is on, and the
// amounts of each link for the goods that are looked at.

import { useMemo } from "react";
import type { FlowComparisonJson, FlowStateJson, FlowsAnswer, FlowsOk } from "../../../wire/flows.ts";
import type { Show } from "../../state/app-state.ts";
import { usePlan } from "../../state/plan.tsx";
import { asksForChange, shownOf } from "../../state/scenario.ts";
import { askRun, type RunView, useRun } from "../what-if/use-run.ts";
import { sendable, useWhatIf, type WhatIf } from "../what-if/use-scenario.ts";

export interface Flows {
  readonly whatIf: WhatIf;
  readonly run: RunView<FlowsAnswer>;
  readonly ok: FlowsOk | undefined;
  /** What is drawn; base as long as nothing else is known. */
  readonly show: Exclude<Show, "auto">;
  /** The state that is drawn: the scenario's for a difference. */
  readonly state: FlowStateJson | undefined;
  readonly base: FlowStateJson | undefined;
  readonly comparison: FlowComparisonJson | undefined;
  readonly stale: boolean;
}

/** One month answers at once and shows what a window of some weeks does; a year is one click away and takes a year's work. */
const USUAL_MONTHS = 1;

export function useFlows(): Flows {
  const { asked, view } = usePlan();
  const whatIf = useWhatIf();
  const { months } = asked;
  const parameters = useMemo(() => ({ months: months ?? USUAL_MONTHS }), [months]);
  const document = useMemo(() => whatIf.document && sendable(whatIf.document), [whatIf.document]);
  // A scenario that is there no more is said so beside the map; the base is shown meanwhile.
  const scenario = whatIf.changed && !whatIf.missing ? asked.scenario : undefined;
  const run = useRun<FlowsAnswer>(
    "flows",
    whatIf.problems.length > 0 ? undefined : askRun("flows", scenario, document, parameters),
  );
  const ok = run.answer?.status === "ok" ? run.answer : undefined;
  const show = ok?.changed && ok.comparison ? shownOf(view.show, asksForChange(asked.scenario)) : "base";
  return {
    whatIf,
    run,
    ok,
    show,
    state: show === "base" ? ok?.base : (ok?.changed ?? ok?.base),
    base: ok?.base,
    comparison: show === "base" ? undefined : (ok?.comparison ?? undefined),
    stale: run.stale || (run.running && ok !== undefined),
  };
}
