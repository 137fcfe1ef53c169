// Servers, workers and commands as processes of their own, for tests that kill some: what they say, the sweep that they are asked
// for, and waiting for what comes about in another process, where nobody can tell.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { vi } from "vitest";
import type { RunRecordJson } from "../../src/wire/runs.ts";

const root = path.join(import.meta.dirname, "..", "..");
const main = path.join(root, "src", "cli", "main.ts");
export const DATA = path.join(root, "examples", "halcyon");
/** Other work may share the machine. */
export const PATIENCE_MS = 100_000;

/** A model whose replications take a fiftieth of a second. */
export const QUEUE = `
name: One desk
parameters: { rate: 0.5 }
run: { until: 60000 }
blocks:
  source: { block: arrivals, rate: rate, to: desk }
  desk: { block: server, service: { exponential: { mean: 1 } }, to: out }
  out: { block: sink }
`;

export interface Program {
  readonly child: ChildProcess;
  readonly said: { out: string; err: string };
}

/** Starts `kopru` in a folder; whoever started one ends all of them. */
export function createPrograms(folder: string) {
  const children: ChildProcess[] = [];

  function kopru(args: readonly string[], env: Readonly<Record<string, string>> = {}): Program {
    const child = spawn(process.execPath, [main, ...args], {
      cwd: folder,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    children.push(child);
    const said = { out: "", err: "" };
    for (const [stream, to] of [
      [child.stdout, "out"],
      [child.stderr, "err"],
    ] as const)
      stream.setEncoding("utf8").on("data", (text: string) => {
        said[to] += text;
      });
    return { child, said };
  }

  return {
    kopru,
    /** What a command printed that ended well. */
    async finished(args: readonly string[]): Promise<string> {
      const { child, said } = kopru(args);
      const [code] = await once(child, "close");
      if (code !== 0) throw new Error(`kopru ${args[0]} ended with ${code}: ${said.err}`);
      return said.out;
    },
    /** A server on a port of its own, and the address of its API. */
    async serve(...place: readonly string[]): Promise<Program & { readonly address: string; readonly api: string }> {
      const program = kopru(["serve", "--data", DATA, "--port", "0", "--workers", "1", "--json", ...place]);
      const line = await until(() => program.said.out.split("\n").find((each) => each.startsWith("{")));
      const { address } = JSON.parse(line);
      return { ...program, address, api: `${address}api/v1` };
    },
    killAll(): void {
      for (const child of children) child.kill("SIGKILL");
    },
  };
}

export const until = <T>(what: () => Promise<T> | T) => vi.waitUntil(what, { timeout: PATIENCE_MS, interval: 20 });

export async function startSweep(
  api: string,
  parameters: object,
): Promise<{ readonly run: RunRecordJson; readonly reused: boolean }> {
  const reply = await fetch(`${api}/runs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ kind: "sweep", parameters }),
  });
  return (await reply.json()) as { run: RunRecordJson; reused: boolean };
}

export const findRun = async (api: string, id: string): Promise<RunRecordJson> =>
  ((await (await fetch(`${api}/runs/${id}`)).json()) as { run: RunRecordJson }).run;

/** The record of a run once it has ended. */
export const endOf = (api: string, id: string): Promise<RunRecordJson> =>
  until(async () => {
    const run = await findRun(api, id);
    return run.state !== "queued" && run.state !== "running" && run;
  });
