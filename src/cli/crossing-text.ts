// The answer of `kopru simulate --scenario` for people: first in sentences, then in tables.

import type { SimulateCorridorAnswer, SimulateCorridorOk, SimulatedStateJson } from "../wire/simulate-corridor.ts";
import { saysOfCrossing } from "./crossing-sentences.ts";
import { digits, half, quantiles, sure, toDifferenceTable } from "./simulate-text.ts";
import { bold, faint, number, plural, yellow } from "./style.ts";
import { toTable } from "./table.ts";

const right = (title: string) => ({ title, align: "right" as const });

/** The whole text; ends with a line break. */
export function toCrossingText(answer: SimulateCorridorAnswer): string {
  if (answer.status === "invalid") return "";
  if (answer.status === "none") {
    const hints = answer.problems.map(({ hint }) => faint(hint)).join("\n");
    return `No answer. ${answer.message}\n${hints}\n`;
  }
  const { period, replications, seconds, threads, base, changed, sensitivity, warnings } = answer;
  const size = `${period.from} to ${period.to}, ${plural(replications, "replication")}, ${plural(threads, "thread")}, ${number(seconds, 1)} s`;
  const title = `Crossing simulated: ${(changed ?? base).name}`;
  const notes = warnings.map(({ message, hint }) => `${yellow("!")} ${message} ${faint(hint)}\n`).join("");
  const parts =
    changed === null
      ? [toStateText(base)]
      : [`\n${bold(`Base: ${base.name}`)}`, toStateText(base), `\n${bold(changed.name)}`, toStateText(changed)];
  return `${bold(title)} ${faint(size)}\n${saysOfCrossing(answer)}${notes}${parts.join("")}${toDifferences(answer)}${toTornado(sensitivity)}`;
}

function toStateText(state: SimulatedStateJson): string {
  const { endToEnd, groups, crossings, fleets } = state;
  const hours = (group: SimulatedStateJson["groups"][number], stage: string): string =>
    digits(group.stages.find((each) => each.stage === stage)?.hours ?? null);
  const byGroup = toTable(
    [
      { title: "Hours, mean" },
      right("Units a year"),
      right("End to end"),
      right("P50"),
      right("P80"),
      right("P95"),
      right("Before"),
      right("Stations"),
      right("Port"),
      right("Wait for ship"),
      right("Crossing"),
      right("After"),
    ],
    groups.map((group) => [
      group.name,
      number(group.unitsPerYear),
      sure(group.endToEnd),
      digits(group.endToEnd.p50),
      digits(group.endToEnd.p80),
      digits(group.endToEnd.p95),
      ...["before", "stations", "portOfDeparture", "waitForShip", "crossing", "after"].map((stage) =>
        hours(group, stage),
      ),
    ]),
  );
  const byLine = toTable(
    [
      { title: "Line" },
      { title: "From" },
      { title: "" },
      right("Came a year"),
      right("Carried"),
      right("Full both ways"),
      right("Wait h"),
      right("P95"),
      right("Queue"),
      right("P95"),
    ],
    crossings.map((each) => [
      each.line,
      each.from,
      each.unit,
      `${whole(each.cameToPortPerYear)}${each.settles ? "" : "!"}`,
      whole(each.carriedPerYear),
      whole(each.simulatedCapacityPerYear),
      sure(each.wait),
      digits(each.wait.p95),
      sure(each.queue),
      digits(each.queue.p95),
    ]),
  );
  const isSooner = crossings.some(
    ({ carriedPerYear, simulatedCapacityPerYear: full }) => (carriedPerYear.mean ?? 0) > (full.mean ?? Infinity),
  );
  const ofSooner = isSooner
    ? `${faint("More is carried than full both ways where ships come back with less, and sooner.")}\n`
    : "";
  const byFleet = toTable(
    [
      { title: "Ships" },
      right("Number"),
      right("Sailings a year"),
      right("Mean load"),
      right("of"),
      right("Round h"),
      right("At sea"),
      right("Held at ports"),
      right("Held for loads"),
    ],
    fleets.map(({ line, vessels, voyagesPerYear, load, unitsEach, roundTripHours, share }) => [
      line,
      number(vessels),
      number(voyagesPerYear),
      digits(load.mean),
      number(unitsEach),
      digits(roundTripHours),
      ...[share.sailing, share.waitingToEnter + share.waitingToLeave, share.atDock].map(percent),
    ]),
  );
  return `\nEnd to end ${sure(endToEnd)} h ${quantiles(endToEnd)}\n${byGroup}\n${byLine}${ofSooner}\n${byFleet}${toLost(state)}${toWeather(state)}${toBusy(state)}${toService(crossings)}${toEmissions(state)}${toTankers(state)}`;
}

