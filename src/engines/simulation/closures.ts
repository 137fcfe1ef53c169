// Weather and other closures: alternating renewal processes. What depends on several is open when all are open, so a common
// storm beside local ones makes ports close together. What a closure does to a service under way: it goes on (`finish`), waits
// and goes on where it was (`resume`), or begins again with the same work (`repeat`).

import { EVENT, EVENT_STEP, ON_CLOSING, PRIORITY } from "./flat-model.ts";
import type { Kernel } from "./kernel.ts";
import { AGENDA } from "./kernel-state.ts";

/** Who depends on each condition. */
export interface Dependents {
  readonly servers: readonly number[];
  readonly docks: readonly number[];
  readonly hasStops: boolean;
}

/** Who depends on each condition, from the model. */
export function listDependents({ flat }: Kernel): Dependents[] {
  return flat.conditions.map((_, condition) => ({
    servers: [...flat.blocks.condition.keys()].filter(
      (b) => flat.blocks.condition[b] === condition && flat.blocks.ownDock[b] < 0,
    ),
    docks: [...flat.docks.keys()].filter((d) => flat.docks[d].condition === condition),
    hasStops: flat.fleets.some(({ stops }) => stops.some((stop) => stop.condition === condition)),
  }));
}

/** The first opening or closing of each. */
export function startClosures(k: Kernel): void {
  for (const [c, closure] of k.flat.closures.entries()) {
    if (!closure.startsOpen) {
      k.closureClosed[c] = 1;
      for (const [condition, closures] of k.flat.conditions.entries()) if (closures.includes(c)) k.closed[condition]++;
    }
    scheduleChange(k, c);
  }
}

/** A closure begins or ends. */
export function changeClosure(k: Kernel, c: number, dependents: readonly Dependents[]): void {
  const isClosing = k.closureClosed[c] === 0;
  k.closureClosed[c] = isClosing ? 1 : 0;
  scheduleChange(k, c);
  for (const [condition, closures] of k.flat.conditions.entries()) {
    if (!closures.includes(c)) continue;
    const before = k.closed[condition];
    k.lostTime.conditionChanges(condition);
    k.closed[condition] += isClosing ? 1 : -1;
    if (isClosing && before === 0) close(k, dependents[condition]);
    if (!isClosing && before === 1) open(k, dependents[condition]);
  }
  k.lostTime.look();
}

function scheduleChange(k: Kernel, c: number): void {
  const { openLaw, closedLaw, windows } = k.flat.closures[c];
  if (windows !== undefined) {
    // Closings stand at even places, openings at odd ones; of one instant the opening has been.
    const isClosed = k.closureClosed[c] === 1;
    const at = windows.findIndex((hour, i) => (i % 2 === 1) === isClosed && (isClosed ? hour > k.now : hour >= k.now));
    if (at >= 0) k.events.push(windows[at], PRIORITY.CLOSURE, c * EVENT_STEP + EVENT.CLOSURE);
    return;
  }
  const hours = k.draws.draw(k.closureClosed[c] === 1 ? closedLaw : openLaw, 0, k.now);
  if (hours < Number.POSITIVE_INFINITY) k.events.push(k.now + hours, PRIORITY.CLOSURE, c * EVENT_STEP + EVENT.CLOSURE);
}

function close(k: Kernel, { servers }: Dependents): void {
  for (const b of servers) {
    for (let e = k.inServiceHead[b]; e >= 0; e = k.next[e]) {
      k.interruptions[b]++;
      k.endAt[e] = k.flat.blocks.onClosing[b] === ON_CLOSING.REPEAT ? k.workHours[e] : k.endAt[e] - k.now;
      k.endOrder[e] = -1;
    }
  }
}

function open(k: Kernel, { servers, docks, hasStops }: Dependents): void {
  for (const b of servers) {
    for (let e = k.inServiceHead[b]; e >= 0; e = k.next[e]) {
      k.endAt[e] += k.now;
      k.endOrder[e] = k.events.push(k.endAt[e], PRIORITY.ENDS, e * EVENT_STEP + EVENT.SERVICE_END);
    }
    k.startWaiting(b);
    // Where nobody waits inside, a free server is room for who is blocked outside.
    if (k.waiterHead[b] >= 0) k.lookAt(AGENDA.ROOM, b);
  }
  for (const dock of docks) k.lookAt(AGENDA.DOCK, dock);
  if (hasStops) k.lookAt(AGENDA.VESSELS, 0);
}
