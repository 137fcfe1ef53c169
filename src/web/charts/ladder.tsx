// From a price down to what is left of it: each deduction a step, the rest the last bar. Also upwards, where a part adds.

import { clip } from "./clip.ts";
import { linear, niceTicks } from "./scale.ts";
import { useWidth } from "./use-width.ts";

export interface LadderStep {
  readonly key: string;
  readonly label: string;
  /** What this step adds; the first is the price, deductions are negative. */
  readonly value: number;
  readonly text: string;
  readonly note?: string;
  readonly assumed?: boolean;
}

export interface LadderProps {
  readonly steps: readonly LadderStep[];
  readonly rest: { readonly label: string; readonly value: number; readonly text: string };
  readonly label: string;
  readonly unit: string;
  readonly tick: (value: number) => string;
  readonly fixedWidth?: number;
}

const ROW = 22;
const AXIS = 20;
const TEXT = 90;
const TORN_ABOVE = 0.5;

export function Ladder({ steps, rest, label, unit, tick, fixedWidth }: LadderProps) {
  const [box, width] = useWidth<HTMLDivElement>(fixedWidth);
  const names = Math.min(280, Math.max(120, width * 0.34));
  let sum = 0;
  const ends = steps.map((step) => {
    sum += step.value;
    return sum;
  });
  const most = Math.max(rest.value, ...ends, 1e-9);
  const lowest = Math.min(rest.value, ...ends);
  // Where little is taken off, an axis from zero shows nothing of it: it begins below the lowest step, and bars that do not
  // begin at zero are torn.
  const torn = lowest > TORN_ABOVE * most;
  const least = torn ? lowest - (most - lowest) * 0.35 : Math.min(0, lowest);
  const x = linear(least, most, names, Math.max(names + 60, width - TEXT));
  const start = torn ? least : 0;
  const height = AXIS + (steps.length + 1) * ROW + 4;
  return (
    <div ref={box}>
      {width > 0 && (
        <svg
          width={width}
          height={height}
          role="img"
          aria-label={`${label}: ${steps.map((step) => `${step.label} ${step.text}`).join(", ")}, ${rest.label} ${rest.text}`}
        >
          <defs>
            <pattern id="assumed" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect width="5" height="5" fill="var(--ink-3)" opacity="0.25" />
              <line x1="0" y1="0" x2="0" y2="5" stroke="var(--ink-2)" strokeWidth="2" />
            </pattern>
          </defs>
          <text x={0} y={AXIS - 8} className="axis-text">
            {unit}
          </text>
          {niceTicks(least, most, Math.max(2, Math.floor((width - names) / 120))).map((at) => (
            <g key={at}>
              <line
                x1={x(at)}
                x2={x(at)}
                y1={AXIS - 4}
                y2={height}
                stroke={at === 0 ? "var(--ink-2)" : "var(--line)"}
              />
              <text x={x(at)} y={AXIS - 8} textAnchor="middle" className="axis-text">
                {tick(at)}
              </text>
            </g>
          ))}
          {steps.map((step, index) => {
            const to = ends[index] ?? 0;
            const from = index === 0 ? Math.max(least, 0) : to - step.value;
            const y = AXIS + index * ROW;
            return (
              <g key={step.key}>
                <text x={names - 10} y={y + 15} textAnchor="end" className="bar-label">
                  {clip(step.label, names)}
                  <title>{step.note ? `${step.label}: ${step.note}` : step.label}</title>
                </text>
                <rect
                  x={Math.min(x(from), x(to))}
                  y={y + 4}
                  width={Math.max(1, Math.abs(x(to) - x(from)))}
                  height={ROW - 8}
                  fill={index === 0 ? "var(--ink-2)" : step.assumed ? "url(#assumed)" : "var(--fan-2)"}
                />
                <line x1={x(to)} x2={x(to)} y1={y + 4} y2={y + ROW + 4} stroke="var(--line-2)" strokeDasharray="2 2" />
                <text x={Math.max(x(from), x(to)) + 6} y={y + 15} className="bar-value">
                  {step.text}
                </text>
              </g>
            );
          })}
          <g>
            <text x={names - 10} y={AXIS + steps.length * ROW + 15} textAnchor="end" className="bar-label bar-strong">
              {rest.label}
            </text>
            <rect
              x={Math.min(x(start), x(rest.value))}
              y={AXIS + steps.length * ROW + 4}
              width={Math.max(1, Math.abs(x(rest.value) - x(start)))}
              height={ROW - 8}
              fill="var(--use-3)"
            />
            <text
              x={Math.max(x(0), x(rest.value)) + 6}
              y={AXIS + steps.length * ROW + 15}
              className="bar-value bar-strong"
            >
              {rest.text}
            </text>
          </g>
          {torn &&
            [0, steps.length].map((row) => (
              <path
                key={row}
                d={`M${x(least) + 10} ${AXIS + row * ROW + 2}l4 6l-4 6l4 6M${x(least) + 14} ${AXIS + row * ROW + 2}l4 6l-4 6l4 6`}
                fill="none"
                stroke="var(--paper)"
                strokeWidth="2"
              />
            ))}
        </svg>
      )}
    </div>
  );
}
