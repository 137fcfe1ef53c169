// What was found wrong while reading or checking a dataset: errors stop it, warnings travel with it.

import type { Problem } from "../model/problem.ts";

export interface Findings {
  readonly errors: Problem[];
  readonly warnings: Problem[];
}

export const noFindings = (): Findings => ({ errors: [], warnings: [] });

/** Adds what one part found to the whole. */
export function addFindings(whole: Findings, part: { errors: readonly Problem[]; warnings: readonly Problem[] }): void {
  for (const problem of part.errors) whole.errors.push(problem);
  for (const problem of part.warnings) whole.warnings.push(problem);
}
