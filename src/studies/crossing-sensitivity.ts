// What does an answer depend on? Each input alone at its stated low and high (20 % less and more where none is stated, one
// ship less and more of a fleet), the same luck in all; the answer's change, replication by replication, and its elasticity.
// Not covered: inputs that change together; flows stay as they are, as shippers are not asked again.

import {
  blockNames,
  type CorridorRead,
  corridorBlocks,
  type Experiment,
  endToEndMean,
  type Interval,
  intervalOf,
  type LineRead,
} from "../engines/simulation/index.ts";
import type { Dataset } from "../model/dataset.ts";
import type { Value } from "../model/facts.ts";
import { InvalidInput } from "../model/problem.ts";
import { type InstantHours, instant } from "../model/units.ts";
import type { Lab, PreparedCrossing } from "./corridor-simulation.ts";
import { runReplicated } from "./crossing-replications.ts";

/** Which answer: the mean time from end to end, or the mean wait for a ship of a line at one of its ports. */
export type SensitivityAsked = "endToEnd" | { readonly line: string; readonly from: string };

export type SensitiveParameter = "vessels" | "roundTrip" | "handling" | "patience" | "capacity" | "weather" | "demand";

export interface SensitivityRow {
  readonly parameter: SensitiveParameter;
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly by: "stated" | "assumed";
  /** The answer at `low`, and at `high`, less the answer as it is. */
  readonly answerLow: Interval;
  readonly answerHigh: Interval;
  readonly elasticity: Interval;
}

export interface Sensitivity {
  readonly asked: SensitivityAsked;
  readonly answer: Interval;
  readonly replications: number;
  /** Largest change first. */
  readonly rows: readonly SensitivityRow[];
}

const MOST_RUNS = 6;
/** Where no low and high are stated. */
const USUAL = 0.2;
/** Lines that carry less of all units than this are left out where the answer is not theirs. */
const LEAST_SHARE = 0.03;

/** An input and the crossing with it at a value. */
interface Input extends Pick<SensitivityRow, "parameter" | "id" | "name" | "unit" | "value" | "low" | "high" | "by"> {
  readonly readWith: (value: number) => CorridorRead;
}

/**
 * Announces what will be run.
 * @returns runs it, beside the replications of the state as it is
 * @throws InvalidInput when nothing goes aboard there
 */
export function sensitivityOf(
  crossing: PreparedCrossing,
  asked: SensitivityAsked,
  { replications, progress, request: { seed, level, replications: most, shouldStop } }: Lab,
): (experiment: Experiment) => Promise<Sensitivity> {
  const answerOf = readAnswer(crossing, asked);
  const runs = Math.min(MOST_RUNS, most);
  const inputs = listInputs(crossing, asked);
  const planned = inputs.map((input) => ({
    input,
    parts: [input.low, input.high].map((value) => ({ value, part: progress.part(runs) })),
  }));
  return async (experiment) => {
    const before = answerOf(experiment).slice(0, runs);
    const simulate = async (input: Input, value: number, onProgress: (done: number, of: number) => void) => {
      const read = input.readWith(value);
      const model = corridorBlocks({ ...read, sampleEveryHours: read.untilHours });
      const stop = shouldStop === undefined ? {} : { shouldStop };
      const options = { seed, level, replications: runs, onProgress, ...stop };
      return answerOf(await runReplicated(replications, { model, sampled: [] }, options));
    };
    const rows: SensitivityRow[] = [];
    for (const { input, parts } of planned) {
      const [low, high] = await Promise.all(parts.map(({ value, part }) => simulate(input, value, part)));
      const { readWith: _, ...told } = input;
      const span = (input.high - input.low) / input.value;
      rows.push({
        ...told,
        answerLow: intervalOf(
          before.map((value, i) => low[i] - value),
          level,
        ),
        answerHigh: intervalOf(
          before.map((value, i) => high[i] - value),
          level,
        ),
        elasticity: intervalOf(
          before.map((value, i) => (high[i] - low[i]) / value / span),
          level,
        ),
      });
    }
    const size = ({ answerLow, answerHigh }: SensitivityRow): number =>
      Math.max(Math.abs(answerLow.mean) || 0, Math.abs(answerHigh.mean) || 0);
    return {
      asked,
      answer: intervalOf(before, level),
      replications: runs,
      rows: rows.sort((a, b) => size(b) - size(a)),
    };
  };
}

function readAnswer({ read }: PreparedCrossing, asked: SensitivityAsked): (of: Experiment) => number[] {
  if (asked === "endToEnd") return ({ records }) => records.map(endToEndMean);
  const line = read.lines.find(({ id }) => id === asked.line);
  const end = ([0, 1] as const).find(
    (each) =>
      line?.ends[each].place === asked.from && read.flows.some((flow) => flow.line === line.id && flow.end === each),
  );
  if (line === undefined || end === undefined)
    throw new InvalidInput([
      {
        code: "wrong-value",
        place: "sensitivityOf",
        message: `nothing goes aboard ${asked.line} at ${asked.from}`,
        hint: `endToEnd, or a line and its port, as ${read.lines[0].id} from ${read.lines[0].ends[0].place}; on the command line ${read.lines[0].id}@${read.lines[0].ends[0].place}`,
      },
    ]);
  const yard = blockNames.yard(line.id, end);
  return ({ compiled, records }) => {
    const block = compiled.flat.blocks.names.indexOf(yard);
    return records.map(({ waitMean }) => waitMean[block]);
  };
}

