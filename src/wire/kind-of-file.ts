// Which kind of file of ours is this? So that one that was given to the wrong command is named instead of every field of it
// being refused. Told by the fields that only one kind has; what has none of them is nobody's.

import type { Problem } from "../model/problem.ts";

export type FileKind = "simulation model" | "oil model" | "scenario" | "sweep" | "answer";

/** What each is good for. */
const USES: Readonly<Record<FileKind, string>> = {
  "simulation model": "Run it with kopru simulate --model FILE (docs/models.md).",
  "oil model": "Solve it with kopru oil --model FILE (docs/method/oil.md).",
  scenario: "Give it as --scenario FILE, or run it with kopru scenario run FILE.",
  sweep: "Run it with kopru sweep FILE (docs/sweeps.md).",
  answer: "It is what --json or the API answered; the file wanted is what was asked.",
};

/** Undefined for what is none of ours, or has no field that says so. */
export function kindOfFile(value: unknown): FileKind | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const has = (name: string): boolean => Object.hasOwn(value, name);
  if (has("status")) return "answer";
  if (has("blocks")) return "simulation model";
  if (has("axes")) return "sweep";
  if (has("edits")) return "scenario";
  return has("routes") && has("fields") ? "oil model" : undefined;
}

/** What is said when a file is of another kind than is wanted; undefined when it is not known to be. */
export function wrongKind(value: unknown, file: string, wanted: FileKind): Problem | undefined {
  const kind = kindOfFile(value);
  if (kind === undefined || kind === wanted) return undefined;
  const article = (word: string): string => (/^[aeiou]/.test(word) ? `an ${word}` : `a ${word}`);
  return {
    code: "wrong-kind-of-file",
    place: file,
    message: `${file} is ${article(kind)} and not ${article(wanted)}.`,
    hint: USES[kind],
  };
}
