// Files dropped on the page, as chips that can be taken away, with what they changed and what is wrong with them.

import { useTranslation } from "react-i18next";
import { dismissOverlayProblems, removeOverlayFile, useOverlays } from "../state/overlays.ts";
import { usePlan } from "../state/plan.tsx";

export function OverlayChips() {
  const { t } = useTranslation();
  const { files, effects, warnings, problems, busy } = useOverlays();
  const { ok, none } = usePlan();
  const answered = (ok ?? none)?.overlayEffects ?? [];
  if (files.length === 0 && problems.length === 0 && !busy) return null;
  return (
    <div className="overlays" aria-live="polite">
      {busy && <p className="note">{t("overlay.reading")}</p>}
      {files.length > 0 && (
        <ul className="chips" aria-label={t("overlay.mine")}>
          {files.map((file) => (
            <li key={file.path} className="chip chip-static">
              {file.path}
              <button
                type="button"
                className="chip-remove"
                aria-label={t("ask.remove", { name: file.path })}
                onClick={() => void removeOverlayFile(file.path)}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      {files.length > 0 && (
        <ul className="effects">
          {[...new Set([...effects, ...answered])].map((effect) => (
            <li key={effect}>{effect}</li>
          ))}
          {warnings.map((warning) => (
            <li key={warning.place + warning.message} className="warning">
              {warning.message} <span className="note">{warning.place}</span>
            </li>
          ))}
        </ul>
      )}
      {problems.length > 0 && (
        <div className="field-problem" role="alert">
          <p>{t("overlay.refused")}</p>
          <ul>
            {problems.slice(0, 12).map((problem) => (
              <li key={problem.place + problem.message}>
                <code>{problem.place}</code> {problem.message} <span className="note">{problem.hint}</span>
              </li>
            ))}
          </ul>
          <button type="button" className="button" onClick={dismissOverlayProblems}>
            {t("overlay.understood")}
          </button>
        </div>
      )}
    </div>
  );
}
