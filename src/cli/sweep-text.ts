// What a sweep answered, for people: a row of each point with the figures that say most, and what is different from the first.

import type { RunRecordJson } from "../wire/runs.ts";
import type { SweepAnswer, SweepOk, SweepPointJson } from "../wire/sweep.ts";
import { bold, faint, number, plural, yellow } from "./style.ts";
import { toTable } from "./table.ts";

/** Figures that are shown; --json has all. */
const MOST_SHOWN = 2;
/** Wanted first, where a sweep has them. */
const WANTED = ["endToEnd.hours"];

export function toSweepText(answer: SweepAnswer, run: RunRecordJson): string {
  if (answer.status === "invalid") return "";
  const { name, axes, measures, points, rows } = answer;
  const shown = pick(answer);
  const scenarios = new Set(points.map(({ scenario }) => scenario));
  const table = toTable(
    [
      { title: "" },
      ...(scenarios.size > 1 ? [{ title: "scenario", width: 20 }] : []),
      ...axes.map(({ name: axis }) => ({ title: axis, align: "right" as const, width: widthOf(axis) })),
      ...shown.flatMap((m) => {
        const { name: title, unit } = measures[m];
        return [
          { title: `${title}${unit === "" ? "" : `, ${unit}`}`, align: "right" as const, width: 17 },
          { title: "less the first", align: "right" as const, width: 17 },
        ];
      }),
    ],
    points.map((point) => [
      String(point.point),
      ...(scenarios.size > 1 ? [point.scenario ?? faint("as it stands")] : []),
      ...point.values.map(String),
      ...(point.outcome === "ok"
        ? shown.flatMap((m) => [around(point.estimates[m]), toDifference(point, m)])
        : [yellow(point.outcome), ...Array.from({ length: 2 * shown.length - 1 }, () => "")]),
    ]),
  );
  const size = `${plural(points.length, "point")}, ${plural(rows.point.length, "replication")}${run.seconds === null ? "" : `, ${number(run.seconds, 1)} s`}`;
  const messages = points.flatMap(({ point, message }) =>
    message === null ? [] : [`${yellow("!")} ${point}: ${message}\n`],
  );
  const level = faint(
    `± half of the ${number(100 * answer.level)} % interval; differences under the same luck. --json has ${measures.length} figures.\n`,
  );
  return `${bold(name)} ${faint(size)}\n${table}${messages.join("")}${level}`;
}

/** Positions of the figures to show: those wanted, then the first waits. */
function pick({ measures }: SweepOk): number[] {
  const wanted = WANTED.map((id) => measures.findIndex((measure) => measure.id === id)).filter((m) => m >= 0);
  const rest = [...measures.keys()].filter((m) => !wanted.includes(m) && measures[m].id.endsWith(".wait"));
  const others = [...measures.keys()].filter((m) => !wanted.includes(m) && !rest.includes(m));
  return [...wanted, ...rest, ...others].slice(0, MOST_SHOWN);
}

type Estimate = SweepPointJson["estimates"][number];

const around = (estimate: Estimate): string => `${figure(estimate.mean)} ± ${figure(half(estimate))}`;

/** Faint where it may be none at all. */
function toDifference({ differences }: SweepPointJson, measure: number): string {
  const difference = differences?.[measure];
  if (difference?.mean == null) return "";
  const { low, high, mean } = difference;
  const isSure = low !== null && high !== null && (low > 0 || high < 0);
  const text = `${mean > 0 ? "+" : ""}${around(difference)}`;
  return isSure ? text : faint(text);
}

const AXIS_WIDTH = 14;
const widthOf = (name: string): number => Math.min(AXIS_WIDTH, Math.max(8, name.length + 2));

const half = ({ low, high }: Estimate): number | null => (low === null || high === null ? null : (high - low) / 2);

/** Three digits that count. */
function figure(value: number | null): string {
  if (value === null) return "–";
  const size = Math.abs(value);
  return number(value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
}
