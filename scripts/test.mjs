// `npm test`: installs what is missing, runs every check in order, and ends with one line `N passed, N failed`.
// `npm test -- types unit` runs only those. Plain JavaScript on purpose: the Node outside may be as old as 20.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { nodeOrExit, projectFolder } from "./check-node.mjs";
import { installWhenNeeded } from "./install.mjs";

installWhenNeeded();
const node = nodeOrExit();
const reports = mkdtempSync(path.join(tmpdir(), "kopru-test-"));
const inProject = (...parts) => path.join(projectFolder, ...parts);
const inModules = (...parts) => inProject("node_modules", ...parts);

/** A program of a package on a Node that is new enough, whatever runs outside. */
const tool = (file, ...args) => ({ args: [inModules(file), ...args] });
const script = (file, ...args) => ({ args: [inProject(file), ...args] });

/** Runs Vitest and notes its result, so that its tests are counted one by one. */
function vitest(name, ...args) {
  const report = path.join(reports, `${name}.json`);
  return {
    args: [
      inModules("vitest/vitest.mjs"),
      "run",
      "--reporter=dot",
      "--reporter=json",
      `--outputFile.json=${report}`,
      ...args,
    ],
    report,
  };
}

const CHECKS = [
  { name: "types", title: "Types", ...tool("ts7/bin/tsc", "-p", inProject()) },
  {
    name: "lint",
    title: "Lint and format",
    ...tool("@biomejs/biome/bin/biome", "ci", "--colors=off", "--error-on-warnings", "."),
  },
  { name: "boundaries", title: "Import boundaries", ...script("scripts/boundaries.mjs") },
  { name: "dead-code", title: "Dead code", ...tool("knip/bin/knip.js", "--no-progress") },
  { name: "generated", title: "Generated files in sync", ...script("scripts/generate.ts", "--check") },
  { name: "dataset", title: "Dataset", ...script("src/cli/main.ts", "data", "check") },
  {
    name: "small-dataset",
    title: "Second dataset",
    ...script("src/cli/main.ts", "data", "check", "--data", inProject("examples/halcyon")),
  },
  { name: "unit", title: "Unit and property tests", ...vitest("unit") },
  { name: "examples", title: "Examples", ...script("scripts/examples.mjs") },
  { name: "web-build", title: "Web app builds", ...script("scripts/build-web.mjs") },
  { name: "bundle", title: "Bundle size", ...script("scripts/bundle-size.mjs") },
  { name: "browser", title: "Browser tests", ...vitest("browser", "--config", inProject("vitest.browser.config.ts")) },
];

const BROKEN_OFF = /signal SIG(TRAP|SEGV|ILL|BUS)/;

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !CHECKS.some((check) => check.name === name));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no check called ${unknown.join(", ")}; there are ${CHECKS.map(({ name }) => name).join(", ")}.\n`,
  );
  process.exit(2);
}

const started = Date.now();
const counts = { passed: 0, failed: 0 };
const failures = [];
try {
  for (const check of CHECKS) {
    if (wanted.length === 0 || wanted.includes(check.name)) await runCheck(check);
  }
} finally {
  rmSync(reports, { recursive: true, force: true });
}
process.stdout.write(
  `\n${seconds(started)} s in all${failures.length > 0 ? `; failed: ${failures.join(", ")}` : ""}\n`,
);
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed\n`);
process.exitCode = counts.failed === 0 ? 0 : 1;

/** Runs one check; its output is shown in full when it fails, else only its last line. */
async function runCheck({ title, name, args, report }) {
  const begun = Date.now();
  process.stdout.write(`\n── ${title} `);
  let { exitCode, output } = await run(args);
  if (wasBrokenOff(exitCode, output, report)) {
    process.stdout.write(`· Node itself ended by ${output.match(BROKEN_OFF)[0]}: once more `);
    ({ exitCode, output } = await run(args));
  }
  const { passed, failed } = countsOf(exitCode, report);
  counts.passed += passed;
  counts.failed += failed;
  if (failed > 0) failures.push(name);
  process.stdout.write(`${failed === 0 ? "✓" : "✗"} ${seconds(begun)} s\n`);
  const text = output.trim();
  if (failed > 0) process.stdout.write(`${text}\n`);
  else if (report !== undefined) process.stdout.write(`   ${passed} tests\n`);
  else if (text !== "") process.stdout.write(`   ${text.slice(text.lastIndexOf("\n") + 1).trim()}\n`);
}

function seconds(since) {
  return ((Date.now() - since) / 1000).toFixed(1);
}

function run(args) {
  return new Promise((resolve) => {
    const child = spawn(node, args, {
      cwd: projectFolder,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined, NODE_ENV: undefined },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk) => {
        output += chunk;
      });
    }
    child.on("close", (code) => resolve({ exitCode: code ?? 1, output }));
  });
}

/** The runtime of a Vitest process died of a signal (a fault of V8 was seen to do so), and no test had failed. */
function wasBrokenOff(exitCode, output, report) {
  if (exitCode === 0 || report === undefined || !BROKEN_OFF.test(output)) return false;
  return !existsSync(report) || JSON.parse(readFileSync(report, "utf8")).numFailedTests === 0;
}

/** A check counts as one; Vitest counts its tests. A run that broke without a failed test counts as one failure. */
function countsOf(exitCode, report) {
  if (report === undefined || !existsSync(report))
    return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, "utf8"));
  return { passed: numPassedTests, failed: Math.max(numFailedTests, exitCode === 0 ? 0 : 1) };
}
