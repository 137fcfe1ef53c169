// Who gains and who loses: charges that fall due in each country, and the transit through it.

import { useTranslation } from "react-i18next";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { usePlan } from "../../state/plan.tsx";
import { countryRows, TwoCountryBars } from "../what-if/country-bars.tsx";
import { useAmounts } from "../what-if/use-amounts.ts";
import type { Flows } from "./use-flows.ts";

const SHOWN = 14;
/** ISO 3166 leaves this code to its users: here for charges that fall due in no country, as those of ships at sea. */
const NO_COUNTRY = "XX";

export function Countries({ flows }: { readonly flows: Flows }) {
  const { t } = useTranslation();
  const { names } = usePlan();
  const { tonnes, usd, signed } = useAmounts();
  const { state, base, show, comparison } = flows;
  if (!state || !base) return <div className="skeleton dock-skeleton" />;
  const difference = show === "difference" && comparison !== undefined;
  const before = new Map(base.countries.map((country) => [country.code, country]));
  const changes = new Map(comparison?.countries.map((country) => [country.code, country]));
  const codes = [...new Set([...state.countries, ...base.countries].map(({ code }) => code))];
  const rows = (amount: (code: string) => number, was: (code: string) => number, text: (value: number) => string) =>
    countryRows(
      codes.map((code) => ({ code, value: amount(code) })).sort((a, b) => Math.abs(b.value) - Math.abs(a.value)),
      {
        nameOf: (code) => (code === NO_COUNTRY ? t("countries.none") : names.country(code)),
        before: show === "scenario" ? was : undefined,
        text: difference ? (value) => signed(value, text) : text,
      },
    );
  const now = new Map(state.countries.map((country) => [country.code, country]));
  const revenue = rows(
    (code) => (difference ? (changes.get(code)?.deltaRevenueUsd ?? 0) : (now.get(code)?.revenueUsd ?? 0)),
    (code) => before.get(code)?.revenueUsd ?? 0,
    usd,
  );
  const transit = rows(
    (code) => (difference ? (changes.get(code)?.deltaTransitTonnes ?? 0) : (now.get(code)?.transitTonnes ?? 0)),
    (code) => before.get(code)?.transitTonnes ?? 0,
    tonnes,
  );
  const few = <T,>(all: readonly T[]) => all.slice(0, SHOWN);
  const own = revenue.filter(({ key }) => key !== NO_COUNTRY);
  const sorted = difference ? [...own].sort((a, b) => b.value - a.value) : own;
  const [winner] = sorted;
  const loser = sorted.at(-1);
  const title =
    difference && winner && loser && winner !== loser && winner.value > 0 && loser.value < 0
      ? t("countries.finding", {
          winner: winner.label,
          gain: usd(winner.value),
          loser: loser.label,
          loss: usd(-loser.value),
        })
      : difference && winner
        ? t(winner.value > 0 ? "countries.gains" : "countries.loses", {
            name: winner.label,
            money: usd(Math.abs(winner.value)),
          })
        : winner
          ? t("countries.earns", { name: winner.label, money: usd(winner.value) })
          : t("flows.no-difference");
  const table = {
    columns: [
      "code",
      t("term.country"),
      "revenueUsd",
      "transitTonnes",
      "originTonnes",
      "destinationTonnes",
      "tonneKm",
      "delta revenueUsd",
      "delta transitTonnes",
    ],
    rows: state.countries.map((country) => [
      country.code,
      names.country(country.code),
      country.revenueUsd,
      country.transitTonnes,
      country.originTonnes,
      country.destinationTonnes,
      country.tonneKm,
      changes.get(country.code)?.deltaRevenueUsd ?? "",
      changes.get(country.code)?.deltaTransitTonnes ?? "",
    ]),
  };
  return (
    <ChartFrame name="countries" title={title} subtitle={t("countries.subtitle")} table={table}>
      <TwoCountryBars
        charts={[
          { label: t("countries.revenue"), rows: few(revenue), diverging: difference, tick: usd },
          { label: t("countries.transit"), rows: few(transit), diverging: difference, tick: tonnes },
        ]}
      />
    </ChartFrame>
  );
}
