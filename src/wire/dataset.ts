// The answers about the data: places, network at a date, facts, sources, claims, check.

import { z } from "zod";
import { basis, datasetRef, invalidAnswer, language, names, problem, sourceRef } from "./common.ts";

export const placeJson = z.object({
  id: z.string(),
  kind: z.string(),
  country: z.string(),
  countryName: z.string(),
  city: z.string(),
  lat: z.number(),
  lon: z.number(),
  unlocode: z.string(),
  name: z.string().describe("In the language asked for"),
  names,
  localName: z.string(),
});
export type PlaceJson = z.infer<typeof placeJson>;

/** GET /api/v1/places?q=&lang=&limit=&near=lon,lat */
export const placesAnswer = z.discriminatedUnion("status", [
  z.object({ status: z.literal("ok"), places: z.array(placeJson), total: z.number() }),
  invalidAnswer,
]);
export type PlacesAnswer = z.infer<typeof placesAnswer>;

export const status = z.enum(["open", "under-construction", "planned", "closed", "suspended"]);

/** GET /api/v1/network?date=: what stands at a date, as GeoJSON for the map, and what changes when, for the time bar. */
export const networkAnswer = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("ok"),
    date: z.string(),
    places: z.array(placeJson),
    links: z.array(
      z.object({
        id: z.string(),
        from: z.string(),
        to: z.string(),
        mode: z.enum(["rail", "road", "sea", "inland-water"]),
        gauges: z.array(z.number()),
        status,
        km: z.number(),
        operator: z.string(),
        electrified: z.number().nullable(),
        tracks: z.number().nullable(),
        basis,
        sources: z.array(z.string()),
        note: z.string(),
        coordinates: z.array(z.tuple([z.number(), z.number()])),
      }),
    ),
    changes: z.array(
      z.object({
        date: z.string(),
        subject: z.string(),
        status,
        label: z.string(),
        coordinates: z.tuple([z.number(), z.number()]),
      }),
    ),
    dataset: datasetRef,
  }),
  invalidAnswer,
]);
export type NetworkAnswer = z.infer<typeof networkAnswer>;

export const valueJson = z.object({
  subject: z.string(),
  attribute: z.string(),
  value: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  unit: z.string(),
  shape: z.string(),
  cv: z.number().nullable(),
  validFrom: z.string(),
  validTo: z.string(),
  months: z.array(z.number()),
  basis,
  observations: z.number().nullable(),
  asOf: z.string(),
  source: z.string(),
  use: z.enum(["model", "alternative"]),
  note: z.string(),
  place: z.string().describe("File and line"),
});
export type ValueJson = z.infer<typeof valueJson>;

/** GET /api/v1/things/{id}: all that the dataset says of one thing (inspector). */
export const thingAnswer = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("ok"),
    id: z.string(),
    kind: z.string(),
    title: z.string(),
    properties: z.record(z.string(), z.string()),
    values: z.array(valueJson),
    statusPeriods: z.array(
      z.object({ status, from: z.string(), to: z.string(), source: z.string(), note: z.string() }),
    ),
    related: z.array(z.object({ id: z.string(), kind: z.string(), title: z.string() })),
    sources: z.array(sourceRef),
  }),
  invalidAnswer,
]);
export type ThingAnswer = z.infer<typeof thingAnswer>;

/** GET /api/v1/things?lang=: whatever a scenario may name, to be searched in a list. */
export const thingsAnswer = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("ok"),
    things: z.array(
      z.object({
        id: z.string(),
        kind: z.enum([
          "place",
          "link",
          "service",
          "terminal",
          "border",
          "water-body",
          "country",
          "oil-place",
          "oil-link",
          "oil-fleet",
          "oil-limit",
          "oil-tank",
        ]),
        title: z.string(),
      }),
    ),
  }),
  invalidAnswer,
]);
export type ThingsAnswer = z.infer<typeof thingsAnswer>;

/** GET /api/v1/facts?q=&topic=&subject=&limit=&offset= */
export const factsAnswer = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("ok"),
    total: z.number(),
    facts: z.array(
      z.object({
        id: z.string(),
        subject: z.string(),
        quantity: z.string(),
        value: z.string(),
        low: z.string(),
        high: z.string(),
        unit: z.string(),
        period: z.string(),
        statement: z.string(),
        confidence: z.string(),
        topic: z.string(),
        source: sourceRef,
      }),
    ),
  }),
  invalidAnswer,
]);
export type FactsAnswer = z.infer<typeof factsAnswer>;

