// Asks the planner in tests, proves every answer by its checker, and writes an option as one line that a person can check:
// `access east 6h $50 · wait east 24h · rail east>port 15h $600 · border port 5h $60 · …`. Hours and dollars to a tenth.

import type { Dataset } from "../src/model/dataset.ts";
import { InvalidInput, type Problem } from "../src/model/problem.ts";
import { answerRoute } from "../src/wire/answer-route.ts";
import type { LegJson, OptionJson, RouteAnswer, RouteNone, RouteOk, RouteRequest } from "../src/wire/route.ts";
import { faultsOf } from "./check-answer.ts";

const SETTING = { programVersion: "test", now: () => 0 };

/** The answer, whatever it is; a faulty one fails the test. */
export function ask(dataset: Dataset, request: RouteRequest): RouteAnswer {
  const answer = answerRoute(dataset, request, SETTING);
  const faults = faultsOf(answer);
  if (faults.length > 0) throw new Error(`faulty answer to ${JSON.stringify(request)}:\n${faults.join("\n")}`);
  return answer;
}

/** An answer with options; anything else fails with what was said instead. */
export function askOk(dataset: Dataset, request: RouteRequest): RouteOk {
  const answer = ask(dataset, request);
  if (answer.status === "ok") return answer;
  throw new Error(`expected options, found ${answer.status === "none" ? answer.reason : JSON.stringify(answer)}`);
}

/** An answer without options. */
export function askNone(dataset: Dataset, request: RouteRequest): RouteNone {
  const answer = ask(dataset, request);
  if (answer.status === "none") return answer;
  throw new Error(
    `expected none, found ${answer.status === "ok" ? inWords(answer.options[0]) : JSON.stringify(answer)}`,
  );
}

/** The problems of a request that cannot be read. */
export function problemsOf(dataset: Dataset, request: RouteRequest): readonly Problem[] {
  try {
    const answer = ask(dataset, request);
    throw new Error(`expected problems, found ${answer.status}`);
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems;
    throw error;
  }
}

/** The first option: the one with the lowest generalised cost. */
export function best(dataset: Dataset, request: RouteRequest): OptionJson {
  return askOk(dataset, request).options[0] as OptionJson;
}

const tenth = (value: number): string => String(Math.round(value * 10) / 10);

function legInWords(leg: LegJson): string {
  const label = leg.kind === "line-haul" ? leg.mode : leg.kind;
  const where = leg.from === leg.to ? leg.from : `${leg.from}>${leg.to}`;
  const hours = tenth(leg.hours);
  const usd = tenth(leg.costUsd);
  return [label, where, ...(hours === "0" ? [] : [`${hours}h`]), ...(usd === "0" ? [] : [`$${usd}`])].join(" ");
}

/** An option as one line. */
export const inWords = (option: OptionJson | undefined): string =>
  option === undefined ? "nothing" : option.legs.map(legInWords).join(" · ");

/** The way the best option goes, as one line. */
export const journey = (dataset: Dataset, request: RouteRequest): string => inWords(best(dataset, request));

/** Legs of a kind, in order. */
export const legsOf = (option: OptionJson, kind: LegJson["kind"]): LegJson[] =>
  option.legs.filter((leg) => leg.kind === kind);

/** Where an option goes: each place once. */
export function placesOf(option: OptionJson): string[] {
  const places = option.legs.flatMap((leg) => [leg.from, leg.to]);
  return places.filter((place, i) => place !== places[i - 1]);
}
