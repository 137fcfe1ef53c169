// Something over days: the mean as a line and the band of nine in ten around it, for one or two states on one axis.

import { useTranslation } from "react-i18next";
import { useFormat } from "../state/use-format.ts";
import { linear, niceTicks } from "./scale.ts";
import { useWidth } from "./use-width.ts";

export interface BandSeries {
  readonly key: string;
  readonly name: string;
  readonly points: readonly {
    readonly date: string;
    readonly mean: number;
    readonly low: number;
    readonly high: number;
  }[];
}

export interface BandLinesProps {
  /** The one behind first. */
  readonly series: readonly BandSeries[];
  readonly label: string;
  readonly tick: (value: number) => string;
  readonly unit: string;
  readonly height?: number;
  readonly fixedWidth?: number;
}

const LEFT = 52;
const RIGHT = 12;
const TOP = 16;
const AXIS = 20;
const DAY_MS = 86_400_000;

export function BandLines({ series, label, tick, unit, height = 168, fixedWidth }: BandLinesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [box, width] = useWidth<HTMLDivElement>(fixedWidth);
  const days = series.flatMap(({ points }) => points.map(({ date }) => Date.parse(date)));
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const most = Math.max(1e-9, ...series.flatMap(({ points }) => points.map(({ high, mean }) => Math.max(high, mean))));
  if (days.length === 0) return <p className="note">{t("sim.no-queue")}</p>;
  const x = linear(first, last, LEFT, Math.max(LEFT + 60, width - RIGHT));
  const y = linear(0, most, height - AXIS, TOP);
  const months = monthsBetween(first, last, Math.max(2, Math.floor((width - LEFT) / 70)));
  return (
    <div ref={box} className="band-lines">
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={label}>
          {niceTicks(0, most, 4).map((at) => (
            <g key={at}>
              <line x1={LEFT} x2={width - RIGHT} y1={y(at)} y2={y(at)} stroke="var(--line)" />
              <text x={LEFT - 6} y={y(at) + 4} textAnchor="end" className="axis-text">
                {tick(at)}
              </text>
            </g>
          ))}
          <text x={4} y={10} className="axis-text">
            {unit}
          </text>
          {months.map((month) => (
            <text key={month} x={x(month)} y={height - 5} textAnchor="start" className="axis-text">
              {format.dateShort(new Date(month).toISOString().slice(0, 10)).replace(/\s*\d{4}/, "")}
            </text>
          ))}
          {series.map((one, index) => {
            const isBehind = series.length > 1 && index === 0;
            const line = (value: (point: BandSeries["points"][number]) => number, points = one.points) =>
              points.map((point) => `${x(Date.parse(point.date)).toFixed(1)},${y(value(point)).toFixed(1)}`).join("L");
            return (
              <g key={one.key}>
                <path
                  d={`M${line(({ high }) => high)}L${line(({ low }) => low, [...one.points].reverse())}Z`}
                  fill={isBehind ? "var(--fan)" : "var(--use-2)"}
                  opacity={isBehind ? 0.55 : 0.3}
                />
                <path
                  d={`M${line(({ mean }) => mean)}`}
                  fill="none"
                  stroke={isBehind ? "var(--ink-3)" : "var(--use-4)"}
                  strokeWidth={1.6}
                  {...(isBehind ? { strokeDasharray: "4 3" } : {})}
                />
              </g>
            );
          })}
        </svg>
      )}
    </div>
  );
}

/** First days of months or of every third or sixth one, at most so many. */
function monthsBetween(first: number, last: number, most: number): number[] {
  const all: number[] = [];
  const at = new Date(first);
  for (let month = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1)); month.getTime() <= last; ) {
    if (month.getTime() >= first) all.push(month.getTime());
    month = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 1));
  }
  if (all.length === 0) all.push(first);
  const step = [1, 2, 3, 6, 12].find((size) => all.length / size <= most) ?? 12;
  // A month that has hardly begun at the end has no room for its name.
  return all.filter((month, index) => index % step === 0 && (last - month > 12 * DAY_MS || all.length === 1));
}
