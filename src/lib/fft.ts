// Discrete Fourier transforms whose size is a power of two, for convolving probability masses.
// Method: Cooley & Tukey (1965), radix 2, decimation in time; a real input of size n is packed into a complex
// transform of size n/2 (Press et al., Numerical Recipes, §12.3). Not covered: other sizes, several dimensions.

/** Tables and working space for one size. Made once by {@link fftPlan}; transforms allocate nothing. */
export interface FftPlan {
  readonly size: number;
  /** cos and sin of 2 pi k / size for k = 0 … size/2 - 1. */
  readonly cos: Float64Array;
  readonly sin: Float64Array;
  /** Pairs (i, j), i < j, that change places before the butterflies. */
  readonly swaps: Int32Array;
  readonly workRe: Float64Array;
  readonly workIm: Float64Array;
}

const plans = new Map<number, FftPlan>();

/**
 * The plan of a size, made on first use and kept.
 * @throws RangeError unless the size is a power of two between 1 and 2^24.
 */
export function fftPlan(size: number): FftPlan {
  const known = plans.get(size);
  if (known) return known;
  if (!(size >= 1 && size <= 1 << 24 && Number.isInteger(Math.log2(size)))) {
    throw new RangeError(`FFT size must be a power of two up to 2^24, not ${size}`);
  }
  const half = size >> 1;
  const cos = new Float64Array(Math.max(half, 1));
  const sin = new Float64Array(Math.max(half, 1));
  for (let k = 0; k < half; k++) {
    cos[k] = Math.cos((2 * Math.PI * k) / size);
    sin[k] = Math.sin((2 * Math.PI * k) / size);
  }
  const plan = {
    size,
    cos,
    sin,
    swaps: bitReversalSwaps(size),
    workRe: new Float64Array(half + 1),
    workIm: new Float64Array(half + 1),
  };
  plans.set(size, plan);
  return plan;
}

/** The smallest power of two that is at least `length`. */
export function powerOfTwoFrom(length: number): number {
  let size = 1;
  while (size < length) size *= 2;
  return size;
}

/** X[k] = sum over n of x[n] exp(-2 pi i n k / size), in place. Both arrays hold at least `size` numbers. */
export function transform(plan: FftPlan, re: Float64Array, im: Float64Array): void {
  const { size, cos, sin, swaps } = plan;
  for (let s = 0; s < swaps.length; s += 2) {
    const i = swaps[s];
    const j = swaps[s + 1];
    const swapRe = re[i];
    re[i] = re[j];
    re[j] = swapRe;
    const swapIm = im[i];
    im[i] = im[j];
    im[j] = swapIm;
  }
  // The first two stages need no multiplication: their factors are 1 and -i.
  let span = 2;
  if (size >= 4) {
    quadruples(size, re, im);
    span = 8;
  } else if (size === 2) {
    pairs(re, im);
    return;
  }
  for (; span <= size; span *= 2) {
    const half = span >> 1;
    const stride = size / span;
    for (let start = 0; start < size; start += span) {
      for (let k = 0, table = 0; k < half; k++, table += stride) {
        const low = start + k;
        const high = low + half;
        const wr = cos[table];
        const wi = sin[table];
        const xr = re[high] * wr + im[high] * wi;
        const xi = im[high] * wr - re[high] * wi;
        re[high] = re[low] - xr;
        im[high] = im[low] - xi;
        re[low] += xr;
        im[low] += xi;
      }
    }
  }
}

/** The inverse of {@link transform}, in place, divided by the size. */
export function inverseTransform(plan: FftPlan, re: Float64Array, im: Float64Array): void {
  transform(plan, im, re);
  const scale = 1 / plan.size;
  for (let k = 0; k < plan.size; k++) {
    re[k] *= scale;
    im[k] *= scale;
  }
}

/**
 * Spectrum of a real sequence, zero-padded to the plan's size (at least 2). Only frequencies 0 … size/2 are written;
 * the rest are their conjugates. `re` and `im` hold at least size/2 + 1 numbers.
 */
export function transformReal(plan: FftPlan, input: Float64Array, re: Float64Array, im: Float64Array): void {
  const half = plan.size >> 1;
  const pairsFilled = input.length >> 1;
  for (let k = 0; k < pairsFilled; k++) {
    re[k] = input[2 * k];
    im[k] = input[2 * k + 1];
  }
  re.fill(0, pairsFilled, half + 1);
  im.fill(0, pairsFilled, half + 1);
  if (input.length % 2 === 1) re[pairsFilled] = input[input.length - 1];
  transform(fftPlan(half), re, im);

  // Even and odd samples' spectra are E and O: Z = E + iO, X[k] = E[k] + exp(-2 pi i k / size) O[k].
  const z0 = re[0];
  re[0] = z0 + im[0];
  re[half] = z0 - im[0];
  im[0] = 0;
  im[half] = 0;
  const { cos, sin } = plan;
  for (let k = 1, m = half - 1; k <= m; k++, m--) {
    const evenRe = (re[k] + re[m]) / 2;
    const evenIm = (im[k] - im[m]) / 2;
    const oddRe = (im[k] + im[m]) / 2;
    const oddIm = (re[m] - re[k]) / 2;
    const turnedRe = oddRe * cos[k] + oddIm * sin[k];
    const turnedIm = oddIm * cos[k] - oddRe * sin[k];
    re[k] = evenRe + turnedRe;
    im[k] = evenIm + turnedIm;
    re[m] = evenRe - turnedRe;
    im[m] = turnedIm - evenIm;
  }
}

