// The answer of `kopru simulate` for people: how long, where the waiting is, how sure.

import type { IntervalJson, MeasureJson, SimulateAnswer, SimulateOk } from "../wire/simulate.ts";
import { bold, faint, number, plural, yellow } from "./style.ts";
import { toTable } from "./table.ts";

/** The whole text; ends with a line break. */
export function toSimulateText(answer: SimulateAnswer): string {
  if (answer.status === "invalid") return "";
  if (answer.status === "none") {
    const hints = answer.problems.map(({ hint }) => faint(hint)).join("\n");
    return `No answer. ${answer.message}\n${hints}\n`;
  }
  const warnings = answer.warnings.map(({ message, hint }) => `${yellow("!")} ${message} ${faint(hint)}\n`);
  return `${toSummary(answer)}${warnings.join("")}\n${toBlocks(answer)}${toFleets(answer)}${toDifferences(answer)}`;
}

function toSummary(answer: SimulateOk): string {
  const { endToEnd, throughputPerHour, precision } = answer;
  const size = `${plural(answer.replications, "replication")}, ${number(answer.customers)} entities, ${number(answer.events)} events in ${number(answer.seconds, 2)} s`;
  const rows: (readonly [string, string])[] = [
    ["From arrival to the end, hours", `${sure(endToEnd)}  ${quantiles(endToEnd)}`],
    ["Throughput an hour", sure(throughputPerHour)],
    ["Not counted at the start, hours", `${number(answer.run.warmUpHours, 1)} (${answer.run.warmUpBy})`],
    ["Trace", answer.traceHash],
  ];
  if (precision !== null)
    rows.push([
      "Precision",
      `${number((precision.reached ?? 0) * 100, 2)} % (asked: ${number(precision.asked * 100, 2)} %)`,
    ]);
  return `${bold(answer.model.name)} ${faint(size)}\n${toTable([{ title: "" }, { title: `${number(answer.endToEnd.level * 100)} % interval` }], rows)}`;
}

function toBlocks({ blocks }: SimulateOk): string {
  const right = (title: string) => ({ title, align: "right" as const });
  return toTable(
    [
      { title: "Block" },
      right("Wait h"),
      right("±"),
      right("P95"),
      right("Queue"),
      right("±"),
      right("P95"),
      right("Busy"),
      right("Lost"),
    ],
    Object.entries(blocks).map(([name, block]) => [
      name,
      digits(block.wait.mean),
      half(block.wait),
      digits(block.wait.p95),
      digits(block.queue.mean),
      half(block.queue),
      digits(block.queue.p95),
      block.utilisation.mean === null ? "" : `${number(block.utilisation.mean * 100, 1)} %`,
      block.lost === 0 ? "" : number(block.lost),
    ]),
  );
}

function toFleets({ fleets }: SimulateOk): string {
  const rows = Object.entries(fleets).map(([name, { vessels, voyages, load, share }]) => [
    name,
    number(vessels),
    number(voyages),
    digits(load.mean),
    ...[share.sailing, share.atDock, share.waitingToEnter + share.waitingToLeave].map(
      (each) => `${number(each * 100, 1)} %`,
    ),
  ]);
  if (rows.length === 0) return "";
  const right = (title: string) => ({ title, align: "right" as const });
  return `\n${toTable([{ title: "Fleet" }, right("Vessels"), right("Loads"), right("Mean load"), right("Sailing"), right("Waiting for a load"), right("Held at ports")], rows)}`;
}

function toDifferences({ against }: SimulateOk): string {
  if (against === null) return "";
  return `\n${bold(against.name)} less this\n${toDifferenceTable(against.differences)}`;
}

interface Told {
  readonly what: string;
  readonly measure: string;
  readonly difference: IntervalJson;
  readonly correlation: number;
  readonly gain: number;
}

/** Differences under the same luck, with what that is worth. */
export function toDifferenceTable(differences: readonly Told[]): string {
  const right = (title: string) => ({ title, align: "right" as const });
  const rows = differences.map(({ what, measure, difference, correlation, gain }) => [
    what,
    measure,
    digits(difference.mean),
    half(difference),
    number(correlation, 2),
    `${number(gain, 1)} ×`,
  ]);
  return toTable(
    [{ title: "" }, { title: "" }, right("Difference"), right("±"), right("Correlation"), right("Narrower")],
    rows,
  );
}

export const digits = (value: number | null): string =>
  value === null ? "" : number(value, value !== 0 && Math.abs(value) < 10 ? 3 : 1);
export const half = ({ low, high }: IntervalJson): string =>
  low === null || high === null ? "" : digits((high - low) / 2);
/** A mean with as many digits as its half-width has to tell. Of what cannot be below zero an interval that reaches there is cut. */
export function sure({ mean, low, high }: IntervalJson): string {
  if (mean === null || low === null || high === null) return digits(mean);
  if (low < 0) return `${digits(mean)} (0 to ${digits(high)})`;
  const width = (high - low) / 2;
  const decimals = width >= 1 ? 1 : width >= 0.1 ? 2 : 3;
  return `${number(mean, decimals)} ± ${number(width, decimals)}`;
}
export const quantiles = ({ p50, p80, p95 }: MeasureJson): string =>
  faint(`P50 ${digits(p50)}, P80 ${digits(p80)}, P95 ${digits(p95)}`);
