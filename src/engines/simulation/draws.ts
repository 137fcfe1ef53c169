// Random numbers of one run: a named stream per source, so that two scenarios with the same seed share their luck wherever
// they share a name. Generator: xoshiro128++ (Blackman & Vigna 2021), state in one flat array. Laws: ziggurat for the
// exponential, Marsaglia's polar method for the normal, Marsaglia & Tsang (2000) for the gamma, inversion for the rest.
// Not covered: cryptography; streams are told apart by a 128-bit hash of seed, replication and name, not proved disjoint.

import { expOf, logOf } from "../../lib/exact-math.ts";
import { hash128 } from "../../lib/random.ts";
import { type FlatLaws, LAW } from "./distribution.ts";
import * as ziggurat from "./ziggurat.ts";

// What stands in a constant of this file V8 takes as it is; what is imported it reads anew each time.
const { layerEdge, layerHeight, TAIL_START } = ziggurat;
const TWO_TO_MINUS_53 = 1 / 0x20000000000000;
/** The first outputs still resemble the state. */
const SKIPPED = 8;
/** Exponential and uniform laws are drawn so many at a time: in one loop a draw costs half. */
const AHEAD = 64;

export class Draws {
  readonly #laws: FlatLaws;
  readonly #state: Int32Array;
  readonly #kind: Int32Array;
  readonly #a: Float64Array;
  readonly #stream: Int32Array;
  /** Ends of the months from the start of the run, in hours, and the month of each (0 … 11). */
  readonly #monthEnd: Float64Array;
  readonly #monthOf: Int32Array;
  #monthAt = 0;
  /** Draws made ahead, law by law, and the next of each to be taken; `AHEAD` when all are. */
  readonly #ahead: Float64Array;
  readonly #aheadAt: Int32Array;
  /** What `drawInto` drew. */
  readonly out = new Float64Array(1);
  /** Lowest byte of the last draw's second word, as the ziggurat needs it. */
  #low = 0;

  constructor(laws: FlatLaws, monthEnd: Float64Array, monthOf: Int32Array) {
    this.#laws = laws;
    this.#state = new Int32Array(4 * laws.streams.length);
    this.#kind = laws.kind;
    this.#a = laws.a;
    this.#stream = laws.stream;
    this.#ahead = new Float64Array(AHEAD * laws.kind.length);
    this.#aheadAt = new Int32Array(laws.kind.length);
    this.#monthEnd = monthEnd;
    this.#monthOf = monthOf;
  }

  /** Sets every stream to its beginning in a replication. */
  seed(seed: number, replication: string): void {
    this.#monthAt = 0;
    this.#aheadAt.fill(AHEAD);
    for (const [stream, name] of this.#laws.streams.entries()) {
      this.#state.set(hash128(`${seed}/${replication}/${name}`), 4 * stream);
      for (let i = 0; i < SKIPPED; i++) this.uniform(stream);
    }
  }

  /** Uniform on the open interval (0, 1), 53 random bits. */
  uniform(stream: number): number {
    const state = this.#state;
    const at = 4 * stream;
    let s0 = state[at];
    let s1 = state[at + 1];
    let s2 = state[at + 2];
    let s3 = state[at + 3];
    const sum = (s0 + s3) | 0;
    const first = (((sum << 7) | (sum >>> 25)) + s0) | 0;
    let t = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = (s3 << 11) | (s3 >>> 21);
    const nextSum = (s0 + s3) | 0;
    const second = (((nextSum << 7) | (nextSum >>> 25)) + s0) | 0;
    t = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    state[at] = s0;
    state[at + 1] = s1;
    state[at + 2] = s2;
    state[at + 3] = (s3 << 11) | (s3 >>> 21);
    this.#low = second & 255;
    // The half keeps 0 out.
    return ((first >>> 0) * 0x200000 + (second >>> 11) + 0.5) * TWO_TO_MINUS_53;
  }

  /** Exponential of mean 1. */
  exponential(stream: number): number {
    const u = this.uniform(stream);
    const layer = this.#low;
    const x = u * layerEdge[layer];
    return x < layerEdge[layer + 1] ? x : this.#exponentialAtEdge(stream, layer, x);
  }

