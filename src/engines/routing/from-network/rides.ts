// Network services: they ride any open link of their mode and gauge, from place to place.

import type { Value } from "../../../model/facts.ts";
import type { Link, Place, Service } from "../../../model/network.ts";
import { type Element, toArc } from "../service-graph.ts";
import type { ChargeScope } from "./charges.ts";
import { type Draft, placeOf, stateFor } from "./draft.ts";
import { firstValue, runTime, withDelays } from "./durations.ts";
import { borderElement, capacityRemarks, delayElements, makeElement, tractionOn, windowElements } from "./elements.ts";
import { lineOf } from "./sailings.ts";

export function addNetworkService(draft: Draft, service: Service): void {
  const within = new Set<string>(service.countries);
  for (const link of draft.dataset.links.values()) {
    if (link.mode !== service.mode) continue;
    if (service.gauge !== 0 && !link.gauges.includes(service.gauge)) continue;
    const from = placeOf(draft, link.from);
    const to = placeOf(draft, link.to);
    // A service runs up to the first place beyond its countries, where the neighbour takes over.
    if (within.size > 0 && !within.has(from.country) && !within.has(to.country)) continue;
    if (!draft.stand.isOpen(link.id)) continue;
    addRide(draft, service, link, from, to);
    if (!link.oneWay) addRide(draft, service, link, to, from);
  }
}

function addRide(draft: Draft, service: Service, link: Link, from: Place, to: Place): void {
  const movement = {
    link: link.id,
    mode: link.mode,
    fromPlace: from.id,
    toPlace: to.id,
    fromCountry: from.country,
    toCountry: to.country,
  };
  if (!draft.stand.isOpen(from.id) || !draft.stand.isOpen(to.id) || draft.stand.embargoOn(movement)) return;
  const at = draft.query.networkDate;
  const length = draft.dataset.findValue(link.id, "lengthKm", at);
  const speed = speedOn(draft, service, link, from.country);
  if (!length || !speed || speed.value <= 0) return;
  const ride = rideElement(draft, service, link, from, to, length, speed);
  const elements = windowElements(draft, from, [service.id, from.id, link.id]);
  elements.push(ride);
  if (from.country !== to.country) {
    const border = borderElement(draft, service, from, to);
    if (border) elements.push(border);
  }
  const touches = [
    from.id,
    to.id,
    link.id,
    service.id,
    `mode:${link.mode}`,
    `country:${from.country}`,
    `country:${to.country}`,
  ];
  const head = networkNode(draft, service, to);
  draft.arcs.push(toArc(boardedNode(draft, service, from), head, elements, touches));
  // Who boards here has met a delay of this place in its terminal; who passes meets it now.
  const passing = [...delayElements(draft, from, from.id), ...elements];
  draft.arcs.push(toArc(networkNode(draft, service, from), head, passing, touches));
}

/**
 * The link's own speed before the service's. It is that of through trains: wagons that are sorted on the way gain nothing
 * by a faster line, and keep their own where that is slower.
 */
function speedOn(draft: Draft, service: Service, link: Link, country: string): Value | undefined {
  const at = draft.query.networkDate;
  const ofLink = draft.dataset.findValue(link.id, "speedKmh", at);
  const own = firstValue(draft.dataset, [`${service.id}@${country}`, service.id], "speedKmh", at);
  const keepsOwn = service.trainClass === "wagonload" && own !== undefined && own.value < (ofLink?.value ?? 0);
  return ofLink && !keepsOwn ? ofLink : own;
}

function rideElement(
  draft: Draft,
  service: Service,
  link: Link,
  from: Place,
  to: Place,
  length: Value,
  speed: Value,
): Element {
  const lengthKm = length.value;
  const scope: ChargeScope = { subject: service.id, country: from.country, from: from.id, to: to.id };
  const entering: ChargeScope = { subject: service.id, country: to.country, from: from.id, to: to.id };
  const charges = draft.charges.forDistance(scope, lengthKm);
  // A price per unit of a country is due where the consignment enters it.
  if (from.country !== to.country) charges.push(...draft.charges.forEntering(entering));
  const emitted = draft.emissions.ofRide({
    mode: link.mode,
    service: service.id,
    country: from.country,
    traction: tractionOn(draft, link.id),
    km: lengthKm,
  });
  return makeElement({
    kind: "line-haul",
    mode: link.mode,
    from: from.id,
    to: to.id,
    country: from.country,
    service,
    operator: link.operator || service.operator,
    km: lengthKm,
    duration: withDelays(runTime(lengthKm, length, speed), [draft.stand.extraHoursAt(link.id)]),
    charges,
    emitted,
    link: link.id,
    geometry: lineOf(draft.dataset, link, from.id),
    remarks: capacityRemarks(draft, link.id),
  });
}

/** Arrived at a place by riding: from here one rides on, alights or tranships. */
function networkNode(draft: Draft, service: Service, place: Place): number {
  return stateFor(draft, `net:${service.id}:${place.id}`, draft.arrivals, service, place);
}

/** Boarded at a place, not moved yet: from here one only rides, so that lifts do not follow one another on the spot. */
function boardedNode(draft: Draft, service: Service, place: Place): number {
  return stateFor(draft, `brd:${service.id}:${place.id}`, draft.departures, service, place);
}
