// What a newcomer asks of a simulated crossing, answered in sentences: how long is the wait, what can be carried, what changes.

import { enoughToTell } from "../lib/enough-replications.ts";
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
  if (changed !== null && comparison !== null)
    lines.push(
      `${changed.name}, beside ${base.name}, with the same luck:`,
      ...saysDifferences(base, changed, comparison, { told, replications: answer.replications }),
      ...saysStations(base, changed, comparison),
      ...saysTankers(base, changed),
    );
  if (precision !== null)
    lines.push(
      precision.isReached
        ? `Precision reached: half the interval of the mean time end to end is ${number((precision.reached ?? 0) * 100, 2)} % of it.`
        : `Precision not reached: half the interval is ${number((precision.reached ?? 0) * 100, 2)} % of the mean time end to end, ${number(precision.asked * 100, 2)} % were asked for.`,
    );
  if (period.settlesHours !== null)
    lines.push(
      `Not counted are ${number(period.warmUpHours / 24)} days before the period, in which an empty crossing fills. A rule that looks at queues alone (MSER-5) would leave out ${number(period.settlesHours / 24)} of the first ${number((4 * period.warmUpHours) / 24)} days, but takes a season's queues for filling too.`,
    );
  const { worst } = state.days;
  const whose = changed === null ? "" : `, ${state.name}`;
  if (worst !== null) lines.push(`Worst day${whose}: ${worst.date} of replication ${worst.replication}. ${worst.what}`);
  return lines.map((line) => `${line}\n`).join("");
}

type Comparison = NonNullable<SimulateCorridorOk["comparison"]>;
type Differs = Comparison[number]["difference"];

/** End to end, and of the ways that are told of the wait and what ships could carry. */
function saysDifferences(
  base: SimulatedStateJson,
  changed: SimulatedStateJson,
  comparison: Comparison,
  { told, replications }: { readonly told: readonly Crossing[]; readonly replications: number },
): string[] {
  const enough = (difference: Differs): string => saysEnough(enoughToTell(difference, replications));
  const find = (what: string, measure: Comparison[number]["measure"]): Differs | undefined =>
    comparison.find((row) => row.what === what && row.measure === measure)?.difference;
  const overall = find("endToEnd", "endToEnd");
  const ways = told.flatMap((crossing): string[] => {
    const isSame = (other: Crossing): boolean => other.line === crossing.line && other.from === crossing.from;
    const [before, after] = [base, changed].map(({ crossings }) => crossings.find(isSame));
    const what = `${crossing.line} from ${crossing.from}`;
    const [wait, capacity] = [find(what, "wait"), find(what, "capacityPerYear")];
    if (before === undefined || after === undefined || wait === undefined || capacity === undefined) return [];
    const { fromName, toName, name, unit } = crossing;
    if (isNothing(wait) && isNothing(capacity))
      return [`  ${fromName}: the wait for ${name} and what the ships can carry are as before.`];
    return [
      `  Wait at ${fromName} for ${name}: ${differs(wait, "h")} (${whole(before.wait.mean)} h before, ${whole(after.wait.mean)} h then).${isNothing(wait) ? "" : enough(wait)}`,
      `  ${fromName} to ${toName}: full both ways the ships carry ${whole(after.simulatedCapacityPerYear.mean)} ${plurals(unit)} a year, ${differs(capacity, plurals(unit))}.`,
    ];
  });
  return [
    ...(overall
      ? [`  End to end, mean of all: ${differs(overall, "h")}.${isNothing(overall) ? "" : enough(overall)}`]
      : []),
    ...ways,
  ];
}

const saysEnough = (enough: number | undefined): string =>
  enough === undefined
    ? ""
    : Number.isFinite(enough)
      ? ` About ${number(enough)} replications would probably tell.`
      : " Even 1,000 replications would probably not tell.";

/** Stations of borders and gauge changes told of, those that wait changed most at. */
const MOST_STATIONS = 3;
/** Less is nothing that anybody at a border would notice. */
const LEAST_HOURS = 0.5;

function saysStations(base: SimulatedStateJson, changed: SimulatedStateJson, comparison: Comparison): string[] {
  const waitAt = (state: SimulatedStateJson, station: string): number | null =>
    state.stations.find(({ id }) => id === station)?.wait.mean ?? null;
  return comparison
    .flatMap(({ what, measure, difference }) => {
      const station = base.utilisation.find(({ kind, id }) => kind === "station" && id === what);
      const isTold = isSure(difference) && Math.abs(difference.mean ?? 0) >= LEAST_HOURS;
      return station === undefined || measure !== "wait" || !isTold ? [] : [{ station, difference }];
    })
    .toSorted((a, b) => Math.abs(b.difference.mean ?? 0) - Math.abs(a.difference.mean ?? 0))
    .slice(0, MOST_STATIONS)
    .map(
      ({ station: { id, name }, difference }) =>
        `  Wait at ${name}: ${differs(difference, "h")} (${whole(waitAt(base, id))} h before, ${whole(waitAt(changed, id))} h then).`,
    );
}

/** Of what comes by tanker, less is what a solver left over. */
const LEAST_OIL_SHARE = 0.005;

/** Lines of tankers to which another amount of oil comes. */
function saysTankers(base: SimulatedStateJson, changed: SimulatedStateJson): string[] {
  return (changed.tankers?.lines ?? []).flatMap((line) => {
    const before = base.tankers?.lines.find((other) => other.line === line.line);
    const more = line.comesTonnesPerYear - (before?.comesTonnesPerYear ?? 0);
    if (Math.abs(more) < LEAST_OIL_SHARE * line.comesTonnesPerYear) return [];
    const comes = `  ${line.name}: ${number(line.comesTonnesPerYear)} t a year come`;
    const inTank = `oil waits ${whole(line.tankHours.mean)} h in the tank`;
    const held = `${whole(line.heldHours.mean)} h before it while it is full`;
    if (before === undefined) return [`${comes}, none before; ${inTank} and ${held}.`];
    return [
      `${comes}, ${number(Math.abs(more))} ${more < 0 ? "less" : "more"}; ${inTank} (${whole(before.tankHours.mean)} before) and ${held} (${whole(before.heldHours.mean)} before).`,
    ];
  });
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

const aboutDifference = (interval: Known): string =>
  `${whole(interval.mean)}${interval.low === null ? "" : ` ± ${halfOf(interval)}`}`;

/** Of what cannot be below zero: an interval that reaches there is cut. */
const about = (interval: Known): string =>
  interval.low !== null && interval.low < 0
    ? `${whole(interval.mean)} (0 to ${whole(interval.high)})`
    : aboutDifference(interval);

/** What is shown as 0 with an interval of 0. */
const SMALLEST_SHOWN = 0.05;
const isNothing = ({ mean, low, high }: Known): boolean =>
  Math.abs(mean ?? 0) < SMALLEST_SHOWN && Math.abs((high ?? 0) - (low ?? 0)) < 2 * SMALLEST_SHOWN;

const isSure = ({ low, high }: Known): boolean => low === null || high === null || low > 0 || high < 0;

/** `4.1 ± 0.9 h less`. */
function differs(difference: Known, unit: string): string {
  const { mean, low, high } = difference;
  if (mean === null) return "no difference is known";
  if (isNothing(difference)) return "as before";
  return `${aboutDifference({ mean: Math.abs(mean), low, high })} ${unit} ${mean < 0 ? "less" : "more"}${isSure(difference) ? "" : ", which may be chance"}`;
}
