// Runs of kind `simulate`: the crossing of the dataset, simulated, with and without a scenario; replications in several threads.

import { z } from "zod";
import type { LoadedDataset } from "../data/index.ts";
import { InvalidInput } from "../model/problem.ts";
import type { ScenarioDocument } from "../scenario/index.ts";
import type { Replications } from "../studies/crossing-replications.ts";
import { isoDate } from "../wire/common.ts";
import { simulateCorridorAnswer } from "../wire/simulate-corridor.ts";
import type { AskedWork, RunKind, Work } from "./run-kind.ts";
import { daysOfSeason, SEASONS } from "./season.ts";

const MOST_DAYS = 3660;
const MOST_REPLICATIONS = 10_000;
/** With a precision, where nobody says how many at most. */
const USUAL_MOST = 1_000;

const ships = z.number().int().min(1).max(10_000);

/** What may be asked of such a run. */
export const simulateParameters = z.strictObject({
  from: isoDate.optional().describe("First day; the scenario's base date, else the year of the demand table"),
  days: z.number().int().min(7).max(MOST_DAYS).optional().describe("A year unless given"),
  season: z.enum(SEASONS).optional().describe("Instead of days: winter is December to February of the year asked for"),
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
    .optional()
    .describe("With a precision only: ends then, after no fewer than replications; 1000 unless given"),
  level: z.number().gt(0).lt(1).default(0.95),
  seed: z.number().int().min(0).max(4_294_967_295).optional().describe("The run's seed, else 1, when left out"),
  serviceHours: z
    .number()
    .positive()
    .max(8_759)
    .optional()
    .describe("Mean wait for a ship that is still good service: gives the capacity curve"),
  fleet: z
    .array(
      z.strictObject({
        line: z.string().max(200),
        vessels: ships,
        before: ships.optional().describe("In what it is compared with, where that is not what there is"),
      }),
    )
    .max(50)
    .default([])
    .describe("Other fleets: edits on top of the scenario"),
  against: z
    .enum(["dataset", "scenario"])
    .default("dataset")
    .describe("With other fleets, what they are compared with: the dataset as it stands, or the scenario without them"),
  sensitivity: z.boolean().default(false).describe("What the answer depends on: takes many more replications"),
  sensitivityOf: z
    .strictObject({ line: z.string().max(200), from: z.string().max(200) })
    .optional()
    .describe("The wait for a ship of a line at a port; the mean time from end to end when left out"),
  threads: z.number().int().min(1).max(64).optional().describe("No more than the machine has cores; all unless given"),
});
const parameters = simulateParameters;
export type SimulateParameters = z.infer<typeof parameters>;
type Parameters = SimulateParameters;

async function run(work: Work): Promise<object> {
  const [{ answerSimulateCorridor }, { toSoFar }, { poolOf }] = await Promise.all([
    import("../wire/to-simulate-corridor.ts"),
    import("../wire/to-so-far.ts"),
    import("./replication-pool.ts"),
  ]);
  const given = parameters.parse(work.parameters);
  const { replications, precision, maxReplications = USUAL_MOST, level, serviceHours, against, fleet } = given;
  // Who runs it without having it kept has not been told before.
  await check(work);
  const { from, days } = periodOfRun(work, given);
  const dataset = await datasetOfRun(work, given);
  // Threads load their code while the flows are solved; they end with the thread that started them.
  const answer = (pool: Replications) =>
    answerSimulateCorridor(
      dataset,
      {
        seed: given.seed ?? work.seed ?? 1,
        replications,
        maxReplications,
        level,
        against: work.changed === null || fleet.length === 0 ? "dataset" : against,
        keepsFlows: true,
        ...(from === undefined ? {} : { from }),
        ...(days === undefined ? {} : { days }),
        ...(precision === undefined ? {} : { precision }),
        ...(serviceHours === undefined ? {} : { serviceHours }),
        ...(given.sensitivity ? { sensitivity: given.sensitivityOf ?? "endToEnd" } : {}),
        onProgress: (done, total, { stage, endToEnd }) =>
          stage === "replications"
            ? work.report(done, total, "replications", {
                stage,
                ...(endToEnd === undefined ? {} : { soFar: toSoFar(endToEnd, precision) }),
              })
            : work.report(done, total, "months", { stage, isFirst: true }),
      },
      work.now,
      pool,
    );
  return poolOf(given.threads, answer, work.threads);
}

