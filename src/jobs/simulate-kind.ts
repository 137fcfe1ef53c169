// Runs of kind `simulate`: the crossing of the dataset, simulated, with and without a scenario; replications in several threads.

import { z } from "zod";
import type { LoadedDataset } from "../data/index.ts";
import { isoDate } from "../wire/common.ts";
import { simulateCorridorAnswer } from "../wire/simulate-corridor.ts";
import type { RunKind, Work } from "./run-kind.ts";

const MOST_DAYS = 3660;
const MOST_REPLICATIONS = 10_000;

const parameters = z.strictObject({
  from: isoDate.optional().describe("First day; the scenario's base date, else the year of the demand table"),
  days: z.number().int().min(7).max(MOST_DAYS).optional().describe("A year unless given"),
  replications: z.number().int().min(1).max(MOST_REPLICATIONS).default(20),
  precision: z
    .number()
    .min(1e-4)
    .max(1)
    .optional()
    .describe("Goes on until half the interval of the mean end-to-end time is this share of it"),
  maxReplications: z
    .number()
    .int()
    .min(1)
    .max(MOST_REPLICATIONS)
    .default(1_000)
    .describe("With a precision, ends then"),
  level: z.number().gt(0).lt(1).default(0.95),
  seed: z.number().int().min(0).max(4_294_967_295).optional().describe("The run's seed, else 1, when left out"),
  serviceHours: z
    .number()
    .positive()
    .max(8_759)
    .optional()
    .describe("Mean wait for a ship that is still good service: gives the capacity curve"),
  fleet: z
    .array(z.strictObject({ line: z.string().max(200), vessels: z.number().int().min(1).max(10_000) }))
    .max(50)
    .default([])
    .describe("Other fleets: edits on top of the scenario"),
  against: z
    .enum(["dataset", "scenario"])
    .default("dataset")
    .describe("With other fleets, what they are compared with: the dataset as it stands, or the scenario without them"),
  sensitivity: z.boolean().default(false).describe("What the answer depends on: takes many more replications"),
  threads: z.number().int().min(1).max(64).optional().describe("No more than the machine has cores; all unless given"),
});
type Parameters = z.infer<typeof parameters>;

async function run(work: Work): Promise<object> {
  const { answerSimulateCorridor } = await import("../wire/to-simulate-corridor.ts");
  const given = parameters.parse(work.parameters);
  const { from, days, replications, precision, maxReplications, level, serviceHours } = given;
  const dataset = await withFleets(work, given);
  return answerSimulateCorridor(
    dataset,
    {
      seed: given.seed ?? work.seed ?? 1,
      replications,
      maxReplications,
      level,
      ...(from === undefined ? {} : { from }),
      ...(days === undefined ? {} : { days }),
      ...(precision === undefined ? {} : { precision }),
      ...(serviceHours === undefined ? {} : { serviceHours }),
      onProgress: (done, total) => work.report(done, total, "replications"),
    },
    work.now,
  );
}

/** The dataset under the scenario with the other fleets in it, or over it. */
async function withFleets(
  { base, changed, scenario }: Work,
  { fleet, against, from }: Parameters,
): Promise<LoadedDataset> {
  if (fleet.length === 0) return changed ?? base;
  const { applyScenario, scenarioFromDocument, toDocument } = await import("../scenario/index.ts");
  const edits = fleet.map(({ line, vessels }) => ({ edit: "fleet", what: line, set: vessels }));
  const words = fleet.map(({ line, vessels }) => `${vessels} ships on ${line}`).join(", ");
  const isOver = against === "scenario" && changed !== null;
  const own = isOver || scenario === null ? undefined : toDocument(scenario);
  const document = {
    ...own,
    name: scenario === null ? words : `${scenario.name}, ${words}`,
    baseDate: scenario?.baseDate ?? from ?? base.defaultDate,
    edits: [...(own?.edits ?? []), ...edits],
  };
  return applyScenario(isOver ? changed : base, scenarioFromDocument(document, scenario?.id ?? "other-fleet"));
}

export const simulateKind: RunKind = {
  kind: "simulate",
  title: "The crossing, simulated",
  isLong: true,
  parameters,
  load: async () => ({
    run,
    headline: (answer) => {
      const parsed = simulateCorridorAnswer.parse(answer);
      if (parsed.status !== "ok") return [];
      const { base, changed, comparison } = parsed;
      const { endToEnd, crossings } = changed ?? base;
      const first = crossings.toSorted((a, b) => b.carriedTeuPerYear - a.carriedTeuPerYear)[0];
      const less = comparison?.find(({ what }) => what === "endToEnd")?.difference.mean;
      return [
        ...(endToEnd.mean === null
          ? []
          : [{ name: "endToEndHours", label: "End to end, mean", value: endToEnd.mean, unit: "h" }]),
        ...(first?.wait.mean == null
          ? []
          : [
              {
                name: "waitForShipHours",
                label: `Wait for a ship: ${first.name} from ${first.from}`,
                value: first.wait.mean,
                unit: "h",
              },
            ]),
        ...(first?.simulatedCapacityPerYear.mean == null
          ? []
          : [
              {
                name: "couldCarryPerYear",
                label: "Can carry a year",
                value: first.simulatedCapacityPerYear.mean,
                unit: first.unit,
              },
            ]),
        ...(less == null
          ? []
          : [{ name: "differenceHours", label: "End to end, scenario less base", value: less, unit: "h" }]),
      ];
    },
  }),
};
