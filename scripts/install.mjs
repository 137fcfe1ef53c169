// Brings node_modules to what package-lock.json says, and does nothing when it already is.
// Compares contents and not times: a fresh clone or a change of branch gives every file a new time.
// Plain JavaScript on purpose: it runs before anything is installed.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { projectFolder } from "./check-node.mjs";

/** Packages by folder from a lockfile, or undefined when the file is missing or broken. */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/** True when every package that the lockfile demands on every system is there in its version. */
export function isInstalled(folder = projectFolder) {
  const wanted = readPackages(path.join(folder, "package-lock.json"));
  // npm notes there what it really put into node_modules.
  const present = readPackages(path.join(folder, "node_modules", ".package-lock.json"));
  if (wanted === undefined || present === undefined) return false;
  return Object.entries(wanted).every(
    ([place, entry]) => place === "" || entry.optional === true || present[place]?.version === entry.version,
  );
}

/** The npm that started this program, or the one on the path. */
function npmCommand() {
  const started = process.env.npm_execpath;
  if (started?.endsWith("npm-cli.js")) return { command: process.execPath, first: [started], shell: false };
  return { command: "npm", first: [], shell: process.platform === "win32" };
}

/** Installs what is missing with `npm ci`; ends the program with npm's exit code when that fails. */
export function installWhenNeeded(folder = projectFolder) {
  if (isInstalled(folder)) return;
  process.stderr.write("Installing packages (npm ci), needed once …\n");
  const npm = npmCommand();
  const run = spawnSync(
    npm.command,
    [...npm.first, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
    {
      cwd: folder,
      stdio: ["ignore", "inherit", "inherit"],
      shell: npm.shell,
      // `npm start --omit=dev` and the like must not thin out what the two commands need.
      env: { ...process.env, npm_config_omit: "", NODE_ENV: "" },
    },
  );
  if (run.status !== 0) {
    process.stderr.write("npm ci failed: see its message above.\n");
    process.exit(run.status ?? 1);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) installWhenNeeded();
