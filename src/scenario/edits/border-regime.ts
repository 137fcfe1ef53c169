// How long the procedure at borders takes: of a border, of a place, between two countries, or everywhere.

import { z } from "zod";
import type { Border } from "../../model/network.ts";
import { changeNumbers, checkWindow, resolvedNumbers, spanWords, when } from "../change-numbers.ts";
import { readChange, wordsOf } from "../change-values.ts";
import type { EditContext, EditKind } from "../edit-kind.ts";
import { listNames, pickThings } from "../pick-things.ts";
import { findThing, type Thing } from "../things.ts";
import { windowOf } from "../window.ts";
import { amountFields, what, windowFields } from "./fields.ts";

export const borderRegimeForm = z.strictObject({
  edit: z.literal("border-regime"),
  what: what.optional().describe("Ids of borders or places, or all"),
  between: z
    .tuple([z.string(), z.string()], { error: "two country codes, as [XA, XB]" })
    .optional()
    .describe("Both directions between two countries"),
  mode: z.enum(["rail", "road", "sea", "inland-water"]).optional(),
  trainClass: z.enum(["block", "wagonload"]).optional(),
  ...amountFields,
  ...windowFields,
});

type RegimeEdit = z.infer<typeof borderRegimeForm>;

export const borderRegime: EditKind<RegimeEdit> = {
  kind: "border-regime",
  resolve(edit, context) {
    const window = windowOf(edit.from, edit.to);
    checkWindow(context, window);
    const change = readChange(context, edit, { fixedUnit: "h" });
    const borders = pickBorders(context, edit);
    const sentence = `Procedure at ${whereWords(context, edit, borders)} is`;
    if (change === undefined) return { sentence: `${sentence} changed${when(window)}`, window, touches: [], rows: {} };
    const found = changeNumbers(context, {
      things: borders,
      change,
      window,
      group: "border-regime",
      noun: "procedureHours",
      settable: ["procedureHours"],
      follows: (attribute, asked) => (attribute === "procedureHours" ? asked : undefined),
    });
    const span = spanWords(found.changes);
    return resolvedNumbers(
      found,
      window,
      `${sentence} ${span === "" ? wordsOf(change) : `changed ${span}`}${when(window)}`,
    );
  },
};

/** Borders that the fields name; what is left out does not narrow. */
function pickBorders(context: EditContext, edit: RegimeEdit): Thing[] {
  const { dataset } = context;
  const named =
    edit.what === undefined || edit.what === "all"
      ? undefined
      : pickThings(context, edit.what, ["border", "place", "country"]);
  const ends = edit.between;
  ends?.forEach((code, position) => {
    if ([...dataset.countries.keys()].some((known) => known === code)) return;
    const near = context.near(`country:${code}`, ["country"]).map((id) => id.slice("country:".length));
    context.error(
      `between.${position}`,
      "unknown-country",
      `${code} is no country of the dataset`,
      near.length > 0 ? `did you mean ${near.join(" or ")}?` : "two letters, as XA",
    );
  });
  if (edit.what === undefined && ends === undefined) {
    context.error(
      "what",
      "missing",
      "it does not say which borders",
      "name borders or places, between two countries, or all",
    );
    return [];
  }
  const fits = (border: Border) =>
    (named === undefined || named.some((thing) => isAt(border, thing))) &&
    (ends === undefined || (ends.includes(border.fromCountry) && ends.includes(border.toCountry))) &&
    (edit.mode === undefined || border.mode === edit.mode) &&
    (edit.trainClass === undefined || border.trainClass === edit.trainClass);
  const found = dataset.borders.filter(fits).map(({ id }) => findThing(dataset, id) as Thing);
  if (found.length === 0 && (named === undefined || named.length > 0))
    context.error("", "no-such-value", "no border of the dataset is like that", "name less, or see borders.csv");
  // A row of borders.csv may stand without hours of its own; those are not what is meant by all.
  return found.filter(
    ({ id }) => dataset.valuesInOrder(id, "procedureHours").length > 0 || named?.some((thing) => thing.id === id),
  );
}

const isAt = (border: Border, { id, kind }: Thing): boolean =>
  kind === "border"
    ? border.id === id
    : kind === "country"
      ? [border.fromCountry, border.toCountry].some((code) => `country:${code}` === id)
      : border.place === id;

function whereWords(
  { dataset }: EditContext,
  { between, what, mode, trainClass }: RegimeEdit,
  borders: readonly Thing[],
): string {
  const how = [mode, trainClass].filter((word) => word !== undefined).join(" ");
  const country = (code: string) => findThing(dataset, `country:${code}`)?.name ?? code;
  if (between !== undefined)
    return `${how === "" ? "" : `${how} `}borders between ${between.map(country).join(" and ")}`;
  if (what === "all") return `all ${how === "" ? "" : `${how} `}borders`;
  return listNames(borders.map(({ name }) => (name.startsWith("border") ? `the ${name}` : name)));
}
