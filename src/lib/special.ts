// Values of the normal, gamma and Poisson laws and what they are made of. Methods: Cody (1969) rational approximations
// for the normal, Wichura (1988, AS 241) for its inverse, Stirling's series for log gamma, series and continued fraction
// (Press et al., Numerical Recipes, §6.2) and Temme (1979) for the incomplete gamma function, Loader (2000) for the
// factor x^a e^-x / Gamma(a+1). Not covered: complex arguments, negative shapes, non-central laws.

const SQRT_2_PI = 2.5066282746310007;
const HALF_LOG_2_PI = 0.9189385332046728;

// Cody (1969), Mathematics of Computation 23:631, coefficients scaled for the normal law.
const CODY_CENTRE_TOP = [2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356];
const CODY_CENTRE_LEAD = 0.06568233791820745;
const CODY_CENTRE_BOTTOM = [47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673];
const CODY_MIDDLE_TOP = [
  0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002, 2494.5375852903726, 6848.190450536283,
  11602.65143764735, 9842.714838383978,
];
const CODY_MIDDLE_LEAD = 1.0765576773720192e-8;
const CODY_MIDDLE_BOTTOM = [
  22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097, 34900.95272114598,
  38912.00328609327, 19685.429676859992,
];
const CODY_TAIL_TOP = [
  0.215898534057957, 0.12740116116024736, 0.022235277870649807, 0.0014216191932278934, 0.000029112874951168793,
];
const CODY_TAIL_LEAD = 0.023073441764940174;
const CODY_TAIL_BOTTOM = [
  1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824, 0.00007297515550839662,
];

/** P(Z <= x) for a standard normal Z, to about 1e-15 relative on both tails. */
export function normalCdf(x: number): number {
  const y = Math.abs(x);
  if (y <= 0.67448975) return 0.5 + codyCentre(x);
  const upper = codyUpperTail(y);
  return x > 0 ? 1 - upper : upper;
}

/** P(Z > x), without the cancellation of 1 - P(Z <= x). */
export const normalSurvival = (x: number): number => normalCdf(-x);

/** Density of the standard normal. */
export const normalDensity = (x: number): number => Math.exp(-0.5 * x * x) / SQRT_2_PI;

function codyCentre(x: number): number {
  const square = x * x;
  let top = CODY_CENTRE_LEAD * square;
  let bottom = square;
  for (let i = 0; i < 3; i++) {
    top = (top + CODY_CENTRE_TOP[i]) * square;
    bottom = (bottom + CODY_CENTRE_BOTTOM[i]) * square;
  }
  return (x * (top + CODY_CENTRE_TOP[3])) / (bottom + CODY_CENTRE_BOTTOM[3]);
}

/** P(Z > y) for y above 0.674. */
function codyUpperTail(y: number): number {
  if (y > 38.6) return 0;
  let factor: number;
  if (y <= Math.sqrt(32)) {
    let top = CODY_MIDDLE_LEAD * y;
    let bottom = y;
    for (let i = 0; i < 7; i++) {
      top = (top + CODY_MIDDLE_TOP[i]) * y;
      bottom = (bottom + CODY_MIDDLE_BOTTOM[i]) * y;
    }
    factor = (top + CODY_MIDDLE_TOP[7]) / (bottom + CODY_MIDDLE_BOTTOM[7]);
  } else {
    const inverse = 1 / (y * y);
    let top = CODY_TAIL_LEAD * inverse;
    let bottom = inverse;
    for (let i = 0; i < 4; i++) {
      top = (top + CODY_TAIL_TOP[i]) * inverse;
      bottom = (bottom + CODY_TAIL_BOTTOM[i]) * inverse;
    }
    const correction = (inverse * (top + CODY_TAIL_TOP[4])) / (bottom + CODY_TAIL_BOTTOM[4]);
    factor = (1 / SQRT_2_PI - correction) / y;
  }
  // exp(-y²/2) in two parts, so that rounding y² costs no digits.
  const coarse = Math.trunc(y * 16) / 16;
  return Math.exp(-0.5 * coarse * coarse) * Math.exp(-0.5 * (y - coarse) * (y + coarse)) * factor;
}

// Wichura (1988), Applied Statistics 37:477, algorithm PPND16.
const WICHURA_CENTRE_TOP = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
];
const WICHURA_CENTRE_BOTTOM = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852854,
];
const WICHURA_MIDDLE_TOP = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
];
const WICHURA_MIDDLE_BOTTOM = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
];
const WICHURA_TAIL_TOP = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 0.000027115555687434876, 2.0103343992922881e-7,
];
const WICHURA_TAIL_BOTTOM = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 0.000018463183175100548,
  1.421511758316446e-7, 2.0442631033899397e-15,
];

