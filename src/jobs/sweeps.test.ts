// Sweeps from asking to answer: points and their replications, jobs that are leased, lost, given back and refused, tokens. On
// the embedded database; workers on other machines and a killed one stand in test/kill/sweep.test.ts.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadDataset } from "../data/index.ts";
import { openStore, type Store } from "../store/index.ts";
import { createSweepRunner, type SweepModel } from "../studies/sweep-model.ts";
import type { SweepOk } from "../wire/sweep.ts";
import { kinds } from "./kinds.ts";
import { openRuns, type Runs } from "./runs.ts";
import type { PartJob, PartResult } from "./sweep-desk.ts";

const input = { base: fileURLToPath(new URL("../../examples/halcyon", import.meta.url)) };
const dataset = loadDataset(input);
const kindsModule = new URL("./kinds.ts", import.meta.url).href;
const QUEUE = `
name: One desk
parameters: { rate: 0.5, horizon: 200 }
run: { until: horizon }
blocks:
  source: { block: arrivals, rate: rate, to: desk }
  desk: { block: server, service: { exponential: { mean: 1 } }, to: out }
  out: { block: sink }
`;
const SWEEP = {
  name: "Rates",
  model: { file: "desk.yaml", text: QUEUE },
  axes: [{ parameter: "rate", set: [0.4, 0.8] }],
  replications: 10,
  perJob: 2,
  seed: 7,
};

describe("sweeps", () => {
  let store: Store;
  let runs: Runs;
  const errors: unknown[] = [];
  const folder = mkdtempSync(path.join(tmpdir(), "kopru-sweeps-"));

  const open = (workers: number) =>
    openRuns({
      store,
      input,
      programVersion: "0.0.0",
      kinds,
      kindsModule,
      workers,
      onError: (error) => errors.push(error),
    });
  beforeAll(async () => {
    store = await openStore({ folder });
    runs = await open(2);
  }, 60_000);
  afterAll(async () => {
    await runs?.close();
    await store?.close();
    rmSync(folder, { recursive: true, force: true });
    expect(errors).toEqual([]);
  }, 60_000);

  const start = async (parameters: object, from: Runs = runs) =>
    (
      await from.start({
        kind: "sweep",
        scenarioId: null,
        scenario: null,
        dataset: { id: dataset.id, version: dataset.version, hash: dataset.hash },
        parameters,
        seed: null,
        who: "somebody",
        fresh: true,
        repeats: null,
      })
    ).run.id;

  async function until<T>(what: () => Promise<T | undefined>): Promise<T> {
    for (let tries = 0; tries < 1_500; tries++) {
      const found = await what();
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error("it does not come about");
  }
  const ended = (id: string) =>
    until(async () => {
      const run = await runs.find(id);
      return run === undefined || ["queued", "running"].includes(run.state) ? undefined : run;
    });

  it("answers with every replication once, under the same luck at each point", async () => {
    const id = await start(SWEEP);
    expect(await ended(id)).toMatchObject({ state: "done", problems: [] });
    const answer = JSON.parse((await runs.findResult(id)) ?? "") as SweepOk;
    expect(answer.axes).toEqual([{ name: "rate", values: [0.4, 0.8] }]);
    expect(answer.points.map(({ values, replications }) => [values, replications])).toEqual([
      [[0.4], 10],
      [[0.8], 10],
    ]);
    expect(answer.rows.point).toEqual([...Array(10).fill(1), ...Array(10).fill(2)]);
    expect(answer.rows.replication).toEqual([...Array(10).keys(), ...Array(10).keys()].map((r) => r + 1));
  });
});
