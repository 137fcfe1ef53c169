// Names of places, countries, corridors, services, waters and weather in the reader's language, from what the server sent; the local name beside it
// where it differs. Falls back to the English text of the answer.

import type { DatasetAnswer, PlaceJson } from "../../wire/dataset.ts";
import type { Language } from "./app-state.ts";

export interface NameBook {
  readonly place: (id: string, fallback?: string) => string;
  readonly find: (id: string) => PlaceJson | undefined;
  readonly country: (code: string) => string;
  readonly corridor: (id: string, fallback?: string) => string;
  readonly commodity: (id: string) => string;
  /** A group of demand. */
  readonly goods: (id: string, fallback?: string) => string;
  readonly oilRoute: (id: string, fallback?: string) => string;
  /** A service, a water body, or a cause of closures such as weather. */
  readonly thing: (id: string, fallback?: string) => string;
  /** Corridors of one family are near to each other. */
  readonly familyOf: (corridor: string) => string;
}

/** A name book over what is loaded. Pure. */
export function makeNameBook(
  lang: Language,
  dataset: DatasetAnswer | undefined,
  places: readonly PlaceJson[],
): NameBook {
  const byId = new Map(places.map((place) => [place.id, place]));
  const countries = new Map(dataset?.countries.map((country) => [country.code, country.names[lang]]));
  const corridors = new Map(dataset?.corridors.map((corridor) => [corridor.id, corridor.names[lang]]));
  const families = new Map(dataset?.corridors.map(({ id, family }) => [id, family]));
  const goods = new Map(dataset?.demandGroups.map((group) => [group.id, group.names[lang]]));
  const oilRoutes = new Map(dataset?.oilRoutes.map((route) => [route.id, route.names[lang]]));
  const commodities = new Map(dataset?.commodities.map((commodity) => [commodity.id, commodity.names[lang]]));
  const things = new Map(
    [...(dataset?.services ?? []), ...(dataset?.waterBodies ?? []), ...(dataset?.causes ?? [])].map((thing) => [
      thing.id,
      thing.names[lang],
    ]),
  );
  return {
    place: (id, fallback) => byId.get(id)?.names[lang] || fallback || id,
    find: (id) => byId.get(id),
    country: (code) => countries.get(code) || code,
    corridor: (id, fallback) => corridors.get(id) || fallback || id,
    commodity: (id) => commodities.get(id) || id,
    goods: (id, fallback) => goods.get(id) || fallback || id,
    oilRoute: (id, fallback) => oilRoutes.get(id) || fallback || id,
    thing: (id, fallback) => things.get(id) || fallback || id,
    familyOf: (corridor) => families.get(corridor) ?? corridor,
  };
}