/** The x with P(Z <= x) = p; -Infinity and Infinity at 0 and 1, NaN outside. About 1e-15 relative. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(WICHURA_CENTRE_TOP, r)) / polynomial(WICHURA_CENTRE_BOTTOM, r);
  }
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const x =
    r <= 5
      ? polynomial(WICHURA_MIDDLE_TOP, r - 1.6) / polynomial(WICHURA_MIDDLE_BOTTOM, r - 1.6)
      : polynomial(WICHURA_TAIL_TOP, r - 5) / polynomial(WICHURA_TAIL_BOTTOM, r - 5);
  return q < 0 ? -x : x;
}

/** Sum of coefficients[i] x^i. */
function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * x + coefficients[i];
  return sum;
}

/**
 * ln Gamma(a) for a > 0: 1e-15 relative away from the zeros at 1 and 2, 1e-15 absolute near them. NaN for a <= 0.
 */
export function logGamma(a: number): number {
  if (!(a > 0)) return Number.NaN;
  // Gamma(a) = Gamma(a + n) / (a (a + 1) … (a + n - 1)), so that Stirling's series is used at 10 and above only.
  let shifted = a;
  let product = 1;
  while (shifted < 10) {
    product *= shifted;
    shifted += 1;
  }
  const value = (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_2_PI + stirlingSeries(shifted);
  return product === 1 ? value : value - Math.log(product);
}

/** ln Gamma(a) - ((a - 1/2) ln a - a + ln sqrt(2 pi)) for a >= 10: sum of B(2k) / (2k (2k-1) a^(2k-1)). */
function stirlingSeries(a: number): number {
  const square = 1 / (a * a);
  const sum =
    1 / 12 +
    square *
      (-1 / 360 +
        square *
          (1 / 1260 +
            square *
              (-1 / 1680 + square * (1 / 1188 + square * (-691 / 360360 + square * (1 / 156 - square * 0.02955))))));
  return sum / a;
}

/** ln Gamma(a + 1) - ln(sqrt(2 pi a) (a/e)^a), the error of Stirling's formula for a factorial; a > 0. */
function stirlingError(a: number): number {
  return a >= 10 ? stirlingSeries(a) : logGamma(a + 1) - (a + 0.5) * Math.log(a) + a - HALF_LOG_2_PI;
}

/** y / a - 1 - ln(y / a), without cancellation where y is near a or far below it. */
function excessOverLog(y: number, a: number): number {
  const x = (y - a) / a;
  if (Math.abs(x) > 0.3) return x - Math.log(y / a);
  // With s = x / (2 + x): ln(1+x) = 2 (s + s³/3 + …), and x - 2s = s x.
  const s = x / (2 + x);
  const square = s * s;
  let term = 2 * s * square;
  let sum = s * x;
  for (let k = 3; k < 60; k += 2) {
    const step = term / k;
    sum -= step;
    if (Math.abs(step) < 1e-17 * Math.abs(sum)) break;
    term *= square;
  }
  return sum;
}

/** x^a e^-x / Gamma(a + 1) for a >= 0, x >= 0: the probability of a at a Poisson mean of x, a not only whole. */
export function gammaTerm(a: number, x: number): number {
  if (a === 0) return Math.exp(-x);
  if (x === 0) return 0;
  return Math.exp(-a * excessOverLog(x, a) - stirlingError(a)) / (SQRT_2_PI * Math.sqrt(a));
}

/** Above this shape Temme's expansion takes two terms; its next is below 1e-12 there. */
const TEMME_FROM = 1e5;
const MAX_TERMS = 20_000;

/** Regularised lower incomplete gamma P(a, x): the cdf of a gamma law with shape a > 0 and scale 1. NaN for a <= 0. */
export function gammaP(a: number, x: number): number {
  if (!(a > 0) || Number.isNaN(x)) return Number.NaN;
  if (x <= 0) return 0;
  if (x === Number.POSITIVE_INFINITY) return 1;
  if (a >= TEMME_FROM) return temme(a, x, -1);
  return x < a + 1 ? lowerSeries(a, x) : 1 - upperFraction(a, x);
}

/** Regularised upper incomplete gamma Q(a, x) = 1 - P(a, x), precise in its tail. */
export function gammaQ(a: number, x: number): number {
  if (!(a > 0) || Number.isNaN(x)) return Number.NaN;
  if (x <= 0) return 1;
  if (x === Number.POSITIVE_INFINITY) return 0;
  if (a >= TEMME_FROM) return temme(a, x, 1);
  return x < a + 1 ? 1 - lowerSeries(a, x) : upperFraction(a, x);
}

/** P(a, x) = x^a e^-x / Gamma(a+1) (1 + x/(a+1) + x²/((a+1)(a+2)) + …). */
function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k < MAX_TERMS; k++) {
    term *= x / (a + k);
    sum += term;
    if (term < sum * 1e-17) break;
  }
  return Math.min(1, sum * gammaTerm(a, x));
}

