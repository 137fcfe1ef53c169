// The way of a line service between two calls: the shortest open chain of links of its mode.

import type { Dataset } from "../../../model/dataset.ts";
import type { Value } from "../../../model/facts.ts";
import type { PlaceId } from "../../../model/ids.ts";
import type { Link, Service } from "../../../model/network.ts";
import { type InstantHours, type Km, km } from "../../../model/units.ts";

export interface Sailing {
  readonly from: string;
  readonly to: string;
  readonly lengthKm: Km;
  /** The first link's length row, which carries the source. */
  readonly length: Value;
  readonly links: readonly string[];
  /** Places passed between the ends. */
  readonly places: readonly string[];
  /** [lon, lat] from start to end. */
  readonly geometry: readonly (readonly [number, number])[];
}

/** One sailing for each pair of consecutive calls; undefined where no open chain joins them. */
export function sailingPaths(
  dataset: Dataset,
  service: Service,
  stops: readonly string[],
  at: InstantHours,
  isOpen: (link: string) => boolean,
): (Sailing | undefined)[] {
  return stops.slice(1).map((to, i) => shortestSailing(dataset, service, stops[i] as string, to, at, isOpen));
}

interface Reached {
  readonly lengthKm: number;
  readonly via?: { readonly link: Link; readonly from: string };
}

/** Dijkstra with a plain scan: a sea has a few dozen links. */
function shortestSailing(
  dataset: Dataset,
  service: Service,
  from: string,
  to: string,
  at: InstantHours,
  isOpen: (link: string) => boolean,
): Sailing | undefined {
  const reached = new Map<string, Reached>([[from, { lengthKm: 0 }]]);
  const open = new Set([from]);
  const done = new Set<string>();
  while (open.size > 0) {
    let here = "";
    for (const place of open) {
      if (here === "" || (reached.get(place) as Reached).lengthKm < (reached.get(here) as Reached).lengthKm)
        here = place;
    }
    open.delete(here);
    done.add(here);
    if (here === to) return trace(dataset, from, to, reached, at);
    for (const link of dataset.linksOf(here as PlaceId)) {
      if (link.mode !== service.mode || (link.oneWay && link.from !== here)) continue;
      const next = link.from === here ? link.to : link.from;
      const length = dataset.findValue(link.id, "lengthKm", at);
      if (done.has(next) || !length || !isOpen(link.id)) continue;
      const lengthKm = (reached.get(here) as Reached).lengthKm + length.value;
      if (lengthKm < (reached.get(next)?.lengthKm ?? Number.POSITIVE_INFINITY)) {
        reached.set(next, { lengthKm, via: { link, from: here } });
        open.add(next);
      }
    }
  }
  return undefined;
}

function trace(
  dataset: Dataset,
  from: string,
  to: string,
  reached: ReadonlyMap<string, Reached>,
  at: InstantHours,
): Sailing | undefined {
  const links: string[] = [];
  const places: string[] = [];
  let geometry: (readonly [number, number])[] = [];
  let length: Value | undefined;
  for (let here = to; here !== from; ) {
    const via = reached.get(here)?.via;
    if (!via) return undefined;
    const piece = lineOf(dataset, via.link, via.from);
    geometry = geometry.length > 0 ? [...piece, ...geometry.slice(1)] : piece;
    links.unshift(via.link.id);
    length = dataset.findValue(via.link.id, "lengthKm", at);
    here = via.from;
    if (here !== from) places.unshift(here);
  }
  const lengthKm = km(reached.get(to)?.lengthKm ?? 0);
  return length && { from, to, lengthKm, length, links, places, geometry };
}

/** The drawn line of a link, starting at the given place. */
export function lineOf(dataset: Dataset, link: Link, start: string): (readonly [number, number])[] {
  const from = dataset.places.get(link.from);
  const to = dataset.places.get(link.to);
  if (!from || !to) throw new Error(`expected both ends of ${link.id} among the places`);
  const line: (readonly [number, number])[] = [[from.lon, from.lat], ...link.via, [to.lon, to.lat]];
  return start === link.from ? line : line.reverse();
}
