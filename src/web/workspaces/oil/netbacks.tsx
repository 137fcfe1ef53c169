// From the price at the market down to what is left at the field, for one field and one route; the ways of a field compared.

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { BarRows } from "../../charts/bar-rows.tsx";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { Ladder } from "../../charts/ladder.tsx";
import { SourceDot, weakestBasis } from "../../panels/source-dot.tsx";
import { usePlan } from "../../state/plan.tsx";
import { useThingNames } from "../what-if/things.ts";
import { useAmounts } from "../what-if/use-amounts.ts";
import type { Oil } from "./use-oil.ts";

export function Netbacks({ oil }: { readonly oil: Oil }) {
  const { t } = useTranslation();
  const { usd, format } = useAmounts();
  const { names } = usePlan();
  const nameOf = useThingNames();
  const { state } = oil;
  const netbacks = (state?.netbacks ?? []).map((row) => ({
    ...row,
    fieldName: nameOf(row.field, row.fieldName),
    routeName: names.oilRoute(row.route, row.routeName),
  }));
  const fields = [...new Map(netbacks.map((row) => [row.field, row.fieldName]))];
  const [field, setField] = useState<string>();
  const [route, setRoute] = useState<string>();
  if (!state) return <div className="skeleton dock-skeleton" />;
  const chosen = field ?? fields[0]?.[0];
  const ways = netbacks
    .filter((row) => row.field === chosen)
    .sort((a, b) => b.netbackUsdPerTonne - a.netbackUsdPerTonne);
  const way = ways.find((row) => row.route === route) ?? ways[0];
  if (!way) return <p className="note">{t("oil.nothing")}</p>;
  const [price, ...parts] = way.parts;
  const second = ways[1];
  const title = second
    ? t("oil.netback-finding", {
        field: way.fieldName,
        route: ways[0]?.routeName ?? "",
        money: usd((ways[0]?.netbackUsdPerTonne ?? 0) - second.netbackUsdPerTonne),
      })
    : t("oil.netback-only", { field: way.fieldName, route: way.routeName, money: usd(way.netbackUsdPerTonne) });
  const table = {
    columns: ["field", "route", "grade", "part", "party", "usdPerTonne", "basis", "sources"],
    rows: netbacks.flatMap((row) => [
      ...row.parts.map((part) => [
        row.fieldName,
        row.routeName,
        row.grade,
        part.name,
        part.party,
        part.usdPerTonne,
        part.basis,
        part.sources.join(" "),
      ]),
      [row.fieldName, row.routeName, row.grade, "netback", "", row.netbackUsdPerTonne, "derived", ""],
    ]),
  };
  return (
    <ChartFrame name="netback" title={title} subtitle={t("oil.netback-subtitle")} table={table}>
      <div className="netbacks">
        <div>
          <label className="form-row netback-field">
            <span>{t("oil.field")}</span>
            <select value={chosen} onChange={(event) => setField(event.currentTarget.value)}>
              {fields.map(([id, name]) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <BarRows
            rows={ways.map((row) => ({
              key: row.route,
              label: row.routeName,
              value: row.netbackUsdPerTonne,
              text: usd(row.netbackUsdPerTonne),
            }))}
            label={t("oil.netbacks")}
            diverging={false}
            tick={(value) => format.number(format.toCurrency(value))}
            chosen={way.route}
            onChoose={setRoute}
          />
        </div>
        <div>
          <p className="note">
            {way.routeName} · {way.grade} · {t("oil.per-barrel", { money: usd(way.netbackUsdPerBarrel) })}
            <SourceDot
              refs={way.parts.flatMap((part) => part.sources)}
              basis={weakestBasis(way.parts.map((part) => part.basis))}
              what={t("oil.netbacks")}
              value={usd(way.netbackUsdPerTonne)}
            />
          </p>
          <Ladder
            steps={[...(price ? [price] : []), ...parts].map((part) => ({
              key: `${part.name} ${part.party}`,
              label: part.name,
              value: part.usdPerTonne,
              text: usd(part.usdPerTonne),
              note: `${part.party} · ${t(`basis.${part.basis}`)}`,
              assumed: part.basis === "assumed",
            }))}
            rest={{ label: t("oil.netback"), value: way.netbackUsdPerTonne, text: usd(way.netbackUsdPerTonne) }}
            label={title}
            unit={t("oil.per-tonne", { currency: format.currency })}
            tick={(value) => format.number(format.toCurrency(value))}
          />
        </div>
      </div>
    </ChartFrame>
  );
}
