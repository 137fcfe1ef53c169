// Rows of the demand tables: groups, the origin–destination table, and published totals.

import { COUNT_KINDS, COUNT_UNITS, type Count, type DemandGroup, type DemandRow } from "../model/demand.ts";
import { type CorridorId, id, type PlaceId } from "../model/ids.ts";
import { CARGO_KINDS, MODES } from "../model/network.ts";
import { parseNames } from "./parse-network.ts";
import { type RowReader, show } from "./row-reader.ts";

const MOST_TONNES = 1e10;
const MOST_TEU = 1e9;

export function parseDemandGroup(reader: RowReader): DemandGroup {
  return {
    id: reader.id("id"),
    names: parseNames(reader),
    cargo: reader.oneOf("cargo", CARGO_KINDS),
    commodity: reader.optionalId("commodity"),
    countedIn: reader.oneOf("counted_in", ["TEU", "t"] as const),
    corridors: reader.idList("corridors").map((corridor) => id<CorridorId>(corridor)),
    note: reader.text("note"),
  };
}

export function parseDemand(reader: RowReader): DemandRow {
  const tonnesPerYear = reader.number("tonnes_per_year", { min: 0, max: MOST_TONNES });
  const low = reader.optionalNumber("low", { min: 0, max: MOST_TONNES });
  const high = reader.optionalNumber("high", { min: 0, max: MOST_TONNES });
  const row: DemandRow = {
    id: reader.id("id"),
    origin: id<PlaceId>(reader.id("origin")),
    destination: id<PlaceId>(reader.id("destination")),
    group: reader.id("group"),
    corridors: reader.idList("corridors").map((corridor) => id<CorridorId>(corridor)),
    tonnesPerYear,
    teuPerYear: reader.optionalNumber("teu_per_year", { min: 0, max: MOST_TEU }) ?? 0,
    ...(low === undefined ? {} : { low }),
    ...(high === undefined ? {} : { high }),
    year: readYear(reader),
    basis: reader.oneOf("basis", ["observed", "published", "derived", "assumed"] as const),
    source: reader.required("source"),
    note: reader.text("note"),
  };
  if (reader.ok && row.origin === row.destination)
    reader.error("destination", "same-place", `${row.origin} is origin and destination`, "name two places");
  if (reader.ok && ((low ?? 0) > tonnesPerYear || (high ?? MOST_TONNES) < tonnesPerYear))
    reader.error(
      "low",
      "bad-range",
      `${show(String(tonnesPerYear))} is not between low and high`,
      "low ≤ tonnes ≤ high",
    );
  if (reader.ok && row.basis === "derived" && row.note === "")
    reader.error("note", "missing-note", "a derived row does not say how", "say in note what it is derived from");
  return row;
}

export function parseCount(reader: RowReader): Count {
  const value = reader.number("value", { min: 0, max: MOST_TONNES });
  const outside = reader.optionalNumber("outside", { min: 0, max: MOST_TONNES }) ?? 0;
  const count: Count = {
    id: reader.id("id"),
    kind: reader.oneOf("kind", COUNT_KINDS),
    subjects: reader.list("subjects"),
    groups: reader.idList("groups"),
    mode: reader.oneOf("mode", ["", ...MODES], ""),
    from: reader.list("from"),
    to: reader.list("to"),
    year: readYear(reader),
    value,
    unit: reader.oneOf("unit", COUNT_UNITS),
    se: reader.number("se", { min: 1e-9, max: MOST_TONNES }),
    outside,
    fact: reader.id("fact"),
    use: reader.oneOf("use", ["fit", "validate"] as const),
    note: reader.text("note"),
  };
  if (count.subjects.length === 0 && reader.ok)
    reader.error("subjects", "missing-value", "subjects is empty", "ids, country codes or pairs AA>BB, separated by ;");
  if (reader.ok && outside > value)
    reader.error("outside", "out-of-range", `outside ${outside} is more than the count ${value}`, "it is a part of it");
  return count;
}

function readYear(reader: RowReader): number {
  const year = reader.number("year", { min: 1990, max: 2100 });
  if (reader.ok && !Number.isInteger(year)) reader.error("year", "bad-number", `${year} is no year`, "as 2024");
  return year;
}
