// Cost against time: the whole Pareto set as dots, the options named, linked with map and cards. Down and left is better.

import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { OptionJson } from "../../wire/route.ts";
import { setHover, useHover } from "../state/hover.ts";
import { usePlan } from "../state/plan.tsx";
import { setView } from "../state/store.ts";
import { useFormat } from "../state/use-format.ts";
import { ChartFrame } from "./chart-frame.tsx";
import { fastAgainstCheap } from "./findings.ts";
import { linear, logTicks, niceTicks } from "./scale.ts";
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
  // Road can cost ten times what the sea does: equal ratios take equal room.
  const [low, high] = [Math.log(Math.max(1, c0) * 0.88), Math.log(Math.max(1, c1) * 1.12)];
  const logY = linear(low, high, HEIGHT - BOTTOM, TOP);
  const y = (cost: number) => logY(Math.log(Math.max(1, cost)));
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
  const dots = options.map((option) => ({
    option,
    text: names.corridor(option.corridor, option.corridorName),
    at: x(option.hours.mean),
    y: y(format.toCurrency(option.costUsd.mean)),
  }));
  const labels = placeLabels(
    [...dots].sort((a, b) => Number(b.option.id === chosen?.id) - Number(a.option.id === chosen?.id)),
    { from: LEFT, to: right },
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
            {logTicks(Math.exp(low), Math.exp(high)).map((tick) => (
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
            {dots.map(({ option, text, at, y: top }) => {
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
            {labels.map(({ option, text, x: left, y: top }) => (
              <text
                key={option.id}
                x={left}
                y={top + 4}
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

interface Dot {
  readonly option: OptionJson;
  readonly text: string;
  readonly at: number;
  readonly y: number;
}

/** Names beside their dots where no other name or dot stands, the first of the list first; one that fits nowhere is left out. */
function placeLabels(
  dots: readonly Dot[],
  room: { readonly from: number; readonly to: number },
): (Dot & { readonly x: number })[] {
  const placed: (Dot & { readonly x: number; readonly wide: number })[] = [];
  for (const dot of dots) {
    const wide = dot.text.length * CHAR_PX;
    const tries = [
      { x: dot.at + 9, y: dot.y },
      { x: dot.at - 9 - wide, y: dot.y },
      { x: dot.at - wide / 2, y: dot.y + 16 },
      { x: dot.at - wide / 2, y: dot.y - 15 },
    ];
    const free = tries.find(
      ({ x, y }) =>
        x >= room.from &&
        x + wide <= room.to &&
        y < HEIGHT - BOTTOM &&
        placed.every((other) => x + wide + 4 < other.x || other.x + other.wide + 4 < x || Math.abs(y - other.y) > 13) &&
        dots.every(
          (other) => other === dot || other.at + 6 < x || other.at - 6 > x + wide || Math.abs(other.y - y) > 10,
        ),
    );
    if (free) placed.push({ ...dot, x: free.x, y: free.y, wide });
  }
  return placed;
}
