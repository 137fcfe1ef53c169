// Is the server up, and with which dataset?

import type { FastifyInstance } from "fastify";
import type { HealthAnswer } from "../../wire/dataset.ts";
import { toDatasetRef } from "../../wire/to-dataset.ts";
import { addRoute } from "../add-route.ts";
import { contract } from "../contract.ts";
import type { Desk } from "../desk.ts";

export function serverRoutes(app: FastifyInstance, desk: Desk): void {
  const startedMs = desk.now();
  addRoute(
    app,
    contract.health,
    (): HealthAnswer => ({
      status: "ok",
      version: desk.programVersion,
      dataset: toDatasetRef(desk.base),
      uptimeSeconds: Math.round((desk.now() - startedMs) / 1000),
    }),
  );
}
