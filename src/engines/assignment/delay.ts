// How long does a link take at a flow? The usual delay functions with their integrals (for Beckmann's objective), slopes
// (for Newton steps) and marginal costs (for the system optimum), row by row in flat arrays. BPR: Bureau of Public Roads
// 1964; Davidson 1966; M/M/1: one queue with random arrivals. Not covered: junctions, where one link's delay depends on others.
// Times, flows and capacities are in whatever units the network has, as long as they agree.

/** Kinds of delay, as they stand in `LinkDelays.kind`. */
export const DELAY = { constant: 0, linear: 1, bpr: 2, davidson: 3, mm1: 4 } as const;
export type DelayName = keyof typeof DELAY;

/** One row per link. */
export interface LinkDelays {
  /** A value of `DELAY`. */
  readonly kind: Uint8Array;
  /** Time at no flow, without the time in the queue for `mm1`. */
  readonly freeTime: Float64Array;
  /** u; not used by `constant` and `linear`. For `mm1` the service rate. */
  readonly capacity: Float64Array;
  /** B of BPR, J of Davidson, the slope of `linear`; not used by the others. */
  readonly factor: Float64Array;
  /** p of BPR. */
  readonly power: Float64Array;
}

/**
 * Share of capacity above which `davidson` and `mm1` go on along their tangent: they are infinite at capacity, and flows on
 * the way to an equilibrium may exceed it.
 */
export const TANGENT_FROM = 0.99;

/** Time of a link at a flow; a result of `delayAt`. */
export interface DelayPoint {
  time: number;
  /** d time / d flow. */
  slope: number;
  /** d² time / d flow². */
  curvature: number;
}

/**
 * x to the power p for x >= 0, the same to the bit everywhere: whole powers up to 64 are multiplied out, others are
 * exp(p log x). 0⁰ is 1.
 */
export function raise(x: number, p: number): number {
  if (p === 0) return 1;
  if (x <= 0) return 0;
  if (p !== Math.floor(p) || p > 64 || p < 0) return Math.exp(p * Math.log(x));
  let result = 1;
  let square = x;
  for (let rest = p; rest > 0; rest >>= 1) {
    if ((rest & 1) === 1) result *= square;
    square *= square;
  }
  return result;
}

/** Time, slope and curvature of a link at a flow >= 0, written into `point`. */
export function delayAt(delays: LinkDelays, link: number, flow: number, point: DelayPoint): void {
  const freeTime = delays.freeTime[link];
  const capacity = delays.capacity[link];
  const factor = delays.factor[link];
  switch (delays.kind[link]) {
    case DELAY.linear:
      setPoint(point, freeTime + factor * flow, factor, 0);
      return;
    case DELAY.bpr: {
      const power = delays.power[link];
      const ratio = flow / capacity;
      const scale = freeTime * factor;
      const slope = power === 0 ? 0 : (scale * power * raise(ratio, power - 1)) / capacity;
      const curvature =
        power === 0 ? 0 : (scale * power * (power - 1) * raise(ratio, power - 2)) / (capacity * capacity);
      setPoint(point, freeTime + scale * raise(ratio, power), slope, power === 1 ? 0 : curvature);
      return;
    }
    case DELAY.davidson:
    case DELAY.mm1: {
      const isQueue = delays.kind[link] === DELAY.mm1;
      // Both are freeTime + a / (capacity - flow) + constant.
      const a = isQueue ? 1 : freeTime * factor * capacity;
      const constant = isQueue ? 0 : -freeTime * factor;
      const last = TANGENT_FROM * capacity;
      const at = flow < last ? flow : last;
      const left = 1 / (capacity - at);
      const slope = a * left * left;
      const beyond = flow - at;
      setPoint(point, freeTime + constant + a * left + slope * beyond, slope, beyond > 0 ? 0 : 2 * slope * left);
      return;
    }
    default:
      setPoint(point, freeTime, 0, 0);
  }
}

/** Integral of a link's time from 0 to a flow: its part of Beckmann's objective. */
export function delayIntegral(delays: LinkDelays, link: number, flow: number): number {
  const freeTime = delays.freeTime[link];
  const capacity = delays.capacity[link];
  const factor = delays.factor[link];
  switch (delays.kind[link]) {
    case DELAY.linear:
      return flow * (freeTime + (factor * flow) / 2);
    case DELAY.bpr: {
      const power = delays.power[link];
      return freeTime * flow * (1 + (factor * raise(flow / capacity, power)) / (power + 1));
    }
    case DELAY.davidson:
    case DELAY.mm1: {
      const isQueue = delays.kind[link] === DELAY.mm1;
      const a = isQueue ? 1 : freeTime * factor * capacity;
      const constant = isQueue ? 0 : -freeTime * factor;
      const last = TANGENT_FROM * capacity;
      const at = flow < last ? flow : last;
      const beyond = flow - at;
      const left = 1 / (capacity - at);
      const upTo = (freeTime + constant) * at - a * Math.log1p(-at / capacity);
      return upTo + beyond * (freeTime + constant + a * left + (a * left * left * beyond) / 2);
    }
    default:
      return freeTime * flow;
  }
}

/** Rows of delays for `count` links, all constant and 0. */
export function createDelays(count: number): LinkDelays {
  return {
    kind: new Uint8Array(count),
    freeTime: new Float64Array(count),
    capacity: new Float64Array(count).fill(1),
    factor: new Float64Array(count),
    power: new Float64Array(count),
  };
}

function setPoint(point: DelayPoint, time: number, slope: number, curvature: number): void {
  point.time = time;
  point.slope = slope;
  point.curvature = curvature;
}
