// Wait against load: a line with the interval of each point, the level of service across it, where they meet, and where one is
// today. What is above the picture is an arrow at its edge.

import { useId } from "react";
import { linear, niceTicks } from "./scale.ts";
import { useWidth } from "./use-width.ts";

export interface CurveSeries {
  readonly key: string;
  readonly name: string;
  readonly points: readonly {
    readonly x: number;
    readonly y: number | null;
    readonly low: number | null;
    readonly high: number | null;
    readonly text: string;
  }[];
  /** Where the level is reached, if it is. */
  readonly meets:
    | { readonly x: number; readonly low: number | null; readonly high: number | null; readonly text: string }
    | undefined;
}

export interface CurveProps {
  readonly series: readonly CurveSeries[];
  readonly label: string;
  readonly level: { readonly y: number; readonly text: string };
  /** Where one is today. */
  readonly now?: { readonly x: number; readonly text: string };
  readonly xTick: (value: number) => string;
  readonly yTick: (value: number) => string;
  readonly xUnit: string;
  readonly yUnit: string;
  readonly fixedWidth?: number;
}

const LEFT = 52;
const RIGHT = 24;
const TOP = 18;
const AXIS = 22;
const HEIGHT = 188;

export function Curve({ series, label, level, now, xTick, yTick, xUnit, yUnit, fixedWidth }: CurveProps) {
  const [box, width] = useWidth<HTMLDivElement>(fixedWidth);
  const xs = series.flatMap(({ points }) => points.map((point) => point.x));
  const ys = series.flatMap(({ points }) => points.flatMap((point) => (point.y === null ? [] : [point.y])));
  // Beyond some times the level of service it does not matter how long.
  const most = Math.min(Math.max(level.y * 1.2, ...ys), level.y * 3.5);
  const x = linear(0, Math.max(1e-9, ...xs) * 1.04, LEFT, Math.max(LEFT + 60, width - RIGHT));
  const floor = HEIGHT - AXIS;
  const scale = linear(0, most, floor, TOP);
  const y = (value: number) => Math.min(floor, Math.max(TOP - 6, scale(value)));
  const isAbove = (value: number) => value > most;
  const clipId = useId();
  return (
    <div ref={box} className="curve">
      {width > 0 && (
        <svg width={width} height={HEIGHT} role="img" aria-label={label}>
          {niceTicks(0, most, 4).map((at) => (
            <g key={at}>
              <line x1={LEFT} x2={width - RIGHT} y1={scale(at)} y2={scale(at)} stroke="var(--line)" />
              <text x={LEFT - 6} y={scale(at) + 4} textAnchor="end" className="axis-text">
                {yTick(at)}
              </text>
            </g>
          ))}
          <text x={4} y={11} className="axis-text">
            {yUnit}
          </text>
          {niceTicks(0, Math.max(0, ...xs), Math.max(3, Math.floor(width / 110))).map((at, index, all) => (
            <text
              key={at}
              x={x(at)}
              y={HEIGHT - 5}
              textAnchor={index === all.length - 1 ? "end" : "middle"}
              className="axis-text"
            >
              {index === all.length - 1 ? `${xTick(at)} ${xUnit}` : xTick(at)}
            </text>
          ))}
          <clipPath id={clipId}>
            <rect x={LEFT} y={TOP - 6} width={Math.max(0, width - LEFT - RIGHT)} height={floor - TOP + 6} />
          </clipPath>
          {now && (
            <g>
              <line x1={x(now.x)} x2={x(now.x)} y1={TOP - 6} y2={floor} stroke="var(--ink-2)" strokeWidth={1.2} />
              <text
                x={x(now.x) + (x(now.x) > width * 0.6 ? -6 : 6)}
                y={TOP + 4}
                textAnchor={x(now.x) > width * 0.6 ? "end" : "start"}
                className="area-text"
              >
                {now.text}
              </text>
            </g>
          )}
          <line
            x1={LEFT}
            x2={width - RIGHT}
            y1={scale(level.y)}
            y2={scale(level.y)}
            stroke="var(--use-high)"
            strokeWidth={1.4}
            strokeDasharray="6 3"
          />
          <text x={LEFT + 6} y={scale(level.y) - 5} className="area-text" style={{ fill: "var(--use-high)" }}>
            {level.text}
          </text>
          {series.map((one, index) => {
            const isBehind = series.length > 1 && index === 0;
            const colour = isBehind ? "var(--ink-3)" : "var(--use-4)";
            const known = one.points.filter((point): point is typeof point & { y: number } => point.y !== null);
            return (
              <g key={one.key}>
                <path
                  d={`M${known.map((point) => `${x(point.x).toFixed(1)},${Math.max(-4 * HEIGHT, scale(point.y)).toFixed(1)}`).join("L")}`}
                  clipPath={`url(#${clipId})`}
                  fill="none"
                  stroke={colour}
                  strokeWidth={1.8}
                  {...(isBehind ? { strokeDasharray: "4 3" } : {})}
                />
                {known.map((point) => (
                  <g key={point.x}>
                    {point.low !== null && point.high !== null && (
                      <line
                        x1={x(point.x)}
                        x2={x(point.x)}
                        y1={y(point.low)}
                        y2={y(point.high)}
                        stroke={colour}
                        strokeWidth={3}
                        opacity={0.4}
                      />
                    )}
                    {isAbove(point.y) ? (
                      <path d={`M${x(point.x) - 4} ${TOP}h8l-4-7z`} fill={colour}>
                        <title>{point.text}</title>
                      </path>
                    ) : (
                      <circle cx={x(point.x)} cy={y(point.y)} r={3} fill={colour}>
                        <title>{point.text}</title>
                      </circle>
                    )}
                  </g>
                ))}
                {one.meets && (
                  <g>
                    {one.meets.low !== null && one.meets.high !== null && (
                      <line
                        x1={x(one.meets.low)}
                        x2={x(one.meets.high)}
                        y1={scale(level.y)}
                        y2={scale(level.y)}
                        stroke={colour}
                        strokeWidth={5}
                        opacity={0.4}
                      />
                    )}
                    <line
                      x1={x(one.meets.x)}
                      x2={x(one.meets.x)}
                      y1={scale(level.y)}
                      y2={floor}
                      stroke={colour}
                      strokeDasharray="2 3"
                    />
                    <text
                      x={x(one.meets.x) + (x(one.meets.x) > width * 0.6 ? -6 : 6)}
                      y={floor - 8 - index * 15}
                      textAnchor={x(one.meets.x) > width * 0.6 ? "end" : "start"}
                      className="area-text"
                    >
                      {one.meets.text}
                    </text>
                  </g>
                )}
              </g>
            );
          })}
        </svg>
      )}
    </div>
  );
}
