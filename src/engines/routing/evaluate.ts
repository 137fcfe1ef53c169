// How long does a path really take? The exact law of its duration on a time grid: independent legs by multiplying
// their spectra, waits for timetables and known closed windows by mapping the mass, storms that several legs share by
// carrying the joint law of time and storm. Methods: docs/method/routing.md; model/pmf.ts.
// Not covered: dependence between legs other than through a shared storm.

import { fftPlan, inverseTransformReal, transformReal } from "../../lib/fft.ts";
import { type Distribution, quantileOf } from "../../model/distribution.ts";
import { discretise, exponentiallyTilted } from "../../model/pmf.ts";
import { HOURS_PER_DAY, type Hours, hours, type KgCo2e, kgCo2e, type Usd, usd } from "../../model/units.ts";
import { costRange } from "./cost-range.ts";
import { joinRides } from "./join-rides.ts";
import type { Charge, Element, ServiceGraph, StorageTerms, StormSpells } from "./service-graph.ts";

/** Law of a duration on a grid: mass[i] at i × stepHours. */
export interface GridLaw {
  readonly stepHours: number;
  readonly mass: Float64Array;
}

export interface EvaluatedElement {
  readonly element: Element;
  /** Mean duration on this path; differs from the element's own where it depends on what came before. */
  readonly meanHours: number;
  readonly usd: number;
  /** What it is charged on this path, adding up to `usd`: storage depends on the wait that really comes. */
  readonly charges: readonly Charge[];
  /** Own P10, P50, P90 of the element's duration, when asked for. */
  readonly quantiles?: readonly [number, number, number];
  /** P10, P50, P90, P95 of the time since departure at its end, when asked for. */
  readonly end?: readonly [number, number, number, number];
}

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
/** Grid steps in hours; the finest whose grid holds the path is used. */
const STEPS = [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64] as const;
/** Memory for spectra, dropped as a whole when full. */
const CACHE_BYTES = 200_000_000;
/** A closed window is shown as a stage when it costs more than half a minute on average. */
const LEAST_STAGE_HOURS = 0.01;
const STAGE_PROBABILITIES = [0.1, 0.5, 0.9, 0.95] as const;
const OWN_PROBABILITIES = [0.1, 0.5, 0.9] as const;

interface Spectrum {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** An evaluator that remembers the spectra of its graph's arcs. */
export function createEvaluator(graph: ServiceGraph): Evaluator {
  const spectra = new SpectrumCache();
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

/** Evaluations remembered; each holds a law of 16 kB. */
const RECENT = 64;

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
    varianceHours: varianceOfLaw(law),
    co2eKg: kgCo2e(sum(evaluated, (part) => part.element.co2eKg)),
    borders: sum(evaluated, (part) => part.element.borders),
    law,
  };
}

/** Time at which the probability reaches p, between grid points in proportion. */
export function lawQuantile(law: GridLaw, p: number): number {
  let before = 0;
  for (let i = 0; i < law.mass.length; i++) {
    const mass = law.mass[i] as number;
    if (before + mass >= p && mass > 0) {
      // The mass of a grid point stands for the step around it.
      return Math.max(0, (i - 0.5 + (p - before) / mass) * law.stepHours);
    }
    before += mass;
  }
  return (law.mass.length - 1) * law.stepHours;
}

/** P(duration ≤ hours), between grid points in proportion. */
export function lawCdf(law: GridLaw, hours: number): number {
  const x = hours / law.stepHours + 0.5;
  const whole = Math.floor(x);
  let total = 0;
  for (let i = 0; i < Math.min(whole, law.mass.length); i++) total += law.mass[i] as number;
  if (whole >= 0 && whole < law.mass.length) total += (x - whole) * (law.mass[whole] as number);
  return Math.min(1, Math.max(0, total));
}

/** One path on its way through the grid. */
class Journey {
  private readonly graph: ServiceGraph;
  private readonly spectra: SpectrumCache;
  private readonly elements: readonly { element: Element; arc: number }[];
  private readonly size: number;
  private readonly step: number;
  /** Storms met once already and again later; component S of `parts` belongs to the subset S of these. */
  private active: number[] = [];
  private parts: Spectrum[];
  private readonly exposuresLeft = new Map<number, number>();

