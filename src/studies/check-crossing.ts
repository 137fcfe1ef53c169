// What can be known to be wrong with a question about the crossing before any flow is solved: its period, its water, lines that
// are no lines of it. Not covered: whether cargo comes to a line, which the flows decide.

import { crossedWater, linesOn } from "../engines/simulation/index.ts";
import type { Dataset } from "../model/dataset.ts";
import { InvalidInput, type Problem } from "../model/problem.ts";
import type { InstantHours } from "../model/units.ts";
import { readPeriod } from "./corridor-flows.ts";
import { usualFirstDay } from "./read-date.ts";

export interface AskedOfCrossing {
  /** First day, ISO; `usualFirstDay` when left out. */
  readonly from?: string;
  readonly days?: number;
  /** Lines that are asked about, with the fields that name them and a port of theirs. */
  readonly lines?: readonly LineAsked[];
}

export interface LineAsked {
  readonly line: string;
  readonly place: string;
  /** A port of the line, where one is meant, and the field that names it. */
  readonly port?: { readonly id: string; readonly place: string };
}

export const MOST_DAYS = 3660;

/**
 * First instant and water of a crossing.
 * @throws InvalidInput with every problem
 */
export function readCrossing(
  dataset: Dataset,
  { from: asked, days, lines = [] }: AskedOfCrossing,
): { readonly from: InstantHours; readonly water: string } {
  const problems: Problem[] = [];
  if (days !== undefined && !(Number.isInteger(days) && days >= 7 && days <= MOST_DAYS))
    problems.push({
      code: "out-of-range",
      place: "days",
      message: `${days} days are no period to simulate`,
      hint: `a whole number from 7 to ${MOST_DAYS}`,
    });
  const from = collect(problems, () => readPeriod(dataset, { from: asked ?? usualFirstDay(dataset) }))?.from;
  if (from === undefined) throw new InvalidInput(problems);
  const water = crossedWater(dataset.base ?? dataset, from);
  if (water === undefined)
    problems.push({
      code: "missing",
      place: "dataset",
      message: "no water body of the dataset has a level: there is no crossing to simulate",
      hint: "give a water body a levelM, and lines on it vessels, capacityUnits and roundTripHours (docs/method/corridor-simulation.md)",
    });
  else problems.push(...lines.flatMap((line) => problemsOfLine(dataset, water, from, line)));
  if (problems.length > 0 || water === undefined) throw new InvalidInput(problems);
  return { from, water };
}

/** A line that the simulated crossing does not have, or a port that is not one of it. */
function problemsOfLine(
  dataset: Dataset,
  water: string,
  from: InstantHours,
  { line, place, port }: LineAsked,
): Problem[] {
  const own = linesOn(dataset, water, from);
  const found = own.find(({ id }) => id === line);
  if (found === undefined) {
    const lines = own.length === 0 ? "it has none then" : `its lines are ${own.map(({ id }) => id).join(", ")}`;
    return [{ code: "wrong-value", place, message: `${line} is no line of the simulated crossing`, hint: lines }];
  }
  const ports: readonly string[] = found.stops;
  if (port === undefined || ports.includes(port.id)) return [];
  return [
    {
      code: "wrong-value",
      place: port.place,
      message: `${line} does not call at ${port.id}`,
      hint: `it calls at ${ports.join(" and ")}`,
    },
  ];
}

/** What a check gives; its problems are added when it finds some. */
export function collect<T>(problems: Problem[], check: () => T): T | undefined {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}
