// What goes to the terminal: one JSON object with --json, else text for people; problems go to stderr in words.

import type { ProblemJson } from "../wire/common.ts";
import { toInvalidAnswer } from "../wire/invalid-answer.ts";
import { exitCodeOf } from "../wire/outcomes.ts";
import { bold, faint, red } from "./style.ts";

interface Answer {
  readonly status: string;
  readonly problems?: readonly ProblemJson[];
}

/**
 * Prints an answer and gives its exit code.
 * @param toText the text for people; called only without --json and when the answer is not invalid
 */
export function printAnswer<A extends Answer>(
  answer: A,
  asJson: boolean | undefined,
  toText: (answer: A) => string,
): number {
  if (answer.status === "invalid" && answer.problems !== undefined) return printProblems(answer.problems, asJson);
  if (asJson) printJson(answer);
  else process.stdout.write(toText(answer));
  return exitCodeOf(answer);
}

/** Prints problems (as an invalid answer with --json) and gives the exit code of the first. */
export function printProblems(problems: readonly ProblemJson[], asJson: boolean | undefined): number {
  const answer = toInvalidAnswer(problems);
  if (asJson) printJson(answer);
  else process.stderr.write(toProblemText(answer.problems));
  return exitCodeOf(answer);
}

/** One line per problem with its place, one with what to do. */
export function toProblemText(problems: readonly ProblemJson[]): string {
  return problems
    .map(
      ({ place, message, hint }) =>
        `${red("✗")} ${place === "" || message.startsWith(place) ? "" : `${bold(place)}: `}${message}\n  ${faint(hint)}\n`,
    )
    .join("");
}

function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