  constructor(
    graph: ServiceGraph,
    spectra: SpectrumCache,
    elements: readonly { element: Element; arc: number }[],
    size: number,
  ) {
    this.graph = graph;
    this.spectra = spectra;
    this.elements = elements;
    this.size = size;
    this.step = stepFor(
      elements.map(({ element }) => element),
      graph.storms,
      size,
    );
    this.parts = [unitSpectrum(size)];
    for (const { element } of elements) {
      if (element.storm >= 0) this.exposuresLeft.set(element.storm, (this.exposuresLeft.get(element.storm) ?? 0) + 1);
    }
  }

  run(stages: boolean): EvaluatedElement[] {
    const evaluated: EvaluatedElement[] = [];
    let dwellHours = 0;
    let lastArc = -1;
    let stayDays: number | undefined;
    let end = stages ? this.endQuantiles() : undefined;
    for (const { element, arc } of this.elements) {
      if (arc !== lastArc) {
        dwellHours = 0;
        stayDays = undefined;
      }
      lastArc = arc;
      let meanHours = element.meanHours;
      let charges = element.charges;
      let own: readonly [number, number, number] | undefined;
      if (element.storm >= 0) {
        const found = this.expose(element.storm);
        const spells = this.graph.storms[element.storm] as StormSpells;
        meanHours = found * spells.meanClosedHours;
        own = stages ? stormQuantiles(found, spells.meanClosedHours) : undefined;
      } else if (element.timetable || element.window) {
        const freeHours = element.timetable ? this.freeHoursAfter(arc, element) : undefined;
        const mapped = this.mapByClock(element, freeHours === undefined ? undefined : freeHours - dwellHours, stages);
        meanHours = mapped.meanWait;
        if (mapped.chargedHours !== undefined) stayDays = mapped.chargedHours / HOURS_PER_DAY;
        own = mapped.quantiles;
      } else {
        for (const part of element.parts) this.addLeg(part);
        dwellHours += meanHours;
        own = stages ? this.ownQuantiles(element) : undefined;
      }
      if (element.storage && stayDays !== undefined) charges = storageCharges(element, element.storage, stayDays);
      if (stages && meanHours > 0) end = this.endQuantiles();
      evaluated.push({
        element,
        meanHours,
        usd: charges === element.charges ? element.usd : sum(charges, (charge) => charge.usd),
        charges,
        ...(own ? { quantiles: own } : {}),
        ...(end ? { end } : {}),
      });
    }
    return evaluated;
  }

  law(): GridLaw {
    const mass = new Float64Array(this.size);
    this.massInto(mass);
    return { stepHours: this.step, mass };
  }

  /** The law so far; the transform works in place, so it is given a copy. */
  private massInto(mass: Float64Array): void {
    const { re, im } = this.spectra.scratch(this.size);
    const total = this.parts[0] as Spectrum;
    re.set(total.re);
    im.set(total.im);
    inverseTransformReal(fftPlan(this.size), re, im, mass);
    for (let i = 0; i < mass.length; i++) if ((mass[i] as number) < 0) mass[i] = 0;
  }

  private addLeg(distribution: Distribution): void {
    for (let subset = 0; subset < this.parts.length; subset++) {
      multiplyInto(
        this.parts[subset] as Spectrum,
        this.spectra.of(distribution, this.step, this.size, this.fading(subset)),
      );
    }
  }

  /** Rate at which knowledge of the storms of a subset fades, per hour. */
  private fading(subset: number): number {
    let rate = 0;
    this.active.forEach((storm, bit) => {
      if (subset & (1 << bit)) rate += fadingOf(this.graph.storms[storm] as StormSpells);
    });
    return rate;
  }

