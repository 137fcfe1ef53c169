// One layer's raw tables as typed rows that know where they stand.

import type { ExchangeRate } from "../model/dataset.ts";
import type { DelayFunction } from "../model/delay-function.ts";
import type { Count, DemandGroup, DemandRow } from "../model/demand.ts";
import type { ConnectivityRule, Incident, PublishedLength, ValidationRow } from "../model/evidence.ts";
import type { Assumption, Claim, Commitment, Fact, Source, Value } from "../model/facts.ts";
import type {
  Border,
  CargoUnit,
  Cause,
  Commodity,
  Condition,
  Corridor,
  Embargo,
  EmissionFactor,
  Link,
  Place,
  Service,
  StatusPeriod,
  Tariff,
  Terminal,
  WaterBody,
} from "../model/network.ts";
import type { OilFleet, OilGrade, OilLimit, OilLink, OilPlace, OilRoute, OilTank, OilWay } from "../model/oil.ts";
import { addFindings, type Findings, noFindings } from "./findings.ts";
import { parseDelayFunction } from "./parse-delays.ts";
import { parseCount, parseDemand, parseDemandGroup } from "./parse-demand.ts";
import {
  type Deflator,
  parseAssumption,
  parseClaim,
  parseCommitment,
  parseConnectivityRule,
  parseDeflator,
  parseExchangeRate,
  parseFact,
  parseIncident,
  parsePublishedLength,
  parseSource,
  parseValidationRow,
} from "./parse-evidence.ts";
import {
  type Country,
  parseBorder,
  parseCargoUnit,
  parseCommodity,
  parseCountry,
  parseEmissionFactor,
  parseLink,
  parsePlace,
  parseService,
  parseStatus,
  parseTariff,
  parseTerminal,
  parseWaterBody,
} from "./parse-network.ts";
import {
  parseOilFleet,
  parseOilGrade,
  parseOilLimit,
  parseOilLink,
  parseOilPlace,
  parseOilRoute,
  parseOilTank,
  parseOilWay,
} from "./parse-oil.ts";
import { type ClosureRow, parseCause, parseClosure, parseCondition, parseEmbargo } from "./parse-rules.ts";
import { parseValue } from "./parse-values.ts";
import { type DatasetHeader, parseCorridors, parseHeader, parseOverlayHeader } from "./parse-yaml.ts";
import type { RawLayer, RawTable } from "./read-layer.ts";
import { RowReader } from "./row-reader.ts";
import { TABLES, type TableName } from "./table-format.ts";

/** A thing, its key within its kind, and the places of its cells for messages. */
export interface Row<T> {
  readonly key: string;
  readonly item: T;
  /** 0 for the base, then the overlays in order. */
  readonly layer: number;
  /** `file:line:column` of a cell, or of the row. */
  readonly place: (column?: string) => string;
  /** Text of a cell as it stands in the file. */
  readonly cell: (column: string) => string;
}

/** Everything of a layer, by kind. */
export interface LayerRows {
  readonly sources: Row<Source>[];
  readonly assumptions: Row<Assumption>[];
  readonly facts: Row<Fact>[];
  readonly countries: Row<Country>[];
  readonly places: Row<Place>[];
  readonly links: Row<Link>[];
  readonly statuses: Row<StatusPeriod>[];
  readonly terminals: Row<Terminal>[];
  readonly borders: Row<Border>[];
  readonly services: Row<Service>[];
  readonly tariffs: Row<Tariff>[];
  readonly cargoUnits: Row<CargoUnit>[];
  readonly commodities: Row<Commodity>[];
  readonly waterBodies: Row<WaterBody>[];
  readonly causes: Row<Cause>[];
  readonly closures: Row<ClosureRow>[];
  readonly embargoes: Row<Embargo>[];
  readonly conditions: Row<Condition>[];
  readonly corridors: Row<Corridor>[];
  readonly emissionFactors: Row<EmissionFactor>[];
  readonly exchangeRates: Row<ExchangeRate>[];
  readonly deflators: Row<Deflator>[];
  readonly publishedLengths: Row<PublishedLength>[];
  readonly connectivity: Row<ConnectivityRule>[];
  readonly claims: Row<Claim>[];
  readonly commitments: Row<Commitment>[];
  readonly incidents: Row<Incident>[];
  readonly oilPlaces: Row<OilPlace>[];
  readonly oilLinks: Row<OilLink>[];
  readonly oilGrades: Row<OilGrade>[];
  readonly oilRoutes: Row<OilRoute>[];
  readonly oilWays: Row<OilWay>[];
  readonly oilTanks: Row<OilTank>[];
  readonly oilFleets: Row<OilFleet>[];
  readonly oilLimits: Row<OilLimit>[];
  readonly oilStatuses: Row<StatusPeriod>[];
  readonly validation: Row<ValidationRow>[];
  readonly demandGroups: Row<DemandGroup>[];
  readonly demand: Row<DemandRow>[];
  readonly counts: Row<Count>[];
  readonly delayFunctions: Row<DelayFunction>[];
  readonly values: Row<Value>[];
}

