// Kills a writing server many times and prints what was lost: `node scripts/run.mjs scripts/kill-store.ts [rounds] [seed]
// [address of a PostgreSQL server]`. The test of the same name does a few rounds.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { killInRounds } from "../test/kill/rounds.ts";

const [rounds = "40", seed = "1", address] = process.argv.slice(2);
const folder = mkdtempSync(path.join(tmpdir(), "kopru-kill-"));
try {
  const { openMs, ...figures } = await killInRounds(
    address ?? path.join(folder, "store"),
    Number(rounds),
    Number(seed),
  );
  const inOrder = [...openMs].sort((a, b) => a - b);
  const opening = { median: inOrder[Math.floor(inOrder.length / 2)], longest: inOrder.at(-1) };
  process.stdout.write(`${JSON.stringify({ ...figures, openMs: opening, seed: Number(seed) }, null, 2)}\n`);
  process.exitCode = figures.lost + figures.failedOpens + figures.wrongAnswers > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
