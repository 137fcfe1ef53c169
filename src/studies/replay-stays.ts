// What a ship does where it does not sail, as a replay tells it.

import { PHASE } from "../engines/simulation/index.ts";

export type StayKind = "waits-to-enter" | "unloads" | "lies" | "waits-for-load" | "loads" | "waits-to-leave";

const STAYS: Readonly<Record<number, StayKind>> = {
  [PHASE.WAITING_TO_ENTER]: "waits-to-enter",
  [PHASE.UNLOADING]: "unloads",
  [PHASE.LANDING]: "unloads",
  [PHASE.AT_DOCK]: "waits-for-load",
  [PHASE.LOADING]: "loads",
  [PHASE.WAITING_TO_LEAVE]: "waits-to-leave",
};

/** Of a phase of the simulation. */
export const stayOf = (phase: number): StayKind => STAYS[phase] ?? "lies";
