// What a newcomer asks of a simulated crossing, answered in sentences: how long is the wait, what can be carried, what changes.

import type { SimulateCorridorOk, SimulatedStateJson } from "../wire/simulate-corridor.ts";
import { number } from "./style.ts";

type Crossing = SimulatedStateJson["crossings"][number];

/** Ways told of when no fleet was changed: those that carry most containers. */
const MOST_TOLD = 2;

/** A few lines; each ends with a line break. */
export function saysOfCrossing(answer: SimulateCorridorOk): string {
  const { base, changed, comparison, precision, period } = answer;
  const others = otherFleets(base, changed);
  // Two fleets side by side: the first is told, then what the other changes.
  const state = others.length > 0 ? base : (changed ?? base);
  const told = pickCrossings(state, others);
  const lines = [
    ...(others.length > 0 ? [`${state.name}:`] : []),
    `From start to end ${about(state.endToEnd)} h on average; half take up to ${whole(state.endToEnd.p50)}, 80 % up to ${whole(state.endToEnd.p80)}, 95 % up to ${whole(state.endToEnd.p95)} h.`,
    ...told.flatMap((crossing) => [saysWait(crossing, state), saysCapacity(crossing)]),
  ];
  if (changed !== null && comparison !== null) {
    lines.push(`${changed.name}, beside ${base.name}, with the same luck:`);
    const overall = comparison.find(({ what }) => what === "endToEnd")?.difference;
    if (overall) lines.push(`  End to end, mean of all: ${differs(overall)}.`);
    const isSame = (crossing: Crossing) => (other: Crossing) =>
      other.line === crossing.line && other.from === crossing.from;
    for (const crossing of told) {
      const [before, after] = [base, changed].map(({ crossings }) => crossings.find(isSame(crossing)));
      const wait = comparison.find(
        ({ what, measure }) => what === `${crossing.line} from ${crossing.from}` && measure === "wait",
      );
      if (before === undefined || after === undefined || wait === undefined) continue;
      lines.push(
        `  Wait at ${crossing.fromName} for ${crossing.name}: ${differs(wait.difference)} (${whole(before.wait.mean)} h before, ${whole(after.wait.mean)} h then).`,
        `  ${crossing.fromName} to ${crossing.toName}: full both ways the ships carry ${whole(after.simulatedCapacityPerYear.mean)} ${plurals(crossing.unit)} a year${capacityDiffers(before.simulatedCapacityPerYear, after.simulatedCapacityPerYear)}.`,
      );
    }
  }
  if (precision !== null)
    lines.push(
      precision.isReached
        ? `Precision reached: half the interval of the mean time end to end is ${number((precision.reached ?? 0) * 100, 2)} % of it.`
        : `Precision not reached: half the interval is ${number((precision.reached ?? 0) * 100, 2)} % of the mean time end to end, ${number(precision.asked * 100, 2)} % were asked for.`,
    );
  if (period.settlesHours !== null)
    lines.push(
      `Left out at the start: ${number(period.warmUpHours / 24)} days; MSER-5 would leave out ${number(period.settlesHours / 24)} of the first ${number((4 * period.warmUpHours) / 24)}, seasons among them.`,
    );
  const { worst } = state.days;
  const whose = changed === null ? "" : `, ${state.name}`;
  if (worst !== null) lines.push(`Worst day${whose}: ${worst.date} of replication ${worst.replication}. ${worst.what}`);
  return lines.map((line) => `${line}\n`).join("");
}

/** Lines with other ships than in the base. */
const otherFleets = (base: SimulatedStateJson, changed: SimulatedStateJson | null): string[] =>
  (changed?.fleets ?? []).flatMap(({ line, vessels }) =>
    base.fleets.some((fleet) => fleet.line === line && fleet.vessels !== vessels) ? [line] : [],
  );

