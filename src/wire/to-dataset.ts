// Dataset → the answers that describe it as a whole: which one it is, and what a form needs to offer choices.

import type { Dataset } from "../model/dataset.ts";
import type { DatasetRef } from "./common.ts";
import type { DatasetAnswer } from "./dataset.ts";

/** Which dataset an answer was made from; stands in every answer. */
export function toDatasetRef(dataset: Dataset): DatasetRef {
  return {
    id: dataset.id,
    title: dataset.title,
    version: dataset.version,
    hash: dataset.hash,
    layers: dataset.layers.map(({ name, kind, title, version, hash }) => ({ name, kind, title, version, hash })),
  };
}

/** The answer of GET /api/v1/dataset. Currencies are listed with their latest rate. */
export function toDatasetAnswer(dataset: Dataset): DatasetAnswer {
  return {
    status: "ok",
    dataset: toDatasetRef(dataset),
    licence: dataset.licence,
    attribution: dataset.attribution,
    priceYear: dataset.priceYear,
    defaultDate: dataset.defaultDate,
    examples: dataset.examples.map(({ from, to, cargo, depart, label }) => ({
      from,
      to,
      cargo,
      depart,
      label: label.en,
    })),
    countries: [...dataset.countries].map(([code, names]) => ({ code, names: { ...names } })),
    corridors: dataset.corridors.map(({ id, names, remarks, family }) => ({
      id,
      names: { ...names },
      remarks: [...remarks],
      family,
    })),
    demandGroups: [...dataset.demandGroups.values()].map(({ id, names }) => ({ id, names: { ...names } })),
    oilRoutes: [...dataset.oil.routes.values()].map(({ id, names }) => ({ id, names: { ...names } })),
    services: [...dataset.services.values()].map(({ id, names }) => ({ id, names: { ...names } })),
    waterBodies: [...dataset.waterBodies.values()].map(({ id, names }) => ({ id, names: { ...names } })),
    causes: dataset.causes.map(({ id, names }) => ({ id, names: { ...names } })),
    cargo: [...dataset.cargoUnits.values()].map(({ id, name, teu }) => ({ id, name, teu })),
    commodities: [...dataset.commodities.values()].map(({ id, names, dangerousClass, reefer }) => ({
      id,
      names: { ...names },
      dangerousClass,
      reefer,
    })),
    currencies: latestRates(dataset),
    languages: ["en", "kk", "az", "ru"],
    counts: toCounts(dataset),
  };
}

function latestRates(dataset: Dataset): DatasetAnswer["currencies"] {
  const latest = new Map<string, DatasetAnswer["currencies"][number]>();
  for (const { currency, date, usdPerUnit } of dataset.exchangeRates) {
    const known = latest.get(currency);
    if (known === undefined || known.date < date) latest.set(currency, { currency, date, usdPerUnit });
  }
  return [...latest.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

/** How many of each thing the dataset has. */
export function toCounts(dataset: Dataset): Record<string, number> {
  return {
    countries: dataset.countries.size,
    places: dataset.places.size,
    links: dataset.links.size,
    terminals: dataset.terminals.size,
    borders: dataset.borders.length,
    services: dataset.services.size,
    tariffs: dataset.tariffs.length,
    corridors: dataset.corridors.length,
    commodities: dataset.commodities.size,
    values: dataset.values.length,
    facts: dataset.facts.size,
    sources: dataset.sources.size,
    assumptions: dataset.assumptions.size,
    claims: dataset.claims.length,
    commitments: dataset.commitments.length,
    demandGroups: dataset.demandGroups.size,
    demandCells: dataset.demand.length,
    counts: dataset.counts.length,
  };
}
