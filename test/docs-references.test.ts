// Does what the documents mention exist? Links and files, commands with their options, scripts of npm, and names of the code
// in backticks. What a sentence says of them is for readers to judge. Generated pages are held by the check of generated files.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import { contract, type Endpoint } from "../src/api/contract.ts";
import { projectFolder } from "../src/cli/program-version.ts";
import { createProgram } from "../src/cli/run.ts";

const GENERATED = ["docs/cli.md", "docs/errors.md", "docs/validation.md"];
/** Names that a document takes from the code of others: of V8. */
const OF_OTHERS = ["WasmCodeRefScope", "WasmImportWrapperCache", "WasmCodeAllocator", "FreeCode"];

/** Files below a folder of the project, with / between folders on every system. */
const filesIn = (folder: string): string[] =>
  readdirSync(path.join(projectFolder, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(projectFolder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, "/"));

const CODE = ["src", "test", "scripts", "bench", "bin", "examples", ".ci"].flatMap(filesIn);
const DATA = ["dataset", "schema", "scenarios"].flatMap(filesIn);
const TOP = readdirSync(projectFolder, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? entry.name : []));
const FILES = [...CODE, ...DATA, ...filesIn("docs"), ...TOP];
const FOLDERS = new Set(FILES.flatMap((file) => [...file.matchAll(/\//g)].map(({ index }) => file.slice(0, index))));
const DOCUMENTS = FILES.filter((file) => file.endsWith(".md") && !GENERATED.includes(file)).sort();
const read = (file: string): string => readFileSync(path.join(projectFolder, file), "utf8");
const WORDS = new Set(
  [...CODE, ...DATA, "package.json"]
    .filter(
      (file) =>
        /(\.(ts|tsx|mjs|css|csv|yaml|json|html)|\/[a-z]+)$/.test(file) && file !== "test/docs-references.test.ts",
    )
    .flatMap((file) => read(file).match(/--[a-z][a-z-]+|[A-Za-z_][A-Za-z0-9_]*/g) ?? []),
);

/** What stands in backticks on a line, and fenced blocks. */
function codeOf(text: string): string[] {
  const fence = /^```.*\n([\s\S]*?)^```/gm;
  const rest = text.replaceAll(fence, "");
  return [...text.matchAll(fence), ...rest.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code);
}

/** Matches of a pattern in the code of a document. */
const inCode = (text: string, pattern: RegExp): string[] =>
  codeOf(text).flatMap((code) => [...code.matchAll(pattern)].map(([found]) => found));

function isFile(named: string): boolean {
  const parts = named.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(`(^|/)${parts.join("[^/]*")}$`);
  return FILES.some((file) => pattern.test(file));
}

const program = createProgram({ exitCode: 0 });
const flagsOf = (command: Command): string[] => [
  "--help",
  ...command.options.flatMap(({ long }) => long ?? []),
  ...(command.parent === null ? [] : flagsOf(command.parent)),
];
/** Commands in code, without their `kopru`; what follows | ; & or # is another matter, a backslash goes on. */
const commandsIn = (text: string): string[] =>
  codeOf(text).flatMap((code) =>
    [...code.replaceAll("\\\n", " ").matchAll(/(?:^|[\s/])kopru +([a-z][^\n|;&#]*)/g)].map(([, line]) =>
      line.trim().replaceAll(/\s+/g, " "),
    ),
  );

function wrongWith(line: string): string[] {
  const words = line.split(" ");
  let command = program;
  let at = 0;
  for (; at < words.length; at++) {
    const inner = command.commands.find((one) => one.name() === words[at]);
    if (inner === undefined) break;
    command = inner;
  }
  if (command.commands.length > 0 && at < words.length && /^[a-z]/.test(words[at])) return [words[at]];
  const known = flagsOf(command);
  return words.flatMap((word) => word.match(/^--[a-z][a-z-]*/)?.[0] ?? []).filter((flag) => !known.includes(flag));
}

/** What is wrong in a document, by what is looked at; a planted line has something wrong of each, which must be found. */
const CHECKS: readonly {
  readonly what: string;
  readonly wrong: (text: string, file: string) => readonly string[];
  readonly planted: string;
  readonly found: readonly string[];
}[] = [
  {
    what: "links lead somewhere",
    wrong: (text, file) =>
      [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
        .map(([, target]) => target)
        .filter((target) => !existsSync(path.join(projectFolder, path.dirname(file), target))),
    planted: "[there](api.md#top), [not there](../docs/apis.md)",
    found: ["../docs/apis.md"],
  },
  {
    what: "files in backticks are there, by their path or its end",
    // A bare name in a command is a file of the reader's own.
    wrong: (text) =>
      inCode(text, /(?<![\w/.:-]|kopru [^\n]*)[\w./*-]+\.(?:ts|tsx|mjs|csv|yaml)(?![\w/])/g)
        .map((named) => named.replace(/^\.?\//, ""))
        .filter((named) => !isFile(named)),
    planted:
      "`src/lib/heap.ts`, `heap.ts`, `src/lib/*-heap.ts`, `kopru simulate --model mine.yaml`, `lib/heaps.ts`, `none-*.ts`",
    found: ["lib/heaps.ts", "none-*.ts"],
  },
  {
    what: "folders in backticks are there",
    wrong: (text) =>
      inCode(text, /^(?:src|test|scripts|bench|dataset|docs|examples|scenarios)\/[\w/-]*$/g)
        .map((named) => named.replace(/\/$/, ""))
        .filter((named) => !FOLDERS.has(named) && !isFile(`${named}.ts`)),
    planted: "`src/lib`, `src/lib/`, `src/libs/`",
    found: ["src/libs"],
  },
  {
    what: "commands exist and have the options that they are given",
    wrong: (text) => commandsIn(text).flatMap((line) => wrongWith(line).map((word) => `kopru ${line}: ${word}`)),
    planted: "`kopru data check --json`, `kopru data chek`\n```\nbin/kopru simulate \\\n  --modell x # --no\n```\n",
    found: ["kopru simulate --modell x: --modell", "kopru data chek: chek"],
  },
  {
    what: "options by themselves are those of some command or script",
    wrong: (text) =>
      codeOf(text)
        .filter((code) => !/^(npm|curl|git) /m.test(code))
        .flatMap((code) => code.match(/(?<![\w-])--[a-z][a-z-]+/g) ?? [])
        .filter((flag) => !WORDS.has(flag)),
    planted: "`--json`, `--jsons 3`, `npm install --package-lock-only`",
    found: ["--jsons"],
  },
  {
    what: "scripts of npm exist",
    wrong: (text) => {
      const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
      return [...text.matchAll(/npm run ([a-z][\w:-]*)/g)]
        .map(([, name]) => name)
        .filter((name) => scripts[name] === undefined);
    },
    planted: "npm run bench, npm run benches",
    found: ["benches"],
  },
  {
    what: "names of the code in backticks stand in the code or the dataset",
    // Only what looks like a name of code: a hump within, or capitals with an underscore.
    wrong: (text) =>
      inCode(text, /(?<![\w-])(?:[a-z]+[A-Z]\w*|[A-Z][a-z]+[A-Z]\w*|[A-Z]{2,}_[A-Z_]+)(?![\w-])/g).filter(
        (name) => !WORDS.has(name) && !OF_OTHERS.includes(name),
      ),
    planted: "`runExperiment({ seed })`, `runExperimentt`, `EVENT.DELAY_END`, `DELAY_ENDS`",
    found: ["runExperimentt", "DELAY_ENDS"],
  },
];

/** Fields of a JSON Schema and the words that they may hold. */
function namesIn(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { properties, enum: words, const: word } = schema as Record<string, unknown>;
  const own = [...Object.keys(properties ?? {}), ...(Array.isArray(words) ? words : []), word];
  return [...own.filter((name) => typeof name === "string"), ...Object.values(schema).flatMap(namesIn)];
}

describe("documents", () => {
  for (const { what, wrong, planted, found } of CHECKS)
    it(what, () => {
      expect(DOCUMENTS.flatMap((file) => wrong(read(file), file).map((one) => `${file}: ${one}`))).toEqual([]);
      expect(wrong(planted, "docs/planted.md")).toEqual(found);
    });

  it("are all looked at", () => {
    expect(DOCUMENTS.length).toBeGreaterThan(40);
    expect(DOCUMENTS.flatMap((file) => commandsIn(read(file))).length).toBeGreaterThan(60);
  });

  it("of the API have every address", () => {
    const [, rest] = read("docs/api.md").split("| address | answers |");
    const [table] = rest.split("\n\n");
    const known = new Set(table.match(/\/[a-z.]+/g));
    const missing = Object.values<Endpoint>(contract).filter(({ url }) => {
      const last = url.split("/").findLast((part) => part !== "" && !part.startsWith(":"));
      return !known.has(`/${last}`);
    });
    expect(missing.map(({ url }) => url)).toEqual([]);
  });

  it.each([
    ["docs/models.md", "schema/simulation-model.json"],
    ["docs/sweeps.md", "schema/sweep.json"],
  ])("%s has every field and word of %s", (document, schema) => {
    const text = read(document);
    const missing = namesIn(JSON.parse(read(schema))).filter(
      (name) => !new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(text),
    );
    expect(missing).toEqual([]);
  });

  it("of words have each word once", () => {
    const words = [...read("docs/glossary.md").matchAll(/^\| ([^|]+) \|/gm)].map(([, word]) => word);
    expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([]);
    expect(words.length).toBeGreaterThan(100);
  });
});
