// Why there is no way and what would give one, in the reader's language: the answer's codes become sentences of this app.
// A code that this app does not know (or none) leaves the English sentence of the answer.

import type { RouteNone } from "../../wire/route.ts";
import type { NameBook } from "../state/place-names.ts";

export interface Teller {
  readonly t: (key: string, values?: Record<string, string>) => string;
  readonly names: NameBook;
  /** An ISO date in the reader's form. */
  readonly date: (iso: string) => string;
}

type Params = Readonly<Record<string, string>>;
type Change = RouteNone["relax"][number];

/** The reason as a sentence. */
export function tellReason({ reason, reasonCode, reasonParams = {} }: RouteNone, teller: Teller): string {
  return told(`none.reason.${reasonCode}`, reasonParams, teller) ?? reason;
}

/** A change as the text of its button. */
export function tellChange({ label, kind, params = {} }: Change, teller: Teller): string {
  return told(`none.change.${kind}`, params, teller) ?? label;
}

function told(key: string, params: Params, teller: Teller): string | undefined {
  const text = teller.t(key, fill(params, teller));
  return text === key ? undefined : text;
}

const PLACES = ["from", "to", "place"];
const DATES = ["date", "until", "deadline", "likely"];

function fill(params: Params, { t, names, date }: Teller): Record<string, string> {
  const filled: Record<string, string> = { ...params };
  for (const name of PLACES) if (params[name]) filled[name] = names.place(params[name]);
  for (const name of DATES) if (params[name]) filled[name] = date(params[name]);
  if (params.status) filled.status = t(`status.${params.status}`);
  if (params.cargo) filled.cargo = t(`cargo.${params.cargo}`);
  if (params.terms) filled.terms = namesOfTerms(params, { t, names, date });
  // A link is told by its mode and ends; anything else keeps the name it has in the data.
  if (params.mode) filled.subject = `${t(`mode.${params.mode}`)} ${filled.from} – ${filled.to}`;
  return filled;
}

/** Lists of ids and kinds in the same order; things without a name in this language keep the English list. */
function namesOfTerms({ terms = "", termKinds = "", termNames = "" }: Params, { t, names }: Teller): string {
  const ids = terms.split(",");
  const kinds = termKinds.split(",");
  const nameOf: Readonly<Record<string, (id: string) => string>> = {
    country: names.country,
    place: names.place,
    corridor: names.corridor,
    mode: (id) => t(`mode.${id}`),
  };
  const told = ids.map((id, index) => nameOf[kinds[index] ?? ""]?.(id));
  return told.every((name) => name !== undefined) ? told.join(", ") : termNames;
}
