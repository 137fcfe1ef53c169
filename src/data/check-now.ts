// Temporary: prints the problems of a dataset folder given as argument.
import { assembleDataset } from "./load-dataset.ts";

const start = performance.now();
const [base, ...overlays] = process.argv.slice(2);
const { findings, rows } = assembleDataset({ base, overlays });
const byCode = (list: typeof findings.errors) => {
  const counts = new Map<string, number>();
  for (const problem of list) {
    const count = (counts.get(problem.code) ?? 0) + 1;
    counts.set(problem.code, count);
    if (count <= 15) console.log(`  ${problem.place}: ${problem.message} [${problem.code}] — ${problem.hint}`);
  }
  console.log(Object.fromEntries(counts));
};
console.log("WARNINGS");
byCode(findings.warnings);
console.log("ERRORS (at most 15 of each kind are shown)");
byCode(findings.errors);
console.log(Object.fromEntries(Object.entries(rows).map(([kind, list]) => [kind, list.length])));
console.log(`${findings.errors.length} errors, ${findings.warnings.length} warnings, ${Math.round(performance.now() - start)} ms`);
