// What every route works with: the dataset the server was started with, the overlays that were sent to it, a clock.

import type { FastifyRequest } from "fastify";
import type { Dataset } from "../model/dataset.ts";
import { InvalidInput } from "../model/problem.ts";
import { OVERLAY_HEADER } from "./contract.ts";
import type { OverlayShelf } from "./overlay-shelf.ts";

export interface Desk {
  readonly base: Dataset;
  readonly shelf: OverlayShelf;
  readonly programVersion: string;
  /** Milliseconds, never going back; measures how long an answer took. */
  readonly now: () => number;
}

/**
 * The dataset a request is about: the base, or the overlay of its token.
 * @throws InvalidInput when the token is unknown or has expired
 */
export function datasetOf(desk: Desk, request: FastifyRequest): Dataset {
  const token = request.headers[OVERLAY_HEADER];
  if (token === undefined || token === "") return desk.base;
  const found = typeof token === "string" ? desk.shelf.find(token) : undefined;
  if (found !== undefined) return found;
  throw new InvalidInput([
    {
      code: "unknown-overlay",
      place: "X-Kopru-Overlay",
      message: "This overlay is unknown or has expired.",
      hint: "Send its files again to /api/v1/overlays, or leave the header out.",
    },
  ]);
}
