// A replay in typed arrays that answer, at any hour, what moves where, which ships lie at which port, what waits and what is closed.
// Moves are found by the slot of time that they touch, so a frame looks only at those of its hour.

import type { ReplayOk } from "../../../../wire/crossing-replay.ts";

const SLOT_HOURS = 6;

/** Columns by time, with those that touch each slot. */
interface Slots {
  readonly of: readonly Int32Array[];
  readonly from: number;
}

export interface Tracks {
  readonly replay: ReplayOk;
  readonly count: number;
  readonly fromHour: Float64Array;
  readonly toHour: Float64Array;
  readonly moveSlots: Slots;
  readonly staySlots: Slots;
  /** Length, longitudes, latitudes and shares of each lane. */
  readonly lanes: readonly TrackLane[];
  /** Lines to draw in the strip, busiest first. */
  readonly lineOrder: readonly number[];
  /** Greatest number that waits in each queue, over the whole period. */
  readonly queueMost: readonly number[];
}

export interface TrackLane {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly share: Float64Array;
}

/** Prepares a replay; some milliseconds. */
export function toTracks(replay: ReplayOk): Tracks {
  const { moves, stays, lanes, queues, overview, lines } = replay;
  const { fromHour, toHour } = replay.window;
  const span = { fromHour, toHour };
  const load = lines.map(() => 0);
  moves.flow.forEach((flow, i) => {
    const line = replay.flows[flow]?.line;
    if (line !== undefined) load[line] = (load[line] ?? 0) + (moves.load[i] ?? 0);
  });
  return {
    replay,
    count: moves.lane.length,
    fromHour: Float64Array.from(moves.fromHour),
    toHour: Float64Array.from(moves.toHour),
    moveSlots: toSlots(moves.fromHour, moves.toHour, span),
    staySlots: toSlots(stays.fromHour, stays.toHour, span),
    lanes: lanes.map(({ coordinates, shares }) => ({
      lon: Float64Array.from(coordinates, ([lon]) => lon),
      lat: Float64Array.from(coordinates, ([, lat]) => lat),
      share: Float64Array.from(shares),
    })),
    lineOrder: [...lines.keys()].sort((a, b) => (load[b] ?? 0) - (load[a] ?? 0)),
    queueMost: queues.map(({ units }, q) => {
      const whole = overview.queues.find(({ queue }) => queue === q)?.units ?? [];
      let most = 0;
      for (const value of whole) most = Math.max(most, value);
      for (const value of units) most = Math.max(most, value);
      return most;
    }),
  };
}

function toSlots(
  from: readonly number[],
  to: readonly number[],
  span: { readonly fromHour: number; readonly toHour: number },
): Slots {
  const count = Math.max(1, Math.ceil((span.toHour - span.fromHour) / SLOT_HOURS) + 1);
  const slots: number[][] = Array.from({ length: count }, () => []);
  for (let i = 0; i < from.length; i++) {
    const first = Math.max(0, Math.floor(((from[i] ?? 0) - span.fromHour) / SLOT_HOURS));
    const last = Math.min(count - 1, Math.floor(((to[i] ?? 0) - span.fromHour) / SLOT_HOURS));
    for (let slot = first; slot <= last; slot++) slots[slot]?.push(i);
  }
  return { of: slots.map((slot) => Int32Array.from(slot)), from: span.fromHour };
}

const NOBODY = new Int32Array(0);

/** Rows that may be on at an hour; their own times decide. */
export function rowsAt({ of, from }: Slots, hour: number): Int32Array {
  return of[Math.min(of.length - 1, Math.max(0, Math.floor((hour - from) / SLOT_HOURS)))] ?? NOBODY;
}

/** How many wait in a queue. */
export function queueAt({ replay }: Tracks, queue: number, hour: number): number {
  const { hours, units } = replay.queues[queue] ?? { hours: [], units: [] };
  let low = 0;
  let high = hours.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hours[middle] ?? 0) <= hour) low = middle + 1;
    else high = middle;
  }
  return units[Math.max(0, low - 1)] ?? 0;
}

/** All that waits for ships. */
export function waitingAt(tracks: Tracks, hour: number): number {
  return tracks.replay.queues.reduce((sum, { kind }, q) => (kind === "yard" ? sum + queueAt(tracks, q, hour) : sum), 0);
}

/** The closure of a place that is on, the longest when there are several. */
export function closureAt({ replay }: Tracks, place: number, hour: number) {
  let found: ReplayOk["closures"][number] | undefined;
  for (const closure of replay.closures) {
    if (hour < closure.fromHour || hour >= closure.toHour || !closure.places.includes(place)) continue;
    if (!found || closure.toHour - closure.fromHour > found.toHour - found.fromHour) found = closure;
  }
  return found;
}

/** What is done on the way at a share of a lane: a train may go on as a truck, a truck aboard a ship. */
export function modeAt(lane: ReplayOk["lanes"][number], share: number): string {
  return lane.modes.find(({ until }) => share <= until)?.mode ?? lane.mode;
}
