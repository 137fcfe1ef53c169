// Runs of kind `sweep`: a model or the crossing at many points. A thread prepares the points, their replications are jobs of
// the queue for threads here and workers elsewhere, and a thread makes the answer when all of them are there.

import type { z } from "zod";
import { type SweepDocument, sweepDocument, sweepOk } from "../wire/sweep.ts";
import type { RunKind, Split, Work } from "./run-kind.ts";

async function split({ base, parameters, report, now }: Work): Promise<Split> {
  const [{ prepareSweep }, { crossingPoints }] = await Promise.all([
    import("../wire/prepare-sweep.ts"),
    import("../wire/prepare-crossing-sweep.ts"),
  ]);
  const document = sweepDocument.parse(parameters);
  const prepared = prepareSweep(document, crossingPoints(base), (done, total) => report(done, total, "models"), now);
  return { ...prepared, replications: document.replications };
}

async function run({ base, parameters, collected }: Work): Promise<object> {
  if (collected === undefined) throw new Error("expected the replications of a sweep");
  const [{ toSweepAnswer }, { toDatasetRef }] = await Promise.all([
    import("../wire/to-sweep.ts"),
    import("../wire/to-dataset.ts"),
  ]);
  const document: SweepDocument = sweepDocument.parse(parameters);
  return toSweepAnswer(document, document.model === undefined ? toDatasetRef(base) : null, collected);
}

export const sweepKind: RunKind = {
  kind: "sweep",
  title: "Many points at once",
  isLong: true,
  parameters: sweepDocument as z.ZodType<Record<string, unknown>>,
  load: async () => ({
    run,
    split,
    headline: (answer) => {
      const { points, measures } = sweepOk.parse(answer);
      const [first] = measures;
      const replications = points.reduce((sum, point) => sum + point.replications, 0);
      const means = points.flatMap(({ estimates }) => estimates[0]?.mean ?? []);
      return [
        { name: "points", label: "Points", value: points.length, unit: "" },
        { name: "replications", label: "Replications", value: replications, unit: "" },
        ...(first === undefined || means.length === 0
          ? []
          : [
              { name: "least", label: `Least ${first.name}`, value: Math.min(...means), unit: first.unit },
              { name: "most", label: `Most ${first.name}`, value: Math.max(...means), unit: first.unit },
            ]),
      ];
    },
  }),
};
