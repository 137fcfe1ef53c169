// Rows in the order of one of their columns; those that are equal keep the order they came in.

/** Words by the alphabet of the reader, numbers by size; `isUp`: from the first or the smallest. */
export function sortRows<Row>(
  rows: readonly Row[],
  sortBy: (row: Row) => string | number,
  isUp: boolean,
): readonly Row[] {
  const compare = (a: string | number, b: string | number) =>
    typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
  return [...rows].sort((a, b) => compare(sortBy(a), sortBy(b)) * (isUp ? 1 : -1));
}
