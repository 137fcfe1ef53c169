// Whatever is done to a model's file, it is refused with problems that can be read, or it runs and ends with an outcome: no
// crash, no hang, books that are right. Examples changed at random; a failure prints the seed and the file.

import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { findOverloads, Replicator } from "../../src/engines/simulation/index.ts";
import { InvalidInput } from "../../src/model/problem.ts";
import { readSimulationModel } from "../../src/wire/read-simulation-model.ts";

type Tree = { [key: string]: Tree } | Tree[] | string | number | boolean | null;

const folder = new URL("../../examples/models/", import.meta.url);
const EXAMPLES = readdirSync(folder)
  .filter((file) => file.endsWith(".yaml") && !file.startsWith("oil"))
  .map((file) => parse(readFileSync(new URL(file, folder), "utf8")) as Tree);

const NUMBERS = [0, 1, 2, 3, 0.5, 1e-3, 10, 1000, 1e6, 1e9, 1e12, 2_147_483_648, 1e-9, 1e-300, 1e300, -1];
const LAWS: readonly Tree[] = [
  0,
  1e-9,
  { exponential: { mean: 1e-9 } },
  { uniform: { min: 0, max: 1e-300 } },
  { erlang: { mean: 1, stages: 1e9 } },
  { gamma: { mean: 1, cv: 900 } },
  { lognormal: { mean: 1, cv: 1e200 } },
  { weibull: { scale: 1, shape: 1e-3 } },
  { empirical: { values: [0, 1e12] } },
  { mixture: [{ weight: 1, of: 0 }] },
];
const ODD: readonly Tree[] = ["", "1/0", "((", "full", "at-once", null, true, [], {}, [1], { patience: 0 }];
const FIELDS = ["room", "servers", "count", "size", "least", "priority", "closures", "uses", "berth", "__proto__"];
const TIMES = ["service", "sail", "open", "closed", "loading", "unloading", "time", "patience", "every"];
/** Enough to meet every kind of event, few enough for hundreds of runs. */
const MOST_EVENTS = 5_000;
const RUNS = Number(process.env.KOPRU_RUNS ?? 600);

/** Chooses by numbers drawn beforehand, so that a failure can be shrunk and repeated. */
function chooser(numbers: readonly number[]): <T>(of: readonly T[]) => T {
  let at = 0;
  return (of) => of[numbers[at++ % numbers.length] % of.length];
}

function placesOf(tree: Tree, key: string | undefined, parent: Tree | undefined, found: [Tree, string][]): void {
  if (parent !== undefined && key !== undefined) found.push([parent, key]);
  if (typeof tree !== "object" || tree === null) return;
  for (const [own, value] of Object.entries(tree)) placesOf(value, own, tree, found);
}

function change(model: Tree, pick: <T>(of: readonly T[]) => T): void {
  const places: [Tree, string][] = [];
  placesOf(model, undefined, undefined, places);
  if (places.length === 0) return;
  const [place, key] = pick(places);
  const parent = place as { [key: string]: Tree };
  const names = Object.keys((model as { blocks?: object }).blocks ?? { nothing: 1 });
  if (TIMES.includes(key)) parent[key] = structuredClone(pick(LAWS));
  else if (typeof parent[key] === "number") parent[key] = pick(NUMBERS);
  else
    switch (pick([0, 1, 2, 3, 4])) {
      case 0:
        delete parent[key];
        break;
      case 1:
        parent[key] = structuredClone(pick(ODD));
        break;
      case 2:
        parent[key] = pick([...names, "nothing"]);
        break;
      case 3: {
        const [other, from] = pick(places);
        parent[key] = structuredClone((other as { [key: string]: Tree })[from] ?? null);
        break;
      }
      default:
        parent[key] = { ...Object(parent[key]), [pick(FIELDS)]: pick([...NUMBERS, ...names]) };
    }
}

it("a model changed at random is refused with reasons, or ends with an outcome", () => {
  const ends = new Map<string, number>();
  fc.assert(
    fc.property(
      fc.nat(1000),
      fc.constantFrom(1, 1, 2, 3),
      fc.array(fc.nat(1e6), { minLength: 8, maxLength: 8 }),
      (which, changes, numbers) => {
        const model = structuredClone(EXAMPLES[which % EXAMPLES.length]);
        const pick = chooser(numbers);
        for (let i = 0; i < changes; i++) change(model, pick);
        const text = JSON.stringify(model);
        const start = performance.now();
        const end = endOf(text);
        ends.set(end, (ends.get(end) ?? 0) + 1);
        expect(performance.now() - start, text).toBeLessThan(5_000);
      },
    ),
    { numRuns: RUNS },
  );
  // About one in nine runs; were it none, only the first checks would have been tried.
  expect(ends.get("refused")).toBeGreaterThan(RUNS / 30);
  expect(RUNS - (ends.get("refused") ?? 0)).toBeGreaterThan(RUNS / 30);
  if (process.env.KOPRU_ORACLES !== undefined) process.stdout.write(`${JSON.stringify([...ends])}\n`);
});

function endOf(text: string): string {
  try {
    const { compiled } = readSimulationModel(text, "model.yaml");
    findOverloads(compiled.flat);
    const { run } = compiled;
    const { result } = new Replicator({
      ...compiled,
      run: {
        ...run,
        maxEvents: Math.min(run.maxEvents, MOST_EVENTS),
        maxEntities: Math.min(run.maxEntities, 100 * MOST_EVENTS),
      },
    }).run({ seed: 1, index: 1, warmUpHours: run.warmUpHours ?? 0 });
    expect(result.littleError, text).toBeLessThan(1e-6);
    expect(result.endHours, text).toBeGreaterThanOrEqual(0);
    return result.ended;
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    expect(error.problems.length).toBeGreaterThan(0);
    for (const { code, place, message, hint } of error.problems) {
      expect(
        [code, place, message, hint].every((part) => part.length > 0),
        text,
      ).toBe(true);
      expect(message).not.toMatch(/undefined|NaN|at .*\.ts/);
    }
    return "refused";
  }
}