  /** Those who find the storm wait until it is over. Returns the share that found it. */
  private expose(storm: number): number {
    const { meanOpenHours, meanClosedHours } = this.graph.storms[storm] as StormSpells;
    const closedShare = meanClosedHours / (meanOpenHours + meanClosedHours);
    const left = (this.exposuresLeft.get(storm) ?? 1) - 1;
    this.exposuresLeft.set(storm, left);
    let bit = this.active.indexOf(storm);
    if (bit < 0) {
      bit = this.active.length;
      this.active.push(storm);
      // Nothing is known of the storm yet: no deviation from its long-run shares.
      this.parts = [...this.parts, ...this.parts.map(() => zeroSpectrum(this.size))];
    }
    const spell: Distribution = this.spectra.spellOf(meanClosedHours);
    let found = 0;
    for (let subset = 0; subset < this.parts.length; subset++) {
      if (subset & (1 << bit)) continue;
      const all = this.parts[subset] as Spectrum;
      const deviation = this.parts[subset | (1 << bit)] as Spectrum;
      if (subset === 0) found = closedShare * (all.re[0] as number) - (deviation.re[0] as number);
      const wait = this.spectra.of(spell, this.step, this.size, this.fading(subset));
      waitOut(all, deviation, wait, closedShare);
    }
    if (left === 0) this.forget(bit);
    return found;
  }

  /** The storm is met no more: only what does not know of it is kept. */
  private forget(bit: number): void {
    const kept: Spectrum[] = [];
    for (let subset = 0; subset < this.parts.length; subset++) {
      if (!(subset & (1 << bit))) kept.push(this.parts[subset] as Spectrum);
    }
    this.parts = kept;
    this.active = this.active.filter((_, i) => i !== bit);
  }

  /** Waiting for the clock: mass moves to the next departure, or out of a closed window. */
  private mapByClock(element: Element, freeHours: number | undefined, stages: boolean) {
    const plan = fftPlan(this.size);
    let meanWait = 0;
    let chargedHours = 0;
    const waits: [number, number][] = [];
    const before = new Float64Array(this.size);
    for (let subset = 0; subset < this.parts.length; subset++) {
      const part = this.parts[subset] as Spectrum;
      const rate = this.fading(subset);
      inverseTransformReal(plan, part.re, part.im, before);
      const mapped = new Float64Array(this.size);
      const leave = departureClock(element, this.graph.departHours);
      for (let i = 0; i < this.size; i++) {
        const mass = before[i] as number;
        const time = i * this.step;
        const wait = leave(time) - time;
        if (subset === 0 && mass > 0) {
          meanWait += mass * wait;
          if (freeHours !== undefined) chargedHours += mass * Math.max(0, wait - freeHours);
          if (stages) waits.push([wait, mass]);
        }
        if (mass !== 0) place(mapped, (time + wait) / this.step, mass * (rate > 0 ? Math.exp(-rate * wait) : 1));
      }
      transformReal(plan, mapped, part.re, part.im);
    }
    return {
      meanWait,
      chargedHours: freeHours === undefined ? undefined : chargedHours,
      quantiles: stages ? weightedQuantiles(waits) : undefined,
    };
  }

  /** Free hours of the storage that follows a clock wait within the same arc. */
  private freeHoursAfter(arc: number, element: Element): number | undefined {
    const elements = this.graph.arcs[arc]?.elements ?? [];
    return elements.slice(elements.indexOf(element)).find((next) => next.storage)?.storage?.freeHours;
  }

  private ownQuantiles(element: Element): readonly [number, number, number] | undefined {
    const [only, ...more] = element.parts;
    if (!only) return undefined;
    if (more.length === 0) return this.spectra.quantilesOf(only);
    const { re, im } = this.spectra.scratch(this.size);
    re.fill(1);
    im.fill(0);
    for (const part of element.parts) multiplyInto({ re, im }, this.spectra.of(part, this.step, this.size, 0));
    const mass = this.spectra.scratchMass(this.size);
    inverseTransformReal(fftPlan(this.size), re, im, mass);
    return quantilesOfMass(mass, this.step, OWN_PROBABILITIES) as [number, number, number];
  }

  private endQuantiles(): readonly [number, number, number, number] {
    const mass = this.spectra.scratchMass(this.size);
    this.massInto(mass);
    return quantilesOfMass(mass, this.step, STAGE_PROBABILITIES) as [number, number, number, number];
  }
}

/** Quantiles found along the way, beside the exact means. */
function withStages(part: EvaluatedElement, along: EvaluatedElement | undefined): EvaluatedElement {
  return {
    ...part,
    ...(along?.quantiles ? { quantiles: along.quantiles } : {}),
    ...(along?.end ? { end: along.end } : {}),
  };
}

