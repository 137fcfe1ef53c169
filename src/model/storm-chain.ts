// How long does a path take whose legs share storms? The joint law of elapsed time and of which causes (storms, strikes)
// hold at that moment, for up to four independent two-state Markov causes, each of which may close several places.
// Method: each cause's generator has the eigenvectors (openShare, closedShare), which stays, and (1, -1), which decays
// with gamma = 1/open + 1/closed (Kemeny & Snell, Finite Markov Chains). The joint law is kept as one signed mass per subset
// of causes; over a leg each is convolved with the leg's mass times exp(-t * sum of the subset's gammas). In the frequency
// domain a leg is a product and an exposure a pointwise mix, so a whole path needs one inversion.
// Not covered: spells that are not exponential, parameters that change on the way, causes that depend on one another.
//
//   startChain(storms, stepHours, size?)    addLeg(chain, pmf)    exposeTo(chain, causeIndex)
//   waitForDeparture(chain, nextDeparture)  closedProbability(chain, causeIndex)  totalPmf(chain)
//
// Chains are values: adding to one leaves it as it was, so paths that share a beginning share its chain.

import { exponential } from "./distribution.ts";
import {
  discretise,
  mapDepartures,
  multiplySpectra,
  type Pmf,
  pmfFromSpectrum,
  type Spectrum,
  spectrumOf,
  trimPmf,
  unitSpectrum,
} from "./pmf.ts";

/** A cause that alternates between exponential open and closed spells. */
export interface Storm {
  readonly meanOpenHours: number;
  readonly meanClosedHours: number;
}

export const MAX_CAUSES = 4;
/** Chains grow no further than this; beyond it, tails are cut (at 0.5 h, 65,536 bins are 3.7 years). */
const MAX_SIZE = 65_536;
/** Mass cut from each end of a component when a chain has to shrink. */
const TAIL = 1e-12;

interface Cause {
  readonly openShare: number;
  readonly closedShare: number;
  /** Rate at which the memory of the state fades, per hour. */
  readonly gamma: number;
  /** Time until it opens again, from any instant while closed. */
  readonly reopening: Pmf;
}

export interface StormChain {
  readonly stepHours: number;
  readonly causes: readonly Cause[];
  /** Sum of the gammas of each subset of causes; subsets are bit masks. */
  readonly fading: readonly number[];
  /** One signed component per subset; component 0 is the law of the time. All have the same size and bins. */
  readonly components: readonly Spectrum[];
}

/**
 * Time 0, every cause in its long-run state.
 * @param size transform size to begin with; the chain doubles it when needed.
 * @throws RangeError for more than four causes, or spells that are not finite and > 0 (open) or >= 0 (closed).
 */
export function startChain(storms: readonly Storm[], stepHours: number, size = 4096): StormChain {
  if (storms.length > MAX_CAUSES) throw new RangeError(`${storms.length} causes; a chain carries ${MAX_CAUSES}`);
  const causes = storms.map((storm) => causeOf(storm, stepHours));
  const subsets = 1 << causes.length;
  const fading = Array.from({ length: subsets }, (_, subset) =>
    causes.reduce((sum, cause, i) => (subset & (1 << i) ? sum + cause.gamma : sum), 0),
  );
  const unit = unitSpectrum(stepHours, size);
  const nothing: Spectrum = { ...unit, re: new Float64Array(unit.re.length) };
  return { stepHours, causes, fading, components: fading.map((_, subset) => (subset === 0 ? unit : nothing)) };
}

/** Adds a time that no cause stops. */
export function addLeg(chain: StormChain, leg: Pmf): StormChain {
  const fit = roomFor(chain, leg.mass.length - 1);
  const { size } = fit.components[0];
  const components = fit.components.map((component, subset) =>
    multiplySpectra(component, spectrumOf(leg, size, fit.fading[subset])),
  );
  return { ...fit, components };
}

/**
 * Waits, where the cause closes the way at that moment, until it opens. The other causes go on meanwhile.
 * @throws RangeError when the chain has no such cause.
 */
export function exposeTo(chain: StormChain, causeIndex: number): StormChain {
  const { openShare, closedShare, reopening } = causeAt(chain, causeIndex);
  if (closedShare === 0) return chain;
  const fit = roomFor(chain, reopening.mass.length - 1);
  const bit = 1 << causeIndex;
  const components = fit.components.slice();
  for (let subset = 0; subset < components.length; subset++) {
    if (subset & bit) continue;
    // f_open = openShare A + B, f_closed = closedShare A - B; then all are open: A' = f_open + f_closed * wait, B' = closedShare A'.
    const a = fit.components[subset];
    const b = fit.components[subset | bit];
    const wait = spectrumOf(reopening, a.size, fit.fading[subset]);
    const length = a.length + wait.length - 1;
    const total = emptyLike(a, length);
    const deviation = emptyLike(a, length);
    for (let k = 0; k < total.re.length; k++) {
      const closedRe = closedShare * a.re[k] - b.re[k];
      const closedIm = closedShare * a.im[k] - b.im[k];
      total.re[k] = openShare * a.re[k] + b.re[k] + closedRe * wait.re[k] - closedIm * wait.im[k];
      total.im[k] = openShare * a.im[k] + b.im[k] + closedRe * wait.im[k] + closedIm * wait.re[k];
      deviation.re[k] = closedShare * total.re[k];
      deviation.im[k] = closedShare * total.im[k];
    }
    components[subset] = total;
    components[subset | bit] = deviation;
  }
  return { ...fit, components };
}

