// Which input an answer depends on: for each the change of the answer at the input's low and at its high value, on one axis
// through the answer as it is, the largest first, with the interval of each.

import { useTranslation } from "react-i18next";
import { BarAxis } from "./bar-axis.tsx";
import { clip, widthOfNames } from "./clip.ts";
import { linear, niceTicks } from "./scale.ts";
import { useWidth } from "./use-width.ts";

export interface TornadoEnd {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** The input at this end, as it is said. */
  readonly at: string;
  readonly text: string;
}

export interface TornadoRow {
  readonly key: string;
  readonly label: string;
  readonly note: string;
  readonly low: TornadoEnd;
  readonly high: TornadoEnd;
}

export interface TornadoProps {
  readonly rows: readonly TornadoRow[];
  readonly label: string;
  readonly tick: (value: number) => string;
  readonly fixedWidth?: number;
}

const ROW = 32;
const BAR = 11;
const AXIS = 22;
const TEXT = 64;
const NAMED_ZERO = 70;
/** Narrower charts have each name above its bars. */
const NARROW = 520;
const NAME = 17;

export function Tornado({ rows, label, tick, fixedWidth }: TornadoProps) {
  const { t } = useTranslation();
  const [box, width] = useWidth<HTMLDivElement>(fixedWidth);
  const nameAbove = width < NARROW ? NAME : 0;
  const names = nameAbove > 0 ? 0 : widthOfNames(rows, width * 0.4);
  const ends = rows.flatMap(({ low, high }) => [low, high]);
  const furthest = (of: readonly (number | null)[]) => Math.max(0, ...of.map((value) => Math.abs(value ?? 0)));
  // Intervals have their room, unless one is so wide that nothing else could be read.
  const widest = furthest(ends.map(({ value }) => value));
  const reach = Math.max(
    1e-9,
    Math.min(1.6 * widest, furthest(ends.flatMap(({ value, low, high }) => [value, low, high]))),
  );
  const x = linear(-reach, reach, names + TEXT, Math.max(names + TEXT + 60, width - TEXT));
  const height = AXIS + rows.length * (ROW + nameAbove) + 4;
  const ticks = niceTicks(-reach, reach, width > 700 ? 4 : 2).filter(
    (at) => at === 0 || Math.abs(x(at) - x(0)) > NAMED_ZERO,
  );
  return (
    <div ref={box} className="tornado">
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={label}>
          <BarAxis ticks={ticks} x={x} axisPx={AXIS} heightPx={height} zero={t("sim.as-it-is")} tick={tick} />
          {rows.map((row, index) => {
            const y = AXIS + index * (ROW + nameAbove) + nameAbove;
            return (
              <g key={row.key}>
                <title>{row.note}</title>
                <text
                  {...(nameAbove > 0 ? { x: 0, y: y - 1 } : { x: names - 10, y: y + 20, textAnchor: "end" })}
                  className={nameAbove > 0 ? "bar-label bar-label-above" : "bar-label"}
                >
                  {clip(row.label, nameAbove > 0 ? width : names)}
                </text>
                {[row.low, row.high].map((end, at) => (
                  <End key={at === 0 ? "low" : "high"} end={end} x={x} y={y} isLow={at === 0} />
                ))}
              </g>
            );
          })}
        </svg>
      )}
    </div>
  );
}

function End({ end, x, y, isLow }: { end: TornadoEnd; x: (value: number) => number; y: number; isLow: boolean }) {
  if (end.value === null) return null;
  const at = x(end.value);
  const zero = x(0);
  const left = end.value < 0;
  const top = y + 4 + (isLow ? 0 : BAR + 2);
  return (
    <g>
      <rect
        x={Math.min(zero, at)}
        y={top}
        width={Math.max(1, Math.abs(at - zero))}
        height={BAR}
        rx={1.5}
        fill={isLow ? "var(--less-1)" : "var(--more-1)"}
        opacity={0.85}
      />
      {end.low !== null && end.high !== null && (
        <line
          x1={x(end.low)}
          x2={x(end.high)}
          y1={top + BAR / 2}
          y2={top + BAR / 2}
          stroke="var(--ink)"
          strokeWidth={1}
        />
      )}
      <text
        x={left ? Math.min(at, x(end.low ?? end.value)) - 5 : Math.max(at, x(end.high ?? end.value)) + 5}
        y={top + BAR - 1}
        textAnchor={left ? "end" : "start"}
        className="axis-text"
      >
        {end.at}
        <title>{end.text}</title>
      </text>
    </g>
  );
}
