// schema/*.json: one JSON Schema (2020-12) per answer and request body.

import { publicSchemas, toJsonSchema } from "../../src/wire/schemas.ts";

export function makeSchemas(): Record<string, string> {
  const names = Object.keys(publicSchemas) as (keyof typeof publicSchemas)[];
  return Object.fromEntries(
    names.map((name) => [`schema/${name}.json`, `${JSON.stringify(toJsonSchema(name), null, 2)}\n`]),
  );
}
