// `kopru data export`: the network at a date as GeoJSON, GMNS or CSV.

import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Command, Option } from "commander";
import type { LayerFile } from "../data/index.ts";
import { type Finish, type GlobalOptions, loadGiven } from "./global-options.ts";
import { plural } from "./style.ts";
import { writeFiles } from "./write-files.ts";

interface ExportCommandOptions extends GlobalOptions {
  readonly format: "geojson" | "gmns" | "csv";
  readonly out?: string;
}

export function addDataExport(data: Command, finish: Finish): void {
  data
    .command("export")
    .description("write the network at a date as GeoJSON, GMNS or CSV")
    .addOption(new Option("--format <format>", "what to write").choices(["geojson", "gmns", "csv"]).default("geojson"))
    .option("--out <path>", "file for geojson (else it is printed), folder for gmns and csv (default: kopru-export)")
    .addHelpText(
      "after",
      "\nExamples:\n  kopru data export --date 2030-01-01 > network.geojson\n  kopru data export --format gmns --out my-network\n",
    )
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<ExportCommandOptions>();
      const [dataset, { exportCsv, exportGeojson, exportGmns }] = await Promise.all([
        loadGiven(options),
        import("../data/index.ts"),
      ]);
      const at = options.date === undefined ? {} : { date: options.date };
      if (options.format === "geojson") {
        exportText(`${JSON.stringify(exportGeojson(dataset, at))}\n`, options);
      } else {
        exportFolder(options.format === "gmns" ? exportGmns(dataset, at) : exportCsv(dataset, at), options);
      }
      finish(0);
    });
}

function exportText(text: string, options: ExportCommandOptions): void {
  if (options.out === undefined) {
    process.stdout.write(text);
    return;
  }
  mkdirSync(path.dirname(path.resolve(options.out)), { recursive: true });
  writeFileSync(options.out, text);
  report([options.out], options);
}

function exportFolder(files: readonly LayerFile[], options: ExportCommandOptions): void {
  report(writeFiles(options.out ?? "kopru-export", files), options);
}

function report(written: readonly string[], { json }: ExportCommandOptions): void {
  if (json) process.stdout.write(`${JSON.stringify({ status: "ok", files: written }, null, 2)}\n`);
  else process.stdout.write(`Wrote ${plural(written.length, "file")}: ${written.join(", ")}\n`);
}
