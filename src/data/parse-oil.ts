// Rows of the oil tables as typed things. Whether the ids they name exist is told by check-oil.ts.

import { type CountryCode, id, type PlaceId } from "../model/ids.ts";
import {
  OIL_MODES,
  OIL_PLACE_KINDS,
  type OilFleet,
  type OilGrade,
  type OilLimit,
  type OilLink,
  type OilPlace,
  type OilRoute,
  type OilTank,
  type OilWay,
} from "../model/oil.ts";
import { parseNames, parseVia } from "./parse-network.ts";
import type { RowReader } from "./row-reader.ts";

export function parseOilPlace(reader: RowReader): OilPlace {
  const at = reader.optionalId("at");
  const partOf = reader.optionalId("part_of");
  const grade = reader.optionalId("grade");
  const kind = reader.oneOf("kind", OIL_PLACE_KINDS);
  if (kind === "oil-field" && grade === "" && reader.ok)
    reader.error("grade", "missing-value", "a field gives oil of some grade", "name a row of oil-grades.csv");
  if (kind === "mooring" && partOf === "" && reader.ok)
    reader.error("part_of", "missing-value", "a mooring is part of a terminal", "name the terminal");
  return {
    id: reader.id("id"),
    kind,
    country: id<CountryCode>(reader.country("country")),
    lat: reader.number("lat", { min: -90, max: 90 }),
    lon: reader.number("lon", { min: -180, max: 180 }),
    names: parseNames(reader),
    ...(at === "" ? {} : { at: id<PlaceId>(at) }),
    ...(partOf === "" ? {} : { partOf }),
    ...(grade === "" ? {} : { grade }),
    positionSource: reader.text("position_source"),
    note: reader.text("note"),
  };
}

export function parseOilLink(reader: RowReader): OilLink {
  const from = reader.id("from");
  const to = reader.id("to");
  if (from !== "" && from === to) reader.error("to", "loop", "the link ends where it starts", "give another end");
  const waterBody = reader.optionalId("water_body");
  const mode = reader.oneOf("mode", OIL_MODES);
  const fleets = reader.idList("fleets");
  if (mode !== "tanker" && fleets.length > 0 && reader.ok)
    reader.error("fleets", "fleet-without-sea", `ships do not sail a ${mode}`, "leave fleets empty");
  return {
    id: reader.id("id"),
    name: reader.required("name"),
    from,
    to,
    mode,
    operator: reader.text("operator"),
    country: id<CountryCode>(reader.optionalCountry("country")),
    crosses: reader.list("crosses").map((code) => {
      reader.checkCountry("crosses", code);
      return id<CountryCode>(code);
    }),
    fleets,
    ...(waterBody === "" ? {} : { waterBody }),
    via: parseVia(reader),
    note: reader.text("note"),
  };
}

export const parseOilGrade = (reader: RowReader): OilGrade => ({
  id: reader.id("id"),
  name: reader.required("name"),
  benchmark: reader.optionalId("benchmark"),
  note: reader.text("note"),
});

export const parseOilRoute = (reader: RowReader): OilRoute => ({
  id: reader.id("id"),
  kind: reader.oneOf("kind", ["export", "domestic", "background"] as const),
  names: parseNames(reader),
  grade: reader.id("grade"),
  qualityBank: reader.yes("quality_bank", false),
  note: reader.text("note"),
});

export function parseOilWay(reader: RowReader): OilWay {
  const links = reader.idList("links");
  if (links.length === 0 && reader.ok)
    reader.error("links", "missing-value", "a way has one link or more", "ids of oil-links.csv separated by ;");
  return {
    id: reader.id("id"),
    route: reader.id("route"),
    field: reader.id("field"),
    links,
    note: reader.text("note"),
  };
}

export const parseOilTank = (reader: RowReader): OilTank => ({
  id: reader.id("id"),
  name: reader.required("name"),
  place: reader.id("place"),
  note: reader.text("note"),
});

export function parseOilFleet(reader: RowReader): OilFleet {
  const waterBody = reader.optionalId("water_body");
  return {
    id: reader.id("id"),
    name: reader.required("name"),
    operator: reader.text("operator"),
    ...(waterBody === "" ? {} : { waterBody }),
    note: reader.text("note"),
  };
}

export const parseOilLimit = (reader: RowReader): OilLimit => ({
  id: reader.id("id"),
  kind: reader.oneOf("kind", ["quality-cap", "contract", "quota", "supply-duty"] as const),
  name: reader.required("name"),
  party: reader.text("party"),
  fields: reader.idList("fields"),
  routes: reader.idList("routes"),
  links: reader.idList("links"),
  windowDays: reader.optionalNumber("window_days", { min: 1, max: 366 }) ?? 1,
  note: reader.text("note"),
});
