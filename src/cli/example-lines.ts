// Commands to copy from a help text. Their places come from the dataset's own examples: the program itself knows none.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { projectFolder } from "./program-version.ts";

interface Example {
  readonly from: string;
  readonly to: string;
  readonly cargo: string;
  readonly depart: string;
}

/** Stands in where the dataset gives no examples. */
const NO_EXAMPLE: Example = { from: "FROM", to: "TO", cargo: "40ft", depart: "2026-12-01" };

/** Ends and cargo of the dataset's n-th example, as words of a command line; the first where there is no n-th. */
export function exampleWords(n = 0): Example {
  const examples = listExamples();
  const { from, to, cargo, depart } = examples[n] ?? examples[0] ?? NO_EXAMPLE;
  return { from: inQuotes(from), to: inQuotes(to), cargo: inQuotes(cargo), depart };
}

/** The block of examples at the end of a help text, made when help is asked for. */
export const exampleBlock = (lines: () => readonly string[]): (() => string) => {
  return () =>
    `\nExamples:\n${lines()
      .map((line) => `  kopru ${line}\n`)
      .join("")}`;
};

function listExamples(): readonly Example[] {
  try {
    const text = readFileSync(path.join(projectFolder, "dataset", "dataset.yaml"), "utf8");
    // Loaded here and not above: only help needs it, and every other command starts sooner without.
    const { parse } = createRequire(import.meta.url)("yaml") as typeof import("yaml");
    const header = parse(text) as { readonly examples?: readonly Example[] } | null;
    return header?.examples ?? [];
  } catch {
    // A dataset that cannot be read is told by the command that reads it, not by the help.
    return [];
  }
}

const inQuotes = (text: string): string => (/^[\w.-]+$/.test(text) ? text : `"${text}"`);
