// Runs of kind `flows`: where the cargo of some months goes, with and without a scenario.

import { z } from "zod";
import { MOST_MONTHS } from "../studies/corridor-flows.ts";
import { isoDate } from "../wire/common.ts";
import { flowsOk } from "../wire/flows.ts";
import type { RunKind, Work } from "./run-kind.ts";

const parameters = z.strictObject({
  from: isoDate.optional().describe("First day; the scenario's base date, else the year of the demand table"),
  months: z.number().int().min(1).max(MOST_MONTHS).default(12),
  groups: z.array(z.string()).max(50).optional().describe("Groups of demand; all unless given"),
  gap: z.number().min(1e-12).max(1).default(1e-8),
  select: z.string().optional().describe("Id of a thing whose users are listed"),
});

async function run({ base, changed, parameters: given, report, now }: Work): Promise<object> {
  const { answerFlows } = await import("../wire/to-flows.ts");
  const { from, months, groups, gap, select } = parameters.parse(given);
  return answerFlows(
    changed ?? base,
    {
      months,
      gap,
      ...(from === undefined ? {} : { from }),
      ...(groups === undefined ? {} : { groups }),
      ...(select === undefined ? {} : { select }),
      onProgress: (done, total) => report(done, total, "months"),
    },
    now,
  );
}

export const flowsKind: RunKind = {
  kind: "flows",
  title: "Flows over the corridors",
  isLong: false,
  parameters,
  async check({ base, changed, parameters: given }) {
    const { readPeriod } = await import("../studies/corridor-flows.ts");
    const { from, months, groups, gap, select } = parameters.parse(given);
    readPeriod(changed ?? base, {
      months,
      gap,
      ...(from === undefined ? {} : { from }),
      ...(groups === undefined ? {} : { groups }),
      ...(select === undefined ? {} : { select }),
    });
  },
  load: async () => ({
    run,
    headline: (answer) => {
      const { base, changed, comparison } = flowsOk.parse(answer);
      const { totals } = changed ?? base;
      return [
        { name: "shippedTonnes", label: "Shipped", value: totals.shippedTonnes, unit: "t" },
        { name: "notShippedTonnes", label: "Not shipped", value: totals.notShippedTonnes, unit: "t" },
        ...(comparison ? [{ name: "lossUsd", label: "Loss", value: comparison.lossUsd, unit: "USD" }] : []),
      ];
    },
  }),
};
