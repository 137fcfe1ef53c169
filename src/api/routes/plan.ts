// Ways to send a consignment, and the corridors side by side; as a body, or in the query string for links and curl.

import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Dataset } from "../../model/dataset.ts";
import { answerCompare, answerRoute } from "../../wire/answer-route.ts";
import { fromTexts } from "../../wire/route-query.ts";
import { addRoute } from "../add-route.ts";
import { contract } from "../contract.ts";
import { type Desk, inTurn, stackOf } from "../desk.ts";

export function planRoutes(app: FastifyInstance, desk: Desk): void {
  addRoute(app, contract.route, async ({ body, request, reply }) => {
    const dataset = await plannedOn(desk, request, body);
    return inTurn(desk, request, reply, () => answerRoute(dataset, body, desk));
  });
  addRoute(app, contract.routeByQuery, async ({ request, reply }) => {
    const asked = fromTexts(textsOf(request));
    const dataset = await plannedOn(desk, request, asked);
    return inTurn(desk, request, reply, () => answerRoute(dataset, asked, desk));
  });
  addRoute(app, contract.compare, async ({ body, request, reply }) => {
    const dataset = await plannedOn(desk, request, body);
    return inTurn(desk, request, reply, () => answerCompare(dataset, body, desk));
  });
  addRoute(app, contract.compareByQuery, async ({ request, reply }) => {
    const asked = fromTexts(textsOf(request));
    const dataset = await plannedOn(desk, request, asked);
    return inTurn(desk, request, reply, () => answerCompare(dataset, asked, desk));
  });
}

/** The dataset of a request, with the waits of the run that its fields name. The fields are not yet checked. */
async function plannedOn(desk: Desk, request: FastifyRequest, fields: unknown): Promise<Dataset> {
  const { dataset } = stackOf(desk, request);
  const run = typeof fields === "object" && fields !== null && "waits" in fields ? fields.waits : undefined;
  // What is no text is for the schema to say.
  return typeof run === "string" ? desk.waits.lay(dataset, run) : dataset;
}

/** The query string as Fastify split it: text, or a list where a field stands several times. */
const textsOf = ({ query }: FastifyRequest): Record<string, unknown> =>
  typeof query === "object" && query !== null ? { ...query } : {};
