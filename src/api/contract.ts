// The HTTP API in one table: address, what may be sent, what comes back. Routes, validation, OpenAPI and the fuzz test are
// all made from it. What the answers hold is said in src/wire.

import type { z } from "zod";
import { overlayAnswer, overlayRequest } from "../wire/dataset.ts";
import { compareAnswer, routeAnswer, routeRequest } from "../wire/route.ts";
import { routeQuery } from "../wire/route-query.ts";
import { dataContract } from "./data-contract.ts";
import { noQuery } from "./query-parts.ts";
import { runContract } from "./run-contract.ts";
import { workContract } from "./work-contract.ts";

export const API_PREFIX = "/api/v1";

const OVERLAY_FILES_LIMIT_BYTES = 5_000_000;

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
  ...dataContract,
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
  ...runContract,
  ...workContract,
} as const satisfies Record<string, Endpoint>;

/** The header that carries an overlay's token. */
export const OVERLAY_HEADER = "x-kopru-overlay";
