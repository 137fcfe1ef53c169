// A request as it came → what the planner works with, and every problem of its form and of its meaning at once: somebody
// who misspelt a place and gave a negative number should not have to try twice.

import type { Dataset } from "../model/dataset.ts";
import { InvalidInput, type Problem } from "../model/problem.ts";
import { type PlanRequest, readRequest } from "../studies/plan-request.ts";
import { parseInput } from "./problems.ts";
import { routeRequest } from "./route.ts";

/**
 * Reads a consignment.
 * @param input the fields of `routeRequest`, not yet checked
 * @throws InvalidInput with every problem
 */
export function readAsked(dataset: Dataset, input: unknown): PlanRequest {
  const result = routeRequest.safeParse(input);
  if (result.success) return readRequest(dataset, result.data);
  const problems = problemsOf(() => parseInput(routeRequest, input));
  throw new InvalidInput([...problems, ...problemsOfRest(dataset, input, problems)]);
}

/** What the fields that have the right form mean; the others are left out. */
function problemsOfRest(dataset: Dataset, input: unknown, problems: readonly Problem[]): readonly Problem[] {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return [];
  const wrong = new Set(problems.map(({ place }) => fieldOf(place)));
  const rest = Object.fromEntries(Object.entries(input).filter(([field]) => !wrong.has(field)));
  // The ends are needed to read the rest; any two places do where they are missing.
  const [first = "", second = ""] = [...dataset.places.keys()];
  const whole = routeRequest.safeParse({ from: first, to: second, ...rest });
  if (!whole.success) return [];
  const found = problemsOf(() => readRequest(dataset, whole.data));
  return found.filter(({ place }) => Object.hasOwn(rest, fieldOf(place)));
}

const fieldOf = (place: string): string => place.split(".")[0];

function problemsOf(read: () => unknown): readonly Problem[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems;
    throw error;
  }
}
