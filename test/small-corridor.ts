// A small invented corridor in a few lines of text: for tests that ask the planner and know the answer by hand. Every line is
// a keyword, its words, and `name=value` pairs; the builder fills in the columns that do not matter. Everything is a point
// value unless a line says otherwise, so that expected hours and dollars are sums one can do in one's head.
//
//   place     east XA seaport                         kind inland-terminal when left out; city=, zone=, name=, alias=
//   link      east gate rail/1435 500km               id east--gate--rail; electrified=1, oneway
//   network   trains rail/1435 40km/h headway=48h     in=XA;XB, class=, cargo=, cv=; weekly=3 or timetable=, else on demand
//   line      ferry sea a,b 20km/h timetable=Mon_12:00;Thu_06:00    or full=80TEU patience=72h arrivals=60; causes=, oneway
//   access    east rail 6h $50                        id east-rail
//   lift      port rail sea 10h $100                  id port-rail-sea; free=48h storage=$24 a day; cargo=
//   gauge     gate 1435 1520 12h $80                  id gate-gauge
//   border    * XA XB rail 5h $60                     id border-xa-xb-rail, with class= and place in it; class=
//   rate      trains perKm=$1                         id rate-1, rate-2 …; country=, from=, to=, cargo=, kind=, party=, asof=
//   value     ferry arrivalsPerDay 30 unit/day        months=, from=, to=, low=, high=, cv=, shape=, asof=
//   status    east--gate--rail planned .. 2030-01-01  `..` leaves an end open
//   closure | condition | embargo | cause | corridor | factor | good | fx | deflator | country | set

import type { LayerFile } from "../src/data/index.ts";
import { type LoadedDataset, loadDataset } from "../src/data/index.ts";

/** A base of these lines, with overlays of such lines by name on top. */
export function smallCorridor(text: string, overlays: Readonly<Record<string, string>> = {}): LoadedDataset {
  return loadDataset({
    base: { name: "small", files: filesOf(text, "base") },
    overlays: Object.entries(overlays).map(([name, lines]) => ({ name, files: filesOf(lines, name) })),
  });
}

type Row = Readonly<Record<string, string | number | undefined>>;

interface Line {
  readonly keyword: string;
  readonly words: readonly string[];
  readonly given: Readonly<Record<string, string>>;
}

class Tables {
  private readonly rows = new Map<string, Row[]>();
  private readonly source: string;
  count = 0;

  constructor(source: string) {
    this.source = source;
  }

  add(file: string, row: Row): void {
    this.rows.set(file, [...(this.rows.get(file) ?? []), row]);
  }

  value(subject: string, attribute: string, value: string | number, unit: string, more: Row = {}): void {
    const row = { subject, attribute, value, unit, source: this.source, basis: "assumed", as_of: "2026", ...more };
    this.add("values/all.csv", row);
  }

  has(file: string, test: (row: Row) => boolean): boolean {
    return (this.rows.get(file) ?? []).some(test);
  }

  rowsOf(file: string): readonly Row[] {
    return this.rows.get(file) ?? [];
  }

  files(): LayerFile[] {
    return [...this.rows].map(([path, rows]) => {
      const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
      const cell = (value: string | number | undefined) => `"${String(value ?? "").replaceAll('"', '""')}"`;
      const lines = rows.map((row) => columns.map((column) => cell(row[column])).join(","));
      return { path, text: [columns.join(","), ...lines].join("\n") };
    });
  }
}

function filesOf(text: string, layer: string): LayerFile[] {
  const isBase = layer === "base";
  const tables = new Tables("assumption:test");
  const settings: Record<string, string> = {};
  const corridors: string[] = [];
  for (const line of linesOf(text)) {
    if (line.keyword === "set") Object.assign(settings, line.given);
    else if (line.keyword === "corridor") corridors.push(corridorYaml(line));
    else {
      const add = KEYWORDS[line.keyword];
      if (!add) throw new Error(`expected a keyword of small-corridor.ts, found ${line.keyword}`);
      add(tables, line);
    }
  }
  if (isBase) addDefaults(tables);
  const files = tables.files();
  if (corridors.length > 0) files.push({ path: "corridors.yaml", text: corridors.join("\n") });
  if (isBase) files.push({ path: "dataset.yaml", text: headerYaml(settings) });
  return files;
}

