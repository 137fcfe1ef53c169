// Builds the web app into dist/web when its sources changed since the last build. A stamp with the hash of everything that
// goes in lies beside the result, so that a second start takes no time.
// Plain JavaScript on purpose: `npm start` runs it on the Node it was given.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { nodeOrExit, projectFolder } from "./check-node.mjs";

export const webFolder = path.join(projectFolder, "dist", "web");
const stampFile = path.join(projectFolder, "dist", "web.stamp");
const INPUTS = ["src/web", "src/wire", "src/model", "src/lib", "vite.config.ts", "package-lock.json"];

/** All files below a path, sorted, tests left out. */
function listFiles(place) {
  const full = path.join(projectFolder, place);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [full];
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function hashOfSources() {
  const hash = createHash("sha256");
  for (const file of INPUTS.flatMap(listFiles)) {
    hash.update(path.relative(projectFolder, file)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

/**
 * Builds the web app when needed.
 * @returns whether there is one now; false when its sources are not there or the build failed (its message is printed).
 */
export function buildWebWhenNeeded({ quiet = false } = {}) {
  if (!existsSync(path.join(projectFolder, "src", "web", "index.html"))) return false;
  const hash = hashOfSources();
  const built = existsSync(path.join(webFolder, "index.html"));
  if (built && existsSync(stampFile) && readFileSync(stampFile, "utf8") === hash) return true;
  process.stderr.write("Building the web app, needed after each change of it …\n");
  const vite = path.join(projectFolder, "node_modules", "vite", "bin", "vite.js");
  const run = spawnSync(nodeOrExit(), [vite, "build", "--logLevel", "warn"], {
    cwd: projectFolder,
    stdio: ["ignore", quiet ? "ignore" : 2, 2],
  });
  if (run.status !== 0) return false;
  compressFiles();
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, hash);
  return true;
}

/** Puts a compressed copy beside each text file, so that the server need not compress it again for each visitor. */
function compressFiles() {
  const files = readdirSync(webFolder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const entry of files) {
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    if (!/\.(m?js|css|json|svg|html)$/.test(entry.name) || statSync(file).size < 2048) continue;
    const bytes = readFileSync(file);
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
    writeFileSync(`${file}.gz`, gzipSync(bytes));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exit(buildWebWhenNeeded() ? 0 : 1);