  #exponentialAtEdge(stream: number, firstLayer: number, firstX: number): number {
    let layer = firstLayer;
    let x = firstX;
    // What lies beyond the tail's start is exponential again: it has no memory.
    for (let beyond = 0; ; ) {
      if (x < layerEdge[layer + 1]) return beyond + x;
      if (layer === 0) beyond += TAIL_START;
      else {
        const height = layerHeight[layer] + this.uniform(stream) * (layerHeight[layer + 1] - layerHeight[layer]);
        if (height < expOf(-x)) return beyond + x;
      }
      const u = this.uniform(stream);
      layer = this.#low;
      x = u * layerEdge[layer];
    }
  }

  /** Normal of mean 0 and variance 1. */
  normal(stream: number): number {
    for (;;) {
      const u = 2 * this.uniform(stream) - 1;
      const v = 2 * this.uniform(stream) - 1;
      const square = u * u + v * v;
      if (square < 1 && square > 0) return u * Math.sqrt((-2 * logOf(square)) / square);
    }
  }

  /**
   * Draws from a law.
   * @param classOf class of who is served, for laws that depend on it
   * @param now hours since the start of the run, for laws that depend on the month
   */
  draw(law: number, classOf: number, now: number): number {
    const kind = this.#kind[law];
    if (kind === LAW.CONSTANT) return this.#a[law];
    if (kind !== LAW.EXPONENTIAL && kind !== LAW.UNIFORM) return this.#drawOther(law, kind, classOf, now);
    this.#takeAhead(law);
    return this.out[0];
  }

  /** The same at the time of the clock, left in `out`: a double that a call returns is boxed. */
  drawInto(law: number, classOf: number, clock: Float64Array): void {
    const at = this.#aheadAt[law];
    if (at < AHEAD) {
      this.out[0] = this.#ahead[law * AHEAD + at];
      this.#aheadAt[law] = at + 1;
    } else this.#drawIntoSlowly(law, classOf, clock);
  }

  #drawIntoSlowly(law: number, classOf: number, clock: Float64Array): void {
    const kind = this.#kind[law];
    if (kind === LAW.EXPONENTIAL || kind === LAW.UNIFORM) this.#takeAhead(law);
    else this.out[0] = this.draw(law, classOf, clock[0]);
  }

  /** The next of a law that is drawn ahead. A law has its stream to itself, so that it is the draw it would have been. */
  #takeAhead(law: number): void {
    if (this.#aheadAt[law] === AHEAD) {
      this.#drawAhead(law);
      this.#aheadAt[law] = 0;
    }
    this.out[0] = this.#ahead[law * AHEAD + this.#aheadAt[law]++];
  }

  #drawAhead(law: number): void {
    const ahead = this.#ahead;
    const stream = this.#stream[law];
    const a = this.#a[law];
    const from = law * AHEAD;
    if (this.#kind[law] === LAW.EXPONENTIAL) {
      for (let i = from; i < from + AHEAD; i++) ahead[i] = a * this.exponential(stream);
    } else {
      const width = this.#laws.b[law] - a;
      for (let i = from; i < from + AHEAD; i++) ahead[i] = a + width * this.uniform(stream);
    }
  }

  #drawOther(law: number, kind: number, classOf: number, now: number): number {
    const { a, b, c, from, stream, table } = this.#laws;
    const source = stream[law];
    switch (kind) {
      case LAW.TRIANGULAR:
        return this.#triangular(source, a[law], b[law], c[law]);
      case LAW.ERLANG: {
        let sum = 0;
        for (let stage = 0; stage < b[law]; stage++) sum += this.exponential(source);
        return a[law] * sum;
      }
      case LAW.GAMMA:
        return a[law] * this.#gamma(source, b[law]);
      case LAW.LOGNORMAL:
        return expOf(a[law] + b[law] * this.normal(source));
      case LAW.WEIBULL:
        return a[law] * expOf(logOf(this.exponential(source)) * b[law]);
      case LAW.EMPIRICAL:
        return table[this.#pick(law, this.uniform(source)) + 1];
      case LAW.MIXTURE:
        return this.draw(table[this.#pick(law, this.uniform(source)) + 1], classOf, now);
      case LAW.BY_CLASS:
        return this.draw(table[from[law] + classOf], classOf, now);
      case LAW.SCALED:
        return table[from[law] + this.#monthAtTime(now)] * this.draw(a[law], classOf, now);
      default:
        return this.#monthly(law, now);
    }
  }

  #triangular(stream: number, min: number, mode: number, max: number): number {
    const u = this.uniform(stream);
    const share = (mode - min) / (max - min);
    return u < share
      ? min + Math.sqrt(u * (max - min) * (mode - min))
      : max - Math.sqrt((1 - u) * (max - min) * (max - mode));
  }

  /** Gamma of scale 1. Shapes below 1 by that of one more and a power. */
  #gamma(stream: number, shape: number): number {
    if (shape < 1) return this.#gamma(stream, shape + 1) * expOf(logOf(this.uniform(stream)) / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal(stream);
      const root = 1 + c * x;
      if (root <= 0) continue;
      const v = root * root * root;
      if (logOf(this.uniform(stream)) < 0.5 * x * x + d - d * v + d * logOf(v)) return d * v;
    }
  }

  /** Entry of a table of pairs whose cumulated share first reaches u. */
  #pick(law: number, u: number): number {
    const { from, count, table } = this.#laws;
    const last = from[law] + count[law] - 2;
    let at = from[law];
    while (at < last && table[at] <= u) at += 2;
    return at;
  }

  /** The month of the calendar, 0 to 11. Time never goes back in a run, so it is found by going on from the last. */
  #monthAtTime(now: number): number {
    const ends = this.#monthEnd;
    while (this.#monthAt < ends.length - 1 && ends[this.#monthAt] <= now) this.#monthAt++;
    return this.#monthOf[this.#monthAt];
  }

  /** Time until a rate that changes by month has used up one exponential; exact, one draw whatever the months. */
  #monthly(law: number, now: number): number {
    const { from, stream, table } = this.#laws;
    const ends = this.#monthEnd;
    this.#monthAtTime(now);
    let left = this.exponential(stream[law]);
    let at = now;
    for (let month = this.#monthAt; month < ends.length; month++) {
      const rate = table[from[law] + this.#monthOf[month]];
      const hazard = rate * (ends[month] - at);
      if (hazard >= left) return at + left / rate - now;
      left -= hazard;
      at = ends[month];
    }
    // Behind the last month nothing happens any more.
    return Number.POSITIVE_INFINITY;
  }
}
