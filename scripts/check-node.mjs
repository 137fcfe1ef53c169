// Which Node can run this project? TypeScript runs without a build from Node 22.18 on. `npm ci` brings such a Node for
// the common systems as an optional package, so that an older Node outside is enough to begin with.
// Plain JavaScript on purpose: this must run on the old Node that is to be replaced.

import { existsSync } from "node:fs";
import module from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const projectFolder = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** True for a Node that runs TypeScript files without a flag: 22.18 and later, 23.6 and later, 24 and later. */
export function canRunTypeScript(version) {
  const [major, minor] = version.replace(/^v/, "").split(".").map(Number);
  if (major === 22) return minor >= 18;
  if (major === 23) return minor >= 6;
  return major > 23;
}

/**
 * Keeps what this process, its threads and the programs it starts compile beside the packages: a command starts in
 * half the time, and while the compiler of TypeScript is not loaded loops over typed arrays are a tenth faster. A folder
 * that cannot be written is no error; NODE_COMPILE_CACHE names another, NODE_DISABLE_COMPILE_CACHE=1 turns it off.
 * Not in the folder for temporary files, where others of the machine could put code under the names that are looked for.
 */
export function keepCompiled() {
  process.env.NODE_COMPILE_CACHE ??= path.join(projectFolder, "node_modules", ".cache", "compiled");
  module.enableCompileCache?.(process.env.NODE_COMPILE_CACHE);
}

/** Path of the Node that `npm ci` put beside the project, or undefined when this system has none. */
export function findBundledNode(folder = projectFolder) {
  const system = process.platform === "win32" ? "win" : process.platform;
  const packageFolder = path.join(folder, "node_modules", `node-${system}-${process.arch}`);
  return [path.join(packageFolder, "bin", "node"), path.join(packageFolder, "bin", "node.exe")].find((file) =>
    existsSync(file),
  );
}

/** Path of a Node that can run the project: the one that runs now when it can, else the bundled one, else undefined. */
export function findNode(folder = projectFolder) {
  return canRunTypeScript(process.versions.node) ? process.execPath : findBundledNode(folder);
}

/** One clear sentence for somebody without a usable Node. */
export function noNodeSentence() {
  return (
    `Kopru needs Node 22.18 or newer and this is Node ${process.versions.node}: run \`npm ci\` in ${projectFolder} ` +
    "(without --omit=optional), which brings a newer Node for Linux and Windows, or install one from https://nodejs.org."
  );
}

/** Path of a usable Node; prints the sentence and ends the program when there is none. */
export function nodeOrExit() {
  const node = findNode();
  if (node !== undefined) return node;
  process.stderr.write(`${noNodeSentence()}\n`);
  process.exit(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) nodeOrExit();
