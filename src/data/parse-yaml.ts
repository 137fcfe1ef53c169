// dataset.yaml (what the dataset is) and corridors.yaml (rules that give a path its name).

import type { DatasetExample } from "../model/dataset.ts";
import { type CorridorId, id, isId } from "../model/ids.ts";
import type { Corridor } from "../model/network.ts";
import type { Findings } from "./findings.ts";
import type { RawYaml } from "./read-layer.ts";
import { YamlReader } from "./yaml-reader.ts";

export interface DatasetHeader {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly licence: string;
  readonly attribution: string;
  readonly priceYear: number;
  readonly defaultDate: string;
  readonly examples: readonly DatasetExample[];
}

const HEADER_KEYS = [
  "id",
  "title",
  "version",
  "licence",
  "priceYear",
  "currency",
  "defaultDate",
  "attribution",
  "examples",
];

/** The header of a base. */
export function parseHeader(yaml: RawYaml, findings: Findings): DatasetHeader {
  const reader = new YamlReader(yaml, findings, [], yaml.value);
  reader.onlyKeys(HEADER_KEYS);
  const datasetId = reader.required("id");
  if (datasetId !== "" && !isId(datasetId))
    reader.error("id", "bad-id", `${datasetId} is no id`, "lower-case letters and digits, words joined by -");
  if (reader.required("currency") !== "USD")
    reader.error(
      "currency",
      "wrong-currency",
      "results are in USD",
      "write USD; money in other currencies is converted with fx.csv",
    );
  return {
    id: datasetId,
    title: reader.required("title"),
    version: reader.required("version"),
    licence: reader.required("licence"),
    attribution: reader.text("attribution"),
    priceYear: reader.number("priceYear", 1950, 2100),
    defaultDate: reader.date("defaultDate"),
    examples: reader.maps("examples").map(parseExample),
  };
}

function parseExample(reader: YamlReader): DatasetExample {
  reader.onlyKeys(["from", "to", "cargo", "depart", "label"]);
  return {
    from: reader.required("from"),
    to: reader.required("to"),
    cargo: reader.required("cargo"),
    depart: reader.date("depart"),
    label: parseLabel(reader),
  };
}

/** One text, or a text by language. */
function parseLabel(reader: YamlReader): DatasetExample["label"] {
  if (typeof reader.raw("label") === "string") return { en: reader.required("label") };
  const label = reader.map("label");
  label.onlyKeys(["en", "kk", "az", "ru"]);
  const en = label.required("en");
  const others = (["kk", "az", "ru"] as const).flatMap((language) => {
    const text = label.text(language);
    return text === "" ? [] : [[language, text] as const];
  });
  return { en, ...Object.fromEntries(others) };
}

/** Title and version of an overlay; anything else it may say of itself has no effect and is warned of. */
export function parseOverlayHeader(yaml: RawYaml, findings: Findings): { title: string; version: string } {
  const reader = new YamlReader(yaml, findings, [], yaml.value);
  reader.onlyKeys(HEADER_KEYS);
  for (const key of ["priceYear", "currency", "defaultDate", "examples"]) {
    if (reader.raw(key) !== undefined) {
      findings.warnings.push({
        code: "no-effect",
        place: reader.place(key),
        message: `${key} of an overlay has no effect`,
        hint: "the base states it",
      });
    }
  }
  return { title: reader.text("title"), version: reader.text("version") };
}

export interface CorridorEntry {
  readonly corridor: Corridor;
  readonly ok: boolean;
  readonly place: (key?: string) => string;
}

const CORRIDOR_KEYS = [
  "id",
  "name",
  "name_kk",
  "name_az",
  "name_ru",
  "mustPass",
  "mustAvoid",
  "variants",
  "family",
  "remarks",
];

export function parseCorridors(yaml: RawYaml, findings: Findings): CorridorEntry[] {
  const list: unknown = yaml.value;
  if (list === null || list === undefined) return [];
  if (!Array.isArray(list)) {
    findings.errors.push({
      code: "not-a-list",
      place: `${yaml.path}:1:1`,
      message: "corridors are a list",
      hint: "start each with `- id: …`",
    });
    return [];
  }
  return list.map((entry, index) => {
    const reader = new YamlReader(yaml, findings, [index], entry);
    const corridor = parseCorridor(reader);
    return { corridor, ok: reader.ok, place: (key) => reader.place(key) };
  });
}

function parseCorridor(reader: YamlReader): Corridor {
  reader.onlyKeys(CORRIDOR_KEYS);
  const corridorId = reader.required("id");
  if (corridorId !== "" && !isId(corridorId))
    reader.error("id", "bad-id", `${corridorId} is no id`, "lower-case letters and digits, words joined by -");
  const en = reader.required("name");
  const mustPass = reader.list("mustPass").map((inner) => {
    const any = Array.isArray(inner) ? inner : [inner];
    if (any.length === 0 || any.some((entry) => typeof entry !== "string")) {
      reader.error(
        "mustPass",
        "bad-rule",
        "each entry of mustPass is a list of ids",
        "as [[port-a, port-b], [country:XA]]",
      );
      return [];
    }
    return any as string[];
  });
  return {
    id: id<CorridorId>(corridorId),
    names: { en, kk: reader.text("name_kk") || en, az: reader.text("name_az") || en, ru: reader.text("name_ru") || en },
    mustPass,
    mustAvoid: reader.texts("mustAvoid"),
    variants: reader.texts("variants"),
    family: reader.text("family") || corridorId,
    remarks: reader.texts("remarks"),
  };
}
