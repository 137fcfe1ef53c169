// Sums whose rounding does not grow with their length (Neumaier 1974): gaps are small differences of large sums.

/** Sum of `term(0)` … `term(count - 1)`. */
export function sumOf(count: number, term: (index: number) => number): number {
  let sum = 0;
  let lost = 0;
  for (let index = 0; index < count; index++) {
    const value = term(index);
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}