/** `18,500 ± 240`. */
const whole = ({ mean, low, high }: SimulatedStateJson["crossings"][number]["carriedPerYear"]): string =>
  `${number(mean ?? 0)}${low === null || high === null ? "" : ` ± ${number((high - low) / 2)}`}`;

const percent = (share: number): string => `${number(share * 100, 1)} %`;

/** What units wait for, by group. */
function toLost({ groups, lostTime, waitHours }: SimulatedStateJson): string {
  const met = lostTime.filter(({ cause }) =>
    groups.some((group) =>
      group.lostTime.some((each) => each.cause === cause && (each.hoursPerUnit.mean ?? 0) > 0.005),
    ),
  );
  if (met.length === 0) return "";
  const row = (name: string, wait: typeof waitHours, causes: typeof lostTime): string[] => [
    name,
    sure(wait),
    ...met.map(({ cause }) => digits(causes.find((each) => each.cause === cause)?.hoursPerUnit.mean ?? null)),
  ];
  return `\n${toTable(
    [{ title: "Hours a unit waits" }, right("All"), ...met.map(({ cause }) => right(`For ${cause}`))],
    [row("all", waitHours, lostTime), ...groups.map((group) => row(group.name, group.waitHours, group.lostTime))],
  )}`;
}

/** How long ports are shut, and both shores of a line at once. */
function toWeather({ weather: { ports, lines }, crossings }: SimulatedStateJson): string {
  if (ports.length === 0) return "";
  const share = ({ mean, low, high }: SimulatedStateJson["waitHours"]): string =>
    mean === null ? "" : `${percent(mean)}${low === null || high === null ? "" : ` ± ${number(50 * (high - low), 1)}`}`;
  const nameOf = (place: string): string => ports.find((port) => port.place === place)?.name ?? place;
  const byPort = toTable(
    [{ title: "Ports" }, right("Shut"), right("Longest spell h")],
    ports.map(({ name, shutShare, longestHours }) => [name, share(shutShare), sure(longestHours)]),
  );
  const used = lines.filter(({ line }) => crossings.some((each) => each.line === line));
  // Lines between the same ports have the same weather.
  const shores = new Map(used.map((line) => [`${nameOf(line.from)} and ${nameOf(line.to)}`, line]));
  const byShores = toTable(
    [{ title: "Both shores" }, right("Shut at once"), right("If they had nothing to do with each other")],
    [...shores].map(([name, { bothShutShare, apartShare }]) => [name, share(bothShutShare), percent(apartShare)]),
  );
  return `\n${byPort}\n${byShores}`;
}

/** Oil, apart from all above. */
function toTankers({ tankers }: SimulatedStateJson): string {
  if (tankers === null) return "";
  const lines = toTable(
    [
      { title: "Tankers, not in any figure above" },
      right("Comes t a year"),
      right("Carried"),
      right("Ships"),
      right("Sailings a year"),
      right("Load t"),
      right("In tank h"),
      right("P95"),
      right("Held back h"),
      right("For weather h"),
      right("Round h"),
      right("Held at ports"),
    ],
    tankers.lines.map((line) => [
      line.line,
      `${number(line.comesTonnesPerYear)}${line.settles ? "" : "!"}`,
      number(line.carriedTonnesPerYear.mean ?? 0),
      number(line.ships.reduce((sum, { vessels }) => sum + vessels, 0)),
      number(line.sailingsPerYear.mean ?? 0),
      number(line.loadTonnes.mean ?? 0),
      sure(line.tankHours),
      digits(line.tankHours.p95),
      digits(line.heldHours.mean),
      digits(line.waits.find(({ cause }) => cause === "weather")?.hours ?? null),
      digits(line.roundTripHours),
      percent(line.share.waitingToEnter + line.share.waitingToLeave),
    ]),
  );
  const berths = toTable(
    [{ title: "Oil berths" }, right("Number"), right("In use")],
    tankers.berths.map(({ place, count, inUse }) => [
      place,
      number(count),
      inUse.mean === null ? "" : percent(inUse.mean / count),
    ]),
  );
  return `\n${lines}${faint("What comes by tanker is the steady flow of each month of the oil model; how oil is moved day by day is what kopru oil plans.")}\n\n${berths}`;
}