/** Several rising quantiles in one pass; between grid points in proportion. */
function quantilesOfMass(mass: Float64Array, stepHours: number, probabilities: readonly number[]): number[] {
  const found: number[] = [];
  let before = 0;
  let i = 0;
  for (const p of probabilities) {
    while (i < mass.length - 1 && before + (mass[i] as number) < p) before += mass[i++] as number;
    const here = mass[i] as number;
    found.push(Math.max(0, (i - 0.5 + (here > 0 ? Math.min(1, (p - before) / here) : 0)) * stepHours));
  }
  return found;
}

/** Spectra of distributions by grid and fading rate, and working space. */
class SpectrumCache {
  private byDistribution = new WeakMap<Distribution, Map<string, Spectrum>>();
  private readonly spells = new Map<number, Distribution>();
  private readonly quantiles = new WeakMap<Distribution, readonly [number, number, number]>();
  private readonly spare = new Map<number, Spectrum & { readonly mass: Float64Array }>();
  private bytes = 0;

  of(distribution: Distribution, step: number, size: number, rate: number): Spectrum {
    let known = this.byDistribution.get(distribution);
    if (!known) {
      known = new Map();
      this.byDistribution.set(distribution, known);
    }
    const key = `${step} ${size} ${rate}`;
    const found = known.get(key);
    if (found) return found;
    this.bytes += 8 * size;
    if (this.bytes > CACHE_BYTES) {
      this.byDistribution = new WeakMap([[distribution, known]]);
      this.bytes = 0;
    }
    const plain = discretise(distribution, step, 1e-9, size);
    const pmf = rate > 0 ? exponentiallyTilted(plain, rate) : plain;
    const input = new Float64Array(size);
    for (let i = 0; i < pmf.mass.length; i++) {
      input[Math.min(size - 1, Math.max(0, pmf.first + i))] += pmf.mass[i] as number;
    }
    const spectrum = zeroSpectrum(size);
    transformReal(fftPlan(size), input, spectrum.re, spectrum.im);
    known.set(key, spectrum);
    return spectrum;
  }

  /** The exponential spell of a storm, one object per mean so that its spectrum is found again. */
  spellOf(meanHours: number): Distribution {
    let spell = this.spells.get(meanHours);
    if (!spell) {
      spell = { kind: "exponential", mean: meanHours };
      this.spells.set(meanHours, spell);
    }
    return spell;
  }

  quantilesOf(distribution: Distribution): readonly [number, number, number] {
    let found = this.quantiles.get(distribution);
    if (!found) {
      found = OWN_PROBABILITIES.map((p) => quantileOf(distribution, p)) as [number, number, number];
      this.quantiles.set(distribution, found);
    }
    return found;
  }

  scratch(size: number): Spectrum {
    return this.spaceOf(size);
  }

  scratchMass(size: number): Float64Array {
    return this.spaceOf(size).mass;
  }

  private spaceOf(size: number) {
    let space = this.spare.get(size);
    if (!space) {
      space = { ...zeroSpectrum(size), mass: new Float64Array(size) };
      this.spare.set(size, space);
    }
    return space;
  }
}

/** The bill for so many days of storage beyond the free time. */
function storageCharges(element: Element, terms: StorageTerms, days: number): Charge[] {
  return element.charges.map((charge) => ({
    ...charge,
    usd: days * terms.usdPerDay,
    high: days * terms.highUsdPerDay,
  }));
}

/**
 * The finest step whose grid holds the path: what lies beyond the end would come round to the beginning. Fourteen
 * standard deviations, eighteen mean spells of the longest storm (e⁻¹⁸ is 1e-8) and the clock waits beyond the mean.
 */
function stepFor(elements: readonly Element[], storms: readonly StormSpells[], size: number): number {
  let mean = 0;
  let variance = 0;
  let clock = 0;
  let spell = 0;
  for (const element of elements) {
    mean += element.meanHours;
    variance += element.varianceHours;
    if (element.timetable) clock += element.timetable.longestGapHours;
    if (element.window) clock += element.window.toHours - element.window.fromHours;
    spell = Math.max(spell, storms[element.storm]?.meanClosedHours ?? 0);
  }
  const horizon = mean + 14 * Math.sqrt(variance) + 18 * spell + clock + HOURS_PER_DAY;
  return STEPS.find((step) => step * (size - 1) >= horizon) ?? (STEPS[STEPS.length - 1] as number);
}

