// What is wrong with an entry, said under its field, with what was probably meant as buttons.

import type { ProblemJson } from "../../wire/common.ts";

export interface FieldProblemProps {
  readonly problem: ProblemJson;
  readonly onChoose?: (suggestion: string) => void;
  readonly id?: string;
}

export function FieldProblem({ problem, onChoose, id }: FieldProblemProps) {
  return (
    <div className="field-problem" role="alert" id={id}>
      <p>
        {problem.message} <span className="note">{problem.hint}</span>
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
