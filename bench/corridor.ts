// How long does a full answer on the corridor take? 1,000 pairs of places drawn from a seed, every criterion, options,
// rivals and their laws, down to the JSON text the server sends. The graph of the date and cargo is built before, as in a
// running server; what building it takes is a row of its own.

import { fileURLToPath } from "node:url";
import { loadDataset } from "../src/data/index.ts";
import { stream } from "../src/lib/random.ts";
import { answerRoute } from "../src/wire/answer-route.ts";
import type { RouteAnswer } from "../src/wire/route.ts";
import { type BenchRow, quantile, type SuiteResult } from "./suite.ts";

const PAIRS = 1000;
const SEED = 20261201;
/** Where consignments start and end; junctions and way-points are passed. */
const ENDS = new Set(["city", "seaport", "dry-port", "inland-terminal"]);

/** Corridor queries on the project's own dataset. */
export function benchCorridor(rounds: number): SuiteResult {
  const folder = fileURLToPath(new URL("../dataset", import.meta.url));
  const dataset = loadDataset({ base: folder });
  const setting = { programVersion: "bench", now: () => performance.now() };
  const ends = [...dataset.places.values()].filter(({ kind }) => ENDS.has(kind)).map(({ id }) => id);
  const random = stream(SEED, "bench/corridor");
  const pairs = Array.from({ length: PAIRS }, () => {
    const from = ends[Math.floor(random() * ends.length)] as string;
    const others = ends.filter((place) => place !== from);
    return { from, to: others[Math.floor(random() * others.length)] as string };
  });
  const [firstPair] = pairs;
  if (!firstPair) throw new Error("expected places in the dataset");
  const buildMs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const fresh = loadDataset({ base: folder });
    const start = performance.now();
    answerRoute(fresh, firstPair, setting);
    buildMs.push(performance.now() - start);
  }
  const times: number[][] = pairs.map(() => []);
  let totals: number[] = [];
  let tally = emptyTally();
  answerRoute(dataset, firstPair, setting);
  for (let round = 0; round < rounds; round++) {
    tally = emptyTally();
    const begin = performance.now();
    pairs.forEach((pair, i) => {
      const start = performance.now();
      const answer = answerRoute(dataset, pair, setting);
      JSON.stringify(answer);
      times[i]?.push(performance.now() - start);
      count(tally, answer);
    });
    totals = [...totals, performance.now() - begin];
  }
  const each = times.map((list) => quantile(list, 0.5));
  const rows: BenchRow[] = [
    {
      name: "corridor: full answer",
      queries: PAIRS,
      p50Ms: quantile(each, 0.5),
      p95Ms: quantile(each, 0.95),
      totalMs: quantile(totals, 0.5),
      answer: { ...tally },
    },
    {
      name: "corridor: first answer of a date and cargo",
      queries: rounds,
      p50Ms: quantile(buildMs, 0.5),
      p95Ms: Math.max(...buildMs),
      totalMs: buildMs.reduce((sum, ms) => sum + ms, 0),
      answer: {},
    },
  ];
  return {
    name: "corridor",
    about: `dataset ${dataset.version}, ${PAIRS} random pairs, one 40-foot container on ${dataset.defaultDate}`,
    rows,
  };
}

const emptyTally = () => ({ solutions: 0, ok: 0, none: 0, options: 0, corridors: 0, p50HoursSum: 0 });

function count(tally: ReturnType<typeof emptyTally>, answer: RouteAnswer): void {
  if (answer.status === "none") tally.none++;
  if (answer.status !== "ok") return;
  tally.ok++;
  tally.options += answer.options.length;
  tally.solutions += answer.pareto.length;
  tally.corridors += answer.rivals.filter(({ status }) => status === "ok").length;
  tally.p50HoursSum += Math.round(answer.options[0]?.hours.p50 ?? 0);
}
