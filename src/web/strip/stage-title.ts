// A stage in a few words of the reader's language: what happens where.

import type { LegJson } from "../../wire/route.ts";
import type { NameBook } from "../state/place-names.ts";

/** `Rail, A – B`, `Handling, C`, `Border, D (XX)`. */
export function stageTitle(leg: LegJson, names: NameBook, t: (key: string) => string): string {
  const from = names.place(leg.from, leg.fromName);
  const to = names.place(leg.to, leg.toName);
  if (leg.kind === "line-haul") return `${t(`mode.${leg.mode}`)}, ${from} – ${to}`;
  if (leg.kind === "border") return `${t("leg.border")}, ${from}${from === to ? "" : ` – ${to}`}`;
  return `${t(`leg.${leg.kind}`)}, ${from}${from === to ? "" : ` – ${to}`}`;
}
