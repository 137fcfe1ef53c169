// How far is a run? Server-sent events: the whole record when somebody connects and whenever it changes, so that nothing is
// lost with a connection; a comment now and then so that nobody in between takes it for dead. The last event ends the
// stream, and a browser that connects again after it is told that there is no more.

import type { FastifyInstance, FastifyRequest } from "fastify";
import { InvalidInput } from "../../model/problem.ts";
import { ENDED, type RunProgress } from "../../store/index.ts";
import type { RunRecordJson } from "../../wire/runs.ts";
import { toRunRecord } from "../../wire/to-runs.ts";
import { addRoute } from "../add-route.ts";
import { contract } from "../contract.ts";
import type { Desk } from "../desk.ts";
import { unknownRun } from "./runs.ts";

const HEARTBEAT_MS = 15_000;
/** A run that another server works on changes only in the database. */
const LOOK_MS = 2_000;
const MOST_STREAMS = 200;
const MOST_OF_ONE_ADDRESS = 20;

export function runEventRoutes(app: FastifyInstance, desk: Desk): void {
  const open = new Map<symbol, { readonly address: string; readonly end: () => void }>();
  // A server that stops does not wait for those who watch.
  app.addHook("preClose", (done) => {
    for (const { end } of open.values()) end();
    done();
  });

  addRoute(app, contract.runEvents, async ({ params: { id }, request, reply }) => {
    const { runs } = await desk.keeping.get();
    const first = await runs.find(id);
    if (first === undefined) throw unknownRun(id);
    if (request.headers["last-event-id"] === LAST_ID && ENDED.includes(first.state)) {
      reply.code(204).send();
      return undefined;
    }
    refuseTooMany(request, [...open.values()]);
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      // Proxies that gather answers before they pass them on are asked not to.
      "x-accel-buffering": "no",
    });
    raw.write("retry: 2000\n\n");

    const key = Symbol(id);
    let record = toRunRecord(first);
    let sent = "";
    function send(): void {
      if (raw.writableEnded) return;
      const data = JSON.stringify({ run: record });
      if (data === sent) return;
      sent = data;
      const isLast = ENDED.includes(record.state);
      raw.write(`${isLast ? `id: ${LAST_ID}\n` : ""}event: run\ndata: ${data}\n\n`);
      if (isLast) end();
    }
    async function look(): Promise<void> {
      const run = await runs.find(id);
      if (run === undefined) end();
      else {
        record = toRunRecord(run);
        send();
      }
    }
    const onChange = (progress?: RunProgress): void => {
      if (progress === undefined) void look().catch(end);
      else {
        record = withProgress(record, progress);
        // Who reads slowly gets fewer steps; the last one comes with the end.
        if (!raw.writableNeedDrain) send();
      }
    };
    const stopWatching = runs.watch(id, onChange);
    const looking = setInterval(() => onChange(), LOOK_MS);
    const heartbeat = setInterval(() => raw.write(": still here\n\n"), HEARTBEAT_MS);
    function end(): void {
      stopWatching();
      clearInterval(looking);
      clearInterval(heartbeat);
      open.delete(key);
      if (!raw.writableEnded) raw.end();
    }
    open.set(key, { address: request.ip, end });
    request.raw.once("close", end);
    // Once more: it may have changed since it was read.
    await look().catch(end);
    return undefined;
  });
}

/** Id of the event after which there is none. */
const LAST_ID = "end";

const withProgress = (record: RunRecordJson, progress: RunProgress): RunRecordJson =>
  record.state === "running" ? { ...record, progress } : record;

function refuseTooMany({ ip }: FastifyRequest, open: readonly { readonly address: string }[]): void {
  const ofAddress = open.filter(({ address }) => address === ip).length;
  if (open.length < MOST_STREAMS && ofAddress < MOST_OF_ONE_ADDRESS) return;
  throw new InvalidInput([
    {
      code: "too-many-requests",
      place: "client",
      message: `${ofAddress} streams of events are open to this address, ${open.length} in all.`,
      hint: "Close some, or ask for the run now and then instead.",
    },
  ]);
}
