// Hours with how sure they are, in the reader's words: hours below two days, else days; intervals share the unit of their mean.

import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { IntervalJson } from "../../../wire/simulate.ts";
import type { Format } from "../../intl.ts";
import { usePlan } from "../../state/plan.tsx";
import { useFormat } from "../../state/use-format.ts";

const DAY = 24;
const SHORT_HOURS = 48;
type Sure = Pick<IntervalJson, "mean" | "low" | "high">;

/** Text of a period whose last day is before `to`, with the years. */
export function periodText({ date, dateShort }: Pick<Format, "date" | "dateShort">, from: string, to: string): string {
  const last = new Date(Date.parse(`${to}T00:00:00Z`) - DAY * 3_600_000).toISOString().slice(0, 10);
  return `${from.slice(0, 4) === last.slice(0, 4) ? dateShort(from) : date(from)} – ${date(last)}`;
}

export interface Hours {
  readonly text: (hours: number | null) => string;
  /** Several beside each other: with a decimal more, and all in the unit of the longest, or of their interval. */
  readonly row: (hours: readonly (number | null)[], interval?: Sure) => readonly string[];
  /** 16 h (14–18), of what cannot be below zero: the interval is cut there. */
  readonly sure: (interval: Sure) => string;
  /** (14–18 h) of a difference, or nothing when it is not known. */
  readonly range: (interval: Sure) => string;
  /** The same of what cannot be below zero. */
  readonly rangeAbove: (interval: Sure) => string;
  /** A difference with its sign. */
  readonly signed: (interval: Sure) => string;
  /** The mean with its sign, in the unit of its range. */
  readonly change: (interval: Sure) => string;
  /** Ticks of an axis that reaches so far, and the unit that goes with them. */
  readonly axis: (reach: number) => { readonly unit: string; readonly perUnit: number };
}

export function useHours(): Hours {
  const format = useFormat();
  const { view } = usePlan();
  const { t } = useTranslation();
  const inDays = view.time === "days";
  return useMemo(() => {
    const unitOf = (size: number) =>
      inDays && Math.abs(size) >= SHORT_HOURS ? { unit: t("unit.d"), perUnit: DAY } : { unit: t("unit.h"), perUnit: 1 };
    const number = (hours: number, perUnit: number) => {
      const value = hours / perUnit;
      return format.number(value, Math.abs(value) < 9.95 && Math.abs(value) >= 0.05 ? 1 : 0);
    };
    const text = (hours: number | null) => {
      if (hours === null || !Number.isFinite(hours)) return "–";
      const { unit, perUnit } = unitOf(hours);
      return `${number(hours, perUnit)} ${unit}`;
    };
    const row = (all: readonly (number | null)[], interval?: Sure) => {
      const { unit, perUnit } = unitOf(longest(...all, interval?.low, interval?.high));
      return all.map((hours) => {
        if (hours === null || !Number.isFinite(hours)) return "–";
        const value = hours / perUnit;
        return `${format.number(value, Math.abs(value) < 100 ? 1 : 0)} ${unit}`;
      });
    };
    // One unit for a mean and its interval.
    const together = ({ mean, low, high }: Sure) => unitOf(longest(mean, low, high));
    const range = (interval: Sure) => {
      const { mean, low, high } = interval;
      if (mean === null || low === null || high === null) return "";
      const { unit, perUnit } = together(interval);
      return `(${number(low, perUnit)}${low < 0 ? " … " : "–"}${number(high, perUnit)} ${unit})`;
    };
    const both = (interval: Sure) => {
      if (interval.mean === null) return "–";
      const { unit, perUnit } = together(interval);
      return `${number(interval.mean, perUnit)} ${unit} ${range(interval)}`.trim();
    };
    return {
      text,
      row,
      range,
      rangeAbove: (interval) => range(above(interval)),
      sure: (interval) => both(above(interval)),
      change: (interval) => {
        if (interval.mean === null) return "–";
        const { unit, perUnit } = together(interval);
        return `${interval.mean > 0 ? "+" : ""}${number(interval.mean, perUnit)} ${unit}`;
      },
      signed: (interval) => `${(interval.mean ?? 0) > 0 ? "+" : ""}${both(interval)}`,
      axis: (reach) => unitOf(reach),
    };
  }, [format, inDays, t]);
}

const longest = (...hours: readonly (number | null | undefined)[]): number =>
  Math.max(0, ...hours.map((value) => Math.abs(value ?? 0)));

/** Nobody waits less than not at all: with few replications an interval reaches below. */
const above = ({ mean, low, high }: Sure): Sure => ({ mean, low: low === null ? null : Math.max(0, low), high });
