// Where a figure of a simulation is from, in a line: scenario, ships, period, replications, seed, data, program and when.

import { useTranslation } from "react-i18next";
import { useScenarioNames } from "../../api/queries.ts";
import { usePlan } from "../../state/plan.tsx";
import { useThingNames } from "../what-if/things.ts";
import { useAmounts } from "../what-if/use-amounts.ts";
import { periodText } from "./use-hours.ts";
import type { Simulation } from "./use-simulation.ts";

export function useSource({ ok, run }: Simulation): string {
  const { t } = useTranslation();
  const { format } = useAmounts();
  const nameOf = useThingNames();
  const { view } = usePlan();
  const inWords = useScenarioNames(view.lang, true);
  const { record } = run;
  if (!ok) return "";
  const before = new Map(ok.base.fleets.map(({ line, vessels }) => [line, vessels]));
  const ships = (ok.changed?.fleets ?? []).flatMap(({ line, vessels }) =>
    before.get(line) === vessels
      ? []
      : [`${nameOf(line)}: ${format.number(before.get(line) ?? 0)} → ${format.number(vessels)}`],
  );
  return [
    // Other ships are not part of the run's scenario: they stand behind it.
    record?.scenario ? inWords(record.scenario.name) : t("show.base"),
    ...ships,
    periodText(format, ok.period.from, ok.period.to),
    t("sim.replications", { count: ok.replications, number: format.number(ok.replications) }),
    `${t("sim.seed")} ${ok.seed}`,
    `${ok.dataset.title} ${ok.dataset.version}, ${ok.dataset.hash.slice(0, 8)}`,
    `Kopru${record ? ` ${record.programVersion}` : ""}`,
    ...(record ? [format.date(record.createdAt.slice(0, 10))] : []),
  ].join(" · ");
}