/** When somebody who is ready at a time since departure leaves; asked with rising times. */
function departureClock(element: Element, departHours: number): (time: number) => number {
  const { timetable, window } = element;
  if (window) {
    const from = window.fromHours - departHours;
    const to = window.toHours - departHours;
    return (time) => (time >= from && time < to ? to : time);
  }
  if (!timetable) return (time) => time;
  let next = Number.NEGATIVE_INFINITY;
  return (time) => {
    if (time > next) next = timetable.next(departHours + time) - departHours;
    return next;
  };
}

/** Puts mass at a place between grid points so that its mean is kept; what lies beyond the grid stays at its end. */
function place(mass: Float64Array, position: number, amount: number): void {
  const last = mass.length - 1;
  if (position >= last) {
    mass[last] += amount;
    return;
  }
  const low = Math.floor(position);
  const share = position - low;
  mass[low] += amount * (1 - share);
  mass[low + 1] += amount * share;
}

const fadingOf = (storm: StormSpells): number => 1 / storm.meanOpenHours + 1 / storm.meanClosedHours;

const zeroSpectrum = (size: number): Spectrum => ({
  re: new Float64Array(size / 2 + 1),
  im: new Float64Array(size / 2 + 1),
});

function unitSpectrum(size: number): Spectrum {
  const spectrum = zeroSpectrum(size);
  spectrum.re.fill(1);
  return spectrum;
}

function multiplyInto(into: Spectrum, by: Spectrum): void {
  const { re, im } = into;
  for (let k = 0; k < re.length; k++) {
    const a = re[k] as number;
    const b = im[k] as number;
    const c = by.re[k] as number;
    const d = by.im[k] as number;
    re[k] = a * c - b * d;
    im[k] = a * d + b * c;
  }
}

/** all ← open + closed ∗ wait; deviation ← closedShare × all, with closed = closedShare × all − deviation. */
function waitOut(all: Spectrum, deviation: Spectrum, wait: Spectrum, closedShare: number): void {
  for (let k = 0; k < all.re.length; k++) {
    const allRe = all.re[k] as number;
    const allIm = all.im[k] as number;
    const closedRe = closedShare * allRe - (deviation.re[k] as number);
    const closedIm = closedShare * allIm - (deviation.im[k] as number);
    const waitRe = wait.re[k] as number;
    const waitIm = wait.im[k] as number;
    const re = allRe - closedRe + closedRe * waitRe - closedIm * waitIm;
    const im = allIm - closedIm + closedRe * waitIm + closedIm * waitRe;
    all.re[k] = re;
    all.im[k] = im;
    deviation.re[k] = closedShare * re;
    deviation.im[k] = closedShare * im;
  }
}

/** Quantiles of a wait that is 0, or exponential with the share that found the storm. */
function stormQuantiles(found: number, meanHours: number): [number, number, number] {
  const at = (p: number) => (p <= 1 - found ? 0 : -meanHours * Math.log((1 - p) / found));
  return [at(0.1), at(0.5), at(0.9)];
}

function weightedQuantiles(waits: [number, number][]): [number, number, number] {
  waits.sort((a, b) => a[0] - b[0]);
  const total = sum(waits, ([, mass]) => mass);
  const at = (p: number) => {
    let before = 0;
    for (const [wait, mass] of waits) {
      before += mass;
      if (before >= p * total) return wait;
    }
    return waits[waits.length - 1]?.[0] ?? 0;
  };
  return [at(0.1), at(0.5), at(0.9)];
}

function varianceOfLaw(law: GridLaw): number {
  let mass = 0;
  let first = 0;
  let second = 0;
  for (let i = 0; i < law.mass.length; i++) {
    const weight = law.mass[i] as number;
    mass += weight;
    first += weight * i;
    second += weight * i * i;
  }
  const mean = first / mass;
  return Math.max(0, second / mass - mean * mean) * law.stepHours ** 2;
}

/** Mean of a law, for checks. */
export function lawMean(law: GridLaw): number {
  let total = 0;
  for (let i = 0; i < law.mass.length; i++) total += (law.mass[i] as number) * i;
  return total * law.stepHours;
}

function sum<T>(items: readonly T[], read: (item: T) => number): number {
  let total = 0;
  for (const item of items) total += read(item);
  return total;
}
