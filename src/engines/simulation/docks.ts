// When does a load depart? A dock takes entities from waiting rooms once its rule says so: full, at the end of a patience that
// begins when the least load is there, at once, or by a timetable. Batches, bulk servers and vessels have docks.

import { PLACE } from "./entity-rows.ts";
import { DOCK_OF, EVENT, EVENT_STEP, type FlatDock, KIND, PRIORITY } from "./flat-model.ts";
import type { Kernel } from "./kernel.ts";
import { AGENDA } from "./kernel-state.ts";
import { vesselGathers, vesselHeld, vesselLoaded } from "./vessels.ts";

/** All docks ready, and the first departures of timetables. */
export function startDocks(k: Kernel): void {
  for (const [d, dock] of k.flat.docks.entries()) {
    if (dock.ownerKind === DOCK_OF.BATCH) k.dockReady[d] = 1;
    if (dock.ownerKind === DOCK_OF.BULK) k.dockReady[d] = k.flat.blocks.servers[dock.owner];
    if (dock.every > 0) k.events.push(dock.first, PRIORITY.DEPARTURE, d * EVENT_STEP + EVENT.TIMETABLE);
  }
}

/** A departure of the timetable. Without the least load it is left out; closed or absent, it is late. */
export function timetableDue(k: Kernel, d: number): void {
  const dock = k.flat.docks[d];
  k.events.push(k.now + dock.every, PRIORITY.DEPARTURE, d * EVENT_STEP + EVENT.TIMETABLE);
  k.dockDue[d] = 1;
  lookAtDock(k, d);
  if (k.dockDue[d] === 1 && k.dockReady[d] > 0 && isOpen(k, dock)) k.dockDue[d] = 0;
}

/** A patience has run out, unless its load has left before. */
export function timerOver(k: Kernel, d: number): void {
  k.dockTimer[d] = -1;
  k.dockDue[d] = 1;
  lookAtDock(k, d);
}

/** Departs as often as the rule allows now, and starts the clock of a patience. */
export function lookAtDock(k: Kernel, d: number): void {
  const dock = k.flat.docks[d];
  while (k.dockReady[d] > 0) {
    let waiting = 0;
    for (const source of dock.sources) waiting += k.tally.valueOf(3 * source);
    if (waiting >= dock.least && dock.patienceLaw >= 0 && k.dockTimer[d] < 0 && k.dockDue[d] === 0) {
      const hours = k.draws.draw(dock.patienceLaw, 0, k.now);
      k.dockTimer[d] = k.events.push(k.now + hours, PRIORITY.DEPARTURE, d * EVENT_STEP + EVENT.DOCK_TIMER);
    }
    const room = dock.ownerKind === DOCK_OF.VESSEL ? mostOf(k, dock) - k.aboard[k.dockVessels[d][0]] : dock.most;
    const isFull = waiting >= room && dock.every === 0;
    const isDue = waiting >= dock.least && (dock.isAtOnce || k.dockDue[d] === 1);
    if (!(isFull || isDue)) {
      if (dock.ownerKind === DOCK_OF.VESSEL) vesselGathers(k, k.dockVessels[d][0]);
      return;
    }
    if (!isOpen(k, dock)) {
      // From here on it waits for the weather and no longer for a load.
      if (dock.ownerKind === DOCK_OF.VESSEL) vesselHeld(k, k.dockVessels[d][0]);
      return;
    }
    k.dockDue[d] = 0;
    k.dockTimer[d] = -1;
    depart(k, d, dock, Math.min(waiting, room));
  }
}

/** What a vessel takes now. */
function mostOf(k: Kernel, { most, mostLater }: FlatDock): number {
  let now = most;
  for (let i = 0; i < mostLater.length && mostLater[i] <= k.now; i += 2) now = mostLater[i + 1];
  return now;
}

const isOpen = (k: Kernel, { condition }: FlatDock): boolean => condition < 0 || k.closed[condition] === 0;

function depart(k: Kernel, d: number, dock: FlatDock, load: number): void {
  if (dock.ownerKind === DOCK_OF.VESSEL) {
    const vessel = k.dockVessels[d].shift();
    if (vessel === undefined) throw new Error("expected a vessel at a dock that is ready");
    k.dockReady[d]--;
    take(k, dock, vessel, load);
    vesselLoaded(k, vessel);
    return;
  }
  // A timetable may find nobody; then nothing goes.
  if (load === 0) return;
  const [source] = dock.sources;
  const first = k.headOf(source);
  const carrier = k.create(k.classOf[first], k.levelOf[first]);
  k.blockOf[carrier] = source;
  k.placeOf[carrier] = PLACE.SERVED;
  k.sinceAt[carrier] = k.now;
  take(k, dock, carrier, load);
  if (dock.ownerKind === DOCK_OF.BATCH) sendBatch(k, d, source, carrier);
  else beginBulk(k, d, source, carrier);
}

/** Aboard go those of the first source, then those of the next. */
function take(k: Kernel, dock: FlatDock, carrier: number, load: number): void {
  let left = load;
  for (const source of dock.sources) {
    for (let here = Math.min(left, k.tally.valueOf(3 * source)); here > 0; here--, left--) {
      const e = k.dequeue(source);
      if (dock.boards >= 0) k.resolve(dock.boards, e);
      k.board(carrier, e);
    }
  }
}

function sendBatch(k: Kernel, d: number, block: number, carrier: number): void {
  const target = k.resolve(k.flat.blocks.to[block], carrier);
  if (k.canEnter(target)) {
    k.enter(target, carrier);
    return;
  }
  k.dockReady[d] = 0;
  k.tally.move(k.plan.busy(block), 1);
  k.tally.move(k.plan.blocked(block), 1);
  k.addWaiter(target, carrier);
}

function beginBulk(k: Kernel, d: number, block: number, carrier: number): void {
  k.dockReady[d]--;
  k.tally.move(k.plan.busy(block), 1);
  k.joinCarrier[block] = carrier;
  const hours = k.draws.draw(k.flat.blocks.law[block], k.classOf[carrier], k.now);
  k.events.push(k.now + hours, PRIORITY.ENDS, carrier * EVENT_STEP + EVENT.BULK_END);
}

/** A bulk service is over: all aboard go on. */
export function endBulk(k: Kernel, carrier: number): void {
  const block = k.blockOf[carrier];
  if (k.joinCarrier[block] === carrier) k.joinCarrier[block] = -1;
  k.unpack(carrier, k.flat.blocks.to[block]);
}

/** A batch has been taken in, or a bulk server is empty: it can gather the next. */
export function storeFreed(k: Kernel, carrier: number, block: number): void {
  const d = k.flat.blocks.ownDock[block];
  if (k.flat.blocks.kind[block] !== KIND.STORE || d < 0)
    throw new Error("expected the store of a batch or bulk server");
  if (carrier >= 0) {
    k.servedHours[block] += k.now - k.sinceAt[carrier];
    k.tally.move(k.plan.busy(block), -1);
    k.release(carrier);
  }
  k.dockReady[d]++;
  k.lookAt(AGENDA.DOCK, d);
}