/**
 * Waits for a departure known in time (see mapDepartures); the causes go on during the wait. Costs one inversion and one
 * transform per subset.
 * @param nextDeparture hours on the chain's own axis, 0 at its start.
 */
export function waitForDeparture(chain: StormChain, nextDeparture: (hours: number) => number): StormChain {
  const mapped = componentsInTime(chain).map((component, subset) =>
    mapDepartures(component, nextDeparture, chain.fading[subset]),
  );
  return { ...chain, components: align(mapped, chain.components[0].size) };
}

/** P(the cause holds now), over all times at which the chain's end may be reached. */
export function closedProbability(chain: StormChain, causeIndex: number): number {
  const { closedShare } = causeAt(chain, causeIndex);
  // The value at frequency 0 is the sum of the mass.
  return closedShare * chain.components[0].re[0] - chain.components[1 << causeIndex].re[0];
}

/** The law of the total time. */
export function totalPmf(chain: StormChain): Pmf {
  return trimPmf(pmfFromSpectrum(chain.components[0]), TAIL);
}

function causeOf({ meanOpenHours, meanClosedHours }: Storm, stepHours: number): Cause {
  const isFine = meanOpenHours > 0 && meanClosedHours >= 0 && Number.isFinite(meanOpenHours + meanClosedHours);
  if (!isFine) throw new RangeError(`spells of ${meanOpenHours} h open and ${meanClosedHours} h closed`);
  const cycle = meanOpenHours + meanClosedHours;
  return {
    openShare: meanOpenHours / cycle,
    closedShare: meanClosedHours / cycle,
    // A cause that never holds needs no memory.
    gamma: meanClosedHours === 0 ? 0 : 1 / meanOpenHours + 1 / meanClosedHours,
    reopening: reopeningPmf(meanClosedHours, stepHours),
  };
}

const reopenings = new Map<string, Pmf>();

/** One pmf object per parameters, because spectra are kept with the object. */
function reopeningPmf(meanClosedHours: number, stepHours: number): Pmf {
  const key = `${meanClosedHours}/${stepHours}`;
  let pmf = reopenings.get(key);
  if (!pmf) {
    pmf = discretise(exponential(meanClosedHours), stepHours);
    if (reopenings.size >= 256) reopenings.clear();
    reopenings.set(key, pmf);
  }
  return pmf;
}

function causeAt(chain: StormChain, causeIndex: number): Cause {
  const cause = chain.causes[causeIndex];
  if (!cause) throw new RangeError(`the chain has ${chain.causes.length} causes, none with index ${causeIndex}`);
  return cause;
}

function emptyLike(spectrum: Spectrum, length: number): Spectrum {
  const frequencies = spectrum.re.length;
  return { ...spectrum, length, re: new Float64Array(frequencies), im: new Float64Array(frequencies) };
}

/** The chain with room for `more` bins: as it is, or trimmed, or trimmed and in a larger transform. */
function roomFor(chain: StormChain, more: number): StormChain {
  const { size, length } = chain.components[0];
  if (length + more <= size) return chain;
  return { ...chain, components: align(componentsInTime(chain), size, more) };
}

function componentsInTime(chain: StormChain): Pmf[] {
  return chain.components.map((component) => pmfFromSpectrum(component, true));
}

/**
 * Components over the bins where the law of the time has mass, in a transform with room for `more` bins.
 * @throws RangeError when even the largest transform is too small.
 */
function align(components: readonly Pmf[], size: number, more = 0): Spectrum[] {
  const law = trimPmf(withoutRounding(components[0]), TAIL);
  const length = law.mass.length;
  let fitting = size;
  while (fitting < length + more) fitting *= 2;
  if (fitting > MAX_SIZE) throw new RangeError(`a time of ${length + more} bins of ${law.stepHours} h is too long`);
  return components.map((component, subset) => {
    const mass = new Float64Array(length);
    const offset = component.first - law.first;
    for (let i = 0; i < component.mass.length; i++) {
      const bin = i + offset;
      if (bin >= 0 && bin < length) mass[bin] = component.mass[i];
    }
    if (subset === 0) mass.set(law.mass);
    return spectrumOf({ stepHours: law.stepHours, first: law.first, mass }, fitting);
  });
}

function withoutRounding(pmf: Pmf): Pmf {
  return { ...pmf, mass: pmf.mass.map((mass) => Math.max(0, mass)) };
}
