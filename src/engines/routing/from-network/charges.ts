// Which tariffs apply to an event (a ride, a boarding, a lift, a crossing), and what they come to for a consignment.
// Among tariffs of one subject, kind and party the most specific wins: named ends over a country over everywhere,
// named cargo over any. Money is brought to US dollars of the dataset's price year by the dataset.

import type { Dataset } from "../../../model/dataset.ts";
import type { Value } from "../../../model/facts.ts";
import type { CostKind, Tariff } from "../../../model/network.ts";
import type { InstantHours } from "../../../model/units.ts";
import type { Charge, StorageTerms } from "../service-graph.ts";
import type { Consignment } from "./consignment.ts";

/** Where a tariff is asked for. */
export interface ChargeScope {
  readonly subject: string;
  readonly country?: string;
  readonly from?: string;
  readonly to?: string;
}

export interface ChargeBook {
  /** Amounts by distance: `perKm`, `perTonneKm`. */
  forDistance(scope: ChargeScope, lengthKm: number): Charge[];
  /** Amounts for an event: `perUnit`, `perTonne`. Storage and the empty's way back are asked for apart. */
  forEvent(scope: ChargeScope): Charge[];
  /** The same for entering a country on board: only what names the country, the rest was paid on boarding. */
  forEntering(scope: ChargeScope): Charge[];
  /** What the last carrier charges for the way back of the empty box or wagon. */
  forEmptyReturn(scope: ChargeScope): Charge[];
  /** Storage terms of a terminal, when it has any. */
  storageAt(scope: ChargeScope, freeHours: number): StorageTerms | undefined;
}

/** P90 of a normal variable in standard deviations: how a bare coefficient of variation becomes low and high. */
const Z90 = 1.2815515655446004;
const PER_EVENT = ["perUnit", "perTonne"] as const;
const PER_DISTANCE = ["perKm", "perTonneKm"] as const;

/** Reads the dataset's tariffs for one consignment and date. */
export function chargeBook(dataset: Dataset, consignment: Consignment, at: InstantHours): ChargeBook {
  const bySubject = new Map<string, Tariff[]>();
  const endsNamed = new Set<string>();
  for (const tariff of dataset.tariffs) {
    if (tariff.from || tariff.to) endsNamed.add(tariff.subject);
    if (tariff.cargo.length > 0 && !tariff.cargo.includes(consignment.cargo)) continue;
    const list = bySubject.get(tariff.subject);
    if (list) list.push(tariff);
    else bySubject.set(tariff.subject, [tariff]);
  }
  const amounts = new Map<string, Value | undefined>();
  const amountOf = (tariff: Tariff, attribute: string): Value | undefined => {
    const key = `${tariff.id} ${attribute}`;
    if (!amounts.has(key)) amounts.set(key, dataset.findValue(tariff.id, attribute, at));
    return amounts.get(key);
  };

  /** Matching tariffs that have one of the attributes, the most specific of each kind and party; remembered. */
  const chosen = new Map<string, Tariff[]>();
  const select = (scope: ChargeScope, attributes: readonly string[]): Tariff[] => {
    const named = endsNamed.has(scope.subject) || endsNamed.has("*");
    const ends = named ? `${scope.from} ${scope.to}` : "";
    const key = `${scope.subject} ${scope.country} ${ends} ${attributes[0]}`;
    let tariffs = chosen.get(key);
    if (!tariffs) {
      tariffs = mostSpecific(scope, attributes);
      chosen.set(key, tariffs);
    }
    return tariffs;
  };

  const mostSpecific = (scope: ChargeScope, attributes: readonly string[]): Tariff[] => {
    const best = new Map<string, { score: number; tariffs: Tariff[] }>();
    for (const subject of [scope.subject, "*"]) {
      for (const tariff of bySubject.get(subject) ?? []) {
        const score = specificity(tariff, scope);
        if (score < 0 || !attributes.some((attribute) => amountOf(tariff, attribute))) continue;
        const key = `${tariff.kind} ${tariff.party}`;
        const found = best.get(key);
        if (!found || score > found.score) best.set(key, { score, tariffs: [tariff] });
        else if (score === found.score) found.tariffs.push(tariff);
      }
    }
    return [...best.values()].flatMap((entry) => entry.tariffs);
  };

  const toCharges = (
    scope: ChargeScope,
    attributes: readonly string[],
    lengthKm: number,
    counts: (tariff: Tariff) => boolean = isForTheEvent,
  ): Charge[] => {
    const charges: Charge[] = [];
    for (const tariff of select(scope, attributes)) {
      if (!counts(tariff)) continue;
      for (const attribute of attributes) {
        const value = amountOf(tariff, attribute);
        if (value) charges.push(toCharge(dataset, tariff, value, quantityOf(value, attribute, consignment, lengthKm)));
      }
    }
    return charges;
  };

  return {
    forDistance: (scope, lengthKm) => toCharges(scope, PER_DISTANCE, lengthKm),
    forEvent: (scope) => toCharges(scope, PER_EVENT, 0),
    forEntering: (scope) => toCharges(scope, PER_EVENT, 0, (tariff) => isForTheEvent(tariff) && tariff.country !== ""),
    forEmptyReturn: (scope) => toCharges(scope, PER_EVENT, 0, (tariff) => tariff.kind === "empty-return"),
    storageAt(scope, freeHours) {
      const tariff = select(scope, ["perDay"]).find((candidate) => candidate.kind === "storage");
      const value = tariff && amountOf(tariff, "perDay");
      if (!tariff || !value) return undefined;
      const charge = toCharge(dataset, tariff, value, quantityOf(value, "perDay", consignment, 0));
      return {
        freeHours,
        usdPerDay: charge.usd,
        lowUsdPerDay: charge.low,
        highUsdPerDay: charge.high,
        party: tariff.party,
        basis: value.basis,
        sources: [value.source],
      };
    },
  };
}

