// Storms that close ports: which of them a service meets at a place, and the wait for one to end.

import { weakest } from "../../../model/facts.ts";
import type { ServiceId } from "../../../model/ids.ts";
import type { Place, Service } from "../../../model/network.ts";
import type { Element } from "../service-graph.ts";
import { closedShare, stormWaitMoments } from "../storm-spells.ts";
import type { Draft } from "./draft.ts";
import { hoursIn } from "./durations.ts";
import { makeElement } from "./elements.ts";

export function stormsAt(draft: Draft, service: Service, place: Place): number[] {
  const found: number[] = [];
  for (const cause of draft.dataset.causes) {
    const meant = service.causes.includes(cause.id) || cause.services.includes(service.id as ServiceId);
    const here = cause.places.includes(place.id);
    if (!(meant || service.mode === "sea") || !(here || (meant && cause.places.length === 0))) continue;
    const storm = stormFor(draft, cause.id);
    if (storm >= 0) found.push(storm);
  }
  return found;
}

function stormFor(draft: Draft, cause: string): number {
  const known = draft.stormOf.get(cause);
  if (known !== undefined) return known;
  const at = draft.query.depart;
  const open = draft.dataset.findValue(cause, "meanOpenHours", at);
  const closed = draft.dataset.findValue(cause, "meanClosedHours", at);
  let storm = -1;
  if (open && closed && closed.value > 0) {
    storm = draft.storms.length;
    draft.storms.push({ cause, meanOpenHours: hoursIn(open), meanClosedHours: hoursIn(closed) });
  }
  draft.stormOf.set(cause, storm);
  return storm;
}

/** Waiting for a storm to end; `share` of the long-run chance to find it. Mean and variance of 0-or-exponential. */
export function stormElement(draft: Draft, storm: number, place: Place, share: number): Element {
  const spells = draft.storms[storm];
  const rows = ["meanOpenHours", "meanClosedHours"]
    .map((attribute) => draft.dataset.findValue(spells.cause, attribute, draft.query.depart))
    .filter((value) => value !== undefined);
  return {
    ...makeElement({
      kind: "wait",
      mode: "none",
      from: place.id,
      to: place.id,
      country: place.country,
      operator: "",
      waiting: true,
      storm,
      timeBasis: `closed ${Math.round(100 * closedShare(spells))} % of the time in this month, ${Math.round(spells.meanClosedHours)} h at a time`,
      sources: rows.map((value) => value.source),
      basis: weakest(rows.map((value) => value.basis)),
    }),
    ...stormWaitMoments(spells, share * closedShare(spells)),
  };
}
