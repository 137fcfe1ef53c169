// Amounts by day stacked by series: who carries how much through an outage, or who carries more and less than before. The
// windows of the scenario are bands behind; a cursor reads the day.

import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { setHover, useHover } from "../state/hover.ts";
import { clip } from "./clip.ts";
import { linear, niceTicks } from "./scale.ts";
import { reachOf, type StackSeries, stack, thickest } from "./stack.ts";
import { useWidth } from "./use-width.ts";

export interface AreaSeries extends StackSeries {
  readonly label: string;
  readonly colour: string;
}

export interface StackedAreaProps {
  readonly series: readonly AreaSeries[];
  /** ISO date of a day by its index. */
  readonly dateOf: (day: number) => string;
  /** Days [from, to) that are drawn as bands. */
  readonly windows: readonly { readonly from: number; readonly to: number; readonly label: string }[];
  readonly label: string;
  readonly unit: string;
  readonly tick: (value: number) => string;
  readonly text: (value: number) => string;
  readonly dayText: (date: string) => string;
  readonly difference: boolean;
  readonly fixedWidth?: number;
  readonly height?: number;
}

const LEFT = 56;
const RIGHT = 12;
const TOP = 18;
const BOTTOM = 24;

export function StackedArea(props: StackedAreaProps) {
  const { series, dateOf, windows, label, unit, tick, text, dayText, difference, fixedWidth, height = 158 } = props;
  const { t } = useTranslation();
  const [box, width] = useWidth<HTMLDivElement>(fixedWidth);
  const [day, setDay] = useState<number>();
  const hover = useHover();
  const stacked = stack(series);
  const days = Math.max(1, ...series.map(({ values }) => values.length));
  const [least, most] = reachOf(stacked);
  const reach = Math.max(Math.abs(least), most) || 1;
  const [low, high] = difference ? [-reach, reach] : [0, most * 1.04 || 1];
  const x = linear(0, days, LEFT, Math.max(LEFT + 60, width - RIGHT));
  const y = linear(low, high, height - BOTTOM, TOP);
  const path = (edges: { readonly low: readonly number[]; readonly high: readonly number[] }) => {
    // A day is a step, not a point: what is handed over lasts from its morning to its evening.
    const top = edges.high.map(
      (value, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}L${x(i + 1).toFixed(1)},${y(value).toFixed(1)}`,
    );
    const bottom = edges.low.map(
      (value, i) => `${x(i + 1).toFixed(1)},${y(value).toFixed(1)}L${x(i).toFixed(1)},${y(value).toFixed(1)}`,
    );
    return `M${top.join("L")}L${bottom.reverse().join("L")}Z`;
  };
  const move = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    setDay(Math.min(days - 1, Math.max(0, (day ?? -1) + step)));
    event.preventDefault();
  };
  const every = Math.max(1, Math.ceil(days / Math.max(2, Math.floor((width - LEFT) / 92))));
  const marks = Array.from({ length: Math.ceil(days / every) }, (_, index) => index * every);
  return (
    <div ref={box} className="stacked-area">
      {width > 0 && (
        <svg
          width={width}
          height={height}
          role="img"
          aria-label={`${label}: ${series.map((one) => `${one.label} ${text(total(one.values))}`).join(", ")}`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys read the days
          tabIndex={0}
          onKeyDown={move}
          onMouseLeave={() => {
            setDay(undefined);
            setHover({});
          }}
          onMouseMove={(event) => {
            const at = event.clientX - event.currentTarget.getBoundingClientRect().left;
            const found = Math.floor(((at - LEFT) / (x(days) - LEFT)) * days);
            setDay(found >= 0 && found < days ? found : undefined);
          }}
        >
          {windows.map((window) => (
            <g key={`${window.from} ${window.label}`}>
              <rect
                x={x(Math.max(0, window.from))}
                y={TOP - 4}
                width={Math.max(2, x(Math.min(days, window.to)) - x(Math.max(0, window.from)))}
                height={height - BOTTOM - TOP + 4}
                fill="var(--band)"
              />
              <text x={x(Math.max(0, window.from)) + 4} y={TOP - 7} className="band-text">
                {clip(window.label, x(days) - x(Math.max(0, window.from)))}
                <title>{window.label}</title>
              </text>
            </g>
          ))}
          {niceTicks(low, high, 4).map((at) => (
            <g key={at}>
              <line x1={LEFT} x2={x(days)} y1={y(at)} y2={y(at)} stroke="var(--line)" />
              <text
                x={LEFT - 8}
                y={y(at) + 4}
                textAnchor="end"
                className={at === 0 ? "axis-text axis-zero" : "axis-text"}
              >
                {tick(at)}
              </text>
            </g>
          ))}
          <text x={0} y={TOP - 7} className="axis-text">
            {unit}
          </text>
          {stacked.map((edges, index) => {
            const own = series[index];
            if (!own) return null;
            const faded =
              hover.thing !== undefined && hover.thing !== own.key && series.some((s) => s.key === hover.thing);
            return (
              // biome-ignore lint/a11y/noStaticElementInteractions: hover only lights up what the table says too
              <path
                key={own.key}
                d={path(edges)}
                fill={own.colour}
                opacity={faded ? 0.35 : 1}
                onMouseEnter={() => setHover({ thing: own.key })}
              />
            );
          })}
          {stacked.map((edges, index) => {
            const own = series[index];
            const { day: at, size, at: middle } = thickest(edges);
            if (!own || Math.abs(y(0) - y(size)) < 15) return null;
            const wide = own.label.length * 6.4;
            const left = Math.min(Math.max(x(at + 0.5), LEFT + 6 + wide / 2), x(days) - 6 - wide / 2);
            return (
              <text
                key={own.key}
                x={left}
                y={y(middle) + 4}
                textAnchor="middle"
                className="area-text"
                pointerEvents="none"
              >
                {own.label}
              </text>
            );
          })}
          <line x1={LEFT} x2={x(days)} y1={y(0)} y2={y(0)} stroke="var(--ink-2)" strokeWidth={difference ? 1.2 : 1} />
          {difference && (
            <text x={x(days) - 4} y={y(0) - 5} textAnchor="end" className="axis-text axis-zero area-zero">
              {t("chart.zero")}
            </text>
          )}
          {marks.map((at) => (
            <text key={at} x={x(at)} y={height - 6} textAnchor={at === 0 ? "start" : "middle"} className="axis-text">
              {dayText(dateOf(at))}
            </text>
          ))}
          {day !== undefined && (
            <line
              x1={x(day + 0.5)}
              x2={x(day + 0.5)}
              y1={TOP - 4}
              y2={height - BOTTOM}
              stroke="var(--ink)"
              strokeWidth="1"
            />
          )}
        </svg>
      )}
      <p className="area-reading" aria-live="polite">
        {day === undefined ? (
          t("chart.read-days")
        ) : (
          <>
            <b>{dayText(dateOf(day))}</b>{" "}
            {series
              .filter((one) => Math.abs(one.values[day] ?? 0) > 1e-9)
              .map((one) => (
                <span key={one.key}>
                  <i style={{ background: one.colour }} /> {one.label} {text(one.values[day] ?? 0)}
                </span>
              ))}
          </>
        )}
      </p>
    </div>
  );
}

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