function toBusy({ utilisation }: SimulatedStateJson): string {
  const told = utilisation.filter(({ kind, utilisation: use }) => kind !== "fleet" && use !== null);
  // Books that agree are no news.
  const hasErrors = told.some(({ littleError }) => (littleError ?? 0) > LEAST_ERROR);
  const rows = told.map(({ kind, name, handles, servers, utilisation: use, wait, littleError }) => [
    handles === null || handles === "units" ? name : `${name}, ${handles}`,
    kind,
    servers === null ? "" : number(servers),
    use?.mean == null ? "" : percent(use.mean),
    digits(wait?.mean ?? null),
    digits(wait?.p95 ?? null),
    ...(hasErrors ? [littleError === null ? "" : littleError.toExponential(0)] : []),
  ]);
  if (rows.length === 0) return "";
  return `\n${toTable([{ title: "Berths and stations" }, { title: "" }, right("Number"), right("In use"), right("Wait h"), right("P95"), ...(hasErrors ? [right("Little's law off by")] : [])], rows)}`;
}

/** More than rounding leaves in areas under queues against waits added up. */
const LEAST_ERROR = 1e-9;

/** Only when a level of service was asked for. */
function toService(crossings: SimulatedStateJson["crossings"]): string {
  const rows = crossings.flatMap(({ line, from, unit, demandPerYear, service }) =>
    service === null
      ? []
      : [
          [
            line,
            from,
            unit,
            number(demandPerYear),
            service.perYear === null ? "more" : service.load === 0 ? "less" : number(service.perYear),
            service.perYears === null ? "" : half(service.perYears),
            service.load === null ? "" : number(service.load, 2),
          ],
        ],
  );
  if (rows.length === 0) return "";
  const hours = crossings[0].service?.waitHours ?? 0;
  return `\n${toTable([{ title: `Mean wait up to ${number(hours)} h` }, { title: "From" }, { title: "" }, right("Comes a year"), right("Could come"), right("±"), right("Times")], rows)}`;
}

function toEmissions({ emissions }: SimulatedStateJson): string {
  if (emissions === null) return "";
  const rows = emissions.lines.map(({ line, co2eTonnes, perTeuKg, perTonneKg, voyagesPerYear }) => [
    line,
    number(voyagesPerYear),
    number(co2eTonnes),
    digits(perTeuKg),
    digits(perTonneKg),
  ]);
  return `\n${toTable([{ title: "Ships' CO2e" }, right("Sailings a year"), right("t a year"), right("kg a TEU"), right("kg a tonne")], rows)}`;
}

/** Flows that are solved anew leave their last digits everywhere: what is below a thousandth of the noise of independent runs, or
 * would be shown as 0.000, is nothing that a scenario does. */
function isSeen({
  difference: { mean, low, high },
  gain,
}: NonNullable<SimulateCorridorOk["comparison"]>[number]): boolean {
  const independent = low === null || high === null ? 0 : (gain * (high - low)) / 2;
  return Math.abs(mean ?? 0) >= Math.max(0.0005, 1e-3 * independent);
}

/** Only what is more than chance; the rest is counted. */
function toDifferences({ base, comparison }: SimulateCorridorOk): string {
  if (comparison === null) return "";
  const isSure = ({ low, high }: (typeof comparison)[number]["difference"]): boolean =>
    low === null || high === null || low > 0 || high < 0;
  const seen = comparison.filter(isSeen);
  const told = seen.filter(({ difference }) => isSure(difference));
  const rest = comparison.length - told.length;
  const left = rest === 0 ? "" : `${faint(`${plural(rest, "more difference")} may be chance or none: see --json.`)}\n`;
  const title = `\n${bold("Scenario less base, same luck")}\n`;
  if (told.length === 0) return `${title}${left}`;
  const { level } = told[0].difference;
  const byChance = `Each row is sure at ${number(level * 100)} % by itself: of ${number(seen.length)} that were compared and differ at all, about ${number(seen.length * (1 - level), 1)} would seem sure by chance alone.`;
  const named = told.map((each) => ({
    ...each,
    what: nameOfCompared(each.what, base),
    measure: MEASURES[each.measure],
  }));
  return `${title}${toDifferenceTable(named)}${faint(byChance)}\n${left}`;
}