function linesOf(text: string): Line[] {
  return text
    .split("\n")
    .map((line) => line.replace(/(^|\s)#.*$/, "").trim())
    .filter((line) => line !== "")
    .map((line) => {
      const [keyword = "", ...tokens] = line.split(/\s+/);
      const isPair = (token: string) => /^[A-Za-z]+=/.test(token);
      const pairs = tokens.filter(isPair).map((token): [string, string] => {
        const at = token.indexOf("=");
        return [token.slice(0, at), token.slice(at + 1).replaceAll("_", " ")];
      });
      return { keyword, words: tokens.filter((token) => !isPair(token)), given: Object.fromEntries(pairs) };
    });
}

const word = (line: Line, index: number): string => {
  const found = line.words[index];
  if (found === undefined) throw new Error(`expected word ${index + 1} after ${line.keyword} ${line.words.join(" ")}`);
  return found;
};

/** The word that ends in a unit (`500km`, `6h`) or begins with a dollar sign, as a number. */
function amount(line: Line, unit: "km" | "h" | "km/h" | "$"): number | undefined {
  for (const text of line.words) {
    const number = unit === "$" ? /^\$(.+)$/.exec(text)?.[1] : text.endsWith(unit) ? text.slice(0, -unit.length) : "";
    if (number && Number.isFinite(Number(number))) return Number(number);
  }
  return undefined;
}

const bare = (text: string): number => Number(text.replace(/^\$/, "").replace(/(h|km|TEU|FEU|unit|t)$/, ""));
const modeOf = (text: string) => {
  const [mode = "", gauge = ""] = text.split("/");
  return { mode, gauge };
};

type AddLine = (tables: Tables, line: Line) => void;

const KEYWORDS: Readonly<Record<string, AddLine>> = {
  place: addPlace,
  link: addLink,
  network: addNetwork,
  line: addLine,
  access: addAccess,
  lift: addLift,
  gauge: addGauge,
  border: addBorder,
  rate: addRate,
  value: addValue,
  status: addStatus,
  closure: addClosure,
  condition: addCondition,
  embargo: addEmbargo,
  cause: addCause,
  factor: addFactor,
  good: addGood,
  fx: addFx,
  deflator: (tables, line) =>
    tables.add("deflators.csv", { year: word(line, 0), index: word(line, 1), source: "assumption:test" }),
  country: (tables, line) => addCountry(tables, word(line, 0), line.given.name, line.given.union),
};

function addCountry(tables: Tables, code: string, name = `Country ${code}`, union = ""): void {
  tables.add("countries.csv", { code, name, name_kk: name, name_az: name, name_ru: name, union });
}

const title = (id: string): string => id.replace(/^./, (letter) => letter.toUpperCase()).replaceAll("-", " ");

function addPlace(tables: Tables, line: Line): void {
  const { city, zone, name, alias, locode } = line.given;
  const index = tables.count++;
  tables.add("places.csv", {
    id: word(line, 0),
    kind: line.words[2] ?? "inland-terminal",
    country: word(line, 1),
    city,
    lat: 40,
    lon: 2 * index,
    unlocode: locode,
    time_zone: zone,
    name: name ?? title(word(line, 0)),
    aliases: alias,
    position_source: "assumption:test",
  });
}

function addLink(tables: Tables, line: Line): void {
  const { mode, gauge } = modeOf(word(line, 2));
  const id = `${word(line, 0)}--${word(line, 1)}--${mode}`;
  tables.add("links.csv", {
    id,
    from: word(line, 0),
    to: word(line, 1),
    mode,
    gauge: gauge.replace("+", ";"),
    one_way: line.words.includes("oneway") ? "yes" : "no",
  });
  tables.value(id, "lengthKm", amount(line, "km") ?? 100, "km");
  const speed = amount(line, "km/h");
  if (speed !== undefined) tables.value(id, "speedKmh", speed, "km/h");
  if (line.given.electrified) tables.value(id, "electrified", line.given.electrified, "share");
}

/** Departures of a service from its pairs; on demand when none is given. */
function departuresOf(tables: Tables, id: string, given: Line["given"]) {
  const { headway, weekly, timetable, full, patience, arrivals, ships, missed } = given;
  const spread = given.spread === undefined ? {} : { cv: given.spread };
  if (headway) tables.value(id, "headwayHours", bare(headway), "h", spread);
  if (weekly) tables.value(id, "departuresPerWeek", bare(weekly), "1/week", spread);
  if (missed) tables.value(id, "missProbability", missed, "share");
  if (full) {
    tables.value(id, "capacityUnits", bare(full), /[A-Za-z]+$/.exec(full)?.[0] ?? "unit");
    tables.value(id, "patienceHours", bare(patience ?? "72h"), "h");
    if (arrivals) tables.value(id, "arrivalsPerDay", arrivals, "unit/day");
    if (ships) tables.value(id, "vesselHeadwayHours", bare(ships), "h");
  }
  return {
    departures: timetable ? "timetable" : full ? "sail-when-full" : headway || weekly ? "headway" : "on-demand",
    timetable,
    time_zone: given.zone ?? "UTC",
  };
}

function addService(tables: Tables, line: Line, kind: "network" | "line", stops: string): void {
  const id = word(line, 0);
  const { mode, gauge } = modeOf(word(line, 1));
  const { in: countries, class: trainClass, cargo, causes, cv, operator } = line.given;
  tables.add("services.csv", {
    id,
    kind,
    mode,
    gauge,
    train_class: trainClass,
    operator: operator ?? title(id),
    stops: stops.replaceAll(",", ";"),
    both_ways: kind === "line" ? (line.words.includes("oneway") ? "no" : "yes") : "",
    countries,
    ...departuresOf(tables, id, line.given),
    cargo,
    causes,
    name: title(id),
  });
  const speed = amount(line, "km/h");
  if (speed === undefined) return;
  tables.value(id, "speedKmh", speed, "km/h", cv ? { shape: "gamma", cv } : {});
}

function addNetwork(tables: Tables, line: Line): void {
  addService(tables, line, "network", "");
}

function addLine(tables: Tables, line: Line): void {
  addService(tables, line, "line", word(line, 2));
}

function addTerminal(tables: Tables, line: Line, row: Row & { id: string }): void {
  const { free, storage, cargo, operator, cv } = line.given;
  tables.add("terminals.csv", { ...row, place: word(line, 0), cargo, operator });
  const hours = amount(line, "h");
  if (hours !== undefined) tables.value(row.id, "dwellHours", hours, "h", cv ? { shape: "gamma", cv } : {});
  if (free) tables.value(row.id, "freeHours", bare(free), "h");
  const usd = amount(line, "$");
  if (usd !== undefined) addTariff(tables, { subject: row.id, kind: "handling", party: "terminal" }, { perUnit: usd });
  if (storage) addTariff(tables, { subject: row.id, kind: "storage", party: "terminal" }, { perDay: bare(storage) });
}

function addAccess(tables: Tables, line: Line): void {
  const { mode, gauge } = modeOf(word(line, 1));
  addTerminal(tables, line, {
    id: `${word(line, 0)}-${mode}${gauge}`,
    kind: "access",
    from_mode: "ground",
    to_mode: mode,
    to_gauge: gauge,
  });
}

function addLift(tables: Tables, line: Line): void {
  const [from, to] = [modeOf(word(line, 1)), modeOf(word(line, 2))];
  addTerminal(tables, line, {
    id: `${word(line, 0)}-${from.mode}-${to.mode}`,
    kind: "transhipment",
    from_mode: from.mode,
    from_gauge: from.gauge,
    to_mode: to.mode,
    to_gauge: to.gauge,
  });
}

function addGauge(tables: Tables, line: Line): void {
  addTerminal(tables, line, {
    id: `${word(line, 0)}-gauge`,
    kind: "gauge-change",
    from_mode: "rail",
    from_gauge: word(line, 1),
    to_mode: "rail",
    to_gauge: word(line, 2),
  });
}

function addBorder(tables: Tables, line: Line): void {
  const [place, from, to, mode] = [0, 1, 2, 3].map((index) => word(line, index)) as [string, string, string, string];
  const trainClass = line.given.class ?? "";
  const id = ["border", place, from, to, mode, trainClass]
    .map((part) => (part === "*" ? "any" : part).toLowerCase())
    .filter((part) => part !== "")
    .join("-");
  tables.add("borders.csv", { id, place, from_country: from, to_country: to, mode, train_class: trainClass });
  const hours = amount(line, "h");
  if (hours !== undefined) tables.value(id, "procedureHours", hours, "h");
  const usd = amount(line, "$");
  if (usd !== undefined) addTariff(tables, { subject: id, kind: "border", party: "customs" }, { perUnit: usd });
}

const PRICES: Readonly<Record<string, string>> = {
  perKm: "km",
  perUnit: "unit",
  perTonne: "t",
  perTonneKm: "tkm",
  perDay: "unit",
};

/** Prices of a tariff; `$5` or `EUR5`, and `/TEU` behind it for another quantity. */
function addTariff(tables: Tables, row: Row, prices: Row, more: Row = {}): void {
  const id = typeof row.id === "string" ? row.id : `rate-${++tables.count}`;
  tables.add("tariffs.csv", { ...row, id });
  for (const [attribute, per] of Object.entries(PRICES)) {
    const text = prices[attribute];
    if (text === undefined) continue;
    const match = /^(\$|[A-Z]{3})?(-?[\d.]+)(?:\/(\w+))?$/.exec(String(text));
    if (!match) throw new Error(`expected a price like $5 or EUR5/TEU, found ${text}`);
    const currency = match[1] === undefined || match[1] === "$" ? "USD" : match[1];
    tables.value(id, attribute, match[2] ?? "", `${currency}/${match[3] ?? per}`, more);
  }
}

function addRate(tables: Tables, line: Line): void {
  const { id, country, from, to, cargo, kind, party, asof, low, high, validfrom, validto } = line.given;
  addTariff(
    tables,
    { id, subject: word(line, 0), country, from, to, cargo, kind: kind ?? "line-haul", party: party ?? "carrier" },
    line.given,
    { low, high, as_of: asof ?? "2026", valid_from: validfrom, valid_to: validto },
  );
}

function addValue(tables: Tables, line: Line): void {
  const { months, from, to, low, high, cv, shape, asof } = line.given;
  tables.value(word(line, 0), word(line, 1), word(line, 2), word(line, 3), {
    months,
    valid_from: from,
    valid_to: to,
    low,
    high,
    cv,
    shape,
    as_of: asof ?? "2026",
  });
}

const open = (text: string | undefined): string => (text === undefined || text === ".." ? "" : text);

function addStatus(tables: Tables, line: Line): void {
  const [subject, status] = [word(line, 0), word(line, 1)];
  const row = { status, from: open(line.words[2]), to: open(line.words[3]), source: "assumption:test" };
  if (subject.includes("--")) tables.add("link-status.csv", { link: subject, ...row });
  else tables.add("service-status.csv", { service: subject, ...row });
}

function addClosure(tables: Tables, line: Line): void {
  const id = `closure-${++tables.count}`;
  const [subject, from, to] = [word(line, 0), word(line, 1), open(line.words[2])];
  tables.add("closures.csv", { id, subject, from, to, source: "assumption:test", note: line.given.note });
}

function addCondition(tables: Tables, line: Line): void {
  tables.add("conditions.csv", {
    id: `condition-${++tables.count}`,
    subject: word(line, 0),
    kind: word(line, 1),
    value: line.given.value,
    unit: line.given.unit ?? "h",
    from: line.given.from ?? "2026-01-01",
    to: line.given.to ?? "2028-01-01",
    source: "assumption:test",
    note: line.given.note,
  });
}

function addEmbargo(tables: Tables, line: Line): void {
  tables.add("embargoes.csv", {
    id: line.given.id ?? `embargo-${++tables.count}`,
    reason: "Not taken",
    source: "assumption:test",
    ...line.given,
  });
}

function addCause(tables: Tables, line: Line): void {
  const id = word(line, 0);
  const { places, open: openHours, closed } = line.given;
  tables.add("causes.csv", { id, kind: "storm", name: title(id), places });
  if (openHours) tables.value(id, "meanOpenHours", bare(openHours), "h");
  if (closed) tables.value(id, "meanClosedHours", bare(closed), "h");
}

function addFactor(tables: Tables, line: Line): void {
  const { id, unit, adjust, ...columns } = line.given;
  const factor = id ?? `factor-${++tables.count}`;
  const mode = word(line, 0);
  tables.add("emission-factors.csv", { id: factor, mode, ...columns });
  const handled = mode === "terminal";
  tables.value(
    factor,
    handled ? "handlingIntensity" : "intensity",
    word(line, 1),
    unit ?? (handled ? "kg/t" : "g/tkm"),
  );
  if (adjust) tables.value(factor, "distanceAdjustment", adjust, "share");
}

function addGood(tables: Tables, line: Line): void {
  const id = word(line, 0);
  const { danger, reefer, value, wagon, alias } = line.given;
  tables.add("commodities.csv", { id, name: title(id), dangerous_class: danger, reefer, aliases: alias });
  if (value) tables.value(id, "valueUsdPerTonne", bare(value), "USD/t");
  if (wagon) tables.value(id, "wagonTonnes", wagon, "t");
}

function addFx(tables: Tables, line: Line): void {
  const [currency, date, rate] = [word(line, 0), word(line, 1), word(line, 2)];
  tables.add("fx.csv", { currency, date, usd_per_unit: rate, source: "assumption:test" });
}

/** `corridor north pass=a,b;c avoid=d`: any of a and b, and c. */
function corridorYaml(line: Line): string {
  const list = (text: string | undefined) => (text ?? "").split(/[;,]/).filter((entry) => entry !== "");
  const quoted = (entries: readonly string[]) => `[${entries.map((entry) => JSON.stringify(entry)).join(", ")}]`;
  const groups = (line.given.pass ?? "").split(";").map((group) => quoted(list(group)));
  return [
    `- id: ${word(line, 0)}`,
    `  name: ${line.given.name ?? title(word(line, 0))}`,
    `  mustPass: [${groups.join(", ")}]`,
    `  mustAvoid: ${quoted(list(line.given.avoid))}`,
    `  variants: ${quoted(list(line.given.variants))}`,
  ].join("\n");
}

const UNITS: readonly (readonly [string, string, number, number, number, number])[] = [
  ["20ft", "20-foot container", 1, 10, 2, 22],
  ["40ft", "40-foot container", 2, 20, 4, 26],
  ["40hc", "40-foot high-cube container", 2, 20, 4, 26],
  ["truck", "Full truck", 2, 20, 15, 24],
  ["wagon", "Railway wagon", 2.5, 60, 25, 68],
];

/** What a dataset needs and a test rarely talks about; a `value` line of the same subject and attribute stands before it. */
function addDefaults(tables: Tables): void {
  tables.add("assumptions.csv", { id: "test", statement: "Invented", defence: "For a test" });
  const stated = (subject: string, attribute: string) =>
    tables.has("values/all.csv", (row) => row.subject === subject && row.attribute === attribute);
  const value = (subject: string, attribute: string, amountOf: number, unit: string) => {
    if (!stated(subject, attribute)) tables.value(subject, attribute, amountOf, unit);
  };
  for (const [id, name, teu, payload, tare, most] of UNITS) {
    tables.add("cargo-units.csv", { id, name, teu });
    value(id, "payloadTonnes", payload, "t");
    value(id, "tareTonnes", tare, "t");
    value(id, "maxPayloadTonnes", most, "t");
  }
  value("small", "costOfCapital", 0.1, "share");
  value("small", "depreciationPerYear", 0, "share");
  value("small", "cargoValue", 20_000, "USD/TEU");
  const known = (code: string) => tables.has("countries.csv", (row) => row.code === code);
  for (const { country } of tables.rowsOf("places.csv")) {
    if (country && !known(String(country))) addCountry(tables, String(country));
  }
}

function headerYaml(settings: Readonly<Record<string, string>>): string {
  const { priceYear = "2026", defaultDate = "2026-12-01", id = "small" } = settings;
  return [
    `id: ${id}`,
    "title: A small corridor",
    "version: 1.0.0",
    "licence: CC0-1.0",
    `priceYear: ${priceYear}`,
    "currency: USD",
    `defaultDate: ${defaultDate}`,
  ].join("\n");
}
