// Who comes and when: at random, at times given, or by a timetable with delays; alone or several at once. Who finds the first
// block full goes away and is counted as lost: what should wait instead needs a queue in front.

import { LimitReached } from "./entity-rows.ts";
import { EVENT, EVENT_STEP, type FlatArrivals, PRIORITY } from "./flat-model.ts";
import type { Kernel } from "./kernel.ts";

/** The first arrival of each source. */
export function startArrivals(k: Kernel): void {
  k.arrivalsMade.fill(0);
  for (const [a, spec] of k.flat.arrivals.entries()) {
    k.openArrivals++;
    scheduleNext(k, a, spec);
  }
}

/** Somebody comes, or with delays is due to come. */
export function arrive(k: Kernel, a: number): void {
  const spec = k.flat.arrivals[a];
  k.arrivalsMade[a]++;
  scheduleNext(k, a, spec);
  if (spec.lateLaw < 0) {
    bring(k, spec);
    return;
  }
  const late = k.draws.draw(spec.lateLaw, spec.classOf, k.now);
  k.openArrivals++;
  k.events.push(k.now + late, PRIORITY.ARRIVAL, a * EVENT_STEP + EVENT.LATE_ARRIVAL);
}

/** Who was due comes. */
export function arriveLate(k: Kernel, a: number): void {
  k.openArrivals--;
  bring(k, k.flat.arrivals[a]);
}

function scheduleNext(k: Kernel, a: number, spec: FlatArrivals): void {
  const made = k.arrivalsMade[a];
  const { due } = k.events;
  if (made >= spec.limit) due[0] = Number.POSITIVE_INFINITY;
  else if (spec.law >= 0) {
    k.draws.drawInto(spec.law, spec.classOf, k.clock);
    due[0] = k.now + k.draws.out[0];
  } else due[0] = timeGiven(spec, made);
  if (due[0] < Number.POSITIVE_INFINITY) k.events.schedule(PRIORITY.ARRIVAL, a * EVENT_STEP + EVENT.ARRIVAL);
  else k.openArrivals--;
}

function timeGiven(spec: FlatArrivals, made: number): number {
  if (spec.times !== undefined) return made < spec.times.length ? spec.times[made] : Number.POSITIVE_INFINITY;
  return spec.first + made * spec.every;
}

function bring(k: Kernel, { block, sizeLaw, classOf, level }: FlatArrivals): void {
  const size = sizeLaw < 0 ? 1 : Math.max(0, Math.floor(k.draws.draw(sizeLaw, classOf, k.now) + 0.5));
  if (size > k.maxEntities) throw new LimitReached("entities");
  for (let i = 0; i < size; i++) {
    const e = k.create(classOf, level);
    k.arrived++;
    const target = k.follow(block, e);
    if (k.canEnter(target)) {
      k.moveInside(1);
      k.enter(target, e);
    } else {
      k.lost[target]++;
      k.release(e);
    }
  }
}
