// Runs that were made on this server: when, what, how long, what came out; open one again, repeat it, set two side by side.

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RunRecordJson } from "../../../wire/runs.ts";
import { compareRuns, getRun, getRuns, hasEnded, type RunKind, repeatRun } from "../../api/what-if.ts";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { usePlan } from "../../state/plan.tsx";
import { type AskedScenario, toDocument } from "../../state/scenario.ts";
import { setView, setWhatIf } from "../../state/store.ts";
import { RowsTable } from "../../tables/rows-table.tsx";
import { useThings } from "./things.ts";
import { useAmounts } from "./use-amounts.ts";
import { nameOfListed, useShelf } from "./use-scenario.ts";

const SHOWN = 60;

export interface RunHistoryProps {
  readonly kinds: readonly RunKind[];
  /** Shows a run whole where the workspace knows how; else its question is asked again, which finds the kept answer. */
  readonly onOpen?: (run: RunRecordJson, scenario: AskedScenario | undefined) => void;
  /** One more thing to do with a run that is done. */
  readonly more?: {
    readonly name: string;
    readonly has: (run: RunRecordJson) => boolean;
    readonly on: (run: RunRecordJson) => boolean;
    readonly run: (run: RunRecordJson) => void;
  };
}

export function RunHistory({ kinds, onOpen, more }: RunHistoryProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { view } = usePlan();
  const { format, count } = useAmounts();
  const nameOf = useRunNames();
  const [pair, setPair] = useState<readonly string[]>([]);
  const { data, isError } = useQuery({
    queryKey: ["runs"],
    queryFn: ({ signal }) => getRuns(SHOWN, { signal }),
    refetchInterval: (query) => {
      const found = query.state.data;
      return found?.status === "ok" && found.runs.some((run) => !hasEnded(run)) ? 2_000 : 20_000;
    },
  });
  if (isError) return <p className="note">{t("failed.title")}</p>;
  if (!data || data.status === "invalid") return <div className="skeleton dock-skeleton" />;
  const known: readonly string[] = kinds;
  const runs = data.runs.filter((run) => known.includes(run.kind));
  const [a, b] = pair;
  const toggle = (id: string) =>
    setPair(pair.includes(id) ? pair.filter((one) => one !== id) : [...pair, id].slice(-2));
  // As everywhere on the page: days from two of them on.
  const timeOf = (hours: number) =>
    view.time === "days" && Math.abs(hours) >= 48
      ? `${format.number(hours / 24, 1)} ${t("unit.d")}`
      : `${format.number(hours, 1)} ${t("unit.h")}`;
  const figures = (run: RunRecordJson) =>
    run.headline
      .slice(0, 3)
      // Hours of a simulation are those of cargo; elsewhere they are a ship's.
      .map(({ name, label, value, unit }) =>
        unit === "h" && run.kind === "simulate"
          ? `${t(`figure.${name}`, { defaultValue: label })}: ${timeOf(value)}`
          : `${t(`figure.${name}`, { defaultValue: label })}: ${count(value, unit)}`,
      )
      .join(" · ");
  const table = {
    columns: [t("runs.when"), t("runs.kind"), t("show.scenario"), t("runs.state"), "s", t("runs.found"), "id"],
    rows: runs.map((run) => [
      run.createdAt,
      run.kind,
      run.scenario?.name ?? "",
      run.state,
      run.seconds ?? "",
      figures(run),
      run.id,
    ]),
  };
  const actions = (run: RunRecordJson) => (
    <>
      <button type="button" className="text-button" onClick={() => void openRun(run, onOpen)}>
        {t("runs.open")}
      </button>
      {more?.has(run) && run.state === "done" && (
        <button type="button" className="text-button" aria-pressed={more.on(run)} onClick={() => more.run(run)}>
          {more.name}
        </button>
      )}
      <button
        type="button"
        className="text-button"
        onClick={() => void repeatRun(run.id).then(() => client.invalidateQueries({ queryKey: ["runs"] }))}
      >
        {t("runs.repeat")}
      </button>
    </>
  );
  if (a && b) return <Compared a={a} b={b} onBack={() => setPair([])} />;
  return (
    <ChartFrame name="runs" title={t("runs.title", { count: runs.length })} subtitle={t("runs.subtitle")} table={table}>
      {runs.length === 0 ? (
        <p className="note">{t("runs.none")}</p>
      ) : (
        <RowsTable
          label={t("what-if.tab.runs")}
          className="runs-table"
          rows={runs}
          keyOf={({ id }) => id}
          columns={[
            {
              id: "choose",
              kind: "tick",
              head: t("runs.choose"),
              cell: (run) => (
                <input
                  type="checkbox"
                  aria-label={t("runs.choose-one", { name: nameOf(run), when: run.createdAt })}
                  checked={pair.includes(run.id)}
                  disabled={run.state !== "done"}
                  onChange={() => toggle(run.id)}
                />
              ),
            },
            {
              id: "when",
              kind: "number",
              head: t("runs.when"),
              cell: ({ createdAt }) => format.dateTime(createdAt),
            },
            { id: "scenario", kind: "text", head: t("show.scenario"), cell: nameOf },
            {
              id: "kind",
              kind: "text",
              head: t("runs.kind"),
              cell: ({ kind }) => t(`runs.kind-${kind}`, { defaultValue: kind }),
            },
            {
              id: "state",
              kind: "text",
              head: t("runs.state"),
              cell: ({ state, seconds }) => (
                <>
                  {t(`runs.state-${state}`)}
                  {seconds !== null && (
                    <span className="note">
                      {" "}
                      {format.number(seconds, 1)} {t("unit.s")}
                    </span>
                  )}
                </>
              ),
            },
            { id: "found", kind: "note", head: t("runs.found"), cell: figures },
            { id: "open", kind: "action", head: t("runs.open"), cell: actions },
          ]}
        />
      )}
    </ChartFrame>
  );
}

