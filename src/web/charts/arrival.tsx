// When it arrives: the distribution of the arrival with P10, P50, P80, P95 and the deadline.

import { useTranslation } from "react-i18next";
import type { OptionJson } from "../../wire/route.ts";
import { deadlineHours } from "../panels/option-list.tsx";
import { usePlan } from "../state/plan.tsx";
import { useFormat } from "../state/use-format.ts";
import { ChartFrame } from "./chart-frame.tsx";
import { densityOf } from "./findings.ts";
import { linear, niceTicks } from "./scale.ts";
import { useWidth } from "./use-width.ts";

const HEIGHT = 132;
const TOP = 26;
const BOTTOM = 22;

export interface ArrivalProps {
  readonly option: OptionJson;
  /** Width in px where there is none to measure: on paper. */
  readonly fixedWidth?: number;
}

export function Arrival({ option, fixedWidth }: ArrivalProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { ok, view } = usePlan();
  const [box, width] = useWidth<HTMLDivElement>(fixedWidth);
  const density = densityOf(option.distribution);
  const { p10, p50, p80, p90, p95 } = option.hours;
  const deadline = ok?.request.deadline ? deadlineHours(ok.request.depart, ok.request.deadline) : undefined;
  const from = Math.min(option.distribution[0]?.[0] ?? p10, deadline ?? Number.POSITIVE_INFINITY);
  const to = Math.max(option.distribution.at(-1)?.[0] ?? p95, deadline ?? 0);
  const peak = Math.max(...density.map(([, y]) => y), 1e-9);
  const x = linear(from, to, 4, Math.max(60, width - 4));
  const y = linear(0, peak, HEIGHT - BOTTOM, TOP);
  const unit = view.time === "days" ? 24 : 1;
  const title =
    option.onTime === undefined
      ? t("arrival.finding", { range: format.durationRange(p10, p90), unit: format.duration(p90).unit })
      : t("arrival.on-time", { share: format.percent(option.onTime) });
  const line = density.map(([at, d]) => `${x(at).toFixed(1)},${y(d).toFixed(1)}`);
  const under = (low: number, high: number) => {
    const inside = density.filter(([at]) => at >= low && at <= high);
    const height = (at: number) => y(interpolate(density, at));
    return `M${x(low)},${y(0)}L${x(low)},${height(low)}${inside.map(([at, d]) => `L${x(at).toFixed(1)},${y(d).toFixed(1)}`).join("")}L${x(high)},${height(high)}L${x(high)},${y(0)}Z`;
  };
  const marks = [
    { key: "P10", at: p10 },
    { key: "P50", at: p50 },
    { key: "P80", at: p80 },
    { key: "P95", at: p95 },
  ];
  return (
    <ChartFrame
      name="arrival"
      title={title}
      subtitle={t("arrival.subtitle")}
      table={{
        columns: [t("unit.hours_other"), "P"],
        rows: option.distribution.map(([hours, p]) => [Number(hours.toFixed(1)), Number(p.toFixed(4))]),
      }}
    >
      <div ref={box}>
        {width > 0 && density.length > 1 && (
          <svg
            width={width}
            height={HEIGHT}
            viewBox={`0 0 ${width} ${HEIGHT}`}
            role="img"
            aria-label={`${t("arrival.title")}: ${marks.map((mark) => `${mark.key} ${format.duration(mark.at).text}`).join(", ")}`}
          >
            <path
              d={`M${line.join("L")}L${x(density.at(-1)?.[0] ?? to)},${y(0)}L${x(density[0]?.[0] ?? from)},${y(0)}Z`}
              fill="var(--sunk)"
            />
            <path d={under(p10, p95)} fill="var(--fan)" />
            <path d={under(p10, p80)} fill="var(--fan-2)" opacity="0.75" />
            <path d={`M${line.join("L")}`} fill="none" stroke="var(--ink-2)" />
            {marks.map((mark, index) => {
              const labelY = index % 2 === 0 || width > 420 ? 20 : 9;
              return (
                <g key={mark.key}>
                  <line
                    x1={x(mark.at)}
                    x2={x(mark.at)}
                    y1={labelY + 3}
                    y2={HEIGHT - BOTTOM}
                    stroke="var(--ink)"
                    strokeWidth={mark.key === "P50" ? 1.6 : 0.8}
                    strokeDasharray={mark.key === "P50" ? undefined : "2 2"}
                  />
                  <text
                    x={x(mark.at)}
                    y={labelY}
                    textAnchor={index === 3 ? "end" : "middle"}
                    className={mark.key === "P50" ? "fan-text fan-strong" : "fan-text"}
                  >
                    {mark.key} {format.duration(mark.at).value}
                  </text>
                </g>
              );
            })}
            {deadline !== undefined && (
              <g>
                <line
                  x1={x(deadline)}
                  x2={x(deadline)}
                  y1={TOP - 4}
                  y2={HEIGHT - BOTTOM}
                  stroke="var(--accent)"
                  strokeWidth="1.6"
                />
                <text
                  x={x(deadline)}
                  y={HEIGHT - BOTTOM - 4}
                  textAnchor="end"
                  dx="-4"
                  className="fan-text"
                  fill="var(--accent)"
                >
                  {t("ask.deadline")}
                </text>
              </g>
            )}
            <line x1="0" x2={width} y1={y(0)} y2={y(0)} stroke="var(--line-2)" />
            {niceTicks(from / unit, to / unit, 5).map((tick) => (
              <text key={tick} x={x(tick * unit)} y={HEIGHT - 6} textAnchor="middle" className="axis-text">
                {format.number(tick)} {format.durationUnit}
              </text>
            ))}
          </svg>
        )}
      </div>
    </ChartFrame>
  );
}

function interpolate(points: readonly (readonly [number, number])[], at: number): number {
  const next = points.findIndex(([x]) => x >= at);
  if (next <= 0) return points[next === 0 ? 0 : points.length - 1]?.[1] ?? 0;
  const [x0, y0] = points[next - 1] ?? [0, 0];
  const [x1, y1] = points[next] ?? [0, 0];
  return x1 > x0 ? y0 + ((at - x0) / (x1 - x0)) * (y1 - y0) : y1;
}
