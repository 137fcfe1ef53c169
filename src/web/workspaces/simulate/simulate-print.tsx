// A simulation on paper: the findings, how sure they are, the scenario, the map, how times are spread, queues, yards and what is busy.

import { useTranslation } from "react-i18next";
import { Paper } from "../../shell/paper.tsx";
import { useMapPictureWhilePrinting } from "../../shell/print-view.tsx";
import { DataTable } from "../../tables/data-table.tsx";
import { PaperSource } from "../what-if/paper-source.tsx";
import { ScenarioOnPaper } from "../what-if/scenario-on-paper.tsx";
import { useAmounts } from "../what-if/use-amounts.ts";
import { useResourceName } from "./busy.tsx";
import { useFinding } from "./findings.ts";
import { differenceOf, useLook, whatOf } from "./look.ts";
import { Queues } from "./queues.tsx";
import { Times } from "./times.tsx";
import { useTrust } from "./trust.tsx";
import { periodText, useHours } from "./use-hours.ts";
import type { Simulation } from "./use-simulation.ts";

const PAPER_WIDTH = 680;
const ROWS = 15;

export function SimulatePrint({ simulation }: { readonly simulation: Simulation }) {
  const image = useMapPictureWhilePrinting();
  if (image === undefined || !simulation.ok) return null;
  return <Report simulation={simulation} image={image} />;
}

function Report({ simulation, image }: { readonly simulation: Simulation; readonly image: string }) {
  const { t } = useTranslation();
  const { format, count, percent } = useAmounts();
  const hours = useHours();
  const look = useLook(simulation);
  const finding = useFinding(simulation);
  const trust = useTrust(simulation);
  const nameOf = useResourceName(simulation);
  const { ok, state } = simulation;
  if (!ok || !state || !finding) return null;
  return (
    <Paper>
      <h1>{finding.title}</h1>
      {finding.lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <p className="note">
        {periodText(format, ok.period.from, ok.period.to)}
        {trust.map(({ key, what, text }) => ` · ${what} ${text}${key === "interval" ? "" : ""}`).join("")}
      </p>
      <ScenarioOnPaper whatIf={simulation.whatIf} />
      {image && <img className="print-map" alt="" src={image} />}
      <div className="print-chart">
        <Times simulation={simulation} fixedWidth={PAPER_WIDTH} />
      </div>
      <div className="print-chart">
        <Queues simulation={simulation} fixedWidth={PAPER_WIDTH} />
      </div>
      <h2>{t("sim.yards")}</h2>
      <DataTable
        columns={[t("sim.yard"), t("sim.wait-mean"), "P95", t("show.difference"), t("sim.carried"), t("sim.could")]}
        rows={state.crossings.map((yard) => {
          const delta = differenceOf(ok, whatOf(yard), "wait");
          const amount = (value: number | null) => (value === null ? "–" : count(value, yard.unit));
          return [
            look.nameOfCrossing(yard),
            hours.sure(yard.wait),
            hours.text(yard.wait.p95),
            delta && simulation.show !== "base" ? hours.signed(delta) : "–",
            amount(yard.carriedPerYear.mean),
            amount(yard.simulatedCapacityPerYear.mean),
          ];
        })}
      />
      <h2>{t("sim.tab.busy")}</h2>
      <DataTable
        columns={[t("sim.name"), t("runs.kind"), t("binds.use"), t("sim.wait-mean")]}
        rows={[...state.utilisation]
          .filter(({ utilisation }) => utilisation !== null)
          .sort((a, b) => (b.utilisation?.mean ?? 0) - (a.utilisation?.mean ?? 0))
          .slice(0, ROWS)
          .map((row) => [
            nameOf(row),
            t(`sim.kind-${row.kind}`),
            percent(row.utilisation?.mean ?? 0),
            row.wait ? hours.sure(row.wait) : "–",
          ])}
      />
      {ok.warnings.length > 0 && (
        <ul>
          {ok.warnings.map((warning) => (
            <li key={warning.place + warning.message}>{warning.message}</li>
          ))}
        </ul>
      )}
      <PaperSource
        dataset={ok.dataset}
        scenario={ok.scenario}
        run={simulation.run.record}
        more={[...(look.crossing ? [look.nameOfCrossing(look.crossing)] : []), state.traceHash.slice(0, 16)].join(
          " · ",
        )}
      />
    </Paper>
  );
}
