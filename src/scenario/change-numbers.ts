// What the kinds of edit that change numbers have in common: which attributes of which things they change, and what they say
// when there is nothing of the kind.

import { ATTRIBUTES } from "../data/attributes.ts";
import {
  type Change,
  type Changed,
  changeAttribute,
  joinChanged,
  newRow,
  takesUnit,
  unitsOf,
} from "./change-values.ts";
import type { Claim, EditContext, Resolved } from "./edit-kind.ts";
import type { ChangedValue, Touched } from "./scenario.ts";
import { partsOf, subjectName, subjectsOf, type Thing } from "./things.ts";
import { endOf, startOf, type Window, windowOf, windowWords } from "./window.ts";

/** How an attribute follows a change; undefined: it does not. */
export type Follows = (attribute: string, change: Change) => Change | undefined;

export interface NumbersAsked {
  readonly things: readonly Thing[];
  readonly change: Change;
  readonly window: Window;
  readonly follows: Follows;
  /** Kind of edit, in front of claims. */
  readonly group: string;
  /** The attribute itself, when there were none of it: a new number may be set there. */
  readonly settable: readonly string[];
  /** For messages: `capacity`. */
  readonly noun: string;
}

export interface NumbersFound extends Changed {
  readonly touches: readonly Touched[];
  readonly claims: readonly Claim[];
}

/** Changes every attribute that follows, of every thing and its parts. Reports things that have none. */
export function changeNumbers(context: EditContext, asked: NumbersAsked): NumbersFound {
  const touches = new Map<string, Touched>();
  const claims: Claim[] = [];
  const parts: Changed[] = [];
  const done = new Set<string>();
  for (const thing of asked.things) {
    let found = false;
    for (const part of partsOf(context.dataset, thing)) {
      const changed = changePart(context, asked, part, done);
      if (changed === undefined) continue;
      found = true;
      touches.set(part.id, { id: part.id, kind: part.kind, name: part.name });
      claims.push(...changed.claims);
      parts.push(changed);
    }
    if (found) continue;
    const made = setNew(context, asked, thing);
    if (made === undefined) reportNone(context, asked, thing);
    else {
      touches.set(thing.id, { id: thing.id, kind: thing.kind, name: thing.name });
      parts.push(made);
      claims.push(...made.changes.map((changedValue) => claimOn(context, asked.group, changedValue)));
    }
  }
  return { ...joinChanged(parts), touches: [...touches.values()], claims };
}

const claimOn = (
  { dataset }: EditContext,
  group: string,
  { subject, attribute }: { subject: string; attribute: string },
): Claim => ({ key: `${group} ${subject} ${attribute}`, subject: `${attribute} of ${subjectName(dataset, subject)}` });

function changePart(
  context: EditContext,
  { change, window, follows, group }: NumbersAsked,
  part: Thing,
  done: Set<string>,
): (Changed & { claims: Claim[] }) | undefined {
  const changed: Changed[] = [];
  const claims: Claim[] = [];
  let has = false;
  for (const subject of subjectsOf(context.dataset, part)) {
    for (const attribute of attributesOf(context, subject)) {
      const following = follows(attribute, change);
      if (following === undefined) continue;
      has = true;
      if (done.has(`${subject} ${attribute}`)) continue;
      done.add(`${subject} ${attribute}`);
      const laid = changeAttribute(context, { subject, attribute }, following, window);
      const missing = laid.rows.length === 0 && laid.same !== true && following.how === "set";
      changed.push(
        missing ? newRow(context, { subject, attribute, value: following.value, unit: following.unit }, window) : laid,
      );
      claims.push(claimOn(context, group, { subject, attribute }));
    }
  }
  return has ? { ...joinChanged(changed), claims } : undefined;
}

/** Attributes that a subject has rows of for the model, in the order of their first row. */
export function attributesOf({ dataset }: Pick<EditContext, "dataset">, subject: string): string[] {
  return [
    ...new Set(
      dataset
        .listValues(subject)
        .filter(({ use }) => use === "model")
        .map(({ attribute }) => attribute),
    ),
  ];
}

/** A number that the dataset does not state may be set where it has its place. */
function setNew(context: EditContext, { change, window, settable }: NumbersAsked, thing: Thing): Changed | undefined {
  if (change.how !== "set") return undefined;
  const attribute = settable.find(
    (name) =>
      takesUnit(name, change.unit) && (ATTRIBUTES[name]?.of as readonly string[] | undefined)?.includes(thing.kind),
  );
  if (attribute === undefined) return undefined;
  return newRow(context, { subject: thing.id, attribute, value: change.value, unit: change.unit }, window);
}

function reportNone(context: EditContext, { noun, settable, change }: NumbersAsked, thing: Thing): void {
  const has = new Set(
    partsOf(context.dataset, thing)
      .flatMap((part) => subjectsOf(context.dataset, part))
      .flatMap((subject) => attributesOf(context, subject)),
  );
  const units = [...new Set(settable.filter((name) => fits(name, thing)).flatMap(unitsOf))];
  const hint =
    change.how === "set" && units.length > 0
      ? `it can be set in ${units.join(", ")}`
      : `${has.size === 0 ? "it has no numbers at all" : `it has ${[...has].join(", ")}`}${units.length > 0 ? `; ${noun} can be set in ${units.join(", ")}` : ""}`;
  context.error("what", "no-such-value", `${thing.name} (${thing.id}) has no ${noun}`, hint);
}

const fits = (attribute: string, thing: Thing): boolean =>
  (ATTRIBUTES[attribute]?.of as readonly string[] | undefined)?.includes(thing.kind) ?? false;

/** Resolved form of a change of numbers; says why when nothing is different. */
export function resolvedNumbers(found: NumbersFound, window: Window, sentence: string): Resolved {
  const nothing =
    found.changes.length > 0
      ? undefined
      : found.rows.length > 0 || found.same === true
        ? "the numbers are the same as before"
        : "no row holds in that window";
  return {
    sentence,
    window,
    touches: found.touches,
    values: found.changes,
    claims: found.claims,
    rows: { values: found.rows },
    nothing,
  };
}

/** The one number before and after where all changes are alike, in words: `from 12 to 60 trains/day`. */
export function spanWords(changes: readonly ChangedValue[]): string {
  const [first] = changes;
  if (first === undefined || changes.some((other) => other.before !== first.before || other.after !== first.after))
    return "";
  const before = first.before === undefined ? "" : `from ${toWords(first.before)} `;
  return `${before}to ${toWords(first.after)} ${first.unit}`;
}

export const toWords = (value: number): string =>
  Number(value.toPrecision(4)).toLocaleString("en-US", { maximumFractionDigits: 4 });

/** `of A and B, from 1 to 31 May 2026`. */
export const when = (window: Window): string => {
  const words = windowWords(windowOf(window.from, window.to));
  return words === "" ? "" : ` ${words}`;
};

/** Whether a window has both or one of its ends after the other; reported otherwise. */
export function checkWindow(context: EditContext, window: Window): void {
  if (startOf(window) < endOf(window)) return;
  context.error(
    "to",
    "empty-window",
    `ends on ${window.to}, not after its first day ${window.from}`,
    "to is the first day on which it no longer holds",
  );
}
