// Rows of the contract for what is known: the server, the dataset, its things, facts and sources.

import { z } from "zod";
import { isoDate, language } from "../wire/common.ts";
import {
  claimsAnswer,
  datasetAnswer,
  factsAnswer,
  healthAnswer,
  networkAnswer,
  placesAnswer,
  sourcesAnswer,
  thingAnswer,
  thingsAnswer,
} from "../wire/dataset.ts";
import { count, noQuery } from "./query-parts.ts";

const text = z.string().max(200);

const placesQuery = z.strictObject({
  q: text.default("").describe("A name, alias or UN/LOCODE in any language, or its beginning; empty lists all"),
  lang: language.default("en"),
  limit: count(1, 1000, 20),
  near: z
    .string()
    .regex(/^-?\d{1,3}(\.\d{1,10})?,-?\d{1,2}(\.\d{1,10})?$/, "longitude and latitude like 49.9,40.4")
    .optional()
    .describe("Nearest places first"),
});

const networkQuery = z.strictObject({
  date: isoDate.refine(isCalendarDay, "a day of the calendar").optional().describe("Default: the dataset's date"),
  lang: language.default("en"),
});

function isCalendarDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}

const thingParams = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9:@#>-]{1,120}$/, "an id such as those in the answers"),
});
const languageQuery = z.strictObject({ lang: language.default("en") });

const factsQuery = z.strictObject({
  q: text.optional().describe("Words that must all be found"),
  topic: text.optional(),
  subject: text.optional(),
  limit: count(1, 500, 50),
  offset: count(0, 1_000_000, 0),
});

const sourcesQuery = z.strictObject({
  refs: z
    .string()
    .max(10_000)
    .optional()
    .describe("fact:ID, source:ID or assumption:ID, separated by commas; all when left out"),
});

export const dataContract = {
  health: {
    method: "GET",
    url: "/health",
    tag: "server",
    summary: "Is the server up, and with which dataset",
    querystring: noQuery,
    answer: healthAnswer,
  },
  dataset: {
    method: "GET",
    url: "/dataset",
    tag: "data",
    summary: "Which dataset is loaded, and what a form can offer",
    querystring: noQuery,
    answer: datasetAnswer,
  },
  places: {
    method: "GET",
    url: "/places",
    tag: "data",
    summary: "Places by name in any language, alias or UN/LOCODE, or near a point",
    querystring: placesQuery,
    answer: placesAnswer,
  },
  network: {
    method: "GET",
    url: "/network",
    tag: "data",
    summary: "Places and links as they stand at a date, and the days on which something changes",
    querystring: networkQuery,
    answer: networkAnswer,
  },
  things: {
    method: "GET",
    url: "/things",
    tag: "data",
    summary: "Every thing that a scenario may name, to be searched in a list",
    querystring: languageQuery,
    answer: thingsAnswer,
  },
  thing: {
    method: "GET",
    url: "/things/:id",
    tag: "data",
    summary: "All that the dataset says of one thing, with sources",
    params: thingParams,
    querystring: languageQuery,
    answer: thingAnswer,
  },
  facts: {
    method: "GET",
    url: "/facts",
    tag: "sources",
    summary: "Sourced statements, searched by words, topic or subject",
    querystring: factsQuery,
    answer: factsAnswer,
  },
  sources: {
    method: "GET",
    url: "/sources",
    tag: "sources",
    summary: "What stands behind references, or every source and assumption",
    querystring: sourcesQuery,
    answer: sourcesAnswer,
  },
  claims: {
    method: "GET",
    url: "/claims",
    tag: "sources",
    summary: "What was claimed and promised, what holds, and what the model gives beside it",
    querystring: noQuery,
    answer: claimsAnswer,
  },
} as const;
