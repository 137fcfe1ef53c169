// The parts of a scenario that have the right form, each with its number in the document, and the problems of the others. A
// part with one wrong field is kept without that field, so that what else is wrong with it can be told in the same breath.

import { z } from "zod";
import type { Problem } from "../model/problem.ts";
import { type Edit, type EditKindName, editForm } from "./edits/list.ts";
import { oddTexts } from "./odd-text.ts";
import type { FormReader } from "./read-form.ts";
import { type DemandFactor, demandFactorForm, type Scenario, scenarioForm } from "./scenario.ts";

export interface ScenarioParts {
  /** Of the parts that are right; whole when there are no problems. */
  readonly scenario: Scenario;
  /** Edits with their position in the document, those that lack a field that was wrong included. */
  readonly edits: readonly ReadEdit[];
  readonly problems: readonly Problem[];
}

export interface ReadEdit {
  readonly position: number;
  readonly edit: Edit;
  /** It lacks fields that were wrong: that something is missing is told already. */
  readonly lacks?: boolean;
}

const forms = new Map(editForm.options.map((form) => [form.shape.edit.value, form] as const));
/** `scenarios` are long lists by the hundred at most. */
const MAX_EDITS = 500;

export function readParts(
  value: unknown,
  id: string,
  reader: FormReader,
  places: Readonly<Record<string, string>> | undefined,
): ScenarioParts {
  const { problems } = reader;
  const isDocument = typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isDocument && problems.length === 0)
    reader.report(
      "",
      "not-a-map",
      "a scenario is a list of `name: value` lines",
      "name, baseDate and edits, as docs/method/scenarios.md shows",
    );
  const document: Readonly<Record<string, unknown>> = isDocument ? (value as Record<string, unknown>) : {};
  for (const path of oddTexts(document))
    reader.report(
      path,
      "wrong-format",
      "a character that no text has",
      "take out what steers a terminal or has no letter",
    );
  const head = isDocument ? readHead(document, reader) : {};
  const demand = listOf(document, "demand", reader).flatMap((entry, i): DemandFactor[] => {
    const factor = reader.read(demandFactorForm, entry, `demand.${i}`);
    return factor === undefined ? [] : [factor];
  });
  const edits = listOf(document, "edits", reader).flatMap((entry, position) => {
    return readEdit(entry, position, reader) ?? [];
  });
  const scenario: Scenario = {
    id,
    name: textOf(head, "name") ?? id,
    ...(head.names === undefined ? {} : { names: head.names as NonNullable<Scenario["names"]> }),
    baseDate: textOf(head, "baseDate") ?? "2025-01-01",
    ...(textOf(head, "until") === undefined ? {} : { until: textOf(head, "until") as string }),
    notes: textOf(head, "notes") ?? "",
    demand,
    edits: edits.map(({ edit }) => edit),
    ...(places === undefined ? {} : { places }),
  };
  return { scenario, edits, problems };
}

const textOf = (head: Readonly<Record<string, unknown>>, key: string): string | undefined => {
  const text = head[key];
  return typeof text === "string" ? text.trim() : undefined;
};

function readHead(document: Readonly<Record<string, unknown>>, reader: FormReader): Record<string, unknown> {
  const known = Object.keys(scenarioForm.shape);
  const { edits: _edits, demand: _demand, ...head } = document;
  const form = z.strictObject(scenarioForm.omit({ edits: true, demand: true }).shape);
  const wrong = new Set<string>();
  const read = reader.read(form, head, "", { wrong, fields: known });
  if (read === undefined) {
    return Object.fromEntries(Object.entries(head).filter(([key]) => known.includes(key) && !wrong.has(key)));
  }
  if (read.until !== undefined && read.until <= read.baseDate)
    reader.report(
      "until",
      "empty-window",
      `until ${read.until} is not after baseDate ${read.baseDate}`,
      "until is the first day no longer looked at",
    );
  return read;
}

function listOf(document: Readonly<Record<string, unknown>>, key: string, reader: FormReader): readonly unknown[] {
  const list = document[key];
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) {
    reader.report(key, "not-a-list", `${key} is no list`, "lines that start with -");
    return [];
  }
  if (list.length <= MAX_EDITS) return list;
  reader.report(
    key,
    "out-of-range",
    `${list.length} entries, at most ${MAX_EDITS} are read`,
    "name groups of things together",
  );
  return list.slice(0, MAX_EDITS);
}

function readEdit(entry: unknown, position: number, reader: FormReader): ReadEdit | undefined {
  const path = `edits.${position}`;
  if (typeof entry !== "object" || entry === null || Array.isArray(entry)) {
    reader.report(path, "not-a-map", "an edit is a list of `name: value` lines", "as { edit: close, what: ID }");
    return undefined;
  }
  const fields = entry as Readonly<Record<string, unknown>>;
  const form = forms.get(fields.edit as EditKindName);
  if (form === undefined) {
    reader.read(z.looseObject({ edit: z.enum([...forms.keys()] as [string, ...string[]]) }), entry, path);
    return undefined;
  }
  const wrong = new Set<string>();
  const edit = reader.read(form, entry, path, { wrong });
  if (edit !== undefined) return { position, edit: edit as Edit };
  const rest = Object.fromEntries(Object.entries(fields).filter(([field]) => !wrong.has(field)));
  const partial = form.safeParse(rest);
  return partial.success ? { position, edit: partial.data as Edit, lacks: true } : undefined;
}
