// The answers as cards on one shared time axis. Hover previews on the map, click or Enter chooses, arrow keys move.

import { type KeyboardEvent, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { OptionJson, RivalJson } from "../../wire/route.ts";
import { niceTicks } from "../charts/scale.ts";
import { setHover, useHover } from "../state/hover.ts";
import { usePlan } from "../state/plan.tsx";
import { setView } from "../state/store.ts";
import { useFormat } from "../state/use-format.ts";
import { ModeChain } from "./mode-chain.tsx";
import { SourceDot, weakestBasis } from "./source-dot.tsx";
import { type Teller, tellChange, tellReason } from "./tell-none.ts";

interface Axis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
  readonly x: (hours: number) => number;
}

export function OptionList() {
  const { t } = useTranslation();
  const { options, rivals, chosen, stale, answer, failure, retry, ok } = usePlan();
  const list = useRef<HTMLDivElement>(null);
  const rest = useMemo(() => restOf(options, rivals), [options, rivals]);
  const axis = useAxis(
    options,
    ok?.request.deadline ? deadlineHours(ok.request.depart, ok.request.deadline) : undefined,
  );
  if (failure && !answer) return <Failed message={failure.message} retry={retry} />;
  if (!answer) return <CardSkeletons />;
  if (answer.status === "none") return <NoRoute />;
  if (answer.status === "invalid" && !ok) return <p className="hint">{t("options.correct")}</p>;

  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    const buttons = [...(list.current?.querySelectorAll<HTMLButtonElement>("[data-card]") ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[Math.max(0, Math.min(buttons.length - 1, at + step))]?.focus();
    event.preventDefault();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys only move the focus between the buttons inside
    <div className="options" data-stale={stale || undefined} aria-busy={stale} ref={list} onKeyDown={onKeyDown}>
      <div className="options-head">
        <h2>{t("options.title", { count: options.length })}</h2>
        <AxisHead axis={axis} />
      </div>
      <ul className="cards">
        {options.map((option) => (
          <OptionCard key={option.id} option={option} axis={axis} on={option.id === chosen?.id} />
        ))}
      </ul>
      {rest.length > 0 && (
        <>
          <h2 className="rest-head">{t("options.rivals")}</h2>
          <ul className="rest">
            {rest.map((rival) => (
              <RivalRow key={rival.corridor} rival={rival} on={rival.option?.id === chosen?.id} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** Hours from the departure to the end of the deadline's day. */
export function deadlineHours(depart: string, deadline: string): number {
  return (
    (Date.parse(`${deadline}T24:00:00Z`) - Date.parse(depart.length === 10 ? `${depart}T00:00:00Z` : depart)) /
    3_600_000
  );
}

function restOf(options: readonly OptionJson[], rivals: readonly RivalJson[]): RivalJson[] {
  const shown = new Set(options.map((option) => option.id));
  const corridors = new Set(options.map((option) => option.corridor));
  return rivals.filter(
    (rival) => (rival.option ? !shown.has(rival.option.id) : true) && !corridors.has(rival.corridor),
  );
}

function useAxis(options: readonly OptionJson[], deadline: number | undefined): Axis {
  const { view } = usePlan();
  return useMemo(() => {
    const lows = options.map((option) => option.hours.p10);
    const highs = options.map((option) => option.hours.p95);
    const low = Math.min(...lows, deadline ?? Number.POSITIVE_INFINITY);
    const high = Math.max(...highs, deadline ?? 0);
    const unit = view.time === "days" ? 24 : 1;
    const ticks = niceTicks(low / unit, high / unit, 4).map((tick) => tick * unit);
    const pad = (high - low) * 0.06 || 24;
    const from = Math.max(0, Math.min(low - pad, ticks[0] ?? low));
    const to = high + pad;
    return {
      from,
      to,
      ticks: ticks.filter((tick) => tick >= from && tick <= to),
      x: (hours) => ((hours - from) / (to - from)) * 100,
    };
  }, [options, deadline, view.time]);
}

function AxisHead({ axis }: { readonly axis: Axis }) {
  const { view } = usePlan();
  const format = useFormat();
  const unit = view.time === "days" ? 24 : 1;
  const last = axis.ticks.at(-1);
  return (
    <div className="axis" aria-hidden="true">
      {axis.ticks.map((tick) => (
        <span key={tick} style={{ left: `${axis.x(tick)}%` }}>
          {format.number(tick / unit)}
          {tick === last && <em> {format.durationUnit}</em>}
        </span>
      ))}
    </div>
  );
}

function OptionCard({ option, axis, on }: { readonly option: OptionJson; readonly axis: Axis; readonly on: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const hover = useHover();
  const { names, ok } = usePlan();
  const duration = format.duration(option.hours.p50);
  const { hours, costUsd } = option;
  const deadline = ok?.request.deadline ? deadlineHours(ok.request.depart, ok.request.deadline) : undefined;
  const costSources = [...new Set(costUsd.parts.flatMap((part) => part.sources))];
  return (
    <li
      className="card"
      data-on={on || undefined}
      data-hovered={hover.option === option.id || undefined}
      onMouseEnter={() => setHover({ option: option.id })}
      onMouseLeave={() => setHover({})}
    >
      <div className="card-top">
        <button
          type="button"
          className="card-button"
          data-card={option.id}
          aria-pressed={on}
          onFocus={() => setHover({ option: option.id })}
          onBlur={() => setHover({})}
          onClick={() => setView({ option: option.id, inspector: true })}
        >
          {names.corridor(option.corridor, option.corridorName)}
        </button>
        <span className="badges">
          {option.badges.slice(0, 2).map((badge) => (
            <span key={badge} className="badge">
              {t(`badge.${badge}`)}
            </span>
          ))}
        </span>
      </div>
      <ModeChain option={option} />
      <div className="card-time">
        <p className="big" title={format.durationExact(hours.p50)}>
          {duration.value} <span>{duration.unit}</span>
        </p>
        <RangeBar option={option} axis={axis} deadline={deadline} />
      </div>
      <p className="card-facts">
        <span className="fact-main" title={format.moneyExact(costUsd.mean)}>
          {format.money(costUsd.mean)} <span className="note">({format.moneyRange(costUsd.low, costUsd.high)})</span>
          <SourceDot
            refs={costSources}
            basis={weakestBasis(costUsd.parts.map((part) => part.basis))}
            what={t("number.cost")}
            value={format.moneyExact(costUsd.mean)}
          />
        </span>
        <span>{format.mass(option.co2eKg).text} CO₂e</span>
        <span>{t("options.borders", { count: option.borders })}</span>
      </p>
    </li>
  );
}

/** P10–P95 as a line, P10–P80 thicker, P50 as a dot. */
function RangeBar({
  option,
  axis,
  deadline,
}: {
  readonly option: OptionJson;
  readonly axis: Axis;
  readonly deadline: number | undefined;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { p10, p50, p80, p95 } = option.hours;
  const label = t("options.range", {
    low: format.duration(p10).text,
    middle: format.duration(p50).text,
    high: format.duration(p95).text,
  });
  return (
    <div className="range" role="img" aria-label={label} title={label}>
      {axis.ticks.map((tick) => (
        <i key={tick} className="range-tick" style={{ left: `${axis.x(tick)}%` }} />
      ))}
      {deadline !== undefined && <i className="range-deadline" style={{ left: `${axis.x(deadline)}%` }} />}
      <i className="range-line" style={{ left: `${axis.x(p10)}%`, width: `${axis.x(p95) - axis.x(p10)}%` }} />
      <i className="range-box" style={{ left: `${axis.x(p10)}%`, width: `${axis.x(p80) - axis.x(p10)}%` }} />
      <i className="range-dot" style={{ left: `${axis.x(p50)}%` }} />
    </div>
  );
}

function RivalRow({ rival, on }: { readonly rival: RivalJson; readonly on: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { names } = usePlan();
  const name = names.corridor(rival.corridor, rival.corridorName);
  const { option } = rival;
  if (!option) {
    return (
      <li className="rival rival-none">
        <span className="rival-name">{name}</span>
        <span className="note">{rival.reason || t("options.no-way")}</span>
      </li>
    );
  }
  return (
    <li
      className="rival"
      data-on={on || undefined}
      onMouseEnter={() => setHover({ option: option.id })}
      onMouseLeave={() => setHover({})}
    >
      <button
        type="button"
        className="card-button"
        data-card={option.id}
        aria-pressed={on}
        onFocus={() => setHover({ option: option.id })}
        onBlur={() => setHover({})}
        onClick={() => setView({ option: option.id, inspector: true })}
      >
        {name}
      </button>
      <span className="rival-facts">
        {format.duration(option.hours.p50).text} · {format.money(option.costUsd.mean)}
      </span>
    </li>
  );
}

function NoRoute() {
  const { t } = useTranslation();
  const { none, ask, stale, names } = usePlan();
  const format = useFormat();
  if (!none) return null;
  const teller: Teller = { t: (key, values) => t(key, values ?? {}), names, date: format.date };
  return (
    <div className="no-route" data-stale={stale || undefined} role="status">
      <h2>{t("none.title")}</h2>
      <p>{tellReason(none, teller)}</p>
      {none.relax.length > 0 && (
        <>
          <p className="note">{t("none.relax")}</p>
          <div className="button-column">
            {none.relax.map((change) => (
              <button
                key={change.label}
                type="button"
                className="button button-wide"
                onClick={() => ask(relaxPatch(change.patch))}
              >
                {tellChange(change, teller)}
              </button>
            ))}
          </div>
        </>
      )}
    </div>
  );
}

const RELAXABLE = [
  "from",
  "to",
  "cargo",
  "units",
  "tonnes",
  "commodity",
  "depart",
  "deadline",
  "valueUsd",
  "costOfCapital",
  "dangerous",
  "reefer",
  "avoid",
  "require",
  "date",
];

/** The part of a patch that the question knows; null takes a term out. */
export function relaxPatch(patch: Readonly<Record<string, unknown>>): Record<string, never> {
  const known = Object.entries(patch).filter(([key]) => RELAXABLE.includes(key));
  return Object.fromEntries(known.map(([key, value]) => [key, value === null ? undefined : value])) as Record<
    string,
    never
  >;
}

function Failed({ message, retry }: { readonly message: string; readonly retry: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="no-route" role="alert">
      <h2>{t("failed.title")}</h2>
      <p>{t("failed.text")}</p>
      <p className="note">{message}</p>
      <button type="button" className="button" onClick={retry}>
        {t("failed.again")}
      </button>
    </div>
  );
}

function CardSkeletons() {
  const { t } = useTranslation();
  return (
    <div className="options" aria-busy="true" aria-label={t("options.loading")} role="status">
      {[0, 1, 2, 3].map((index) => (
        <div key={index} className="card card-skeleton">
          <div className="skeleton" style={{ width: "60%", height: 16 }} />
          <div className="skeleton" style={{ width: "85%", height: 10 }} />
          <div className="skeleton" style={{ width: "100%", height: 28 }} />
          <div className="skeleton" style={{ width: "70%", height: 14 }} />
        </div>
      ))}
    </div>
  );
}
