// Along which line does cargo of a simulated crossing move on land? The simulation says when it sets off and when it arrives;
// where on the way it is then follows from the ways of the corridor model: each part of a way, halts at borders too, takes the
// share of the time that it has of the stated mean. Not covered: which way a unit takes; marks are dealt out over the ways in proportion.

import type { FlowRead, LegGiven } from "../engines/simulation/index.ts";
import { sphereKm } from "../lib/geodesic.ts";

export type LaneMode = "rail" | "road" | "sea" | "inland-water";
/** Part of a way on land: up to the port, or from it. */
export type LandPart = "before" | "after";
type Point = readonly [number, number];

export interface Lane {
  readonly mode: LaneMode;
  readonly from: string;
  readonly to: string;
  readonly coordinates: readonly Point[];
  /** Share of the time at which each point is reached. */
  readonly shares: readonly number[];
  readonly modes: readonly { readonly until: number; readonly mode: LaneMode }[];
}

/** A lane with the part of the flow that takes it. */
export interface WeightedLane {
  readonly lane: number;
  readonly weight: number;
}

/** Ways of a flow that are drawn; the others go along the heaviest. */
const MOST_WAYS = 3;
const LEAST_SHARE = 0.08;
/** Degrees; finer than a pixel at the closest that one looks. */
const DIGITS = 1000;
const SHARE_DIGITS = 10_000;

/** Lanes of all flows, each once. */
export class Lanes {
  readonly lanes: Lane[] = [];
  readonly #known = new Map<string, number>();
  readonly #ofPart = new Map<string, readonly WeightedLane[]>();

  /** The number of a lane along legs; −1 where they move nowhere. */
  add(legs: readonly LegGiven[]): number {
    const lane = laneOf(legs);
    return lane === undefined ? -1 : this.#keep(lane);
  }

  /** Lanes of a flow on land, heaviest first. */
  of(flow: FlowRead, part: LandPart): readonly WeightedLane[] {
    const key = `${part} ${flow.id}`;
    let lanes = this.#ofPart.get(key);
    if (lanes === undefined) {
      lanes = this.#find(flow, part);
      this.#ofPart.set(key, lanes);
    }
    return lanes;
  }

  #find(flow: FlowRead, part: LandPart): WeightedLane[] {
    const weights = new Map<number, number>();
    for (const way of flow.ways) {
      const lane = this.add(way[part]);
      if (lane >= 0) weights.set(lane, (weights.get(lane) ?? 0) + way.perYear);
    }
    const sorted = [...weights].map(([lane, weight]) => ({ lane, weight })).sort((a, b) => b.weight - a.weight);
    const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
    return sorted.slice(0, MOST_WAYS).filter(({ weight }, i) => i === 0 || weight >= LEAST_SHARE * total);
  }

  #keep(lane: Lane): number {
    const key = JSON.stringify([lane.coordinates, lane.shares]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.lanes.push(lane);
    this.#known.set(key, this.lanes.length - 1);
    return this.lanes.length - 1;
  }
}

/** A lane from the first leg that moves to the last. */
function laneOf(all: readonly LegGiven[]): Lane | undefined {
  const moves = ({ geometry }: LegGiven): boolean => geometry.length > 1;
  const legs = all.slice(all.findIndex(moves), all.findLastIndex(moves) + 1);
  const total = legs.reduce((sum, leg) => sum + leg.meanHours, 0);
  const coordinates: Point[] = [];
  const shares: number[] = [];
  const modes: { until: number; mode: LaneMode }[] = [];
  const hoursOf = new Map<LaneMode, number>();
  let gone = 0;
  const put = ([lon, lat]: Point, share: number): void => {
    const point: Point = [round(lon, DIGITS), round(lat, DIGITS)];
    const last = coordinates.at(-1);
    const rounded = round(share, SHARE_DIGITS);
    if (last && last[0] === point[0] && last[1] === point[1] && shares.at(-1) === rounded) return;
    coordinates.push(point);
    shares.push(rounded);
  };
  for (const leg of legs) {
    const [begin, end] = [gone, gone + leg.meanHours];
    gone = end;
    if (leg.geometry.length < 2) {
      const last = coordinates.at(-1);
      // A halt: the same point again, later.
      if (last && total > 0 && leg.meanHours > 0) put(last, end / total);
      continue;
    }
    const kms = [0];
    for (let i = 1; i < leg.geometry.length; i++) kms.push(kms[i - 1] + distance(leg.geometry[i - 1], leg.geometry[i]));
    const length = kms[kms.length - 1];
    for (const [i, point] of leg.geometry.entries())
      put(point, total > 0 ? (begin + (length > 0 ? (end - begin) * (kms[i] / length) : 0)) / total : 0);
    const mode = toMode(leg.mode);
    hoursOf.set(mode, (hoursOf.get(mode) ?? 0) + leg.meanHours);
    const last = modes.at(-1);
    const until = total > 0 ? round(end / total, SHARE_DIGITS) : 1;
    if (last?.mode === mode) last.until = until;
    else modes.push({ until, mode });
  }
  if (coordinates.length < 2) return undefined;
  const last = modes.at(-1);
  if (last) last.until = 1;
  const [mode] = [...hoursOf].sort((a, b) => b[1] - a[1])[0];
  return { mode, from: legs[0].from, to: legs[legs.length - 1].to, coordinates, shares, modes };
}

const toMode = (mode: string): LaneMode =>
  mode === "road" || mode === "sea" || mode === "inland-water" ? mode : "rail";

const distance = ([lon, lat]: Point, [toLon, toLat]: Point): number =>
  sphereKm({ lon, lat }, { lon: toLon, lat: toLat });

const round = (value: number, digits: number): number => Math.round(value * digits) / digits;
