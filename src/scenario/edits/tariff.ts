// Tariffs by their own id, their subject, party or country; or one through tariff per TEU shared by the kilometre.

import { z } from "zod";
import { didYouMean } from "../../lib/nearest-word.ts";
import { checkWindow, resolvedNumbers, toWords, when } from "../change-numbers.ts";
import { readChange, wordsOf } from "../change-values.ts";
import { changeCharges, chargeWords, kindWords, notedTariffs, reportNoCharge, tariffsOf } from "../charges.ts";
import type { EditContext, EditKind, Resolved } from "../edit-kind.ts";
import { capital, listNames, pickThings } from "../pick-things.ts";
import type { Thing } from "../things.ts";
import { throughTariff } from "../through-tariff.ts";
import { windowOf } from "../window.ts";
import { COST_KINDS } from "./cost.ts";
import { amountFields, what, windowFields } from "./fields.ts";

const COUNTRY = z.string().regex(/^[A-Z]{2}$/, { error: "two capital letters of ISO 3166-1" });

export const tariffForm = z.strictObject({
  edit: z.literal("tariff"),
  what: what.optional(),
  party: z.string().max(200).optional().describe("Only tariffs paid to this party"),
  countries: z.array(COUNTRY).min(1).optional().describe("Only tariffs that name one of these countries"),
  costs: z.array(z.enum(COST_KINDS)).min(1).optional(),
  cargo: z
    .array(z.enum(["20ft", "40ft", "40hc", "truck", "wagon"]))
    .min(1)
    .optional(),
  through: z
    .strictObject({
      usdPerTeu: z.number().min(0).max(100_000).describe("What the whole way costs per TEU"),
      overKm: z
        .number()
        .min(1)
        .max(40_000)
        .describe("Length of the whole way; each leg gets its share by the kilometre"),
    })
    .optional()
    .describe("One tariff for all legs in place of what each carrier charges for the line haul"),
  ...amountFields,
  ...windowFields,
});

export type TariffEdit = z.infer<typeof tariffForm>;

export const tariff: EditKind<TariffEdit> = {
  kind: "tariff",
  resolve(edit, context) {
    const window = windowOf(edit.from, edit.to);
    checkWindow(context, window);
    const things =
      edit.what === undefined
        ? undefined
        : pickThings(context, edit.what, ["tariff", "service", "terminal", "border", "place", "country", "water-body"]);
    if (things === undefined && edit.party === undefined && edit.countries === undefined)
      context.error(
        "what",
        "missing",
        "it does not say whose tariffs",
        "name tariffs, what they are for, a party or countries",
      );
    checkFilter(context, edit);
    const subject = capital(`${kindWords(edit.costs)}tariffs ${subjectWords(edit, things)}`);
    if (edit.through !== undefined) {
      const sentence = `One through tariff of ${toWords(edit.through.usdPerTeu)} USD per TEU over ${toWords(edit.through.overKm)} km for ${listNames((things ?? []).map(({ name }) => name))}${when(window)}`;
      if ((["set", "scale", "add"] as const).some((field) => edit[field] !== undefined))
        context.error("through", "too-many-amounts", "through stands with set, scale or add", "give one of them");
      const services = (things ?? []).filter(({ kind }) => kind === "service");
      return throughTariff(context, edit, services, window, sentence);
    }
    const change = readChange(context, edit);
    if (change === undefined) return none(`${subject} are changed${when(window)}`, window);
    const tariffs = tariffsOf(context.dataset, things, edit);
    const found = changeCharges(context, tariffs, change, window);
    const known = things === undefined || things.length > 0;
    if (found.touches.length === 0 && known && isParty(context, edit.party)) reportNoCharge(context, tariffs, change);
    const resolved = resolvedNumbers(found, window, `${subject} are ${chargeWords(found, change)}${when(window)}`);
    const noted = notedTariffs(context, found.changes, wordsOf(change));
    return { ...resolved, rows: { ...resolved.rows, tariffs: noted } };
  },
};

const none = (sentence: string, window: Resolved["window"]): Resolved => ({ sentence, window, touches: [], rows: {} });

const isParty = ({ dataset }: EditContext, party: string | undefined): boolean =>
  party === undefined || dataset.tariffs.some((candidate) => candidate.party === party);

function checkFilter(context: EditContext, { party, countries }: TariffEdit): void {
  const { dataset } = context;
  if (!isParty(context, party)) {
    const parties = [...new Set(dataset.tariffs.map((candidate) => candidate.party))].filter((name) => name !== "");
    context.error(
      "party",
      "unknown-party",
      `nobody called ${JSON.stringify(party)} is paid`,
      didYouMean(party ?? "", parties, "see party in tariffs.csv"),
    );
  }
  countries?.forEach((code, position) => {
    if ([...dataset.countries.keys()].some((known) => known === code)) return;
    context.error(
      `countries.${position}`,
      "unknown-country",
      `${code} is no country of the dataset`,
      "two letters, as in countries.csv",
    );
  });
}

const subjectWords = ({ party, countries }: TariffEdit, things: readonly Thing[] | undefined): string =>
  [
    things === undefined ? "" : `of ${listNames(things.map(({ name }) => name))}`,
    party === undefined ? "" : `paid to ${party}`,
    countries === undefined ? "" : `in ${countries.join(", ")}`,
  ]
    .filter((part) => part !== "")
    .join(" ");
