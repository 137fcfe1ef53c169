// How many units stand in each yard, day by day: the mean and the band of nine in ten replications, both states on one axis.

import { useTranslation } from "react-i18next";
import { BandLines } from "../../charts/band-lines.tsx";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { setHover, useHover } from "../../state/hover.ts";
import { setView } from "../../state/store.ts";
import { useAmounts } from "../what-if/use-amounts.ts";
import { sameYard, useLook, useSides, WAITING_UNIT, yardOf } from "./look.ts";
import { useHours } from "./use-hours.ts";
import type { Simulation } from "./use-simulation.ts";

export function Queues({ simulation, fixedWidth }: { readonly simulation: Simulation; readonly fixedWidth?: number }) {
  const { t } = useTranslation();
  const { format } = useAmounts();
  const hours = useHours();
  const hover = useHover();
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
        amount: `${format.number(peak.mean)} ${unit}`,
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
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          <section className="table-scroll sim-yards" tabIndex={0} aria-label={t("sim.yards")}>
            <table className="rows-table">
              <thead>
                <tr>
                  <th scope="col">{t("sim.yard")}</th>
                  <th scope="col" className="num">
                    {t("sim.queue-mean")}
                  </th>
                  <th scope="col" className="num">
                    {t("sim.wait-mean")}
                  </th>
                  <th scope="col" className="num">
                    P95
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map((yard) => (
                  <tr
                    key={yardOf(yard)}
                    data-on={yardOf(yard) === yardOf(crossing) || undefined}
                    data-hovered={hover.thing === yard.from || undefined}
                    onMouseEnter={() => setHover({ thing: yard.from })}
                    onMouseLeave={() => setHover({})}
                  >
                    <th scope="row">
                      <button
                        type="button"
                        className="row-button"
                        aria-pressed={yardOf(yard) === yardOf(crossing)}
                        onClick={() => setView({ yard: yardOf(yard) })}
                      >
                        {look.nameOfCrossing(yard)}
                      </button>
                      {!yard.settles && <span className="badge badge-warn">{t("sim.grows")}</span>}
                    </th>
                    <td className="num">
                      {format.number(yard.queue.mean ?? 0, (yard.queue.mean ?? 0) < 10 ? 1 : 0)}{" "}
                      <span className="note">{t(`sim.waiting-${yard.unit}`)}</span>
                    </td>
                    <td className="num">{hours.text(yard.wait.mean)}</td>
                    <td className="num">{hours.text(yard.wait.p95)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
      </div>
    </ChartFrame>
  );
}
