// The days that are looked at: of the run on the screen, or those that are asked for next.

import { usePlan } from "../../state/plan.tsx";
import { USUAL_DAYS } from "../../state/simulation.ts";
import { useFormat } from "../../state/use-format.ts";
import { periodText } from "./use-hours.ts";
import type { Simulation } from "./use-simulation.ts";

const DAY_MS = 86_400_000;

export interface LookedAt {
  readonly from: string;
  readonly text: string;
  /** The form says its first day, whatever the scenario says. */
  readonly isOwn: boolean;
}

export function usePeriod({ ok, stale, firstDay }: Simulation): LookedAt {
  const { asked } = usePlan();
  const format = useFormat();
  const { from: own, days = USUAL_DAYS } = asked.simulation ?? {};
  const asks = {
    from: firstDay,
    to: new Date(Date.parse(`${firstDay}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10),
  };
  const { from, to } = ok && !stale ? ok.period : asks;
  return { from, text: periodText(format, from, to), isOwn: own !== undefined };
}
