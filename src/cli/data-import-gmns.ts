// `kopru data import-gmns FOLDER`: a network in GMNS form becomes a dataset, or an overlay, that people can go on with.

import path from "node:path";
import { type Command, Option } from "commander";
import type { Mode } from "../model/network.ts";
import type { Finish, GlobalOptions } from "./global-options.ts";
import { plural } from "./style.ts";
import { writeFiles } from "./write-files.ts";

interface ImportOptions extends GlobalOptions {
  readonly out?: string;
  readonly name?: string;
  readonly publisher: string;
  readonly url?: string;
  readonly asOf: string;
  readonly kind: "base" | "overlay";
  readonly mode?: Mode;
  readonly country?: string;
}

export function addDataImportGmns(data: Command, finish: Finish): void {
  data
    .command("import-gmns <folder>")
    .description("turn a GMNS network (node.csv, link.csv) into a dataset")
    .requiredOption("--publisher <name>", "who the network comes from: every number needs a source")
    .requiredOption("--as-of <date>", "date or year that the numbers describe")
    .option("--url <address>", "where it was published")
    .option("--name <id>", "name of the dataset (default: the folder's name)")
    .option("--out <folder>", "where to write it (default: the name)")
    .addOption(
      new Option("--kind <kind>", "a dataset, or files to lay over one").choices(["base", "overlay"]).default("base"),
    )
    .addOption(
      new Option("--mode <mode>", "mode of links that do not say (default: road)").choices([
        "rail",
        "road",
        "sea",
        "inland-water",
      ]),
    )
    .option("--country <code>", "country of nodes that do not say (default: XX)")
    .addHelpText(
      "after",
      '\nExample:\n  kopru data import-gmns my-network --publisher "City of X" --as-of 2024 --mode road\n',
    )
    .action(async (folder: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<ImportOptions>();
      const { importGmnsFolder } = await import("../data/index.ts");
      const name = options.name ?? toId(path.basename(path.resolve(folder)));
      const { publisher, asOf, kind, url, mode, country } = options;
      const files = importGmnsFolder(folder, {
        name,
        publisher,
        asOf,
        kind,
        ...(url === undefined ? {} : { url }),
        ...(mode === undefined ? {} : { mode }),
        ...(country === undefined ? {} : { country }),
      });
      const written = writeFiles(options.out ?? name, files);
      if (options.json) process.stdout.write(`${JSON.stringify({ status: "ok", files: written }, null, 2)}\n`);
      else
        process.stdout.write(
          `Wrote ${plural(written.length, "file")} to ${options.out ?? name}; kopru data check --data ${options.out ?? name} looks at them.\n`,
        );
      finish(0);
    });
}

/** A folder's name as an id of the dataset. */
const toId = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "") || "network";
