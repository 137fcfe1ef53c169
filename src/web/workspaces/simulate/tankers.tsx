// Oil that crosses by tanker under the same weather: what comes and is carried, how long it stands in tanks, how ships spend their
// time. Apart from the ships of boxes, wagons and trucks, as it is in the answer.

import { useTranslation } from "react-i18next";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { RowsTable } from "../../tables/rows-table.tsx";
import { useAmounts } from "../what-if/use-amounts.ts";
import { useLook, useSides } from "./look.ts";
import { useHours } from "./use-hours.ts";
import type { Simulation } from "./use-simulation.ts";

export function Tankers({ simulation }: { readonly simulation: Simulation }) {
  const { t } = useTranslation();
  const { percent, format, tonnes } = useAmounts();
  const hours = useHours();
  const look = useLook(simulation);
  const sides = useSides(simulation);
  const shown = sides.at(-1)?.state.tankers;
  // Answers of an older program have none.
  if (!shown || shown.lines.length === 0) return null;
  const before = new Map(sides.length > 1 ? sides[0]?.state.tankers?.lines.map((line) => [line.line, line]) : []);
  const carried = shown.lines.reduce((sum, line) => sum + (line.carriedTonnesPerYear.mean ?? 0), 0);
  const comes = shown.lines.reduce((sum, line) => sum + line.comesTonnesPerYear, 0);
  const way = ({ from, to }: (typeof shown.lines)[number]) => `${look.port(from)} → ${look.port(to)}`;
  const table = {
    columns: [
      "state",
      "line",
      "comesTonnesPerYear",
      "carriedTonnesPerYear",
      "carriedLow",
      "carriedHigh",
      "sailingsPerYear",
      "loadTonnes",
      "tankTonnes",
      "inTankTonnes",
      "tankHours",
      "tankHoursP95",
      "heldHours",
      "roundTripHours",
      "sailing",
      "waitingToEnter",
      "waitingToLeave",
    ],
    rows: sides.flatMap((side) =>
      (side.state.tankers?.lines ?? []).map((line) => [
        side.name,
        line.line,
        line.comesTonnesPerYear,
        line.carriedTonnesPerYear.mean ?? "",
        line.carriedTonnesPerYear.low ?? "",
        line.carriedTonnesPerYear.high ?? "",
        line.sailingsPerYear.mean ?? "",
        line.loadTonnes.mean ?? "",
        line.tankTonnes ?? "",
        line.inTankTonnes.mean ?? "",
        line.tankHours.mean ?? "",
        line.tankHours.p95 ?? "",
        line.heldHours.mean ?? "",
        line.roundTripHours ?? "",
        line.share.sailing,
        line.share.waitingToEnter,
        line.share.waitingToLeave,
      ]),
    ),
  };
  return (
    <ChartFrame
      name="tankers"
      title={t("sim.tankers-finding", { carried: tonnes(carried), comes: tonnes(comes) })}
      subtitle={t("sim.tankers-subtitle")}
      table={table}
    >
      <RowsTable
        label={t("sim.tankers")}
        rows={shown.lines}
        keyOf={({ line }) => line}
        tie={{ thingOf: ({ line }) => line }}
        columns={[
          {
            id: "name",
            kind: "name",
            head: t("sim.name"),
            cell: way,
            after: ({ settles }) => !settles && <span className="badge badge-warn">{t("sim.grows")}</span>,
          },
          {
            id: "vessels",
            kind: "number",
            head: t("sim.tankers"),
            cell: ({ ships }) => format.number(ships.reduce((sum, { vessels }) => sum + vessels, 0)),
          },
          {
            id: "carried",
            kind: "number",
            head: t("sim.carried"),
            cell: ({ line, carriedTonnesPerYear }) => {
              const was = before.get(line)?.carriedTonnesPerYear.mean;
              return (
                <>
                  {tonnes(carriedTonnesPerYear.mean ?? 0)}
                  {was != null && <span className="note"> ← {tonnes(was)}</span>}
                </>
              );
            },
          },
          {
            id: "sailings",
            kind: "number",
            head: t("sim.voyages"),
            cell: ({ sailingsPerYear }) => format.number(sailingsPerYear.mean ?? 0),
          },
          {
            id: "load",
            kind: "number",
            head: t("sim.load"),
            cell: ({ loadTonnes }) => (loadTonnes.mean === null ? "–" : tonnes(loadTonnes.mean)),
          },
          {
            id: "tank",
            kind: "number",
            head: t("sim.in-tank"),
            cell: ({ tankHours, inTankTonnes }) => (
              <>
                {hours.text(tankHours.mean)}
                <span className="note"> {inTankTonnes.mean === null ? "" : tonnes(inTankTonnes.mean)}</span>
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
        ]}
      />
    </ChartFrame>
  );
}
