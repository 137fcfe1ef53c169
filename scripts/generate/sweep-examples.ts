// Examples of a sweep, its answer, and what a server and a worker tell each other about it: one small model at two points.

import { createSweepRunner, type SweepModel } from "../../src/studies/sweep-model.ts";
import { prepareSweep } from "../../src/wire/prepare-sweep.ts";
import { type SweepDocumentInput, sweepDocument } from "../../src/wire/sweep.ts";
import { toSweepAnswer } from "../../src/wire/to-sweep.ts";
import { WORK_PROTOCOL } from "../../src/wire/work.ts";

const SWEEP = {
  name: "Busier hours",
  model: {
    file: "desk.yaml",
    text: "name: Desk\nparameters: { rate: 0.5 }\nrun: { until: 100 }\nblocks:\n  source: { block: arrivals, rate: rate, to: desk }\n  desk: { block: server, service: { exponential: { mean: 1 } }, to: out }\n  out: { block: sink }\n",
  },
  axes: [{ parameter: "rate", set: [0.5, 0.8] }],
  replications: 2,
  perJob: 2,
} satisfies SweepDocumentInput;

const WORKER = "quay-3";
const ENGINE = "kopru-sweep-1/0a1b2c3d4e5f6071/8293a4b5c6d7e8f9";
const JOB = { id: "5b0a3c52-6f0e-4c8e-9d57-2f1f6f7f3a10", retryCount: 0 };

export function sweepExamples(): Record<string, unknown> {
  const document = sweepDocument.parse(SWEEP);
  const none = () => {
    throw new Error("no crossing");
  };
  const { points, models } = prepareSweep(
    document,
    none,
    () => {},
    () => 0,
  );
  const collected = points.map((point) => {
    const runner = createSweepRunner(JSON.parse(models.get(point.model ?? "") ?? "") as SweepModel);
    return { ...point, replications: [1, 2].map((replication) => runner.run(document.seed, replication)) };
  });
  const [first] = collected;
  const pair = { worker: WORKER, ...JOB };
  return {
    sweep: SWEEP,
    "sweep-answer": toSweepAnswer(document, null, collected),
    "lease-request": { worker: WORKER, protocol: WORK_PROTOCOL, engine: ENGINE, count: 4 },
    "lease-answer": {
      status: "ok",
      jobs: [{ ...JOB, model: first.model, seed: document.seed, firstReplication: 1, replications: 2 }],
      beatSeconds: 3,
    },
    "done-request": { ...pair, model: first.model, results: first.replications },
    "failed-request": { ...pair, givenBack: true, message: "" },
    "beat-request": { jobs: [JOB] },
    "beat-answer": { status: "ok", lost: [] },
    "work-answer": { status: "ok", affected: 1 },
    "token-request": { name: WORKER },
    "token-made-answer": { status: "ok", name: WORKER, token: `kopru_${"0".repeat(16)}_${"0".repeat(64)}` },
    "tokens-answer": {
      status: "ok",
      tokens: [
        { name: WORKER, scope: "work", createdAt: "2026-12-01T08:30:00.000Z", lastUsedAt: null, revokedAt: null },
      ],
    },
    "token-revoked-answer": { status: "ok", name: WORKER, done: "revoked" },
  };
}
