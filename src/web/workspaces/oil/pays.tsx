// Who pays: profit of the producers of each country, and the charges that fall due in it.

import { useTranslation } from "react-i18next";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { usePlan } from "../../state/plan.tsx";
import { type CountryAmount, countryRows, TwoCountryBars } from "../what-if/country-bars.tsx";
import { useAmounts } from "../what-if/use-amounts.ts";
import type { Oil } from "./use-oil.ts";

export function Pays({ oil }: { readonly oil: Oil }) {
  const { t } = useTranslation();
  const { names } = usePlan();
  const { usd, signed } = useAmounts();
  const { state, base, show, comparison } = oil;
  if (!state || !base) return <div className="skeleton dock-skeleton" />;
  const difference = show === "difference" && comparison !== undefined;
  const before = new Map(base.countries.map((country) => [country.code, country]));
  const rows = (now: readonly CountryAmount[], was: (code: string) => number) =>
    countryRows(
      [...now].sort((a, b) => (difference ? a.value - b.value : b.value - a.value)),
      {
        nameOf: names.country,
        before: show === "scenario" ? was : undefined,
        text: difference ? (value) => signed(value, usd) : usd,
      },
    );
  const profit = rows(
    difference
      ? comparison.countries.map(({ code, deltaProfitUsd }) => ({ code, value: deltaProfitUsd }))
      : state.countries.map(({ code, profitUsd }) => ({ code, value: profitUsd })),
    (code) => before.get(code)?.profitUsd ?? 0,
  );
  const charges = rows(
    difference
      ? comparison.countries.map(({ code, deltaChargesUsd }) => ({ code, value: deltaChargesUsd }))
      : state.countries.map(({ code, chargesUsd }) => ({ code, value: chargesUsd })),
    (code) => before.get(code)?.chargesUsd ?? 0,
  );
  const [first] = profit;
  const title = first
    ? t(difference ? (first.value < 0 ? "oil.pays-loses" : "oil.pays-gains") : "oil.pays-earns", {
        name: first.label,
        money: usd(Math.abs(first.value)),
      })
    : t("oil.nothing");
  const table = {
    columns: [
      "code",
      t("term.country"),
      "profitUsd",
      "chargesUsd",
      "exportsMt",
      "transitMt",
      "receivedMt",
      "base profitUsd",
      "base chargesUsd",
    ],
    rows: state.countries.map((country) => [
      country.code,
      names.country(country.code),
      country.profitUsd,
      country.chargesUsd,
      country.exportsMt,
      country.transitMt,
      country.receivedMt,
      before.get(country.code)?.profitUsd ?? "",
      before.get(country.code)?.chargesUsd ?? "",
    ]),
  };
  return (
    <ChartFrame name="oil-pays" title={title} subtitle={t("oil.pays-subtitle")} table={table}>
      <TwoCountryBars
        charts={[
          {
            label: t("oil.profit"),
            rows: profit,
            diverging: difference || profit.some(({ value }) => value < 0),
            tick: usd,
          },
          { label: t("oil.charges"), rows: charges, diverging: difference, tick: usd },
        ]}
      />
    </ChartFrame>
  );
}
