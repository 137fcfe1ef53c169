// Requests at random, over both datasets: every answer is proven by the checker (ask.ts), every relaxation gives an answer,
// and what was asked is kept. A seed that fails is in the message.

import { expect, it } from "vitest";
import { type LoadedDataset, loadDataset } from "../../src/data/index.ts";
import { stream } from "../../src/lib/random.ts";
import { InvalidInput } from "../../src/model/problem.ts";
import type { RouteAnswer, RouteRequest } from "../../src/wire/route.ts";
import { ask } from "../ask.ts";

const CARGO = ["20ft", "40ft", "2x40hc", "truck", "3 wagons"];
const DATES = ["2019-05-01", "2023-08-20", "2026-07-01", "2026-12-01", "2026-12-22", "2031-02-10"];

/** Two cities, and half of the time something more: another cargo, date, deadline, thing to avoid or to pass. */
function randomRequest(dataset: LoadedDataset, seed: number): RouteRequest {
  const random = stream(seed, "request");
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const maybe = (share: number) => random() < share;
  const cities = [...dataset.places.values()].filter(({ kind }) => kind === "city").map(({ id }) => id as string);
  const from = pick(cities);
  const to = pick(cities.filter((city) => city !== from));
  const terms = [...dataset.countries.keys(), "sea", "rail", "road", ...dataset.corridors.map(({ id }) => id)];
  const depart = pick(DATES);
  return {
    from,
    to,
    depart,
    cargo: maybe(0.5) ? "40ft" : pick(CARGO),
    ...(maybe(0.3) ? { avoid: [pick(terms)] } : {}),
    ...(maybe(0.2) ? { require: [pick(terms)] } : {}),
    ...(maybe(0.2) ? { deadline: `${depart.slice(0, 8)}28` } : {}),
    ...(maybe(0.2) ? { dangerous: true } : {}),
    ...(maybe(0.3) ? { valueUsd: Math.round(10 ** (3 + 4 * random())) } : {}),
    ...(maybe(0.2) ? { date: pick(DATES) } : {}),
    ...(maybe(0.2) ? { pareto: true } : {}),
  };
}

/** What an answer owes its request. */
function broken(dataset: LoadedDataset, request: RouteRequest, answer: RouteAnswer): string[] {
  const faults: string[] = [];
  if (answer.status === "none") {
    for (const { label, patch } of answer.relax) {
      const fields = Object.entries({ ...request, ...patch }).filter(([, value]) => value !== null);
      if (ask(dataset, Object.fromEntries(fields) as RouteRequest).status !== "ok")
        faults.push(`“${label}” gives none`);
    }
    if (answer.reason === "") faults.push("no reason");
  }
  if (answer.status !== "ok") return faults;
  for (const option of answer.options) {
    const first = dataset.places.get(option.legs[0]?.from as never);
    const last = dataset.places.get(option.legs.at(-1)?.to as never);
    if (first?.id !== request.from && first?.city !== request.from) faults.push(`begins at ${first?.id}`);
    if (last?.id !== request.to && last?.city !== request.to) faults.push(`ends at ${last?.id}`);
    const [avoided] = request.avoid ?? [];
    if (avoided && option.countries.includes(avoided)) faults.push(`passes ${avoided}`);
    if (avoided && option.modes.includes(avoided)) faults.push(`goes by ${avoided}`);
    if (avoided && option.corridor === avoided) faults.push(`goes by the corridor ${avoided}`);
    if (option.onTime !== undefined && option.onTime < 0.5) faults.push(`on time in ${option.onTime}`);
  }
  return faults;
}

function faultsOfAll(dataset: LoadedDataset, seeds: readonly number[]) {
  const statuses = new Map<string, number>();
  const faults: string[] = [];
  for (const seed of seeds) {
    const request = randomRequest(dataset, seed);
    try {
      const answer = ask(dataset, request);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      faults.push(...broken(dataset, request, answer).map((fault) => `seed ${seed}: ${fault}`));
    } catch (error) {
      if (error instanceof InvalidInput) statuses.set("invalid", (statuses.get("invalid") ?? 0) + 1);
      else faults.push(`seed ${seed} (${JSON.stringify(request)}): ${error instanceof Error ? error.message : error}`);
    }
  }
  return { faults, statuses };
}

const seedsFrom = (first: number, count: number) => Array.from({ length: count }, (_, i) => first + i);

it("over the invented region are answered soundly", () => {
  const { faults, statuses } = faultsOfAll(loadDataset({ base: "examples/halcyon" }), seedsFrom(1, 80));
  expect(faults).toEqual([]);
  expect(statuses.get("ok")).toBeGreaterThan(40);
  expect(statuses.get("none")).toBeGreaterThan(5);
});

it("over the corridor are answered soundly", () => {
  const { faults, statuses } = faultsOfAll(loadDataset({ base: "dataset" }), seedsFrom(1001, 12));
  expect(faults).toEqual([]);
  expect(statuses.get("ok")).toBeGreaterThan(4);
});
