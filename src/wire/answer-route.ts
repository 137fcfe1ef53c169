// The one way from a request to an answer: schema, meaning, plan, words. The API and the command line both call it.

import type { Dataset } from "../model/dataset.ts";
import { describeOverlayEffects } from "../studies/overlay-effects.ts";
import { compareCorridors, plan } from "../studies/plan.ts";
import type { PlanRequest } from "../studies/plan-request.ts";
import { readAsked } from "./read-asked.ts";
import { notASimulation } from "./read-waits.ts";
import type { CompareAnswer, RouteAnswer } from "./route.ts";
import { toCompareAnswer, toRouteAnswer } from "./to-route.ts";

export interface AnswerSetting {
  readonly programVersion: string;
  /** Milliseconds, never going back. */
  readonly now: () => number;
}

/**
 * Plans a consignment.
 * @param request the fields of `routeRequest`, not yet checked
 * @throws InvalidInput with every problem of the request
 */
export function answerRoute(dataset: Dataset, request: unknown, setting: AnswerSetting): RouteAnswer {
  const start = setting.now();
  const read = readAsked(dataset, request);
  expectWaits(dataset, read);
  const result = plan(dataset, read);
  const overlayEffects = describeOverlayEffects(dataset, read, result);
  return toRouteAnswer(dataset, result, {
    programVersion: setting.programVersion,
    overlayEffects,
    computedMs: setting.now() - start,
  });
}

/**
 * Compares the corridors for a consignment.
 * @param request the fields of `routeRequest`, not yet checked
 * @throws InvalidInput with every problem of the request
 */
export function answerCompare(dataset: Dataset, request: unknown, setting: AnswerSetting): CompareAnswer {
  const start = setting.now();
  const read = readAsked(dataset, request);
  expectWaits(dataset, read);
  const result = compareCorridors(dataset, read);
  return toCompareAnswer(dataset, result, {
    programVersion: setting.programVersion,
    overlayEffects: [],
    computedMs: setting.now() - start,
  });
}

/** Who asks for the waits of a run must not be answered with assumed ones. */
function expectWaits(dataset: Dataset, { asked: { waits } }: PlanRequest): void {
  if (waits !== undefined && dataset.waits === undefined) throw notASimulation(waits, "No run can be looked up here.");
}
