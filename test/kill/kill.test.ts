// A server killed with SIGKILL while it writes: nothing acknowledged is lost, it opens again, and runs answer once.
// `node scripts/run.mjs scripts/kill-store.ts 40` does more rounds and prints the figures.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { killInRounds } from "./rounds.ts";

const folder = mkdtempSync(path.join(tmpdir(), "kopru-kill-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("loses nothing that it acknowledged", { timeout: 240_000 }, async () => {
  const seed = Number(process.env.KILL_SEED ?? Math.floor(Math.random() * 1e9));
  const figures = await killInRounds(path.join(folder, "store"), 6, seed);
  expect(figures, `KILL_SEED=${seed}`).toMatchObject({ lost: 0, failedOpens: 0, wrongAnswers: 0 });
  // It did write, and was killed in the middle of runs.
  expect(figures.acknowledged).toBeGreaterThan(50);
  expect(figures.begunAgain).toBeGreaterThan(0);
});
