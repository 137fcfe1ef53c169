// How long may a client take, and how much at once may it ask? Whoever sends slowly, or opens connections and says nothing,
// is cut off, and no address takes all of the server. What planning costs is bounded in turns.ts, streams of events in
// routes/run-events.ts, requests a minute by the rate limit.

import type { ServerOptions as HttpOptions } from "node:http";
import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";
import { InvalidInput } from "../model/problem.ts";

export interface TimeLimits {
  /** Milliseconds until the headers are there, from the opening of the connection on. */
  readonly headersMs: number;
  /** Milliseconds until the whole request is there: five megabytes, the largest body that is taken, at 1.4 megabits a second. */
  readonly requestMs: number;
  /** Milliseconds that a connection may rest between two requests. */
  readonly restMs: number;
  /** Milliseconds without a byte in either direction. */
  readonly silentMs: number;
}

export const USUAL_TIMES: TimeLimits = { headersMs: 10_000, requestMs: 30_000, restMs: 60_000, silentMs: 60_000 };

/** Connections in all: each costs some kilobytes and a file of the process. */
const MOST_CONNECTIONS = 2_000;
/** Of one address. A proxy that hides addresses has one for all; one that was announced may have all there are. */
const MOST_CONNECTIONS_OF_ONE = 500;
/** Requests that are answered at a time, those included whose body is still arriving. */
const MOST_REQUESTS = 800;
const MOST_REQUESTS_OF_ONE = 200;
/** Looks for late requests in a second; Node's usual half minute would let them be twice as late. */
const LOOKS_A_SECOND = 2;

/** Node's own limits on requests that arrive slowly. */
export const httpLimits = ({ headersMs }: TimeLimits): HttpOptions => ({
  headersTimeout: headersMs,
  connectionsCheckingInterval: 1_000 / LOOKS_A_SECOND,
});

/**
 * Bounds connections and requests at a time; to be called before other hooks are added.
 * @param isProxy whether a connection from there carries requests of many clients
 */
export function addLimits(app: FastifyInstance, isProxy: (address: string | undefined) => boolean): void {
  app.server.maxConnections = MOST_CONNECTIONS;
  const connections = createCounter();
  app.server.on("connection", (socket: Socket) => {
    if (isProxy(socket.remoteAddress)) return;
    const leave = connections.enter(socket.remoteAddress ?? "");
    socket.once("close", leave);
    if (connections.of(socket.remoteAddress ?? "") > MOST_CONNECTIONS_OF_ONE) socket.destroy();
  });
  const requests = createCounter();
  app.addHook("onRequest", (request, reply, done) => {
    const isFull = requests.all() >= MOST_REQUESTS || requests.of(request.ip) >= MOST_REQUESTS_OF_ONE;
    if (!isFull) reply.raw.once("close", requests.enter(request.ip));
    done(isFull ? tooMany() : undefined);
  });
}

/** How many are there, in all and of each address? */
function createCounter() {
  const counts = new Map<string, number>();
  let all = 0;
  const change = (address: string, by: 1 | -1): void => {
    all += by;
    const count = (counts.get(address) ?? 0) + by;
    if (count > 0) counts.set(address, count);
    else counts.delete(address);
  };
  return {
    all: (): number => all,
    of: (address: string): number => counts.get(address) ?? 0,
    /** One more; gives how it leaves. */
    enter(address: string): () => void {
      change(address, 1);
      return () => change(address, -1);
    },
  };
}

const tooMany = (): InvalidInput =>
  new InvalidInput([
    {
      code: "overloaded",
      place: "server",
      message: "Too many requests are being answered at the moment.",
      hint: "Try again in a second; wait for answers before asking more.",
    },
  ]);