/** Q(a, x) by Lentz's evaluation of the continued fraction x^a e^-x / Gamma(a) (1/(x+1-a-) 1(1-a)/(x+3-a-) …). */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; k < MAX_TERMS; k++) {
    const numerator = -k * (k - a);
    b += 2;
    d = 1 / (numerator * d + b || 1e-300);
    c = b + numerator / c || 1e-300;
    const factor = d * c;
    fraction *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return Math.min(1, gammaTerm(a, x) * a * fraction);
}

/** Temme's uniform expansion for large a; sign 1 gives Q, -1 gives P. */
function temme(a: number, x: number, sign: 1 | -1): number {
  const mu = (x - a) / a;
  const halfSquare = excessOverLog(x, a);
  const eta = Math.sign(mu) * Math.sqrt(2 * halfSquare);
  const first =
    Math.abs(eta) < 0.2
      ? polynomial([-1 / 3, 1 / 12, -2 / 135, 1 / 864, 1 / 2835, -139 / 777600, 1 / 25515], eta)
      : 1 / mu - 1 / eta;
  const second = polynomial([-1 / 540, -1 / 288, 25 / 12096], Math.max(-0.2, Math.min(0.2, eta)));
  const rest = (Math.exp(-a * halfSquare) / (SQRT_2_PI * Math.sqrt(a))) * (first + second / a);
  return normalSurvival(sign * eta * Math.sqrt(a)) + sign * rest;
}

/**
 * The x with P(a, x) = p. Start by Wilson & Hilferty (1931), then Newton steps kept inside a bracket; about 1e-13 relative.
 * 0 at p = 0, Infinity at p = 1, NaN outside [0, 1].
 */
export function gammaQuantile(a: number, p: number): number {
  if (!(a > 0) || !(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0) return 0;
  if (p === 1) return Number.POSITIVE_INFINITY;
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let x = gammaQuantileStart(a, p);
  for (let step = 0; step < 100; step++) {
    // The smaller tail carries the digits.
    const gap = p < 0.5 ? gammaP(a, x) - p : 1 - p - gammaQ(a, x);
    if (gap > 0) high = x;
    else low = x;
    const density = (gammaTerm(a, x) * a) / x;
    // Newton on ln x where the density is steep at 0, so that steps cannot leave the half line.
    let next = a < 1 ? x * Math.exp(-gap / (density * x)) : x - gap / density;
    if (Math.abs(next - x) <= 2e-16 * x) return next;
    if (!(next > low && next < high)) next = high === Number.POSITIVE_INFINITY ? 2 * x : (low + high) / 2;
    if (next === x) return x;
    x = next;
  }
  return x;
}

function gammaQuantileStart(a: number, p: number): number {
  const root = 1 - 1 / (9 * a) + normalQuantile(p) / (3 * Math.sqrt(a));
  const cubed = a * root * root * root;
  // P(a, x) is about x^a / Gamma(a + 1) close to 0.
  const nearZero = Math.exp((Math.log(p) + logGamma(a + 1)) / a);
  if (root <= 0 || nearZero < 0.2 * (a + 1)) return Math.max(nearZero, Number.MIN_VALUE);
  return cubed;
}

/** P(N = k) for a Poisson N with this mean, k a whole number. */
export function poissonPmf(k: number, mean: number): number {
  if (k < 0) return 0;
  if (mean === 0) return k === 0 ? 1 : 0;
  return gammaTerm(k, mean);
}

/** P(N <= k). */
export function poissonCdf(k: number, mean: number): number {
  return k < 0 ? 0 : gammaQ(Math.floor(k) + 1, mean);
}

/** P(the sum of `phases` exponential times of this rate <= time); no phases take no time. */
export function erlangCdf(phases: number, rate: number, time: number): number {
  if (phases === 0) return time >= 0 ? 1 : 0;
  return time <= 0 ? 0 : gammaP(phases, rate * time);
}
