// What queueing theory says, computed apart from the simulation: closed forms and a Markov chain solved numerically.

/** Erlang's C: the probability to wait in M/M/c. */
export function erlangC(servers: number, load: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k < servers; k++) {
    term *= load / k;
    sum += term;
  }
  const last = (term * load) / servers / (1 - load / servers);
  return last / (sum + last);
}

/** Mean number waiting in M/M/c. */
export function queueOfMmc(servers: number, rate: number, serviceRate: number): number {
  const load = rate / serviceRate;
  const use = load / servers;
  return (erlangC(servers, load) * use) / (1 - use);
}

/** Pollaczek and Khinchine: mean wait in M/G/1 from the first two moments of the service. */
export function waitOfMg1(rate: number, mean: number, secondMoment: number): number {
  return (rate * secondMoment) / (2 * (1 - rate * mean));
}

/** Mean number in M/M/1 whose server is closed at random, work resumed (Avi-Itzhak & Naor 1963). */
export function numberWithWeather(rate: number, serviceRate: number, closing: number, opening: number): number {
  const both = closing + opening;
  return (rate * (both * both + closing * serviceRate)) / (both * (opening * serviceRate - rate * both));
}

/** Root in (0, 1) of μ r^(K+1) − (λ + μ) r + λ = 0, by bisection. */
export function bulkRoot(rate: number, serviceRate: number, most: number): number {
  const value = (r: number): number => {
    let power = r;
    for (let k = 0; k < most; k++) power *= r;
    return serviceRate * power - (rate + serviceRate) * r + rate;
  };
  let [low, high] = [0, 1 - 1e-9];
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (value(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Mean number waiting for a bulk server that starts when `least` wait and takes up to `most`, from the chain's balance
 * equations: idle with 0 … least − 1, busy with 0 … states − 1 waiting. Gaussian elimination.
 */
export function queueOfBulk(rate: number, serviceRate: number, least: number, most: number, states = 420): number {
  const size = least + states;
  const busy = (waiting: number): number => least + Math.min(waiting, states - 1);
  // Row j: flow into state j less flow out of it.
  const rows = Array.from({ length: size }, () => new Float64Array(size + 1));
  const flow = (from: number, to: number, by: number): void => {
    rows[to][from] += by;
    rows[from][from] -= by;
  };
  for (let waiting = 0; waiting < least; waiting++) flow(waiting, waiting + 1 < least ? waiting + 1 : busy(0), rate);
  for (let waiting = 0; waiting < states; waiting++) {
    if (waiting + 1 < states) flow(busy(waiting), busy(waiting + 1), rate);
    flow(busy(waiting), waiting < least ? waiting : busy(waiting - Math.min(waiting, most)), serviceRate);
  }
  rows[size - 1].fill(1);
  const shares = solve(rows);
  let mean = 0;
  for (let waiting = 0; waiting < least; waiting++) mean += waiting * shares[waiting];
  for (let waiting = 0; waiting < states; waiting++) mean += waiting * shares[busy(waiting)];
  return mean;
}

/**
 * Bailey's ferry: mean number left behind after a departure, from the chain max(Q − K, 0) + Poisson(m), by iteration.
 */
export function leftByTimetable(mean: number, most: number, states = 400): number {
  const arrivals = new Float64Array(states);
  arrivals[0] = Math.exp(-mean);
  for (let k = 1; k < states; k++) arrivals[k] = (arrivals[k - 1] * mean) / k;
  let before = arrivals.slice();
  for (let step = 0; step < 3000; step++) {
    const next = new Float64Array(states);
    for (let q = 0; q < states; q++) {
      const left = Math.max(q - most, 0);
      for (let k = 0; left + k < states; k++) next[left + k] += before[q] * arrivals[k];
    }
    const change = next.reduce((worst, share, q) => Math.max(worst, Math.abs(share - before[q])), 0);
    before = next;
    if (change < 1e-14) break;
  }
  return before.reduce((sum, share, q) => sum + share * Math.max(q - most, 0), 0);
}

function solve(rows: Float64Array[]): Float64Array {
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++)
      if (Math.abs(rows[row][column]) > Math.abs(rows[pivot][column])) pivot = row;
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    for (let row = column + 1; row < size; row++) {
      const factor = rows[row][column] / rows[column][column];
      if (factor === 0) continue;
      for (let k = column; k <= size; k++) rows[row][k] -= factor * rows[column][k];
    }
  }
  const solution = new Float64Array(size);
  for (let row = size - 1; row >= 0; row--) {
    let value = rows[row][size];
    for (let k = row + 1; k < size; k++) value -= rows[row][k] * solution[k];
    solution[row] = value / rows[row][row];
  }
  return solution;
}
