// `kopru delays fit`: curves of waits by use, fitted to the simulated crossing; --write puts them into the dataset.

import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import type { DelaysAnswer } from "../wire/delays.ts";
import { datasetInput, type Finish, type GlobalOptions, loadGiven } from "./global-options.ts";
import { printAnswer, printProblems } from "./print.ts";
import { bold, faint, green, number, wrap, yellow } from "./style.ts";
import { toTable } from "./table.ts";

interface FitOptions extends GlobalOptions {
  readonly write?: boolean;
  readonly points?: boolean;
}

export function addDelays(program: Command, finish: Finish): void {
  const delays = program.command("delays").description("how long one waits, by how much of a thing is used");
  delays
    .command("fit")
    .description("fit curves of waits to the simulated crossing and its stations; takes some minutes")
    .option("--points", "print every simulated wait")
    .option("--write", "write delay-functions.csv into the dataset's folder")
    .addHelpText("after", "\nExamples:\n  kopru delays fit\n  kopru delays fit --points\n  kopru delays fit --write\n")
    .action(async (_options: unknown, command: Command) => {
      finish(await fitRows(command.optsWithGlobals<FitOptions>()));
    });
}

async function fitRows(options: FitOptions): Promise<number> {
  if (options.write === true && options.scenario !== undefined)
    return printProblems(
      [
        {
          code: "usage",
          place: "--write",
          message:
            "curves fitted under a scenario are not the dataset's: they are not written over delay-functions.csv.",
          hint: "Leave out --scenario or --write.",
        },
      ],
      options.json,
    );
  const [dataset, { fitDelays }, { writeDelays }, { toDelaysAnswer }, { createProgressBar }, { toProgress }] =
    await Promise.all([
      loadGiven(options),
      import("../studies/delay-fit.ts"),
      import("../studies/delay-rows.ts"),
      import("../wire/to-delays.ts"),
      import("./progress-bar.ts"),
      import("../jobs/progress.ts"),
    ]);
  const bar = createProgressBar("delays");
  const start = performance.now();
  const seconds = (): number => (performance.now() - start) / 1000;
  const fits = (() => {
    try {
      return fitDelays(dataset, { onProgress: (done, total) => bar.show(toProgress(done, total, "waits", seconds())) });
    } finally {
      bar.stop();
    }
  })();
  const answer = toDelaysAnswer(dataset, fits, seconds());
  const file = path.join(String(datasetInput(options).base), "delay-functions.csv");
  if (options.write) writeFileSync(file, writeDelays(fits.fits.map(({ row }) => row)));
  return printAnswer<DelaysAnswer>(answer, options.json, (found) =>
    found.status === "ok" ? toText(found, options.points ?? false, options.write ? file : undefined) : "",
  );
}

type DelaysOk = Extract<DelaysAnswer, { status: "ok" }>;

function toText(answer: DelaysOk, withPoints: boolean, written: string | undefined): string {
  const right = (title: string) => ({ title, align: "right" as const });
  const table = toTable(
    [
      { title: "Wait", width: 44 },
      right("base h"),
      right("scale h"),
      right("power"),
      right("pole"),
      right("used"),
      right("fitted"),
      right("R²"),
      right("off by"),
    ],
    answer.rows.map((row) => [
      row.name,
      number(row.baseHours, 1),
      number(row.scaleHours, 2),
      number(row.power, 2),
      number(row.pole, 2),
      row.today === null ? "" : number(row.today, 2),
      `${number(row.low, 2)}–${number(row.high, 2)}`,
      number(row.r2, 3),
      `${number(row.worstHours, 1)} h`,
    ]),
  );
  const points = answer.rows.map(
    ({ id, points: list }) =>
      `${bold(id)}\n  ${list.map(({ use, hours, error }) => `${number(use, 2)}: ${number(hours, 1)} ± ${number(error, 1)} h`).join(", ")}\n`,
  );
  return [
    `${bold("Waits by use, fitted to the simulation")} ${faint(`the year from ${answer.from}, ${number(answer.seconds)} s`)}\n\n`,
    table,
    faint(
      wrap(
        "wait = base + scale × r^power / (1 − r), r = use / pole. Below the range it is flat: ships that are held for cargo wait longer there. Above it the curve goes on as its Taylor polynomial.",
      ),
    ),
    withPoints ? `\n${points.join("")}` : "",
    ...answer.without.map(({ id, reason }) => `${yellow("!")} ${id}: ${reason}\n`),
    answer.sameAsDataset
      ? `${green("✓")} the dataset's rows are these\n`
      : `${yellow("!")} the dataset's rows are other ones${written === undefined ? "; --write replaces them" : ""}\n`,
    written === undefined ? "" : `written to ${written}\n`,
  ].join("");
}
