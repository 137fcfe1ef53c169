// A sweep of the history: how far it is, and of each point the figure that is chosen with its interval and its difference from the first
// point under the same luck; along two axes as a table. Shaded is what surely differs from the first point, and nothing else.

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RunProgressJson } from "../../../wire/runs.ts";
import type { SweepAnswer, SweepOk, SweepPointJson } from "../../../wire/sweep.ts";
import { deleteRun, type Followed, followRunOf, hasEnded, repeatRun } from "../../api/what-if.ts";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { setView } from "../../state/store.ts";
import { useFormat } from "../../state/use-format.ts";
import { TableScroll } from "../../tables/table-scroll.tsx";
import { note, useRecord } from "../what-if/use-run.ts";
import { isSure } from "./look.ts";
import { useSweepNames } from "./use-sweep-names.ts";

const WANTED = "endToEnd.hours";

export function Sweep({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const record = useRecord(id);
  const { data, error, isFetching } = useQuery<Followed<SweepAnswer>>({
    queryKey: ["sweep", id],
    queryFn: ({ signal }) => followRunOf<SweepAnswer>(id, signal, (run) => note(id, run)),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const back = (
    <button type="button" className="link-button" onClick={() => setView({ sweep: undefined })}>
      ← {t("runs.back")}
    </button>
  );
  const progress = record && !hasEnded(record) ? record.progress : null;
  if (data?.answer.status === "ok") return <Points ok={data.answer} back={back} />;
  return (
    <div className="sim-asking">
      {back}
      {isFetching ? (
        <Progress id={id} progress={progress} />
      ) : (
        <>
          <p className="note" role="alert">
            {record?.state === "cancelled" ? t("run.cancelled") : error?.message}
          </p>
          <button type="button" className="button" onClick={() => void again(id)}>
            {t("runs.repeat")}
          </button>
        </>
      )}
    </div>
  );
}

/** The same sweep once more, on the screen. */
async function again(id: string): Promise<void> {
  const answer = await repeatRun(id);
  if (answer.status === "ok") setView({ sweep: answer.run.id });
}

/** How far it is, how fast, how long still; only the reader cancels it. */
function Progress({ id, progress }: { readonly id: string; readonly progress: RunProgressJson | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const left = progress?.secondsLeft ?? 0;
  return (
    <div className="sim-progress" role="status">
      <progress
        max={1}
        value={progress && progress.total > 0 ? progress.done / progress.total : undefined}
        aria-label={t("run.computing")}
      />
      <p>
        <strong className="num">
          {progress
            ? t("run.progress", { done: format.number(progress.done), total: format.number(progress.total) })
            : t("sim.sweep-preparing")}
        </strong>{" "}
        {progress ? t(progress.unit === "models" ? "sim.sweep-points" : "sim.replications-word") : ""}
        <span className="note">
          {progress?.rate
            ? ` · ${t("sim.rate", { rate: format.number(progress.rate, progress.rate < 10 ? 1 : 0) })}`
            : ""}
          {left < 0.5
            ? ""
            : ` · ${
                left < 90
                  ? t("run.left", { seconds: format.number(Math.ceil(left)) })
                  : t("sim.left-minutes", { minutes: format.number(Math.ceil(left / 60)) })
              }`}
        </span>
      </p>
      <button type="button" className="button" onClick={() => void deleteRun(id).catch(() => undefined)}>
        {t("run.cancel")}
      </button>
      <p className="note sim-leave">{t("sim.sweep-leave")}</p>
    </div>
  );
}

function Points({ ok, back }: { readonly ok: SweepOk; readonly back: React.ReactNode }) {
  const { t } = useTranslation();
  const names = useSweepNames(ok);
  const [chosen, setChosen] = useState<string>();
  const found = ok.measures.findIndex(({ id }) => id === (chosen ?? WANTED));
  const at = Math.max(0, found);
  const measure = ok.measures[at];
  const scenarios = new Set(ok.points.map(({ scenario }) => scenario)).size;
  const mean = (point: SweepPointJson) => point.estimates[at]?.mean ?? null;
  const means = ok.points.flatMap((point) => mean(point) ?? []);
  const [least, most] = [Math.min(...means), Math.max(...means)];
  const number = (value: number | null | undefined) => names.number(measure, value);
  const range = (estimate: SweepPointJson["estimates"][number] | undefined) =>
    estimate?.low == null || estimate.high == null ? "" : `(${number(estimate.low)} … ${number(estimate.high)})`;
  const half = (estimate: SweepPointJson["estimates"][number] | undefined) =>
    estimate?.low == null || estimate.high == null ? "" : ` ±${number((estimate.high - estimate.low) / 2)}`;
  const changes = ok.points.map((point) => sureChange(point, at));
  const largest = Math.max(...changes.map(Math.abs));
  const shade = (point: SweepPointJson | undefined) => {
    const change = point ? sureChange(point, at) : 0;
    if (change === 0) return undefined;
    const share = Math.round(10 + (26 * Math.abs(change)) / largest);
    return {
      background: `color-mix(in srgb, var(${change > 0 ? "--more-1" : "--less-1"}) ${share}%, transparent)`,
    };
  };
  const outcome = (point: SweepPointJson) => t(`sim.none.${point.outcome}`);
  const [rowAxis, columnAxis] = ok.axes;
  const isGrid = ok.axes.length === 2 && scenarios === 1 && rowAxis !== undefined && columnAxis !== undefined;
  const shown = measure ? names.measure(measure) : "";
  const title = `${ok.name}: ${shown}${means.length > 0 ? `, ${number(least)} – ${number(most)}` : ""}`;
  const table = {
    columns: [
      "point",
      "scenario",
      ...ok.axes.map(({ name }) => name),
      "outcome",
      "replications",
      ...ok.measures.flatMap(({ id }) => [id, `${id} low`, `${id} high`]),
    ],
    rows: ok.points.map((point) => [
      point.point,
      point.scenario ?? "",
      ...point.values,
      point.outcome,
      point.replications,
      ...ok.measures.flatMap((_, index) => {
        const estimate = point.estimates[index];
        return [estimate?.mean ?? "", estimate?.low ?? "", estimate?.high ?? ""];
      }),
    ]),
  };
  return (
    <ChartFrame
      name="sweep"
      title={title}
      subtitle={t("sim.sweep-subtitle", { count: ok.points.length })}
      table={table}
    >
      <p className="sim-sweep-head">
        {back}
        <label className="sim-cargo">
          <span className="sr-only">{t("sim.sweep-measure")}</span>
          <select value={measure?.id} onChange={(event) => setChosen(event.currentTarget.value)}>
            {ok.measures.map((each) => (
              <option key={each.id} value={each.id}>
                {names.measure(each)}
              </option>
            ))}
          </select>
        </label>
      </p>
      <TableScroll label={shown || ok.name}>
        {isGrid ? (
          <table className="rows-table sim-grid">
            <thead>
              <tr>
                <th scope="col">
                  {names.axis(rowAxis)} ↓<br />
                  {names.axis(columnAxis)} →
                </th>
                {columnAxis.values.map((value) => (
                  <th key={value} scope="col" className="num">
                    {names.axisValue(columnAxis, value)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rowAxis.values.map((row) => (
                <tr key={row}>
                  <th scope="row">{names.axisValue(rowAxis, row)}</th>
                  {columnAxis.values.map((column) => {
                    const point = ok.points.find(({ values }) => values[0] === row && values[1] === column);
                    const value = point ? mean(point) : null;
                    return (
                      <td
                        key={column}
                        className="num"
                        data-first={point?.point === 1 || undefined}
                        style={shade(point)}
                        title={range(point?.estimates[at])}
                      >
                        {point && point.outcome !== "ok" ? outcome(point) : number(value)}
                        <span className="note">{half(point?.estimates[at])}</span>
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        ) : (
          <table className="rows-table">
            <thead>
              <tr>
                <th scope="col" className="num">
                  #
                </th>
                {scenarios > 1 && <th scope="col">{t("show.scenario")}</th>}
                {ok.axes.map((axis) => (
                  <th key={axis.name} scope="col" className="num">
                    {names.axis(axis)}
                  </th>
                ))}
                <th scope="col" className="num">
                  {shown}
                </th>
                <th scope="col" className="num">
                  {t("sim.sweep-less-first")}
                </th>
              </tr>
            </thead>
            <tbody>
              {ok.points.map((point) => (
                <tr key={point.point}>
                  <td className="num">{point.point}</td>
                  {scenarios > 1 && <th scope="row">{names.scenario(point.scenario)}</th>}
                  {ok.axes.map((axis, index) => (
                    <td key={axis.name} className="num">
                      {names.axisValue(axis, point.values[index] ?? "")}
                    </td>
                  ))}
                  <td className="num" style={shade(point)} title={point.message ?? undefined}>
                    {point.outcome === "ok" ? number(mean(point)) : outcome(point)}{" "}
                    <span className="note">{range(point.estimates[at])}</span>
                  </td>
                  <td className="num">
                    {number(point.differences?.[at]?.mean)}{" "}
                    <span className="note">{range(point.differences?.[at])}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </TableScroll>
    </ChartFrame>
  );
}

/** Difference of a point's figure from the first point's where its interval leaves no doubt about its sign, else 0. */
function sureChange({ differences, outcome }: SweepPointJson, at: number): number {
  const change = differences?.[at];
  return change?.mean != null && outcome === "ok" && isSure(change) ? change.mean : 0;
}
