// `npm run bench`: fixed queries, their times, and whether the answers are still the ones in bench/expected.json. Ends with
// code 1 when an answer differs, never because of a time. Options: --rounds N, --only NAME, --update (write expected.json),
// --markdown FILE (write the table), --tntp DIR (assignment on networks of a folder), --ny-distance FILE --ny-time FILE
// --ny-pairs FILE (New York instead of the grid).

import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { benchAssignment } from "./assignment.ts";
import { benchContinental } from "./continental.ts";
import { benchCorridor } from "./corridor.ts";
import { benchCorridorFlows } from "./corridor-flows.ts";
import { benchFlows } from "./flows.ts";
import { benchGrid } from "./grid.ts";
import { benchNewYork } from "./new-york.ts";
import { benchOil } from "./oil.ts";
import { benchSimulation } from "./simulation.ts";
import type { BenchRow, SuiteResult } from "./suite.ts";

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    only: { type: "string" },
    update: { type: "boolean", default: false },
    markdown: { type: "string" },
    tntp: { type: "string" },
    "ny-distance": { type: "string" },
    "ny-time": { type: "string" },
    "ny-pairs": { type: "string" },
  },
});
const expectedFile = new URL("expected.json", import.meta.url);

type Answers = Record<string, Readonly<Record<string, number>>>;

const rounds = Number(options.rounds);
const known = JSON.parse(readFileSync(expectedFile, "utf8")) as Answers;
const results: SuiteResult[] = [];
// One after the other: they share the processor.
for (const { name, run } of listSuites()) {
  if (options.only === undefined || options.only === name) results.push(await run(rounds));
}
const rows = results.flatMap((result) => result.rows);
const table = toTable(results, rows);
console.log(table);
if (options.markdown !== undefined) writeFileSync(options.markdown, `${table}\n`);
if (options.update) {
  const answers = { ...known, ...Object.fromEntries(rows.map((row) => [row.name, row.answer])) };
  writeFileSync(expectedFile, `${JSON.stringify(answers, null, 2)}\n`);
} else {
  const different = rows.filter((row) => verdictOf(row) === "DIFFERS");
  for (const { name, answer } of different) {
    console.error(`${name}: expected ${JSON.stringify(known[name])}, found ${JSON.stringify(answer)}`);
  }
  process.exitCode = different.length === 0 ? 0 : 1;
}

/** Each part of the bench. */
function listSuites(): {
  readonly name: string;
  readonly run: (rounds: number) => SuiteResult | Promise<SuiteResult>;
}[] {
  const [distance, time, pairs] = [options["ny-distance"], options["ny-time"], options["ny-pairs"]];
  const { tntp } = options;
  const hasNewYork = distance !== undefined && time !== undefined && pairs !== undefined;
  return [
    ...(tntp === undefined ? [] : [{ name: "assignment", run: (rounds: number) => benchAssignment(tntp, rounds) }]),
    { name: "corridor", run: benchCorridor },
    { name: "corridor-flows", run: benchCorridorFlows },
    { name: "flows", run: benchFlows },
    { name: "oil", run: benchOil },
    { name: "continental", run: benchContinental },
    { name: "simulation", run: benchSimulation },
    hasNewYork
      ? { name: "new-york", run: (rounds) => benchNewYork({ distance, time, pairs }, rounds) }
      : { name: "grid", run: benchGrid },
  ];
}

function verdictOf(row: BenchRow): "same" | "DIFFERS" | "not known" {
  const expected = known[row.name];
  if (expected === undefined) return "not known";
  return Object.entries(row.answer).every(([key, value]) => expected[key] === value) ? "same" : "DIFFERS";
}

function toTable(results: readonly SuiteResult[], rows: readonly BenchRow[]): string {
  const head = ["queries", "number", "p50 ms", "p95 ms", "total ms", "solutions", "answers"];
  const cells = rows.map((row) => [
    row.name,
    String(row.queries),
    row.p50Ms.toFixed(1),
    row.p95Ms.toFixed(1),
    row.totalMs.toFixed(0),
    String(row.answer.solutions ?? ""),
    verdictOf(row),
  ]);
  const widths = head.map((title, i) => Math.max(title.length, ...cells.map((row) => row[i].length)));
  const line = (texts: readonly string[]) =>
    `| ${texts.map((text, i) => (i === 0 ? text.padEnd(widths[i]) : text.padStart(widths[i]))).join(" | ")} |`;
  const rule = `|${widths.map((width, i) => (i === 0 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`;
  const machine = `Node ${process.version}, ${cpus()[0]?.model.trim() ?? "unknown processor"}; median of ${rounds} rounds.`;
  const abouts = results.map(({ name, about }) => `- ${name}: ${about}`);
  return [line(head), rule, ...cells.map(line), "", machine, "", ...abouts].join("\n");
}
