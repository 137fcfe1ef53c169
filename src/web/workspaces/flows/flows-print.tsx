// Flows on paper: the finding, the scenario, the map as it stands, what it comes to, corridors, what binds, who gains, why.

import { useTranslation } from "react-i18next";
import { Paper } from "../../shell/paper.tsx";
import { useMapPictureWhilePrinting } from "../../shell/print-view.tsx";
import { usePlan } from "../../state/plan.tsx";
import { DataTable } from "../../tables/data-table.tsx";
import { PaperSource } from "../what-if/paper-source.tsx";
import { ScenarioOnPaper } from "../what-if/scenario-on-paper.tsx";
import { useAmounts } from "../what-if/use-amounts.ts";
import { Corridors } from "./corridors.tsx";
import { listBinding } from "./flow-scene.ts";
import { useBottleneckName, useFinding } from "./headline.tsx";
import type { Flows } from "./use-flows.ts";

const PAPER_WIDTH = 680;
const ROWS = 15;

export function FlowsPrint({ flows }: { readonly flows: Flows }) {
  const image = useMapPictureWhilePrinting();
  if (image === undefined || !flows.ok) return null;
  return <Report flows={flows} image={image} />;
}

function Report({ flows, image }: { readonly flows: Flows; readonly image: string }) {
  const { t } = useTranslation();
  const { names } = usePlan();
  const { tonnes, usd, percent, count, signed, format } = useAmounts();
  const nameOf = useBottleneckName();
  const finding = useFinding(flows);
  const { ok, state, base, comparison, show } = flows;
  if (!ok || !state || !base || !finding) return null;
  return (
    <Paper>
      <h1>{finding.title}</h1>
      <p>{finding.more}</p>
      <p className="note">
        {t(`show.${show}`)} ·{" "}
        {t("flows.period", {
          from: format.date(ok.period.from),
          months: t("flows.months", { count: ok.period.months }),
        })}
      </p>
      <ScenarioOnPaper whatIf={flows.whatIf} />
      {image && <img className="print-map" alt="" src={image} />}
      <div className="print-chart">
        <Corridors flows={flows} fixedWidth={PAPER_WIDTH} />
      </div>
      <h2>{t("what-if.tab.binds")}</h2>
      <DataTable
        columns={[t("binds.name"), t("binds.use"), t("binds.flow"), t("binds.price"), t("binds.rent"), t("cost.basis")]}
        rows={listBinding(state)
          .slice(0, ROWS)
          .map((b) => [
            nameOf(b),
            percent(b.utilisation),
            `${count(b.flow, b.unit)} / ${count(b.capacity, b.unit)}`,
            b.shadowPriceUsdPerUnit > 0 ? usd(b.shadowPriceUsdPerUnit) : "–",
            b.rentUsd > 0 ? usd(b.rentUsd) : "–",
            t(`basis.${b.basis}`),
          ])}
      />
      <h2>{t("what-if.tab.countries")}</h2>
      <DataTable
        columns={[t("term.country"), t("countries.revenue"), t("countries.transit")]}
        rows={
          comparison
            ? [...comparison.countries]
                .sort((a, b) => b.deltaRevenueUsd - a.deltaRevenueUsd)
                .map((c) => [
                  names.country(c.code),
                  signed(c.deltaRevenueUsd, usd),
                  signed(c.deltaTransitTonnes, tonnes),
                ])
            : [...state.countries]
                .sort((a, b) => b.revenueUsd - a.revenueUsd)
                .slice(0, ROWS)
                .map((c) => [names.country(c.code), usd(c.revenueUsd), tonnes(c.transitTonnes)])
        }
      />
      {comparison && comparison.reasons.length > 0 && (
        <>
          <h2>{t("what-if.tab.reasons")}</h2>
          <ul>
            {comparison.reasons.slice(0, ROWS).map((reason) => (
              <li key={reason.sentence}>{reason.sentence}</li>
            ))}
          </ul>
        </>
      )}
      <PaperSource
        dataset={ok.dataset}
        scenario={ok.scenario}
        run={flows.run.run}
        more={ok.certificate.gaps.map((gap) => `${gap.name} ${gap.value.toExponential(1)}`).join(" · ")}
      />
    </Paper>
  );
}
