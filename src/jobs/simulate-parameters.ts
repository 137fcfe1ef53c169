// What may be asked of a run of kind `simulate`, and the period and the dataset that it is about: for those who run it, check
// it beforehand, or look at it again.

import { z } from "zod";
import type { LoadedDataset } from "../data/index.ts";
import { InvalidInput } from "../model/problem.ts";
import type { ScenarioDocument } from "../scenario/index.ts";
import { usualFirstDay } from "../studies/read-date.ts";
import { isoDate } from "../wire/common.ts";
import type { Work } from "./run-kind.ts";
import { daysOfSeason, SEASONS } from "./season.ts";

const MOST_DAYS = 3660;
const MOST_REPLICATIONS = 10_000;

const ships = z.number().int().min(1).max(10_000);

/** What may be asked of such a run. */
export const simulateParameters = z.strictObject({
  from: isoDate.optional().describe("First day; the scenario's base date, else the year of the dataset's default date"),
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
    .describe(
      "Mean wait for a ship that is still good service: gives the capacity curve, of eight amounts of traffic with so many replications each, five at least",
    ),
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
export type SimulateParameters = z.infer<typeof simulateParameters>;

/** First day and length; a season is one of the year of the day given, of the scenario, or of the dataset. */
export function periodOfRun(
  { base, scenario }: Pick<Work, "base" | "scenario">,
  { from, days, season }: Pick<SimulateParameters, "from" | "days" | "season">,
): { readonly from: string; readonly days?: number } {
  const first = firstDayOf({ base, scenario }, from);
  if (season === undefined) return { from: first, ...(days === undefined ? {} : { days }) };
  if (days !== undefined)
    throw new InvalidInput([
      {
        code: "contradiction",
        place: "days",
        message: "a season has its own days",
        hint: "give one of season and days",
      },
    ]);
  return daysOfSeason(season, Number(first.slice(0, 4)));
}

/** The day given, else the scenario's, else the first of the dataset's year; a scenario of other fleets has no day of its own. */
const firstDayOf = ({ base, scenario }: Pick<Work, "base" | "scenario">, from: string | undefined): string =>
  from ?? scenario?.baseDate ?? usualFirstDay(base);

/** The dataset under the scenario with the other fleets in it, or over it; its `base` is what it is compared with. */
export async function datasetOfRun(
  { base, changed, scenario }: Pick<Work, "base" | "changed" | "scenario">,
  { fleet, against, from }: Pick<SimulateParameters, "fleet" | "against" | "from">,
): Promise<LoadedDataset> {
  if (fleet.length === 0) return changed ?? base;
  const { applyScenario, scenarioFromDocument, toDocument } = await import("../scenario/index.ts");
  const day = scenario?.baseDate ?? firstDayOf({ base, scenario }, from);
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

type Ships = Pick<SimulateParameters["fleet"][number], "line" | "vessels">;
