// The network as it stands at a date, one flat record per place and link: what the exports have in common.

import type { Dataset } from "../model/dataset.ts";
import type { Value } from "../model/facts.ts";
import type { Link, Place, Status } from "../model/network.ts";
import { type InstantHours, instant } from "../model/units.ts";

export interface LinkAt {
  readonly link: Link;
  readonly from: Place;
  readonly to: Place;
  readonly status: Status;
  /** Rows that hold at the date; the length of a link that does not stand yet is its planned one. */
  readonly length: Value | undefined;
  readonly speed: Value | undefined;
  readonly tracks: Value | undefined;
  readonly electrified: Value | undefined;
  /** Line to draw, [lon, lat], ends included. */
  readonly line: readonly (readonly [number, number])[];
}

export interface ExportOptions {
  /** ISO date; the dataset's default date when not given. */
  readonly date?: string;
}

export const instantOf = (dataset: Dataset, { date }: ExportOptions): InstantHours =>
  instant(date ?? dataset.defaultDate);

/** All links with their status and values at an instant. */
export function linksAt(dataset: Dataset, at: InstantHours): LinkAt[] {
  const found: LinkAt[] = [];
  for (const link of dataset.links.values()) {
    const from = dataset.places.get(link.from);
    const to = dataset.places.get(link.to);
    if (from === undefined || to === undefined) throw new Error(`expected both ends of ${link.id} among the places`);
    const value = (attribute: string) => dataset.findValue(link.id, attribute, at);
    found.push({
      link,
      from,
      to,
      status: dataset.statusAt(link.id, at),
      length: value("lengthKm"),
      speed: value("speedKmh"),
      tracks: value("tracks"),
      electrified: value("electrified"),
      line: [[from.lon, from.lat], ...link.via, [to.lon, to.lat]],
    });
  }
  return found;
}
