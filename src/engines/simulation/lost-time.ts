// What did those who waited wait for? Hours of waiting by class and cause, kept while a run goes on, so that the causes of a
// class add up to its waiting. In a queue that vessels take from, an hour counts as weather's while a vessel of that port is
// kept in or out by a closed port, as the berth's while one waits for a berth, else as the ship's; those aboard a vessel that
// is kept out or in count too. Who is kept at a server or delay by a full place behind waits for what that place is for. Not covered: loads that cannot be landed for want of room.

import { type FlatStop, KIND } from "./flat-model.ts";
import { PHASE } from "./gauge-plan.ts";
import type { KernelState } from "./kernel-state.ts";

/** What waiting is for; `waitsFor` of a block says so. In a vessel's queue it may be anything: hours divide as above. */
export const CAUSES = ["ship", "weather", "berth", "border", "wagon", "other"] as const;
export type Cause = (typeof CAUSES)[number];

const [SHIP, WEATHER, BERTH] = [0, 1, 2];

/** The part of a kernel that this needs before it is whole. */
type Flat = KernelState["flat"];

export class LostTime {
  /** Whether anything is kept: only where a block says what it waits for. */
  readonly isKept: boolean;
  /** Hours of waits that ended, class by class, cause by cause. */
  readonly hours: Float64Array;
  readonly #k: KernelState;
  /** By block: for what waiting in it counts; −1 in a queue that vessels take from. */
  readonly #causeOf: Int32Array;
  readonly #yards: readonly Yard[];
  readonly #yardOf: Int32Array;
  /** Of each condition: hours closed until `#closedSince`, and since when that holds. */
  readonly #closedHours: Float64Array;
  readonly #closedSince: Float64Array;

  constructor(k: KernelState, flat: Flat) {
    const { blocks, classes, fleets, docks, conditions } = flat;
    this.#k = k;
    this.hours = new Float64Array(classes.length * CAUSES.length);
    this.#causeOf = blocks.waitsFor.map((cause) => (cause < 0 ? CAUSES.length - 1 : cause));
    this.#yardOf = new Int32Array(blocks.count).fill(-1);
    this.#closedHours = new Float64Array(conditions.length);
    this.#closedSince = new Float64Array(conditions.length);
    const yards: Yard[] = [];
    for (let b = 0; b < blocks.count; b++) {
      if (blocks.kind[b] !== KIND.STORE || blocks.ownDock[b] >= 0) continue;
      this.#yardOf[b] = yards.length;
      yards.push({
        calls: blocks.docksOf[b].map((d) => {
          const fleet = fleets.findIndex(({ block }) => block === docks[d].owner);
          const { stops } = fleets[fleet];
          const { stop } = docks[d];
          // Of the same port: back to where its vessels land, and not past another loading.
          const near = [stop];
          for (let back = 1; back < stops.length; back++) {
            const at = (stop - back + stops.length) % stops.length;
            if (stops[at].dock >= 0 || stops[near[0]].lands >= 0 || isElsewhere(stops, stop, at)) break;
            near.unshift(at);
          }
          return { fleet, stop, near };
        }),
        clock: new Float64Array(3),
        state: SHIP,
      });
    }
    this.#yards = yards;
    this.isKept = blocks.waitsFor.some((cause) => cause >= 0);
  }

  /** A new run: nothing is closed yet, no vessel anywhere. */
  clear(): void {
    this.hours.fill(0);
    this.#closedHours.fill(0);
    this.#closedSince.fill(0);
    for (const yard of this.#yards) {
      yard.clock.fill(0);
      yard.state = SHIP;
    }
  }

  /** Forgets what was counted; waits that have begun will count in full, as everywhere. */
  restart(): void {
    this.hours.fill(0);
  }

  /** Somebody begins to wait for a vessel. */
  begin(b: number, e: number): void {
    const at = this.#yardOf[b];
    if (at < 0) return;
    const { clock } = this.#settle(this.#yards[at]);
    this.#k.endAt[e] = clock[WEATHER];
    this.#k.workHours[e] = clock[BERTH];
  }

