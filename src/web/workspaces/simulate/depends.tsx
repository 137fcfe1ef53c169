// Which input the answer depends on most: ships, round trips, handling, patience, weather, demand, each at its low and high value.

import { useTranslation } from "react-i18next";
import type { SensitivityRowJson } from "../../../wire/crossing-parts.ts";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { Tornado } from "../../charts/tornado.tsx";
import { usePlan } from "../../state/plan.tsx";
import { changeForm } from "../../state/simulation.ts";
import { setWhatIf } from "../../state/store.ts";
import { useAmounts } from "../what-if/use-amounts.ts";
import { Asking } from "./asking.tsx";
import { useLook } from "./look.ts";
import { useHours } from "./use-hours.ts";
import type { Simulation } from "./use-simulation.ts";

const SHOWN = 12;

export function Depends({ simulation, fixedWidth }: { readonly simulation: Simulation; readonly fixedWidth?: number }) {
  const { t } = useTranslation();
  const { asked } = usePlan();
  const hours = useHours();
  const { format } = useAmounts();
  const look = useLook(simulation);
  const { ok } = simulation;
  if (!ok) return <div className="skeleton dock-skeleton" />;
  const { sensitivity } = ok;
  if (!sensitivity)
    return (
      <Asking
        simulation={simulation}
        title={t("sim.depends-title")}
        what={t("sim.depends-asking")}
        isAsked={asked.simulation?.depends === true}
        onAsk={() => setWhatIf({ simulation: changeForm(asked.simulation, { depends: true }) })}
      />
    );
  const name = (row: SensitivityRowJson) => `${t(`sim.input-${row.parameter}`)}: ${look.nameOfThing(row.id, row.name)}`;
  const end = (interval: SensitivityRowJson["answerLow"], at: number, row: SensitivityRowJson) => ({
    value: interval.mean,
    low: interval.low,
    high: interval.high,
    at: inUnit(at, row),
    text: hours.signed(interval),
  });
  /** A multiple behind its sign; numbers of things as they are. */
  function inUnit(value: number, { unit, parameter }: SensitivityRowJson): string {
    const text = format.number(
      value,
      Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2,
    );
    if (unit === "times") return `× ${text}`;
    if (parameter === "vessels") return t("sim.ships-count", { count: value });
    if (parameter === "capacity" && unit === "unit") return `${text} ${t("sim.unit-unit")}`;
    return /^(count|share|ships|unit|)$/.test(unit) ? text : `${text} ${t(`unit.${unit}`, { defaultValue: unit })}`;
  }
  const rows = sensitivity.rows.slice(0, SHOWN).map((row) => ({
    key: `${row.parameter} ${row.id}`,
    label: name(row),
    note: t("sim.elasticity", { value: format.number(row.elasticity.mean ?? 0, 2) }),
    low: end(row.answerLow, row.low, row),
    high: end(row.answerHigh, row.high, row),
  }));
  const [first] = sensitivity.rows;
  const title = first
    ? t("sim.depends-finding", { name: name(first), hours: hours.text(largest(first)) })
    : t("sim.depends-nothing");
  const table = {
    columns: [
      "parameter",
      "id",
      "unit",
      "value",
      "low",
      "high",
      "by",
      "answerLowHours",
      "answerHighHours",
      "elasticity",
      "elasticityLow",
      "elasticityHigh",
    ],
    rows: sensitivity.rows.map((row) => [
      row.parameter,
      row.id,
      row.unit,
      row.value,
      row.low,
      row.high,
      row.by,
      row.answerLow.mean ?? "",
      row.answerHigh.mean ?? "",
      row.elasticity.mean ?? "",
      row.elasticity.low ?? "",
      row.elasticity.high ?? "",
    ]),
  };
  return (
    <ChartFrame
      name="depends"
      title={title}
      subtitle={t("sim.depends-subtitle", { value: hours.text(sensitivity.value) })}
      table={table}
    >
      <Tornado
        rows={rows}
        label={title}
        tick={(value) =>
          `${value > 0 ? "+" : ""}${format.number(value, Math.abs(value) < 10 && value !== Math.round(value) ? 1 : 0)} ${t("unit.h")}`
        }
        {...(fixedWidth ? { fixedWidth } : {})}
      />
    </ChartFrame>
  );
}

const largest = ({ answerLow, answerHigh }: SensitivityRowJson): number =>
  Math.max(Math.abs(answerLow.mean ?? 0), Math.abs(answerHigh.mean ?? 0));
