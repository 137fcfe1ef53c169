// Mobile servers: vessels (or shuttle trains) that go round their stops. At a stop a vessel waits until the port admits it and
// a berth is free, puts out whom it carries, waits at its dock for a load, loads, waits until the port is open, gives the
// berth back and sails. What makes a load is the dock's rule (docks.ts).

import { PLACE } from "./entity-rows.ts";
import { EVENT, EVENT_STEP, type FlatStop, PRIORITY } from "./flat-model.ts";
import { PHASE } from "./gauge-plan.ts";
import type { Kernel } from "./kernel.ts";
import { AGENDA } from "./kernel-state.ts";

/** All vessels arrive at their first stop at time 0. */
export function startVessels(k: Kernel): void {
  const { vesselCount, fleetOf, stopOf, phaseOf, waiting } = k.fleets;
  waiting.length = 0;
  for (let v = 0; v < vesselCount; v++) {
    if (k.create(0, 0) !== v) throw new Error("expected vessels to be the first entities");
    k.blockOf[v] = k.flat.fleets[fleetOf[v]].block;
    k.placeOf[v] = PLACE.SERVED;
    stopOf[v] = 0;
    phaseOf[v] = PHASE.SAILING;
    k.tally.move(k.plan.phase(fleetOf[v], PHASE.SAILING), 1);
    arrive(k, v);
  }
}

/** What a vessel was busy with is over. */
export function vesselEvent(k: Kernel, v: number): void {
  const phase = k.fleets.phaseOf[v];
  if (phase === PHASE.SAILING) arrive(k, v);
  else if (phase === PHASE.UNLOADING) land(k, v);
  else readyToLeave(k, v);
}

/** Lets vessels in and out where their port and its berths allow it now. */
export function lookAtVessels(k: Kernel): void {
  const { waiting, phaseOf } = k.fleets;
  for (let i = 0; i < waiting.length; ) {
    const v = waiting[i];
    const stop = stopOf(k, v);
    const isEntering = phaseOf[v] === PHASE.WAITING_TO_ENTER;
    if (isEntering ? !admits(k, stop) : !isOpen(k, stop)) {
      i++;
      continue;
    }
    waiting.splice(i, 1);
    if (isEntering) enterPort(k, v, stop);
    else sail(k, v);
  }
}

/** A vessel could leave with its load if its port were open. */
export function vesselHeld(k: Kernel, v: number): void {
  if (k.fleets.phaseOf[v] === PHASE.AT_DOCK) setPhase(k, v, PHASE.WAITING_TO_LEAVE);
}

/** It waits for a load again: another vessel took what the weather had kept. */
export function vesselGathers(k: Kernel, v: number): void {
  if (k.fleets.phaseOf[v] === PHASE.WAITING_TO_LEAVE) setPhase(k, v, PHASE.AT_DOCK);
}

/** A dock has put its load aboard. */
export function vesselLoaded(k: Kernel, v: number): void {
  k.tally.value[0] = k.aboard[v];
  k.tally.record(k.blockOf[v]);
  load(k, v);
}

function load(k: Kernel, v: number): void {
  const { loadingLaw, loadingEachHours } = stopOf(k, v);
  setPhase(k, v, PHASE.LOADING);
  const each = loadingEachHours * k.aboard[v];
  if (loadingLaw < 0 && each === 0) readyToLeave(k, v);
  else schedule(k, v, loadingLaw, each);
}

/** Everybody has been put out. */
export function vesselLanded(k: Kernel, v: number): void {
  const { dock } = stopOf(k, v);
  if (dock < 0) {
    load(k, v);
    return;
  }
  setPhase(k, v, PHASE.AT_DOCK);
  k.dockVessels[dock].push(v);
  k.dockReady[dock]++;
  k.lookAt(AGENDA.DOCK, dock);
}

function arrive(k: Kernel, v: number): void {
  k.lostTime.vesselStopped(v, stopOf(k, v).condition);
  setPhase(k, v, PHASE.WAITING_TO_ENTER);
  k.fleets.waiting.push(v);
  k.lookAt(AGENDA.VESSELS, 0);
}

const isOpen = (k: Kernel, { condition }: FlatStop): boolean => condition < 0 || k.closed[condition] === 0;

const admits = (k: Kernel, stop: FlatStop): boolean =>
  (stop.admits || isOpen(k, stop)) && (stop.berth < 0 || k.stockFree[stop.berth] > 0);

function enterPort(k: Kernel, v: number, stop: FlatStop): void {
  const { berth, lands, unloadingLaw, unloadingEachHours, condition, admits: comesInAnyway } = stop;
  k.lostTime.vesselGoes(v, condition, !comesInAnyway);
  if (berth >= 0) k.stockTake(berth, 1);
  if (lands < 0 || k.aboard[v] === 0) {
    vesselLanded(k, v);
    return;
  }
  setPhase(k, v, PHASE.UNLOADING);
  const each = unloadingEachHours * k.aboard[v];
  if (unloadingLaw < 0 && each === 0) land(k, v);
  else schedule(k, v, unloadingLaw, each);
}

function land(k: Kernel, v: number): void {
  setPhase(k, v, PHASE.LANDING);
  k.unpack(v, stopOf(k, v).lands);
}

function readyToLeave(k: Kernel, v: number): void {
  if (isOpen(k, stopOf(k, v))) {
    sail(k, v);
    return;
  }
  k.lostTime.vesselStopped(v, stopOf(k, v).condition);
  setPhase(k, v, PHASE.WAITING_TO_LEAVE);
  k.fleets.waiting.push(v);
}

function sail(k: Kernel, v: number): void {
  const { berth, sailLaw, condition } = stopOf(k, v);
  if (k.fleets.phaseOf[v] === PHASE.WAITING_TO_LEAVE) k.lostTime.vesselGoes(v, condition, true);
  if (berth >= 0) k.giveBack(berth, 1);
  const { fleetOf, stopOf: stops } = k.fleets;
  stops[v] = (stops[v] + 1) % k.flat.fleets[fleetOf[v]].stops.length;
  setPhase(k, v, PHASE.SAILING);
  schedule(k, v, sailLaw);
}

const stopOf = (k: Kernel, v: number): FlatStop => k.flat.fleets[k.fleets.fleetOf[v]].stops[k.fleets.stopOf[v]];

function setPhase(k: Kernel, v: number, phase: number): void {
  const { fleetOf, phaseOf } = k.fleets;
  k.tally.move(k.plan.phase(fleetOf[v], phaseOf[v]), -1);
  phaseOf[v] = phase;
  k.tally.move(k.plan.phase(fleetOf[v], phase), 1);
  k.lostTime.look(fleetOf[v]);
}

function schedule(k: Kernel, v: number, law: number, more = 0): void {
  const hours = more + (law < 0 ? 0 : k.draws.draw(law, 0, k.now));
  k.events.push(k.now + hours, PRIORITY.ENDS, v * EVENT_STEP + EVENT.VESSEL);
}
