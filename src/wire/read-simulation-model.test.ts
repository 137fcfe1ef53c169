// Model files: what is wrong is said with line and column, all of it, with what was probably meant; and the documented pieces
// and examples have the right form.

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { InvalidInput, type Problem } from "../model/problem.ts";
import { readSimulationModel } from "./read-simulation-model.ts";
import { simulationBlock } from "./simulation-model.ts";

const root = new URL("../../", import.meta.url);

function problemsOf(text: string): readonly Problem[] {
  try {
    readSimulationModel(text, "m.yaml");
    return [];
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems;
    throw error;
  }
}

const model = (server: string, rest = ""): string => `name: test
run: { until: 10 }
blocks:
  in: { block: arrivals, rate: 1, to: desk }
  desk: ${server}
  out: { block: sink }
${rest}`;

describe("a model file", () => {
  it("that is right has no problems", () => {
    expect(problemsOf(model("{ block: server, service: 1, to: out }"))).toEqual([]);
  });

  it.each([
    ["{ block: servr, service: 1, to: out }", "unknown-word", "m.yaml:5:18 blocks.desk.block", "did you mean server?"],
    [
      "{ block: server, servcie: 1, service: 1, to: out }",
      "unknown-field",
      "m.yaml:5:35 blocks.desk.servcie",
      "did you mean service?",
    ],
    ["{ block: server, to: out }", "missing", "m.yaml:5:9 blocks.desk.service", ""],
    [
      "{ block: server, service: { exponentail: { mean: 1 } }, to: out }",
      "wrong-value",
      "m.yaml:5:35 blocks.desk.service",
      "did you mean exponential?",
    ],
    [
      "{ block: server, service: { uniform: { min: 1 } }, to: out }",
      "missing",
      "m.yaml:5:46 blocks.desk.service.uniform.max",
      "",
    ],
    ["{ block: server, service: [1], to: out }", "wrong-value", "m.yaml:5:35 blocks.desk.service", ""],
    [
      "{ block: server, service: 1, discipline: lifo, to: out }",
      "wrong-value",
      "m.yaml:5:50 blocks.desk.discipline",
      "",
    ],
    ["{ block: server, service: 1, servers: 0, to: out }", "no-capacity", "m.yaml:5:47 blocks.desk.servers", ""],
    ["{ block: server, service: 1, to: uot }", "unknown-block", "m.yaml:5:42 blocks.desk.to", "did you mean out?"],
  ])("%s", (server, code, place, hint) => {
    const found = problemsOf(model(server)).find((problem) => problem.code === code);
    expect(found, JSON.stringify(problemsOf(model(server)))).toMatchObject({ code, place });
    expect(found?.hint).toContain(hint);
  });

  it("says everything at once", () => {
    const text = model(
      "{ block: server, service: 1, servers: 0, to: uot }",
      "  lonely: { block: delay, time: -1, to: out }",
    );
    expect(problemsOf(text).map(({ code }) => code)).toEqual(
      expect.arrayContaining(["no-capacity", "unknown-block", "out-of-range"]),
    );
  });

  it.each([
    "",
    "[]",
    "name: [",
    "just words",
    "name: 3\nblocks: 4",
    "a: &a [*a]",
    `{"name": "json", "blocks": null}`,
    "\u0000",
  ])("%j is refused with a place", (text) => {
    const problems = problemsOf(text);
    expect(problems.length).toBeGreaterThan(0);
    for (const { place, message, hint } of problems)
      expect([place, message, hint].every((each) => each.length > 0)).toBe(true);
  });

  it.each([
    ["name: a\n'name': b\n", 'm.yaml:2:1 "name" stands here a second time'],
    ['{ "name": "a", "run": {}, "run": {} }', 'm.yaml:1:27 "run" stands here a second time'],
    ["name: a\nnotes: \u0001\n", "m.yaml:2:8 m.yaml has U+0001, which is no character"],
    ["name: caf\ufffd\n", "m.yaml:1:10 m.yaml has bytes that are no UTF-8"],
    ["name: a\nrun:\n\tuntil: 1\n", "m.yaml:3:1 A tab stands at the beginning of a line"],
  ])("%j is told in plain words", (text, told) => {
    const [{ code, place, message }] = problemsOf(text);
    expect(code).toBe("malformed-yaml");
    expect(`${place} ${message}`).toContain(told);
  });

  it("may be JSON, and names may hold dots", () => {
    const json = {
      name: "json",
      run: { until: 10 },
      blocks: { "in.a": { block: "arrivals", rate: 1, to: "out.b" }, "out.b": { block: "sink" } },
    };
    expect(problemsOf(JSON.stringify(json))).toEqual([]);
    expect(
      problemsOf(
        JSON.stringify({ ...json, blocks: { ...json.blocks, "in.a": { block: "arrivals", rate: 0, to: "out.b" } } }),
      ),
    ).toMatchObject([{ code: "out-of-range", place: expect.stringContaining("in.a.rate") }]);
  });
});

describe("documents", () => {
  it("every example compiles", () => {
    const folder = new URL("examples/models/", root);
    const texts = readdirSync(folder).map((file) => [file, readFileSync(new URL(file, folder), "utf8")] as const);
    const models = texts.filter(([, text]) => /^blocks:/m.test(text));
    expect(models.length).toBeGreaterThan(10);
    for (const [file, text] of models) readSimulationModel(text, file);
  });

  it("every piece of docs/models.md has the right form, and every kind of block is shown", () => {
    const text = readFileSync(new URL("docs/models.md", root), "utf8");
    const blocks = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].flatMap(([, piece]) =>
      Object.entries(parse(piece) as Record<string, unknown>),
    );
    for (const [name, block] of blocks) expect(simulationBlock.safeParse(block).error?.issues, name).toBeUndefined();
    const shown = new Set(blocks.map(([, block]) => (block as { block: string }).block));
    expect([...shown].sort()).toEqual(
      simulationBlock.options.map((option) => String([...option.shape.block.values][0])).sort(),
    );
  });
});
