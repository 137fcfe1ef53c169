// The assignment engine on published networks in TNTP form, which may not be part of the project: `--tntp DIR` names a folder
// with <Name>_net.tntp, <Name>_trips.tntp and <Name>_flow.tntp. Warm and in this process, reading not counted. Answers: the
// iterations, the paths in use, every bit of the link flows, and whether the objective is that of the published flows.

import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { readTntp } from "../src/data/index.ts";
import { type Assigned, type AssignmentProblem, assign, delayIntegral } from "../src/engines/assignment/index.ts";
import { toAssignmentProblem } from "../src/studies/network-assignment.ts";
import { type BenchRow, quantile, type SuiteResult } from "./suite.ts";

const GAPS = [1e-4, 1e-6, 1e-8, 1e-10];
/** Runs before times are taken, and runs per round. */
const WARM_RUNS = 5;
const RUNS_PER_ROUND = 5;
/** Beckmann's objective is known from the published flows to this, relative. */
const SAME_OBJECTIVE = 1e-9;

/** Times every network of a folder at several gaps. */
export function benchAssignment(folder: string, rounds: number): SuiteResult {
  const names = ["SiouxFalls", "Barcelona", "Winnipeg"].filter((name) =>
    existsSync(path.join(folder, `${name}_net.tntp`)),
  );
  const processor: string[] = [];
  const rows = names.flatMap((name) => {
    const problem = readProblem(folder, name);
    const published = publishedObjective(folder, name, problem);
    return GAPS.map((gap) => {
      const { row, processorMs } = measure(`${name}, gap ${gap}`, problem, gap, published, rounds);
      processor.push(`${name} ${gap}: ${processorMs.toFixed(1)}`);
      return row;
    });
  });
  return { name: "assignment", about: `least processor time in ms: ${processor.join(", ")}`, rows };
}

function readProblem(folder: string, name: string): AssignmentProblem {
  const { network, demand } = readTntp(path.join(folder, `${name}_net.tntp`), path.join(folder, `${name}_trips.tntp`));
  return toAssignmentProblem(network, demand, { tollFactor: 0, distanceFactor: 0, demandFactor: 1 });
}

/** Beckmann's objective of the published flows; they stand in the order of the links. */
function publishedObjective(folder: string, name: string, problem: AssignmentProblem): number {
  const lines = readFileSync(path.join(folder, `${name}_flow.tntp`), "utf8")
    .trim()
    .split("\n")
    .slice(1);
  return lines.reduce((sum, line, link) => {
    const [from, to, volume] = line.trim().split(/\s+/).map(Number);
    if (from !== problem.linkTail[link] + 1 || to !== problem.linkHead[link] + 1)
      throw new Error(`${name}: flows are not in the order of the links`);
    return sum + delayIntegral(problem.delays, link, volume);
  }, 0);
}

function measure(
  name: string,
  problem: AssignmentProblem,
  gap: number,
  published: number,
  rounds: number,
): { readonly row: BenchRow; readonly processorMs: number } {
  const times: number[] = [];
  const processor: number[] = [];
  let result = solve(problem, gap);
  for (let run = 1; run < WARM_RUNS; run++) result = solve(problem, gap);
  for (let run = 0; run < rounds * RUNS_PER_ROUND; run++) {
    const before = process.cpuUsage();
    const start = performance.now();
    result = solve(problem, gap);
    times.push(performance.now() - start);
    const { user, system } = process.cpuUsage(before);
    processor.push((user + system) / 1000);
  }
  const { certificate, paths } = result;
  const isNear = Math.abs(certificate.objective - published) <= Math.max(SAME_OBJECTIVE, gap) * published;
  const answer = {
    solutions: paths.pathCount,
    iterations: certificate.iterations,
    checksum: checksumOf(result.linkFlow),
    gapReached: certificate.relativeGap <= gap ? 1 : 0,
    objectiveAsPublished: isNear ? 1 : 0,
  };
  const p50Ms = quantile(times, 0.5);
  const row = {
    name,
    queries: times.length,
    p50Ms,
    p95Ms: quantile(times, 0.95),
    totalMs: p50Ms * times.length,
    answer,
  };
  return { row, processorMs: Math.min(...processor) };
}

function solve(problem: AssignmentProblem, gap: number): Assigned {
  const result = assign(problem, { gap });
  if (result.status === "infeasible") throw new Error("a published network has pairs without a path");
  return result;
}

/** FNV-1a over the bytes: one bit that differs gives another number. */
function checksumOf(flow: Float64Array): number {
  let hash = 0x811c9dc5;
  for (const byte of new Uint8Array(flow.buffer)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