  /** A wait in a block is over. */
  end(b: number, e: number): void {
    const k = this.#k;
    const hours = k.now - k.sinceAt[e];
    if (!(hours > 0)) return;
    const at = this.#yardOf[b];
    if (at < 0) {
      this.add(e, this.#causeOf[b], hours);
      return;
    }
    const { clock } = this.#settle(this.#yards[at]);
    const [weather, berth] = [clock[WEATHER] - k.endAt[e], clock[BERTH] - k.workHours[e]];
    this.add(e, WEATHER, weather);
    this.add(e, BERTH, berth);
    this.add(e, SHIP, hours - weather - berth);
  }

  /** Somebody is done but finds the next block full. The head of a queue waits in it and is counted there. */
  block(e: number): void {
    this.#k.workHours[e] = this.#k.now;
  }

  /** Room has come free in a block: until then it was what waiting in that block is for. */
  unblock(b: number, e: number): void {
    const hours = this.#k.now - this.#k.workHours[e];
    this.add(e, this.#yardOf[b] < 0 ? this.#causeOf[b] : SHIP, hours);
  }

  /** Counts hours for somebody, or for all aboard. */
  add(e: number, cause: number, hours: number): void {
    const { aboard, classOf, firstAboard, next } = this.#k;
    if (aboard[e] === 0) {
      this.hours[classOf[e] * CAUSES.length + cause] += hours;
      return;
    }
    let member = firstAboard[e];
    for (let i = aboard[e]; i > 0; i--, member = next[member])
      this.hours[classOf[member] * CAUSES.length + cause] += hours;
  }

  /** A vessel begins to wait before a port. */
  vesselStopped(v: number, condition: number): void {
    if (!this.isKept) return;
    this.#k.sinceAt[v] = this.#k.now;
    this.#k.endAt[v] = condition < 0 ? 0 : this.#closedUntilNow(condition);
  }

  /** A vessel goes on: what kept it kept all aboard. */
  vesselGoes(v: number, condition: number, isShut: boolean): void {
    if (!this.isKept) return;
    const k = this.#k;
    const hours = k.now - k.sinceAt[v];
    if (k.aboard[v] === 0 || !(hours > 0)) return;
    const weather = isShut && condition >= 0 ? Math.min(hours, this.#closedUntilNow(condition) - k.endAt[v]) : 0;
    this.add(v, WEATHER, weather);
    this.add(v, BERTH, hours - weather);
  }

  /** A condition opens or closes; told before the count of its closures changes. */
  conditionChanges(condition: number): void {
    this.#closedHours[condition] = this.#closedUntilNow(condition);
    this.#closedSince[condition] = this.#k.now;
  }

  /** Looks again at what waiting is for, in the queues of a fleet or in all. */
  look(fleet = -1): void {
    if (!this.isKept) return;
    for (const yard of this.#yards) {
      if (fleet >= 0 && yard.calls.every((call) => call.fleet !== fleet)) continue;
      this.#settle(yard);
      yard.state = this.#stateOf(yard);
    }
  }

  #closedUntilNow(condition: number): number {
    const isClosed = this.#k.closed[condition] > 0;
    return this.#closedHours[condition] + (isClosed ? this.#k.now - this.#closedSince[condition] : 0);
  }

  #settle(yard: Yard): Yard {
    const { now } = this.#k;
    const { clock, state } = yard;
    clock[state] += state === SHIP ? 0 : now - clock[SHIP];
    // The place of the ship's hours, which are what is left, keeps since when the state holds.
    clock[SHIP] = now;
    return yard;
  }

  /** A load that is due and may not leave waits for the weather; one that gathers, or has no vessel near, for the ship. */
  #stateOf({ calls }: Yard): number {
    const { fleets, flat, closed } = this.#k;
    let [isGathering, isShutOut, wantsBerth] = [false, false, false];
    for (const { fleet, stop, near } of calls) {
      const { stops } = flat.fleets[fleet];
      for (let v = 0; v < fleets.vesselCount; v++) {
        if (fleets.fleetOf[v] !== fleet || !near.includes(fleets.stopOf[v])) continue;
        const phase = fleets.phaseOf[v];
        if (fleets.stopOf[v] === stop && phase === PHASE.WAITING_TO_LEAVE) return WEATHER;
        if (fleets.stopOf[v] === stop && phase === PHASE.AT_DOCK) isGathering = true;
        if (phase !== PHASE.WAITING_TO_ENTER) continue;
        const { condition, admits } = stops[fleets.stopOf[v]];
        if (!admits && condition >= 0 && closed[condition] > 0) isShutOut = true;
        else wantsBerth = true;
      }
    }
    return isGathering ? SHIP : isShutOut ? WEATHER : wantsBerth ? BERTH : SHIP;
  }
}

/** Whether a stop is of another port than that at which a vessel loads; where ports are not named, as weather or berths say. */
function isElsewhere(stops: readonly FlatStop[], loading: number, at: number): boolean {
  const { condition, berth, port } = stops[loading];
  if (port >= 0 && stops[at].port >= 0) return port !== stops[at].port;
  const own = berth < 0 ? stops[(loading + 1) % stops.length].berth : berth;
  const other = stops[at];
  const differ = (a: number, b: number): boolean => a >= 0 && b >= 0 && a !== b;
  return differ(condition, other.condition) || differ(own, other.berth);
}

interface Yard {
  /** Fleet, stop at which it takes from here, stops of the same port until then. */
  readonly calls: readonly { readonly fleet: number; readonly stop: number; readonly near: readonly number[] }[];
  /** Since when the state holds, then hours of weather and of berths until then. */
  readonly clock: Float64Array;
  state: number;
}
