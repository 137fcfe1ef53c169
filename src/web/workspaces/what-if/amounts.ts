// Large amounts as a reader says them: 430 kt, 1.2 Mt, USD 120 M; signed where a difference is meant. Pure.

import { type Format, roundSignificant } from "../../intl.ts";

export interface Amounts {
  readonly tonnes: (tonnes: number) => string;
  readonly mt: (mt: number) => string;
  readonly teu: (teu: number) => string;
  /** US dollars in the reader's currency, in thousands, millions or billions. */
  readonly usd: (usd: number) => string;
  /** Any number with a unit of the answer. */
  readonly count: (value: number, unit: string) => string;
  /** A plus or a minus in front; zero is just zero. */
  readonly signed: (value: number, text: (value: number) => string) => string;
  readonly percent: (share: number) => string;
  readonly format: Format;
}

type Word = (key: string, values: Record<string, string>) => string;

const STEPS = [
  { from: 1e9, by: 1e9, name: "billion" },
  { from: 1e6, by: 1e6, name: "million" },
  { from: 1e4, by: 1e3, name: "thousand" },
] as const;

/** Two or three digits that count. */
function short(value: number, format: Format): string {
  const rounded = roundSignificant(value);
  const size = Math.abs(rounded);
  return format.number(rounded, size !== 0 && size < 1 ? 2 : size < 10 && !Number.isInteger(rounded) ? 1 : 0);
}

export function makeAmounts(format: Format, word: Word): Amounts {
  const scaled = (value: number, family: string, plain: (text: string) => string) => {
    // By what is shown, so that nothing reads as a thousand thousands.
    const size = Math.abs(roundSignificant(value));
    const step = STEPS.find(({ from }) => size >= from);
    if (!step) return plain(short(value, format));
    return word(`${family}.${step.name}`, { value: short(value / step.by, format) });
  };
  const tonnes = (value: number) => scaled(value, "tonnes", (text) => word("tonnes.one", { value: text }));
  const percent = (share: number) => {
    const size = Math.abs(share) * 100;
    return format.percent(share, size > 0 && size < 1 ? 1 : 0);
  };
  return {
    tonnes,
    mt: (mt) => tonnes(mt * 1e6),
    teu: (teu) => scaled(teu, "boxes", (text) => word("boxes.one", { value: text })),
    usd: (usd) => `${format.currency} ${scaled(format.toCurrency(usd), "money", (text) => text)}`,
    count: (value, unit) => {
      if (unit === "t") return tonnes(value);
      if (unit === "TEU") return scaled(value, "boxes", (text) => word("boxes.one", { value: text }));
      return `${scaled(value, "money", (text) => text)} ${word(`counted.${unit}`, { defaultValue: unit })}`;
    },
    signed: (value, text) => (value === 0 ? text(0) : `${value > 0 ? "+" : "−"}${text(Math.abs(value))}`),
    percent,
    format,
  };
}
