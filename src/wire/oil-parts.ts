// Parts of the oil answer that a dataset and a model in one file have alike: fields, tanks, what binds, prices at the top.

import type { OilModel, OilNetwork, OilOutcome } from "../engines/flows/index.ts";
import type { BindingRow } from "../studies/oil-binding.ts";
import { sumOf } from "../studies/oil-figures.ts";
import type { OilOk, OilStateJson } from "./oil.ts";

const MT = 1e6;

/** Days looked at of a list by day, without the tail. */
export const listDays = (values: Float64Array, days: number): number[] => [...values.slice(0, days)];

/** @param countryOf whose field it is; empty where nobody says */
export const toOilFields = (
  { fields, days }: OilModel,
  { produced, shutIn }: OilOutcome,
  countryOf: (field: string) => string,
): OilStateJson["fields"] =>
  fields.map((field, i) => ({
    id: field.id,
    name: field.name,
    producer: countryOf(field.id),
    possibleMt: sumOf(field.output, days) / MT,
    producedMt: sumOf(produced[i], days) / MT,
    shutInMt: sumOf(shutIn[i], days) / MT,
    shutInByDay: listDays(shutIn[i], days),
  }));

export const toOilTanks = (
  { tanks, days }: OilModel,
  { stock }: OilOutcome,
  { pools }: OilNetwork,
): OilStateJson["tanks"] =>
  tanks.map((tank, k) => ({
    id: tank.id,
    name: tank.name,
    capacityMt: tank.capacityTonnes / MT,
    stockByDay: Array.from({ length: days }, (_, t) =>
      pools.reduce((sum, pool, p) => (pool.tank === k ? sum + stock[p][t] : sum), 0),
    ),
  }));

/**
 * What binds, in order.
 * @param dateOfDay ISO date of a day, 0 the first
 * @param evidenceOf where the number comes from
 */
export const toOilBinding = (
  rows: readonly BindingRow[],
  days: number,
  dateOfDay: (day: number) => string,
  evidenceOf: (row: BindingRow) => Pick<OilStateJson["binding"][number], "basis" | "sources">,
): OilStateJson["binding"] =>
  rows.map((row) => ({
    element: row.id,
    name: row.name,
    kind: row.kind,
    unit: row.unit,
    capacityPerDay: row.capacityPerDay,
    daysBinding: row.daysBinding,
    meanUsdPerTonne: row.mean,
    maxUsdPerTonne: row.max,
    firstDay: row.firstDay < 0 ? null : dateOfDay(row.firstDay),
    sentence: sentenceOf(row, days),
    ...evidenceOf(row),
  }));

/** Prices of what binds, without what must be delivered: its price is a cost and not a worth. */
export const toShadowPrices = (binding: OilStateJson["binding"]): OilOk["shadowPricesUsdPerTonne"] =>
  binding
    .filter(({ kind }) => kind !== "minimum")
    .map(({ element, name, meanUsdPerTonne, maxUsdPerTonne, daysBinding }) => ({
      element,
      name,
      mean: meanUsdPerTonne,
      max: maxUsdPerTonne,
      daysBinding,
    }));

function sentenceOf(row: BindingRow, days: number): string {
  const when = row.daysBinding === days ? "on all days" : `on ${row.daysBinding} of ${days} days`;
  const worth = `${row.max.toFixed(row.max < 10 ? 1 : 0)} USD`;
  if (row.kind === "minimum")
    return `${row.name} asks for more than would be sent freely ${when}: it costs up to ${worth} a tonne.`;
  if (row.capacityPerDay === 0) return `${row.name} is shut ${when}: a tonne through it would be worth up to ${worth}.`;
  return `${row.name} binds ${when}: a tonne more is worth up to ${worth}.`;
}
