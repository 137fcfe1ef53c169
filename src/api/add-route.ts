// Turns a row of the contract into a Fastify route whose handler gets typed, checked input.

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import { invalidAnswer } from "../wire/common.ts";
import { httpStatusOf } from "../wire/outcomes.ts";
import type { Endpoint } from "./contract.ts";
import { PROBLEM_TYPE } from "./errors.ts";

type Parsed<E extends Endpoint, S> = E extends { unchecked: true }
  ? unknown
  : S extends z.ZodType
    ? z.output<S>
    : undefined;

export interface Input<E extends Endpoint> {
  readonly params: Parsed<E, E["params"]>;
  readonly query: Parsed<E, E["querystring"]>;
  readonly body: Parsed<E, E["body"]>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** What every answer has; its HTTP status follows from it. */
interface Answer {
  readonly status: string;
}

/**
 * Adds one endpoint.
 * @param answer gives the answer, or text of JSON that was made before, or undefined when the reply was sent already
 */
export function addRoute<const E extends Endpoint>(
  app: FastifyInstance,
  endpoint: E,
  answer: (input: Input<E>) => Answer | string | undefined | Promise<Answer | string | undefined>,
): void {
  const { method, url, tag, summary, params, querystring, body, bodyLimitBytes, requestsPerMinute, unchecked } =
    endpoint;
  app.route({
    method,
    url,
    ...(bodyLimitBytes === undefined ? {} : { bodyLimit: bodyLimitBytes }),
    ...(requestsPerMinute === undefined
      ? {}
      : { config: { rateLimit: { max: requestsPerMinute, timeWindow: 60_000 } } }),
    ...(unchecked ? { validatorCompiler: () => (value: unknown) => ({ value }) } : {}),
    schema: {
      tags: [tag],
      summary,
      ...(params === undefined ? {} : { params }),
      ...(querystring === undefined ? {} : { querystring }),
      ...(body === undefined ? {} : { body }),
      ...(endpoint.stream ? { produces: ["text/event-stream"] } : {}),
      response: {
        200: endpoint.answer,
        ...(endpoint.accepts ? { 202: endpoint.answer } : {}),
        "4xx": invalidAnswer,
      },
    },
    handler: async (request, reply) => {
      // The validator has put the schemas' output in place of what was sent.
      const input = { params: request.params, query: request.query, body: request.body, request, reply } as Input<E>;
      const result = await answer(input);
      if (result === undefined) return reply;
      if (typeof result === "string") return reply.type("application/json; charset=utf-8").send(result);
      const status = httpStatusOf(result);
      if (status >= 400) reply.type(PROBLEM_TYPE);
      // An answer that is well may have been given a status of its own, such as 202.
      return reply.code(status === 200 ? reply.statusCode : status).send(result);
    },
  });
}
