// `kopru data check`: does the dataset hold, and what is doubtful about it?

import type { Command } from "commander";
import type { DataCheckAnswer } from "../wire/dataset.ts";
import { datasetInput, type Finish, type GlobalOptions, refuseScenario } from "./global-options.ts";
import { toProblemText } from "./print.ts";
import { bold, faint, green, number, plural, red, wrap, yellow } from "./style.ts";

const MOST_SHOWN = 40;

export function addDataCheck(data: Command, finish: Finish): void {
  data
    .command("check")
    .description("prove the dataset: ids, sources, ranges, connections, published lengths")
    .addHelpText("after", "\nExamples:\n  kopru data check\n  kopru data check --data my-corridor --json\n")
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      await refuseScenario(options, "kopru scenario check proves scenarios.");
      const [{ checkDataset }, { toDataCheckAnswer }, { toTable }] = await Promise.all([
        import("../data/index.ts"),
        import("../wire/to-data-check.ts"),
        import("./table.ts"),
      ]);
      const report = checkDataset(datasetInput(options), options.date === undefined ? {} : { date: options.date });
      const answer = toDataCheckAnswer(report);
      process.stdout.write(options.json ? `${JSON.stringify(answer, null, 2)}\n` : toText(answer, toTable));
      finish(answer.status === "ok" ? 0 : 2);
    });
}

/** Lengths that differ by more stand with the reason that the dataset gives. */
const EXPLAINED_BEYOND = 0.05;

function toText(answer: DataCheckAnswer, toTable: typeof import("./table.ts").toTable): string {
  const counts = Object.entries(answer.counts)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${kind} ${number(count)}`)
    .join(", ");
  const lengths = toTable(
    [
      { title: "Length", width: 44 },
      { title: "published km", align: "right" },
      { title: "here", align: "right" },
      { title: "off by", align: "right" },
      { title: "" },
    ],
    answer.lengths.map(({ id, publishedKm, modelKm, difference, ok, note }) => [
      note === "" || Math.abs(difference) <= EXPLAINED_BEYOND ? id : `${id}: ${note}`,
      number(publishedKm),
      number(modelKm),
      `${number(difference * 100, 1)} %`,
      ok ? (Math.abs(difference) <= EXPLAINED_BEYOND ? green("✓") : yellow("explained")) : red("✗"),
    ]),
  );
  const warnings = answer.warnings
    .slice(0, MOST_SHOWN)
    .map(({ place, message }) => wrap(`${yellow("!")} ${place}: ${message}`))
    .join("");
  const more =
    answer.warnings.length > MOST_SHOWN
      ? faint(`  and ${number(answer.warnings.length - MOST_SHOWN)} more (--json lists all)\n`)
      : "";
  return [
    bold(`${answer.dataset?.title ?? "Dataset"} ${answer.dataset?.version ?? ""}\n`),
    faint(`${wrap(counts)}\n`),
    answer.lengths.length > 0 ? `${lengths}\n` : "",
    toProblemText(answer.errors),
    warnings,
    more,
    `${answer.errors.length === 0 ? green("✓") : red("✗")} ${plural(answer.errors.length, "error")}, ${plural(answer.warnings.length, "warning")}\n`,
  ].join("");
}