/** Those of lines with other fleets; else those with most containers. */
function pickCrossings({ crossings }: SimulatedStateJson, others: readonly string[]): Crossing[] {
  const own = crossings.filter(({ line }) => others.includes(line));
  if (own.length > 0) return own;
  return crossings.toSorted((a, b) => b.carriedTeuPerYear - a.carriedTeuPerYear).slice(0, MOST_TOLD);
}

function saysWait(
  { name, fromName, wait, queue, line, from }: Crossing,
  { fleets, utilisation }: SimulatedStateJson,
): string {
  const ships = fleets.find((fleet) => fleet.line === line)?.vessels ?? 0;
  const stands = utilisation.some(({ id }) => id === `${line}>${from}`)
    ? ` ${whole(queue.mean)} units stand there on average.`
    : "";
  return `${fromName}: the mean wait for ${ships === 1 ? "the one ship" : `one of the ${ships} ships`} of ${name} is ${about(wait)} h; half wait up to ${whole(wait.p50)}, 95 % up to ${whole(wait.p95)} h.${stands}`;
}

function saysCapacity({
  fromName,
  toName,
  unit,
  comesPerYear,
  carriedPerYear,
  simulatedCapacityPerYear,
  settles,
  service,
}: Crossing): string {
  const could = `${fromName} to ${toName}: ${number(comesPerYear)} ${plurals(unit)} a year come and ${about(carriedPerYear)} are carried; full both ways the ships carry ${about(simulatedCapacityPerYear)} a year.`;
  const level = service === null ? "" : saysService(service, unit);
  // A ship that returns all but empty is handled sooner, and makes more rounds than one that is full both ways.
  const isMore = (carriedPerYear.mean ?? 0) > (simulatedCapacityPerYear.mean ?? Number.POSITIVE_INFINITY);
  const sooner = isMore ? " They carry more this way since they come back with less, and sooner." : "";
  return `${could}${sooner}${settles ? "" : " More comes than can be taken: waits grow all the time."}${level}`;
}

function saysService({ waitHours, load, perYear, perYears }: NonNullable<Crossing["service"]>, unit: string): string {
  const wait = " The mean wait";
  if (load === null || perYear === null) return `${wait} stays within ${number(waitHours)} h at all traffic looked at.`;
  if (load === 0) return `${wait} is above ${number(waitHours)} h at all traffic looked at.`;
  const sure = perYears === null ? "" : ` ± ${halfOf(perYears)}`;
  return `${wait} comes to ${number(waitHours)} h at ${number(perYear)}${sure} ${plurals(unit)} a year.`;
}

const plurals = (unit: string): string => (unit === "unit" ? "units" : unit);

const whole = (value: number | null): string => (value === null ? "–" : number(value, Math.abs(value) < 10 ? 1 : 0));

interface Known {
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

const halfOf = ({ low, high }: Known): string => (low === null || high === null ? "" : whole((high - low) / 2));

const about = (interval: Known): string =>
  `${whole(interval.mean)}${interval.low === null ? "" : ` ± ${halfOf(interval)}`}`;

/** `, 6,745 less`. Not in pairs, so that what is called chance may be more than that, but never the other way round. */
function capacityDiffers(before: Known, after: Known): string {
  if (before.mean === null || after.mean === null) return "";
  const difference = Math.round(after.mean - before.mean);
  if (difference === 0) return ", as before";
  const [a, b] = [before, after].map(({ low, high }) => (low === null || high === null ? 0 : (high - low) / 2));
  const isSure = Math.abs(difference) > Math.sqrt(a * a + b * b);
  return `, ${number(Math.abs(difference))} ${difference < 0 ? "less" : "more"}${isSure ? "" : ", which may be chance"}`;
}

/** `4.1 ± 0.9 h less`. */
function differs({ mean, low, high }: Known): string {
  if (mean === null) return "no difference is known";
  const isSure = low === null || high === null || low > 0 || high < 0;
  return `${about({ mean: Math.abs(mean), low, high })} h ${mean < 0 ? "less" : "more"}${isSure ? "" : ", which may be chance"}`;
}
