// Reads entries of a YAML file as typed values with the place of each complaint. For dataset.yaml and corridors.yaml.

import { isNode } from "yaml";
import { didYouMean } from "../lib/nearest-word.ts";
import type { Findings } from "./findings.ts";
import type { RawYaml } from "./read-layer.ts";
import { isIsoDate, show } from "./row-reader.ts";

type Path = readonly (string | number)[];

/** A map inside a YAML file; every reading method reports at most one problem and gives a harmless stand-in then. */
export class YamlReader {
  readonly #yaml: RawYaml;
  readonly #findings: Findings;
  readonly #path: Path;
  readonly #value: Readonly<Record<string, unknown>>;
  ok = true;

  constructor(yaml: RawYaml, findings: Findings, path: Path, value: unknown) {
    this.#yaml = yaml;
    this.#findings = findings;
    this.#path = path;
    const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
    this.#value = isMap ? (value as Record<string, unknown>) : {};
    if (!isMap) this.error("", "not-a-map", "a list of `name: value` lines is expected here", "see docs/data.md");
  }

  /** `file:line:column` of an entry, or of the map. */
  place(key = ""): string {
    for (let path = key === "" ? this.#path : [...this.#path, key]; ; path = path.slice(0, -1)) {
      const node = path.length === 0 ? this.#yaml.document.contents : this.#yaml.document.getIn(path, true);
      if (isNode(node) && node.range) {
        const { line, col } = this.#yaml.lines.linePos(node.range[0]);
        return `${this.#yaml.path}:${line}:${col}`;
      }
      if (path.length === 0) return `${this.#yaml.path}:1:1`;
    }
  }

  error(key: string, code: string, message: string, hint: string): void {
    this.ok = false;
    this.#findings.errors.push({ code, place: this.place(key), message, hint });
  }

  /** Complains of keys that are not known. */
  onlyKeys(known: readonly string[]): void {
    for (const key of Object.keys(this.#value)) {
      if (!known.includes(key))
        this.error(
          key,
          "unknown-key",
          `unknown entry ${show(key)}`,
          didYouMean(key, known, `entries are ${known.join(", ")}`),
        );
    }
  }

  text(key: string): string {
    const value = Object.hasOwn(this.#value, key) ? this.#value[key] : undefined;
    if (value === undefined || value === null) return "";
    if (typeof value === "string") return value.trim();
    if (typeof value === "number") return String(value);
    this.error(key, "not-a-text", `${key} is no text`, "write it on one line");
    return "";
  }

  required(key: string): string {
    const text = this.text(key);
    if (text === "" && this.ok) this.error(key, "missing-value", `${key} is missing`, `give ${key}`);
    return text;
  }

  number(key: string, min: number, max: number): number {
    const value = this.#value[key];
    if (typeof value === "number" && value >= min && value <= max) return value;
    this.error(key, "bad-number", `${key} is no number from ${min} to ${max}`, "digits only");
    return min;
  }

  /** A valid date in any case, so that checks can go on. */
  date(key: string): string {
    const text = this.required(key);
    if (isIsoDate(text)) return text;
    if (text !== "") this.error(key, "bad-date", `${show(text)} is no date`, "an existing day as 2026-12-01");
    return "2025-01-01";
  }

  list(key: string): readonly unknown[] {
    const value = this.#value[key];
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value;
    this.error(key, "not-a-list", `${key} is no list`, "[a, b] or lines with -");
    return [];
  }

  texts(key: string): string[] {
    const list = this.list(key);
    if (list.every((entry) => typeof entry === "string")) return [...(list as string[])];
    this.error(key, "not-a-text", `${key} has entries that are no text`, "a list of words");
    return [];
  }

  /** A list of maps, each with its own place. */
  maps(key: string): YamlReader[] {
    return this.list(key).map(
      (entry, index) => new YamlReader(this.#yaml, this.#findings, [...this.#path, key, index], entry),
    );
  }

  /** The raw entry, for what can be of two kinds. */
  raw(key: string): unknown {
    return this.#value[key];
  }

  map(key: string): YamlReader {
    return new YamlReader(this.#yaml, this.#findings, [...this.#path, key], this.#value[key]);
  }
}
