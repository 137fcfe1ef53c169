// The scenario that is being looked at: a ready-made one by its id, or a document of one's own; its edits are plain values,
// changed by plain functions. Pure. What an edit may hold and whether it makes sense is the server's to say (scenario check).

import type { Show } from "./app-state.ts";
import { fromCompact, type Json, toCompact } from "./compact.ts";

/** One change of the network. Other fields go by the kind: set, scale, unit, group, attribute … */
export interface EditDocument {
  readonly edit: string;
  readonly what?: string | readonly string[];
  /** First day. */
  readonly from?: string;
  /** Day after the last. */
  readonly to?: string;
  readonly [field: string]: Json | undefined;
}

/** As in scenarios/*.yaml. */
export interface ScenarioDocument {
  readonly name: string;
  /** In other languages. */
  readonly names?: Readonly<Record<string, string>>;
  readonly baseDate?: string;
  readonly notes?: string;
  readonly edits: readonly EditDocument[];
  readonly demand?: readonly Json[];
  /** Day after the last that is looked at. */
  readonly until?: string;
}

/** A ready-made or kept scenario as it stands, or a document (with what it was made from). */
export type AskedScenario =
  | { readonly id: string }
  | { readonly document: ScenarioDocument; readonly madeFrom?: string };

const OWN = "~";
const ID = /^[a-z0-9][a-z0-9-]{0,79}$/;
const LONGEST = 30_000;

/** For the address: the id of a ready-made one, or `~` (with what it was made from) and the document. */
export function writeScenario(asked: AskedScenario | undefined): string | undefined {
  if (!asked) return undefined;
  if ("id" in asked) return asked.id;
  return `${asked.madeFrom ?? ""}${OWN}${toCompact(asked.document as unknown as Json)}`;
}

/** Reads what `writeScenario` wrote; undefined when it is not that, so that no address can break the page. */
export function readScenario(text: string | null): AskedScenario | undefined {
  if (!text || text.length > LONGEST) return undefined;
  if (ID.test(text)) return { id: text };
  const at = text.indexOf(OWN);
  if (at < 0) return undefined;
  const madeFrom = text.slice(0, at);
  const document = toDocument(fromCompact(text.slice(at + 1)));
  if (!document || (madeFrom !== "" && !ID.test(madeFrom))) return undefined;
  return madeFrom ? { document, madeFrom } : { document };
}

/** A document as far as this page relies on it: a name, and edits with a kind each. */
export function toDocument(value: unknown): ScenarioDocument | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const { name, edits, baseDate, notes, demand } = value as Record<string, unknown>;
  if (typeof name !== "string") return undefined;
  if (edits !== undefined && !Array.isArray(edits)) return undefined;
  if (baseDate !== undefined && baseDate !== null && typeof baseDate !== "string") return undefined;
  if (notes !== undefined && typeof notes !== "string") return undefined;
  if (demand !== undefined && !Array.isArray(demand)) return undefined;
  const list = (edits ?? []) as readonly unknown[];
  const whole = list.every(
    (edit) => typeof edit === "object" && edit !== null && typeof (edit as Record<string, unknown>).edit === "string",
  );
  if (!whole) return undefined;
  const { baseDate: _none, ...rest } = value as ScenarioDocument;
  return { ...rest, ...(baseDate ? { baseDate } : {}), name, edits: list as readonly EditDocument[] };
}

/** Ids that an edit is about. */
export function subjectsOf(edit: EditDocument): readonly string[] {
  if (edit.what === undefined) return [];
  return typeof edit.what === "string" ? [edit.what] : edit.what;
}

/** Fields set to undefined are taken out. */
export function changeEdit(edit: EditDocument, patch: Readonly<Record<string, Json | undefined>>): EditDocument {
  const merged: Record<string, Json | undefined> = { ...edit, ...patch };
  for (const key of Object.keys(merged)) if (merged[key] === undefined) delete merged[key];
  return merged as EditDocument;
}

/** The document with one edit more. An edit of the same kind and subject without other fields is not added twice. */
export function addEdit(document: ScenarioDocument, edit: EditDocument): ScenarioDocument {
  const same = document.edits.some((known) => toCompact(known as Json) === toCompact(edit as Json));
  return same ? document : { ...document, edits: [...document.edits, edit] };
}

export function replaceEdit(
  document: ScenarioDocument,
  index: number,
  edit: EditDocument | undefined,
): ScenarioDocument {
  const edits = document.edits.flatMap((known, at) => (at === index ? (edit ? [edit] : []) : [known]));
  return { ...document, edits };
}

/** Whether there is anything to compare with the base. */
export function changesSomething(document: ScenarioDocument | undefined): boolean {
  return document !== undefined && (document.edits.length > 0 || (document.demand?.length ?? 0) > 0);
}

/** Whether the scenario asked for may differ from the base. */
export function asksForChange(asked: AskedScenario | undefined): boolean {
  return asked !== undefined && ("id" in asked || changesSomething(asked.document));
}

/** Which of base, scenario and difference is drawn. */
export function shownOf(show: Show, changed: boolean): Exclude<Show, "auto"> {
  if (!changed) return "base";
  return show === "auto" ? "difference" : show;
}
