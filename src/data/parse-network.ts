// Rows of the network's tables (places, links, terminals, borders, services, tariffs, cargo …) as typed things.
// Whether the ids they name exist is told by check-references.ts.

import {
  type BorderId,
  type CauseId,
  type CountryCode,
  id,
  type LinkId,
  type PlaceId,
  type ServiceId,
  type TariffId,
  type TerminalId,
} from "../model/ids.ts";
import {
  type Border,
  CARGO_KINDS,
  type CargoKind,
  type CargoUnit,
  type Commodity,
  type CostKind,
  type Departures,
  type EmissionFactor,
  type Gauge,
  type Link,
  MODES,
  type Mode,
  type Names,
  type Place,
  type PlaceKind,
  type Service,
  type Status,
  type StatusPeriod,
  type Tariff,
  type Terminal,
  type WaterBody,
} from "../model/network.ts";
import { type RowReader, show } from "./row-reader.ts";

export const PLACE_KINDS: readonly PlaceKind[] = [
  "city",
  "seaport",
  "dry-port",
  "inland-terminal",
  "rail-junction",
  "border-crossing",
  "sea-waypoint",
];
const STATUSES: readonly Status[] = ["open", "under-construction", "planned", "closed", "suspended"];
const DEPARTURES: readonly Departures[] = ["on-demand", "headway", "timetable", "sail-when-full"];
const COST_KINDS: readonly CostKind[] = [
  "line-haul",
  "handling",
  "border",
  "storage",
  "access",
  "empty-return",
  "surcharge",
];
const TRAIN_CLASSES = ["", "block", "wagonload"] as const;
const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

/** Names by language; a missing one falls back to English (check-names.ts complains of those of a base). */
export function parseNames(reader: RowReader): Names {
  const en = reader.required("name");
  return { en, kk: reader.text("name_kk") || en, az: reader.text("name_az") || en, ru: reader.text("name_ru") || en };
}

/** The English name, which sentences use, and the names that people see. */
export function parseNamed(reader: RowReader): { readonly name: string; readonly names: Names } {
  const names = parseNames(reader);
  return { name: names.en, names };
}

export interface Country {
  readonly code: CountryCode;
  readonly names: Names;
  /** Countries of one union have no customs border between them; empty when in none. */
  readonly union: string;
}

export function parseCountry(reader: RowReader): Country {
  return { code: id<CountryCode>(reader.country("code")), names: parseNames(reader), union: reader.text("union") };
}

export function parsePlace(reader: RowReader): Place {
  const kind = reader.oneOf("kind", PLACE_KINDS);
  const country = kind === "sea-waypoint" ? reader.optionalCountry("country") : reader.country("country");
  const city = reader.optionalId("city");
  const waterBody = reader.optionalId("water_body");
  const unlocode = reader.text("unlocode").replace(" ", "");
  if (unlocode !== "" && !/^[A-Z]{2}[A-Z2-9]{3}$/.test(unlocode))
    reader.error(
      "unlocode",
      "bad-unlocode",
      `${show(unlocode)} is no UN/LOCODE`,
      "country and three letters or digits 2 to 9",
    );
  const iata = reader.text("iata");
  if (iata !== "" && !/^[A-Z]{3}$/.test(iata))
    reader.error("iata", "bad-iata", `${show(iata)} is no IATA code`, "three capital letters");
  const localName = reader.text("name_local");
  const doubt = reader.optionalNumber("position_doubt_km", { min: 0, max: 200 });
  if (reader.text("kind") === "city" && city !== "")
    reader.error("city", "city-in-city", "a city lies in no other city", "leave city empty, or change the kind");
  return {
    id: id<PlaceId>(reader.id("id")),
    kind,
    country: id<CountryCode>(country),
    ...(city === "" ? {} : { city: id<PlaceId>(city) }),
    lat: reader.number("lat", { min: -90, max: 90 }),
    lon: reader.number("lon", { min: -180, max: 180 }),
    ...(unlocode === "" ? {} : { unlocode }),
    ...(iata === "" ? {} : { iata }),
    ...(waterBody === "" ? {} : { waterBody }),
    timeZone: reader.timeZone("time_zone"),
    names: parseNames(reader),
    ...(localName === "" ? {} : { localName }),
    aliases: reader.list("aliases"),
    positionSource: reader.text("position_source"),
    ...(doubt === undefined ? {} : { positionDoubtKm: doubt }),
    note: reader.text("note"),
  };
}

