// Flows as the screen shows them: the run of the present scenario over the months that are looked at.

import { useMemo } from "react";
import type { FlowsAnswer } from "../../../wire/flows.ts";
import { usePlan } from "../../state/plan.tsx";
import { type ShownRun, useShownRun } from "../what-if/use-shown-run.ts";

export type Flows = ShownRun<FlowsAnswer>;

/** One month answers at once and shows what a window of some weeks does; a year is one click away and takes a year's work. */
const USUAL_MONTHS = 1;

export function useFlows(): Flows {
  const { months } = usePlan().asked;
  return useShownRun<FlowsAnswer>(
    "flows",
    useMemo(() => ({ months: months ?? USUAL_MONTHS }), [months]),
  );
}
