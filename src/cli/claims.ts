// `kopru claims`: what was claimed and promised of the corridor, what holds, and what the model gives beside it.

import type { Command } from "commander";
import type { ClaimsAnswer } from "../wire/dataset.ts";
import { type Finish, type GlobalOptions, loadGiven } from "./global-options.ts";
import { printAnswer } from "./print.ts";
import { programVersion } from "./program-version.ts";
import { bold, faint, green, red, wrap, yellow } from "./style.ts";

const VERDICTS = {
  holds: green("holds"),
  "holds-for-another-year": yellow("holds for another year"),
  "not-found": yellow("not found"),
  contradicted: red("contradicted"),
} as const;

export function addClaims(program: Command, finish: Finish): void {
  program
    .command("claims")
    .description("what was claimed and promised, and what holds")
    .addHelpText("after", "\nExample:\n  kopru claims --source\n")
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      const [dataset, { answerClaims }] = await Promise.all([loadGiven(options), import("../wire/answer-claims.ts")]);
      const answer = await answerClaims(dataset, { programVersion: programVersion(), now: () => performance.now() });
      finish(printAnswer(answer, options.json, (found) => toText(found, options.source ?? false)));
    });
}

function toText(answer: ClaimsAnswer, withSources: boolean): string {
  if (answer.status === "invalid") return "";
  const from = ({ publisher, title, url }: { publisher: string; title: string; url: string }): string =>
    withSources ? `    ${faint([publisher, title, url].filter(Boolean).join(", "))}\n` : "";
  return [
    `${bold("Claims")}\n`,
    ...answer.claims.map(
      ({ statement, speaker, date, verdict, note, checkedAgainst, source }) =>
        `${wrap(`${VERDICTS[verdict]}: ${statement} ${faint(`${speaker}, ${date}`)}`)}${withSources ? detail(checkedAgainst) : ""}${detail(note)}${from(source)}`,
    ),
    `\n${bold("Commitments")}\n`,
    ...answer.commitments.map(
      ({ parties, measure, target, unit, due, modelled, note, source }) =>
        `${wrap(`${measure}: ${bold(`${target} ${unit}`)}${due === "" ? "" : ` by ${due}`} ${faint(parties.join(", "))}`)}${
          modelled === "" ? "" : `    the model gives ${modelled}\n`
        }${detail(note)}${from(source)}`,
    ),
  ].join("");
}

const detail = (text: string): string => (text === "" ? "" : wrap(text, "    "));
