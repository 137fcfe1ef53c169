// Long work: start it, look how far it is, read what it answered, compare two, cancel or forget one.

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { UNNAMED } from "../../jobs/index.ts";
import { InvalidInput, type Problem } from "../../model/problem.ts";
import { ENDED, type KeptRun, type RunScenario } from "../../store/index.ts";
import { parseInput } from "../../wire/problems.ts";
import type { ForgottenAnswer, RunAnswer, RunRequest, RunsAnswer } from "../../wire/runs.ts";
import { type SweepDocument, type SweepOk, sweepDocument } from "../../wire/sweep.ts";
import { toRunCompareAnswer, toRunRecord } from "../../wire/to-runs.ts";
import { addRoute } from "../add-route.ts";
import { API_PREFIX, contract, OVERLAY_HEADER } from "../contract.ts";
import { type Desk, inTurn } from "../desk.ts";
import { checkSent, type SentScenario, toRunScenario } from "../scenario-shelf.ts";
import { whoAsks } from "../who.ts";
import { unknownScenario } from "./scenarios.ts";

/** Milliseconds of a look at points of a sweep. */
const LOOK_MS = 20;

export function runRoutes(app: FastifyInstance, desk: Desk): void {
  addRoute(app, contract.startRun, ({ body, request, reply }) => startRun(desk, body, request, reply));
  addRoute(app, contract.runs, async ({ query }): Promise<RunsAnswer> => {
    const kinds = desk.keeping.kinds.map(({ kind }) => kind);
    // Nobody waits for the making of a store to hear that it is empty.
    if (desk.keeping.keeps && desk.keeping.isEmpty()) return { status: "ok", runs: [], total: 0, kinds };
    const found = await (await desk.keeping.get()).runs.list(query);
    return { status: "ok", runs: found.runs.map((run) => toRunRecord(run)), total: found.total, kinds };
  });
  addRoute(app, contract.compareRuns, async ({ query: { a, b } }) => {
    const [left, right] = [await getRun(desk, a), await getRun(desk, b)];
    const { runs } = await desk.keeping.get();
    return toRunCompareAnswer(left, right, [await runs.findResult(a), await runs.findResult(b)]);
  });
  addRoute(app, contract.run, async ({ params, reply }): Promise<RunAnswer> => {
    reply.header("cache-control", "no-store");
    return { status: "ok", run: toRunRecord(await getRun(desk, params.id), { withDocument: true }), reused: false };
  });
  addRoute(app, contract.runResult, async ({ params, reply }) => {
    const run = await getRun(desk, params.id);
    const text = await (await desk.keeping.get()).runs.findResult(params.id);
    if (text === undefined) throw noResult(run);
    if (run.result_sha256 !== null) reply.header("etag", `"${run.result_sha256}"`);
    return text;
  });
  app.get(
    "/runs/:id/result.parquet",
    { schema: { params: contract.runResult.params, tags: ["runs"], summary: "Replications of a sweep as Parquet" } },
    async (request, reply) => {
      const { id } = contract.runResult.params.parse(request.params);
      const run = await getRun(desk, id);
      const text = await (await desk.keeping.get()).runs.findResult(id);
      if (text === undefined) throw noResult(run);
      if (run.kind !== "sweep") throw noTable(run.kind);
      const { toSweepParquet } = await import("../../wire/sweep-parquet.ts");
      return reply
        .type("application/vnd.apache.parquet")
        .header("content-disposition", `attachment; filename="sweep-${id.slice(0, 8)}.parquet"`)
        .serializer((bytes: unknown) => bytes as string)
        .send(Buffer.from(toSweepParquet(JSON.parse(text) as SweepOk)));
    },
  );
  addRoute(app, contract.repeatRun, async ({ params, request, reply }) => {
    const { kind, scenario_id: scenarioId, scenario: kept, parameters, seed } = await getRun(desk, params.id);
    // Checked again: the dataset may be another one than then.
    const sent = kept === null ? null : { scenario: kept.document };
    const scenario = await readScenarioOf(desk, sent, scenarioId, request, reply);
    if (scenario === undefined) return undefined;
    const asked = { kind, scenarioId, scenario, parameters, seed, fresh: true, repeats: params.id };
    return answerStarted(desk, asked, request, reply);
  });
  addRoute(app, contract.cancelRun, async ({ params: { id } }): Promise<ForgottenAnswer> => {
    const done = await (await desk.keeping.get()).runs.remove(id);
    if (done === undefined) throw unknownRun(id);
    return { status: "ok", id, done };
  });
}

