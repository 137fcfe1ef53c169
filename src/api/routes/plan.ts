// Ways to send a consignment, and the corridors side by side; as a body, or in the query string for links and curl.

import type { FastifyInstance } from "fastify";
import { answerCompare, answerRoute } from "../../wire/answer-route.ts";
import { addRoute } from "../add-route.ts";
import { contract } from "../contract.ts";
import { type Desk, datasetOf } from "../desk.ts";

export function planRoutes(app: FastifyInstance, desk: Desk): void {
  addRoute(app, contract.route, ({ body, request }) => answerRoute(datasetOf(desk, request), body, desk));
  addRoute(app, contract.routeByQuery, ({ query, request }) => answerRoute(datasetOf(desk, request), query, desk));
  addRoute(app, contract.compare, ({ body, request }) => answerCompare(datasetOf(desk, request), body, desk));
  addRoute(app, contract.compareByQuery, ({ query, request }) => answerCompare(datasetOf(desk, request), query, desk));
}
