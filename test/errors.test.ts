// The table of errors: every code that the program uses at its borders stands in it, and the documents show the same table.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { EXIT, exitCodeOf, findOutcome, httpStatusOf, OUTCOMES } from "../src/wire/outcomes.ts";

const project = fileURLToPath(new URL("../", import.meta.url));

/** Codes of problems that are written down in a folder's sources. */
function codesIn(folder: string): string[] {
  const files = readdirSync(`${project}src/${folder}`, { recursive: true, encoding: "utf8" });
  const sources = files.filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  return sources.flatMap((file) => {
    const text = readFileSync(`${project}src/${folder}/${file}`, "utf8");
    return [
      ...text.matchAll(/\bcode: (?:[^",\n]* \? )?"([a-z-]+)"(?: : "([a-z-]+)")?|\bproblem\(\s*"([a-z-]+)"/g),
    ].flatMap(([, first, second, third]) => [first, second, third].filter((code) => code !== undefined));
  });
}

describe("the table of errors", () => {
  it("has every code that answers can have but those of rows of a dataset", () => {
    const known = new Set(OUTCOMES.map(({ code }) => code));
    const used = ["api", "cli", "wire", "studies", "jobs", "store", "scenario", "engines"].flatMap(codesIn);
    expect(used.length).toBeGreaterThan(20);
    expect([...new Set(used.filter((code) => !known.has(code)))]).toEqual([]);
  });

  it("has no code that the program never gives", () => {
    const files = readdirSync(`${project}src`, { recursive: true, encoding: "utf8" })
      .map((file) => file.replaceAll("\\", "/"))
      .filter((file) => /\.ts$/.test(file) && !/\.(test|fixture)\.ts$|^web\/|^wire\/outcomes\.ts$/.test(file));
    const text = files.map((file) => readFileSync(`${project}src/${file}`, "utf8")).join("\n");
    expect(OUTCOMES.filter(({ code }) => !text.includes(`"${code}"`))).toEqual([]);
  });

  it("has each code once, with a status and an exit code that fit", () => {
    expect(new Set(OUTCOMES.map(({ code }) => code)).size).toBe(OUTCOMES.length);
    for (const { code, http, exit } of OUTCOMES) {
      if (http === 200) expect([EXIT.none, EXIT.answered], code).toContain(exit);
      else expect(exit, code).toBe(http >= 500 ? EXIT.bug : EXIT.invalid);
    }
  });

  it("is the one in docs/errors.md", () => {
    const page = readFileSync(`${project}docs/errors.md`, "utf8");
    const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (\d+) \| (\d+) \| (.+) \|$/gm)];
    expect(
      rows.map(([, code, http, exit, title]) => ({ code, http: Number(http), exit: Number(exit), title })),
    ).toEqual(OUTCOMES);
  });

  it("gives answers their status and exit code", () => {
    const bad = { status: "invalid", problems: [{ code: "too-large" }] };
    const bug = { status: "invalid", problems: [{ code: "bug" }] };
    const row = { status: "invalid", problems: [{ code: "missing-source" }] };
    const answers = [{ status: "ok" }, { status: "none", problems: [{ code: "no-route" }] }, bad, bug, row];
    expect(answers.map(httpStatusOf)).toEqual([200, 200, 413, 500, 422]);
    expect(answers.map(exitCodeOf)).toEqual([0, 3, 2, 1, 2]);
    expect(findOutcome("anything-else").exit).toBe(2);
  });
});
