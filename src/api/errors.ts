// Whatever goes wrong becomes one JSON answer with problems: schema errors, problems of the data and the planner, Fastify's
// own refusals, broken HTTP. The HTTP status comes from the table in src/wire/outcomes.ts. A bug is logged and never shown.

import type { Socket } from "node:net";
import type { FastifyReply, FastifyRequest } from "fastify";
import { InvalidInput } from "../model/problem.ts";
import type { ProblemJson } from "../wire/common.ts";
import { toInvalidAnswer } from "../wire/invalid-answer.ts";
import { httpStatusOfProblem } from "../wire/outcomes.ts";

/** Of every answer that says what is wrong (RFC 9457). */
export const PROBLEM_TYPE = "application/problem+json; charset=utf-8";

const problem = (code: string, place: string, message: string, hint: string): ProblemJson => ({
  code,
  place,
  message,
  hint,
});

/** Fastify's own error codes in our words. */
const REFUSALS: Readonly<Record<string, ProblemJson>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: problem(
    "too-large",
    "body",
    "The body is too large.",
    "Send less than 1 MB, results of work less than 4 MB, overlays less than 5 MB.",
  ),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: problem(
    "wrong-media-type",
    "Content-Type",
    "The body's media type is not known here.",
    "Send JSON with the header Content-Type: application/json.",
  ),
  FST_ERR_CTP_EMPTY_JSON_BODY: problem("malformed-json", "body", "The body is empty.", "Send a JSON object."),
  FST_ERR_CTP_INVALID_JSON_BODY: problem(
    "malformed-json",
    "body",
    "The body is not JSON.",
    "Check quotes, commas and braces.",
  ),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: problem(
    "malformed-request",
    "Content-Length",
    "The body is not as long as Content-Length says.",
    "Send the true length.",
  ),
  FST_ERR_BAD_URL: problem(
    "malformed-request",
    "address",
    "The address cannot be decoded.",
    "Encode special characters with %XX.",
  ),
  FST_ERR_MAX_PARAM_LENGTH: problem(
    "malformed-request",
    "address",
    "A part of the address is too long.",
    "Take a shorter id.",
  ),
  FST_ERR_ASYNC_CONSTRAINT: problem(
    "malformed-request",
    "address",
    "The request cannot be matched.",
    "Check its headers.",
  ),
  FST_ERR_HANDLER_TIMEOUT: problem(
    "overloaded",
    "server",
    "The answer took too long.",
    "Try again, or ask a smaller question.",
  ),
  FST_ERR_REQUEST_TIMEOUT: problem("overloaded", "server", "The request took too long to arrive.", "Try again."),
};

const BUG = problem(
  "bug",
  "server",
  "The program made an error.",
  "It was noted in the server's log; please report what you asked.",
);

/** Problems of anything that was thrown, or undefined when it is a bug. */
export function problemsOfError(error: unknown): readonly ProblemJson[] | undefined {
  if (error instanceof InvalidInput) return error.problems;
  if (typeof error !== "object" || error === null) return undefined;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const refusal = REFUSALS[code];
  if (refusal !== undefined) return [refusal];
  const status = "statusCode" in error && typeof error.statusCode === "number" ? error.statusCode : 500;
  if (status === 429) {
    return [
      problem("too-many-requests", "client", "Too many requests in a short time.", "Wait a minute and try again."),
    ];
  }
  if (error instanceof SyntaxError && status < 500) return [REFUSALS.FST_ERR_CTP_INVALID_JSON_BODY];
  if (status >= 400 && status < 500) {
    return [
      problem("malformed-request", "request", "The request cannot be read.", "See /api/v1/docs for what is expected."),
    ];
  }
  return undefined;
}

/** Sends problems with the status of the first one. */
export function sendProblems(reply: FastifyReply, problems: readonly ProblemJson[]): FastifyReply {
  const answer = toInvalidAnswer(problems);
  return reply
    .code(httpStatusOfProblem(answer.problems[0]))
    .type(PROBLEM_TYPE)
    .header("cache-control", "no-store")
    .serializer(JSON.stringify)
    .send(answer);
}

/** Fastify's error handler, also for errors before a route is found. */
export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problems = problemsOfError(error);
  if (problems === undefined) request.log.error({ err: error }, "bug while answering");
  return sendProblems(reply, problems ?? [BUG]);
}

/** Bytes that are not HTTP at all: answered on the bare socket. */
export function handleBrokenConnection(error: Error, socket: Socket): void {
  if (("code" in error && error.code === "ECONNRESET") || !socket.writable) return;
  const tooLong = "code" in error && error.code === "HPE_HEADER_OVERFLOW";
  const tooSlow = "code" in error && error.code === "ERR_HTTP_REQUEST_TIMEOUT";
  const told = tooSlow
    ? REFUSALS.FST_ERR_REQUEST_TIMEOUT
    : problem(
        "malformed-request",
        tooLong ? "headers" : "request",
        tooLong ? "The headers are too long." : "This is not an HTTP request.",
        "Send an HTTP/1.1 request with headers below 16 kB.",
      );
  const answer = JSON.stringify(toInvalidAnswer([told]));
  const status = tooSlow ? "503 Service Unavailable" : "400 Bad Request";
  const head = `HTTP/1.1 ${status}\r\nContent-Type: ${PROBLEM_TYPE}\r\nContent-Length: ${Buffer.byteLength(answer)}\r\nConnection: close`;
  socket.end(`${head}\r\n\r\n${answer}`);
}
