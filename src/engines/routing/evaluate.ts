// How long does a path really take, and what does it cost? The exact law of its duration on a time grid (journey.ts) with
// the figures that follow from it. Methods: docs/method/routing.md. Not covered: dependence between legs other than through
// a shared storm.

import { type Hours, hours, type KgCo2e, kgCo2e, type Usd, usd } from "../../model/units.ts";
import { costRange } from "./cost-range.ts";
import { type GridLaw, lawVariance } from "./grid-law.ts";
import { joinRides } from "./join-rides.ts";
import { type EvaluatedElement, Journey } from "./journey.ts";
import type { ServiceGraph } from "./service-graph.ts";
import { SpectrumCache } from "./spectrum-cache.ts";

export interface Evaluation {
  /** Arc slots of the path. */
  readonly slots: Int32Array;
  readonly elements: readonly EvaluatedElement[];
  readonly usd: Usd;
  /** P10 and P90 of the cost: doubts of one party move together, those of different parties are independent. */
  readonly usdLow: Usd;
  readonly usdHigh: Usd;
  readonly meanHours: Hours;
  readonly varianceHours: number;
  readonly co2eKg: KgCo2e;
  readonly borders: number;
  readonly law: GridLaw;
}

export interface Evaluator {
  /**
   * Evaluates a path. With `stages`, quantiles of each element and of the time at its end are computed as well, and rides
   * of one service through one country are one element.
   * @param slots arc slots in the order of travel
   */
  evaluate(slots: Int32Array, options?: { readonly stages?: boolean }): Evaluation;
}

/** Points of the grid on which the law of the whole is computed. */
const FINE = 2048;
/** Points of the grid for quantiles along the way, which are for drawing: an eighth of the resolution. */
const COARSE = 256;
/** A closed window is shown as a stage when it costs more than half a minute on average. */
const LEAST_STAGE_HOURS = 0.01;
/** Evaluations remembered; each holds a law of 16 kB. */
const RECENT = 64;

/**
 * An evaluator of one graph.
 * @param spectra may be shared by the evaluators of many graphs, which then keep within one budget of memory
 */
export function createEvaluator(graph: ServiceGraph, spectra = new SpectrumCache()): Evaluator {
  // The best way of a corridor is often an option as well, and the next question often the same.
  const recent = new Map<string, Evaluation>();
  return {
    evaluate(slots, options = {}) {
      const stages = options.stages ?? false;
      const key = `${stages} ${slots.join(" ")}`;
      const known = recent.get(key);
      if (known) return known;
      const evaluation = evaluatePath(graph, spectra, slots, stages);
      recent.set(key, evaluation);
      const oldest = recent.keys().next().value;
      if (recent.size > RECENT && oldest !== undefined) recent.delete(oldest);
      return evaluation;
    },
  };
}

function evaluatePath(graph: ServiceGraph, spectra: SpectrumCache, slots: Int32Array, stages: boolean): Evaluation {
  const elements = Array.from(slots).flatMap((slot) => {
    const arc = graph.arcs[slot];
    if (!arc) throw new RangeError(`expected an arc slot below ${graph.arcs.length}, found ${slot}`);
    return arc.elements.map((element) => ({ element, arc: slot }));
  });
  if (stages) joinRides(elements);
  const journey = new Journey(graph, spectra, elements, FINE);
  let evaluated = journey.run(false);
  const law = journey.law();
  if (stages) {
    const along = new Journey(graph, spectra, elements, COARSE).run(true);
    // A closed window that nobody meets is no stage of the journey.
    evaluated = evaluated
      .map((part, i) => withStages(part, along[i]))
      .filter(({ element, meanHours }) => !(element.window && meanHours < LEAST_STAGE_HOURS));
  }
  const range = costRange(evaluated.flatMap(({ charges }) => charges));
  return {
    slots,
    elements: evaluated,
    usd: usd(sum(evaluated, (part) => part.usd)),
    usdLow: usd(range.low),
    usdHigh: usd(range.high),
    meanHours: hours(sum(evaluated, (part) => part.meanHours)),
    varianceHours: lawVariance(law),
    co2eKg: kgCo2e(sum(evaluated, (part) => part.element.co2eKg)),
    borders: sum(evaluated, (part) => part.element.borders),
    law,
  };
}

/** Quantiles found along the way, beside the exact means. */
function withStages(part: EvaluatedElement, along: EvaluatedElement | undefined): EvaluatedElement {
  return {
    ...part,
    ...(along?.quantiles ? { quantiles: along.quantiles } : {}),
    ...(along?.end ? { end: along.end } : {}),
  };
}

function sum<T>(items: readonly T[], read: (item: T) => number): number {
  let total = 0;
  for (const item of items) total += read(item);
  return total;
}
