// Do the examples still print what stands beside them? examples/NAME.ts is run and compared with examples/NAME.out.txt;
// --write makes those files anew.

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { nodeOrExit, projectFolder } from "./check-node.mjs";

const folder = path.join(projectFolder, "examples");
const write = process.argv.includes("--write");
const programs = readdirSync(folder)
  .filter((file) => file.endsWith(".ts"))
  .sort();
let failed = 0;
for (const program of programs) {
  const run = spawnSync(nodeOrExit(), [path.join(folder, program)], {
    cwd: projectFolder,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  const outFile = path.join(folder, program.replace(/\.ts$/, ".out.txt"));
  if (write && run.status === 0) writeFileSync(outFile, run.stdout);
  const expected = existsSync(outFile) ? readFileSync(outFile, "utf8") : "";
  if (run.status === 0 && run.stdout === expected) continue;
  failed++;
  process.stdout.write(
    `examples/${program} ${run.status === 0 ? "prints something else" : "failed"}:\n${run.stderr}${firstDifference(expected, run.stdout)}\n`,
  );
}
process.stdout.write(`${programs.length} examples, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;

function firstDifference(expected, found) {
  const left = expected.split("\n");
  const right = found.split("\n");
  const line = right.findIndex((text, index) => text !== left[index]);
  const at = line === -1 ? right.length : line;
  return `line ${at + 1}\n  expected ${JSON.stringify(left[at] ?? "")}\n  found    ${JSON.stringify(right[at] ?? "")}`;
}
