// Proves any answer of the planner: legs are connected and add up, quantiles are in order, the distribution rises, nothing
// shown beats anything else shown. Used by every journey test; returns what is wrong, in words.

import type { OptionJson, RouteAnswer, RouteOk } from "../src/wire/route.ts";
import { routeAnswer } from "../src/wire/route.ts";

/** Everything that is wrong with an answer; empty when it is right. */
export function faultsOf(answer: RouteAnswer): string[] {
  const faults = new Faults();
  const parsed = routeAnswer.safeParse(JSON.parse(JSON.stringify(answer)));
  if (!parsed.success) faults.add(`does not fit its own schema: ${parsed.error.message}`);
  if (answer.status === "invalid") return faults.list;
  for (const [i, option] of answer.options.entries()) checkOption(option, faults.of(`option ${i}`));
  for (const rival of answer.rivals) {
    const own = faults.of(`rival ${rival.corridor}`);
    if (rival.option) checkOption(rival.option, own);
    own.require(rival.status === (rival.option ? "ok" : "none"), "status and option disagree");
    own.require(
      (rival.reason === "") === (rival.status === "ok"),
      `reason “${rival.reason}” of status ${rival.status}`,
    );
  }
  if (answer.status === "ok") checkAnswer(answer, faults);
  return faults.list;
}

class Faults {
  readonly list: string[];
  private readonly where: string;

  constructor(list: string[] = [], where = "") {
    this.list = list;
    this.where = where;
  }

  of(where: string): Faults {
    return new Faults(this.list, `${this.where}${where}: `);
  }

  add(message: string): void {
    this.list.push(this.where + message);
  }

  require(holds: boolean, message: string): void {
    if (!holds) this.add(message);
  }

  same(found: number, expected: number, what: string): void {
    const margin = 1e-6 * Math.max(1, Math.abs(expected));
    this.require(Math.abs(found - expected) <= margin, `${what}: ${found} instead of ${expected}`);
  }

  rising(values: readonly number[], what: string): void {
    const falls = values.some((value, i) => i > 0 && value < values[i - 1] - 1e-9);
    this.require(!falls, `${what} falls: ${values.join(", ")}`);
  }
}

function checkAnswer(answer: RouteOk, faults: Faults): void {
  faults.rising(
    answer.options.map((option) => option.generalisedUsd),
    "generalised cost of the options",
  );
  faults.require(answer.options[0]?.badges.includes("best") === true, "the first option is not marked best");
  const ids = new Set(answer.options.map((option) => option.id));
  faults.require(ids.size === answer.options.length, "two options are the same way");
  for (const option of answer.options) {
    const found = answer.pareto.some((point) => point.option === option.id);
    faults.require(found, `option ${option.id} is not among the Pareto points`);
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function checkOption(option: OptionJson, faults: Faults): void {
  const { legs, hours, costUsd } = option;
  faults.same(sum(legs.map((leg) => leg.hours)), hours.mean, "hours of the legs");
  faults.same(sum(legs.map((leg) => leg.costUsd)), costUsd.mean, "cost of the legs");
  faults.same(sum(costUsd.parts.map((part) => part.usd.mean)), costUsd.mean, "cost of the parts");
  faults.same(sum(legs.map((leg) => leg.co2eKg)), option.co2eKg, "CO2e of the legs");
  faults.same(sum(legs.map((leg) => leg.km)), option.km, "kilometres of the legs");
  faults.same(option.costUsd.mean + option.inventoryUsd, option.generalisedUsd, "generalised cost");
  faults.same(legs.filter((leg) => leg.kind === "border").length, option.borders, "borders");
  faults.rising([costUsd.low, costUsd.mean, costUsd.high], "cost from low to high");
  faults.rising([hours.p10, hours.p50, hours.p80, hours.p90, hours.p95], "hours from P10 to P95");
  faults.rising(Object.values(option.arrival).map(Date.parse), "arrival from P10 to P95");
  checkDistribution(option, faults);
  checkLegs(option, faults);
}

function checkDistribution({ distribution, hours }: OptionJson, faults: Faults): void {
  faults.require(distribution.length > 1 && distribution.length <= 100, "the distribution has no points, or too many");
  faults.rising(
    distribution.map(([time]) => time),
    "hours of the distribution",
  );
  faults.rising(
    distribution.map(([, p]) => p),
    "probability of the distribution",
  );
  const first = distribution[0]?.[0] ?? Number.NaN;
  const last = distribution[distribution.length - 1]?.[0] ?? Number.NaN;
  faults.require(first <= hours.p10 && hours.p95 <= last, "P10 and P95 do not lie within the distribution");
}

function checkLegs({ legs, costUsd }: OptionJson, faults: Faults): void {
  let start = 0;
  for (const [i, leg] of legs.entries()) {
    const own = faults.of(`leg ${i} (${leg.kind} ${leg.from}>${leg.to})`);
    own.same(leg.startHours, start, "start");
    start += leg.hours;
    const before = legs[i - 1];
    if (before) own.require(before.to === leg.from, `the leg before ends at ${before.to}`);
    own.require(leg.hours >= 0, `takes ${leg.hours} h`);
    own.require(leg.waitHours === 0 || leg.waitHours === leg.hours, "waits for a part of its time");
    own.rising([leg.hoursP10, leg.hoursP50, leg.hoursP90], "own hours");
    own.rising([leg.endP10, leg.endP50, leg.endP90, leg.endP95], "hours at its end");
    const parts = costUsd.parts.filter((part) => part.leg === i);
    own.same(sum(parts.map((part) => part.usd.mean)), leg.costUsd, "parts");
    for (const part of parts) own.rising([part.usd.low, part.usd.mean, part.usd.high], `range of ${part.kind}`);
    const moves = leg.kind === "line-haul";
    own.require(moves || leg.from === leg.to, "changes place without moving");
    own.require(moves === leg.km > 0, `${leg.kind} of ${leg.km} km`);
    own.require(leg.hours === 0 || leg.timeBasis !== "", "takes time and does not say how it is known");
  }
}
