// What is known and from where: sources, facts, claims and commitments.

import type { FastifyInstance } from "fastify";
import type { Dataset } from "../../model/dataset.ts";
import { answerClaims } from "../../wire/answer-claims.ts";
import type { ClaimsAnswer } from "../../wire/dataset.ts";
import { toFactsAnswer, toSourcesAnswer } from "../../wire/to-knowledge.ts";
import { addRoute } from "../add-route.ts";
import { contract } from "../contract.ts";
import { type Desk, datasetOf } from "../desk.ts";

export function sourceRoutes(app: FastifyInstance, desk: Desk): void {
  // The planner is asked once for each promise; the answer stays the same as long as the dataset does.
  const claims = new WeakMap<Dataset, Promise<ClaimsAnswer>>();
  addRoute(app, contract.facts, ({ query, request }) => toFactsAnswer(datasetOf(desk, request), query));
  addRoute(app, contract.sources, ({ query, request }) =>
    toSourcesAnswer(datasetOf(desk, request), query.refs?.split(",").filter((ref) => ref !== "") ?? []),
  );
  addRoute(app, contract.claims, ({ request }) => {
    const dataset = datasetOf(desk, request);
    const answer = claims.get(dataset) ?? answerClaims(dataset, desk);
    claims.set(dataset, answer);
    return answer;
  });
}
