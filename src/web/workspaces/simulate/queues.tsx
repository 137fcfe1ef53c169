// How many units stand in each yard, day by day: the mean and the band of nine in ten replications, both states on one axis.

import { useTranslation } from "react-i18next";
import { BandLines } from "../../charts/band-lines.tsx";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { setView } from "../../state/store.ts";
import { RowsTable } from "../../tables/rows-table.tsx";
import { useAmounts } from "../what-if/use-amounts.ts";
import { sameYard, useLook, useSides, WAITING_UNIT, yardOf } from "./look.ts";
import { useHours } from "./use-hours.ts";
import type { Simulation } from "./use-simulation.ts";

export function Queues({ simulation, fixedWidth }: { readonly simulation: Simulation; readonly fixedWidth?: number }) {
  const { t } = useTranslation();
  const { format } = useAmounts();
  const hours = useHours();
  const look = useLook(simulation);
  const sides = useSides(simulation);
  const { state } = simulation;
  const { crossing } = look;
  if (!state || !crossing) return <div className="skeleton dock-skeleton" />;
  const unit = t(`sim.waiting-${crossing.unit}`);
  const series = sides.flatMap((side) => {
    const yard = sameYard(side.state, crossing);
    return yard
      ? [
          {
            key: side.key,
            name: side.name,
            points: yard.queueByDay.map(({ date, mean, p10, p90 }) => ({ date, mean, low: p10, high: p90 })),
          },
        ]
      : [];
  });
  const peak = [...crossing.queueByDay].sort((a, b) => b.mean - a.mean)[0];
  const title = peak
    ? t("sim.queue-finding", {
        port: look.port(crossing.from),
        amount: `${format.number(peak.mean)} ${t(`sim.waiting-${crossing.unit}`, { count: Math.round(peak.mean) })}`,
        day: format.date(peak.date),
      })
    : t("sim.no-queue");
  const table = {
    columns: ["state", "line", "from", "date", "mean", "p10", "p50", "p90", "unit"],
    rows: sides.flatMap((side) =>
      side.state.crossings.flatMap((yard) =>
        yard.queueByDay.map(({ date, mean, p10, p50, p90 }) => [
          side.name,
          yard.line,
          yard.from,
          date,
          mean,
          p10,
          p50,
          p90,
          WAITING_UNIT[yard.unit],
        ]),
      ),
    ),
  };
  const rows = [...state.crossings].sort((a, b) => (b.queue.mean ?? 0) - (a.queue.mean ?? 0));
  return (
    <ChartFrame name="queues" title={title} subtitle={t("sim.queue-subtitle")} table={table}>
      <div className="sim-queues">
        <figure>
          <figcaption>
            {look.nameOfCrossing(crossing)}
            {series.length > 1 && (
              <span className="note">
                {" · "}
                <i className="sim-dash" data-behind="" /> {series[0]?.name} <i className="sim-dash" /> {series[1]?.name}
              </span>
            )}
          </figcaption>
          <BandLines
            series={series}
            label={title}
            tick={(value) => format.number(value)}
            unit={unit}
            {...(fixedWidth ? { fixedWidth } : {})}
          />
        </figure>
        {!fixedWidth && (
          <RowsTable
            label={t("sim.yards")}
            className="sim-yards"
            rows={rows}
            keyOf={yardOf}
            tie={{
              thingOf: ({ from }) => from,
              choice: {
                isOn: (yard) => yardOf(yard) === yardOf(crossing),
                onChoose: (yard) => setView({ yard: yardOf(yard) }),
              },
            }}
            columns={[
              {
                id: "yard",
                kind: "name",
                head: t("sim.yard"),
                cell: look.nameOfCrossing,
                after: ({ settles }) => !settles && <span className="badge badge-warn">{t("sim.grows")}</span>,
              },
              {
                id: "queue",
                kind: "number",
                head: t("sim.queue-mean"),
                cell: ({ queue: { mean }, unit: counted }) => (
                  <>
                    {format.number(mean ?? 0, (mean ?? 0) < 10 ? 1 : 0)}{" "}
                    <span className="note">{t(`sim.waiting-${counted}`, { count: shownOf(mean ?? 0) })}</span>
                  </>
                ),
              },
              { id: "wait", kind: "number", head: t("sim.wait-mean"), cell: ({ wait }) => hours.text(wait.mean) },
              { id: "tail", kind: "number", head: "P95", cell: ({ wait }) => hours.text(wait.p95) },
            ]}
          />
        )}
      </div>
    </ChartFrame>
  );
}

/** The number as it is written: its word goes by that. */
const shownOf = (mean: number): number => (mean < 10 ? Math.round(mean * 10) / 10 : Math.round(mean));
