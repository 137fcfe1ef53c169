// The worst day that an answer of a simulated crossing tells of, as a replay is asked for it.

import { instant } from "../model/units.ts";
import type { ToldMoment } from "../studies/replay-worst.ts";
import type { SimulateCorridorOk } from "./simulate-corridor.ts";

/** The state whose replay is shown when nobody says which: that which was asked about. */
export const shownState = ({ changed }: Pick<SimulateCorridorOk, "changed">): "base" | "changed" =>
  changed === null ? "base" : "changed";

/** Of one state; undefined when it tells of none. Answers kept by older versions may lack it. */
export function toldMoment(
  answer: Pick<SimulateCorridorOk, "period" | "base" | "changed">,
  state: "base" | "changed",
): ToldMoment | undefined {
  const worst = answer[state]?.days?.worst;
  if (!worst) return undefined;
  const { replication, date, line, place, usual } = worst;
  return { replication, hour: instant(date) - instant(answer.period.from), line, place, usual };
}
