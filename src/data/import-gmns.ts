// Makes a dataset layer (places, links, lengths and speeds) out of a GMNS network, so that it can be used as a base or laid over
// one. GMNS says nothing of countries, terminals, services and borders: columns `country` and `gauge` are read where there are
// any, the rest is for the user to add in files beside.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type CsvRecord, formatCsvRow } from "../lib/csv.ts";
import { isId } from "../model/ids.ts";
import { MODES, type Mode } from "../model/network.ts";
import { InvalidInput, type Problem } from "../model/problem.ts";
import { isCountryCode } from "./country-codes.ts";
import { type GmnsTable, readDirected, toTable } from "./gmns.ts";
import { PLACE_KINDS } from "./parse-network.ts";
import type { LayerFile } from "./read-layer.ts";

export interface ImportGmnsOptions {
  /** Name of the layer: an id. */
  readonly name: string;
  /** ISO date or year that the numbers describe. */
  readonly asOf: string;
  /** Where the network comes from, for sources.csv. */
  readonly publisher: string;
  readonly url?: string;
  /** A base gets a dataset.yaml and countries.csv too. */
  readonly kind: "base" | "overlay";
  /** Mode of links whose facility_type and allowed_uses name none of ours; `road` when not given. */
  readonly mode?: Mode;
  /** Country of nodes without one; `XX` when not given. */
  readonly country?: string;
}

/** Reads the folder's CSV files and imports them. @throws InvalidInput with all problems. */
export function importGmnsFolder(folder: string, options: ImportGmnsOptions): LayerFile[] {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => ["node.csv", "link.csv", "config.csv"].includes(name));
  } catch {
    throw new InvalidInput([
      {
        code: "no-folder",
        place: folder,
        message: "there is no such folder",
        hint: "give a folder with node.csv and link.csv",
      },
    ]);
  }
  return importGmns(
    names.map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") })),
    options,
  );
}

/** Files of the layer. Ids that do not fit ours are rewritten. @throws InvalidInput with all problems, with file, line and column. */
export function importGmns(files: readonly LayerFile[], options: ImportGmnsOptions): LayerFile[] {
  const problems: Problem[] = [];
  const units = readUnits(files, problems);
  const nodes = toTable(files, "node.csv", ["node_id", "x_coord", "y_coord"], problems);
  const links = toTable(files, "link.csv", ["link_id", "from_node_id", "to_node_id", "directed"], problems);
  if (nodes === undefined || links === undefined || problems.length > 0) throw new InvalidInput(problems);
  const ids = new IdMaker();
  const placeOf = new Map(
    nodes.rows.map((row) => [nodes.cell(row, "node_id"), ids.make(nodes.cell(row, "node_id"), "node")]),
  );
  const countries = new Set<string>();
  const places = nodes.rows.map((row) => toPlace(nodes, row, { options, placeOf, countries, problems }));
  const source = `source:${options.name}-gmns`;
  const linkRows: string[] = [];
  const values: string[] = [];
  for (const row of links.rows) {
    const linkId = ids.make(links.cell(row, "link_id"), "link");
    linkRows.push(toLink(links, row, linkId, { options, placeOf, problems }));
    for (const [attribute, column, unit, factor] of [
      ["lengthKm", "length", "km", units.km],
      ["speedKmh", "free_speed", "km/h", units.kmh],
      ["tracks", "tracks", "count", 1],
      ["electrified", "electrified", "share", 1],
    ] as const) {
      const text = links.cell(row, column);
      if (text === "") continue;
      if (!Number.isFinite(Number(text)))
        problems.push({
          code: "bad-number",
          place: links.place(row, column),
          message: `${column} ${text} is no number`,
          hint: "digits with a decimal point",
        });
      else
        values.push(formatCsvRow([linkId, attribute, Number(text) * factor, unit, "published", options.asOf, source]));
    }
  }
  if (problems.length > 0) throw new InvalidInput(problems);
  const table = (path: string, header: string, rows: readonly string[]): LayerFile => ({
    path,
    text: `${[header, ...rows].join("\n")}\n`,
  });
  return [
    ...(options.kind === "base" ? baseFiles(options, countries) : []),
    table("sources.csv", "id,publisher,title,url,published,accessed,licence", [
      formatCsvRow([
        `${options.name}-gmns`,
        options.publisher,
        `GMNS network ${options.name}`,
        options.url ?? "",
        options.asOf,
        "",
        "",
      ]),
    ]),
    table("places.csv", "id,kind,country,city,lat,lon,unlocode,name,position_source", places),
    table("links.csv", "id,from,to,mode,gauge,operator,one_way,via", linkRows),
    table("values/gmns.csv", "subject,attribute,value,unit,basis,as_of,source", values),
  ];
}

