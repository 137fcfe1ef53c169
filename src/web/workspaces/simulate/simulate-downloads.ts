// A simulation on the screen as files: yards as CSV with base, scenario and their paired difference; the whole answer as JSON.

import type { SimulateCorridorOk } from "../../../wire/simulate-corridor.ts";
import type { Command } from "../../shell/commands.ts";
import { saveText, toCsv } from "../../shell/downloads.ts";
import { differenceOf, sameYard, WAITING_UNIT, whatOf } from "./look.ts";

/** One row per line and port of departure. */
export function yardsCsv(ok: SimulateCorridorOk): string {
  const rows = ok.base.crossings.map((yard) => {
    const other = ok.changed ? sameYard(ok.changed, yard) : undefined;
    const delta = differenceOf(ok, whatOf(yard), "wait");
    return [
      yard.line,
      yard.from,
      yard.to,
      yard.unit,
      WAITING_UNIT[yard.unit],
      yard.wait.mean ?? undefined,
      yard.wait.low ?? undefined,
      yard.wait.high ?? undefined,
      yard.wait.p95 ?? undefined,
      yard.queue.mean ?? undefined,
      yard.carriedPerYear.mean ?? undefined,
      yard.simulatedCapacityPerYear.mean ?? undefined,
      other?.wait.mean ?? undefined,
      other?.wait.p95 ?? undefined,
      other?.queue.mean ?? undefined,
      other?.carriedPerYear.mean ?? undefined,
      other?.simulatedCapacityPerYear.mean ?? undefined,
      delta?.mean ?? undefined,
      delta?.low ?? undefined,
      delta?.high ?? undefined,
    ];
  });
  const state = (prefix: string) =>
    ["WaitHours", "WaitHoursP95", "Queue", "CarriedPerYear", "CouldCarryPerYear"].map((name) => `${prefix}${name}`);
  const [wait = "", ...rest] = state("base");
  return toCsv(
    [
      "line",
      "from",
      "to",
      "unit",
      "waitingUnit",
      wait,
      "baseWaitHoursLow",
      "baseWaitHoursHigh",
      ...rest,
      ...state("scenario"),
      "waitHoursDifference",
      "differenceLow",
      "differenceHigh",
    ],
    rows,
  );
}

/** Commands that take away what is on the screen. */
export function downloadsOf(ok: SimulateCorridorOk, t: (key: string) => string): Command[] {
  const name = `kopru-simulation-${ok.scenario?.id || "base"}`;
  const data = { keys: "", group: t("keys.data") };
  return [
    { ...data, id: "simulate-csv", title: t("sim.csv"), run: () => saveText(`${name}.csv`, "text/csv", yardsCsv(ok)) },
    {
      ...data,
      id: "simulate-json",
      title: t("flows.json"),
      run: () => saveText(`${name}.json`, "application/json", JSON.stringify(ok, null, 1)),
    },
  ];
}
