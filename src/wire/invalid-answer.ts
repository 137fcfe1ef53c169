// Problems of any origin → the one answer to bad input. Apart from the schemas, so that a program that only has to say what
// is wrong loads nothing else.

import type { InvalidAnswer, ProblemJson } from "./common.ts";
import { findOutcome } from "./outcomes.ts";

const MAX_PROBLEMS = 100;

/** The answer for problems (at least one); more than a hundred are cut and counted. */
export function toInvalidAnswer(problems: readonly ProblemJson[]): InvalidAnswer {
  const shown = problems.slice(0, MAX_PROBLEMS).map(toProblemJson);
  if (problems.length > MAX_PROBLEMS) {
    shown.push({
      code: "more-problems",
      place: "",
      message: `${problems.length - MAX_PROBLEMS} more problems are not shown.`,
      hint: "Correct the ones above first.",
    });
  }
  const first = shown[0];
  if (first === undefined) throw new Error("an invalid answer needs at least one problem");
  return {
    status: "invalid",
    problems: shown,
    type: `urn:kopru:problem:${first.code}`,
    title: findOutcome(first.code).title,
    detail: shown.map((problem) => problem.message).join(" "),
  };
}

function toProblemJson(problem: ProblemJson): ProblemJson {
  const { code, place, message, hint, suggestions } = problem;
  return { code, place, message, hint, ...(suggestions === undefined ? {} : { suggestions }) };
}
