// How times are spread: bars of one state, the outline of another behind them, and their quantiles marked above. Shares of all
// units by the width of a bin, so that bins of different widths compare.

import { widthOf } from "./clip.ts";
import { linear, niceTicks } from "./scale.ts";
import { useWidth } from "./use-width.ts";

export interface HistogramSeries {
  readonly key: string;
  readonly name: string;
  readonly bins: readonly { readonly from: number; readonly to: number; readonly share: number }[];
  readonly marks: readonly {
    readonly name: string;
    readonly at: number | null;
    readonly low?: number | null;
    readonly high?: number | null;
    readonly text: string;
  }[];
}

export interface HistogramProps {
  /** The one behind first. One alone is filled. */
  readonly series: readonly HistogramSeries[];
  readonly label: string;
  /** What the axis is in, and how many of the unit of the bins one of it is. */
  readonly unit: string;
  readonly perUnit: number;
  readonly tick: (value: number) => string;
  readonly fixedWidth?: number;
}

const LEFT = 8;
const RIGHT = 16;
const MARK_ROW = 17;
const BODY = 92;
const AXIS = 22;

export function Histogram({ series, label, unit, perUnit, tick, fixedWidth }: HistogramProps) {
  const [box, width] = useWidth<HTMLDivElement>(fixedWidth);
  const shown = series.filter(({ bins }) => bins.length > 0);
  const last = reach(shown);
  const x = linear(0, last, LEFT, Math.max(LEFT + 60, width - RIGHT));
  const top = 6 + MARK_ROW * shown.length;
  const floor = top + BODY;
  const density = shown.flatMap(({ bins }) => bins.map(({ from, to, share }) => share / Math.max(1e-9, to - from)));
  const y = linear(0, Math.max(1e-12, ...density), floor, top + 4);
  const height = floor + AXIS;
  return (
    <div ref={box} className="histogram">
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={label}>
          {shown.map((one, index) => {
            const isBehind = shown.length > 1 && index === 0;
            return (
              <path
                key={one.key}
                d={outline(one.bins, x, y, floor, last)}
                fill={isBehind ? "var(--fan)" : "var(--use-2)"}
                fillOpacity={isBehind ? 0.7 : shown.length > 1 ? 0.35 : 0.75}
                stroke={isBehind ? "var(--line-2)" : "var(--use-4)"}
                strokeWidth={isBehind ? 1 : 1.4}
                {...(isBehind ? { strokeDasharray: "3 2" } : {})}
              />
            );
          })}
          <line x1={LEFT} x2={x(last)} y1={floor} y2={floor} stroke="var(--line-2)" />
          {niceTicks(0, last / perUnit, Math.max(3, Math.floor(width / 90))).map((at, index, all) => (
            <g key={at}>
              <line x1={x(at * perUnit)} x2={x(at * perUnit)} y1={floor} y2={floor + 4} stroke="var(--line-2)" />
              <text
                x={x(at * perUnit)}
                y={height - 5}
                textAnchor={at === 0 ? "start" : index === all.length - 1 ? "end" : "middle"}
                className="axis-text"
              >
                {index === all.length - 1 ? `${tick(at)} ${unit}` : tick(at)}
              </text>
            </g>
          ))}
          {(["lines", "words"] as const).map((part) =>
            shown.map((one, row) => (
              <Marks
                key={`${one.key} ${part}`}
                part={part}
                series={one}
                x={x}
                last={last}
                y={6 + row * MARK_ROW}
                floor={floor}
                colour={shown.length > 1 && row === 0 ? "var(--ink-3)" : "var(--use-4)"}
                width={width}
              />
            )),
          )}
        </svg>
      )}
    </div>
  );
}

/** A little beyond the last mark: a long tail would press everything else together. */
function reach(series: readonly HistogramSeries[]): number {
  const marks = series.flatMap(({ marks: own }) => own.flatMap(({ at }) => (at === null ? [] : [at])));
  const ends = series.flatMap(({ bins }) => bins.map(({ to }) => to));
  return Math.max(1e-9, Math.min(Math.max(0, ...ends), 1.3 * Math.max(0, ...marks) || Number.POSITIVE_INFINITY));
}

type Scale = (value: number) => number;

function outline(bins: HistogramSeries["bins"], x: Scale, y: Scale, floor: number, last: number): string {
  const inside = bins.filter(({ from }) => from < last);
  const [first] = inside;
  if (!first) return "";
  let path = `M${x(first.from).toFixed(1)},${floor}`;
  for (const { from, to, share } of inside) {
    const high = y(share / Math.max(1e-9, to - from)).toFixed(1);
    path += `L${x(from).toFixed(1)},${high}L${x(Math.min(to, last)).toFixed(1)},${high}`;
  }
  return `${path}L${x(Math.min(inside.at(-1)?.to ?? last, last)).toFixed(1)},${floor}Z`;
}

interface MarksProps {
  /** Words come after all lines, so that none strikes them through. */
  readonly part: "lines" | "words";
  readonly series: HistogramSeries;
  readonly x: Scale;
  readonly last: number;
  readonly y: number;
  readonly floor: number;
  readonly colour: string;
  readonly width: number;
}

/** Quantiles on a row of their own, behind the name of the state: pushed apart where they would lie on one another. */
function Marks({ part, series, x, last, y, floor, colour, width }: MarksProps) {
  const inside = series.marks.flatMap((mark) => (mark.at === null || mark.at > last ? [] : [{ ...mark, at: mark.at }]));
  if (part === "lines")
    return (
      <g>
        {inside.map(({ name, at, low, high }) => (
          <g key={name}>
            <line x1={x(at)} x2={x(at)} y1={y} y2={floor} stroke={colour} strokeDasharray="2 3" />
            {low != null && high != null && (
              <line x1={x(low)} x2={x(high)} y1={floor} y2={floor} stroke={colour} strokeWidth={4} opacity={0.55} />
            )}
          </g>
        ))}
      </g>
    );
  const texts = inside.map(({ name, text }) => `${name} ${text}`);
  const lefts = apart(
    inside.map(({ at }) => x(at) + 4),
    texts.map((text) => widthOf(text) * 0.95 + 10),
    series.name === "" ? 0 : LEFT + widthOf(series.name) + 10,
    width,
  );
  return (
    <g className="mark-text" style={{ fill: colour }}>
      <text x={LEFT} y={y + 11}>
        {series.name}
      </text>
      {texts.map((text, index) => (
        <text key={text} x={lefts[index]} y={y + 11}>
          {text}
        </text>
      ))}
    </g>
  );
}

/** Where texts begin that want to begin at `wanted`, each after the one before and all within [from, to]. */
export function apart(wanted: readonly number[], widths: readonly number[], from: number, to: number): number[] {
  const lefts: number[] = [];
  for (const [index, at] of wanted.entries()) {
    const free = index === 0 ? from : (lefts[index - 1] ?? 0) + (widths[index - 1] ?? 0);
    lefts.push(Math.max(at, free));
  }
  let limit = to;
  for (let index = lefts.length - 1; index >= 0; index--) {
    lefts[index] = Math.min(lefts[index] ?? 0, limit - (widths[index] ?? 0));
    limit = lefts[index] ?? 0;
  }
  return lefts;
}