async function startRun(
  desk: Desk,
  body: RunRequest,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<RunAnswer | undefined> {
  refuseOverlay(request);
  const scenarioId = typeof body.scenario === "string" ? body.scenario : null;
  const sent = await toSent(desk, body.scenario);
  const scenario = await readScenarioOf(desk, sent, scenarioId, request, reply);
  if (scenario === undefined) return undefined;
  const { kind, seed, fresh } = body;
  const parameters = kind === "sweep" ? await readSweepAsked(desk, body.parameters, request, reply) : body.parameters;
  if (parameters === undefined) return undefined;
  return answerStarted(desk, { kind, scenarioId, scenario, parameters, seed, fresh, repeats: null }, request, reply);
}

/**
 * A sweep with its scenarios as documents, so that it stays what it was asked as; checked as far as can be told at once.
 * Undefined when the client left.
 */
async function readSweepAsked(
  desk: Desk,
  asked: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<SweepDocument | undefined> {
  const [{ checkSweep }, { crossingPoints }, { readAxes }] = await Promise.all([
    import("../../wire/prepare-sweep.ts"),
    import("../../wire/prepare-crossing-sweep.ts"),
    import("../../wire/sweep-points.ts"),
  ]);
  const document = parseInput(sweepDocument, asked, "parameters");
  const scenarios: SweepDocument["scenarios"] = [];
  const problems: Problem[] = [];
  for (const [at, one] of document.scenarios.entries()) {
    try {
      const sent = await toSent(desk, one);
      const id = typeof one === "string" ? one : UNNAMED;
      const checked = await readScenarioOf(desk, sent, id, request, reply);
      if (checked === undefined) return undefined;
      scenarios.push(checked === null ? null : { ...checked.document, name: checked.name });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      problems.push(...error.problems.map((problem) => ({ ...problem, place: `scenarios.${at}` })));
    }
  }
  if (problems.length > 0) throw new InvalidInput([...problems, ...problemsOfAxes(document, readAxes)]);
  const whole = { ...document, scenarios };
  const looks = checkSweep(whole, crossingPoints(desk.base));
  // Hundreds of points take a second: others are answered in between.
  for (let isDone = false; !isDone; ) {
    const look = await inTurn(desk, request, reply, () => lookFor(LOOK_MS, looks, desk.now));
    if (look === undefined) return undefined;
    isDone = look;
  }
  return whole;
}

/** Told together with those of scenarios. */
function problemsOfAxes(document: SweepDocument, read: (document: SweepDocument) => unknown): readonly Problem[] {
  try {
    read(document);
    return [];
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems;
    throw error;
  }
}

/** Looks for about so long; whether everything was looked at. */
function lookFor(ms: number, looks: Iterator<void, void>, now: () => number): boolean {
  for (const end = now() + ms; now() < end; ) if (looks.next().done === true) return true;
  return false;
}

/** A scenario by its id, as text alone, or as a document. */
async function toSent(desk: Desk, asked: RunRequest["scenario"]): Promise<SentScenario | null> {
  if (asked === null) return null;
  if (typeof asked !== "string") {
    return "text" in asked && !("name" in asked) ? { text: String(asked.text) } : { scenario: asked };
  }
  const found = await desk.scenarios.find(asked);
  if (found === undefined) throw unknownScenario(asked, "scenario");
  return { scenario: found.document };
}

/** The scenario checked against the dataset, null for none; undefined when the client left. */
async function readScenarioOf(
  desk: Desk,
  sent: SentScenario | null,
  id: string | null,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<RunScenario | null | undefined> {
  if (sent === null) return null;
  return inTurn(desk, request, reply, () => toRunScenario(checkSent(desk.base, sent, id ?? UNNAMED)));
}

interface Asked {
  readonly kind: string;
  readonly scenarioId: string | null;
  readonly scenario: RunScenario | null;
  readonly parameters: unknown;
  readonly seed: number | null;
  readonly fresh: boolean;
  readonly repeats: string | null;
}

/** 202 with its place while the work goes on, 200 when the answer is there. */
async function answerStarted(
  desk: Desk,
  asked: Asked,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<RunAnswer> {
  const { id, version, hash } = desk.base;
  const { runs } = await desk.keeping.get();
  const { run, reused } = await runs.start({
    ...asked,
    dataset: { id, version, hash },
    base: desk.base,
    who: whoAsks(request),
  });
  reply.header("location", `${API_PREFIX}/runs/${run.id}`).code(run.state === "done" ? 200 : 202);
  return { status: "ok", run: toRunRecord(run), reused };
}

async function getRun(desk: Desk, id: string): Promise<KeptRun> {
  const run = await (await desk.keeping.get()).runs.find(id);
  if (run === undefined) throw unknownRun(id);
  return run;
}

export const unknownRun = (id: string): InvalidInput =>
  new InvalidInput([
    {
      code: "unknown-run",
      place: "id",
      message: `There is no run ${id}.`,
      hint: "GET /api/v1/runs lists them; it may have been forgotten.",
    },
  ]);

/** Why a run has no answer, with its own problems when it failed. */
function noResult({ state, problems }: KeptRun): InvalidInput {
  const hint = ENDED.includes(state) ? "Repeat the run." : "Wait until its state is done; /events tells when.";
  const message = `The run is ${state} and has no answer.`;
  return new InvalidInput([{ code: "no-result", place: "id", message, hint }, ...problems]);
}

const noTable = (kind: string): InvalidInput =>
  new InvalidInput([
    {
      code: "wrong-kind-of-run",
      place: "id",
      message: `A run of kind ${kind} has no table of replications.`,
      hint: "Take a run of kind sweep, or /result.",
    },
  ]);

/** Answers of runs are kept on disk, and overlays may be private: nothing of them is written anywhere. */
function refuseOverlay({ headers }: FastifyRequest): void {
  const token = headers[OVERLAY_HEADER];
  if (token === undefined || token === "") return;
  throw new InvalidInput([
    {
      code: "overlay-not-kept",
      place: "X-Kopru-Overlay",
      message: "Runs are kept on disk and dropped files are not, so a run cannot use them.",
      hint: "Leave the header out, or start the server with --overlay FOLDER.",
    },
  ]);
}
