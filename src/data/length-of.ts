// The length of a link for checks and exports, whether or not it stands on the date looked at.

import type { Dataset } from "../model/dataset.ts";
import type { Value } from "../model/facts.ts";
import { type InstantHours, instant } from "../model/units.ts";

/** The row that holds on the dataset's default date, else any model row: a planned line has its length later. */
export function anyValue(dataset: Dataset, subject: string, attribute: string): Value | undefined {
  const at: InstantHours = instant(dataset.defaultDate);
  return (
    dataset.findValue(subject, attribute, at) ??
    dataset.listValues(subject).find((value) => value.attribute === attribute && value.use === "model")
  );
}

/** Length in kilometres, or undefined when the dataset has none. */
export const lengthOf = (dataset: Dataset, link: { readonly id: string }): number | undefined =>
  anyValue(dataset, link.id, "lengthKm")?.value;
