// Temporary: prints the problems of a dataset folder given as argument.
import { checkDataset } from "./check.ts";

const start = performance.now();
const [base, ...overlays] = process.argv.slice(2);
const { errors, warnings, counts, lengths } = checkDataset({ base, overlays });
const byCode = (list: typeof errors) => {
  const counts = new Map<string, number>();
  for (const problem of list) {
    const count = (counts.get(problem.code) ?? 0) + 1;
    counts.set(problem.code, count);
    if (count <= 15) console.log(`  ${problem.place}: ${problem.message} [${problem.code}] — ${problem.hint}`);
  }
  console.log(Object.fromEntries(counts));
};
console.log("WARNINGS");
byCode(warnings);
console.log("ERRORS (at most 15 of each kind are shown)");
byCode(errors);
console.log(counts);
for (const check of lengths)
  console.log(
    `${check.ok ? "ok  " : "DIFF"} ${check.id}: ${check.modelKm.toFixed(0)} of ${check.publishedKm} km (${(100 * check.difference).toFixed(1)} %)`,
  );
console.log(`${errors.length} errors, ${warnings.length} warnings, ${Math.round(performance.now() - start)} ms`);
