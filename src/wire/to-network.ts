// Dataset → places and the network as they stand at a date, for the map, and what changes when, for the time bar.

import type { Dataset } from "../model/dataset.ts";
import type { Language, Link, Place, Status, StatusPeriod } from "../model/network.ts";
import { type InstantHours, instant, isoDateOf } from "../model/units.ts";
import type { NetworkAnswer, PlaceJson } from "./dataset.ts";
import { toDatasetRef } from "./to-dataset.ts";

type NetworkOk = Extract<NetworkAnswer, { status: "ok" }>;
type LinkJson = NetworkOk["links"][number];
type ChangeJson = NetworkOk["changes"][number];

/** A place with its name in the language asked for; its other names beside it. */
export function toPlaceJson(dataset: Dataset, place: Place, language: Language): PlaceJson {
  return {
    id: place.id,
    kind: place.kind,
    country: place.country,
    countryName: dataset.countries.get(place.country)?.[language] ?? place.country,
    city: place.city ?? "",
    lat: place.lat,
    lon: place.lon,
    unlocode: place.unlocode ?? "",
    name: place.names[language],
    names: { ...place.names },
    localName: place.localName ?? "",
  };
}

/** The answer of GET /api/v1/network: every place and link with what it is at midnight UTC of the date. */
export function toNetworkAnswer(dataset: Dataset, date: string, language: Language): NetworkOk {
  const at = instant(date);
  return {
    status: "ok",
    date,
    places: [...dataset.places.values()].map((place) => toPlaceJson(dataset, place, language)),
    links: [...dataset.links.values()].map((link) => toLinkJson(dataset, link, at)),
    changes: listChanges(dataset, language),
    dataset: toDatasetRef(dataset),
  };
}

function toLinkJson(dataset: Dataset, link: Link, at: InstantHours): LinkJson {
  const length = dataset.findValue(link.id, "lengthKm", at);
  return {
    id: link.id,
    from: link.from,
    to: link.to,
    mode: link.mode,
    gauges: [...link.gauges],
    status: dataset.statusAt(link.id, at),
    km: length?.value ?? 0,
    operator: link.operator,
    electrified: dataset.findValue(link.id, "electrified", at)?.value ?? null,
    tracks: dataset.findValue(link.id, "tracks", at)?.value ?? null,
    basis: length?.basis ?? "assumed",
    sources: length === undefined ? [] : [length.source],
    note: link.note,
    coordinates: lineOf(dataset, link),
  };
}

/** [lon, lat] of the line: its ends and the points between. */
function lineOf(dataset: Dataset, link: Link): [number, number][] {
  const ends = [link.from, link.to].flatMap((id): [number, number][] => {
    const place = dataset.places.get(id);
    return place === undefined ? [] : [[place.lon, place.lat]];
  });
  const [first, ...last] = ends;
  return first === undefined ? [] : [first, ...link.via.map(([lon, lat]): [number, number] => [lon, lat]), ...last];
}

/** Every day on which a link or a service becomes something else, oldest first. */
function listChanges(dataset: Dataset, language: Language): ChangeJson[] {
  const things = [
    ...[...dataset.links.values()].map((link) => ({
      id: link.id,
      label: `${nameOf(dataset, link.from, language)} – ${nameOf(dataset, link.to, language)}`,
      line: lineOf(dataset, link),
    })),
    ...[...dataset.services.values()].map((service) => ({
      id: service.id,
      label: service.name,
      line: service.stops.flatMap((id) => pointOf(dataset, id)),
    })),
  ];
  return things
    .flatMap(({ id, label, line }) =>
      datesOf(dataset.statusPeriods(id)).map((date): ChangeJson => {
        const status: Status = dataset.statusAt(id, instant(date));
        return { date, subject: id, status, label, coordinates: line[Math.floor(line.length / 2)] ?? [0, 0] };
      }),
    )
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

/** Days on which a period begins, or ends without another one beginning. */
function datesOf(periods: readonly StatusPeriod[]): string[] {
  const days = new Set(periods.flatMap(({ from, to }) => [from, to].filter((day) => day !== undefined)));
  return [...days].map((day) => isoDateOf(instant(day)));
}

function nameOf(dataset: Dataset, id: Place["id"], language: Language): string {
  return dataset.places.get(id)?.names[language] ?? id;
}

function pointOf(dataset: Dataset, id: Place["id"]): [number, number][] {
  const place = dataset.places.get(id);
  return place === undefined ? [] : [[place.lon, place.lat]];
}
