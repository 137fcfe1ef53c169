// Ships: how often they sail, how full, how long a round takes and what they wait for in it, and what they emit.

import { useTranslation } from "react-i18next";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { SourceDot } from "../../panels/source-dot.tsx";
import { setHover, useHover } from "../../state/hover.ts";
import { usePlan } from "../../state/plan.tsx";
import { setView } from "../../state/store.ts";
import { useAmounts } from "../what-if/use-amounts.ts";
import { useLook, useSides } from "./look.ts";
import { useHours } from "./use-hours.ts";
import type { Simulation } from "./use-simulation.ts";

export function Ships({ simulation }: { readonly simulation: Simulation }) {
  const { t } = useTranslation();
  const { percent, format, tonnes, signed } = useAmounts();
  const hours = useHours();
  const hover = useHover();
  const { view } = usePlan();
  const look = useLook(simulation);
  const sides = useSides(simulation);
  const shown = sides.at(-1)?.state;
  if (!shown) return <div className="skeleton dock-skeleton" />;
  const before = new Map(sides.length > 1 ? sides[0]?.state.fleets.map((fleet) => [fleet.line, fleet]) : []);
  const emitted = new Map(shown.emissions?.lines.map((row) => [row.line, row]));
  const total = shown.emissions?.co2eTonnes;
  const first = sides.length > 1 ? sides[0]?.state.emissions?.co2eTonnes : undefined;
  const voyages = shown.fleets.reduce((sum, fleet) => sum + fleet.voyagesPerYear, 0);
  const title =
    total === undefined
      ? t("sim.ships-finding", { voyages: format.number(voyages) })
      : t("sim.ships-emit", {
          voyages: format.number(voyages),
          tonnes: `${tonnes(total)}${first === undefined ? "" : ` (${signed(total - first, tonnes)})`}`,
        });
  const table = {
    columns: [
      "state",
      "line",
      "vessels",
      "voyagesPerYear",
      "meanLoad",
      "unitsEach",
      "roundTripHours",
      "sailing",
      "waitingToEnter",
      "waitingToLeave",
      "atDock",
      "co2eTonnes",
    ],
    rows: sides.flatMap((side) =>
      side.state.fleets.map((fleet) => [
        side.name,
        fleet.line,
        fleet.vessels,
        fleet.voyagesPerYear,
        fleet.load.mean ?? "",
        fleet.unitsEach,
        fleet.roundTripHours ?? "",
        fleet.share.sailing,
        fleet.share.waitingToEnter,
        fleet.share.waitingToLeave,
        fleet.share.atDock,
        side.state.emissions?.lines.find(({ line }) => line === fleet.line)?.co2eTonnes ?? "",
      ]),
    ),
  };
  return (
    <ChartFrame name="ships" title={title} subtitle={t("sim.ships-subtitle")} table={table}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="table-scroll" tabIndex={0} aria-label={t("sim.tab.ships")}>
        <table className="rows-table">
          <thead>
            <tr>
              <th scope="col">{t("sim.name")}</th>
              <th scope="col" className="num">
                {t("sim.vessels")}
              </th>
              <th scope="col" className="num">
                {t("sim.voyages")}
              </th>
              <th scope="col" className="num">
                {t("sim.load")}
              </th>
              <th scope="col" className="num">
                {t("sim.round")}
              </th>
              <th scope="col" className="num">
                {t("sim.at-sea")}
              </th>
              <th scope="col" className="num">
                {t("sim.held")}
              </th>
              <th scope="col" className="num">
                {t("sim.co2e")}
              </th>
              <th scope="col">
                <span className="sr-only">{t("claims.source")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.fleets.map((fleet) => {
              const was = before.get(fleet.line);
              const emits = emitted.get(fleet.line);
              return (
                <tr
                  key={fleet.line}
                  data-on={view.thing === fleet.line || undefined}
                  data-hovered={hover.thing === fleet.line || undefined}
                  onMouseEnter={() => setHover({ thing: fleet.line })}
                  onMouseLeave={() => setHover({})}
                >
                  <th scope="row">
                    <button type="button" className="row-button" onClick={() => setView({ thing: fleet.line })}>
                      {look.nameOfThing(fleet.line)}
                    </button>
                  </th>
                  <td className="num">
                    {format.number(fleet.vessels)}
                    {was && was.vessels !== fleet.vessels && (
                      <span className="note"> ← {format.number(was.vessels)}</span>
                    )}
                  </td>
                  <td className="num">{format.number(fleet.voyagesPerYear)}</td>
                  <td className="num">
                    {fleet.load.mean === null ? "–" : percent(fleet.load.mean / fleet.unitsEach)}
                    <span className="note"> {t("sim.of-each", { count: fleet.unitsEach })}</span>
                  </td>
                  <td className="num">{hours.text(fleet.roundTripHours)}</td>
                  <td className="num">{percent(fleet.share.sailing)}</td>
                  <td className="num">{percent(fleet.share.waitingToEnter + fleet.share.waitingToLeave)}</td>
                  <td className="num">{emits ? tonnes(emits.co2eTonnes) : "–"}</td>
                  <td className="dot-cell">
                    {emits && (
                      <SourceDot
                        refs={emits.sources}
                        basis="derived"
                        what={t("sim.co2e")}
                        value={tonnes(emits.co2eTonnes)}
                        note={emits.scope}
                      />
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    </ChartFrame>
  );
}
