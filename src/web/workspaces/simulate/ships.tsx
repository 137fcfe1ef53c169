// Ships: how often they sail, how full, how long a round takes and what they wait for in it, and what they emit.

import { useTranslation } from "react-i18next";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { SourceDot } from "../../panels/source-dot.tsx";
import { RowsTable } from "../../tables/rows-table.tsx";
import { useAmounts } from "../what-if/use-amounts.ts";
import { useLook, useSides } from "./look.ts";
import { useHours } from "./use-hours.ts";
import type { Simulation } from "./use-simulation.ts";

export function Ships({ simulation }: { readonly simulation: Simulation }) {
  const { t } = useTranslation();
  const { percent, format, tonnes, signed } = useAmounts();
  const hours = useHours();
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
      ? t("sim.ships-finding", { count: Math.round(voyages), voyages: format.number(voyages) })
      : t("sim.ships-emit", {
          count: Math.round(voyages),
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
      <RowsTable
        label={t("sim.tab.ships")}
        rows={shown.fleets}
        keyOf={({ line }) => line}
        tie={{ thingOf: ({ line }) => line }}
        columns={[
          { id: "name", kind: "name", head: t("sim.name"), cell: ({ line }) => look.nameOfThing(line) },
          {
            id: "vessels",
            kind: "number",
            head: t("sim.vessels"),
            cell: ({ line, vessels }) => {
              const was = before.get(line);
              return (
                <>
                  {format.number(vessels)}
                  {was && was.vessels !== vessels && <span className="note"> ← {format.number(was.vessels)}</span>}
                </>
              );
            },
          },
          {
            id: "voyages",
            kind: "number",
            head: t("sim.voyages"),
            cell: ({ voyagesPerYear }) => format.number(voyagesPerYear),
          },
          {
            id: "load",
            kind: "number",
            head: t("sim.load"),
            cell: ({ load, unitsEach }) => (
              <>
                {load.mean === null ? "–" : percent(load.mean / unitsEach)}
                <span className="note"> {t("sim.of-each", { count: unitsEach })}</span>
              </>
            ),
          },
          {
            id: "round",
            kind: "number",
            head: t("sim.round"),
            cell: ({ roundTripHours }) => hours.text(roundTripHours),
          },
          { id: "sea", kind: "number", head: t("sim.at-sea"), cell: ({ share }) => percent(share.sailing) },
          {
            id: "held",
            kind: "number",
            head: t("sim.held"),
            cell: ({ share }) => percent(share.waitingToEnter + share.waitingToLeave),
          },
          {
            id: "co2e",
            kind: "number",
            head: t("sim.co2e"),
            cell: ({ line }) => {
              const emits = emitted.get(line);
              return emits ? tonnes(emits.co2eTonnes) : "–";
            },
          },
          {
            id: "source",
            kind: "dot",
            head: t("claims.source"),
            cell: ({ line }) => {
              const emits = emitted.get(line);
              return (
                emits && (
                  <SourceDot
                    refs={emits.sources}
                    basis="derived"
                    what={t("sim.co2e")}
                    value={tonnes(emits.co2eTonnes)}
                    note={emits.scope}
                  />
                )
              );
            },
          },
        ]}
      />
    </ChartFrame>
  );
}
