// One path on its way through the time grid: independent legs by multiplying their spectra, waits for timetables and known
// closed windows by mapping the mass, storms that several legs share by carrying the joint law of time and storm. Method:
// docs/method/routing.md. Not covered: dependence between legs other than through a shared storm.

import { fftPlan, inverseTransformReal, transformReal } from "../../lib/fft.ts";
import type { Distribution } from "../../model/distribution.ts";
import { HOURS_PER_DAY } from "../../model/units.ts";
import { type GridLaw, quantilesOfMass } from "./grid-law.ts";
import type { Charge, Element, ServiceGraph, StorageTerms } from "./service-graph.ts";
import {
  multiplyInto,
  OWN_PROBABILITIES,
  type Spectrum,
  type SpectrumCache,
  unitSpectrum,
  zeroSpectrum,
} from "./spectrum-cache.ts";
import { closedShare, fadingPerHour, type StormSpells } from "./storm-spells.ts";

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

/** Grid steps in hours; the finest whose grid holds the path is used. */
const STEPS = [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64] as const;
const LARGEST_STEP = 64;
const STAGE_PROBABILITIES = [0.1, 0.5, 0.9, 0.95] as const;
/**
 * Storms remembered at once. Each doubles the work, and one that is not remembered is met as if for the first time, which
 * waits a little too long at its second port. No sea of the corridor has more than two.
 */
const MOST_REMEMBERED = 5;

/** One path on its way through the grid. */
export class Journey {
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

  /** Goes through the elements in order; once per journey. With `stages`, quantiles of and after each as well. */
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
        const spells = this.graph.storms[element.storm];
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

  /** The law of the time since departure at where it is now. */
  law(): GridLaw {
    const mass = new Float64Array(this.size);
    this.massInto(mass);
    return { stepHours: this.step, mass };
  }

  /** The law so far; the transform works in place, so it is given a copy. */
  private massInto(mass: Float64Array): void {
    const { re, im } = this.spectra.scratch(this.size);
    const total = this.parts[0];
    re.set(total.re);
    im.set(total.im);
    inverseTransformReal(fftPlan(this.size), re, im, mass);
    for (let i = 0; i < mass.length; i++) if (mass[i] < 0) mass[i] = 0;
  }

  private addLeg(distribution: Distribution): void {
    for (let subset = 0; subset < this.parts.length; subset++) {
      multiplyInto(this.parts[subset], this.spectra.of(distribution, this.step, this.size, this.fading(subset)));
    }
  }

  /** Rate at which knowledge of the storms of a subset fades, per hour. */
  private fading(subset: number): number {
    let rate = 0;
    this.active.forEach((storm, bit) => {
      if (subset & (1 << bit)) rate += fadingPerHour(this.graph.storms[storm]);
    });
    return rate;
  }

  /** Those who find the storm wait until it is over. Returns the share that found it. */
  private expose(storm: number): number {
    const spells = this.graph.storms[storm];
    const left = (this.exposuresLeft.get(storm) ?? 1) - 1;
    this.exposuresLeft.set(storm, left);
    const bit = this.remember(storm, left);
    const spell = this.spectra.spellOf(spells.meanClosedHours);
    const share = closedShare(spells);
    const nothing = bit < 0 ? zeroSpectrum(this.size) : undefined;
    let found = 0;
    for (let subset = 0; subset < this.parts.length; subset++) {
      if (bit >= 0 && subset & (1 << bit)) continue;
      const all = this.parts[subset];
      const deviation = nothing ?? this.parts[subset | (1 << bit)];
      if (subset === 0) found = share * all.re[0] - deviation.re[0];
      waitOut(all, deviation, this.spectra.of(spell, this.step, this.size, this.fading(subset)), share);
      nothing?.re.fill(0);
      nothing?.im.fill(0);
    }
    if (bit >= 0 && left === 0) this.forget(bit);
    return found;
  }

  /** Bit of a storm that is met again; -1 when it need not or cannot be remembered. */
  private remember(storm: number, left: number): number {
    const known = this.active.indexOf(storm);
    if (known >= 0 || left === 0 || this.active.length >= MOST_REMEMBERED) return known;
    this.active.push(storm);
    // Nothing is known of the storm yet: no deviation from its long-run shares.
    this.parts = [...this.parts, ...this.parts.map(() => zeroSpectrum(this.size))];
    return this.active.length - 1;
  }

  /** The storm is met no more: only what does not know of it is kept. */
  private forget(bit: number): void {
    const kept: Spectrum[] = [];
    for (let subset = 0; subset < this.parts.length; subset++) {
      if (!(subset & (1 << bit))) kept.push(this.parts[subset]);
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
      const part = this.parts[subset];
      const rate = this.fading(subset);
      inverseTransformReal(plan, part.re, part.im, before);
      const mapped = new Float64Array(this.size);
      const leave = departureClock(element, this.graph.departHours);
      for (let i = 0; i < this.size; i++) {
        const mass = before[i];
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
    const mass = this.spectra.scratch(this.size).mass;
    inverseTransformReal(fftPlan(this.size), re, im, mass);
    return quantilesOfMass(mass, this.step, OWN_PROBABILITIES) as [number, number, number];
  }

  private endQuantiles(): readonly [number, number, number, number] {
    const mass = this.spectra.scratch(this.size).mass;
    this.massInto(mass);
    return quantilesOfMass(mass, this.step, STAGE_PROBABILITIES) as [number, number, number, number];
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
  return STEPS.find((step) => step * (size - 1) >= horizon) ?? LARGEST_STEP;
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

/** all ← open + closed ∗ wait; deviation ← closedShare × all, with closed = closedShare × all − deviation. */
function waitOut(all: Spectrum, deviation: Spectrum, wait: Spectrum, closedShare: number): void {
  for (let k = 0; k < all.re.length; k++) {
    const allRe = all.re[k];
    const allIm = all.im[k];
    const closedRe = closedShare * allRe - deviation.re[k];
    const closedIm = closedShare * allIm - deviation.im[k];
    const waitRe = wait.re[k];
    const waitIm = wait.im[k];
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

function sum<T>(items: readonly T[], read: (item: T) => number): number {
  let total = 0;
  for (const item of items) total += read(item);
  return total;
}
