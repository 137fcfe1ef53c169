// How many replications, and how precise: what of it contradicts itself. One rule for the command line and for runs.

import { LEAST_FOR_PRECISION } from "../engines/simulation/index.ts";
import type { Problem } from "../model/problem.ts";

export interface ReplicationsAsked {
  readonly replications: number;
  readonly precision?: number | string | undefined;
  readonly maxReplications?: number | undefined;
}

/** @param name what a field is called where it was asked, as --max-replications */
export function problemsOfReplications(
  { replications, precision, maxReplications }: ReplicationsAsked,
  name: (field: keyof ReplicationsAsked) => string = (field) => field,
): Problem[] {
  if (maxReplications === undefined) return [];
  const least = Math.max(replications, LEAST_FOR_PRECISION);
  const [most, fewest, precise] = (["maxReplications", "replications", "precision"] as const).map(name);
  const problem = (code: string, message: string, hint: string): Problem => ({ code, place: most, message, hint });
  return [
    ...(precision === undefined
      ? [
          problem(
            "contradiction",
            `${most} ends a search for a precision, and none is asked for.`,
            `Give ${precise}, as 0.02, or say with ${fewest} how many replications there are.`,
          ),
        ]
      : []),
    ...(maxReplications < least
      ? [
          problem(
            "out-of-range",
            maxReplications < replications
              ? `${most} is ${maxReplications}, and ${fewest} asks for ${replications} in any case.`
              : `${most} is ${maxReplications}, and a precision is judged on ${least} replications at least.`,
            `Give ${most} of ${least} or more${replications > LEAST_FOR_PRECISION ? `, or a smaller ${fewest}` : ""}.`,
          ),
        ]
      : []),
  ];
}
