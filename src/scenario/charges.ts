// Which tariffs an edit means, and what happens to their amounts.

import type { LoadedDataset } from "../data/index.ts";
import type { CostKind, Tariff } from "../model/network.ts";
import { attributesOf, type NumbersFound, spanWords } from "./change-numbers.ts";
import { type Change, type Changed, changeAttribute, joinChanged, takesUnit, wordsOf } from "./change-values.ts";
import type { Claim, EditContext } from "./edit-kind.ts";
import { findThing, partsOf, type Thing } from "./things.ts";
import type { Window } from "./window.ts";

export interface ChargeFilter {
  readonly costs?: readonly string[] | undefined;
  readonly party?: string | undefined;
  readonly countries?: readonly string[] | undefined;
  readonly cargo?: readonly string[] | undefined;
}

/** Tariffs of things (all when none are given) that pass the filter. */
export function tariffsOf(
  dataset: LoadedDataset,
  things: readonly Thing[] | undefined,
  { costs, party, countries, cargo }: ChargeFilter,
): Tariff[] {
  const wanted = things === undefined ? undefined : new Set(things.flatMap((thing) => subjectsCharged(dataset, thing)));
  const inCountry = new Set(
    (things ?? []).filter(({ kind }) => kind === "country").map(({ id }) => id.slice("country:".length)),
  );
  return dataset.tariffs.filter(
    (tariff) =>
      (wanted === undefined ||
        wanted.has(tariff.id) ||
        wanted.has(tariff.subject) ||
        (tariff.country !== "" && inCountry.has(tariff.country))) &&
      (costs === undefined || costs.includes(tariff.kind)) &&
      (party === undefined || tariff.party === party) &&
      (countries === undefined || countries.includes(tariff.country)) &&
      (cargo === undefined || tariff.cargo.length === 0 || tariff.cargo.some((kind) => cargo.includes(kind))),
  );
}

/** A place is charged for at its terminals and borders. */
function subjectsCharged(dataset: LoadedDataset, thing: Thing): string[] {
  const parts = partsOf(dataset, thing).map(({ id }) => id);
  if (thing.kind !== "place") return parts;
  return [...parts, ...dataset.borders.filter(({ place }) => place === thing.id).map(({ id }) => id as string)];
}

/** Changes every amount of tariffs; `set` and `add` only those in the unit given. */
export function changeCharges(
  context: EditContext,
  tariffs: readonly Tariff[],
  change: Change,
  window: Window,
): NumbersFound {
  const parts: Changed[] = [];
  const touched: Tariff[] = [];
  const claims: Claim[] = [];
  for (const tariff of tariffs) {
    const attributes = attributesOf(context, tariff.id).filter(
      (attribute) => change.how === "scale" || hasUnit(context, tariff.id, attribute, change.unit),
    );
    if (attributes.length === 0) continue;
    touched.push(tariff);
    for (const attribute of attributes) {
      parts.push(changeAttribute(context, { subject: tariff.id, attribute }, change, window));
      claims.push(claimOnCharge(tariff.id, attribute));
    }
  }
  return { ...joinChanged(parts), touches: touched.map(({ id }) => findThing(context.dataset, id) as Thing), claims };
}

/** The same for every kind of edit that changes what is charged. */
export const claimOnCharge = (tariff: string, attribute: string): Claim => ({
  key: `charge ${tariff} ${attribute}`,
  subject: `${attribute} of tariff ${tariff}`,
});

function hasUnit({ dataset }: EditContext, tariff: string, attribute: string, unit: string): boolean {
  return takesUnit(attribute, unit) && dataset.valuesInOrder(tariff, attribute).some((value) => value.unit === unit);
}

/** Tariffs whose amounts a scenario changed, saying so: what their notes say of the old amounts no longer holds. */
export function notedTariffs(
  { dataset, scenario }: EditContext,
  changed: readonly { readonly subject: string }[],
  words: string,
): Tariff[] {
  const ids = new Set(changed.map(({ subject }) => subject));
  return (
    dataset.tariffs
      // One edit of this scenario after another need not pile up notes.
      .filter(({ id, note }) => ids.has(id) && !note.includes(`in scenario ${scenario.name}`))
      .map((tariff) => ({
        ...tariff,
        note: `${words} in scenario ${scenario.name}${tariff.note === "" ? "" : `; without it: ${tariff.note}`}`,
      }))
  );
}

/** Reports that nothing is charged, with what is. */
export function reportNoCharge(context: EditContext, tariffs: readonly Tariff[], change: Change | undefined): void {
  if (tariffs.length === 0) {
    context.error(
      "",
      "no-such-value",
      "no tariff of the dataset is like that",
      "see tariffs.csv, or kopru data show ID",
    );
    return;
  }
  const units = new Set(tariffs.flatMap(({ id }) => context.dataset.listValues(id)).map(({ unit }) => unit));
  const asked = change === undefined || change.how === "scale" ? "" : change.unit;
  context.error(
    "unit",
    "wrong-unit",
    `none of the ${tariffs.length} tariffs meant is in ${asked}`,
    `they are in ${[...units].join(", ")}; scale changes them all`,
  );
}

export const chargeWords = (found: NumbersFound, change: Change): string => {
  const span = spanWords(found.changes);
  return span === "" ? wordsOf(change) : `changed ${span}`;
};

export const kindWords = (costs: readonly string[] | undefined): string =>
  costs === undefined ? "" : `${(costs as readonly CostKind[]).join(" and ")} `;
