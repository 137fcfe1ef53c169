// The text of a sweep's file → its document, or everything that is wrong with it at line and column. Files that it names, a model
// or scenarios, are put in their place by whoever may read files.

import { isNode, LineCounter, parseDocument } from "yaml";
import { InvalidInput, type Problem } from "../model/problem.ts";
import { wrongKind } from "./kind-of-file.ts";
import { parseInput } from "./problems.ts";
import { type SweepDocument, sweepDocument } from "./sweep.ts";
import { readAxes } from "./sweep-points.ts";
import { noTextProblem, wordsOfFault } from "./yaml-faults.ts";

const MAX_LENGTH = 1_000_000;

export interface ReadSweep {
  readonly document: SweepDocument;
  /** Problems with line and column in place of fields. */
  readonly locate: (problems: readonly Problem[]) => Problem[];
}

/**
 * Reads a sweep.
 * @param file its name, for the places of problems
 * @param fill puts texts of files in the place of their names
 * @throws InvalidInput with every problem
 */
export function readSweep(text: string, file: string, fill: (value: unknown) => unknown): ReadSweep {
  if (text.length > MAX_LENGTH)
    throw new InvalidInput([
      { code: "too-large", place: file, message: "The file is too large for a sweep.", hint: "Is it the right file?" },
    ]);
  const noText = noTextProblem(text, file);
  if (noText !== undefined) throw new InvalidInput([noText]);
  const lines = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  if (yaml.errors.length > 0)
    throw new InvalidInput(
      yaml.errors.map((error) => ({
        code: "malformed-yaml",
        place: at(error.pos[0]),
        ...wordsOfFault(error, text, "See docs/sweeps.md for how a sweep is written."),
      })),
    );
  const placeOf = (field: string): string => {
    const path = field.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step));
    for (let end = path.length; end > 0; end--) {
      const node = yaml.getIn(path.slice(0, end), true);
      if (isNode(node) && node.range) return `${at(node.range[0])} ${field}`;
    }
    return `${file} ${field}`;
  };
  const locate = (problems: readonly Problem[]): Problem[] =>
    problems.map((problem) => (problem.place.includes(":") ? problem : { ...problem, place: placeOf(problem.place) }));
  try {
    const given: unknown = yaml.toJS();
    const other = wrongKind(given, file, "sweep");
    if (other !== undefined) throw new InvalidInput([{ ...other, place: `${file}:1:1` }]);
    const value: unknown = fill(given);
    const document = parseInput(sweepDocument, value);
    readAxes(document);
    return { document, locate };
  } catch (error) {
    if (error instanceof InvalidInput) throw new InvalidInput(locate(error.problems));
    // Aliases that grow without bound.
    const message = error instanceof Error ? error.message : String(error);
    throw new InvalidInput([{ code: "malformed-yaml", place: file, message, hint: "Write the repeated parts out." }]);
  }
}
