// Begin a run with one click, see how far it is, cancel it; or why it gave no answer and what to do.

import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { RunProgressJson } from "../../../wire/runs.ts";
import { getRuns } from "../../api/what-if.ts";
import { usePlan } from "../../state/plan.tsx";
import { toParameters } from "../../state/simulation.ts";
import { setView } from "../../state/store.ts";
import { useAmounts } from "../what-if/use-amounts.ts";
import { useHours } from "./use-hours.ts";
import type { Simulation } from "./use-simulation.ts";

/** Before any run was measured here: flows of a state, and a replication of a year of it, in seconds. */
const GUESSED_FLOWS_SECONDS = 5;
const GUESSED_SECONDS = 0.8;
const YEAR_DAYS = 365;

export function RunBar({ simulation }: { readonly simulation: Simulation }) {
  const { t } = useTranslation();
  const { run, ok, none, stale } = simulation;
  if (run.running) return <Progress simulation={simulation} />;
  if (run.loading) return null;
  const again = ok !== undefined || none !== undefined;
  return (
    <div className="sim-run">
      {run.cancelled && simulation.refusal.length === 0 && <p className="note">{t("run.cancelled")}</p>}
      {run.isGone && <p className="note">{t("sim.gone")}</p>}
      {run.failure && !run.isGone && simulation.refusal.length === 0 && <Failure simulation={simulation} />}
      {simulation.refusal.length > 0 && (
        <div className="run-failed" role="alert">
          {simulation.refusal.slice(0, 4).map((problem) => (
            <p key={problem.place + problem.message}>
              {problem.message} <span className="note">{problem.hint}</span>
            </p>
          ))}
        </div>
      )}
      {stale && <p className="sim-stale">{t("sim.stale")}</p>}
      {(!again || stale || run.isGone || run.cancelled || run.failure) && (
        <div className="sim-start">
          <button
            type="button"
            className="button button-primary"
            data-run=""
            disabled={!simulation.canRun || simulation.starting}
            onClick={simulation.start}
          >
            {t(again ? "sim.run-again" : "sim.run")}
          </button>
          <Estimate />
        </div>
      )}
    </div>
  );
}

/** A year, with what is simulated before it and not counted. */
const yearsOf = (days: number): number => (days + 60) / YEAR_DAYS;

/** How long it will take, by what runs on this server took. */
function Estimate() {
  const { t } = useTranslation();
  const { asked } = usePlan();
  const { format } = useAmounts();
  const known = useQuery({ queryKey: ["runs"], queryFn: ({ signal }) => getRuns(60, { signal }), staleTime: 20_000 });
  const { days, replications, precision, serviceHours, sensitivity } = toParameters(asked.simulation) as {
    days: number;
    replications: number;
    precision?: number;
    serviceHours?: number;
    sensitivity?: boolean;
  };
  const states = asked.scenario || asked.simulation?.fleet ? 2 : 1;
  const work = (years: number, count: number) => GUESSED_FLOWS_SECONDS + GUESSED_SECONDS * years * count;
  // How much slower or faster than the guess this server was.
  const paces = (known.data?.status === "ok" ? known.data.runs : []).flatMap(
    ({ kind, state, seconds, parameters, ...run }) => {
      if (kind !== "simulate" || state !== "done" || seconds === null) return [];
      if (parameters.sensitivity || parameters.serviceHours || parameters.precision) return [];
      const two = run.scenario !== null || (Array.isArray(parameters.fleet) && parameters.fleet.length > 0) ? 2 : 1;
      return [seconds / (two * work(yearsOf(Number(parameters.days) || YEAR_DAYS), Number(parameters.replications)))];
    },
  );
  const pace = [...paces].sort((a, b) => a - b)[Math.floor(paces.length / 2)] ?? 1;
  const extra = (serviceHours === undefined ? 1 : 5) * (sensitivity ? 8 : 1);
  const seconds = pace * states * work(yearsOf(days), replications * extra);
  const about =
    seconds < 90
      ? t("sim.seconds", {
          count: Math.max(1, Math.round(seconds)),
          number: format.number(Math.max(1, Math.round(seconds))),
        })
      : t("sim.minutes", { count: Math.round(seconds / 60), number: format.number(Math.round(seconds / 60)) });
  return (
    <span className="note">
      {t("sim.replications", { count: replications, number: format.number(replications) })}
      {" · "}
      {t(precision === undefined ? "sim.about" : "sim.at-least", { time: about })}
    </span>
  );
}

