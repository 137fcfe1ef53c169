// Jobs of sweeps for workers on other machines: lease, model, still there, done, failed. Everything here wants a token; without
// a valid one nothing is even read.

import type { FastifyInstance, FastifyRequest } from "fastify";
import { engineVersion } from "../../jobs/index.ts";
import { InvalidInput } from "../../model/problem.ts";
import { findWorkToken } from "../../store/index.ts";
import type { BeatAnswer, LeaseAnswer, LeaseRequest, WorkAnswer } from "../../wire/work.ts";
import { WORK_PROTOCOL } from "../../wire/work.ts";
import { addRoute } from "../add-route.ts";
import { contract } from "../contract.ts";
import type { Desk } from "../desk.ts";

/** A worker says so often that it is there; after ten seconds of silence its jobs go to others. */
const BEAT_SECONDS = 3;
/** Wrong tokens that one address may send a minute. */
const MOST_WRONG = 30;
const MINUTE_MS = 60_000;
const MOST_ADDRESSES = 10_000;

export function workRoutes(app: FastifyInstance, desk: Desk): void {
  void app.register(async (work) => {
    const wrong = createWrongCounter(desk.now);
    // Before anything of the body is read.
    work.addHook("onRequest", async (request) => {
      const token = bearerOf(request);
      // Who has none does not even make the store open. A right one is let in, whatever others of its address sent.
      if (token !== undefined) {
        const { db } = (await desk.keeping.get()).store;
        if ((await findWorkToken(db, token, new Date())) !== undefined) return;
      }
      throw wrong.count(request.ip) > MOST_WRONG ? tooMany() : notAllowed();
    });

    const getSweeps = async () => (await desk.keeping.get()).runs.sweeps;
    addRoute(work, contract.leaseWork, async ({ body }): Promise<LeaseAnswer> => {
      refuseOtherEngine(body);
      const jobs = await (await getSweeps()).lease(body.worker, body.count);
      return {
        status: "ok",
        jobs: jobs.map(({ lease, model, seed, firstReplication, replications }) => ({
          id: lease.jobId,
          retryCount: lease.attempt,
          model,
          seed,
          firstReplication,
          replications,
        })),
        beatSeconds: BEAT_SECONDS,
      };
    });
    addRoute(work, contract.workModel, async ({ params: { hash }, reply }) => {
      const text = await (await getSweeps()).findModel(hash);
      if (text === undefined) throw unknownModel(hash);
      // What has this name never changes.
      reply.header("cache-control", "private, max-age=86400, immutable").header("etag", `"${hash}"`);
      return text;
    });
    addRoute(work, contract.beatWork, async ({ body: { jobs } }): Promise<BeatAnswer> => {
      const lost = await (await getSweeps()).beat(jobs.map(toLease));
      return { status: "ok", lost: lost.map(({ jobId }) => jobId) };
    });
    addRoute(work, contract.workDone, async ({ body }): Promise<WorkAnswer> => {
      const { model, results: records } = body;
      const isKept = await (await getSweeps()).keep({ lease: toLease(body), model, records });
      return { status: "ok", affected: isKept ? 1 : 0 };
    });
    addRoute(work, contract.workFailed, async ({ body }): Promise<WorkAnswer> => {
      const { givenBack, message, worker } = body;
      const reason = givenBack ? null : `${worker}: ${message}`;
      const isMine = await (await getSweeps()).fail(toLease(body), reason);
      return { status: "ok", affected: isMine ? 1 : 0 };
    });
  });
}

const toLease = ({ id, retryCount }: { readonly id: string; readonly retryCount: number }) => ({
  jobId: id,
  attempt: retryCount,
});

/** The token of `Authorization: Bearer …`. */
export function bearerOf({ headers }: FastifyRequest): string | undefined {
  const [, token] = /^Bearer ([\w.-]{1,200})$/.exec(headers.authorization ?? "") ?? [];
  return token;
}

function refuseOtherEngine({ protocol, engine }: LeaseRequest): void {
  const own = engineVersion();
  if (protocol === WORK_PROTOCOL && engine === own) return;
  const [place, here, there] =
    protocol === WORK_PROTOCOL ? ["engine", own, engine] : ["protocol", WORK_PROTOCOL, protocol];
  throw new InvalidInput([
    {
      code: "other-version",
      place,
      message: `This worker is of another version (${place} ${there}) than the server (${place} ${here}): it would not calculate the same bits.`,
      hint: "Use the same version of the program on both, with files that nobody changed.",
    },
  ]);
}

/** Wrong tokens of each address within a minute. Tokens have 256 random bits: this is for who looks at the log. */
function createWrongCounter(now: () => number) {
  const seen = new Map<string, { readonly since: number; count: number }>();
  return {
    /** One more; how many there are now. */
    count(address: string): number {
      const known = seen.get(address);
      if (known !== undefined && now() - known.since <= MINUTE_MS) return ++known.count;
      if (seen.size >= MOST_ADDRESSES) seen.clear();
      seen.set(address, { since: now(), count: 1 });
      return 1;
    },
  };
}

const notAllowed = (): InvalidInput =>
  new InvalidInput([
    {
      code: "no-token",
      place: "Authorization",
      message: "Work is given to holders of a token that is valid.",
      hint: "Make one with kopru token make --name NAME on the server, and give it to kopru worker --token.",
    },
  ]);

const tooMany = (): InvalidInput =>
  new InvalidInput([
    {
      code: "too-many-requests",
      place: "client",
      message: "Too many wrong tokens came from this address.",
      hint: "Wait a minute; check the token.",
    },
  ]);

const unknownModel = (hash: string): InvalidInput =>
  new InvalidInput([
    {
      code: "unknown-model",
      place: "address",
      message: `No sweep under way has the model ${hash}.`,
      hint: "Its sweep has ended; lease other work.",
    },
  ]);
