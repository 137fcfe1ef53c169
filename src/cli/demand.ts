// `kopru demand derive`: the demand table from its inputs and the published totals, with residuals and what is not identified.

import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import type { DemandAnswer } from "../wire/demand.ts";
import { datasetInput, type Finish, type GlobalOptions, loadGiven } from "./global-options.ts";
import { printAnswer, printProblems } from "./print.ts";
import { bold, faint, green, number, wrap, yellow } from "./style.ts";

type DemandOk = Extract<DemandAnswer, { status: "ok" }>;

interface DeriveOptions extends GlobalOptions {
  readonly year: string;
  readonly write?: boolean;
  readonly cells?: boolean;
}

export function addDemand(program: Command, finish: Finish): void {
  const demand = program.command("demand").description("how much wants to be carried from where to where");
  demand
    .command("derive")
    .description("derive the demand table from first guesses and published totals, with residuals")
    .option("--year <year>", "year of the table and of the totals it is fitted to", "2024")
    .option("--cells", "print every cell of the table")
    .option("--write", "write demand.csv into the dataset's folder")
    .addHelpText(
      "after",
      "\nExamples:\n  kopru demand derive\n  kopru demand derive --cells\n  kopru demand derive --json\n",
    )
    .action(async (_options: unknown, command: Command) => {
      finish(await derive(command.optsWithGlobals<DeriveOptions>()));
    });
}

async function derive(options: DeriveOptions): Promise<number> {
  const year = Number(options.year);
  if (!Number.isInteger(year) || year < 1990 || year > 2100) {
    const hint = "Give the year of the published totals, as 2024.";
    return printProblems(
      [{ code: "bad-year", place: "--year", message: `${options.year} is no year.`, hint }],
      options.json,
    );
  }
  if (options.write === true && options.scenario !== undefined)
    return printProblems(
      [
        {
          code: "usage",
          place: "--write",
          message: "a table derived under a scenario is not the dataset's: it is not written over demand.csv.",
          hint: "Leave out --scenario or --write.",
        },
      ],
      options.json,
    );
  const { base } = datasetInput(options);
  const [dataset, { readDerivation }, { estimateDemand, writeDemand }, { toDemandAnswer }, { toTable }] =
    await Promise.all([
      loadGiven(options),
      import("../data/index.ts"),
      import("../studies/demand-estimation.ts"),
      import("../wire/to-demand.ts"),
      import("./table.ts"),
    ]);
  const estimation = estimateDemand(dataset, readDerivation(path.join(String(base), "derivation")), year);
  const file = path.join(String(base), "demand.csv");
  if (options.write) writeFileSync(file, writeDemand(estimation.cells.map(({ row }) => row)));
  const answer = toDemandAnswer(dataset, estimation);
  const written = options.write === true && existsSync(file) ? file : undefined;
  return printAnswer(answer, options.json, (found) => toText(found, toTable, options.cells ?? false, written));
}

function toText(
  answer: DemandOk,
  toTable: typeof import("./table.ts").toTable,
  withCells: boolean,
  written: string | undefined,
): string {
  const { identification, certificate } = answer;
  return [
    `${bold(`Demand of ${answer.year}`)} ${faint(`${identification.cells} cells, ${identification.counts} totals of the year`)}\n\n`,
    groupTable(answer, toTable),
    `\n${bold("Published totals beside the table")}\n`,
    countTable(answer, toTable),
    faint(
      wrap(
        "Published is less what stands outside the table. Rows marked fit were fitted to, or a number of the model rests on them; rows marked validate were not used. Ways are those at free flow; for later years demand is grown.",
      ),
    ),
    `\n${bold("What the totals identify")}\n`,
    wrap(
      `They see ${identification.rank} directions of demand and leave ${identification.nullity} of ${identification.cells} to the first guesses. Known are cells whose variance falls by half or more, partly known those where it falls by a tenth.`,
    ),
    withCells ? `\n${cellTable(answer, toTable)}` : faint(wrap("kopru demand derive --cells prints every cell.")),
    faint(`${certificate.name} ${certificate.value.toExponential(1)}\n`),
    answer.sameAsDataset
      ? `${green("✓")} the dataset's table is this one\n`
      : `${yellow("!")} the dataset's table is another one${written === undefined ? "; --write replaces it" : ""}\n`,
    written === undefined ? "" : `written to ${written}\n`,
  ].join("");
}

function groupTable({ groups }: DemandOk, toTable: typeof import("./table.ts").toTable): string {
  return toTable(
    [
      { title: "Group", width: 34 },
      { title: "Mt a year", align: "right" },
      { title: "thousand TEU", align: "right" },
      { title: "cells", align: "right" },
      { title: "known", align: "right" },
      { title: "partly", align: "right" },
      { title: "not", align: "right" },
    ],
    groups.map(({ names, tonnesPerYear, teuPerYear, cells, identified }) => [
      names.en,
      number(tonnesPerYear / 1e6, 2),
      teuPerYear === 0 ? "" : number(teuPerYear / 1e3, 1),
      number(cells),
      number(identified.yes),
      number(identified.partly),
      number(identified.no),
    ]),
  );
}

function countTable({ counts }: DemandOk, toTable: typeof import("./table.ts").toTable): string {
  return toTable(
    [
      { title: "Total", width: 36 },
      { title: "use" },
      { title: "unit" },
      { title: "published", align: "right" },
      { title: "guess", align: "right" },
      { title: "table", align: "right" },
      { title: "z", align: "right" },
    ],
    counts.map(({ id, use, unit, published, outside, guess, model, z }) => [
      id.replace(/^count-/, ""),
      use,
      unit,
      number(published - outside),
      number(guess),
      number(model),
      Math.abs(z) > 2 ? yellow(number(z, 1)) : number(z, 1),
    ]),
  );
}

function cellTable({ cells }: DemandOk, toTable: typeof import("./table.ts").toTable): string {
  return toTable(
    [
      { title: "Group", width: 22 },
      { title: "from" },
      { title: "to" },
      { title: "kt guess", align: "right" },
      { title: "kt a year", align: "right" },
      { title: "P10–P90", align: "right" },
      { title: "known" },
    ],
    cells.map((cell) => [
      cell.group,
      cell.origin,
      cell.destination,
      number(cell.guessTonnes / 1e3, 1),
      number(cell.tonnesPerYear / 1e3, 1),
      `${number(cell.lowTonnes / 1e3, 1)}–${number(cell.highTonnes / 1e3, 1)}`,
      cell.identified,
    ]),
  );
}
