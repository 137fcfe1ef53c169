// What new places, links and services need before they may join a dataset: ids of their own, ends that exist, and values that
// have the attributes, units and ranges of docs/data.md, as if they stood in its files.

import { ATTRIBUTES, type SubjectKind } from "../data/attributes.ts";
import { isUnit } from "../data/unit-words.ts";
import { didYouMean } from "../lib/nearest-word.ts";
import type { CountryCode } from "../model/ids.ts";
import { type Changed, joinChanged, newRow, takesUnit, unitsOf } from "./change-values.ts";
import type { EditContext } from "./edit-kind.ts";
import { findThing, type ThingKind } from "./things.ts";
import type { Window } from "./window.ts";

/** Reports an id that the dataset has already. */
export function checkNewId(context: EditContext, id: string): void {
  const known = findThing(context.dataset, id);
  if (known !== undefined)
    context.error("id", "duplicate-id", `${id} is there already: ${known.name}`, "give the new thing another id");
}

/** Reports an id that names no thing of a kind. */
export function checkNamed(context: EditContext, field: string, id: string, kind: ThingKind): void {
  if (findThing(context.dataset, id)?.kind === kind) return;
  const near = context.near(id, [kind]);
  context.error(
    field,
    "unknown-id",
    `there is no ${kind} ${JSON.stringify(id.slice(0, 100))}`,
    near.length > 0 ? `did you mean ${near.join(" or ")}?` : "add it first, or correct the id",
  );
}

export function checkCountry(context: EditContext, field: string, code: string): void {
  if (context.dataset.countries.has(code as CountryCode)) return;
  context.error(field, "unknown-country", `${code} is no country of the dataset`, "two letters, as in countries.csv");
}

type Given = Readonly<Record<string, number | { readonly value: number; readonly unit: string }>>;

/**
 * The values of a new thing as rows.
 * @param needed attributes without which nothing can be planned on it; each entry is a list of which one is enough
 */
export function newValues(
  context: EditContext,
  subject: string,
  kind: SubjectKind,
  values: Given,
  needed: readonly (readonly string[])[],
  window: Window,
): Changed {
  const known = Object.keys(ATTRIBUTES).filter((attribute) => ATTRIBUTES[attribute].of.includes(kind));
  const parts = Object.entries(values).map(([attribute, given]) => {
    const field = `values.${attribute}`;
    if (!known.includes(attribute)) {
      context.error(
        field,
        "unknown-attribute",
        `${attribute} does not describe a ${kind}`,
        didYouMean(attribute, known, `it has ${known.join(", ")}`),
      );
      return { rows: [], changes: [] };
    }
    const [usual] = unitsOf(attribute);
    const { value, unit } = typeof given === "number" ? { value: given, unit: usual } : given;
    if (!isUnit(unit) || !takesUnit(attribute, unit)) {
      context.error(
        field,
        "wrong-unit",
        `${attribute} cannot be in ${unit}`,
        `it is in ${unitsOf(attribute).join(", ")}`,
      );
      return { rows: [], changes: [] };
    }
    return newRow(context, { subject, attribute, value, unit }, window);
  });
  for (const choice of needed) {
    if (choice.some((attribute) => Object.hasOwn(values, attribute))) continue;
    context.error(
      "values",
      "missing",
      `${choice.join(" or ")} is missing`,
      `give it under values, in ${unitsOf(choice[0]).join(" or ")}`,
    );
  }
  return joinChanged(parts);
}
