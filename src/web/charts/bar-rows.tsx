// Named rows of bars on one axis: amounts beside those of the base, or differences to both sides of a zero that is named.
// Hover and click are tied to the map.

import { useTranslation } from "react-i18next";
import { setHover, useHover } from "../state/hover.ts";
import { BarAxis } from "./bar-axis.tsx";
import { clip, widthOfNames } from "./clip.ts";
import { linear, niceTicks } from "./scale.ts";
import { useWidth } from "./use-width.ts";

export interface BarRow {
  readonly key: string;
  readonly label: string;
  readonly value: number;
  /** Of the base, drawn as an outline behind. */
  readonly before?: number;
  /** The value as it is said. */
  readonly text: string;
  readonly note?: string;
}

export interface BarRowsProps {
  readonly rows: readonly BarRow[];
  readonly label: string;
  /** Bars to both sides of zero in the colours of a difference. */
  readonly diverging: boolean;
  readonly tick: (value: number) => string;
  readonly colour?: (row: BarRow) => string;
  /** Keys are ids of things on the map. */
  readonly linked?: boolean;
  readonly onChoose?: (key: string) => void;
  readonly chosen?: string;
  readonly fixedWidth?: number;
  /** Room for what is said beside a bar, px. */
  readonly textWidth?: number;
}

const ROW = 24;
const AXIS = 20;
const TEXT = 116;
const NAMED_ZERO = 76;

export function BarRows(props: BarRowsProps) {
  const { rows, label, diverging, tick, colour, linked, onChoose, chosen, fixedWidth, textWidth = TEXT } = props;
  const { t } = useTranslation();
  const [box, width] = useWidth<HTMLDivElement>(fixedWidth);
  const hover = useHover();
  const names = widthOfNames(rows, width * 0.46);
  const values = rows.flatMap((row) => [row.value, row.before ?? 0]);
  const reach = Math.max(1e-9, ...values.map(Math.abs));
  const [from, to] = diverging ? [names + textWidth * 0.75, width - textWidth * 0.75] : [names, width - textWidth];
  const x = diverging ? linear(-reach, reach, from, to) : linear(0, reach, from, to);
  const height = AXIS + rows.length * ROW + 4;
  const zero = x(0);
  // A zero that has a name leaves no room for ticks beside it.
  const ticks = niceTicks(diverging ? -reach : 0, reach, diverging ? 4 : Math.max(2, Math.floor(width / 180))).filter(
    (at) => !diverging || at === 0 || Math.abs(x(at) - zero) > NAMED_ZERO,
  );
  return (
    <div ref={box}>
      {width > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: an SVG cannot be a fieldset
        <svg width={width} height={height} role="group" aria-label={label} onMouseLeave={() => linked && setHover({})}>
          <BarAxis
            ticks={ticks}
            x={x}
            axisPx={AXIS}
            heightPx={height}
            zero={diverging ? t("chart.zero") : tick(0)}
            tick={tick}
          />
          {rows.map((row, index) => {
            const y = AXIS + index * ROW;
            const end = x(row.value);
            const on = chosen === row.key;
            const over = linked && hover.thing === row.key;
            const fill = colour?.(row) ?? (diverging ? deltaColour(row.value, reach) : "var(--use-3)");
            const left = diverging && row.value < 0;
            return (
              // biome-ignore lint/a11y/noStaticElementInteractions: a button where a click does something
              <g
                key={row.key}
                className={onChoose ? "bar-row bar-button" : "bar-row"}
                {...(onChoose
                  ? {
                      role: "button",
                      tabIndex: 0,
                      "aria-label": `${row.label}: ${row.text}`,
                      "aria-pressed": on,
                      onClick: () => onChoose(row.key),
                      onKeyDown: (event: React.KeyboardEvent) =>
                        (event.key === "Enter" || event.key === " ") && onChoose(row.key),
                    }
                  : {})}
                onMouseEnter={() => linked && setHover({ thing: row.key })}
                onFocus={() => linked && setHover({ thing: row.key })}
                onBlur={() => linked && setHover({})}
              >
                <rect x={0} y={y} width={width} height={ROW} fill={on || over ? "var(--accent-soft)" : "transparent"} />
                <text x={names - 10} y={y + 16} textAnchor="end" className="bar-label">
                  {clip(row.label, names)}
                  <title>{row.note ? `${row.label}: ${row.note}` : row.label}</title>
                </text>
                {row.before !== undefined && !diverging && (
                  <rect
                    x={zero}
                    y={y + 3.5}
                    width={Math.max(0, x(row.before) - zero)}
                    height={ROW - 7}
                    fill="none"
                    stroke="var(--ink-3)"
                    strokeDasharray="2 2"
                  />
                )}
                <rect
                  x={Math.min(zero, end)}
                  y={y + 6}
                  width={Math.max(row.value === 0 ? 0 : 1, Math.abs(end - zero))}
                  height={ROW - 12}
                  rx={1.5}
                  fill={fill}
                />
                <text
                  x={left ? end - 6 : Math.max(end, row.before !== undefined && !diverging ? x(row.before) : end) + 6}
                  y={y + 16}
                  textAnchor={left ? "end" : "start"}
                  className="bar-value"
                >
                  {row.text}
                </text>
              </g>
            );
          })}
        </svg>
      )}
    </div>
  );
}

/** Purple where less, orange where more; stronger when it is much. */
export function deltaColour(value: number, reach: number): string {
  if (value === 0) return "var(--zero)";
  const strong = Math.abs(value) > 0.35 * reach;
  return value < 0 ? `var(--less-${strong ? 2 : 1})` : `var(--more-${strong ? 2 : 1})`;
}
