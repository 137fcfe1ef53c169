// The answer of `kopru simulate --scenario` and of runs of kind simulate.

import { blockNames, relativeHalfWidth } from "../engines/simulation/index.ts";
import type { Dataset } from "../model/dataset.ts";
import { isoDateOf } from "../model/units.ts";
import {
  type CorridorSimulationRequest,
  carriedPerYear,
  type SimulatedCrossing,
  simulateCorridor,
} from "../studies/corridor-simulation.ts";
import { type Replications, replicationsHere } from "../studies/crossing-replications.ts";
import { warmUpOf } from "../studies/crossing-warm-up.ts";
import type { ProblemJson } from "./common.ts";
import { type Direction, directionsOf, toComparison } from "./compare-crossings.ts";
import type { SimulateCorridorAnswer, SimulateCorridorOk, SimulatedStateJson } from "./simulate-corridor.ts";
import { growsOverYears } from "./to-crossing-lines.ts";
import { toSensitivity } from "./to-crossing-parts.ts";
import { toState } from "./to-crossing-state.ts";
import { toDatasetRef } from "./to-dataset.ts";
import { precisionWarnings, toSimulateNone } from "./to-simulate.ts";

const HOURS_PER_YEAR = 8760;

export interface AskedOfCorridor extends CorridorSimulationRequest {
  /** What `base` is called: the dataset as it stands, or a scenario to which the dataset's own comes on top. */
  readonly against?: SimulateCorridorOk["against"];
}

/**
 * Simulates the crossing of a dataset and answers.
 * @param now milliseconds, never going back
 * @param replications who runs them; here, one after another, when left out
 * @throws InvalidInput with every problem of the request
 */
export async function answerSimulateCorridor(
  dataset: Dataset,
  request: AskedOfCorridor,
  now: () => number,
  replications: Replications = replicationsHere(),
): Promise<SimulateCorridorAnswer> {
  const start = now();
  const { from, to, base, changed, sensitivity, warnings } = await simulateCorridor(dataset, request, replications);
  for (const { experiment, saturated } of changed ? [base, changed] : [base]) {
    const none = toSimulateNone(experiment) ?? toSimulateNone(saturated);
    if (none !== undefined) return none;
  }
  const { seed, level, precision, against = "dataset" } = request;
  const { scenario } = dataset;
  const { experiment } = base;
  const reached = relativeHalfWidth(experiment.endToEnd);
  const states = [toState(base, base, request), ...(changed ? [toState(changed, base, request)] : [])];
  const warmUp = warmUpOf(base);
  return {
    status: "ok",
    dataset: toDatasetRef(dataset),
    scenario: scenario
      ? { id: scenario.id, name: scenario.name, hash: scenario.hash, baseDate: scenario.baseDate }
      : null,
    waterBody: base.read.waterBody,
    period: {
      from: isoDateOf(from),
      to: isoDateOf(to),
      warmUpHours: base.read.warmUpHours,
      settlesHours: warmUp.isKnown ? warmUp.hours : null,
    },
    seed,
    replications: experiment.records.length,
    precision:
      precision === undefined
        ? null
        : { asked: precision, reached: Number.isFinite(reached) ? reached : null, isReached: experiment.isPrecise },
    seconds: (now() - start) / 1000,
    threads: replications.threads,
    against,
    base: states[0],
    changed: states[1] ?? null,
    comparison: changed ? toComparison(base, changed, level) : null,
    sensitivity: toSensitivity(sensitivity),
    warnings: [
      ...warnings.map((warning) => ({ ...warning })),
      ...overloadsOf(base, changed ? "in the base" : "", level),
      ...(changed ? overloadsOf(changed, "in the scenario", level) : []),
      ...states.flatMap((state, i) => shortOfTankers(state, changed ? ["in the base", "in the scenario"][i] : "")),
      ...precisionWarnings(experiment, precision),
    ],
  };
}

const perYear = (perHour: number): number => Math.round(perHour * HOURS_PER_YEAR);

/** What comes and is taken an hour, as simulated. */
function takenOf({ experiment }: SimulatedCrossing, { line, end, flows }: Direction): [comes: number, takes: number] {
  const carried = carriedPerYear(experiment, line.id, end);
  return [
    flows.reduce((sum, flow) => sum + flow.perYear, 0) / HOURS_PER_YEAR,
    carried.reduce((sum, each) => sum + each, 0) / carried.length / HOURS_PER_YEAR,
  ];
}

const nameOfPlace = ({ dataset }: SimulatedCrossing, id: string): string =>
  dataset.places.get(id as never)?.names.en ?? id;

const amount = (value: number): string => Math.round(value).toLocaleString("en-US");

/** Tanker lines to which more oil comes than they take. */
function shortOfTankers({ tankers }: SimulatedStateJson, where: string): ProblemJson[] {
  return (tankers?.lines ?? [])
    .filter(({ settles }) => !settles)
    .map(({ line, name, comesTonnesPerYear, carriedTonnesPerYear }) => ({
      code: "never-settles",
      place: line,
      message: `${name} take ${amount(carriedTonnesPerYear.mean ?? 0)} t a year and ${amount(comesTonnesPerYear)} come${where === "" ? "" : ` ${where}`}: oil gathers in the tank, or is held back before it.`,
      hint: "What comes is the oil model's, which knows ships by their rounds alone; berths and weather take their part here.",
    }));
}

function overloadsOf(crossing: SimulatedCrossing, where: string, level: number): ProblemJson[] {
  return directionsOf(crossing).flatMap((direction) => {
    const { line, end } = direction;
    const load = crossing.overloads.find(({ block }) => block === blockNames.yard(line.id, end));
    if (load === undefined && !growsOverYears(crossing, direction, level)) return [];
    const [comes, takes] = load === undefined ? takenOf(crossing, direction) : [load.ratePerHour, load.capacityPerHour];
    return [
      {
        code: "never-settles",
        place: line.id,
        message: `${line.service.name} can take ${perYear(takes)} units a year from ${nameOfPlace(crossing, line.ends[end].place)} and ${perYear(comes)} come${where === "" ? "" : ` ${where}`}: its waits grow with the time looked at.`,
        hint: "The flow model sends no more than settled where waits were fitted (docs/method/corridor-flows.md); more ships, larger loads or less demand make it settle.",
      },
    ];
  });
}
