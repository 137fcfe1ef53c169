// Line services: ships and trains with fixed calls. One arc from each call to each later call.

import type { Place, Service } from "../../../model/network.ts";
import { joinEmissions } from "../join-rides.ts";
import { type Element, toArc } from "../service-graph.ts";
import { fadingPerHour } from "../storm-spells.ts";
import type { ChargeScope } from "./charges.ts";
import { hasStatedWait } from "./departures.ts";
import { type Draft, placeOf, stateFor } from "./draft.ts";
import { type Duration, durationOf, runTime, sumOf, withDelays } from "./durations.ts";
import { borderElement, capacityRemarks, makeElement, tractionOn, windowElements } from "./elements.ts";
import type { Emitted } from "./emissions.ts";
import { type Sailing, sailingPaths } from "./sailings.ts";
import { stormElement, stormsAt } from "./storms.ts";

export function addLineService(draft: Draft, service: Service): void {
  const forward = service.stops;
  addLineDirection(draft, service, forward, 0);
  if (service.bothWays) addLineDirection(draft, service, [...forward].reverse(), 1);
}

function addLineDirection(draft: Draft, service: Service, stops: readonly string[], direction: number): void {
  const sailings = sailingPaths(draft.dataset, service, stops, draft.query.networkDate, (link) =>
    draft.stand.isOpen(link),
  );
  for (let i = 0; i < stops.length - 1; i++) {
    const from = placeOf(draft, stops[i] as string);
    const hops: Sailing[] = [];
    for (let j = i + 1; j < stops.length; j++) {
      const to = placeOf(draft, stops[j] as string);
      const hop = sailings[j - 1];
      // What cannot be reached from here by this hop cannot be reached by a later one either.
      if (!hop || !mayPass(draft, service, hop)) break;
      hops.push(hop);
      if (to.id === from.id) continue;
      addSailing(draft, service, from, to, hops, { direction, i, j });
    }
  }
  rememberCalls(draft, service, stops, sailings, direction);
}

/** Where a line calls, and the narrows it has to pass; a port beside its way does not concern it. */
function touchedBy(draft: Draft, service: Service, hops: readonly Sailing[]): Place[] {
  const counts = (place: Place) => service.mode !== "sea" || place.kind === "sea-waypoint";
  return hops.flatMap((hop) => [
    placeOf(draft, hop.from),
    ...hop.places.map((place) => placeOf(draft, place)).filter(counts),
    placeOf(draft, hop.to),
  ]);
}

/** True when every place of a hop is open and no embargo lies on any stretch of it. */
function mayPass(draft: Draft, service: Service, hop: Sailing): boolean {
  const steps = stepsOf(draft, [hop]);
  return (
    touchedBy(draft, service, [hop]).every((place) => draft.stand.isOpen(place.id)) &&
    !steps.some(({ link, from, to }) =>
      draft.stand.embargoOn({
        link,
        mode: service.mode,
        fromPlace: from.id,
        toPlace: to.id,
        fromCountry: from.country,
        toCountry: to.country,
      }),
    )
  );
}

/** The links of a sailing with the places at their ends, in order. */
function stepsOf(draft: Draft, hops: readonly Sailing[]): { link: string; from: Place; to: Place }[] {
  return hops.flatMap((hop) => {
    const places = [hop.from, ...hop.places, hop.to].map((place) => placeOf(draft, place));
    return hop.links.map((link, k) => ({ link, from: places[k] as Place, to: places[k + 1] as Place }));
  });
}

/** A timetable states the departures at the first call; at later calls it is later by the time to get there. */
function rememberCalls(
  draft: Draft,
  service: Service,
  stops: readonly string[],
  sailings: readonly (Sailing | undefined)[],
  direction: number,
): void {
  if (service.departures !== "timetable") return;
  const call = durationOf(draft.dataset, [service.id], "callHours", draft.query.networkDate)?.meanHours ?? 0;
  for (let i = 1; i < stops.length - 1; i++) {
    const hops = sailings.slice(0, i);
    const node = draft.nodeOf.get(lineKey(service, "dep", direction, i));
    if (node === undefined || hops.some((hop) => hop === undefined)) continue;
    const [first, here] = [placeOf(draft, stops[0] as string), placeOf(draft, stops[i] as string)];
    const time = sailingTime(draft, service, first, here, hops as Sailing[]);
    if (time) draft.hoursAfterFirstCall.set(node, time.meanHours + call);
  }
}

