// Rows of the contract for workers on other machines and for `kopru token`: none of them answers without a token or secret.

import { z } from "zod";
import {
  beatAnswer,
  beatRequest,
  doneRequest,
  failedRequest,
  leaseAnswer,
  leaseRequest,
  modelHash,
  tokenMadeAnswer,
  tokenName,
  tokenRequest,
  tokenRevokedAnswer,
  tokensAnswer,
  workAnswer,
  workModel,
} from "../wire/work.ts";
import { noQuery } from "./query-parts.ts";

/** Replications of one job: some hundreds of figures each. */
const WORK_LIMIT_BYTES = 4_000_000;
/** What is said of jobs, but not what they gave; a hundred characters a job. */
const TALK_LIMIT_BYTES = 128_000;
/** A worker asks several times a second when jobs are short, and several may stand behind one address. */
const WORK_REQUESTS_PER_MINUTE = 12_000;

export const workContract = {
  leaseWork: {
    method: "POST",
    url: "/work/lease",
    tag: "work",
    summary: "Take jobs of sweeps; needs a token, as all of /work does",
    querystring: noQuery,
    body: leaseRequest,
    answer: leaseAnswer,
    bodyLimitBytes: TALK_LIMIT_BYTES,
    requestsPerMinute: WORK_REQUESTS_PER_MINUTE,
  },
  workModel: {
    method: "GET",
    url: "/work/models/:hash",
    tag: "work",
    summary: "The model of a job, by the SHA-256 of this very text",
    params: z.strictObject({ hash: modelHash }),
    querystring: noQuery,
    answer: workModel,
    requestsPerMinute: WORK_REQUESTS_PER_MINUTE,
  },
  beatWork: {
    method: "POST",
    url: "/work/beat",
    tag: "work",
    summary: "Say that jobs are still worked on; tells which are lost",
    querystring: noQuery,
    body: beatRequest,
    answer: beatAnswer,
    bodyLimitBytes: TALK_LIMIT_BYTES,
    requestsPerMinute: WORK_REQUESTS_PER_MINUTE,
  },
  workDone: {
    method: "POST",
    url: "/work/done",
    tag: "work",
    summary: "What a job gave; counts once, under its id and the number of the attempt",
    querystring: noQuery,
    body: doneRequest,
    answer: workAnswer,
    bodyLimitBytes: WORK_LIMIT_BYTES,
    requestsPerMinute: WORK_REQUESTS_PER_MINUTE,
  },
  workFailed: {
    method: "POST",
    url: "/work/failed",
    tag: "work",
    summary: "Give a job back, or say why it cannot be done",
    querystring: noQuery,
    body: failedRequest,
    answer: workAnswer,
    bodyLimitBytes: TALK_LIMIT_BYTES,
    requestsPerMinute: WORK_REQUESTS_PER_MINUTE,
  },
  makeToken: {
    method: "POST",
    url: "/tokens",
    tag: "work",
    summary: "Make a token; for kopru token on the server's own machine",
    querystring: noQuery,
    body: tokenRequest,
    answer: tokenMadeAnswer,
  },
  tokens: {
    method: "GET",
    url: "/tokens",
    tag: "work",
    summary: "Tokens, without what is secret of them; for kopru token on the server's own machine",
    querystring: noQuery,
    answer: tokensAnswer,
  },
  revokeToken: {
    method: "DELETE",
    url: "/tokens/:name",
    tag: "work",
    summary: "Revoke a token; for kopru token on the server's own machine",
    params: z.strictObject({ name: tokenName }),
    querystring: noQuery,
    answer: tokenRevokedAnswer,
  },
} as const;
