// What every route works with: the dataset the server was started with, the overlays that were sent to it, a clock.

import type { FastifyReply, FastifyRequest } from "fastify";
import type { DatasetInput, LoadedDataset } from "../data/index.ts";
import type { Dataset } from "../model/dataset.ts";
import { InvalidInput } from "../model/problem.ts";
import { OVERLAY_HEADER } from "./contract.ts";
import type { Keeping } from "./keeping.ts";
import type { OverlayShelf, Stack } from "./overlay-shelf.ts";
import type { ScenarioShelf } from "./scenario-shelf.ts";
import type { Turns } from "./turns.ts";
import type { WaitsShelf } from "./waits-shelf.ts";

export interface Desk {
  readonly base: LoadedDataset;
  /** Where the base came from, to lay overlays over it. */
  readonly input: DatasetInput;
  readonly shelf: OverlayShelf;
  /** Scenarios that came with the dataset, and those that are kept. */
  readonly scenarios: ScenarioShelf;
  /** What is kept: scenarios, runs and their answers. */
  readonly keeping: Keeping;
  /** For work that keeps the thread busy. */
  readonly turns: Turns;
  /** Waits of simulated runs, laid over datasets. */
  readonly waits: WaitsShelf;
  readonly programVersion: string;
  /** Who shows it may make tokens; nobody when left out. */
  readonly adminSecret?: string;
  /** Milliseconds, never going back; measures how long an answer took. */
  readonly now: () => number;
}

/** Does work for a request when its turn comes; undefined when the client left before. */
export const inTurn = <T>(desk: Desk, request: FastifyRequest, reply: FastifyReply, work: () => T) =>
  desk.turns.take(request.ip, () => reply.sent || request.raw.socket.destroyed, work);

/** The dataset a request is about: the base, or the one with the overlays of its token. */
export const datasetOf = (desk: Desk, request: FastifyRequest): Dataset => stackOf(desk, request).dataset;

/**
 * The same with its overlays.
 * @throws InvalidInput when the token is unknown or has expired
 */
export function stackOf(desk: Desk, request: FastifyRequest): Stack {
  const token = request.headers[OVERLAY_HEADER];
  if (token === undefined || token === "") return { dataset: desk.base, overlays: desk.input.overlays ?? [] };
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
