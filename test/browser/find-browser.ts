// Which Chromium do the browser tests use, and how is it started so that WebGL works without a graphics card?
// In this order: the CHROMIUM variable, a browser of the system, Chrome or Edge where Playwright knows them, and the
// Chromium that `npm ci` brought (linux-x64), with its own copies of the few libraries that a bare system lacks.
// A machine without any of them fails with one clear sentence: browser tests are never skipped silently.

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Browser, chromium } from "playwright-core";

export interface FoundBrowser {
  /** Where it was found, for the log. */
  readonly origin: string;
  readonly executablePath?: string;
  /** A browser that Playwright finds by itself: `chrome` or `msedge`. */
  readonly channel?: string;
  /** What the browser's process needs beside the usual environment. */
  readonly env: Readonly<Record<string, string>>;
}

const SYSTEM_BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Software WebGL; no sandbox because tests may run as root in a container; no calls home. */
const LAUNCH_ARGUMENTS = [
  "--no-sandbox",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--ignore-gpu-blocklist",
  "--disable-background-networking",
];

/** @throws Error with one clear sentence when there is no browser. */
export async function findBrowser(): Promise<FoundBrowser> {
  const named = process.env.CHROMIUM;
  if (named !== undefined && named !== "") {
    if (!existsSync(named)) throw new Error(`CHROMIUM points to ${named}, which does not exist.`);
    return { origin: "CHROMIUM variable", executablePath: named, env: {} };
  }
  const system = SYSTEM_BROWSERS.find((file) => existsSync(file));
  if (system !== undefined) return { origin: "system", executablePath: system, env: {} };
  if (process.platform === "linux" && process.arch === "x64") return unpackBundled();
  if (process.platform === "darwin" || process.platform === "win32") {
    const channel = process.platform === "win32" ? "msedge" : "chrome";
    return { origin: `${channel} of the system`, channel, env: {} };
  }
  throw new Error(
    "No browser for the tests: install Chromium or set the CHROMIUM variable to its path (npm brings one for linux-x64 only).",
  );
}

/** Starts the browser; the caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, channel, env } = await findBrowser();
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    ...(channel === undefined ? {} : { channel }),
    args: LAUNCH_ARGUMENTS,
    env: { ...environment(), ...env },
    // A browser of the system may be the full one; the bundled one is a headless shell either way.
    headless: true,
  });
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/**
 * Unpacks the Chromium of the package once per version. It unpacks into a folder of its own that gets its final name when
 * complete, so that neither two test runs at once nor an interrupted one leave half a browser behind.
 */
async function unpackBundled(): Promise<FoundBrowser> {
  const packageFolder = path.dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium"));
  const version = packageVersion(path.join(packageFolder, "..", "package.json"));
  const folder = path.join(tmpdir(), `kopru-test-chromium-${version}`);
  if (!existsSync(folder)) await unpackInto(folder);
  const executablePath = path.join(folder, "chromium");
  const env = { ...fontsOf(folder), ...librariesOf(folder, executablePath) };
  return { origin: `npm package, version ${version}`, executablePath, env };
}

function packageVersion(file: string): string {
  const parsed: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (typeof parsed === "object" && parsed !== null && "version" in parsed) return String(parsed.version);
  throw new Error(`${file} has no version`);
}

async function unpackInto(folder: string): Promise<void> {
  const outerTmp = process.env.TMPDIR;
  const own = mkdtempSync(path.join(tmpdir(), "kopru-chromium-"));
  try {
    // The package unpacks into the system's temporary folder and asks for it at each call.
    process.env.TMPDIR = own;
    const { default: bundled, inflate } = await import("@sparticuz/chromium");
    const executable = await bundled.executablePath();
    await inflate(
      path.join(
        path.dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")),
        "..",
        "bin",
        "al2023.tar.br",
      ),
    );
    if (path.dirname(executable) !== own) throw new Error(`Chromium was unpacked to ${executable}, expected in ${own}`);
  } finally {
    if (outerTmp === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = outerTmp;
  }
  try {
    renameSync(own, folder);
  } catch (error) {
    rmSync(own, { recursive: true, force: true });
    // Another run was faster.
    if (!existsSync(folder)) throw error;
  }
}

/** A system without fonts draws with those of the package. */
function fontsOf(folder: string): Record<string, string> {
  const fonts = path.join(folder, "fonts");
  return existsSync("/etc/fonts/fonts.conf") || !existsSync(fonts) ? {} : { FONTCONFIG_PATH: fonts };
}

/** The loader ends a program with 127 when a library is missing; the package holds the usual ones. */
function librariesOf(folder: string, executable: string): Record<string, string> {
  const bare = spawnSync(executable, ["--version", "--no-sandbox"], { stdio: "ignore" });
  if (bare.status === 0) return {};
  const known = process.env.LD_LIBRARY_PATH;
  const own = path.join(folder, "al2023", "lib");
  return { LD_LIBRARY_PATH: known === undefined || known === "" ? own : `${own}:${known}` };
}
