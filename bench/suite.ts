// What a part of the bench gives back, and how times are taken: every query several times, the median counts, so that
// one interruption of the machine does not.

export interface SuiteResult {
  readonly name: string;
  /** What was run on what, in one line. */
  readonly about: string;
  readonly rows: readonly BenchRow[];
}

export interface BenchRow {
  readonly name: string;
  readonly queries: number;
  /** Milliseconds: median and 95th percentile over queries of the median over runs, and their sum. */
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly totalMs: number;
  /** Whole numbers that must come out the same everywhere: counts and a checksum of all answers. */
  readonly answer: Readonly<Record<string, number>>;
}

/**
 * Times every query, round by round, and adds up what the first round answered.
 * @param ask answers one query with vectors of whole numbers
 */
export function measureQueries<Q>(
  name: string,
  queries: readonly Q[],
  rounds: number,
  ask: (query: Q) => readonly (readonly number[])[],
): BenchRow {
  const times: number[][] = queries.map(() => []);
  let solutions = 0;
  let checksum = 0;
  for (let round = 0; round < rounds; round++) {
    for (const [at, query] of queries.entries()) {
      const start = performance.now();
      const vectors = ask(query);
      times[at].push(performance.now() - start);
      if (round > 0) continue;
      solutions += vectors.length;
      for (const vector of vectors) for (const value of vector) checksum = (checksum * 31 + value) % CHECKSUM_MODULUS;
    }
  }
  const medians = times.map((each) => quantile(each, 0.5));
  return {
    name,
    queries: queries.length,
    p50Ms: quantile(medians, 0.5),
    p95Ms: quantile(medians, 0.95),
    totalMs: medians.reduce((sum, ms) => sum + ms, 0),
    answer: { solutions, checksum },
  };
}

/** The largest prime below 2^45: 31 times as much plus a cost is still exact. */
const CHECKSUM_MODULUS = 35_184_372_088_777;

/** The value that a share of the values do not exceed (nearest rank). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
