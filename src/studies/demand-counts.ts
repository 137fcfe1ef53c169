// How much of a cell of the demand table does a published total see? Its share on ways that pass what was counted, in the
// total's unit (docs/data.md says what each kind of count counts). Pure.

import type { Dataset } from "../model/dataset.ts";
import type { Count, DemandRow, GroupNumbers } from "../model/demand.ts";
import { type CountryCode, id, type PlaceId } from "../model/ids.ts";
import type { Way, WaysOfCell } from "./demand-ways.ts";

export type Cell = Pick<DemandRow, "origin" | "destination" | "group">;

/** Units of the count for one tonne of the cell; 0 when it sees nothing of it. */
export function seenPerTonne(
  dataset: Dataset,
  count: Count,
  cell: Cell,
  { ways }: WaysOfCell,
  numbers: GroupNumbers,
): number {
  if (!mayConcern(dataset, count, cell)) return 0;
  let share = 0;
  for (const way of ways) if (sees(dataset, count, cell, way)) share += way.share;
  return share * perTonne(count, numbers);
}

/** Whether a count is about goods of a cell at all. */
export function mayConcern(dataset: Dataset, count: Count, cell: Cell): boolean {
  if (count.groups.length > 0 && !count.groups.includes(cell.group)) return false;
  if (count.from.length > 0 && !count.from.includes(countryOf(dataset, cell.origin))) return false;
  return count.to.length === 0 || count.to.includes(countryOf(dataset, cell.destination));
}

/** Whether a count that concerns a cell sees what goes by a way. */
export function sees(dataset: Dataset, count: Count, cell: Cell, way: Passed): boolean {
  return passes(dataset, count, way, countryOf(dataset, cell.origin), countryOf(dataset, cell.destination));
}

/** Units of the count that one tonne is. */
export function perTonne(count: Count, { teuPerUnit, tonnesPerUnit }: GroupNumbers): number {
  if (count.unit === "t") return 1;
  return (count.unit === "TEU" ? teuPerUnit : 1) / tonnesPerUnit;
}

const countryOf = (dataset: Dataset, place: PlaceId): string => dataset.places.get(place)?.country ?? "";

/** What of a way counts look at. */
export type Passed = Pick<Way, "corridor" | "links" | "places" | "moves" | "calls">;

function passes(dataset: Dataset, count: Count, way: Passed, from: string, to: string): boolean {
  const { kind, subjects, mode } = count;
  switch (kind) {
    case "link":
      return subjects.some((link) => way.links.has(link));
    case "corridor":
      return subjects.includes(way.corridor);
    case "place":
    case "border":
      return subjects.some((subject) => callsAt(dataset, way, subject, mode));
    case "pair":
      return subjects.includes(`${from}>${to}`) && moves(way, mode);
    case "transit":
      return subjects.some((country) => country !== from && country !== to && movesIn(way, country, mode));
    case "country":
      return subjects.some((country) => movesIn(way, country, mode));
  }
}

/** At a place, or at the place of a border; with a mode only where it is entered or left there. */
function callsAt(dataset: Dataset, way: Passed, subject: string, mode: string): boolean {
  const place = dataset.places.has(id<PlaceId>(subject))
    ? subject
    : (dataset.borders.find((border) => border.id === subject)?.place ?? subject);
  return mode === "" ? way.places.has(place) : way.calls.has(`${place} ${mode}`);
}

const movesIn = (way: Passed, country: string, mode: string): boolean =>
  mode === ""
    ? [...way.moves].some((move) => move.startsWith(`${id<CountryCode>(country)} `))
    : way.moves.has(`${country} ${mode}`);

const moves = (way: Passed, mode: string): boolean =>
  mode === "" || [...way.moves].some((move) => move.endsWith(` ${mode}`));
