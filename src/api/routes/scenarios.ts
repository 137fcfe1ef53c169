// Scenarios that come with the dataset, and those that somebody keeps here: look, keep, change, forget.

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { stringify } from "yaml";
import { UNNAMED } from "../../jobs/index.ts";
import { InvalidInput, type Problem } from "../../model/problem.ts";
import { type Resolution, toDocument } from "../../scenario/index.ts";
import { countScenarios, findScenario, forgetScenario, saveScenario } from "../../store/index.ts";
import type { ScenarioAnswer, ScenarioRequest, ScenariosAnswer } from "../../wire/kept-scenarios.ts";
import type { ForgottenAnswer } from "../../wire/runs.ts";
import { toResolution, toScenarioCheckAnswer } from "../../wire/to-scenario.ts";
import { addRoute } from "../add-route.ts";
import { contract } from "../contract.ts";
import { type Desk, inTurn } from "../desk.ts";
import { checkSent, resolveSent, type ShelvedScenario, toListed } from "../scenario-shelf.ts";
import { whoAsks } from "../who.ts";

/** Scenarios that may be kept; more are no shelf that people find something on. */
const MOST_KEPT = 1_000;

export function scenarioRoutes(app: FastifyInstance, desk: Desk): void {
  addRoute(
    app,
    contract.scenarios,
    async (): Promise<ScenariosAnswer> => ({
      status: "ok",
      scenarios: await desk.scenarios.list(),
      keeps: desk.keeping.keeps,
    }),
  );
  addRoute(app, contract.scenario, async ({ params: { id }, request, reply }) => {
    const found = await desk.scenarios.find(id);
    if (found === undefined) throw unknownScenario(id);
    return inTurn(desk, request, reply, () =>
      answerScenario(desk, found, resolveSent(desk.base, { text: found.text }, id), reply),
    );
  });
  addRoute(app, contract.checkScenario, ({ body, request, reply }) =>
    inTurn(desk, request, reply, () => toScenarioCheckAnswer(desk.base, [resolveSent(desk.base, body, UNNAMED)])),
  );
  addRoute(app, contract.keepScenario, ({ params, body, request, reply }) =>
    keepScenario(desk, params.id, body, request, reply),
  );
  addRoute(app, contract.forgetScenario, async ({ params: { id }, request }): Promise<ForgottenAnswer> => {
    refuseShipped(desk, id);
    const { db } = (await desk.keeping.get()).store;
    const version = readVersion(request);
    const kept = await findScenario(db, id);
    if (kept === undefined) throw unknownScenario(id);
    if (!(await forgetScenario(db, id, version ?? kept.version))) throw changedMeanwhile(id);
    return { status: "ok", id, done: "forgotten" };
  });
}

/** Everything is checked before anything is kept, and it is kept in one statement. */
async function keepScenario(
  desk: Desk,
  id: string,
  body: ScenarioRequest,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<ScenarioAnswer | undefined> {
  refuseShipped(desk, id);
  const version = readVersion(request);
  const checked = await inTurn(desk, request, reply, () => checkSent(desk.base, body, id));
  if (checked === undefined) return undefined;
  const { scenario, resolution } = checked;
  const document = { ...toDocument(scenario) };
  const { db } = (await desk.keeping.get()).store;
  if (version === undefined && (await countScenarios(db)) >= MOST_KEPT) throw shelfFull();
  const { name, baseDate, notes, edits } = scenario;
  const { hash } = resolution;
  const toKeep = { id, name, baseDate, notes, hash, document, edits: edits.length, who: whoAsks(request) };
  const text = "text" in body ? body.text : stringify(document);
  const kept = await saveScenario(db, { ...toKeep, text }, version, new Date());
  if (kept === undefined) throw version === undefined ? alreadyKept(id) : changedMeanwhile(id);
  return answerScenario(desk, { listed: toListed(kept), document, text }, resolution, reply);
}

/** @param resolution against the dataset of this server, which may be another than when it was kept */
function answerScenario(
  { base }: Desk,
  { listed, document, text }: ShelvedScenario,
  resolution: Resolution,
  reply: FastifyReply,
): ScenarioAnswer {
  const { errors } = resolution;
  if (listed.version !== null) reply.header("etag", `"${listed.version}"`);
  reply.header("cache-control", "no-cache");
  return {
    status: "ok",
    scenario: listed,
    document: { ...document },
    text,
    resolution: errors.length > 0 ? null : toResolution(base, resolution),
    problems: errors.map(({ code, place, message, hint }) => ({ code, place, message, hint })),
  };
}

/** The version that the sender saw, from If-Match; undefined when he sends none. @throws InvalidInput when it is none */
function readVersion({ headers }: FastifyRequest): number | undefined {
  const sent = headers["if-match"];
  if (sent === undefined || sent === "") return undefined;
  const digits = /^(?:W\/)?"?(\d{1,9})"?$/.exec(sent.trim())?.[1];
  if (digits !== undefined) return Number(digits);
  throw invalid(
    "wrong-format",
    "If-Match",
    "This is no version of a scenario.",
    'Send the ETag that came with it, such as "3".',
  );
}

function refuseShipped(desk: Desk, id: string): void {
  if (!desk.scenarios.isShipped(id)) return;
  throw invalid(
    "shipped-scenario",
    "id",
    `The scenario ${id} comes with the program and cannot be changed.`,
    "Keep yours under another id.",
  );
}

export const unknownScenario = (id: string, place = "id"): InvalidInput =>
  invalid("unknown-scenario", place, `There is no scenario ${id}.`, "GET /api/v1/scenarios lists them.");

const alreadyKept = (id: string): InvalidInput =>
  invalid(
    "already-kept",
    "id",
    `A scenario ${id} is kept already.`,
    "Send its version in If-Match to change it, or take another id.",
  );

const changedMeanwhile = (id: string): InvalidInput =>
  invalid(
    "changed-meanwhile",
    "If-Match",
    `The scenario ${id} is not kept in this version: somebody changed it meanwhile, or it is gone.`,
    "Read it again, and send your change with its new version.",
  );

const shelfFull = (): InvalidInput =>
  invalid("too-many-kept", "scenarios", `${MOST_KEPT} scenarios are kept already.`, "Forget some that nobody needs.");

function invalid(code: string, place: string, message: string, hint: string): InvalidInput {
  const problem: Problem = { code, place, message, hint };
  return new InvalidInput([problem]);
}
