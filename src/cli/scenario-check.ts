// `kopru scenario check FILE…`: what is wrong with scenarios, and what each edit would touch.

import type { Command } from "commander";
import type { ScenarioCheckAnswer } from "../wire/scenario.ts";
import { type Finish, type GlobalOptions, loadBase } from "./global-options.ts";
import { printAnswer } from "./print.ts";
import { bold, faint, green, number, plural, wrap, yellow } from "./style.ts";

export function addScenarioCheck(scenario: Command, finish: Finish): void {
  scenario
    .command("check")
    .argument("<files...>", "scenario files, or names out of scenarios/")
    .description("prove scenarios, and say what each edit touches")
    .addHelpText(
      "after",
      "\nExamples:\n  kopru scenario check my-scenario.yaml\n  kopru scenario check cpc-halted --json\n",
    )
    .action(async (files: readonly string[], _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      const [dataset, { checkScenarioText }, { readScenarioText }, { toScenarioCheckAnswer }, { toTable }] =
        await Promise.all([
          loadBase(options),
          import("../scenario/index.ts"),
          import("./scenario-files.ts"),
          import("../wire/to-scenario.ts"),
          import("./table.ts"),
        ]);
      const texts = files.map(readScenarioText);
      const resolutions = texts.map(({ text, place }) => checkScenarioText(dataset, text, place));
      finish(
        printAnswer(toScenarioCheckAnswer(dataset, resolutions), options.json, (answer) => toText(answer, toTable)),
      );
    });
}

type Resolution = Extract<ScenarioCheckAnswer, { status: "ok" }>["scenarios"][number];
type Edit = Resolution["edits"][number];
type ToTable = typeof import("./table.ts").toTable;

function toText(answer: ScenarioCheckAnswer, toTable: ToTable): string {
  return answer.status === "ok" ? answer.scenarios.map((scenario) => oneText(scenario, toTable)).join("\n") : "";
}

function oneText({ name, baseDate, hash, edits, warnings }: Resolution, toTable: ToTable): string {
  const table = toTable(
    [
      { title: "Edit", width: 14 },
      { title: "What it does", width: 46 },
      { title: "Touches", width: 36 },
    ],
    edits.map((edit) => [edit.edit, edit.sentence, touchWords(edit)]),
  );
  const said = warnings
    .map(({ place, message, hint }) => wrap(`${yellow("!")} ${place}: ${message}; ${hint}`))
    .join("");
  return [
    `${bold(name)} ${faint(`from ${baseDate}, ${hash.slice(0, 12)}`)}\n`,
    edits.length === 0 ? "Nothing is edited.\n" : table,
    said,
    `${green("✓")} ${plural(edits.length, "edit")}, ${plural(warnings.length, "warning")}\n`,
  ].join("");
}

function touchWords({ touches, values, statuses, added, demandRows, changesNothing, why }: Edit): string {
  if (changesNothing) return yellow(`nothing: ${why}`);
  const kinds = new Map<string, number>();
  for (const { kind } of touches) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const things = [...kinds].map(([kind, count]) => plural(count, kind.replace("-", " ")).replace(/dys$/, "dies"));
  const counts = [
    values.length > 0 ? plural(values.length, "number") : "",
    statuses.length > 0 ? plural(statuses.length, "standing") : "",
    demandRows > 0 ? `${number(demandRows)} of demand` : "",
    added.length > 0 ? `${number(added.length)} new` : "",
  ].filter((part) => part !== "");
  return `${things.join(", ")}${counts.length > 0 ? `: ${counts.join(", ")}` : ""}`;
}
