// Rows of the contract for scenarios that are kept, and for long work.

import { z } from "zod";
import { replayAnswer } from "../wire/crossing-replay.ts";
import { scenarioAnswer, scenarioRequest, scenariosAnswer } from "../wire/kept-scenarios.ts";
import {
  forgottenAnswer,
  runAnswer,
  runCompareAnswer,
  runEvent,
  runId,
  runKind,
  runRequest,
  runResult,
  runsAnswer,
  scenarioId,
} from "../wire/runs.ts";
import { scenarioCheckAnswer } from "../wire/scenario.ts";
import { count, noQuery } from "./query-parts.ts";

const scenarioParams = z.strictObject({ id: scenarioId });
const runParams = z.strictObject({ id: runId });

const runsQuery = z.strictObject({
  limit: count(1, 200, 50),
  offset: count(0, 1_000_000, 0),
  kind: runKind.optional().describe("Only runs of this kind"),
});

const hour = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,2})?$/, "hours, as 2160")
  .transform(Number);

const runReplayQuery = z.strictObject({
  state: z
    .enum(["base", "changed"])
    .optional()
    .describe("Without the scenario and other fleets, or with them; with them, where the run has them, when left out"),
  replication: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, "a whole number from 1")
    .transform(Number)
    .optional()
    .describe("That of the worst day of the run when left out"),
  from: hour.optional().describe("Hours from the period's first day; two weeks around the worst moment when left out"),
  to: hour.optional(),
});

const runCompareQuery = z.strictObject({ a: runId, b: runId });

export const runContract = {
  scenarios: {
    method: "GET",
    url: "/scenarios",
    tag: "scenarios",
    summary: "Scenarios that come with the program, and those that are kept here",
    querystring: noQuery,
    answer: scenariosAnswer,
  },
  scenario: {
    method: "GET",
    url: "/scenarios/:id",
    tag: "scenarios",
    summary: "One scenario as a document, as text, and with what each edit touches; its version is the ETag",
    params: scenarioParams,
    querystring: noQuery,
    answer: scenarioAnswer,
  },
  checkScenario: {
    method: "POST",
    url: "/scenarios/check",
    tag: "scenarios",
    summary: "What a scenario would touch, or everything that is wrong with it; nothing is kept",
    querystring: noQuery,
    body: scenarioRequest,
    answer: scenarioCheckAnswer,
  },
  keepScenario: {
    method: "PUT",
    url: "/scenarios/:id",
    tag: "scenarios",
    summary: "Keep a scenario; a kept one is changed only with its version in If-Match",
    params: scenarioParams,
    querystring: noQuery,
    body: scenarioRequest,
    answer: scenarioAnswer,
    requestsPerMinute: 600,
  },
  forgetScenario: {
    method: "DELETE",
    url: "/scenarios/:id",
    tag: "scenarios",
    summary: "Forget a kept scenario; runs made with it stay as they are",
    params: scenarioParams,
    querystring: noQuery,
    answer: forgottenAnswer,
  },
  startRun: {
    method: "POST",
    url: "/runs",
    tag: "runs",
    summary: "Start long work: 202 and its place, or 200 with an equal run that is kept",
    querystring: noQuery,
    body: runRequest,
    answer: runAnswer,
    accepts: true,
    requestsPerMinute: 600,
  },
  runs: {
    method: "GET",
    url: "/runs",
    tag: "runs",
    summary: "The history of runs, newest first",
    querystring: runsQuery,
    answer: runsAnswer,
  },
  compareRuns: {
    method: "GET",
    url: "/runs/compare",
    tag: "runs",
    summary: "Headline figures of two runs side by side",
    querystring: runCompareQuery,
    answer: runCompareAnswer,
  },
  run: {
    method: "GET",
    url: "/runs/:id",
    tag: "runs",
    summary: "What is known of a run",
    params: runParams,
    querystring: noQuery,
    answer: runAnswer,
  },
  runResult: {
    method: "GET",
    url: "/runs/:id/result",
    tag: "runs",
    summary: "The answer of a run that is done, as the command line prints it with --json",
    params: runParams,
    querystring: noQuery,
    answer: runResult,
  },
  runReplay: {
    method: "GET",
    url: "/runs/:id/replay",
    tag: "runs",
    summary: "What ships, trains and queues did in one replication of a simulated crossing: 202 while it is being made",
    params: runParams,
    querystring: runReplayQuery,
    answer: replayAnswer,
    accepts: true,
    requestsPerMinute: 120,
  },
  runEvents: {
    method: "GET",
    url: "/runs/:id/events",
    tag: "runs",
    summary: "State and progress as server-sent events; each carries the whole record, the last one ends the stream",
    params: runParams,
    querystring: noQuery,
    answer: runEvent,
    stream: true,
  },
  repeatRun: {
    method: "POST",
    url: "/runs/:id/repeat",
    tag: "runs",
    summary: "Calculate a run again from what it kept",
    params: runParams,
    querystring: noQuery,
    answer: runAnswer,
    accepts: true,
    requestsPerMinute: 600,
  },
  cancelRun: {
    method: "DELETE",
    url: "/runs/:id",
    tag: "runs",
    summary: "Cancel a run that is under way; forget one that has ended",
    params: runParams,
    querystring: noQuery,
    answer: forgottenAnswer,
  },
} as const;