/** The real sequence of a spectrum made by {@link transformReal}; fills `output` (at most `size` numbers). */
export function inverseTransformReal(plan: FftPlan, re: Float64Array, im: Float64Array, output: Float64Array): void {
  const half = plan.size >> 1;
  const { cos, sin, workRe, workIm } = plan;
  workRe[0] = (re[0] + re[half]) / 2;
  workIm[0] = (re[0] - re[half]) / 2;
  for (let k = 1, m = half - 1; k <= m; k++, m--) {
    const evenRe = (re[k] + re[m]) / 2;
    const evenIm = (im[k] - im[m]) / 2;
    const turnedRe = (re[k] - re[m]) / 2;
    const turnedIm = (im[k] + im[m]) / 2;
    const oddRe = turnedRe * cos[k] - turnedIm * sin[k];
    const oddIm = turnedIm * cos[k] + turnedRe * sin[k];
    workRe[k] = evenRe - oddIm;
    workIm[k] = evenIm + oddRe;
    workRe[m] = evenRe + oddIm;
    workIm[m] = oddRe - evenIm;
  }
  inverseTransform(fftPlan(half), workRe, workIm);
  const count = Math.min(output.length, plan.size);
  for (let i = 0; i < count; i++) output[i] = i % 2 === 0 ? workRe[i >> 1] : workIm[i >> 1];
}

/** Below this length of the shorter operand the direct sum is faster than three transforms. */
const DIRECT_UP_TO = 48;

/** c[k] = sum over i of a[i] b[k - i]; length a.length + b.length - 1 (0 when either is empty). */
export function convolution(a: Float64Array, b: Float64Array): Float64Array {
  if (a.length === 0 || b.length === 0) return new Float64Array(0);
  if (Math.min(a.length, b.length) <= DIRECT_UP_TO) return directConvolution(a, b);
  const length = a.length + b.length - 1;
  const plan = fftPlan(powerOfTwoFrom(length));
  const frequencies = (plan.size >> 1) + 1;
  const aRe = new Float64Array(frequencies);
  const aIm = new Float64Array(frequencies);
  const bRe = new Float64Array(frequencies);
  const bIm = new Float64Array(frequencies);
  transformReal(plan, a, aRe, aIm);
  transformReal(plan, b, bRe, bIm);
  for (let k = 0; k < frequencies; k++) {
    const re = aRe[k] * bRe[k] - aIm[k] * bIm[k];
    aIm[k] = aRe[k] * bIm[k] + aIm[k] * bRe[k];
    aRe[k] = re;
  }
  const result = new Float64Array(length);
  inverseTransformReal(plan, aRe, aIm, result);
  return result;
}

/** The convolution by its definition; the reference for the fast one. */
export function directConvolution(a: Float64Array, b: Float64Array): Float64Array {
  if (a.length === 0 || b.length === 0) return new Float64Array(0);
  const result = new Float64Array(a.length + b.length - 1);
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  for (let i = 0; i < short.length; i++) {
    const weight = short[i];
    if (weight === 0) continue;
    for (let j = 0; j < long.length; j++) result[i + j] += weight * long[j];
  }
  return result;
}

function bitReversalSwaps(size: number): Int32Array {
  const swaps: number[] = [];
  for (let i = 1, j = 0; i < size; i++) {
    let bit = size >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) swaps.push(i, j);
  }
  return Int32Array.from(swaps);
}

function pairs(re: Float64Array, im: Float64Array): void {
  const r = re[1];
  const i = im[1];
  re[1] = re[0] - r;
  im[1] = im[0] - i;
  re[0] += r;
  im[0] += i;
}

function quadruples(size: number, re: Float64Array, im: Float64Array): void {
  for (let a = 0; a < size; a += 4) {
    const sumRe = re[a] + re[a + 1];
    const sumIm = im[a] + im[a + 1];
    const differenceRe = re[a] - re[a + 1];
    const differenceIm = im[a] - im[a + 1];
    const sumRe2 = re[a + 2] + re[a + 3];
    const sumIm2 = im[a + 2] + im[a + 3];
    const differenceRe2 = re[a + 2] - re[a + 3];
    const differenceIm2 = im[a + 2] - im[a + 3];
    re[a] = sumRe + sumRe2;
    im[a] = sumIm + sumIm2;
    re[a + 2] = sumRe - sumRe2;
    im[a + 2] = sumIm - sumIm2;
    re[a + 1] = differenceRe + differenceIm2;
    im[a + 1] = differenceIm - differenceRe2;
    re[a + 3] = differenceRe - differenceIm2;
    im[a + 3] = differenceIm + differenceRe2;
  }
}
