// The HTTP API in one table: address, what may be sent, what comes back. Routes, validation, OpenAPI and the fuzz test are
// all made from it. What the answers hold is said in src/wire.

import { z } from "zod";
import { invalidAnswer, isoDate, language } from "../wire/common.ts";
import { replayAnswer } from "../wire/crossing-replay.ts";
import {
  claimsAnswer,
  datasetAnswer,
  factsAnswer,
  healthAnswer,
  networkAnswer,
  overlayAnswer,
  overlayRequest,
  placesAnswer,
  sourcesAnswer,
  thingAnswer,
  thingsAnswer,
} from "../wire/dataset.ts";
import { scenarioAnswer, scenarioRequest, scenariosAnswer } from "../wire/kept-scenarios.ts";
import { compareAnswer, routeAnswer, routeRequest } from "../wire/route.ts";
import { routeQuery } from "../wire/route-query.ts";
import {
  forgottenAnswer,
  runAnswer,
  runCompareAnswer,
  runEvent,
  runId,
  runKind,
  runRequest,
  runResult,
  runsAnswer,
  scenarioId,
} from "../wire/runs.ts";
import { scenarioCheckAnswer } from "../wire/scenario.ts";
import { workContract } from "./work-contract.ts";

export const API_PREFIX = "/api/v1";

const OVERLAY_FILES_LIMIT_BYTES = 5_000_000;

const text = z.string().max(200);
const count = (least: number, most: number, usual: number) =>
  z
    .string()
    .regex(/^\d{1,7}$/, "a whole number")
    .transform(Number)
    .pipe(z.number().min(least).max(most))
    .default(usual);

export const placesQuery = z.strictObject({
  q: text.default("").describe("A name, alias or UN/LOCODE in any language, or its beginning; empty lists all"),
  lang: language.default("en"),
  limit: count(1, 1000, 20),
  near: z
    .string()
    .regex(/^-?\d{1,3}(\.\d{1,10})?,-?\d{1,2}(\.\d{1,10})?$/, "longitude and latitude like 49.9,40.4")
    .optional()
    .describe("Nearest places first"),
});

export const networkQuery = z.strictObject({
  date: isoDate.refine(isCalendarDay, "a day of the calendar").optional().describe("Default: the dataset's date"),
  lang: language.default("en"),
});

function isCalendarDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}

export const thingParams = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9:@#>-]{1,120}$/, "an id such as those in the answers"),
});
export const languageQuery = z.strictObject({ lang: language.default("en") });

export const factsQuery = z.strictObject({
  q: text.optional().describe("Words that must all be found"),
  topic: text.optional(),
  subject: text.optional(),
  limit: count(1, 500, 50),
  offset: count(0, 1_000_000, 0),
});

export const sourcesQuery = z.strictObject({
  refs: z
    .string()
    .max(10_000)
    .optional()
    .describe("fact:ID, source:ID or assumption:ID, separated by commas; all when left out"),
});

const scenarioParams = z.strictObject({ id: scenarioId });
const runParams = z.strictObject({ id: runId });

export const runsQuery = z.strictObject({
  limit: count(1, 200, 50),
  offset: count(0, 1_000_000, 0),
  kind: runKind.optional().describe("Only runs of this kind"),
});

const hour = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,2})?$/, "hours, as 2160")
  .transform(Number);

export const runReplayQuery = z.strictObject({
  state: z
    .enum(["base", "changed"])
    .optional()
    .describe("Without the scenario and other fleets, or with them; with them, where the run has them, when left out"),
  replication: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, "a whole number from 1")
    .transform(Number)
    .optional()
    .describe("That of the worst day of the run when left out"),
  from: hour.optional().describe("Hours from the period's first day; two weeks around the worst moment when left out"),
  to: hour.optional(),
});

export const runCompareQuery = z.strictObject({ a: runId, b: runId });

const noQuery = z.strictObject({});

export interface Endpoint {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below /api/v1; parameters as `:id`. */
  readonly url: string;
  readonly tag: string;
  readonly summary: string;
  readonly params?: z.ZodType;
  readonly querystring?: z.ZodType;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
  readonly bodyLimitBytes?: number;
  /** Lower than the server's own limit, for what takes long. */
  readonly requestsPerMinute?: number;
  /** The input goes on unchecked to an answer that finds problems of form and of meaning at once. */
  readonly unchecked?: true;
  /** Work that may go on after the answer: 202 with a Location when it does. */
  readonly accepts?: true;
  /** Server-sent events; `answer` is the data of each. */
  readonly stream?: true;
}

