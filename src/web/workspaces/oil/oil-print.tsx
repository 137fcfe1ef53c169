// Oil on paper: the finding, the scenario, the map, exports by day, routes, what binds, who pays.

import { useTranslation } from "react-i18next";
import { Paper } from "../../shell/paper.tsx";
import { useMapPictureWhilePrinting } from "../../shell/print-view.tsx";
import { usePlan } from "../../state/plan.tsx";
import { DataTable } from "../../tables/data-table.tsx";
import { PaperSource } from "../what-if/paper-source.tsx";
import { ScenarioOnPaper } from "../what-if/scenario-on-paper.tsx";
import { useThingNames } from "../what-if/things.ts";
import { useAmounts } from "../what-if/use-amounts.ts";
import { Days } from "./days.tsx";
import { useOilFinding } from "./oil-left.tsx";
import { exportRoutes, type Oil } from "./use-oil.ts";

const PAPER_WIDTH = 680;

export function OilPrint({ oil }: { readonly oil: Oil }) {
  const image = useMapPictureWhilePrinting();
  if (image === undefined || !oil.ok) return null;
  return <Report oil={oil} image={image} />;
}

function Report({ oil, image }: { readonly oil: Oil; readonly image: string }) {
  const { t } = useTranslation();
  const { names } = usePlan();
  const { mt, usd, signed, format } = useAmounts();
  const nameOf = useThingNames();
  const finding = useOilFinding(oil);
  const { ok, state, base, show } = oil;
  if (!ok || !state || !base || !finding) return null;
  const amount = (of: typeof state, id: string) => of.routes.find((route) => route.id === id)?.mt ?? 0;
  return (
    <Paper>
      <h1>{finding.title}</h1>
      <p>{finding.more}</p>
      <p className="note">
        {t(`show.${show}`)} ·{" "}
        {t("oil.horizon", {
          from: format.date(ok.horizon.from),
          days: t("oil.days-count", { count: ok.horizon.days }),
        })}
        {" · "}
        {t(`oil.policy-${state.policy}`)}
        {state.policy === "foresight" && ` (${t("oil.bound")})`}
      </p>
      <ScenarioOnPaper whatIf={oil.whatIf} />
      {image && <img className="print-map" alt="" src={image} />}
      <div className="print-chart">
        <Days oil={oil} fixedWidth={PAPER_WIDTH} />
      </div>
      <h2>{t("oil.routes")}</h2>
      <DataTable
        columns={[t("oil.routes"), t("show.base"), t("show.scenario"), t("show.difference")]}
        rows={exportRoutes(ok).map((route) => [
          names.oilRoute(route.id, route.name),
          mt(amount(base, route.id)),
          ok.changed ? mt(amount(ok.changed, route.id)) : "–",
          ok.changed ? signed(amount(ok.changed, route.id) - amount(base, route.id), mt) : "–",
        ])}
      />
      <h2>{t("what-if.tab.binds")}</h2>
      <DataTable
        columns={[t("binds.name"), t("oil.days-binding"), t("oil.mean-price"), t("oil.max-price")]}
        rows={[...state.binding]
          .sort((a, b) => b.meanUsdPerTonne - a.meanUsdPerTonne)
          .slice(0, 15)
          .map((row) => [
            nameOf(row.element, row.name),
            format.number(row.daysBinding),
            usd(row.meanUsdPerTonne),
            usd(row.maxUsdPerTonne),
          ])}
      />
      {ok.comparison && (
        <>
          <h2>{t("what-if.tab.pays")}</h2>
          <DataTable
            columns={[t("term.country"), t("oil.profit"), t("oil.charges")]}
            rows={ok.comparison.countries.map((country) => [
              names.country(country.code),
              signed(country.deltaProfitUsd, usd),
              signed(country.deltaChargesUsd, usd),
            ])}
          />
        </>
      )}
      <PaperSource dataset={ok.dataset} scenario={ok.scenario} run={oil.run.run} />
    </Paper>
  );
}
