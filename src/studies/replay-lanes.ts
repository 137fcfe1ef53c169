// Along which line does cargo of a simulated crossing move on land? The simulation draws one time for all that lies between two
// stations; where on the way it is then follows from the ways of the corridor model: each part of a way takes the share of
// the time that it has of the stated mean. Not covered: which way a unit takes; marks are dealt out over the ways in proportion.

import type { FlowRead, LegGiven } from "../engines/simulation/index.ts";
import { sphereKm } from "../lib/geodesic.ts";

export type LaneMode = "rail" | "road" | "sea" | "inland-water";
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

/** Lanes of all flows, each once. */
export class Lanes {
  readonly lanes: Lane[] = [];
  readonly #known = new Map<string, number>();
  readonly #ofStep = new Map<string, readonly WeightedLane[]>();

  /** The number of a lane along legs; −1 where they move nowhere. */
  add(legs: readonly LegGiven[]): number {
    const lane = laneOf(legs);
    if (lane === undefined) return -1;
    const key = JSON.stringify([lane.coordinates, lane.shares]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.lanes.push(lane);
    this.#known.set(key, this.lanes.length - 1);
    return this.lanes.length - 1;
  }

  /**
   * Lanes of a step on land, heaviest first.
   * @param step number of the step in the part, stations counted
   */
  ofStep(flow: FlowRead, part: "before" | "after", step: number): readonly WeightedLane[] {
    const key = `${part} ${step} ${flow.id}`;
    let lanes = this.#ofStep.get(key);
    if (lanes === undefined) {
      lanes = this.#find(flow, part, step);
      this.#ofStep.set(key, lanes);
    }
    return lanes;
  }

  #find(flow: FlowRead, part: "before" | "after", step: number): WeightedLane[] {
    const steps = flow[part];
    const stations = steps.flatMap((each) => (each.kind === "station" ? [each.station] : []));
    // Delays lie between stations; a delay of no length is left out of the steps.
    const segment = steps.slice(0, step).filter(({ kind }) => kind === "station").length;
    const weights = new Map<number, number>();
    for (const way of flow.ways) {
      const lane = this.add(segmentOf(way[part], stations, segment));
      if (lane >= 0) weights.set(lane, (weights.get(lane) ?? 0) + way.perYear);
    }
    const sorted = [...weights].map(([lane, weight]) => ({ lane, weight })).sort((a, b) => b.weight - a.weight);
    const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
    return sorted.slice(0, MOST_WAYS).filter(({ weight }, i) => i === 0 || weight >= LEAST_SHARE * total);
  }
}

/** Legs of a way between two of its stations, as the simulation cuts them. */
function segmentOf(legs: readonly LegGiven[], stations: readonly string[], segment: number): LegGiven[] {
  const own: LegGiven[] = [];
  let at = 0;
  for (const leg of legs) {
    const station = stations.indexOf(leg.subject);
    if (station >= 0) at = Math.max(at, station + 1);
    if (at === segment) own.push(leg);
  }
  return own;
}

function laneOf(legs: readonly LegGiven[]): Lane | undefined {
  const total = legs.reduce((sum, leg) => sum + leg.meanHours, 0);
  const coordinates: Point[] = [];
  const shares: number[] = [];
  const modes: { until: number; mode: LaneMode }[] = [];
  const hoursOf = new Map<LaneMode, number>();
  let gone = 0;
  const put = ([lon, lat]: Point, share: number): void => {
    const point: Point = [Math.round(lon * DIGITS) / DIGITS, Math.round(lat * DIGITS) / DIGITS];
    const last = coordinates.at(-1);
    const rounded = Math.round(share * 1e4) / 1e4;
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
    const until = total > 0 ? Math.round((end / total) * 1e4) / 1e4 : 1;
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