/** A scenario that nobody named is called by its first edit and an id: said with the thing's name. */
function useRunNames(): (run: RunRecordJson) => string {
  const { t } = useTranslation();
  const things = useThings();
  const { format } = useAmounts();
  const { view } = usePlan();
  const { data } = useShelf();
  const shelf = data?.status === "ok" ? data.scenarios : [];
  // Other ships of a simulation are not part of its scenario.
  const shipsOf = ({ fleet }: RunRecordJson["parameters"]) =>
    (Array.isArray(fleet) ? fleet : []).map((one: { line: string; vessels: number }) => {
      const line = things.find(({ id }) => id === one.line);
      return `, ${line?.name ?? one.line}: ${format.number(one.vessels)}`;
    });
  const nameOf = ({ scenario }: RunRecordJson) => {
    if (!scenario) return t("show.base");
    const listed = shelf.find(({ id }) => id === scenario.id);
    if (listed) return nameOfListed(listed, view.lang);
    const [kind = "", id = ""] = scenario.name.split(" ");
    const thing = scenario.id === null ? things.find((one) => one.id === id) : undefined;
    return thing ? `${t(`edit.${kind}`, { defaultValue: kind })}: ${thing.name}` : scenario.name;
  };
  return (run) => [nameOf(run), ...shipsOf(run.parameters)].join("");
}

/** One that was sent as a document is asked for with it. */
async function scenarioOf(run: RunRecordJson): Promise<AskedScenario | undefined> {
  if (!run.scenario) return undefined;
  if (run.scenario.id !== null) return { id: run.scenario.id };
  const answer = await getRun(run.id);
  const document = answer.status === "ok" ? toDocument(answer.run.scenario?.document) : undefined;
  return document && { document };
}

/** Shows what the run was about: the same question finds the same kept answer. */
async function openRun(run: RunRecordJson, onOpen: RunHistoryProps["onOpen"]) {
  if (onOpen) return onOpen(run, await scenarioOf(run));
  const { months, days } = run.parameters;
  setWhatIf({
    scenario: await scenarioOf(run),
    months: typeof months === "number" ? months : undefined,
    days: typeof days === "number" ? days : undefined,
  });
  setView({ show: "auto", page: run.kind === "oil" ? "oil" : "flows" });
}

function Compared({ a, b, onBack }: { readonly a: string; readonly b: string; readonly onBack: () => void }) {
  const { t } = useTranslation();
  const { count, signed, percent } = useAmounts();
  const name = useRunNames();
  const { data } = useQuery({
    queryKey: ["runs", "compare", a, b],
    queryFn: ({ signal }) => compareRuns(a, b, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!data) return <div className="skeleton dock-skeleton" />;
  if (data.status === "invalid") return <p className="note">{data.problems[0]?.message}</p>;
  const differs = (["dataset", "scenario", "parameters", "programVersion", "seed"] as const).filter(
    (key) => !data.same[key],
  );
  const table = {
    columns: [t("runs.figure"), name(data.a), name(data.b), t("show.difference"), "unit"],
    rows: data.figures.map((figure) => [
      figure.label,
      figure.a ?? "",
      figure.b ?? "",
      figure.difference ?? "",
      figure.unit,
    ]),
  };
  return (
    <ChartFrame
      name="runs-compared"
      title={data.same.result ? t("runs.same") : t("runs.compared", { a: name(data.a), b: name(data.b) })}
      subtitle={
        differs.length > 0
          ? t("runs.differ-in", { what: differs.map((key) => t(`runs.part-${key}`)).join(", ") })
          : t("runs.same-question")
      }
      table={table}
    >
      <button type="button" className="link-button" onClick={onBack}>
        ← {t("runs.back")}
      </button>
      {data.a.kind === "simulate" && <p className="note">{t("runs.no-interval")}</p>}
      <RowsTable
        rows={data.figures}
        keyOf={({ name: figure }) => figure}
        columns={[
          { id: "figure", kind: "name", head: t("runs.figure"), cell: ({ label }) => label },
          {
            id: "a",
            kind: "number",
            head: name(data.a),
            cell: ({ a: value, unit }) => (value === null ? "–" : count(value, unit)),
          },
          {
            id: "b",
            kind: "number",
            head: name(data.b),
            cell: ({ b: value, unit }) => (value === null ? "–" : count(value, unit)),
          },
          {
            id: "difference",
            kind: "number",
            head: t("show.difference"),
            cell: ({ difference, ratio, unit }) => (
              <>
                {difference === null ? "–" : signed(difference, (value) => count(value, unit))}
                {ratio !== null && <span className="note"> {percent(ratio - 1)}</span>}
              </>
            ),
          },
        ]}
      />
    </ChartFrame>
  );
}