/** Every address whose answer is JSON of ours; metrics, openapi.json and docs stand beside them in server.ts. */
export const contract = {
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
  route: {
    method: "POST",
    url: "/route",
    tag: "plan",
    summary: "Ways to send a consignment, with costs, times, emissions and sources",
    querystring: noQuery,
    body: routeRequest,
    answer: routeAnswer,
    unchecked: true,
  },
  routeByQuery: {
    method: "GET",
    url: "/route",
    tag: "plan",
    summary: "The same with the consignment in the query string",
    querystring: routeQuery,
    answer: routeAnswer,
    unchecked: true,
  },
  compare: {
    method: "POST",
    url: "/compare",
    tag: "plan",
    summary: "Corridors side by side at the shipper's own terms",
    querystring: noQuery,
    body: routeRequest,
    answer: compareAnswer,
    unchecked: true,
  },
  compareByQuery: {
    method: "GET",
    url: "/compare",
    tag: "plan",
    summary: "The same with the consignment in the query string",
    querystring: routeQuery,
    answer: compareAnswer,
    unchecked: true,
  },
  overlays: {
    method: "POST",
    url: "/overlays",
    tag: "data",
    summary:
      "Lay files of your own over the dataset, for as long as the returned token lives; nothing is written to disk",
    querystring: noQuery,
    body: overlayRequest,
    answer: overlayAnswer,
    bodyLimitBytes: OVERLAY_FILES_LIMIT_BYTES,
    requestsPerMinute: 30,
  },
  scenarios: {
    method: "GET",
    url: "/scenarios",
    tag: "scenarios",
    summary: "Scenarios that come with the program, and those that are kept here",
    querystring: noQuery,
    answer: scenariosAnswer,
  },
  scenario: {
    method: "GET",
    url: "/scenarios/:id",
    tag: "scenarios",
    summary: "One scenario as a document, as text, and with what each edit touches; its version is the ETag",
    params: scenarioParams,
    querystring: noQuery,
    answer: scenarioAnswer,
  },
  checkScenario: {
    method: "POST",
    url: "/scenarios/check",
    tag: "scenarios",
    summary: "What a scenario would touch, or everything that is wrong with it; nothing is kept",
    querystring: noQuery,
    body: scenarioRequest,
    answer: scenarioCheckAnswer,
  },
  keepScenario: {
    method: "PUT",
    url: "/scenarios/:id",
    tag: "scenarios",
    summary: "Keep a scenario; a kept one is changed only with its version in If-Match",
    params: scenarioParams,
    querystring: noQuery,
    body: scenarioRequest,
    answer: scenarioAnswer,
    requestsPerMinute: 600,
  },
  forgetScenario: {
    method: "DELETE",
    url: "/scenarios/:id",
    tag: "scenarios",
    summary: "Forget a kept scenario; runs made with it stay as they are",
    params: scenarioParams,
    querystring: noQuery,
    answer: forgottenAnswer,
  },
  startRun: {
    method: "POST",
    url: "/runs",
    tag: "runs",
    summary: "Start long work: 202 and its place, or 200 with an equal run that is kept",
    querystring: noQuery,
    body: runRequest,
    answer: runAnswer,
    accepts: true,
    requestsPerMinute: 600,
  },
  runs: {
    method: "GET",
    url: "/runs",
    tag: "runs",
    summary: "The history of runs, newest first",
    querystring: runsQuery,
    answer: runsAnswer,
  },
  compareRuns: {
    method: "GET",
    url: "/runs/compare",
    tag: "runs",
    summary: "Headline figures of two runs side by side",
    querystring: runCompareQuery,
    answer: runCompareAnswer,
  },
  run: {
    method: "GET",
    url: "/runs/:id",
    tag: "runs",
    summary: "What is known of a run",
    params: runParams,
    querystring: noQuery,
    answer: runAnswer,
  },
  runResult: {
    method: "GET",
    url: "/runs/:id/result",
    tag: "runs",
    summary: "The answer of a run that is done, as the command line prints it with --json",
    params: runParams,
    querystring: noQuery,
    answer: runResult,
  },
  runReplay: {
    method: "GET",
    url: "/runs/:id/replay",
    tag: "runs",
    summary: "What ships, trains and queues did in one replication of a simulated crossing: 202 while it is being made",
    params: runParams,
    querystring: runReplayQuery,
    answer: replayAnswer,
    accepts: true,
    requestsPerMinute: 120,
  },
  runEvents: {
    method: "GET",
    url: "/runs/:id/events",
    tag: "runs",
    summary: "State and progress as server-sent events; each carries the whole record, the last one ends the stream",
    params: runParams,
    querystring: noQuery,
    answer: runEvent,
    stream: true,
  },
  repeatRun: {
    method: "POST",
    url: "/runs/:id/repeat",
    tag: "runs",
    summary: "Calculate a run again from what it kept",
    params: runParams,
    querystring: noQuery,
    answer: runAnswer,
    accepts: true,
    requestsPerMinute: 600,
  },
  cancelRun: {
    method: "DELETE",
    url: "/runs/:id",
    tag: "runs",
    summary: "Cancel a run that is under way; forget one that has ended",
    params: runParams,
    querystring: noQuery,
    answer: forgottenAnswer,
  },
  ...workContract,
} as const satisfies Record<string, Endpoint>;

/** The header that carries an overlay's token. */
export const OVERLAY_HEADER = "x-kopru-overlay";

export { invalidAnswer };
