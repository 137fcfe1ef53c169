// One thing that is left out of the network, as a sentence.

import type { Exclusion } from "../engines/routing/index.ts";
import type { Dataset } from "../model/dataset.ts";
import { type InstantHours, isoDateOf } from "../model/units.ts";
import { nameOfSubject } from "./name-of-subject.ts";

/** `The railway between A and B is suspended on 2026-12-01, expected from 2027-03-01.` */
export function sayExclusion(dataset: Dataset, exclusion: Exclusion, at: InstantHours): string {
  const name = nameOfSubject(dataset, exclusion.subject);
  if (exclusion.reason === "embargo") return `${name} is closed to this cargo: ${exclusion.detail}.`;
  const until = exclusion.until ? `, expected from ${exclusion.until}` : "";
  return `${name} is ${stateOf(exclusion)} on ${isoDateOf(at)}${until}.`;
}

/** Its state in words. */
export const stateOf = ({ reason }: Exclusion): string =>
  reason === "closure" ? "closed" : reason === "embargo" ? "closed to this cargo" : reason.replace("-", " ");
