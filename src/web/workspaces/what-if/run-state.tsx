// What a run is doing: done, rate, time to go, cancel; or why it gave no answer.

import { useTranslation } from "react-i18next";
import { useFormat } from "../../state/use-format.ts";
import type { RunView } from "./use-run.ts";

/** Places of a problem that are no entry of the reader's. */
const NO_FIELDS = ["", "server", "run", "runs", "program", "dataset"];

export function RunState({ view }: { readonly view: RunView<unknown> }) {
  const { t } = useTranslation();
  if (view.running) return <Progress view={view} />;
  if (view.failure)
    return (
      <div className="run-failed" role="alert">
        <p>{view.failure}</p>
        {view.problems.slice(0, 4).map((problem) => (
          <p key={problem.place + problem.message} className="note">
            {NO_FIELDS.includes(problem.place) ? "" : <code>{problem.place}</code>}{" "}
            {problem.message === view.failure ? "" : problem.message} {problem.hint}
          </p>
        ))}
        <button type="button" className="button" onClick={view.again}>
          {t("failed.again")}
        </button>
      </div>
    );
  if (view.cancelled)
    return (
      <div className="run-line" role="status">
        <span>{t("run.cancelled")}</span>
        <button type="button" className="button" onClick={view.again}>
          {t("run.again")}
        </button>
      </div>
    );
  return <div className="run-line run-idle" />;
}

function Progress({ view }: { readonly view: RunView<unknown> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { progress } = view;
  const share = progress && progress.total > 0 ? Math.min(1, progress.done / progress.total) : undefined;
  const left = progress?.secondsLeft;
  return (
    <div className="run-line" role="status">
      <progress max={1} value={share} aria-label={t("run.computing")} />
      <span className="run-text">
        {share === undefined || !progress
          ? t("run.computing")
          : t("run.progress", { done: format.number(progress.done), total: format.number(progress.total) })}
        {left !== null && left !== undefined && left > 0.5 && (
          <span className="note"> {t("run.left", { seconds: format.number(Math.ceil(left)) })}</span>
        )}
      </span>
      <button type="button" className="text-button" onClick={view.cancel}>
        {t("run.cancel")}
      </button>
    </div>
  );
}
