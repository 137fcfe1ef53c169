// What is known and from where: sources, facts, claims and commitments.

import type { FastifyInstance } from "fastify";
import { toClaimsAnswer, toFactsAnswer, toSourcesAnswer } from "../../wire/to-knowledge.ts";
import { addRoute } from "../add-route.ts";
import { contract } from "../contract.ts";
import { type Desk, datasetOf } from "../desk.ts";

export function sourceRoutes(app: FastifyInstance, desk: Desk): void {
  addRoute(app, contract.facts, ({ query, request }) => toFactsAnswer(datasetOf(desk, request), query));
  addRoute(app, contract.sources, ({ query, request }) =>
    toSourcesAnswer(datasetOf(desk, request), query.refs?.split(",").filter((ref) => ref !== "") ?? []),
  );
  addRoute(app, contract.claims, ({ request }) => toClaimsAnswer(datasetOf(desk, request), () => ""));
}
