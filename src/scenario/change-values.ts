// Set, scale or add to every row that holds in a window: seasonal and dated rows too, with their ranges, each cut to the
// window. A new number keeps the relative spread of the one it replaces: what is not known about it did not become less.

import { ATTRIBUTES, type AttributeRule } from "../data/attributes.ts";
import { currencyOf, unitKind } from "../data/unit-words.ts";
import type { Value } from "../model/facts.ts";
import { id, type SourceRef } from "../model/ids.ts";
import type { EditContext } from "./edit-kind.ts";
import type { Amount } from "./edits/fields.ts";
import type { ChangedValue } from "./scenario.ts";
import { endOf, meet, startOf, type Window, windowOf } from "./window.ts";

/** What is done to a number. */
export type Change =
  | { readonly how: "scale"; readonly factor: number }
  | { readonly how: "set"; readonly value: number; readonly unit: string }
  | { readonly how: "add"; readonly value: number; readonly unit: string };

export interface Changed {
  /** In order of precedence, to be laid over. */
  readonly rows: readonly Value[];
  readonly changes: readonly ChangedValue[];
  /** Rows hold in the window, and none of them is different. */
  readonly same?: boolean;
}

export const NOTHING_CHANGED: Changed = { rows: [], changes: [] };

export const joinChanged = (parts: readonly Changed[]): Changed => ({
  rows: parts.flatMap(({ rows }) => rows),
  changes: parts.flatMap(({ changes }) => changes),
  same: parts.some(({ same, rows }) => same === true || rows.length > 0),
});

/** The source of a scenario's rows. */
export const sourceIdOf = (scenarioId: string): string => `scenario-${scenarioId}`;
export const sourceOf = (context: EditContext): SourceRef => id<SourceRef>(`source:${sourceIdOf(context.scenario.id)}`);

/**
 * Reads set, scale and add: exactly one of them, with a unit where it is needed.
 * @param fixedUnit the unit taken when none is given
 * @returns undefined when it was reported
 */
export function readChange(
  context: EditContext,
  amount: Amount,
  { fixedUnit, zero = true }: { readonly fixedUnit?: string; readonly zero?: boolean } = {},
): Change | undefined {
  const given = (["set", "scale", "add"] as const).filter((name) => amount[name] !== undefined);
  if (given.length !== 1) {
    context.error(
      given[1] ?? "",
      given.length === 0 ? "missing" : "too-many-amounts",
      given.length === 0 ? "it does not say by how much" : `${given.join(" and ")} stand together`,
      "give one of set, scale and add",
    );
    return undefined;
  }
  const [how] = given;
  const number = amount[how] ?? 0;
  if (!zero && how !== "add" && number <= 0) {
    context.error(
      how,
      "out-of-range",
      `${how} ${number} makes no sense here`,
      "give a number above 0, or close the thing",
    );
    return undefined;
  }
  if (how === "scale") {
    if (amount.unit !== undefined) {
      context.error("unit", "wrong-unit", "a factor has no unit", "leave unit out");
      return undefined;
    }
    return { how, factor: number };
  }
  if (amount.unit !== undefined && fixedUnit !== undefined && !fits(amount.unit, fixedUnit)) {
    context.error(
      "unit",
      "wrong-unit",
      `it is in ${fixedUnit}, not in ${amount.unit}`,
      `give it in ${fixedUnit}, or scale it`,
    );
    return undefined;
  }
  const unit = amount.unit ?? fixedUnit;
  if (unit === undefined) {
    context.error(how, "missing", `${how} ${number} has no unit`, "give unit, as Mt/year or h");
    return undefined;
  }
  return { how, value: number, unit };
}

/** Amounts of demand come in several units; all else has the one it is stored in. */
const fits = (unit: string, fixedUnit: string): boolean => unit === fixedUnit || fixedUnit === "t/year";

/** The change seen from an attribute that falls when the other rises: a headway for a frequency. */
export function inverseOf(change: Change, toInverse: (value: number) => number, unit: string): Change | undefined {
  if (change.how === "scale") return change.factor === 0 ? undefined : { how: "scale", factor: 1 / change.factor };
  if (change.how === "set") return { how: "set", value: toInverse(change.value), unit };
  return undefined;
}

/**
 * Applies a change to one attribute of one subject.
 * @returns the rows; none where no row holds in the window
 */
export function changeAttribute(
  context: EditContext,
  { subject, attribute }: { readonly subject: string; readonly attribute: string },
  change: Change,
  window: Window,
): Changed {
  const rows: Value[] = [];
  const changes: ChangedValue[] = [];
  for (const value of context.dataset.valuesInOrder(subject, attribute)) {
    const held = meet(windowOf(value.validFrom, value.validTo), window);
    if (held === undefined) continue;
    const after = amountAfter(context, value, change);
    if (after === undefined) return NOTHING_CHANGED;
    rows.push(changedRow(context, value, after, change, held));
    if (after !== value.value) {
      const { from, to } = held;
      changes.push({ subject, attribute, unit: value.unit, before: value.value, after, ...windowOf(from, to) });
    }
    // Rows behind one that always holds are never found.
    if (value.months === undefined && startOf(held) <= startOf(window) && endOf(held) >= endOf(window)) break;
  }
  // A row that stays the same must hide a changed one behind it; where all stay the same there is nothing to lay.
  return changes.length === 0 ? { rows: [], changes, same: rows.length > 0 } : { rows, changes };
}

