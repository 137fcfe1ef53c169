// What the checks of a dataset found → the answer of `kopru data check --json`.

import type { CheckReport } from "../data/index.ts";
import type { Problem } from "../model/problem.ts";
import type { ProblemJson } from "./common.ts";
import type { DataCheckAnswer } from "./dataset.ts";
import { toDatasetRef } from "./to-dataset.ts";

export function toDataCheckAnswer({ errors, warnings, counts, lengths, dataset }: CheckReport): DataCheckAnswer {
  return {
    status: errors.length === 0 ? "ok" : "invalid",
    errors: errors.map(toProblem),
    warnings: warnings.map(toProblem),
    problems: errors.map(toProblem),
    counts: { ...counts },
    lengths: lengths.map(({ id, publishedKm, modelKm, difference, tolerance, ok, note }) => ({
      id,
      publishedKm,
      modelKm,
      difference,
      tolerance,
      ok,
      note,
    })),
    dataset: toDatasetRef(dataset),
  };
}

const toProblem = ({ code, place, message, hint }: Problem): ProblemJson => ({ code, place, message, hint });
