// Plain questions about the links of a dataset that its checks ask: the shortest chain between two places, and what can be
// reached. The routing engine answers the real ones, with services, time and money.

import type { Dataset } from "../model/dataset.ts";
import { id, type PlaceId } from "../model/ids.ts";
import type { Gauge, Link, Mode } from "../model/network.ts";
import type { InstantHours } from "../model/units.ts";

/** Length of the shortest chain of links in kilometres and its links, or undefined when there is none. */
export function shortestChain(
  dataset: Dataset,
  from: PlaceId,
  to: PlaceId,
  options: { readonly mayUse: (link: Link) => boolean; readonly lengthOf: (link: Link) => number | undefined },
): { km: number; links: readonly Link[] } | undefined {
  const best = new Map<PlaceId, { km: number; link?: Link; before?: PlaceId }>([[from, { km: 0 }]]);
  const settled = new Set<PlaceId>();
  for (;;) {
    let here: PlaceId | undefined;
    let hereKm = Number.POSITIVE_INFINITY;
    for (const [place, { km }] of best) {
      if (!settled.has(place) && km < hereKm) {
        here = place;
        hereKm = km;
      }
    }
    if (here === undefined) return undefined;
    if (here === to) break;
    settled.add(here);
    for (const link of dataset.linksOf(here)) {
      const next = otherEnd(link, here);
      const km = next === undefined || !options.mayUse(link) ? undefined : options.lengthOf(link);
      if (next === undefined || km === undefined || settled.has(next)) continue;
      if (hereKm + km < (best.get(next)?.km ?? Number.POSITIVE_INFINITY))
        best.set(next, { km: hereKm + km, link, before: here });
    }
  }
  const links: Link[] = [];
  for (let step = best.get(to); step?.link !== undefined && step.before !== undefined; step = best.get(step.before))
    links.unshift(step.link);
  return { km: best.get(to)?.km ?? 0, links };
}

/** The place a link leads to from one of its ends; undefined against the direction of a one-way link. */
export function otherEnd(link: Link, from: PlaceId): PlaceId | undefined {
  if (link.from === from) return link.to;
  return link.oneWay ? undefined : link.from;
}

/**
 * Whether a place can be reached over links open at an instant. With a mode, over links of that mode only, changing gauge
 * only where a terminal does; without one, changing mode where a terminal does or between terminals of one city.
 * A city counts as its terminals too.
 */
export function isReachable(dataset: Dataset, from: PlaceId, to: PlaceId, at: InstantHours, mode: Mode | ""): boolean {
  const goals = new Set([to, ...dataset.placesOfCity(to).map((place) => place.id)]);
  const seen = new Set<string>();
  const open: State[] = [];
  const visit = (state: State) => {
    const key = `${state.place} ${state.mode} ${state.gauge}`;
    if (seen.has(key)) return;
    seen.add(key);
    open.push(state);
  };
  const enter = (place: PlaceId) => {
    for (const link of dataset.linksOf(place)) {
      if (mode === "" || link.mode === mode)
        for (const gauge of gaugesOf(link)) visit({ place, mode: link.mode, gauge });
    }
  };
  if (goals.has(from)) return true;
  for (const start of [from, ...dataset.placesOfCity(from).map((place) => place.id)]) enter(start);
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    if (goals.has(state.place)) return true;
    for (const next of neighbours(dataset, state, at)) visit(next);
    if (mode === "") {
      for (const next of changes(dataset, state.place, state)) visit(next);
      for (const place of sameCity(dataset, state.place)) enter(place);
    } else if (mode === "rail") {
      for (const next of changes(dataset, state.place, state)) if (next.mode === "rail") visit(next);
    }
  }
  return false;
}

interface State {
  readonly place: PlaceId;
  readonly mode: Mode;
  readonly gauge: Gauge;
}

const gaugesOf = (link: Link): readonly Gauge[] => (link.gauges.length === 0 ? [0] : link.gauges);

function neighbours(dataset: Dataset, { place, mode, gauge }: State, at: InstantHours): State[] {
  return dataset.linksOf(place).flatMap((link) => {
    const next = otherEnd(link, place);
    const usable =
      next !== undefined &&
      link.mode === mode &&
      gaugesOf(link).includes(gauge) &&
      dataset.statusAt(link.id, at) === "open";
    return usable ? [{ place: next, mode, gauge }] : [];
  });
}

/** States that terminals at a place lead to; they work both ways. A gauge of 0 at a rail terminal means any. */
function changes(dataset: Dataset, place: PlaceId, state: State): State[] {
  const fits = (mode: Mode | "ground", gauge: Gauge) => mode === state.mode && (gauge === 0 || gauge === state.gauge);
  const states = (mode: Mode | "ground", gauge: Gauge): State[] =>
    mode === "ground"
      ? []
      : (mode === "rail" && gauge === 0 ? ([1435, 1520] as const) : [gauge]).map((each) => ({
          place,
          mode,
          gauge: each,
        }));
  return dataset
    .terminalsOf(place)
    .flatMap((terminal) => [
      ...(fits(terminal.fromMode, terminal.fromGauge) ? states(terminal.toMode, terminal.toGauge) : []),
      ...(fits(terminal.toMode, terminal.toGauge) ? states(terminal.fromMode, terminal.fromGauge) : []),
    ]);
}

function sameCity(dataset: Dataset, placeId: PlaceId): PlaceId[] {
  const place = dataset.places.get(placeId);
  const city = place?.kind === "city" ? place.id : place?.city;
  return city === undefined
    ? []
    : [id<PlaceId>(city), ...dataset.placesOfCity(city).map((inner) => inner.id)].filter((inner) => inner !== placeId);
}
