// What can be done to a thing by one click, by the kind of thing, and which fields an edit of a kind shows. Pure.

import type { EditDocument } from "../../state/scenario.ts";

export interface Offer {
  /** Names it in the words: `offer.close`. */
  readonly id: string;
  readonly make: (thing: string) => EditDocument;
}

const offer = (id: string, edit: string, fields: Omit<EditDocument, "edit" | "what"> = {}): Offer => ({
  id,
  make: (thing) => ({ edit, what: thing, ...fields }),
});

const CLOSE = offer("close", "close");
const OPEN = offer("open", "open");
const HALF = offer("half-capacity", "capacity", { scale: 0.5 });
const DOUBLE = offer("double-capacity", "capacity", { scale: 2 });
const COST = offer("dearer", "cost", { scale: 1.2 });
const CHEAPER = offer("cheaper", "cost", { scale: 0.8 });

const BY_KIND: Readonly<Record<string, readonly Offer[]>> = {
  place: [CLOSE, HALF, DOUBLE, offer("longer-dwell", "dwell", { scale: 2 }), COST],
  link: [CLOSE, HALF, DOUBLE, offer("slower", "time", { scale: 2 })],
  service: [
    offer("suspend", "suspend"),
    HALF,
    offer("more-ships", "fleet", { scale: 1.5 }),
    offer("twice-as-often", "frequency", { scale: 2 }),
    COST,
    CHEAPER,
  ],
  terminal: [CLOSE, HALF, DOUBLE, offer("longer-dwell", "dwell", { scale: 2 }), COST],
  border: [
    CLOSE,
    offer("half-time", "border-regime", { scale: 0.5 }),
    offer("double-time", "border-regime", { scale: 2 }),
    COST,
  ],
  tariff: [offer("tariff-up", "tariff", { scale: 1.2 }), offer("tariff-down", "tariff", { scale: 0.8 })],
  "water-body": [
    offer("water-down-half", "water-level", { add: -0.5, unit: "m" }),
    offer("water-down-one", "water-level", { add: -1, unit: "m" }),
    CLOSE,
  ],
  "oil-place": [CLOSE, HALF, DOUBLE, COST],
  "oil-link": [CLOSE, HALF, DOUBLE, COST, CHEAPER],
  "oil-fleet": [HALF, offer("more-ships", "fleet", { scale: 1.5 }), DOUBLE],
  "oil-limit": [HALF, DOUBLE],
  "oil-tank": [HALF, DOUBLE],
  country: [COST, CHEAPER, offer("half-time", "border-regime", { scale: 0.5 })],
};

/** Offers for a thing; what is not open yet can be opened first of all. */
export function listOffers(kind: string, status: string | undefined): readonly Offer[] {
  const all = BY_KIND[kind] ?? [CLOSE, HALF, DOUBLE, COST];
  return status === undefined || status === "open" ? all : [OPEN, ...all.filter(({ id }) => id !== "close")];
}

/** How an edit says its amount. */
export type AmountKey = "scale" | "set" | "add";
export const AMOUNTS: readonly AmountKey[] = ["scale", "set", "add"];

const WITHOUT_AMOUNT = ["close", "open", "suspend", "add-place", "add-link", "add-service"];

/** Which ways of saying an amount an edit has; empty for those that have none. */
export function amountsOf(edit: EditDocument): readonly AmountKey[] {
  if (WITHOUT_AMOUNT.includes(edit.edit)) return [];
  if (edit.edit === "water-level") return ["add", "set"];
  return edit.through === undefined ? AMOUNTS : [];
}

/** The amount as it stands. */
export function amountOf(edit: EditDocument): { readonly key: AmountKey; readonly value: number } | undefined {
  for (const key of AMOUNTS) {
    const value = edit[key];
    if (typeof value === "number") return { key, value };
  }
  return undefined;
}
