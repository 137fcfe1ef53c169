// Below the map: the journey on a clock, corridors side by side, cost against time. Folds away.

import { useTranslation } from "react-i18next";
import { ChartFrame } from "../charts/chart-frame.tsx";
import { largestSpread } from "../charts/findings.ts";
import { Tradeoff } from "../charts/tradeoff.tsx";
import { CompareTable } from "../panels/compare-table.tsx";
import type { Dock as DockName } from "../state/app-state.ts";
import { usePlan } from "../state/plan.tsx";
import { setView } from "../state/store.ts";
import { useFormat } from "../state/use-format.ts";
import { stageTitle } from "../strip/stage-title.ts";
import { Strip } from "../strip/strip.tsx";
import { DockFrame } from "./dock-frame.tsx";

const TABS: readonly Exclude<DockName, "closed">[] = ["journey", "compare", "tradeoff"];

export function Dock() {
  const { t } = useTranslation();
  const { view, chosen, stale, answer } = usePlan();
  const open = view.dock !== "closed";
  return (
    <DockFrame
      label={t("dock.title")}
      tabs={TABS.map((id) => ({ id, name: t(`dock.${id}`) }))}
      on={view.dock === "closed" ? "journey" : view.dock}
      onChoose={(dock) => setView({ dock })}
      open={open}
      onFold={() => setView({ dock: open ? "closed" : "journey" })}
      stale={stale}
    >
      {!chosen && view.dock !== "compare" ? (
        answer ? (
          <p className="note">{t("dock.nothing")}</p>
        ) : (
          <div className="skeleton dock-skeleton" />
        )
      ) : view.dock === "journey" ? (
        <Journey />
      ) : view.dock === "compare" ? (
        <CompareTable />
      ) : (
        <Tradeoff />
      )}
    </DockFrame>
  );
}

function Journey() {
  const { t } = useTranslation();
  const format = useFormat();
  const { chosen, names } = usePlan();
  if (!chosen) return null;
  const finding = largestSpread(chosen);
  const place = finding ? stageTitle(finding.leg, names, t) : "";
  const title = finding ? t("strip.finding", { what: place, share: format.percent(finding.share) }) : t("dock.journey");
  const table = {
    columns: [
      t("cost.stage"),
      t("strip.starts"),
      t("strip.hours"),
      t("strip.waiting"),
      "P10",
      "P50",
      "P90",
      "USD",
      "CO₂e (kg)",
      t("strip.known"),
    ],
    rows: chosen.legs.map((leg) => [
      stageTitle(leg, names, t),
      round(leg.startHours),
      round(leg.hours),
      round(leg.waitHours),
      round(leg.hoursP10),
      round(leg.hoursP50),
      round(leg.hoursP90),
      round(leg.costUsd),
      round(leg.co2eKg),
      leg.timeBasis,
    ]),
  };
  return (
    <ChartFrame name="journey" title={title} subtitle={t("strip.subtitle")} table={table}>
      <Strip option={chosen} />
    </ChartFrame>
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