function listInputs(crossing: PreparedCrossing, asked: SensitivityAsked): Input[] {
  const { read, readAt, dataset } = crossing;
  const at = instant(read.starts) as InstantHours;
  const all = read.flows.reduce((sum, { perYear }) => sum + perYear, 0);
  const carried = (line: LineRead): number =>
    read.flows.reduce((sum, flow) => sum + (flow.line === line.id ? flow.perYear : 0), 0);
  const lines = read.lines.filter((line) =>
    asked === "endToEnd" ? carried(line) >= LEAST_SHARE * all : line.id === asked.line,
  );
  return [
    ...lines.flatMap((line) => inputsOfLine(crossing, line, at)),
    ...read.weather.map((weather): Input => {
      const rows = dataset.values.filter(
        ({ subject, attribute }) => subject === weather.id && attribute === "meanClosedHours",
      );
      const mean = weather.closedByMonth.reduce((sum, hours) => sum + hours, 0) / weather.closedByMonth.length;
      const cause = dataset.causes.find(({ id }) => id === weather.id);
      return {
        parameter: "weather",
        id: weather.id,
        name: `${cause?.name ?? weather.id}, mean of closed spells`,
        unit: "h",
        ...around(mean, rows.length === 1 ? rows[0] : undefined),
        readWith: (value) => ({
          ...read,
          weather: read.weather.map((each) =>
            each.id === weather.id
              ? { ...each, closedByMonth: each.closedByMonth.map((hours) => (hours * value) / mean) }
              : each,
          ),
        }),
      };
    }),
    {
      parameter: "demand",
      id: read.waterBody,
      name: "All traffic",
      unit: "times",
      ...around(1, undefined),
      readWith: (value) => readAt(value),
    },
  ];
}

function inputsOfLine({ dataset, read, readAt }: PreparedCrossing, line: LineRead, at: InstantHours): Input[] {
  const name = dataset.services.get(line.id as never)?.name ?? line.id;
  const reread = (isMeant: (value: Value) => boolean, factor: number): CorridorRead =>
    readAt(
      1,
      withNumbers(dataset, (value) => (isMeant(value) ? value.value * factor : undefined)),
    );
  /** A value of the line. */
  const own = (parameter: SensitiveParameter, attribute: string, words: string): Input[] => {
    const found = dataset.findValue(line.id, attribute, at);
    if (found === undefined) return [];
    return [
      {
        parameter,
        id: line.id,
        name: `${name}: ${words}`,
        unit: found.unit,
        ...around(found.value, found),
        readWith: (value) =>
          reread(({ subject, attribute: other }) => subject === line.id && other === attribute, value / found.value),
      },
    ];
  };
  const holds = line.ends.some(({ holdHours }) => holdHours > 0);
  const calls = line.ends.map(({ callHours }) => callHours);
  const call = Math.max(...calls);
  return [
    {
      parameter: "vessels",
      id: line.id,
      name: `${name}: ships`,
      unit: "count",
      value: line.vessels,
      low: Math.max(1, line.vessels - 1),
      high: line.vessels + 1,
      by: "assumed",
      readWith: (value) =>
        reread(({ subject, attribute }) => subject === line.id && attribute === "vessels", value / line.vessels),
    },
    ...own("roundTrip", "roundTripHours", "round trip"),
    ...own("capacity", "capacityUnits", "load of a ship"),
    ...(holds
      ? own("patience", "patienceHours", "held for a load").map((input) => ({
          ...input,
          readWith: (value: number) =>
            reread(
              ({ subject, attribute }) => attribute === "patienceHours" && subject.split(">")[0] === line.id,
              value / input.value,
            ),
        }))
      : []),
    ...(call > 0
      ? [
          {
            parameter: "handling" as const,
            id: line.id,
            name: `${name}: hours at a berth`,
            unit: "h",
            ...around(call, undefined),
            // The rest of the round stays: a slower berth makes a longer round.
            readWith: (value: number): CorridorRead => ({
              ...read,
              lines: read.lines.map((each) => {
                if (each.id !== line.id) return each;
                const [first, second] = each.ends.map((end) => ({ ...end, callHours: (end.callHours * value) / call }));
                return { ...each, ends: [first, second] as const };
              }),
            }),
          },
        ]
      : []),
  ];
}

/** Low and high as stated, where they lie on both sides; else a share less and more. */
function around(value: number, stated: Value | undefined): Pick<Input, "value" | "low" | "high" | "by"> {
  const { low, high } = stated ?? {};
  if (low !== undefined && high !== undefined && low <= value && value <= high && low < high && low > 0)
    return { value, low, high, by: "stated" };
  return { value, low: value * (1 - USUAL), high: value * (1 + USUAL), by: "assumed" };
}

/** The dataset with other numbers in some of its rows. */
const withNumbers = (dataset: Dataset, change: (value: Value) => number | undefined): Dataset => ({
  ...dataset,
  findValue: (subject, attribute, at) => {
    const found = dataset.findValue(subject, attribute, at);
    if (found === undefined) return undefined;
    const value = change(found);
    return value === undefined ? found : { ...found, value };
  },
});
