// Fourier transforms of the laws of single legs, kept because the same legs come up in path after path. One cache serves
// every graph of a process, within one budget of memory. Method: docs/method/routing.md.

import { fftPlan, transformReal } from "../../lib/fft.ts";
import { type Distribution, quantileOf } from "../../model/distribution.ts";
import { discretise, exponentiallyTilted } from "../../model/pmf.ts";

/** Frequencies 0 … size/2 of a mass on a grid of `size` points. */
export interface Spectrum {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** Enough for the legs of some six graphs of the corridor; the rest of a server's memory goes to the graphs. */
const USUAL_BUDGET_BYTES = 128_000_000;
/** What is shown beside an element. */
export const OWN_PROBABILITIES = [0.1, 0.5, 0.9] as const;

type Generation = WeakMap<Distribution, Map<string, Spectrum>>;

/** Spectra of distributions by grid and fading rate, and working space. */
export class SpectrumCache {
  // Two generations: when the young one is full it becomes the old one, and what was not asked for since is let go.
  private young: Generation = new WeakMap();
  private old: Generation = new WeakMap();
  private youngBytes = 0;
  private readonly budgetBytes: number;
  private readonly spells = new Map<number, Distribution>();
  private readonly quantiles = new WeakMap<Distribution, readonly [number, number, number]>();
  private readonly spare = new Map<number, Spectrum & { readonly mass: Float64Array }>();

  /** @param budgetBytes memory for spectra, at most */
  constructor(budgetBytes = USUAL_BUDGET_BYTES) {
    this.budgetBytes = budgetBytes;
  }

  /**
   * The spectrum of a distribution on a grid, not to be written to.
   * @param step hours
   * @param size points of the grid, a power of two
   * @param rate mass is multiplied by exp(-rate × hours); 0 for the law itself
   */
  of(distribution: Distribution, step: number, size: number, rate: number): Spectrum {
    const key = `${step} ${size} ${rate}`;
    const young = this.young.get(distribution)?.get(key);
    if (young) return young;
    const spectrum = this.old.get(distribution)?.get(key) ?? transformed(distribution, step, size, rate);
    this.keep(distribution, key, spectrum);
    return spectrum;
  }

  private keep(distribution: Distribution, key: string, spectrum: Spectrum): void {
    this.youngBytes += spectrum.re.byteLength + spectrum.im.byteLength;
    if (this.youngBytes > this.budgetBytes / 2) {
      this.old = this.young;
      this.young = new WeakMap();
      this.youngBytes = spectrum.re.byteLength + spectrum.im.byteLength;
    }
    const known = this.young.get(distribution);
    if (known) known.set(key, spectrum);
    else this.young.set(distribution, new Map([[key, spectrum]]));
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

  /** P10, P50 and P90 of a distribution, hours. */
  quantilesOf(distribution: Distribution): readonly [number, number, number] {
    let found = this.quantiles.get(distribution);
    if (!found) {
      found = OWN_PROBABILITIES.map((p) => quantileOf(distribution, p)) as [number, number, number];
      this.quantiles.set(distribution, found);
    }
    return found;
  }

  /** Working space of a size; what stands in it lasts until the next call for it. */
  scratch(size: number): Spectrum & { readonly mass: Float64Array } {
    let space = this.spare.get(size);
    if (!space) {
      space = { ...zeroSpectrum(size), mass: new Float64Array(size) };
      this.spare.set(size, space);
    }
    return space;
  }
}

function transformed(distribution: Distribution, step: number, size: number, rate: number): Spectrum {
  const plain = discretise(distribution, step, 1e-9, size);
  const pmf = rate > 0 ? exponentiallyTilted(plain, rate) : plain;
  const input = new Float64Array(size);
  for (let i = 0; i < pmf.mass.length; i++) {
    input[Math.min(size - 1, Math.max(0, pmf.first + i))] += pmf.mass[i];
  }
  const spectrum = zeroSpectrum(size);
  transformReal(fftPlan(size), input, spectrum.re, spectrum.im);
  return spectrum;
}

/** No mass anywhere. */
export const zeroSpectrum = (size: number): Spectrum => ({
  re: new Float64Array(size / 2 + 1),
  im: new Float64Array(size / 2 + 1),
});

/** All mass at time 0. */
export function unitSpectrum(size: number): Spectrum {
  const spectrum = zeroSpectrum(size);
  spectrum.re.fill(1);
  return spectrum;
}

/** Adds an independent time. */
export function multiplyInto(into: Spectrum, by: Spectrum): void {
  const { re, im } = into;
  for (let k = 0; k < re.length; k++) {
    const a = re[k];
    const b = im[k];
    const c = by.re[k];
    const d = by.im[k];
    re[k] = a * c - b * d;
    im[k] = a * d + b * c;
  }
}
