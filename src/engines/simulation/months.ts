// In which month is an hour of the run? A table of the ends of months from the first day on, as the calendar has them.

const HOURS_PER_DAY = 24;
/** Months that a run may last; later ones count as the last. */
const MONTHS = 12 * 200;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Ends of months in hours since the start, and which month each is. Says when the date does not exist. */
export function monthTable(
  starts: string,
  say: (message: string, hint: string) => void,
): { readonly monthEnd: Float64Array; readonly monthOf: Int32Array } {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(starts);
  let [year, month, day] = match === null ? [2026, 1, 1] : [Number(match[1]), Number(match[2]), Number(match[3])];
  if (match === null || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) {
    say(`starts is ${JSON.stringify(starts)}, which is no day.`, "Give a day as 2026-12-01.");
    [year, month, day] = [2026, 1, 1];
  }
  const monthEnd = new Float64Array(MONTHS);
  const monthOf = new Int32Array(MONTHS);
  let days = 1 - day;
  for (let i = 0; i < MONTHS; i++) {
    days += daysOf(year, month);
    monthEnd[i] = days * HOURS_PER_DAY;
    monthOf[i] = month - 1;
    month++;
    if (month > 12) {
      month = 1;
      year++;
    }
  }
  return { monthEnd, monthOf };
}

function daysOf(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && isLeap ? 29 : DAYS[month - 1];
}
