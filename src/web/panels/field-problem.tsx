// What is wrong with an entry, said under its field, with what was probably meant as buttons.

import { useTranslation } from "react-i18next";
import type { ProblemJson } from "../../wire/common.ts";

export interface FieldProblemProps {
  readonly problem: ProblemJson;
  readonly onChoose?: (suggestion: string) => void;
  readonly id?: string;
}

/** Problems that this app can say in the reader's language; the others keep the sentence of the answer. */
const KNOWN = ["unknown-place", "ambiguous-place", "same-place"];

export function FieldProblem({ problem, onChoose, id }: FieldProblemProps) {
  const { t } = useTranslation();
  const offers = onChoose !== undefined && (problem.suggestions?.length ?? 0) > 0;
  return (
    <div className="field-problem" role="alert" id={id}>
      <p>
        {KNOWN.includes(problem.code) ? t(`problem.${problem.code}`) : problem.message}{" "}
        <span className="note">{offers ? t("problem.meant") : problem.hint}</span>
      </p>
      {onChoose && problem.suggestions && problem.suggestions.length > 0 && (
        <div className="button-row">
          {problem.suggestions.slice(0, 5).map((suggestion) => (
            <button key={suggestion} type="button" className="button" onClick={() => onChoose(suggestion)}>
              {suggestion}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
