// `kopru simulate --scenario`: the crossing of the dataset with its ships, ports and weather, a scenario beside the base.

import type { SimulateCorridorAnswer, SimulateCorridorOk, SimulatedStateJson } from "../wire/simulate-corridor.ts";
import { type GlobalOptions, loadGiven } from "./global-options.ts";
import { printAnswer } from "./print.ts";
import { digits, half, quantiles, sure } from "./simulate-text.ts";
import { bold, faint, number, plural, yellow } from "./style.ts";
import { toTable } from "./table.ts";

export interface SimulateCorridorOptions extends GlobalOptions {
  readonly from?: string;
  readonly seed: number;
  readonly replications: number;
  readonly level: number;
  readonly precision?: string;
  readonly maxReplications?: number;
  readonly serviceHours?: number;
  readonly days?: number;
}

/** Runs it. @returns the exit code */
export async function runSimulateCorridor(
  options: SimulateCorridorOptions,
  onProgress: (done: number, expected: number) => void,
  onEnd: () => void,
): Promise<number> {
  const [{ answerSimulateCorridor }, { readPrecision }] = await Promise.all([
    import("../wire/to-simulate-corridor.ts"),
    import("../wire/answer-simulate.ts"),
  ]);
  const { from, seed, replications, level, precision, maxReplications, serviceHours, days } = options;
  const asked = precision === undefined ? undefined : readPrecision(precision);
  const dataset = await loadGiven(options);
  const answer = answerSimulateCorridor(
    dataset,
    {
      seed,
      replications,
      level,
      ...(from === undefined ? {} : { from }),
      ...(asked === undefined ? {} : { precision: asked }),
      ...(maxReplications === undefined ? {} : { maxReplications }),
      ...(days === undefined ? {} : { days }),
      ...(serviceHours === undefined ? {} : { serviceHours }),
      onProgress,
    },
    () => performance.now(),
  );
  onEnd();
  return printAnswer(answer, options.json, toText);
}

const right = (title: string) => ({ title, align: "right" as const });

/** The whole text; ends with a line break. */
function toText(answer: SimulateCorridorAnswer): string {
  if (answer.status === "invalid") return "";
  if (answer.status === "none") {
    const hints = answer.problems.map(({ hint }) => faint(hint)).join("\n");
    return `No answer. ${answer.message}\n${hints}\n`;
  }
  const { scenario, period, replications, seconds, base, changed, comparison, warnings } = answer;
  const size = `${period.from} to ${period.to}, ${plural(replications, "replication")}, ${number(seconds, 1)} s`;
  const title = scenario === null ? "Crossing simulated" : `Crossing simulated: ${scenario.name}`;
  const notes = warnings.map(({ message, hint }) => `${yellow("!")} ${message} ${faint(hint)}\n`).join("");
  const parts =
    changed === null
      ? [toStateText(base)]
      : [`\n${bold("Base")}`, toStateText(base), `\n${bold(scenario?.name ?? "Scenario")}`, toStateText(changed)];
  return `${bold(title)} ${faint(size)}\n${notes}${parts.join("")}${toDifferences(comparison)}`;
}

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
            service.perYear === null ? "more" : number(service.perYear),
            service.load === null ? "" : number(service.load, 2),
          ],
        ],
  );
  if (rows.length === 0) return "";
  const hours = crossings[0].service?.waitHours ?? 0;
  return `\n${toTable([{ title: `Mean wait up to ${number(hours)} h` }, { title: "From" }, { title: "" }, right("Comes a year"), right("Could come"), right("Times")], rows)}`;
}

function toStateText({ endToEnd, groups, crossings, fleets, berths, stations }: SimulatedStateJson): string {
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
      right("Comes a year"),
      right("Carried"),
      right("Could"),
      right("Wait h"),
      right("P95"),
      right("Queue"),
      right("P95"),
    ],
    crossings.map((each) => [
      each.line,
      each.from,
      each.unit,
      `${number(each.demandPerYear)}${each.settles ? "" : "!"}`,
      number(each.carriedPerYear.mean ?? 0),
      number(each.simulatedCapacityPerYear.mean ?? 0),
      sure(each.wait),
      digits(each.wait.p95),
      sure(each.queue),
      digits(each.queue.p95),
    ]),
  );
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
      ...[share.sailing, share.waitingToEnter + share.waitingToLeave, share.atDock].map(
        (each) => `${number(each * 100, 1)} %`,
      ),
    ]),
  );
  const places = toTable(
    [{ title: "Berths and stations" }, right("Number"), right("In use"), right("Wait h"), right("P95")],
    [
      ...berths.map(({ terminal, count, inUse }) => [terminal, number(count), digits(inUse.mean), "", ""]),
      ...stations.map(({ id, servers, wait, utilisation }) => [
        id,
        number(servers),
        digits((utilisation.mean ?? 0) * servers),
        digits(wait.mean),
        digits(wait.p95),
      ]),
    ],
  );
  return `\nEnd to end ${sure(endToEnd)} h ${quantiles(endToEnd)}\n${byGroup}\n${byLine}\n${byFleet}\n${places}${toService(crossings)}`;
}

function toDifferences(comparison: SimulateCorridorOk["comparison"]): string {
  if (comparison === null) return "";
  const rows = comparison.map(({ what, measure, difference, correlation, gain }) => [
    what,
    measure,
    digits(difference.mean),
    half(difference),
    number(correlation, 2),
    `${number(gain, 1)} ×`,
  ]);
  return `\n${bold("Scenario less base")}\n${toTable([{ title: "" }, { title: "" }, right("Difference"), right("±"), right("Correlation"), right("Narrower")], rows)}`;
}
