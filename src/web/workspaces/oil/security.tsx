// How safe exports are: what is lost when one element fails, on paper and in practice, and how much hangs on few.

import { useTranslation } from "react-i18next";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { usePlan } from "../../state/plan.tsx";
import { RowsTable } from "../../tables/rows-table.tsx";
import { ShareBar } from "../../tables/share-bar.tsx";
import { useThingNames } from "../what-if/things.ts";
import { useAmounts } from "../what-if/use-amounts.ts";
import type { Oil } from "./use-oil.ts";

export function Security({ oil }: { readonly oil: Oil }) {
  const { t } = useTranslation();
  const nameOf = useThingNames();
  const { names } = usePlan();
  const { usd, mt, percent, format } = useAmounts();
  const { state, base } = oil;
  if (!state || !base) return <div className="skeleton dock-skeleton" />;
  const security = state.security ?? base.security;
  if (!security) return <p className="note">{t("oil.security-none")}</p>;
  const rows = [...security.nMinusOne]
    .sort((a, b) => b.lossUsdPerDay - a.lossUsdPerDay)
    .map((row) => ({ ...row, name: nameOf(row.element, row.name) }));
  const [first] = rows;
  const largest = Math.max(1e-9, ...rows.map((row) => Math.max(row.inPracticeMt, row.onPaperMt)));
  const bar = (value: number, colour: string) => <ShareBar share={value / largest} colour={colour} text={mt(value)} />;
  const title = first
    ? t("oil.security-finding", { name: first.name, practice: mt(first.inPracticeMt), paper: mt(first.onPaperMt) })
    : t("oil.nothing");
  const table = {
    columns: ["element", t("binds.name"), "kind", "carriedMt", "onPaperMt", "inPracticeMt", "lossUsdPerDay"],
    rows: rows.map((row) => [
      row.element,
      row.name,
      row.kind,
      row.carriedMt,
      row.onPaperMt,
      row.inPracticeMt,
      row.lossUsdPerDay,
    ]),
  };
  return (
    <ChartFrame name="oil-security" title={title} subtitle={t("oil.security-subtitle")} table={table}>
      <div className="breaks">
        <section>
          <RowsTable
            rows={rows}
            keyOf={({ element }) => element}
            tie={{ thingOf: ({ element }) => element }}
            columns={[
              { id: "name", kind: "name", head: t("breaks.without"), cell: ({ name }) => name },
              { id: "carried", kind: "number", head: t("oil.carried"), cell: ({ carriedMt }) => mt(carriedMt) },
              {
                id: "on-paper",
                kind: "text",
                head: t("oil.on-paper"),
                cell: ({ onPaperMt }) => bar(onPaperMt, "var(--fan-2)"),
              },
              {
                id: "in-practice",
                kind: "text",
                head: t("oil.in-practice"),
                cell: ({ inPracticeMt }) => bar(inPracticeMt, "var(--use-3)"),
              },
              { id: "loss", kind: "number", head: t("breaks.loss"), cell: ({ lossUsdPerDay }) => usd(lossUsdPerDay) },
            ]}
          />
        </section>
        <aside className="breaks-side">
          <h4>{t("oil.concentration")}</h4>
          <RowsTable
            rows={[
              ["hhi-route", format.number(security.hhiByRoute)],
              ["hhi-country", format.number(security.hhiByTransitCountry)],
              ["effective", format.number(security.effectiveRoutes, 1)],
              ["formula", percent(security.formulaOnPaper)],
            ]}
            keyOf={([what = ""]) => what}
            columns={[
              { id: "what", kind: "name", cell: ([what]) => t(`oil.${what}`) },
              { id: "figure", kind: "number", cell: ([, figure]) => figure },
            ]}
          />
          <h4>{t("oil.by-transit")}</h4>
          <ul className="pairs">
            {security.sharesByTransitCountry.map((row) => (
              <li key={row.country}>
                <span>{row.country ? names.country(row.country) : t("oil.no-transit")}</span>
                <span className="num">{percent(row.share)}</span>
              </li>
            ))}
          </ul>
        </aside>
      </div>
    </ChartFrame>
  );
}