function Progress({ simulation }: { readonly simulation: Simulation }) {
  const { t } = useTranslation();
  const { format } = useAmounts();
  const { progress, record } = simulation.run;
  const isWaiting = progress?.waitsFor === "core";
  const flows = FLOWS[progress?.stage ?? ""];
  const share = progress && progress.total > 0 ? Math.min(1, progress.done / progress.total) : undefined;
  const left = progress?.secondsLeft;
  const leftText =
    left === null || left === undefined || left < 0.5
      ? ""
      : left < 90
        ? t("run.left", { seconds: format.number(Math.ceil(left)) })
        : t("sim.left-minutes", { minutes: format.number(Math.ceil(left / 60)) });
  return (
    <div className="sim-progress" role="status">
      <progress max={1} value={share} aria-label={t("run.computing")} />
      <p>
        <strong className="num">
          {isWaiting
            ? t("sim.waits-core")
            : progress
              ? t("run.progress", { done: format.number(progress.done), total: format.number(progress.total) })
              : t(record?.state === "queued" ? "sim.queued" : "sim.preparing")}
        </strong>{" "}
        {progress && !isWaiting ? t(flows ?? "sim.replications-all") : ""}
        <span className="note">
          {progress?.soFar && <SoFar soFar={progress.soFar} />}
          {progress?.rate && flows === undefined
            ? ` · ${t("sim.rate", { rate: format.number(progress.rate, progress.rate < 10 ? 1 : 0) })}`
            : ""}
          {leftText ? ` · ${leftText}` : ""}
        </span>
      </p>
      <button type="button" className="button" onClick={simulation.cancel}>
        {t("run.cancel")}
      </button>
      <p className="note sim-leave">{t("sim.may-leave")}</p>
    </div>
  );
}

/** Words for months of which the flows are solved, before anything is simulated. */
const FLOWS: Readonly<Record<string, "sim.flows-base" | "sim.flows-scenario">> = {
  flows: "sim.flows-base",
  "scenario-flows": "sim.flows-scenario",
};

/** The mean from end to end as it is known by now, and how precise that is. */
function SoFar({ soFar }: { readonly soFar: NonNullable<RunProgressJson["soFar"]> }) {
  const { t } = useTranslation();
  const { format } = useAmounts();
  const hours = useHours();
  const { mean, half, precision } = soFar;
  const percent = (share: number): string => format.number(share * 100, share < 0.1 ? 1 : 0);
  const value = hours.sure({ mean, low: half === null ? null : mean - half, high: half === null ? null : mean + half });
  return (
    <>
      {` · ${t("sim.so-far", { value })}`}
      {precision?.reached == null
        ? ""
        : ` (${t("sim.precision-so-far", { reached: percent(precision.reached), asked: percent(precision.asked) })})`}
    </>
  );
}

function Failure({ simulation }: { readonly simulation: Simulation }) {
  const { run } = simulation;
  return (
    <div className="run-failed" role="alert">
      <p>{run.failure}</p>
      {run.problems.slice(0, 4).map((problem) => (
        <p key={problem.place + problem.message} className="note">
          {problem.message === run.failure ? "" : problem.message} {problem.hint}
        </p>
      ))}
    </div>
  );
}

/** A run that ended without figures: what happened where, and what would help. */
export function NoneBox({ simulation }: { readonly simulation: Simulation }) {
  const { t } = useTranslation();
  const { format } = useAmounts();
  const { none } = simulation;
  if (!none) return null;
  return (
    <div className="run-failed" role="alert">
      <h2>{t(`sim.none.${none.reason}`)}</h2>
      <p>{none.message}</p>
      {none.overloads.length > 0 && (
        <ul className="sim-overloads">
          {none.overloads.slice(0, 6).map((row) => (
            <li key={row.block}>
              <code>{row.block}</code>{" "}
              {t("sim.overload", {
                rate: format.number(row.ratePerHour, 2),
                capacity: format.number(row.capacityPerHour, 2),
              })}
            </li>
          ))}
        </ul>
      )}
      {none.problems.slice(0, 4).map((problem) => (
        <p key={problem.place + problem.message} className="note">
          {problem.hint}
        </p>
      ))}
      <button type="button" className="button" onClick={() => setView({ ran: undefined })}>
        {t("sim.back-to-form")}
      </button>
    </div>
  );
}