export interface ParsedLayer {
  readonly name: string;
  readonly kind: "base" | "overlay";
  readonly hash: string;
  readonly title: string;
  readonly version: string;
  /** Of a base that has one. */
  readonly header?: DatasetHeader;
  readonly rows: LayerRows;
  /** Ids of rows that were left out because of an error, so that nobody complains of references to them. */
  readonly leftOut: ReadonlySet<string>;
  readonly findings: Findings;
}

/** Parses a whole layer; rows with errors are left out and reported. */
export function parseLayer(raw: RawLayer, index: number): ParsedLayer {
  const findings = noFindings();
  addFindings(findings, raw.findings);
  const leftOut = new Set<string>();
  const parse = <T>(name: TableName, parseRow: (reader: RowReader) => T): Row<T>[] => {
    const table = raw.tables.get(name);
    if (table === undefined) return [];
    return parseTable(table, TABLES[name].key, index, parseRow, { findings, leftOut });
  };
  const header = readHeader(raw, findings);
  const rows: LayerRows = {
    sources: parse("sources.csv", parseSource),
    assumptions: parse("assumptions.csv", parseAssumption),
    facts: parse("facts.csv", parseFact),
    countries: parse("countries.csv", parseCountry),
    places: parse("places.csv", parsePlace),
    links: parse("links.csv", parseLink),
    statuses: [
      ...parse("link-status.csv", parseStatus("link")),
      ...parse("service-status.csv", parseStatus("service")),
    ],
    terminals: parse("terminals.csv", parseTerminal),
    borders: parse("borders.csv", parseBorder),
    services: parse("services.csv", parseService),
    tariffs: parse("tariffs.csv", parseTariff),
    cargoUnits: parse("cargo-units.csv", parseCargoUnit),
    commodities: parse("commodities.csv", parseCommodity),
    waterBodies: parse("water-bodies.csv", parseWaterBody),
    causes: parse("causes.csv", parseCause),
    closures: parse("closures.csv", parseClosure),
    embargoes: parse("embargoes.csv", parseEmbargo),
    conditions: parse("conditions.csv", parseCondition),
    corridors: corridorRows(raw, index, { findings, leftOut }),
    emissionFactors: parse("emission-factors.csv", parseEmissionFactor),
    exchangeRates: parse("fx.csv", parseExchangeRate),
    deflators: parse("deflators.csv", parseDeflator),
    publishedLengths: parse("published-lengths.csv", parsePublishedLength),
    connectivity: parse("connectivity.csv", parseConnectivityRule),
    claims: parse("claims.csv", parseClaim),
    commitments: parse("commitments.csv", parseCommitment),
    incidents: parse("incidents.csv", parseIncident),
    oilPlaces: parse("oil-places.csv", parseOilPlace),
    oilLinks: parse("oil-links.csv", parseOilLink),
    oilGrades: parse("oil-grades.csv", parseOilGrade),
    oilRoutes: parse("oil-routes.csv", parseOilRoute),
    oilWays: parse("oil-ways.csv", parseOilWay),
    oilTanks: parse("oil-tanks.csv", parseOilTank),
    oilFleets: parse("oil-fleets.csv", parseOilFleet),
    oilLimits: parse("oil-limits.csv", parseOilLimit),
    oilStatuses: parse("oil-status.csv", parseStatus("thing")),
    validation: parse("validation.csv", parseValidationRow),
    demandGroups: parse("demand-groups.csv", parseDemandGroup),
    demand: parse("demand.csv", parseDemand),
    counts: parse("counts.csv", parseCount),
    delayFunctions: parse("delay-functions.csv", parseDelayFunction),
    values: raw.values.flatMap((table) => parseTable(table, [], index, parseValue, { findings, leftOut })),
  };
  const { name, kind, hash } = raw;
  return { name, kind, hash, ...header, rows, leftOut, findings };
}

