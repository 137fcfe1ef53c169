// A scenario file (YAML) or a document from elsewhere → Scenario, with the line and column of every problem at once. Only the
// form is checked here; whether things exist and numbers make sense is told by resolve-scenario.ts, which knows the dataset.

import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { InvalidInput, type Problem } from "../model/problem.ts";
import { codeOf, findNoCharacter, isNestedTooDeep } from "./odd-text.ts";
import { type FormReader, formReader } from "./read-form.ts";
import type { Scenario, ScenarioDocument } from "./scenario.ts";
import { readParts, type ScenarioParts } from "./scenario-parts.ts";

/** Longer texts are no scenario that people review. */
const MAX_CHARACTERS = 1_000_000;
const MAX_FAULTS = 50;

/**
 * Reads the text of a scenario file.
 * @param place the file's name, for messages; the id is its last part without the ending
 * @throws InvalidInput with every problem, each at `file:line:column`
 */
export function readScenario(text: string, place: string): Scenario {
  return wholeOf(readScenarioParts(text, place));
}

/**
 * Reads a scenario that came as a document (JSON).
 * @throws InvalidInput with every problem, each at a field as `scenario.edits.2.from`
 */
export function scenarioFromDocument(document: unknown, id: string): Scenario {
  return wholeOf(documentParts(document, id));
}

/** What of a text has the right form, with the problems of the rest. */
export function readScenarioParts(text: string, place: string): ScenarioParts {
  const problems: Problem[] = [];
  const { value, placeOf, places } = parseYaml(text, place, problems);
  return readParts(value, idOf(place), formReader(placeOf, problems), places);
}

/** The same of a document. */
export function documentParts(document: unknown, id: string): ScenarioParts {
  const placeOf = (path: string) => (path === "" ? "scenario" : `scenario.${path}`);
  return readParts(document, id, formReader(placeOf, []), undefined);
}

function wholeOf({ scenario, problems }: ScenarioParts): Scenario {
  if (problems.length > 0) throw new InvalidInput(problems);
  return scenario;
}

/** `scenarios/cut-off.yaml` → `cut-off`. */
export function idOf(place: string): string {
  const last = place.split(/[\\/]/).at(-1) ?? "";
  const words = last
    .replace(/\.[a-z]+$/i, "")
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return words === null ? "scenario" : words.join("-").slice(0, 80);
}

interface Parsed {
  /** Plain values; undefined when the text is no YAML. */
  readonly value: unknown;
  readonly placeOf: FormReader["placeOf"];
  readonly places: Readonly<Record<string, string>>;
}

function parseYaml(text: string, file: string, problems: Problem[]): Parsed {
  const lines = new LineCounter();
  const places: Record<string, string> = {};
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const placeOf = (path: string): string => {
    for (let known = path; ; known = known.slice(0, Math.max(0, known.lastIndexOf(".")))) {
      if (places[known] !== undefined) return places[known];
      if (known === "") return `${file}:1:1`;
    }
  };
  const none = { value: undefined, placeOf, places };
  const unreadable = whyUnreadable(text, file);
  if (unreadable !== undefined) {
    problems.push(unreadable);
    return none;
  }
  const document = parseDocument(text.replace(/^\ufeff/, ""), { lineCounter: lines, prettyErrors: false });
  for (const { code, message, pos } of document.errors.slice(0, MAX_FAULTS)) {
    const [ours, hint] = OUR_WORDS[code] ?? [message, "check indentation, quotes and colons"];
    problems.push({ code: "malformed-yaml", place: at(pos[0]), message: ours, hint });
  }
  if (document.errors.length > 0) return none;
  notePlaces(document.contents, "", places, at);
  try {
    return { value: document.toJS({ maxAliasCount: 50 }), placeOf, places };
  } catch {
    const message = "aliases that repeat one another too often";
    problems.push({ code: "malformed-yaml", place: `${file}:1:1`, message, hint: "write it out without aliases" });
    return none;
  }
}

/** Faults that the library tells in words of its own, or of programmers. */
const OUR_WORDS: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  MULTIPLE_DOCS: ["a second document begins here", "one scenario a file: leave --- out"],
  DUPLICATE_KEY: ["this name stands here a second time", "keep one of the two"],
  RESOURCE_EXHAUSTION: ["nested too deeply", "a scenario has five levels"],
};

/** What is looked at before anything is parsed. */
function whyUnreadable(text: string, file: string): Problem | undefined {
  if (text.length > MAX_CHARACTERS) {
    const message = `${text.length} characters, at most ${MAX_CHARACTERS} are read`;
    return { code: "too-large", place: file, message, hint: "split the scenario" };
  }
  const odd = findNoCharacter(text);
  if (odd >= 0) {
    const before = text.slice(0, odd).split("\n");
    const place = `${file}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
    const hint = "take it out: a text has letters, spaces and line ends";
    return { code: "malformed-yaml", place, message: `${codeOf(text, odd)} is no character of a text`, hint };
  }
  if (!isNestedTooDeep(text)) return undefined;
  const [message, hint] = OUR_WORDS.RESOURCE_EXHAUSTION;
  return { code: "malformed-yaml", place: `${file}:1:1`, message, hint };
}

/** Where each entry stands, by its path. */
function notePlaces(node: unknown, path: string, places: Record<string, string>, at: (offset: number) => string): void {
  const start = (node as Node | null)?.range?.[0];
  if (start !== undefined) places[path] ??= at(start);
  const inner = (key: string) => (path === "" ? key : `${path}.${key}`);
  if (isMap(node)) {
    for (const pair of node.items) {
      if (!isPair(pair) || !isScalar(pair.key)) continue;
      const key = inner(String(pair.key.value));
      // An entry without a value is found at its name.
      if (pair.value === null && pair.key.range) places[key] = at(pair.key.range[0]);
      else notePlaces(pair.value, key, places, at);
      if (pair.key.range) places[`${key}#name`] = at(pair.key.range[0]);
    }
  } else if (isSeq(node)) {
    node.items.forEach((item, position) => {
      notePlaces(item, inner(String(position)), places, at);
    });
  }
}

/** The scenario as a document, without its id and the places of its parts. */
export function toDocument({ name, names, baseDate, until, notes, demand, edits }: Scenario): ScenarioDocument {
  return {
    name,
    ...(names === undefined ? {} : { names }),
    baseDate,
    ...(until === undefined ? {} : { until }),
    ...(notes === "" ? {} : { notes }),
    ...(demand.length === 0 ? {} : { demand: [...demand] }),
    edits: [...edits],
  };
}
