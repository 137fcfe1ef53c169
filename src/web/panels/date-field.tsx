// A day, shown and chosen in the reader's language: browsers lack Kazakh and Azerbaijani calendars. Arrow keys move by day
// and week, Page Up and Page Down by month, as the ARIA practice for date grids says.

import { Popover } from "@base-ui/react/popover";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../state/use-format.ts";

const DAY_MS = 86_400_000;

export interface DateFieldProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly shown: string;
  readonly onChange: (day: string | undefined) => void;
  /** Offers to take the day out again. */
  readonly clearable?: boolean;
}

export function DateField({ label, value, shown, onChange, clearable }: DateFieldProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className="slot slot-button" aria-label={`${label}: ${shown}`}>
        {shown}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="start" className="floating">
          <Popover.Popup className="popup calendar-popup">
            <Popover.Title className="popup-title">{label}</Popover.Title>
            <Calendar
              value={value}
              onChoose={(day) => {
                onChange(day);
                setOpen(false);
              }}
            />
            {clearable && value && (
              <button
                type="button"
                className="link-button"
                onClick={() => {
                  onChange(undefined);
                  setOpen(false);
                }}
              >
                {t("ask.no-date")}
              </button>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Calendar({
  value,
  onChoose,
}: {
  readonly value: string | undefined;
  readonly onChoose: (day: string) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const [focus, setFocus] = useState(() => parseDay(value) ?? startOfToday());
  const grid = useRef<HTMLTableElement>(null);
  const moved = useRef(false);
  const at = new Date(focus);
  const year = at.getUTCFullYear();
  const month = at.getUTCMonth();
  useEffect(() => {
    if (moved.current) grid.current?.querySelector<HTMLButtonElement>(`[data-day="${toDay(focus)}"]`)?.focus();
  }, [focus]);
  const go = (next: number) => {
    moved.current = true;
    setFocus(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
    const days = step[event.key];
    if (days !== undefined) go(focus + days * DAY_MS);
    else if (event.key === "PageUp") go(addMonths(focus, -1));
    else if (event.key === "PageDown") go(addMonths(focus, 1));
    else return;
    event.preventDefault();
  };
  return (
    <div className="calendar">
      <div className="calendar-head">
        <button
          type="button"
          className="icon-button"
          aria-label={t("calendar.before")}
          onClick={() => setFocus(addMonths(focus, -1))}
        >
          ‹
        </button>
        <span aria-live="polite">{format.monthYear(year, month)}</span>
        <button
          type="button"
          className="icon-button"
          aria-label={t("calendar.after")}
          onClick={() => setFocus(addMonths(focus, 1))}
        >
          ›
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid of days is a table that is walked with arrow keys */}
      <table role="grid" ref={grid} onKeyDown={onKeyDown} aria-label={format.monthYear(year, month)}>
        <thead>
          <tr>
            {format.weekdays.map((day) => (
              <th key={day} scope="col">
                {day}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(year, month).map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <td key={day}>
                  <button
                    type="button"
                    data-day={toDay(day)}
                    className="day"
                    data-out={new Date(day).getUTCMonth() !== month || undefined}
                    data-on={toDay(day) === value || undefined}
                    aria-current={toDay(day) === value ? "date" : undefined}
                    tabIndex={day === focus ? 0 : -1}
                    aria-label={format.date(toDay(day))}
                    onClick={() => onChoose(toDay(day))}
                  >
                    {new Date(day).getUTCDate()}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Six weeks from the Monday on or before the first of a month, as UTC milliseconds. */
export function weeksOf(year: number, month: number): number[][] {
  const first = Date.UTC(year, month, 1);
  const offset = (new Date(first).getUTCDay() + 6) % 7;
  const start = first - offset * DAY_MS;
  return Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => start + (week * 7 + day) * DAY_MS),
  );
}

export function toDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function parseDay(day: string | undefined): number | undefined {
  const time = day ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

function startOfToday(): number {
  return Math.floor(Date.now() / DAY_MS) * DAY_MS;
}

function addMonths(time: number, months: number): number {
  const at = new Date(time);
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months + 1, 0)).getUTCDate();
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, Math.min(at.getUTCDate(), last));
}
