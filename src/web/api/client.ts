// Speaks to /api/v1. Types come from src/wire and nothing else does; the server validates. A failed transport becomes an
// ApiFailure with a sentence for the reader; bad input comes back as the answer with status `invalid`.

import i18next from "i18next";
import type { z } from "zod";
import type { InvalidAnswer } from "../../wire/common.ts";
import type {
  ClaimsAnswer,
  DatasetAnswer,
  NetworkAnswer,
  overlayAnswer,
  overlayRequest,
  placesAnswer,
  sourcesAnswer,
} from "../../wire/dataset.ts";
import type { RouteAnswer, RouteRequest } from "../../wire/route.ts";
import type { RunsAnswer } from "../../wire/runs.ts";

export type PlacesAnswer = z.infer<typeof placesAnswer>;
export type SourcesAnswer = z.infer<typeof sourcesAnswer>;
export type OverlayAnswer = z.infer<typeof overlayAnswer>;
export type OverlayRequest = z.infer<typeof overlayRequest>;

/** The server could not be reached or did not answer in our terms. */
export class ApiFailure extends Error {
  readonly httpStatus: number;
  constructor(httpStatus: number, message: string) {
    super(message);
    this.httpStatus = httpStatus;
  }
}

interface Call {
  readonly signal?: AbortSignal | undefined;
  readonly overlay?: string | undefined;
  readonly body?: unknown;
  /** Left out: GET, or POST when there is a body. */
  readonly method?: "PUT" | "POST" | "DELETE";
  readonly headers?: Readonly<Record<string, string>>;
}

export const BASE = new URL("api/v1/", document.baseURI).pathname;

/** Asks one address and gives its answer, also one that refuses. @throws ApiFailure when there is no answer of ours. */
export async function call<T extends { status: string }>(
  path: string,
  { signal, overlay, body, method, headers: own }: Call = {},
): Promise<T> {
  const headers: Record<string, string> = { accept: "application/json", ...own };
  if (overlay) headers["x-kopru-overlay"] = overlay;
  if (body !== undefined) headers["content-type"] = "application/json";
  const response = await fetch(BASE + path, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    headers,
    signal: signal ?? null,
    body: body === undefined ? null : JSON.stringify(body),
  }).catch((error: unknown) => {
    // What a browser says of a server that is not there is in its own words, and in English.
    throw error instanceof TypeError ? new ApiFailure(0, i18next.t("failed.title")) : error;
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (typeof answer === "object" && answer !== null && "status" in answer && typeof answer.status === "string") {
    return answer as T;
  }
  throw new ApiFailure(response.status, `${response.status} ${response.statusText}`.trim());
}

const query = (params: Record<string, string | number | undefined>) => {
  const entries = Object.entries(params).filter(([, value]) => value !== undefined && value !== "");
  return new URLSearchParams(entries.map(([key, value]) => [key, String(value)])).toString();
};

export const getDataset = (options: Call = {}) => call<DatasetAnswer>("dataset", options);

export const getNetwork = (date: string, options: Call = {}) =>
  call<NetworkAnswer>(`network?${query({ date })}`, options);

/** Places by any spelling; `near` is [lon, lat] in degrees, of which ten metres are enough. */
export const getPlaces = (
  params: { q?: string; lang?: string; limit?: number; near?: readonly [number, number] },
  options: Call = {},
) =>
  call<PlacesAnswer>(
    `places?${query({ q: params.q, lang: params.lang, limit: params.limit, near: params.near?.map((degrees) => degrees.toFixed(4)).join(",") })}`,
    options,
  );

export const postRoute = (request: RouteRequest, options: Call = {}) =>
  call<RouteAnswer>("route", { ...options, body: request });

export const getSources = (refs: readonly string[], options: Call = {}) =>
  call<SourcesAnswer>(`sources?${query({ refs: refs.join(",") })}`, options);

export const getSimulations = (options: Call = {}) => call<RunsAnswer>("runs?kind=simulate&limit=20", options);

export const getClaims = (options: Call = {}) => call<ClaimsAnswer>("claims", options);

export async function postOverlay(body: OverlayRequest): Promise<OverlayAnswer> {
  try {
    return await call<OverlayAnswer>("overlays", { body });
  } catch (error) {
    const failed: InvalidAnswer = {
      status: "invalid",
      problems: [
        { code: "not-reached", place: "", message: error instanceof Error ? error.message : String(error), hint: "" },
      ],
    };
    return failed;
  }
}
