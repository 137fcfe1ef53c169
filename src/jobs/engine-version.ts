// Would a worker elsewhere calculate the same bits? Only with the same program text: the SHA-256 over every file that a
// replication runs through, and the hash of the events of a small model as this machine runs it, so that a processor or Node
// that calculates otherwise is found out too.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createSweepRunner, SWEEP_FORMAT, toSweepModel } from "../studies/sweep-model.ts";

/** Folders whose files a replication may run through. */
const FOLDERS = ["../engines/simulation/", "../lib/"];
const FILES = ["../studies/sweep-model.ts"];
const SHOWN = 16;

let known: string | undefined;

/** The version of what calculates: equal ones give equal bits. Some 10 ms, the first time. */
export function engineVersion(): string {
  known ??= `${SWEEP_FORMAT}/${hashOfText()}/${hashOfRun()}`;
  return known;
}

function hashOfText(): string {
  const hash = createHash("sha256");
  for (const file of [...FOLDERS.flatMap(filesIn), ...FILES]) {
    // Line ends differ between systems, and nothing else may.
    hash.update(`${file}\n${readFileSync(new URL(file, import.meta.url), "utf8").replaceAll("\r\n", "\n")}\n`);
  }
  return hash.digest("hex").slice(0, SHOWN);
}

const filesIn = (folder: string): string[] =>
  readdirSync(fileURLToPath(new URL(folder, import.meta.url)))
    .filter((name) => name.endsWith(".ts") && !/\.(test|fixture)\.ts$/.test(name))
    .sort()
    .map((name) => `${folder}${name}`);

/** Exponential, normal and empirical draws, a queue and a closure: what rounding could change. */
function hashOfRun(): string {
  const model = toSweepModel(
    {
      name: "Proof",
      run: { until: 500 },
      blocks: {
        source: { block: "arrivals", rate: 0.8, to: "desk" },
        storm: {
          block: "closures",
          open: { exponential: { mean: 40 } },
          closed: { weibull: { shape: 1.7, scale: 4 } },
        },
        desk: { block: "server", service: { lognormal: { mean: 1, cv: 0.8 } }, closures: ["storm"], to: "out" },
        out: { block: "sink" },
      },
    },
    {},
    1,
  );
  return createSweepRunner(model).run(1, 1).traceHash;
}
