// Cost against time: the whole Pareto set as dots, the options named, linked with map and cards. Down and left is better.

import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { setHover, useHover } from "../state/hover.ts";
import { usePlan } from "../state/plan.tsx";
import { setView } from "../state/store.ts";
import { useFormat } from "../state/use-format.ts";
import { fitLabels } from "../strip/stages.ts";
import { ChartFrame } from "./chart-frame.tsx";
import { fastAgainstCheap } from "./findings.ts";
import { linear, niceTicks } from "./scale.ts";
import { useWidth } from "./use-width.ts";

const HEIGHT = 172;
const LEFT = 64;
const RIGHT = 16;
const TOP = 8;
const BOTTOM = 34;
const CHAR_PX = 6.2;

export function Tradeoff() {
  const { t } = useTranslation();
  const format = useFormat();
  const { ok, options, chosen, names, view } = usePlan();
  const hover = useHover();
  const [box, width] = useWidth<HTMLDivElement>();
  const points = useMemo(() => ok?.pareto ?? [], [ok]);
  const unit = view.time === "days" ? 24 : 1;
  const hours = [...points.map((point) => point.hoursMean), ...options.map((option) => option.hours.mean)];
  const costs = [...points.map((point) => point.costUsd), ...options.map((option) => option.costUsd.mean)].map(
    format.toCurrency,
  );
  const pad = (low: number, high: number) => (high - low || high || 1) * 0.08;
  const [h0, h1] = [Math.min(...hours), Math.max(...hours)];
  const [c0, c1] = [Math.min(...costs), Math.max(...costs)];
  const right = Math.max(LEFT + 80, width - RIGHT);
  const x = linear(h0 - pad(h0, h1), h1 + pad(h0, h1), LEFT, right);
  const y = linear(c0 - pad(c0, c1), c1 + pad(c0, c1), HEIGHT - BOTTOM, TOP);
  const finding = fastAgainstCheap(options);
  const title = finding
    ? t("tradeoff.finding", { time: format.duration(finding.hoursSaved).text, money: format.money(finding.extraUsd) })
    : t("tradeoff.same");
  const table = {
    columns: [
      t("tradeoff.corridor"),
      `${t("tradeoff.mean-time")} (${format.durationUnit})`,
      `${t("number.cost")} (${format.currency})`,
      "CO₂e (kg)",
      t("number.borders"),
    ],
    rows: points.map((point) => [
      names.corridor(point.corridor),
      Number((point.hoursMean / unit).toFixed(2)),
      Number(format.toCurrency(point.costUsd).toFixed(0)),
      Number(point.co2eKg.toFixed(0)),
      point.borders,
    ]),
  };
  const labels = options.map((option, index) => {
    const text = names.corridor(option.corridor, option.corridorName);
    const at = x(option.hours.mean);
    const toLeft = at + 9 + text.length * CHAR_PX > right;
    return {
      option,
      text,
      at,
      toLeft,
      y: y(format.toCurrency(option.costUsd.mean)),
      rank: option.id === chosen?.id ? -1 : index,
    };
  });
  // A label is kept when no other stands within a line's height beside it.
  const shown = new Set(
    fitLabels(labels, (label) => ({ from: label.y - 6, to: label.y + 6 }), 0).map((label) => label.option.id),
  );
  return (
    <ChartFrame
      name="cost-time"
      title={title}
      subtitle={t("tradeoff.subtitle", { count: points.length })}
      table={table}
    >
      <div ref={box}>
        {width > 0 && options.length > 0 && (
          // biome-ignore lint/a11y/useSemanticElements: an SVG cannot be a fieldset
          <svg width={width} height={HEIGHT} role="group" aria-label={title} onMouseLeave={() => setHover({})}>
            {niceTicks((h0 - pad(h0, h1)) / unit, (h1 + pad(h0, h1)) / unit, Math.max(3, Math.floor(width / 120))).map(
              (tick) => (
                <g key={tick}>
                  <line x1={x(tick * unit)} x2={x(tick * unit)} y1={TOP} y2={HEIGHT - BOTTOM} stroke="var(--line)" />
                  <text x={x(tick * unit)} y={HEIGHT - BOTTOM + 14} textAnchor="middle" className="axis-text">
                    {format.number(tick)}
                  </text>
                </g>
              ),
            )}
            {niceTicks(c0 - pad(c0, c1), c1 + pad(c0, c1), 4).map((tick) => (
              <g key={tick}>
                <line x1={LEFT} x2={right} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
                <text x={LEFT - 8} y={y(tick) + 4} textAnchor="end" className="axis-text">
                  {format.number(tick)}
                </text>
              </g>
            ))}
            <text x={right} y={HEIGHT - 4} textAnchor="end" className="axis-text">
              {t("tradeoff.mean-time")}, {format.durationUnit}
            </text>
            <text x={0} y={HEIGHT - 4} className="axis-text">
              {t("number.cost")}, {format.currency}
            </text>
            {points
              .filter((point) => !point.option)
              .map((point) => (
                <circle
                  key={`${point.hoursMean}-${point.costUsd}-${point.co2eKg}`}
                  cx={x(point.hoursMean)}
                  cy={y(format.toCurrency(point.costUsd))}
                  r="2.5"
                  fill="var(--ink-3)"
                  opacity="0.55"
                >
                  <title>
                    {names.corridor(point.corridor)}: {format.duration(point.hoursMean).text},{" "}
                    {format.money(point.costUsd)}
                  </title>
                </circle>
              ))}
            {labels.map(({ option, text, at, y: top }) => {
              const on = option.id === chosen?.id;
              const hovered = hover.option === option.id;
              return (
                // biome-ignore lint/a11y/useSemanticElements: an SVG has no button of its own
                <g
                  key={option.id}
                  role="button"
                  tabIndex={0}
                  className="point"
                  aria-pressed={on}
                  aria-label={`${text}: ${format.duration(option.hours.mean).text}, ${format.money(option.costUsd.mean)}`}
                  onMouseEnter={() => setHover({ option: option.id })}
                  onFocus={() => setHover({ option: option.id })}
                  onBlur={() => setHover({})}
                  onClick={() => setView({ option: option.id })}
                  onKeyDown={(event) => (event.key === "Enter" || event.key === " ") && setView({ option: option.id })}
                >
                  <circle cx={at} cy={top} r="12" fill="transparent" />
                  <circle
                    cx={at}
                    cy={top}
                    r={on ? 6 : hovered ? 5.5 : 4.5}
                    fill={on ? "var(--accent)" : "var(--ink)"}
                    stroke="var(--paper)"
                    strokeWidth="1.5"
                  />
                </g>
              );
            })}
            {labels
              .filter(({ option }) => shown.has(option.id) || hover.option === option.id)
              .map(({ option, text, at, toLeft, y: top }) => (
                <text
                  key={option.id}
                  x={toLeft ? at - 9 : at + 9}
                  y={top + 4}
                  textAnchor={toLeft ? "end" : "start"}
                  className={option.id === chosen?.id ? "point-text point-on" : "point-text"}
                  pointerEvents="none"
                >
                  {text}
                </text>
              ))}
          </svg>
        )}
      </div>
    </ChartFrame>
  );
}
