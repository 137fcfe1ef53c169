// Exponential and logarithm made of + − × ÷ alone, which IEEE 754 fixes to the last bit: JavaScript leaves the last bits of
// Math.exp and Math.log to the engine, and a simulation must give the same bits on every Node. Method: the argument
// reductions and minimax polynomials of FreeBSD's msun (Ng, 1993), error below 1 ulp. Not covered: subnormal results.

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const ONE_BY_LN2 = Math.LOG2E;
const SQRT_HALF_HIGH_WORD = 0x3fe6a09e;

const double = new Float64Array(1);
const words = new Int32Array(double.buffer);
double[0] = 1;
/** Which of the two words holds the exponent: 1 on little-endian machines. */
export const HIGH_WORD = words[1] !== 0 ? 1 : 0;

/** e^x; 0 below −708, Infinity above 709. */
export function expOf(x: number): number {
  if (x < -708) return 0;
  if (x > 709) return Number.POSITIVE_INFINITY;
  const k = Math.floor(x * ONE_BY_LN2 + 0.5);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t * (6.613756321437934e-5 + t * (-1.6533902205465252e-6 + t * 4.1381367970572385e-8))));
  const y = 1 - (low - (r * c) / (2 - c) - high);
  return y * powerOfTwo(k);
}

/** The natural logarithm of a positive normal number. */
export function logOf(x: number): number {
  double[0] = x;
  let high = words[HIGH_WORD];
  let k = (high >> 20) - 1023;
  high &= 0xfffff;
  // The fraction is brought between √½ and √2, where the polynomial holds.
  const shift = high + 0x3ff00000 > SQRT_HALF_HIGH_WORD + 0x100000 ? 1 : 0;
  words[HIGH_WORD] = high | ((1023 - shift) << 20);
  k += shift;
  const f = double[0] - 1;
  const s = f / (2 + f);
  const z = s * s;
  const remainder =
    z *
    (0.6666666666666735 +
      z *
        (0.3999999999940942 +
          z *
            (0.2857142874366239 +
              z *
                (0.22222198432149784 +
                  z * (0.1818357216161805 + z * (0.15313837699209373 + z * 0.14798198605116586))))));
  const half = 0.5 * f * f;
  return k * LN2_HIGH - (half - (s * (half + remainder) + k * LN2_LOW) - f);
}

/** 2^k for −1022 ≤ k ≤ 1023. */
function powerOfTwo(k: number): number {
  words[HIGH_WORD] = (k + 1023) << 20;
  words[1 - HIGH_WORD] = 0;
  return double[0];
}
