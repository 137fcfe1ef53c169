// What is wrong with an input: all of it at once, each with its place and a hint.

export interface Problem {
  /** A stable word, e.g. `unknown-place`. */
  readonly code: string;
  /** Where: `places.csv:12:4` (file, line, column), or a field of a request such as `cargo.units`. */
  readonly place: string;
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
}

/** Bad input, thrown at a boundary once everything has been looked at. Never a bug. */
export class InvalidInput extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => `${problem.place}: ${problem.message}`).join("\n"));
    this.name = "InvalidInput";
    this.problems = problems;
  }
}
