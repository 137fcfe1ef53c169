// Whose waits for ships: the assumed ones, or those of a crossing that was simulated on this server.

import { useTranslation } from "react-i18next";
import type { RunRecordJson } from "../../wire/runs.ts";
import { useScenarioNames, useSimulations } from "../api/queries.ts";
import { usePlan } from "../state/plan.tsx";
import { useFormat } from "../state/use-format.ts";

const DAY_MS = 86_400_000;

export function WaitsField() {
  const { t } = useTranslation();
  const { question, ok, none, ask } = usePlan();
  const format = useFormat();
  const nameOf = useRunName();
  const world = useWorldName();
  const runs = useSimulations();
  const chosen = question?.waits ?? "";
  // Who has simulated nothing has nothing to choose.
  if (!question || (runs.length === 0 && chosen === "")) return null;
  const waits = chosen === "" ? undefined : ((ok ?? none)?.waits ?? undefined);
  const run = runs.find(({ id }) => id === chosen);
  const isKept = chosen === "" || run !== undefined;
  return (
    <div className="waits">
      <label className={chosen === "" ? "waits-chip" : "waits-chip waits-chip-on"}>
        <span>{t("waits.title")}</span>
        <select value={chosen} onChange={({ currentTarget }) => ask({ waits: currentTarget.value || undefined })}>
          <option value="">{t("waits.assumed")}</option>
          {!isKept && <option value={chosen}>{t("waits.run", { name: waits?.scenario || chosen.slice(0, 8) })}</option>}
          {runs.map((run) => (
            <option key={run.id} value={run.id}>
              {t("waits.run", { name: nameOf(run) })}
            </option>
          ))}
        </select>
      </label>
      {waits && (
        <p className="note" aria-live="polite">
          {t("waits.said", {
            scenario: run ? world(run) : waits.scenario || t("waits.no-scenario"),
            replications: waits.replications,
            from: format.date(waits.period.from),
            to: format.date(lastDayBefore(waits.period.to)),
          })}
          {!waits.sameDataset && ` ${t("waits.other-dataset")}`}
          {waits.crossings.some(({ settles }) => !settles) && ` ${t("waits.grows")}`}
        </p>
      )}
    </div>
  );
}

/** Periods of answers end with the day that is in them no more. */
function lastDayBefore(to: string): string {
  return new Date(Date.parse(to) - DAY_MS).toISOString().slice(0, 10);
}

/** When, under which scenario and with whose ships, over what time: else runs of a day look alike. */
function useRunName(): (run: RunRecordJson) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const world = useWorldName();
  return (run) => {
    const { createdAt, parameters } = run;
    const name = `${format.date(createdAt.slice(0, 10))}, ${createdAt.slice(11, 16)} UTC, ${world(run)}`;
    const { from, days } = parameters;
    return typeof from === "string" && typeof days === "number"
      ? t("waits.over", { scenario: name, from: format.date(from), days: format.number(days) })
      : name;
  };
}

function useWorldName(): (run: Pick<RunRecordJson, "scenario" | "parameters"> | undefined) => string {
  const { t } = useTranslation();
  const { view } = usePlan();
  const inWords = useScenarioNames(view.lang, useSimulations().length > 0);
  return (run) => {
    const scenario = run?.scenario ? inWords(run.scenario.name) : t("waits.no-scenario");
    const fleet = run?.parameters.fleet;
    return Array.isArray(fleet) && fleet.length > 0 ? t("waits.other-ships", { scenario }) : scenario;
  };
}