function amountAfter(context: EditContext, value: Value, change: Change): number | undefined {
  if (change.how !== "scale" && change.unit !== value.unit) {
    context.error(
      "unit",
      "wrong-unit",
      `${value.attribute} of ${value.subject} is in ${value.unit}, not in ${change.unit}`,
      `give it in ${value.unit}, or scale it`,
    );
    return undefined;
  }
  const after =
    change.how === "scale"
      ? value.value * change.factor
      : change.how === "set"
        ? change.value
        : value.value + change.value;
  return isInRange(context, value, after, change.how) ? after : undefined;
}

function isInRange(context: EditContext, { subject, attribute, unit }: Value, after: number, how: string): boolean {
  const rule = ATTRIBUTES[attribute];
  if (rule === undefined || (after >= rule.min && after <= rule.max)) return true;
  const negative = after < 0 && rule.min >= 0;
  context.error(
    how,
    negative ? "negative-value" : "out-of-range",
    `${attribute} of ${subject} would be ${round(after)} ${unit}, outside ${rule.min} … ${rule.max}`,
    negative ? "nothing of this kind is below zero" : "check the number and its unit",
  );
  return false;
}

const round = (value: number): number => Number(value.toPrecision(6));

function changedRow(context: EditContext, value: Value, after: number, change: Change, held: Window): Value {
  const { low, high, cv, shape, validFrom: _from, validTo: _to, observations: _n, ...rest } = value;
  const factor = change.how === "scale" ? change.factor : value.value === 0 ? undefined : after / value.value;
  // At nothing there is no spread, and a new number where there was none has no known one.
  const spread =
    factor === undefined || factor <= 0
      ? { shape: "point" as const }
      : {
          shape,
          ...(low === undefined ? {} : { low: low * factor }),
          ...(high === undefined ? {} : { high: high * factor }),
          ...(cv === undefined ? {} : { cv }),
        };
  return {
    ...rest,
    ...spread,
    value: after,
    ...(held.from === undefined ? {} : { validFrom: held.from }),
    ...(held.to === undefined ? {} : { validTo: held.to }),
    basis: "assumed",
    source: sourceOf(context),
    place: context.place(),
    note: `${wordsOf(change)} in scenario ${context.scenario.name}; ${round(value.value)} ${value.unit} (${value.place}, ${value.source}) without it`,
  };
}

/** `scaled by 0.5`, `set to 12 h`, `12 h more`. */
export function wordsOf(change: Change): string {
  if (change.how === "scale") return `scaled by ${round(change.factor)}`;
  if (change.how === "set") return `set to ${round(change.value)} ${change.unit}`;
  return `${round(Math.abs(change.value))} ${change.unit} ${change.value < 0 ? "less" : "more"}`;
}

/** A row where the dataset had none. */
export function newRow(
  context: EditContext,
  { subject, attribute, value, unit }: Pick<Value, "subject" | "attribute" | "value" | "unit">,
  window: Window,
): Changed {
  const row: Value = {
    subject,
    attribute,
    value,
    unit,
    shape: "point",
    ...(window.from === undefined ? {} : { validFrom: window.from }),
    ...(window.to === undefined ? {} : { validTo: window.to }),
    basis: "assumed",
    asOf: context.scenario.baseDate,
    source: sourceOf(context),
    use: "model",
    note: `stated by scenario ${context.scenario.name}`,
    place: context.place(),
  };
  if (!hasRate(context, unit) || !isInRange(context, row, value, "set")) return NOTHING_CHANGED;
  return { rows: [row], changes: [{ subject, attribute, unit, after: value, ...windowOf(window.from, window.to) }] };
}

/** Money without an exchange rate is worth nothing that could be told. */
function hasRate(context: EditContext, unit: string): boolean {
  const currency = currencyOf(unit);
  const known = new Set(["USD", ...context.dataset.exchangeRates.map((rate) => rate.currency)]);
  if (currency === undefined || known.has(currency)) return true;
  context.error(
    "unit",
    "unknown-currency",
    `${currency} has no exchange rate`,
    `one of ${[...known].sort().join(", ")}`,
  );
  return false;
}

/** Units of an attribute in words; money of any currency is written in dollars. */
export const unitsOf = (attribute: string): string[] =>
  (ruleOf(attribute)?.units ?? []).map((unit) => unit.replace("money/", "USD/"));

/** Whether an attribute can be given in a unit. */
export const takesUnit = (attribute: string, unit: string): boolean =>
  ruleOf(attribute)?.units.includes(unitKind(unit)) ?? false;

/** Undefined for a word that is no attribute, `constructor` among them. */
const ruleOf = (attribute: string): AttributeRule | undefined =>
  Object.hasOwn(ATTRIBUTES, attribute) ? ATTRIBUTES[attribute] : undefined;