function addSailing(
  draft: Draft,
  service: Service,
  from: Place,
  to: Place,
  hops: readonly Sailing[],
  call: { direction: number; i: number; j: number },
): void {
  const duration = sailingTime(draft, service, from, to, hops);
  if (!duration) return;
  const lengthKm = hops.reduce((sum, hop) => sum + hop.lengthKm, 0);
  const elements: Element[] = [];
  const stormsBefore = stormsAt(draft, service, from);
  // A wait that is known as a whole has the weather in it.
  if (!hasStatedWait(draft.dataset, service.id, from.id, draft.query.networkDate))
    for (const storm of stormsBefore) elements.push(stormElement(draft, storm, from, 1));
  elements.push(...windowElements(draft, from, [service.id, from.id]));
  const scope: ChargeScope = { subject: service.id, country: "", from: from.id, to: to.id };
  elements.push(
    makeElement({
      kind: "line-haul",
      mode: service.mode,
      from: from.id,
      to: to.id,
      country: service.mode === "sea" ? "XX" : from.country,
      service,
      operator: service.operator,
      km: lengthKm,
      duration,
      charges: [...draft.charges.forDistance(scope, lengthKm), ...draft.charges.forEvent(scope)],
      emitted: emittedBy(draft, service, hops, lengthKm),
      link: hops.map((hop) => hop.links.join(" ")).join(" "),
      geometry: joinLines(hops.map((hop) => hop.geometry)),
      remarks: capacityRemarks(draft, service.id),
    }),
  );
  for (const storm of stormsAt(draft, service, to)) {
    const rate = fadingPerHour(draft.storms[storm]);
    // Known open when it left: the chance of a closed port on arrival grows back with the sailing time.
    const fresh = stormsBefore.includes(storm) ? 1 - draft.tilts.of(duration.parts, rate) : 1;
    elements.push(stormElement(draft, storm, to, fresh));
  }
  const steps = stepsOf(draft, hops);
  // A ship meets the authorities of the port it is bound for; anything on land those of every country on its way.
  for (const frontier of service.mode === "sea" ? [{ from, to }] : steps) {
    if (frontier.from.country === frontier.to.country) continue;
    const border = borderElement(draft, service, frontier.from, frontier.to, to);
    if (border) elements.push(border);
  }
  draft.arcs.push(
    toArc(
      lineNode(draft, service, from, "dep", call.direction, call.i),
      lineNode(draft, service, to, "arr", call.direction, call.j),
      elements,
      [
        ...new Set([
          service.id,
          `mode:${service.mode}`,
          ...steps.map((step) => step.link),
          ...touchedBy(draft, service, hops).flatMap((place) => [place.id, `country:${place.country}`]),
        ]),
      ],
    ),
  );
}

/** At sea as one, on land link by link: grids and traction differ. */
function emittedBy(draft: Draft, service: Service, hops: readonly Sailing[], lengthKm: number): Emitted | undefined {
  const { mode, id } = service;
  if (mode === "sea") return draft.emissions.ofRide({ mode, service: id, country: "", traction: "", km: lengthKm });
  const pieces = stepsOf(draft, hops).map(({ link, from }) => {
    const length = draft.dataset.findValue(link, "lengthKm", draft.query.networkDate)?.value ?? 0;
    const ride = { mode, service: id, country: from.country, traction: tractionOn(draft, link), km: length };
    return { km: length, ...draft.emissions.ofRide(ride) };
  });
  const emission = joinEmissions(pieces, lengthKm);
  return emission && { kg: pieces.reduce((sum, { kg = 0 }) => sum + kg, 0), emission };
}

/** Stated transit time between the two calls, else of each hop (stated, or length over speed) and the calls between. */
function sailingTime(
  draft: Draft,
  service: Service,
  from: Place,
  to: Place,
  hops: readonly Sailing[],
): Duration | undefined {
  const at = draft.query.networkDate;
  const through = durationOf(draft.dataset, [`${service.id}#${from.id}>${to.id}`], "transitHours", at);
  if (through) return through;
  const parts: Duration[] = [];
  const callTime = durationOf(draft.dataset, [service.id], "callHours", at);
  for (const [k, hop] of hops.entries()) {
    const call = k > 0 ? withDelays(callTime, [draft.stand.extraHoursAt(hop.from)]) : undefined;
    if (call) parts.push(call);
    const stated = durationOf(draft.dataset, [`${service.id}#${hop.from}>${hop.to}`], "transitHours", at);
    const speed = draft.dataset.findValue(service.id, "speedKmh", at);
    if (stated) parts.push(stated);
    else if (speed && speed.value > 0 && hop.length) parts.push(runTime(hop.lengthKm, hop.length, speed));
    else return undefined;
  }
  return parts.length === 1 ? parts[0] : sumOf(parts);
}

function lineNode(
  draft: Draft,
  service: Service,
  place: Place,
  side: "dep" | "arr",
  direction: number,
  call: number,
): number {
  const states = side === "dep" ? draft.departures : draft.arrivals;
  return stateFor(draft, lineKey(service, side, direction, call), states, service, place);
}

const lineKey = (service: Service, side: "dep" | "arr", direction: number, call: number): string =>
  `${side}:${service.id}:${direction}:${call}`;

function joinLines(lines: readonly (readonly (readonly [number, number])[])[]): (readonly [number, number])[] {
  const joined: (readonly [number, number])[] = [];
  for (const line of lines) joined.push(...(joined.length > 0 ? line.slice(1) : line));
  return joined;
}
