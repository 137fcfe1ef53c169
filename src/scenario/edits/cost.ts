// Everything that is charged for a service, terminal, border, place or country.

import { z } from "zod";
import { id, type TariffId } from "../../model/ids.ts";
import type { Tariff } from "../../model/network.ts";
import { changeNumbers, checkWindow, resolvedNumbers, when } from "../change-numbers.ts";
import { type Change, joinChanged, newRow, readChange, takesUnit, wordsOf } from "../change-values.ts";
import { changeCharges, chargeWords, kindWords, notedTariffs, reportNoCharge, tariffsOf } from "../charges.ts";
import type { EditContext, EditKind, Resolved } from "../edit-kind.ts";
import { capital, listNames, pickThings } from "../pick-things.ts";
import { OIL_KINDS, type Thing, type ThingKind } from "../things.ts";
import { type Window, windowOf } from "../window.ts";
import { amountFields, what, windowFields } from "./fields.ts";

export const COST_KINDS = [
  "line-haul",
  "handling",
  "border",
  "storage",
  "access",
  "empty-return",
  "surcharge",
] as const;

export const costForm = z.strictObject({
  edit: z.literal("cost"),
  what,
  costs: z.array(z.enum(COST_KINDS)).min(1).optional().describe("Only costs of these kinds; all when left out"),
  ...amountFields,
  ...windowFields,
});

type CostEdit = z.infer<typeof costForm>;

export const cost: EditKind<CostEdit> = {
  kind: "cost",
  resolve(edit, context) {
    const window = windowOf(edit.from, edit.to);
    checkWindow(context, window);
    const things = pickThings(context, edit.what, [
      "service",
      "terminal",
      "border",
      "place",
      "country",
      "water-body",
      ...OIL_KINDS,
    ]);
    const change = readChange(context, edit);
    const subject = capital(`${kindWords(edit.costs)}cost of ${listNames(things.map(({ name }) => name))}`);
    if (change === undefined || things.length === 0)
      return { sentence: `${subject} is changed${when(window)}`, window, touches: [], rows: {} };
    const oil = things.filter(({ kind }) => isOil(kind));
    const freight = things.filter(({ kind }) => !isOil(kind));
    if (change.how === "add" && oil.length === 0) return addSurcharge(context, edit, freight, change, window);
    const ofOil = changeNumbers(context, {
      things: oil,
      change,
      window,
      group: "cost",
      noun: "cost",
      settable: [],
      follows: (attribute, asked) => (OIL_COSTS.includes(attribute) ? asked : undefined),
    });
    const tariffs = freight.length === 0 ? [] : tariffsOf(context.dataset, freight, { costs: edit.costs });
    const charges = changeCharges(context, tariffs, change, window);
    if (freight.length > 0 && charges.touches.length === 0) reportNoCharge(context, tariffs, change);
    const found = {
      ...joinChanged([ofOil, charges]),
      touches: [...ofOil.touches, ...charges.touches],
      claims: [...ofOil.claims, ...charges.claims],
    };
    const resolved = resolvedNumbers(found, window, `${subject} is ${chargeWords(found, change)}${when(window)}`);
    const noted = notedTariffs(context, found.changes, wordsOf(change));
    return { ...resolved, rows: { ...resolved.rows, tariffs: noted } };
  },
};

const isOil = (kind: ThingKind): boolean => (OIL_KINDS as readonly ThingKind[]).includes(kind);

/** What oil pays on its way stands on the things themselves. */
const OIL_COSTS = [
  "perTonne",
  "perTonneKm",
  "liftingCost",
  "shutInCost",
  "deficiencyCost",
  "holdingCost",
  "oilPrice",
  "oilDifferential",
];

/** An amount more is a surcharge of its own, so that the bill shows it. */
function addSurcharge(
  context: EditContext,
  { costs }: CostEdit,
  things: readonly Thing[],
  change: Change & { readonly how: "add" },
  window: Window,
): Resolved {
  const subject = `${listNames(things.map(({ name }) => name))}`;
  const sentence = `${capital(subject)} costs ${Math.abs(change.value)} ${change.unit} ${change.value < 0 ? "less" : "more"}${when(window)}`;
  const attribute = ["perUnit", "perTonne"].find((name) => takesUnit(name, change.unit));
  if (costs !== undefined)
    context.error(
      "costs",
      "wrong-field",
      "an amount that is added is a surcharge of its own",
      "leave costs out, or scale",
    );
  if (attribute === undefined)
    context.error(
      "unit",
      "wrong-unit",
      `a surcharge cannot be in ${change.unit}`,
      "per unit, TEU, FEU or tonne, as USD/TEU",
    );
  const chargeable = things.filter(({ kind, id: thing }) => {
    const fits = kind === "service" || kind === "terminal" || kind === "border";
    if (!fits)
      context.error(
        "what",
        "wrong-thing",
        `a surcharge is on a service, terminal or border; ${thing} is a ${kind}`,
        "name those, or scale the cost",
      );
    return fits;
  });
  if (attribute === undefined) return { sentence, window, touches: [], rows: {} };
  const tariffs = chargeable.map(
    (thing, position): Tariff => ({
      id: id<TariffId>(`scenario-${context.scenario.id}-${context.index}-${position}`),
      subject: thing.id,
      country: "" as Tariff["country"],
      from: "" as Tariff["from"],
      to: "" as Tariff["to"],
      cargo: [],
      party: context.scenario.name,
      kind: "surcharge",
      note: `surcharge of scenario ${context.scenario.name}`,
    }),
  );
  const rows = tariffs.map((tariff) =>
    newRow(context, { subject: tariff.id, attribute, value: change.value, unit: change.unit }, window),
  );
  return {
    sentence,
    window,
    touches: chargeable,
    values: rows.flatMap(({ changes }) => changes),
    added: tariffs.map(({ id: tariff }) => tariff),
    claims: chargeable.map(({ id: thing, name }) => ({ key: `surcharge ${thing}`, subject: `a surcharge on ${name}` })),
    rows: { tariffs, values: rows.flatMap(({ rows: values }) => values) },
    nothing: change.value === 0 ? "nothing is added" : undefined,
  };
}