export function parseLink(reader: RowReader): Link {
  const mode = reader.oneOf("mode", MODES);
  const gauges = reader.listOf("gauge", ["1435", "1520"] as const).map((gauge) => Number(gauge) as Gauge);
  if (mode === "rail" && gauges.length === 0 && reader.ok)
    reader.error("gauge", "missing-gauge", "a rail link has no gauge", "1435, 1520 or 1435;1520");
  if (mode !== "rail" && gauges.length > 0)
    reader.error("gauge", "gauge-without-rail", `a ${mode} link has no gauge`, "leave gauge empty");
  const from = reader.id("from");
  const to = reader.id("to");
  if (from !== "" && from === to) reader.error("to", "loop", "the link ends where it starts", "give another end");
  const waterBody = reader.optionalId("water_body");
  return {
    id: id<LinkId>(reader.id("id")),
    from: id<PlaceId>(from),
    to: id<PlaceId>(to),
    mode,
    gauges,
    operator: reader.text("operator"),
    ...(waterBody === "" ? {} : { waterBody }),
    oneWay: reader.yes("one_way", false),
    via: parseVia(reader),
    note: reader.text("note"),
  };
}

export function parseVia(reader: RowReader): [number, number][] {
  const points: [number, number][] = [];
  for (const entry of reader.list("via")) {
    const [lon, lat, ...rest] = entry.split(/\s+/).map(Number);
    if (rest.length > 0 || !(Math.abs(lon) <= 180) || !(Math.abs(lat) <= 90)) {
      reader.error("via", "bad-position", `${show(entry)} is no position`, "lon lat, points separated by ;");
      break;
    }
    points.push([lon, lat]);
  }
  return points;
}

/** For link-status.csv, service-status.csv and oil-status.csv. */
export const parseStatus =
  (subjectColumn: "link" | "service" | "thing") =>
  (reader: RowReader): StatusPeriod => ({
    subject: reader.id(subjectColumn),
    status: reader.oneOf("status", STATUSES),
    ...reader.window("from", "to"),
    source: reader.required("source"),
    note: reader.text("note"),
  });

const parseGauge = (reader: RowReader, column: string): Gauge =>
  Number(reader.oneOf(column, ["0", "1435", "1520"] as const, "0")) as Gauge;

export function parseTerminal(reader: RowReader): Terminal {
  const kind = reader.oneOf("kind", ["transhipment", "gauge-change", "access"] as const);
  const fromMode = reader.oneOf<Mode | "ground">(
    "from_mode",
    ["ground", ...MODES],
    kind === "access" ? "ground" : undefined,
  );
  const toMode = reader.oneOf("to_mode", MODES);
  const fromGauge = parseGauge(reader, "from_gauge");
  const toGauge = parseGauge(reader, "to_gauge");
  if (
    kind === "gauge-change" &&
    (fromMode !== "rail" || toMode !== "rail" || fromGauge === toGauge || fromGauge === 0 || toGauge === 0)
  ) {
    reader.error(
      "to_gauge",
      "bad-gauge-change",
      "a gauge change joins rail of two gauges",
      "from_mode and to_mode rail, gauges 1435 and 1520",
    );
  }
  if ((kind === "access") !== (fromMode === "ground")) {
    reader.error(
      "from_mode",
      "bad-access",
      "access joins the ground and a mode, and nothing else does",
      "kind access with from_mode ground",
    );
  }
  if (fromMode !== "rail" && fromGauge !== 0)
    reader.error("from_gauge", "gauge-without-rail", `${fromMode} has no gauge`, "leave it empty");
  if (toMode !== "rail" && toGauge !== 0)
    reader.error("to_gauge", "gauge-without-rail", `${toMode} has no gauge`, "leave it empty");
  return {
    id: id<TerminalId>(reader.id("id")),
    place: id<PlaceId>(reader.id("place")),
    kind,
    fromMode,
    fromGauge,
    toMode,
    toGauge,
    cargo: parseCargo(reader),
    operator: reader.text("operator"),
    note: reader.text("note"),
  };
}

const parseCargo = (reader: RowReader): CargoKind[] => reader.listOf("cargo", CARGO_KINDS);

function countryOrAny(reader: RowReader, column: string): CountryCode | "*" {
  return reader.text(column) === "*" ? "*" : id<CountryCode>(reader.country(column));
}

export function parseBorder(reader: RowReader): Border {
  const place = reader.text("place");
  const fromCountry = countryOrAny(reader, "from_country");
  const toCountry = countryOrAny(reader, "to_country");
  if (fromCountry !== "*" && fromCountry === toCountry)
    reader.error("to_country", "loop", "a border joins two countries", "give another country");
  return {
    id: id<BorderId>(reader.id("id")),
    place: place === "*" ? "*" : id<PlaceId>(reader.id("place")),
    fromCountry,
    toCountry,
    mode: reader.oneOf<Mode | "*">("mode", ["*", ...MODES]),
    trainClass: reader.oneOf("train_class", TRAIN_CLASSES, ""),
    note: reader.text("note"),
  };
}