const check = async (asked: AskedWork): Promise<void> => {
  const { checkSimulate } = await import("./check-simulate.ts");
  await checkSimulate(asked, parameters.parse(asked.parameters));
};

/** First day and length; a season is one of the year of the day given, of the scenario, or of the dataset. */
export function periodOfRun(
  { base, scenario }: Pick<Work, "base" | "scenario">,
  { from, days, season }: Pick<Parameters, "from" | "days" | "season">,
): { readonly from?: string; readonly days?: number } {
  if (season === undefined) return { ...(from === undefined ? {} : { from }), ...(days === undefined ? {} : { days }) };
  if (days !== undefined)
    throw new InvalidInput([
      { code: "usage", place: "days", message: "a season has its own days", hint: "give one of season and days" },
    ]);
  return daysOfSeason(season, Number((from ?? scenario?.baseDate ?? base.defaultDate).slice(0, 4)));
}

/** The dataset under the scenario with the other fleets in it, or over it; its `base` is what it is compared with. */
export async function datasetOfRun(
  { base, changed, scenario }: Pick<Work, "base" | "changed" | "scenario">,
  { fleet, against, from }: Pick<Parameters, "fleet" | "against" | "from">,
): Promise<LoadedDataset> {
  if (fleet.length === 0) return changed ?? base;
  const { applyScenario, scenarioFromDocument, toDocument } = await import("../scenario/index.ts");
  const day = scenario?.baseDate ?? from ?? base.defaultDate;
  const withShips = (
    over: LoadedDataset,
    own: ScenarioDocument | undefined,
    ships: readonly Ships[],
    field: "vessels" | "before",
  ): LoadedDataset => {
    if (ships.length === 0) return over;
    const words = ships
      .map(({ line, vessels }) => `${vessels} ships on ${over.services.get(line as never)?.name ?? line}`)
      .join(", ");
    const document = {
      ...own,
      name: scenario === null ? words : `${scenario.name}, ${words}`,
      baseDate: day,
      edits: [
        ...(own?.edits ?? []),
        ...ships.map(({ line, vessels }) => ({ edit: "fleet", what: line, set: vessels })),
      ],
    };
    try {
      return applyScenario(over, scenarioFromDocument(document, scenario?.id ?? "other-fleet"));
    } catch (error) {
      throw placedInFleet(
        error,
        own?.edits?.length ?? 0,
        ships.map(({ line }) => fleet.findIndex((each) => each.line === line)),
        field,
      );
    }
  };
  const before = fleet.flatMap(({ line, before: vessels }) => (vessels === undefined ? [] : [{ line, vessels }]));
  if (changed !== null && against === "scenario")
    return withShips(withShips(changed, undefined, before, "before"), undefined, fleet, "vessels");
  const own = scenario === null ? undefined : toDocument(scenario);
  return withShips(withShips(base, undefined, before, "before"), own, fleet, "vessels");
}

/** Problems of the edits that were made of fleets, at the fleet that was asked for: nobody wrote those edits. */
function placedInFleet(
  error: unknown,
  ownEdits: number,
  indexes: readonly number[],
  vessels: "vessels" | "before",
): unknown {
  if (!(error instanceof InvalidInput)) return error;
  return new InvalidInput(
    error.problems.map((problem) => {
      const [, edit, field] = /^scenario\.edits\.(\d+)(?:\.(\w+))?$/.exec(problem.place) ?? [];
      const index = edit === undefined ? undefined : indexes[Number(edit) - ownEdits];
      if (index === undefined) return problem;
      return { ...problem, place: `fleet.${index}.${field === "set" ? vessels : "line"}` };
    }),
  );
}

type Ships = Pick<Parameters["fleet"][number], "line" | "vessels">;

export const simulateKind: RunKind = {
  kind: "simulate",
  title: "The crossing, simulated",
  isLong: true,
  parameters,
  check,
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
                label: `Wait for a ship: ${first.name} from ${first.fromName}`,
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
