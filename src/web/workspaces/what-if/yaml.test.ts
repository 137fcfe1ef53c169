// The file that is saved says what the screen says: read by a YAML reader it is the same document.

import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { toYaml } from "./yaml.ts";

test("a scenario reads as it was written", () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom("yes", "a: b", "- x", "# no", "12", "null", "it's", "x #y", "2025-12-01"),
  );
  const edit = fc.record({
    edit: fc.constantFrom("close", "capacity"),
    what: fc.oneof(text, fc.array(text, { minLength: 1 })),
    scale: fc.double({ noNaN: true, noDefaultInfinity: true }),
    from: fc.constant("2025-12-01"),
    deep: fc.record({ usdPerTeu: fc.integer(), list: fc.array(fc.boolean()) }),
  });
  const notes = fc.constantFrom("one line", "two\nlines: with colons", 'quote " here');
  const document = fc.record({
    name: text,
    baseDate: fc.constant("2025-12-01"),
    notes,
    demand: fc.array(fc.record({ group: text, scale: fc.integer() }), { minLength: 1 }),
    edits: fc.array(edit),
  });
  fc.assert(
    fc.property(document, (given) => {
      const plain = JSON.parse(JSON.stringify(given));
      const read = parse(toYaml(plain), { schema: "core" });
      if (read.notes?.endsWith("\n")) read.notes = read.notes.slice(0, -1);
      expect(read).toEqual(plain);
    }),
    { verbose: true },
  );
});
