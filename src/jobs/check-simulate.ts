// What is wrong with a simulation of the crossing that can be told before it is simulated: against the dataset under its scenario
// and the other fleets. Flows are not solved for it, so that nothing comes to a line at all shows only when it runs.

import { InvalidInput, type Problem } from "../model/problem.ts";
import { collect, type LineAsked, readCrossing } from "../studies/check-crossing.ts";
import { readDate } from "../studies/read-date.ts";
import { problemsOfReplications } from "../wire/replications-asked.ts";
import type { AskedWork } from "./run-kind.ts";
import { datasetOfRun, periodOfRun, type SimulateParameters } from "./simulate-parameters.ts";

/** @throws InvalidInput with every problem */
export async function checkSimulate(asked: AskedWork, parameters: SimulateParameters): Promise<void> {
  const problems: Problem[] = problemsOfReplications(parameters);
  const { from, ...rest } = parameters;
  const isRight = from === undefined || readDate(from, "from", problems) !== undefined;
  // With a day that is none everything else is looked at as if none was given.
  const given: SimulateParameters = isRight ? parameters : rest;
  const { fleet, sensitivity, sensitivityOf } = given;
  if (sensitivityOf !== undefined && !sensitivity)
    problems.push({
      code: "contradiction",
      place: "sensitivityOf",
      message: "sensitivityOf says what a sensitivity is of, and none is asked for",
      hint: "give sensitivity: true with it, or leave it out",
    });
  const once = fleet.filter(({ line }, at) => fleet.findIndex((each) => each.line === line) === at);
  for (const [at, ships] of fleet.entries())
    if (!once.includes(ships))
      problems.push({
        code: "wrong-value",
        place: `fleet.${at}.line`,
        message: `${ships.line} is named twice`,
        hint: "give each line once; two numbers side by side are vessels and before",
      });
  const period = collect(problems, () => periodOfRun(asked, given));
  const dataset = await datasetOfRun(asked, { ...given, fleet: once }).catch((error: unknown) => {
    if (!(error instanceof InvalidInput)) throw error;
    const atAsked = (_: string, index: string): string => `fleet.${fleet.indexOf(once[Number(index)])}`;
    problems.push(
      ...error.problems.map((problem) => ({ ...problem, place: problem.place.replace(/^fleet\.(\d+)/, atAsked) })),
    );
    return undefined;
  });
  // Without its fleets the question can still be looked at; of lines that are not known there is nothing more to say.
  const isKnown = dataset !== undefined;
  collect(problems, () =>
    readCrossing(dataset ?? asked.changed ?? asked.base, {
      ...(period ?? (given.from === undefined ? {} : { from: given.from })),
      lines: [
        ...(isKnown ? fleet.map(({ line }, at): LineAsked => ({ line, place: `fleet.${at}.line` })) : []),
        ...(sensitivityOf === undefined
          ? []
          : [
              {
                line: sensitivityOf.line,
                place: "sensitivityOf.line",
                port: { id: sensitivityOf.from, place: "sensitivityOf.from" },
              },
            ]),
      ],
    }),
  );
  if (problems.length > 0) throw new InvalidInput(problems);
}
