// `kopru scenario diff A [B]`: which numbers, standings and things differ between two scenarios, or between one and the dataset
// as it stands.

import type { Command } from "commander";
import type { ScenarioDiffAnswer } from "../wire/scenario.ts";
import { type Finish, type GlobalOptions, loadBase } from "./global-options.ts";
import { printAnswer } from "./print.ts";
import { bold, faint, number, plural } from "./style.ts";

const MOST_SHOWN = 40;

export function addScenarioDiff(scenario: Command, finish: Finish): void {
  scenario
    .command("diff")
    .argument("<a>", "a scenario: alone, it is compared with the dataset as it stands")
    .argument("[b]", "another one")
    .description("what differs between two scenarios, before and after, with units")
    .addHelpText(
      "after",
      "\nExamples:\n  kopru scenario diff borders-half-time\n  kopru scenario diff mine.yaml yours.yaml --json\n",
    )
    .action(async (first: string, second: string | undefined, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      const [dataset, { compareScenarios }, { readScenarioFile }, { toScenarioDiffAnswer }, { toTable }] =
        await Promise.all([
          loadBase(options),
          import("../scenario/index.ts"),
          import("./scenario-files.ts"),
          import("../wire/to-scenario.ts"),
          import("./table.ts"),
        ]);
      const one = readScenarioFile(dataset, first);
      const other = second === undefined ? undefined : readScenarioFile(dataset, second);
      const difference =
        other === undefined ? compareScenarios(dataset, undefined, one) : compareScenarios(dataset, one, other);
      const answer: ScenarioDiffAnswer = toScenarioDiffAnswer(dataset, difference);
      finish(printAnswer(answer, options.json, (given) => toText(given, toTable)));
    });
}

type DiffOk = Extract<ScenarioDiffAnswer, { status: "ok" }>;

function toText(answer: ScenarioDiffAnswer, toTable: typeof import("./table.ts").toTable): string {
  if (answer.status !== "ok") return "";
  const { a, b, values, statuses, added, removed, demand } = answer;
  const title = `${bold(a?.name ?? "The dataset as it stands")} → ${bold(b.name)}\n`;
  if (answer.same) return `${title}Nothing differs.\n`;
  const rows = [
    ...statuses.map((row) => [row.name, "standing", row.before, row.after, days(row)]),
    ...added.map(({ name, kind }) => [name, kind, "not there", "there", ""]),
    ...removed.map(({ name, kind }) => [name, kind, "there", "not there", ""]),
    ...demand.map(({ id, before, after, unit }) => [id, `demand, ${unit}`, amount(before), amount(after), ""]),
    ...values.map((row) => [
      row.name,
      `${row.attribute}, ${row.unit}`,
      amount(row.before),
      amount(row.after),
      days(row),
    ]),
  ];
  const table = toTable(
    [
      { title: "What", width: 34 },
      { title: "", width: 24 },
      { title: "before", align: "right" },
      { title: "after", align: "right" },
      { title: "when" },
    ],
    rows.slice(0, MOST_SHOWN),
  );
  const more =
    rows.length > MOST_SHOWN ? faint(`and ${number(rows.length - MOST_SHOWN)} more (--json lists all)\n`) : "";
  return `${title}${table}${more}${plural(rows.length, "difference")}\n`;
}

const amount = (value: number | null): string => (value === null ? "–" : String(Number(value.toPrecision(5))));

const days = ({ from, to }: Pick<DiffOk["statuses"][number], "from" | "to">): string =>
  from === null && to === null ? "" : `${from ?? "…"} – ${to ?? "…"}`;
