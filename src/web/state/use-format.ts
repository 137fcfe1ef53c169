// The formats of this reader: language, units and currency of the view, at the dataset's exchange rates.

import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type Format, localeData, makeFormat } from "../intl.ts";
import { useAppState } from "./store.ts";

export interface Rate {
  readonly currency: string;
  readonly date: string;
  readonly usdPerUnit: number;
}

let rates: readonly Rate[] = [{ currency: "USD", date: "", usdPerUnit: 1 }];

/** The dataset's exchange rates, newest of each currency; set once the dataset is known. */
export function setRates(next: readonly Rate[]): void {
  const newest = new Map<string, Rate>();
  for (const rate of next) {
    const known = newest.get(rate.currency);
    if (!known || known.date < rate.date) newest.set(rate.currency, rate);
  }
  if (!newest.has("USD")) newest.set("USD", { currency: "USD", date: "", usdPerUnit: 1 });
  rates = [...newest.values()];
}

export function listRates(): readonly Rate[] {
  return rates;
}

/** The formats of this reader; falls back to US dollars when the data has no rate for the currency asked for. */
export function useFormat(): Format {
  const { view } = useAppState();
  const { t } = useTranslation();
  const rate = rates.find((known) => known.currency === view.currency);
  const currency = rate ? view.currency : "USD";
  const usdPerUnit = rate?.usdPerUnit ?? 1;
  const { lang, distance, time } = view;
  return useMemo(
    () =>
      makeFormat({
        locale: localeData(lang),
        view: { currency, distance, time },
        usdPerUnit,
        word: (key, count) => (count === undefined ? t(key) : t(key, { count })),
      }),
    [lang, distance, time, currency, usdPerUnit, t],
  );
}
