// The axis of the time bars: 2010 to 2035, by the day.

export const FIRST_YEAR = 2010;
export const LAST_YEAR = 2035;
const DAY_MS = 86_400_000;
const FIRST = Date.UTC(FIRST_YEAR, 0, 1);
const LAST = Date.UTC(LAST_YEAR, 11, 31);
const DAYS = (LAST - FIRST) / DAY_MS;

/** Days from the first to the last of the axis. */
export function spanDays(): number {
  return DAYS;
}

export function years(): number[] {
  return Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, index) => FIRST_YEAR + index);
}

/** Days since the first of the axis, kept on it. */
export function dayOf(date: string): number {
  return Math.min(DAYS, Math.max(0, Math.round((Date.parse(`${date}T00:00:00Z`) - FIRST) / DAY_MS)));
}

export function isoOf(day: number): string {
  return new Date(FIRST + day * DAY_MS).toISOString().slice(0, 10);
}

/** Percent of the axis. */
export function shareOf(date: string): number {
  return (dayOf(date) / DAYS) * 100;
}

export function isOnAxis(date: string): boolean {
  return Date.parse(date) >= FIRST && Date.parse(date) <= LAST;
}
