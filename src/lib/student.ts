// Student's t for whole degrees of freedom, as intervals over replications need it. Method: the finite series of the
// distribution function (Abramowitz & Stegun 26.7.3–4) and bisection. Not covered: fractions of degrees of freedom.

/** P(−t < T < t). */
export function studentWithin(t: number, degrees: number): number {
  const cos2 = degrees / (degrees + t * t);
  const sin = t / Math.sqrt(degrees + t * t);
  let term = 1;
  let sum = degrees === 1 ? 0 : 1;
  const isOdd = degrees % 2 === 1;
  for (let k = isOdd ? 3 : 2; k <= degrees - 2; k += 2) {
    term *= (cos2 * (k - 1)) / k;
    sum += term;
  }
  if (!isOdd) return sin * sum;
  const rest = degrees === 1 ? 0 : sin * Math.sqrt(cos2) * sum;
  return (2 / Math.PI) * (Math.atan(t / Math.sqrt(degrees)) + rest);
}

/** The t that |T| does not exceed with a probability of `level`. */
export function studentHalfWidth(level: number, degrees: number): number {
  let low = 0;
  let high = 2;
  while (studentWithin(high, degrees) < level && high < 1e9) high *= 2;
  for (let i = 0; i < 100 && high - low > 1e-12 * high; i++) {
    const middle = (low + high) / 2;
    if (studentWithin(middle, degrees) < level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