const MEASURES: Readonly<Record<NonNullable<SimulateCorridorOk["comparison"]>[number]["measure"], string>> = {
  endToEnd: "h end to end",
  wait: "h of waiting",
  queue: "units waiting",
  carriedPerYear: "carried a year",
  capacityPerYear: "full both ways a year",
};

/** What a row of a comparison is of, in words. */
function nameOfCompared(what: string, { groups, crossings, utilisation }: SimulatedStateJson): string {
  if (what === "endToEnd") return "All";
  const crossing = crossings.find(({ line, from }) => `${line} from ${from}` === what);
  if (crossing !== undefined) return `${crossing.name}, from ${crossing.fromName}`;
  const group = groups.find(({ id }) => id === what);
  return group?.name ?? utilisation.find(({ kind, id }) => kind === "station" && id === what)?.name ?? what;
}

function toTornado(sensitivity: SimulateCorridorOk["sensitivity"]): string {
  if (sensitivity === null) return "";
  const { answer, value, replications, rows } = sensitivity;
  const sure = rows.filter(isTold);
  const title = `What ${answer === "endToEnd" ? "the mean time end to end" : `the wait for ${answer}`} depends on (${digits(value)} h now, mean of ${plural(replications, "replication")})`;
  return `\n${bold(title)}\n${saysDependsOn(sure)}${toTable(
    [
      { title: "Input" },
      right("Now"),
      right("Low"),
      right("High"),
      { title: "" },
      right("h at low"),
      right("±"),
      right("h at high"),
      right("±"),
      right("% per %"),
      { title: "" },
    ],
    rows.map((row) => [
      row.name,
      digits(row.value),
      digits(row.low),
      digits(row.high),
      `${row.unit}${row.by === "stated" ? "" : ", assumed"}`,
      digits(row.answerLow.mean),
      half(row.answerLow),
      digits(row.answerHigh.mean),
      half(row.answerHigh),
      number(row.elasticity.mean ?? 0, 2),
      isTold(row) ? "" : saysOfUnsure(row),
    ]),
  )}`;
}

type SensitivityRow = NonNullable<SimulateCorridorOk["sensitivity"]>["rows"][number];

/** Whether the answer at one of the ends is surely another. */
const isTold = (row: SensitivityRow): boolean => mostOf(row) > 0;

/** The greatest change that is surely one, either way; 0 when none is. */
const mostOf = ({ answerLow, answerHigh }: SensitivityRow): number =>
  Math.max(
    0,
    ...[answerLow, answerHigh].map(({ mean, low, high }) =>
      low !== null && high !== null && (low > 0 || high < 0) ? Math.abs(mean ?? 0) : 0,
    ),
  );

/** Beside a row of which nothing is sure. */
const saysOfUnsure = ({ answerLow, answerHigh }: SensitivityRow): string =>
  [answerLow, answerHigh].every(({ mean, low, high }) => mean === 0 && low === 0 && high === 0)
    ? "none"
    : "may be chance";

const MOST_INPUTS = 3;

/** Of inputs that surely change the answer, most first. */
function saysDependsOn(sure: readonly SensitivityRow[]): string {
  if (sure.length === 0)
    return "No input that was changed alone changes it by more than chance may; more replications would tell more.\n";
  const inputs = sure
    .map((row) => ({ name: row.name, most: mostOf(row) }))
    .toSorted((a, b) => b.most - a.most)
    .slice(0, MOST_INPUTS)
    .map(({ name, most }) => `${name} (up to ${digits(most)} h)`);
  return `Of what changes it by more than chance may, it hangs most on: ${inputs.join("; ")}.\n`;
}
