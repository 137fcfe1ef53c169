// What carries oil in a dataset as elements of the oil engine: links, places with their parts, fleets, routes; each with its
// capacity by day and what it charges.

import type { OilElementModel } from "../engines/flows/index.ts";
import type { Dataset } from "../model/dataset.ts";
import type { OilLink, OilRoute } from "../model/oil.ts";
import type { DayReader } from "./oil-days.ts";

/** A charge of one element per tonne that passes, and in which country it falls due. */
export interface OilCharge {
  readonly element: number;
  readonly country: string;
  readonly usdPerTonne: number;
}

/** Links, places and fleets as they are first met. */
export class ElementTable {
  readonly list: OilElementModel[] = [];
  readonly index = new Map<string, number>();
  readonly charges: OilCharge[] = [];
  readonly #dataset: Dataset;
  readonly #reader: DayReader;

  constructor(dataset: Dataset, reader: DayReader) {
    this.#dataset = dataset;
    this.#reader = reader;
  }

  #put(element: OilElementModel, country: string, usdPerTonne: number): number {
    const at = this.list.length;
    this.list.push(element);
    this.index.set(element.id, at);
    if (usdPerTonne !== 0) this.charges.push({ element: at, country, usdPerTonne });
    return at;
  }

  link(link: OilLink): number {
    const known = this.index.get(link.id);
    if (known !== undefined) return known;
    const capacity = this.#reader.capacity(link.id);
    const country = link.country || (this.#dataset.oil.places.get(link.from)?.country ?? "");
    const usd = linkChargeUsd(link, this.#reader);
    return this.#put({ id: link.id, name: link.name, kind: "link", unit: "t/day", capacity }, country, usd);
  }

  place(id: string): number {
    const known = this.index.get(id);
    if (known !== undefined) return known;
    const place = this.#dataset.oil.places.get(id);
    if (place === undefined) throw new Error(`expected the oil place ${id}`);
    const capacity = this.#reader.capacity(id, place.at);
    // Parts work side by side: what is left of them bounds the whole.
    const parts = [...this.#dataset.oil.places.values()].filter(({ partOf }) => partOf === id);
    if (parts.length > 0) {
      const sum = new Float64Array(capacity.length);
      for (const part of parts) {
        const own = this.#reader.capacity(part.id);
        for (let t = 0; t < sum.length; t++) sum[t] += own[t];
      }
      for (let t = 0; t < capacity.length; t++) capacity[t] = Math.min(capacity[t], sum[t]);
    }
    const usd = this.#reader.money(id, "perTonne") ?? 0;
    return this.#put({ id, name: place.names.en, kind: "place", unit: "t/day", capacity }, place.country, usd);
  }

  /** Ships that may sail a link, any of them: one pool of tonnes afloat. */
  fleet(ids: readonly string[]): number {
    const key = ids.join("+");
    const known = this.index.get(key);
    if (known !== undefined) return known;
    const fleets = ids.map((id) => this.#dataset.oil.fleets.get(id)).filter((fleet) => fleet !== undefined);
    const capacity = new Float64Array(this.#reader.dates.length);
    for (const { id } of fleets) {
      const ships = this.#reader.byDay(id, "vessels", 0);
      const load = this.#reader.byDay(id, "capacityUnits", 0);
      const share = this.#reader.byDay(id, "availability", 1);
      const open = this.#reader.open(id);
      for (let t = 0; t < capacity.length; t++) capacity[t] += ships[t] * load[t] * share[t] * open[t];
    }
    const name = fleets.map((fleet) => fleet.name).join("; ");
    return this.#put({ id: key, name, kind: "fleet", unit: "t afloat", capacity }, "", 0);
  }

  route(route: OilRoute): number {
    const open = this.#reader.open(route.id);
    const capacity = open.map((share) => (share > 0 ? Number.POSITIVE_INFINITY : 0));
    return this.#put({ id: route.id, name: route.names.en, kind: "route", unit: "t/day", capacity }, "", 0);
  }
}

/** What a link charges for a tonne. */
export function linkChargeUsd(link: OilLink, reader: DayReader): number {
  const perKm = reader.money(link.id, "perTonneKm") ?? 0;
  return (reader.money(link.id, "perTonne") ?? 0) + perKm * (reader.amount(link.id, "lengthKm") ?? 0);
}
