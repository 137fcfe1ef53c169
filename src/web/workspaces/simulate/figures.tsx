// The figures that matter of the yard that is looked at and of all cargo: base, scenario and the paired difference with its interval.

import { useTranslation } from "react-i18next";
import type { IntervalJson } from "../../../wire/simulate.ts";
import { roundSignificant } from "../../intl.ts";
import { useAmounts } from "../what-if/use-amounts.ts";
import { differenceOfRuns } from "./difference-of-runs.ts";
import { differenceOf, isSure, sameYard, useLook, useSides, whatOf } from "./look.ts";
import { useHours } from "./use-hours.ts";
import type { Simulation } from "./use-simulation.ts";

interface Row {
  readonly key: string;
  readonly label: string;
  readonly cells: readonly string[];
  /** Interval of the one state, where there is no other to take it from. */
  readonly range?: string;
  readonly delta?: IntervalJson | undefined;
  /** Which way is good. */
  readonly better: "less" | "more";
  readonly text: (interval: IntervalJson) => { readonly mean: string; readonly range: string };
}

export function Figures({ simulation }: { readonly simulation: Simulation }) {
  const { t } = useTranslation();
  const hours = useHours();
  const { signed, format } = useAmounts();
  const look = useLook(simulation);
  const sides = useSides(simulation);
  const { ok, beside } = simulation;
  const { crossing } = look;
  if (!ok || !crossing) return null;
  const yards = sides.map((side) => sameYard(side.state, crossing));
  const amount = (value: number | null | undefined) =>
    value == null ? "–" : format.number(roundSignificant(value), Math.abs(value) < 9.95 ? 1 : 0);
  const unit = t(`sim.unit-${crossing.unit}`);
  const delta = (what: string, measure: Parameters<typeof differenceOf>[2]) =>
    beside || !ok.changed ? undefined : differenceOf(ok, what, measure);
  /** Of two runs set beside each other, whose replications are not kept apart: see difference-of-runs.ts. */
  const apart = (first: IntervalJson | undefined, second: IntervalJson | undefined) =>
    beside && first && second
      ? differenceOfRuns(
          { interval: first, replications: beside.replications },
          { interval: second, replications: ok.replications },
        )
      : undefined;
  const [one, two] = yards;
  const inHours = (interval: IntervalJson) => ({
    mean: hours.change(interval),
    range: hours.range(interval),
  });
  const inUnits = (interval: IntervalJson) => ({
    mean: signed(interval.mean ?? 0, (value) => format.number(roundSignificant(value), value < 9.95 ? 1 : 0)),
    range:
      interval.low === null || interval.high === null
        ? ""
        : `(${format.number(roundSignificant(interval.low))} … ${format.number(roundSignificant(interval.high))})`,
  });
  const rows: readonly Row[] = [
    {
      key: "wait",
      label: t("sim.row-wait"),
      cells: hours.row(
        yards.map((yard) => yard?.wait.mean ?? null),
        crossing.wait,
      ),
      delta: delta(whatOf(crossing), "wait") ?? apart(one?.wait, two?.wait),
      range: hours.rangeAbove(crossing.wait),
      better: "less",
      text: inHours,
    },
    {
      key: "tail",
      label: t("sim.row-tail"),
      cells: hours.row(yards.map((yard) => yard?.wait.p95 ?? null)),
      better: "less",
      text: inHours,
    },
    {
      key: "queue",
      label: t("sim.row-queue", { unit: t(`sim.waiting-${crossing.unit}`) }),
      cells: yards.map((yard) => amount(yard?.queue.mean)),
      delta: delta(whatOf(crossing), "queue") ?? apart(one?.queue, two?.queue),
      better: "less",
      text: inUnits,
    },
    {
      key: "could",
      label: t("sim.row-could", { unit }),
      cells: yards.map((yard) => amount(yard?.simulatedCapacityPerYear.mean)),
      delta:
        delta(whatOf(crossing), "capacityPerYear") ??
        apart(one?.simulatedCapacityPerYear, two?.simulatedCapacityPerYear),
      better: "more",
      text: inUnits,
    },
    {
      key: "carried",
      label: t("sim.row-carried", { unit }),
      cells: yards.map((yard) => amount(yard?.carriedPerYear.mean)),
      delta: delta(whatOf(crossing), "carriedPerYear") ?? apart(one?.carriedPerYear, two?.carriedPerYear),
      better: "more",
      text: inUnits,
    },
    {
      key: "trip",
      label: t("sim.row-trip"),
      cells: hours.row(sides.map(({ state }) => state.endToEnd.mean)),
      delta: delta("endToEnd", "endToEnd") ?? apart(sides[0]?.state.endToEnd, sides[1]?.state.endToEnd),
      range: sides[0] ? hours.rangeAbove(sides[0].state.endToEnd) : "",
      better: "less",
      text: inHours,
    },
  ];
  const paired = rows.some((row) => row.delta !== undefined);
  const table = (
    <table className="sim-figures" data-sides={sides.length}>
      <thead>
        <tr>
          <th scope="col">
            <span className="sr-only">{t("runs.figure")}</span>
          </th>
          {sides.map((side) => (
            <th key={side.key} scope="col">
              {side.name}
            </th>
          ))}
          {paired && (
            <th scope="col" data-delta="">
              {t("show.difference")}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <th scope="row">{row.label}</th>
            {row.cells.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
              <td key={index} className="num">
                {cell}
                {sides.length === 1 && row.range && <span className="note">{row.range}</span>}
              </td>
            ))}
            {paired && <Delta row={row} />}
          </tr>
        ))}
      </tbody>
    </table>
  );
  if (!beside) return table;
  return (
    <>
      {table}
      <p className="note" data-independent="">
        {t(beside.seed === ok.seed ? "sim.independent-same-seed" : "sim.independent", {
          level: format.percent(crossing.wait.level),
        })}
        {(beside.period.from !== ok.period.from || beside.period.to !== ok.period.to) && ` ${t("sim.beside-periods")}`}
      </p>
    </>
  );
}

/** A difference that may be none stays uncoloured. */
function Delta({ row: { delta, better, text } }: { readonly row: Row }) {
  const { t } = useTranslation();
  if (!delta || delta.mean === null) return <td />;
  const { mean, range } = text(delta);
  const sure = isSure(delta);
  const good = delta.mean < 0 === (better === "less");
  return (
    <td
      className="num"
      title={sure ? undefined : t("sim.not-sure")}
      data-good={(sure && good) || undefined}
      data-bad={(sure && !good) || undefined}
    >
      {mean}
      <span className="note">{range}</span>
    </td>
  );
}
