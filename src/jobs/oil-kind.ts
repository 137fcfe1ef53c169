// Runs of kind `oil`: where oil goes day by day, with and without a scenario.

import { z } from "zod";
import { isoDate } from "../wire/common.ts";
import { oilOk } from "../wire/oil.ts";
import type { RunKind, Work } from "./run-kind.ts";

const MAX_DAYS = 3660;

const parameters = z.strictObject({
  from: isoDate.optional().describe("First day; the scenario's base date, else the dataset's"),
  days: z.number().int().min(1).max(MAX_DAYS).default(365),
  policy: z.enum(["foresight", "rolling"]).default("foresight").describe("By which the figures at the top are"),
  security: z.boolean().default(true).describe("Loss of each element too"),
  outages: z
    .enum(["announced", "mean"])
    .default("mean")
    .describe("How long the rolling plan expects outages to last: as they will, or their mean length"),
});

async function run({ base, changed, parameters: given, report, now }: Work): Promise<object> {
  const [{ answerOil }, { loadLpSolver }] = await Promise.all([
    import("../wire/to-oil.ts"),
    import("../lib/lp-solver.ts"),
  ]);
  const request = parameters.parse(given);
  const solver = await loadLpSolver();
  return answerOil(base, changed ?? undefined, request, solver, now, { onProgress: report });
}

export const oilKind: RunKind = {
  kind: "oil",
  title: "Oil by route and day",
  isLong: false,
  parameters,
  async check({ base, parameters: given }) {
    const { checkOilRequest } = await import("../studies/oil.ts");
    const { from, days } = parameters.parse(given);
    checkOilRequest(base, from ?? base.defaultDate, { days });
  },
  load: async () => ({
    run,
    headline: (answer) => {
      const { base, changed, shutInMt, lossUsd } = oilOk.parse(answer);
      return [
        { name: "exportsMt", label: "Exports", value: (changed ?? base).exportsMt, unit: "Mt" },
        { name: "shutInMt", label: "Shut in", value: shutInMt, unit: "Mt" },
        ...(changed ? [{ name: "lossUsd", label: "Loss", value: lossUsd, unit: "USD" }] : []),
      ];
    },
  }),
};
