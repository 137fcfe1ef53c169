// Ways to send a consignment, and the corridors side by side; as a body, or in the query string for links and curl.

import type { FastifyInstance, FastifyRequest } from "fastify";
import { answerCompare, answerRoute } from "../../wire/answer-route.ts";
import { fromTexts } from "../../wire/route-query.ts";
import { addRoute } from "../add-route.ts";
import { contract } from "../contract.ts";
import { type Desk, datasetOf, inTurn } from "../desk.ts";

export function planRoutes(app: FastifyInstance, desk: Desk): void {
  addRoute(app, contract.route, ({ body, request, reply }) =>
    inTurn(desk, request, reply, () => answerRoute(datasetOf(desk, request), body, desk)),
  );
  addRoute(app, contract.routeByQuery, ({ request, reply }) =>
    inTurn(desk, request, reply, () => answerRoute(datasetOf(desk, request), fromTexts(textsOf(request)), desk)),
  );
  addRoute(app, contract.compare, ({ body, request, reply }) =>
    inTurn(desk, request, reply, () => answerCompare(datasetOf(desk, request), body, desk)),
  );
  addRoute(app, contract.compareByQuery, ({ request, reply }) =>
    inTurn(desk, request, reply, () => answerCompare(datasetOf(desk, request), fromTexts(textsOf(request)), desk)),
  );
}

/** The query string as Fastify split it: text, or a list where a field stands several times. */
const textsOf = ({ query }: FastifyRequest): Record<string, unknown> =>
  typeof query === "object" && query !== null ? { ...query } : {};
