import { expect, test } from "vitest";
import { splitNotes } from "./split-notes.ts";

test("references leave the words where a bracket holds nothing else, and are listed once each", () => {
  expect(
    splitNotes("One mooring was wrecked (incident in055,\n  fact:ef083). It loads alone (fact:ef083; as said)."),
  ).toEqual({
    text: "One mooring was wrecked. It loads alone (fact:ef083; as said).",
    refs: ["fact:ef083"],
  });
  expect(splitNotes("Nothing named (as it is).")).toEqual({ text: "Nothing named (as it is).", refs: [] });
});
