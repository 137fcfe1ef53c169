// Writes everything that is made from the code: schema/*.json with their examples' check, the OpenAPI description, the
// error table in docs/errors.md and the help texts in docs/cli.md. With --check it compares instead of writing.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { projectFolder } from "../src/cli/program-version.ts";
import { makeCliPage } from "./generate/cli-page.ts";
import { makeErrorPage } from "./generate/error-page.ts";
import { makeOpenApi } from "./generate/open-api.ts";
import { makeSchemaExamples } from "./generate/schema-examples.ts";
import { makeSchemas } from "./generate/schemas.ts";

/** Files by path in the project. */
type Files = Readonly<Record<string, string>>;

const files: Files = {
  ...makeSchemas(),
  ...(await makeSchemaExamples()),
  ...(await makeOpenApi()),
  ...makeErrorPage(),
  ...(await makeCliPage()),
};
const stale = process.argv.includes("--check") ? listStale(files) : [];
if (process.argv.includes("--check")) {
  for (const file of stale) process.stdout.write(`${file} is out of date\n`);
  if (stale.length > 0) process.stdout.write("Run `npm run generate` and commit the result.\n");
  process.exitCode = stale.length > 0 ? 1 : 0;
} else write(files);
process.stdout.write(`${Object.keys(files).length} generated files\n`);

function listStale(made: Files): string[] {
  const changed = Object.entries(made).filter(([file, text]) => {
    const full = path.join(projectFolder, file);
    return !existsSync(full) || readFileSync(full, "utf8") !== text;
  });
  return [...changed.map(([file]) => file), ...listLeftOver(made)];
}

/** Schemas of answers that are no more. */
function listLeftOver(made: Files): string[] {
  return ["schema", "schema/examples"].flatMap((folder) => {
    const full = path.join(projectFolder, folder);
    const present = existsSync(full) ? readdirSync(full).filter((file) => file.endsWith(".json")) : [];
    return present.map((file) => `${folder}/${file}`).filter((file) => made[file] === undefined);
  });
}

function write(made: Files): void {
  for (const file of listLeftOver(made)) rmSync(path.join(projectFolder, file));
  for (const [file, text] of Object.entries(made)) {
    const full = path.join(projectFolder, file);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, text);
  }
}