interface Context {
  readonly options: ImportGmnsOptions;
  readonly placeOf: ReadonlyMap<string, string>;
  readonly problems: Problem[];
}

function toPlace(table: GmnsTable, row: CsvRecord, context: Context & { readonly countries: Set<string> }): string {
  const { options, placeOf, countries, problems } = context;
  const node = table.cell(row, "node_id");
  const kind = PLACE_KINDS.find((candidate) => candidate === table.cell(row, "node_type")) ?? "inland-terminal";
  const given = table.cell(row, "country");
  if (given !== "" && !isCountryCode(given))
    problems.push({
      code: "bad-country",
      place: table.place(row, "country"),
      message: `${given} is no country code`,
      hint: "two capital letters",
    });
  const country = given !== "" ? given : kind === "sea-waypoint" ? "" : (options.country ?? "XX");
  if (country !== "") countries.add(country);
  for (const [column, limit] of [
    ["x_coord", 180],
    ["y_coord", 90],
  ] as const) {
    const text = table.cell(row, column);
    if (text === "" || !(Math.abs(Number(text)) <= limit))
      problems.push({
        code: "bad-position",
        place: table.place(row, column),
        message: `${column} ${text || "(empty)"} is no longitude or latitude`,
        hint: "positions must be in degrees (EPSG:4326)",
      });
  }
  const city = placeOf.get(table.cell(row, "parent_node_id")) ?? "";
  return formatCsvRow([
    placeOf.get(node) ?? "",
    kind,
    country,
    city,
    table.cell(row, "y_coord"),
    table.cell(row, "x_coord"),
    table.cell(row, "unlocode"),
    table.cell(row, "name") || node,
    `source:${options.name}-gmns`,
  ]);
}

function toLink(table: GmnsTable, row: CsvRecord, id: string, { options, placeOf, problems }: Context): string {
  const ends = (["from_node_id", "to_node_id"] as const).map((column) => {
    const place = placeOf.get(table.cell(row, column));
    if (place === undefined)
      problems.push({
        code: "unknown-node",
        place: table.place(row, column),
        message: `node ${table.cell(row, column) || "(empty)"} is not in node.csv`,
        hint: "add the node, or correct the id",
      });
    return place ?? "";
  });
  const words = [table.cell(row, "facility_type"), ...table.cell(row, "allowed_uses").split(/[,;]/)].map((word) =>
    word.trim().toLowerCase(),
  );
  const mode = MODES.find((candidate) => words.includes(candidate)) ?? options.mode ?? "road";
  const gauge = table.cell(row, "gauge");
  if (mode === "rail" && gauge === "")
    problems.push({
      code: "missing-gauge",
      place: table.place(row, "gauge"),
      message: "a rail link has no gauge",
      hint: "add a column gauge with 1435 or 1520",
    });
  const directed = readDirected(table, row, problems) === true;
  return formatCsvRow([
    id,
    ...ends,
    mode,
    mode === "rail" ? gauge : "",
    table.cell(row, "jurisdiction"),
    directed ? "yes" : "no",
    viaOf(table.cell(row, "geometry")),
  ]);
}

