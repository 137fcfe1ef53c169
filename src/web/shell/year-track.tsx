// The track of the time bars: years, what is marked on them, and a day that is moved along them.

import type { ReactNode } from "react";
import { useFormat } from "../state/use-format.ts";
import { dayOf, isoOf, shareOf, spanDays, years } from "./years.ts";

export interface YearTrackProps {
  readonly label: string;
  readonly date: string;
  /** Absent: it cannot be moved. */
  readonly onMove: ((date: string) => void) | undefined;
  /** Marks on the years, placed by `shareOf`. */
  readonly children: ReactNode;
}

export function YearTrack({ label, date, onMove, children }: YearTrackProps) {
  const format = useFormat();
  return (
    <div className="time-track">
      <div className="time-marks" aria-hidden="true">
        {years().map((year) => (
          <span
            key={year}
            className="time-year"
            style={{ left: `${shareOf(`${year}-01-01`)}%` }}
            data-five={year % 5 === 0 || undefined}
          >
            {year % 5 === 0 ? year : ""}
          </span>
        ))}
        {children}
      </div>
      <input
        type="range"
        min={0}
        max={spanDays()}
        step={1}
        disabled={!onMove}
        aria-label={label}
        aria-valuetext={format.date(date)}
        value={dayOf(date)}
        onChange={(event) => onMove?.(isoOf(event.currentTarget.valueAsNumber))}
      />
    </div>
  );
}
