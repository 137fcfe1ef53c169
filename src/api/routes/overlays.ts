// Files dropped into the web app become an overlay over what its sender sees already; nobody else sees it.

import type { FastifyInstance } from "fastify";
import { addOverlay } from "../../data/index.ts";
import type { OverlayAnswer } from "../../wire/dataset.ts";
import { toDatasetRef } from "../../wire/to-dataset.ts";
import { addRoute } from "../add-route.ts";
import { contract } from "../contract.ts";
import { type Desk, datasetOf } from "../desk.ts";

export function overlayRoutes(app: FastifyInstance, desk: Desk): void {
  addRoute(app, contract.overlays, ({ body, request }): OverlayAnswer => {
    const below = datasetOf(desk, request);
    const { dataset, rows, effects, warnings } = addOverlay(below, body.name, body.files);
    return {
      status: "ok",
      overlay: desk.shelf.put(dataset),
      dataset: toDatasetRef(dataset),
      rows,
      effects: [...effects],
      warnings: warnings.map((warning) => ({ ...warning })),
    };
  });
}
