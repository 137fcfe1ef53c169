// The axis above rows of bars: a line down through all rows at each tick, the one at zero stronger and called by its name.

export interface BarAxisProps {
  readonly ticks: readonly number[];
  readonly x: (value: number) => number;
  /** Height of the axis, px; the rows begin below it. */
  readonly axisPx: number;
  /** Of axis and rows together, px. */
  readonly heightPx: number;
  readonly zero: string;
  readonly tick: (value: number) => string;
}

export function BarAxis({ ticks, x, axisPx, heightPx, zero, tick }: BarAxisProps) {
  return ticks.map((at) => (
    <g key={at}>
      <line
        x1={x(at)}
        x2={x(at)}
        y1={axisPx - 4}
        y2={heightPx}
        stroke={at === 0 ? "var(--ink-2)" : "var(--line)"}
        strokeWidth={at === 0 ? 1.2 : 1}
      />
      <text x={x(at)} y={axisPx - 8} textAnchor="middle" className={at === 0 ? "axis-text axis-zero" : "axis-text"}>
        {at === 0 ? zero : tick(at)}
      </text>
    </g>
  ));
}
