// Runs a TypeScript program of the project on a Node that can: `node scripts/run.mjs bench/main.ts …`. Installs what is missing.
// Plain JavaScript on purpose: the Node outside may be as old as 20.

import { spawn } from "node:child_process";
import path from "node:path";
import { keepCompiled, nodeOrExit, projectFolder } from "./check-node.mjs";
import { installWhenNeeded } from "./install.mjs";

installWhenNeeded();
const [program, ...args] = process.argv.slice(2);
if (program === undefined) {
  process.stderr.write("Usage: node scripts/run.mjs FILE [arguments]\n");
  process.exit(2);
}
keepCompiled();
const child = spawn(nodeOrExit(), [path.resolve(projectFolder, program), ...args], { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code) => process.exit(code ?? 1));
