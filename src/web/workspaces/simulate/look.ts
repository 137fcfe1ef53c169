// Which line, which cargo and which two states a simulation is looked at by. Pure but for the names.

import { useTranslation } from "react-i18next";
import type { IntervalJson } from "../../../wire/simulate.ts";
import type { SimulateCorridorOk, SimulatedStateJson } from "../../../wire/simulate-corridor.ts";
import { usePlan } from "../../state/plan.tsx";
import { useThingNames } from "../what-if/things.ts";
import type { Simulation } from "./use-simulation.ts";

export type CrossingJson = SimulatedStateJson["crossings"][number];
export type GroupJson = SimulatedStateJson["groups"][number];

/** A state with the name it goes by. */
export interface Side {
  readonly key: "first" | "second";
  readonly name: string;
  /** Where a sentence has room for it. */
  readonly longName?: string;
  readonly state: SimulatedStateJson;
}

/** One or two states beside each other: base and scenario, or this run and another. */
export function useSides(simulation: Simulation): readonly Side[] {
  const { t } = useTranslation();
  const { ok, beside, besideRun } = simulation;
  if (!ok) return [];
  // What is looked at comes last: it stands in front.
  if (beside)
    return [
      {
        key: "first",
        name: t("sim.other-run"),
        longName: nameOfAnswer(beside) ?? besideRun?.record?.scenario?.name ?? t("sim.other-run"),
        state: beside.changed ?? beside.base,
      },
      { key: "second", name: t("sim.this-run"), state: ok.changed ?? ok.base },
    ];
  // One line with other ships: the states go by their number.
  const before = new Map(ok.base.fleets.map(({ line, vessels }) => [line, vessels]));
  const other = (ok.changed?.fleets ?? []).filter(({ line, vessels }) => before.get(line) !== vessels);
  const [only] = other;
  if (ok.changed && ok.against === "scenario" && only && other.length === 1)
    return [
      { key: "first", name: t("sim.ships-count", { count: before.get(only.line) ?? 0 }), state: ok.base },
      { key: "second", name: t("sim.ships-count", { count: only.vessels }), state: ok.changed },
    ];
  const base = ok.against === "scenario" ? t("sim.stated-ships") : t("show.base");
  const sides: Side[] = [{ key: "first", name: base, state: ok.base }];
  if (ok.changed)
    sides.push({
      key: "second",
      name: ok.against === "scenario" ? t("sim.other-ships") : t("show.scenario"),
      state: ok.changed,
    });
  return sides;
}

const nameOfAnswer = (ok: SimulateCorridorOk): string | undefined => ok.scenario?.name;

/** What is counted where it waits, for files: a line that is stated in TEU or tonnes still fetches whole boxes and wagonloads. */
export const WAITING_UNIT: Readonly<Record<CrossingJson["unit"], string>> = {
  TEU: "40ft",
  unit: "unit",
  t: "wagonload",
};

export const yardOf = ({ line, from }: Pick<CrossingJson, "line" | "from">): string => `${line}.${from}`;

/** The line and port of departure that is looked at: the chosen one, else one whose ships differ, else the fullest of boxes. */
export function crossingOf(
  ok: SimulateCorridorOk,
  state: SimulatedStateJson,
  yard: string | undefined,
): CrossingJson | undefined {
  const chosen = state.crossings.find((crossing) => yardOf(crossing) === yard);
  if (chosen) return chosen;
  const ships = new Map(ok.base.fleets.map(({ line, vessels }) => [line, vessels]));
  const other =
    ok.changed?.fleets.filter(({ line, vessels }) => ships.get(line) !== vessels).map(({ line }) => line) ?? [];
  const rank = (crossing: CrossingJson) =>
    (other.includes(crossing.line) ? 4 : 0) + (crossing.unit === "TEU" ? 2 : 0) + (crossing.settles ? 1 : 0);
  return [...state.crossings].sort((a, b) => rank(b) - rank(a) || b.demandPerYear - a.demandPerYear)[0];
}

export const sameYard = (state: SimulatedStateJson, crossing: CrossingJson): CrossingJson | undefined =>
  state.crossings.find((other) => yardOf(other) === yardOf(crossing));

/** The paired difference of a measure, where there is one. */
export function differenceOf(
  ok: SimulateCorridorOk,
  what: string,
  measure: NonNullable<SimulateCorridorOk["comparison"]>[number]["measure"],
): IntervalJson | undefined {
  return ok.comparison?.find((row) => row.what === what && row.measure === measure)?.difference;
}

export const whatOf = ({ line, from }: Pick<CrossingJson, "line" | "from">): string => `${line} from ${from}`;

/** Whether an interval leaves no doubt about its sign. */
export const isSure = ({ low, high }: Pick<IntervalJson, "low" | "high">): boolean =>
  low !== null && high !== null && (low > 0 || high < 0);

/** What is looked at on the screen, with names in the reader's language. */
export function useLook(simulation: Simulation) {
  const { view, names } = usePlan();
  const nameOf = useThingNames();
  const { t } = useTranslation();
  const { ok, state } = simulation;
  const crossing = ok && state && crossingOf(ok, state, view.yard);
  const group = state?.groups.find(({ id }) => id === view.cargoFlow);
  const port = (id: string) => names.place(id, nameOf(id));
  return {
    crossing,
    /** Absent: all cargo together. */
    group,
    port,
    nameOfThing: nameOf,
    nameOfCrossing: (of: Pick<CrossingJson, "line" | "name" | "from">) =>
      `${nameOf(of.line, of.name)} · ${port(of.from)} →`,
    nameOfGroup: (of: Pick<GroupJson, "id" | "name"> | undefined) =>
      of ? t(`sim.cargo.${of.id}`, { defaultValue: of.name }) : t("sim.all-cargo"),
  };
}