/** Points of a WKT line string but the first and last, as `lon lat;lon lat`; other geometry is left out. */
function viaOf(geometry: string): string {
  const match = /^LINESTRING\s*\(([^()]*)\)$/i.exec(geometry.trim());
  const points =
    match === null ? [] : match[1].split(",").map((point) => point.trim().split(/\s+/).slice(0, 2).join(" "));
  return points.slice(1, -1).join(";");
}

const KM_PER: Readonly<Record<string, number>> = {
  km: 1,
  kilometer: 1,
  kilometers: 1,
  kilometre: 1,
  m: 0.001,
  meter: 0.001,
  meters: 0.001,
  metre: 0.001,
  mi: 1.609344,
  mile: 1.609344,
  miles: 1.609344,
  ft: 0.0003048,
  feet: 0.0003048,
};
const KMH_PER: Readonly<Record<string, number>> = {
  "km/h": 1,
  kmh: 1,
  kph: 1,
  kmph: 1,
  "km/hr": 1,
  mph: 1.609344,
  "mi/h": 1.609344,
  "m/s": 3.6,
};

/** Units of config.csv; kilometres and km/h when it is not there. */
export function readUnits(files: readonly LayerFile[], problems: Problem[]): { km: number; kmh: number } {
  if (!files.some((file) => file.path === "config.csv")) return { km: 1, kmh: 1 };
  const table = toTable(files, "config.csv", [], problems);
  const row = table?.rows[0];
  if (table === undefined || row === undefined) return { km: 1, kmh: 1 };
  const factor = (column: string, factors: Readonly<Record<string, number>>) => {
    const unit = table.cell(row, column).toLowerCase();
    const found = unit === "" ? 1 : Object.hasOwn(factors, unit) ? factors[unit] : undefined;
    if (found === undefined)
      problems.push({
        code: "unknown-unit",
        place: table.place(row, column),
        message: `${column} ${unit} is no unit known here`,
        hint: `one of ${Object.keys(factors).join(", ")}`,
      });
    return found ?? 1;
  };
  const crs = table.cell(row, "crs").toUpperCase().replaceAll(/\s/g, "");
  if (crs !== "" && !/4326|WGS84|CRS84/.test(crs))
    problems.push({
      code: "unknown-crs",
      place: table.place(row, "crs"),
      message: `positions are in ${crs}`,
      hint: "convert them to degrees (EPSG:4326) first",
    });
  return { km: factor("long_length", KM_PER), kmh: factor("speed", KMH_PER) };
}

function baseFiles({ name, asOf, publisher }: ImportGmnsOptions, countries: ReadonlySet<string>): LayerFile[] {
  const year = asOf.slice(0, 4);
  const date = asOf.length === 10 ? asOf : `${year}-01-01`;
  const header = [
    `id: ${name}`,
    `title: ${JSON.stringify(`GMNS network ${name}`)}`,
    `version: ${JSON.stringify(asOf)}`,
    `licence: ${JSON.stringify(`see ${publisher}`)}`,
    `attribution: ${JSON.stringify(publisher)}`,
    `priceYear: ${year}`,
    "currency: USD",
    `defaultDate: ${date}`,
  ];
  return [
    { path: "dataset.yaml", text: `${header.join("\n")}\n` },
    {
      path: "countries.csv",
      text: `code,name,name_kk,name_az,name_ru\n${[...countries]
        .sort()
        .map((code) => `${formatCsvRow([code, code, code, code, code])}\n`)
        .join("")}`,
    },
  ];
}

/** Ids of our form: kept where they fit and are free, else rewritten. */
class IdMaker {
  readonly #taken = new Set<string>();

  make(text: string, prefix: string): string {
    const plain = text
      .toLowerCase()
      .normalize("NFKD")
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-+|-+$/g, "");
    const wanted =
      isId(text) && !/^\d+$/.test(text) ? text : /^\d*$/.test(plain) ? `${prefix}-${plain || "0"}` : plain.slice(0, 90);
    let id = wanted;
    for (let count = 2; this.#taken.has(id); count++) id = `${wanted}-${count}`;
    this.#taken.add(id);
    return id;
  }
}