const isForTheEvent = (tariff: Tariff): boolean => tariff.kind !== "storage" && tariff.kind !== "empty-return";

/** How closely a tariff fits; negative when it does not apply. */
function specificity(tariff: Tariff, scope: ChargeScope): number {
  if (tariff.country && tariff.country !== scope.country) return -1;
  if (tariff.from && tariff.from !== scope.from) return -1;
  if (tariff.to && tariff.to !== scope.to) return -1;
  return (
    (tariff.subject === "*" ? 0 : 16) +
    (tariff.from ? 8 : 0) +
    (tariff.to ? 4 : 0) +
    (tariff.country ? 2 : 0) +
    (tariff.cargo.length > 0 ? 1 : 0)
  );
}

/** How many of the tariff's unit the consignment is. */
function quantityOf(value: Value, attribute: string, consignment: Consignment, lengthKm: number): number {
  const per = value.unit.slice(value.unit.indexOf("/") + 1);
  const amount =
    per === "TEU"
      ? consignment.teu
      : per === "FEU"
        ? consignment.teu / 2
        : per === "t" || per === "tkm"
          ? consignment.tonnes
          : consignment.units;
  return attribute === "perKm" || attribute === "perTonneKm" ? amount * lengthKm : amount;
}

function toCharge(dataset: Dataset, tariff: Tariff, value: Value, quantity: number): Charge {
  const spread = value.cv === undefined ? 0 : Z90 * value.cv * Math.abs(value.value);
  // A price does not fall below nothing; a discount is below nothing by itself.
  const least = value.value < 0 ? Number.NEGATIVE_INFINITY : 0;
  const usd = (amount: number) => dataset.toUsd(value, amount) * quantity;
  return {
    party: tariff.party,
    kind: tariff.kind as CostKind,
    usd: usd(value.value),
    low: usd(value.low ?? Math.max(least, value.value - spread)),
    high: usd(value.high ?? value.value + spread),
    basis: value.basis,
    sources: [value.source],
    note: tariff.note || value.note,
  };
}

/**
 * The charges of one event with discounts cut to what they are given on: nobody pays for taking a consignment, and a
 * search needs costs of at least 0.
 */
export function withinDiscounts(charges: readonly Charge[]): readonly Charge[] {
  const given = charges.reduce((sum, { usd }) => sum - Math.min(0, usd), 0);
  const priced = charges.reduce((sum, { usd }) => sum + Math.max(0, usd), 0);
  if (given <= priced) return charges;
  const share = priced / given;
  return charges.map((charge) =>
    charge.usd < 0
      ? { ...charge, usd: charge.usd * share, low: charge.low * share, high: charge.high * share }
      : charge,
  );
}