function readHeader(raw: RawLayer, findings: Findings): { title: string; version: string; header?: DatasetHeader } {
  const yaml = raw.yaml.get("dataset.yaml");
  if (yaml?.value !== undefined) {
    if (raw.kind === "overlay") {
      const { title, version } = parseOverlayHeader(yaml, findings);
      return { title: title || raw.name, version };
    }
    const header = parseHeader(yaml, findings);
    return { title: header.title, version: header.version, header };
  }
  if (raw.kind === "base" && yaml === undefined) {
    findings.errors.push({
      code: "missing-file",
      place: "dataset.yaml:1:1",
      message: "a base has a dataset.yaml",
      hint: "say id, title, version, licence, priceYear, currency and defaultDate in it",
    });
  }
  return { title: raw.name, version: "" };
}

/** In one table; then it is some other kind of file. */
const MAX_PROBLEMS = 2_000;

interface Collected {
  readonly findings: Findings;
  readonly leftOut: Set<string>;
}

function parseTable<T>(
  table: RawTable,
  keyColumns: readonly string[],
  layer: number,
  parseRow: (reader: RowReader) => T,
  { findings, leftOut }: Collected,
): Row<T>[] {
  const rows: Row<T>[] = [];
  const firstOf = new Map<string, RowReader>();
  const before = findings.errors.length;
  for (const record of table.rows) {
    if (findings.errors.length - before > MAX_PROBLEMS) {
      const place = `${table.path}:${record.line}:1`;
      findings.errors.push({
        code: "more-problems",
        place,
        message: "reading stops here: too many problems",
        hint: "correct these first",
      });
      break;
    }
    const reader = new RowReader(table, record, findings);
    const item = parseRow(reader);
    const key = keyColumns.map((column) => reader.text(column)).join(" ");
    const first = keyColumns.length === 0 || key === "" ? undefined : firstOf.get(key);
    if (first !== undefined) {
      reader.error(
        keyColumns[0],
        "duplicate-id",
        `${key} stands already on line ${first.row.line}`,
        "give one of them another id",
      );
    } else if (keyColumns.length > 0) firstOf.set(key, reader);
    if (reader.ok)
      rows.push({ key, item, layer, place: (column) => reader.place(column), cell: (column) => reader.text(column) });
    else if (first === undefined && key !== "") leftOut.add(key);
  }
  return rows;
}

function corridorRows(raw: RawLayer, layer: number, { findings, leftOut }: Collected): Row<Corridor>[] {
  const yaml = raw.yaml.get("corridors.yaml");
  if (yaml?.value === undefined) return [];
  const rows: Row<Corridor>[] = [];
  const seen = new Set<string>();
  for (const { corridor, ok, place } of parseCorridors(yaml, findings)) {
    if (!ok) leftOut.add(corridor.id);
    else if (seen.has(corridor.id)) {
      findings.errors.push({
        code: "duplicate-id",
        place: place("id"),
        message: `${corridor.id} stands already above`,
        hint: "give one of them another id",
      });
    } else {
      seen.add(corridor.id);
      rows.push({ key: corridor.id, item: corridor, layer, place, cell: () => "" });
    }
  }
  return rows;
}
