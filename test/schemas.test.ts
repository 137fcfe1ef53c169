// The contract as files: each schema has a valid example, which both the schema that the program uses and the JSON Schema
// made from it accept, and both refuse the example once a field is taken away or broken.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { routeAnswer } from "../src/wire/route.ts";
import { publicSchemas } from "../src/wire/schemas.ts";

const folder = fileURLToPath(new URL("../schema/", import.meta.url));
const read = (file: string): unknown => JSON.parse(readFileSync(`${folder}${file}`, "utf8"));
const examples = readdirSync(`${folder}examples`);

describe("schema/*.json", () => {
  it("has an example of each schema, and none of another", () => {
    const named = new Set(examples.map((file) => file.split(".")[0]));
    expect([...named].sort()).toEqual(Object.keys(publicSchemas).sort());
  });

  it.each(examples)("%s is valid, and no longer when broken", (file) => {
    const name = file.split(".")[0] as keyof typeof publicSchemas;
    const example = read(`examples/${file}`);
    const { schema } = publicSchemas[name];
    const fromFile = z.fromJSONSchema(read(`${name}.json`) as Parameters<typeof z.fromJSONSchema>[0]);
    expect(schema.safeParse(example).error?.issues).toBeUndefined();
    expect(fromFile.safeParse(example).error?.issues).toBeUndefined();
    for (const broken of breakages(example)) {
      expect(schema.safeParse(broken).success, JSON.stringify(broken).slice(0, 200)).toBe(false);
      expect(fromFile.safeParse(broken).success).toBe(false);
    }
  });

  it.each(examples.filter((file) => file.startsWith("route-answer")))("%s adds up", (file) => {
    const answer = routeAnswer.parse(read(`examples/${file}`));
    for (const option of answer.status === "ok" ? answer.options : []) {
      const parts = option.costUsd.parts.reduce((sum, part) => sum + part.usd.mean, 0);
      const legs = option.legs.reduce((sum, leg) => sum + leg.costUsd, 0);
      expect(parts).toBeCloseTo(option.costUsd.mean, 4);
      expect(legs).toBeCloseTo(option.costUsd.mean, 4);
    }
  });
});

/** The example with its status, or its first field, gone or of another type. */
function breakages(example: unknown): unknown[] {
  if (typeof example !== "object" || example === null) throw new Error("an example is an object");
  const [field] = "status" in example ? ["status"] : Object.keys(example);
  const { [field as keyof typeof example]: _gone, ...rest } = example;
  return [rest, { ...example, [field]: { other: true } }, [example], null];
}
