// The ids that an edit names as things of the dataset; what is unknown or of the wrong kind is reported with its place.

import type { EditContext } from "./edit-kind.ts";
import { findThing, type Thing, type ThingKind } from "./things.ts";

const WITH_ARTICLE: Partial<Record<ThingKind, string>> = {
  "water-body": "a water",
  "demand-group": "a group of goods",
};

export const withArticle = (kind: ThingKind): string =>
  WITH_ARTICLE[kind] ?? `${/^[aeiou]/.test(kind) ? "an" : "a"} ${kind.replace("-", " ")}`;

/**
 * Looks each id up.
 * @param field the field that names them, for places of problems
 * @param kinds kinds that this edit can be of
 */
export function pickThings(
  context: EditContext,
  named: string | readonly string[],
  kinds: readonly ThingKind[],
  field = "what",
): Thing[] {
  const ids = typeof named === "string" ? [named] : named;
  const things = new Map<string, Thing>();
  ids.forEach((id, position) => {
    const at = typeof named === "string" ? field : `${field}.${position}`;
    const thing = findThing(context.dataset, id);
    if (thing === undefined) {
      const near = context.near(id, kinds);
      const hint =
        near.length > 0 ? `did you mean ${near.join(" or ")}?` : "kopru data show lists the ids of a dataset";
      context.error(at, "unknown-id", `there is no ${JSON.stringify(id.slice(0, 100))}`, hint);
    } else if (!kinds.includes(thing.kind)) {
      const hint = `name ${kinds.map(withArticle).join(", ")}`;
      context.error(at, "wrong-thing", `${id} is ${withArticle(thing.kind)}, which this edit cannot change`, hint);
    } else if (things.has(id)) {
      context.warn(at, "named-twice", `${id} is named twice`, "once is enough");
    } else things.set(id, thing);
  });
  return [...things.values()];
}

/** `a`, `a and b`, `a, b and 3 more`. */
export function listNames(names: readonly string[], most = 3): string {
  if (names.length === 0) return "nothing";
  if (names.length === 1) return names[0];
  if (names.length <= most) return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  return `${names.slice(0, most - 1).join(", ")} and ${names.length - most + 1} more`;
}

/** With a capital letter in front. */
export const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