/** `Mon 12:00;Thu 06:00`; days count from Monday = 0, hours are local and may be fractional. */
export function parseTimetable(text: string): { day: number; hour: number }[] | undefined {
  const departures: { day: number; hour: number }[] = [];
  for (const entry of text.split(";")) {
    const match = /^\s*(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\s+([01]?\d|2[0-3]):([0-5]\d)\s*$/.exec(entry);
    if (match === null) return undefined;
    departures.push({
      day: DAYS.indexOf(match[1] as (typeof DAYS)[number]),
      hour: Number(match[2]) + Number(match[3]) / 60,
    });
  }
  return departures.sort((a, b) => a.day - b.day || a.hour - b.hour);
}

export function parseService(reader: RowReader): Service {
  const kind = reader.oneOf("kind", ["network", "line"] as const);
  const mode = reader.oneOf("mode", MODES);
  const gauge = parseGauge(reader, "gauge");
  if (mode === "rail" && gauge === 0)
    reader.error("gauge", "missing-gauge", "a rail service has no gauge", "1435 or 1520");
  if (mode !== "rail" && gauge !== 0)
    reader.error("gauge", "gauge-without-rail", `a ${mode} service has no gauge`, "leave gauge empty");
  const stops = reader.idList("stops");
  if (kind === "line" && stops.length < 2)
    reader.error("stops", "missing-stops", "a line calls at two places or more", "ids of places separated by ;");
  if (kind === "network" && stops.length > 0)
    reader.error("stops", "stops-of-network", "a network service has no stops", "leave stops empty, or make it a line");
  const departures = reader.oneOf("departures", DEPARTURES);
  const timetableText = reader.text("timetable");
  const timetable = timetableText === "" ? [] : parseTimetable(timetableText);
  if (timetable === undefined)
    reader.error("timetable", "bad-timetable", `${show(timetableText)} is no timetable`, "as Mon 12:00;Thu 06:00");
  if (departures === "timetable" && timetableText === "")
    reader.error(
      "timetable",
      "missing-timetable",
      "the service has no timetable",
      "give it, or another kind of departures",
    );
  if (departures === "timetable" && reader.text("time_zone") === "")
    reader.error("time_zone", "missing-time-zone", "a timetable without a time zone", "a name of the IANA list");
  const countries = reader.list("countries");
  for (const country of countries) reader.checkCountry("countries", country);
  const waterBody = reader.optionalId("water_body");
  return {
    id: id<ServiceId>(reader.id("id")),
    kind,
    mode,
    gauge,
    trainClass: reader.oneOf("train_class", TRAIN_CLASSES, ""),
    operator: reader.text("operator"),
    stops: stops.map((stop) => id<PlaceId>(stop)),
    bothWays: reader.yes("both_ways", true),
    countries: countries.map((country) => id<CountryCode>(country)),
    departures,
    timetable: timetable ?? [],
    timeZone: reader.timeZone("time_zone"),
    cargo: parseCargo(reader),
    ...(waterBody === "" ? {} : { waterBody }),
    causes: reader.idList("causes").map((cause) => id<CauseId>(cause)),
    ...parseNamed(reader),
    note: reader.text("note"),
  };
}

export function parseTariff(reader: RowReader): Tariff {
  const subject = reader.text("subject");
  return {
    id: id<TariffId>(reader.id("id")),
    subject: subject === "*" ? "*" : reader.id("subject"),
    country: id<CountryCode>(reader.optionalCountry("country")),
    from: id<PlaceId>(reader.optionalId("from")),
    to: id<PlaceId>(reader.optionalId("to")),
    cargo: parseCargo(reader),
    party: reader.text("party"),
    kind: reader.oneOf("kind", COST_KINDS),
    note: reader.text("note"),
  };
}

export function parseCargoUnit(reader: RowReader): CargoUnit {
  return {
    id: reader.oneOf("id", CARGO_KINDS),
    name: reader.required("name"),
    teu: reader.number("teu", { min: 0, max: 10 }),
    aliases: reader.list("aliases"),
  };
}

export function parseCommodity(reader: RowReader): Commodity {
  const hs = reader.text("hs");
  if (hs !== "" && !/^\d{2,6}([;,-]\s*\d{2,6})*$/.test(hs))
    reader.error("hs", "bad-hs", `${show(hs)} is no heading of the Harmonized System`, "2, 4 or 6 digits");
  return {
    id: reader.id("id"),
    names: parseNames(reader),
    hs,
    dangerousClass: reader.text("dangerous_class"),
    reefer: reader.yes("reefer", false),
    aliases: reader.list("aliases"),
    note: reader.text("note"),
  };
}

export function parseWaterBody(reader: RowReader): WaterBody {
  return { id: reader.id("id"), ...parseNamed(reader), note: reader.text("note") };
}

export function parseEmissionFactor(reader: RowReader): EmissionFactor {
  return {
    id: reader.id("id"),
    mode: reader.oneOf<Mode | "terminal">("mode", [...MODES, "terminal"]),
    service: id<ServiceId>(reader.optionalId("service")),
    country: id<CountryCode>(reader.optionalCountry("country")),
    traction: reader.text("traction"),
    scope: reader.oneOf("scope", ["WTW", "TTW"] as const, "WTW"),
    quality: reader.oneOf("quality", ["primary", "modelled", "default"] as const, "default"),
    note: reader.text("note"),
  };
}
