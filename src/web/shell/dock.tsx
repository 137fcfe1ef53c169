// Below the map: the journey on a clock, corridors side by side, cost against time. Folds away.

import { useRef } from "react";
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
import { Divider } from "./divider.tsx";

const TABS: readonly Exclude<DockName, "closed">[] = ["journey", "compare", "tradeoff"];

export function Dock() {
  const { t } = useTranslation();
  const { view, chosen, stale, answer } = usePlan();
  const tabs = useRef<HTMLDivElement>(null);
  const open = view.dock !== "closed";
  const move = (step: number) => {
    const at = TABS.indexOf(view.dock === "closed" ? "journey" : view.dock);
    const next = TABS[(at + step + TABS.length) % TABS.length] ?? "journey";
    setView({ dock: next });
    tabs.current?.querySelector<HTMLElement>(`[data-tab=${next}]`)?.focus();
  };
  return (
    <section className="dock" data-open={open || undefined} aria-label={t("dock.title")}>
      {open && <Divider property="dock-height" label={t("divider.dock")} grows="up" min={220} max={640} />}
      <div className="dock-head">
        <div
          className="tabs"
          role="tablist"
          aria-label={t("dock.title")}
          ref={tabs}
          onKeyDown={(event) => {
            if (event.key === "ArrowRight") move(1);
            if (event.key === "ArrowLeft") move(-1);
          }}
        >
          {TABS.map((tab) => (
            <button
              key={tab}
              type="button"
              role="tab"
              id={`tab-${tab}`}
              data-tab={tab}
              aria-selected={view.dock === tab}
              aria-controls="dock-body"
              tabIndex={view.dock === tab || (!open && tab === "journey") ? 0 : -1}
              onClick={() => setView({ dock: tab })}
            >
              {t(`dock.${tab}`)}
            </button>
          ))}
        </div>
        <button
          type="button"
          className="icon-button"
          aria-expanded={open}
          aria-label={open ? t("dock.fold") : t("dock.unfold")}
          title={open ? t("dock.fold") : t("dock.unfold")}
          onClick={() => setView({ dock: open ? "closed" : "journey" })}
        >
          <span className="chevron" aria-hidden="true" />
        </button>
      </div>
      {open && (
        <div
          className="dock-body"
          id="dock-body"
          role="tabpanel"
          aria-labelledby={`tab-${view.dock}`}
          data-stale={stale || undefined}
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
        </div>
      )}
    </section>
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
