// What the dataset says: as a whole, its places by name or position, its network at a date, one thing.

import type { FastifyInstance } from "fastify";
import { searchPlaces } from "../../data/index.ts";
import type { Dataset } from "../../model/dataset.ts";
import type { Language } from "../../model/network.ts";
import { InvalidInput } from "../../model/problem.ts";
import type { PlacesAnswer } from "../../wire/dataset.ts";
import { toDatasetAnswer } from "../../wire/to-dataset.ts";
import { toNetworkAnswer, toPlaceJson } from "../../wire/to-network.ts";
import { findThing } from "../../wire/to-thing.ts";
import { toThingsAnswer } from "../../wire/to-things.ts";
import { addRoute } from "../add-route.ts";
import { contract } from "../contract.ts";
import { type Desk, datasetOf } from "../desk.ts";

export function dataRoutes(app: FastifyInstance, desk: Desk): void {
  const networks = createNetworkCache();
  addRoute(app, contract.dataset, ({ request }) => toDatasetAnswer(datasetOf(desk, request)));
  addRoute(app, contract.places, ({ query, request }) => answerPlaces(datasetOf(desk, request), query));
  const lists = new WeakMap<Dataset, Map<string, ReturnType<typeof toThingsAnswer>>>();
  addRoute(app, contract.things, ({ query, request }) => {
    const dataset = datasetOf(desk, request);
    const known = lists.get(dataset) ?? new Map();
    lists.set(dataset, known);
    if (!known.has(query.lang)) known.set(query.lang, toThingsAnswer(dataset, query.lang));
    return known.get(query.lang);
  });
  addRoute(app, contract.thing, ({ params, query, request }) => {
    const found = findThing(datasetOf(desk, request), params.id, query.lang);
    if (found === undefined) throw unknownThing(params.id);
    return found;
  });
  addRoute(app, contract.network, ({ query, request, reply }) => {
    const dataset = datasetOf(desk, request);
    const date = query.date ?? dataset.defaultDate;
    // Everything that the answer depends on; the same tag means the same bytes.
    const tag = `"${dataset.hash.slice(0, 20)}-${date}-${query.lang}-${desk.programVersion}"`;
    reply.header("etag", tag).header("cache-control", "no-cache").header("vary", "X-Kopru-Overlay, Accept-Encoding");
    if (matches(request.headers["if-none-match"], tag)) {
      reply.code(304).send();
      return undefined;
    }
    return networks.get(tag, () => JSON.stringify(toNetworkAnswer(dataset, date, query.lang)));
  });
}

interface PlacesQuery {
  readonly q: string;
  readonly lang: Language;
  readonly limit: number;
  readonly near?: string | undefined;
}

function answerPlaces(dataset: Dataset, { q, lang, limit, near }: PlacesQuery): PlacesAnswer {
  const [lon, lat] = near?.split(",").map(Number) ?? [];
  const { places, total } = searchPlaces(dataset, q, {
    limit,
    language: lang,
    ...(lon === undefined || lat === undefined ? {} : { near: { lon, lat } }),
  });
  return { status: "ok", places: places.map((place) => toPlaceJson(dataset, place, lang)), total };
}

function unknownThing(thingId: string): InvalidInput {
  return new InvalidInput([
    {
      code: "unknown-thing",
      place: "id",
      message: `The dataset has nothing with the id ${thingId}.`,
      hint: "Ids stand in the answers of /api/v1/network and /api/v1/places.",
    },
  ]);
}

/** True when one of the tags of If-None-Match is the one given, weak or strong (a proxy that compresses weakens it). */
function matches(header: string | undefined, tag: string): boolean {
  return (
    header?.split(",").some((sent) => {
      const bare = sent.trim().replace(/^W\//, "");
      return bare === tag || bare === "*";
    }) ?? false
  );
}

const CACHED_NETWORKS = 40;

/** Answers as text by their tag; the one made first goes first. Moving the time bar asks for the same dates again. */
function createNetworkCache(): { get(tag: string, make: () => string): string } {
  const kept = new Map<string, string>();
  return {
    get(tag, make) {
      const known = kept.get(tag);
      if (known !== undefined) return known;
      const made = make();
      const oldest = kept.keys().next().value;
      if (kept.size >= CACHED_NETWORKS && oldest !== undefined) kept.delete(oldest);
      kept.set(tag, made);
      return made;
    },
  };
}
