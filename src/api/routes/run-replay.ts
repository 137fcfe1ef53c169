// What happened on the crossing of a run of kind `simulate`: one of its replications, run again when somebody wants to see it.

import type { FastifyInstance } from "fastify";
import { createReplays, type Replays } from "../../jobs/replays.ts";
import { InvalidInput } from "../../model/problem.ts";
import type { KeptRun } from "../../store/index.ts";
import type { SimulateCorridorAnswer, SimulateCorridorOk } from "../../wire/simulate-corridor.ts";
import { shownState, toldMoment } from "../../wire/told-moment.ts";
import { addRoute } from "../add-route.ts";
import { contract } from "../contract.ts";
import type { Desk } from "../desk.ts";
import { unknownRun } from "./runs.ts";

/** Longer than this nobody is kept waiting for one answer: the client asks again. */
const WAIT_MS = 15_000;

export function runReplayRoutes(app: FastifyInstance, desk: Desk): void {
  let replays: Replays | undefined;
  app.addHook("onClose", async () => replays?.close());
  addRoute(app, contract.runReplay, async ({ params: { id }, query, reply }) => {
    const { runs } = await desk.keeping.get();
    const run = await runs.find(id);
    if (run === undefined) throw unknownRun(id);
    const answer = answerOf(run, await runs.findResult(id));
    replays ??= createReplays({
      input: desk.input,
      programVersion: desk.programVersion,
      onError: (error) => app.log.error({ err: error }, "replay"),
    });
    const { state = shownState(answer), replication, from, to } = query;
    const moment = toldMoment(answer, state);
    const asked = {
      state,
      seed: answer.seed,
      replications: answer.replications,
      ...(moment === undefined ? {} : { moment }),
      ...(replication === undefined ? {} : { replication }),
      ...(from === undefined ? {} : { fromHour: from }),
      ...(to === undefined ? {} : { toHour: to }),
    };
    const text = await replays.get(run, asked, WAIT_MS);
    if (text !== undefined) {
      // The same run and question give the same bits.
      reply.header("cache-control", "private, max-age=86400");
      return text;
    }
    reply.header("cache-control", "no-store").code(202);
    return { status: "working", message: "The replication is being run again.", retryAfterSeconds: 1 };
  });
}

/** What a run that simulated a crossing has answered. */
function answerOf(run: KeptRun, text: string | undefined): SimulateCorridorOk {
  const problem = (code: string, message: string, hint: string): InvalidInput =>
    new InvalidInput([{ code, place: "id", message, hint }]);
  if (run.kind !== "simulate")
    throw problem("no-replay", `A run of kind ${run.kind} has no replay.`, "Runs of kind simulate have.");
  if (text === undefined)
    throw problem("no-result", `The run is ${run.state} and has no answer.`, "A replay shows what a run has counted.");
  const answer = JSON.parse(text) as SimulateCorridorAnswer;
  if (answer.status === "ok") return answer;
  throw problem("no-replay", "The run found no crossing to simulate.", "Its answer says why.");
}
