// Seasons of a year, as weather services count them, as a first day and a number of days.

export const SEASONS = ["spring", "summer", "autumn", "winter"] as const;
export type Season = (typeof SEASONS)[number];

const FIRST_MONTH: Readonly<Record<Season, number>> = { spring: 3, summer: 6, autumn: 9, winter: 12 };
const MONTHS = 3;
const DAY_MS = 86_400_000;

/** Of a year: its winter is December to February of the next. */
export function daysOfSeason(season: Season, year: number): { readonly from: string; readonly days: number } {
  const first = FIRST_MONTH[season];
  const begin = Date.UTC(year, first - 1, 1);
  const end = Date.UTC(year, first - 1 + MONTHS, 1);
  return { from: `${year}-${String(first).padStart(2, "0")}-01`, days: (end - begin) / DAY_MS };
}
