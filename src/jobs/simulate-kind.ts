// Runs of kind `simulate`: the crossing of the dataset, simulated, with and without a scenario; replications in several threads.

import type { Replications } from "../studies/crossing-replications.ts";
import { simulateCorridorAnswer } from "../wire/simulate-corridor.ts";
import type { AskedWork, RunKind, Work } from "./run-kind.ts";
import { datasetOfRun, periodOfRun, simulateParameters } from "./simulate-parameters.ts";

/** With a precision, where nobody says how many at most. */
const USUAL_MOST = 1_000;

async function run(work: Work): Promise<object> {
  const [{ answerSimulateCorridor }, { toSoFar }, { poolOf }] = await Promise.all([
    import("../wire/to-simulate-corridor.ts"),
    import("../wire/to-so-far.ts"),
    import("./replication-pool.ts"),
  ]);
  const given = simulateParameters.parse(work.parameters);
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
        from,
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
  await checkSimulate(asked, simulateParameters.parse(asked.parameters));
};

export const simulateKind: RunKind = {
  kind: "simulate",
  title: "The crossing, simulated",
  isLong: true,
  parameters: simulateParameters,
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