/** GET /api/v1/sources?refs=fact:a,source:b (all when empty) */
export const sourcesAnswer = z.discriminatedUnion("status", [
  z.object({ status: z.literal("ok"), sources: z.array(sourceRef) }),
  invalidAnswer,
]);
export type SourcesAnswer = z.infer<typeof sourcesAnswer>;

/** GET /api/v1/claims */
export const claimsAnswer = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("ok"),
    claims: z.array(
      z.object({
        id: z.string(),
        statement: z.string(),
        speaker: z.string(),
        date: z.string(),
        quantity: z.string(),
        value: z.string(),
        unit: z.string(),
        checkedAgainst: z.string(),
        verdict: z.enum(["holds", "holds-for-another-year", "not-found", "contradicted"]),
        note: z.string(),
        source: sourceRef,
      }),
    ),
    commitments: z.array(
      z.object({
        id: z.string(),
        parties: z.array(z.string()),
        measure: z.string(),
        target: z.string(),
        unit: z.string(),
        due: z.string(),
        promisedOn: z.string(),
        modelled: z.string().describe("What the model gives beside the promise, empty when it says nothing of it"),
        note: z.string(),
        source: sourceRef,
      }),
    ),
  }),
  invalidAnswer,
]);
export type ClaimsAnswer = z.infer<typeof claimsAnswer>;

/** GET /api/v1/dataset */
export const datasetAnswer = z.object({
  status: z.literal("ok"),
  dataset: datasetRef,
  licence: z.string(),
  attribution: z.string(),
  priceYear: z.number(),
  defaultDate: z.string(),
  examples: z.array(
    z.object({ from: z.string(), to: z.string(), cargo: z.string(), depart: z.string(), label: z.string() }),
  ),
  countries: z.array(z.object({ code: z.string(), names })),
  corridors: z.array(
    z.object({
      id: z.string(),
      names,
      remarks: z.array(z.string()),
      family: z.string().describe("Corridors of one family are near to each other; its own id when alone"),
    }),
  ),
  demandGroups: z.array(z.object({ id: z.string(), names })),
  oilRoutes: z.array(z.object({ id: z.string(), names })),
  services: z.array(z.object({ id: z.string(), names })),
  waterBodies: z.array(z.object({ id: z.string(), names })),
  causes: z.array(z.object({ id: z.string(), names })).describe("Of closed ports and lines, such as weather"),
  cargo: z.array(z.object({ id: z.string(), name: z.string(), teu: z.number() })),
  commodities: z.array(z.object({ id: z.string(), names, dangerousClass: z.string(), reefer: z.boolean() })),
  currencies: z.array(z.object({ currency: z.string(), date: z.string(), usdPerUnit: z.number() })),
  languages: z.array(language),
  counts: z.record(z.string(), z.number()),
});
export type DatasetAnswer = z.infer<typeof datasetAnswer>;

/** `kopru data check --json`; exit code 0 when there is no error, else 2. */
export const dataCheckAnswer = z.object({
  status: z.enum(["ok", "invalid"]),
  errors: z.array(problem),
  warnings: z.array(problem),
  problems: z
    .array(problem)
    .describe("The errors again, so that every answer that is not ok has its problems in one place"),
  counts: z.record(z.string(), z.number()),
  lengths: z.array(
    z.object({
      id: z.string(),
      publishedKm: z.number(),
      modelKm: z.number(),
      difference: z.number(),
      tolerance: z.number(),
      ok: z.boolean(),
      note: z.string(),
    }),
  ),
  dataset: datasetRef.optional(),
});
export type DataCheckAnswer = z.infer<typeof dataCheckAnswer>;

/** POST /api/v1/overlays: files dropped into the web app; kept in memory for whoever sent them, never on disk. */
export const overlayRequest = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(60),
  files: z
    .array(z.strictObject({ path: z.string().max(100), text: z.string().max(2_000_000) }))
    .min(1)
    .max(40),
});
export type OverlayRequest = z.infer<typeof overlayRequest>;
export const overlayAnswer = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("ok"),
    overlay: z.string().describe("Token to send back as `overlay` in the X-Kopru-Overlay header"),
    dataset: datasetRef,
    rows: z.number(),
    effects: z.array(z.string()),
    warnings: z.array(problem),
  }),
  invalidAnswer,
]);
export type OverlayAnswer = z.infer<typeof overlayAnswer>;

/** GET /api/v1/health */
export const healthAnswer = z.object({
  status: z.literal("ok"),
  version: z.string(),
  dataset: datasetRef,
  uptimeSeconds: z.number(),
});
export type HealthAnswer = z.infer<typeof healthAnswer>;
