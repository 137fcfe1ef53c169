// One tariff per TEU for all legs of a way, shared by the kilometre: the line haul of each carrier becomes its length times
// the same rate, whoever runs it. What else is charged (lifts, borders, storage) stays. Containers only.

import type { ServiceId } from "../model/ids.ts";
import type { CargoKind, Link, Service, Tariff } from "../model/network.ts";
import { type InstantHours, instant } from "../model/units.ts";
import { attributesOf, resolvedNumbers } from "./change-numbers.ts";
import { type Changed, joinChanged, newRow } from "./change-values.ts";
import { claimOnCharge, notedTariffs } from "./charges.ts";
import type { Claim, EditContext, Resolved } from "./edit-kind.ts";
import type { TariffEdit } from "./edits/tariff.ts";
import { findThing, type Thing } from "./things.ts";
import type { Window } from "./window.ts";

const DISTANCE = ["perKm", "perTonneKm"];

/** Rewrites the line-haul tariffs of services: by the kilometre for trains, by the length of the hop for lines. */
export function throughTariff(
  context: EditContext,
  { through, countries, cargo }: TariffEdit,
  services: readonly Thing[],
  window: Window,
  sentence: string,
): Resolved {
  const { dataset } = context;
  if (services.length === 0)
    context.error("what", "missing", "a through tariff names the services that share it", "name the ids of services");
  const usdPerTeuKm = (through?.usdPerTeu ?? 0) / (through?.overKm ?? 1);
  const parts: Changed[] = [];
  const touched: Thing[] = [];
  const claims: Claim[] = [];
  for (const { id } of services) {
    const service = dataset.services.get(id as ServiceId) as Service;
    const tariffs = dataset.tariffs.filter(
      (tariff) =>
        tariff.subject === id &&
        tariff.kind === "line-haul" &&
        (countries === undefined || tariff.country === "" || countries.includes(tariff.country)) &&
        (cargo === undefined || tariff.cargo.some((kind) => cargo.includes(kind))),
    );
    for (const tariff of tariffs) {
      const changed = unified(context, service, tariff, usdPerTeuKm, window);
      if (changed === undefined) continue;
      parts.push(changed);
      touched.push(findThing(dataset, tariff.id) as Thing);
      claims.push(...attributesOf(context, tariff.id).map((attribute) => claimOnCharge(tariff.id, attribute)));
    }
  }
  if (services.length > 0 && touched.length === 0)
    context.error(
      "what",
      "no-such-value",
      "none of these services has a line-haul tariff for containers",
      "see tariffs.csv",
    );
  const resolved = resolvedNumbers({ ...joinChanged(parts), touches: touched, claims }, window, sentence);
  return {
    ...resolved,
    rows: { ...resolved.rows, tariffs: notedTariffs(context, resolved.values ?? [], "one through tariff") },
  };
}

/** Undefined for a tariff that is not of containers, or that covers boxes of different sizes. */
function unified(
  context: EditContext,
  service: Service,
  tariff: Tariff,
  usdPerTeuKm: number,
  window: Window,
): Changed | undefined {
  const teu = teuOf(context, tariff.cargo);
  if (teu === undefined) return undefined;
  const parts: Changed[] = [];
  const attributes = attributesOf(context, tariff.id);
  const byDistance = attributes.some((attribute) => DISTANCE.includes(attribute));
  const km = byDistance ? undefined : hopKm(context, service, tariff, window);
  if (!byDistance && km === undefined) return undefined;
  for (const attribute of attributes) {
    const subject = tariff.id;
    const value =
      attribute === "perKm"
        ? usdPerTeuKm * teu
        : attribute === "perUnit" && km !== undefined
          ? usdPerTeuKm * teu * km
          : 0;
    const before = context.dataset.findValue(subject, attribute, at(context, window));
    const unit = unitOf(attribute);
    const { rows, changes } = newRow(priced(context), { subject, attribute, value, unit }, window);
    // What was charged before is told in its own money only where it is dollars already.
    const known = before?.unit === unit ? { before: before.value } : {};
    parts.push({ rows, changes: changes.map((change) => ({ ...change, ...known })) });
  }
  return joinChanged(parts);
}

const UNITS: Readonly<Record<string, string>> = {
  perKm: "USD/km",
  perTonneKm: "USD/tkm",
  perTonne: "USD/t",
  perDay: "USD/day",
};
const unitOf = (attribute: string): string => UNITS[attribute] ?? "USD/unit";

const at = ({ scenario }: EditContext, { from }: Window): InstantHours => instant(from ?? scenario.baseDate);

/** The tariff is meant in dollars of the dataset's price year. */
const priced = (context: EditContext): EditContext => ({
  ...context,
  scenario: { ...context.scenario, baseDate: String(context.dataset.priceYear) },
});

function teuOf({ dataset }: EditContext, cargo: readonly CargoKind[]): number | undefined {
  const boxes = cargo.filter((kind) => kind !== "wagon" && kind !== "truck");
  const sizes = new Set(boxes.map((kind) => dataset.cargoUnits.get(kind)?.teu));
  return boxes.length > 0 && boxes.length === cargo.length && sizes.size === 1 ? [...sizes][0] : undefined;
}

/** Length of a line's hop: the link of its mode between the two calls. */
function hopKm(context: EditContext, service: Service, tariff: Tariff, window: Window): number | undefined {
  const { dataset } = context;
  const from = tariff.from || service.stops[0];
  const to = tariff.to || service.stops.at(-1);
  if (from === undefined || to === undefined) return undefined;
  const link = dataset
    .linksOf(from)
    .find((candidate: Link) => candidate.mode === service.mode && (candidate.from === to || candidate.to === to));
  return link && dataset.findValue(link.id, "lengthKm", at(context, window))?.value;
}
