// How a worker on another machine speaks with its server: over HTTP, with a token, again and again while the server is away.
// What the server refuses for good ends the worker; what it does not know any more ends the job.

import { InvalidInput, type Problem } from "../model/problem.ts";
import type { BeatAnswer, DoneRequest, LeaseAnswer, LeaseRequest, WorkAnswer } from "../wire/work.ts";

export interface WorkClient {
  lease(request: LeaseRequest): Promise<Extract<LeaseAnswer, { status: "ok" }>>;
  /** The text of a model; undefined when its sweep has ended. */
  findModel(hash: string): Promise<string | undefined>;
  beat(jobs: readonly { readonly id: string; readonly retryCount: number }[]): Promise<readonly string[]>;
  /** Whether it counted. */
  done(request: DoneRequest): Promise<boolean>;
  failed(request: {
    readonly worker: string;
    readonly id: string;
    readonly retryCount: number;
    readonly givenBack: boolean;
    readonly message: string;
  }): Promise<boolean>;
}

export interface WorkClientOptions {
  /** Address of the server, as https://example.org/. */
  readonly server: string;
  readonly token: string;
  /** No more tries after this. */
  readonly signal: AbortSignal;
  /** The worker leaves: a server that is away then is not waited for long. */
  readonly leaving: AbortSignal;
  /** Seconds without any answer after which it is given up; the first is for the very first answer. */
  readonly patienceSeconds: { readonly first: number; readonly later: number };
  /** The server did not answer, and is tried again in so many seconds. */
  readonly onTrouble: (reason: string, againSeconds: number) => void;
  /** It answers again. */
  readonly onAnswer: () => void;
}

const REQUEST_MS = 30_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;
const PATIENCE_LEAVING_SECONDS = 5;
/** Statuses after which the same question may be answered a little later. */
const TRY_AGAIN = [408, 425, 429, 500, 502, 503, 504];

export function createWorkClient(options: WorkClientOptions): WorkClient {
  const { server, token, signal, leaving, patienceSeconds } = options;
  const base = `${server.replace(/\/+$/, "")}/api/v1/work/`;
  let hasAnswered = false;
  let silentSince: number | undefined;

  /** The answer's text. @throws InvalidInput when the server refuses or stays away; AbortError */
  async function ask(path: string, body?: unknown): Promise<string> {
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
      signal.throwIfAborted();
      const reason = await tryOnce();
      if (typeof reason === "object") return reason.text;
      const now = performance.now();
      silentSince ??= now;
      const usual = hasAnswered ? patienceSeconds.later : patienceSeconds.first;
      const patience = leaving.aborted ? PATIENCE_LEAVING_SECONDS : usual;
      if ((now - silentSince) / 1000 > patience) throw away(server, reason);
      // Many workers of one server do not come back all at once.
      const pause = wait * (0.5 + Math.random());
      options.onTrouble(reason, pause / 1000);
      await sleep(pause, signal);
    }

    async function tryOnce(): Promise<{ readonly text: string } | string> {
      let reply: Response;
      let text: string;
      try {
        reply = await fetch(new URL(path, base), {
          method: body === undefined ? "GET" : "POST",
          headers: {
            authorization: `Bearer ${token}`,
            ...(body === undefined ? {} : { "content-type": "application/json" }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          // A token is not carried on to where somebody else points.
          redirect: "manual",
          signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_MS)]),
        });
        text = await reply.text();
      } catch (error) {
        signal.throwIfAborted();
        return reasonOf(error);
      }
      if (TRY_AGAIN.includes(reply.status)) return `it answers ${reply.status}`;
      if (silentSince !== undefined) options.onAnswer();
      silentSince = undefined;
      hasAnswered = true;
      if (reply.ok) return { text };
      if (reply.status >= 300 && reply.status < 400) throw elsewhere(server, reply.headers.get("location"));
      throw new InvalidInput(problemsOf(text, reply.status, server));
    }
  }

  const askJson = async <T>(path: string, body: unknown): Promise<T> => JSON.parse(await ask(path, body)) as T;

  return {
    lease: (request) => askJson("lease", request),
    async findModel(hash) {
      try {
        return await ask(`models/${hash}`);
      } catch (error) {
        if (isProblem(error, "unknown-model")) return undefined;
        throw error;
      }
    },
    async beat(jobs) {
      const answer = await askJson<Extract<BeatAnswer, { status: "ok" }>>("beat", { jobs });
      return answer.lost;
    },
    async done(request) {
      const { affected } = await askJson<Extract<WorkAnswer, { status: "ok" }>>("done", request);
      return affected === 1;
    },
    async failed(request) {
      const { affected } = await askJson<Extract<WorkAnswer, { status: "ok" }>>("failed", request);
      return affected === 1;
    },
  };
}

const isProblem = (error: unknown, code: string): boolean =>
  error instanceof InvalidInput && error.problems.some((problem) => problem.code === code);

export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end);
  });
}

/** What was the matter, without the address: it may hold a password. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "it cannot be reached";
  if (error.name === "TimeoutError") return "it does not answer in time";
  const { cause } = error;
  if (cause instanceof Error && "code" in cause && typeof cause.code === "string") {
    if (cause.code === "ECONNREFUSED") return "nobody answers at that address";
    if (cause.code === "ECONNRESET" || cause.code === "UND_ERR_SOCKET") return "the connection broke";
    if (cause.code === "ENOTFOUND" || cause.code === "EAI_AGAIN") return "no machine of that name is known";
    return cause.code;
  }
  return cause instanceof Error ? cause.message : error.message;
}

/** Problems as the server tells them; something else than Kopru tells none. */
function problemsOf(text: string, status: number, server: string): readonly Problem[] {
  try {
    const { problems } = JSON.parse(text) as { readonly problems?: readonly Problem[] };
    if (Array.isArray(problems) && problems.length > 0) return problems;
  } catch {
    // No JSON: told below.
  }
  if (status === 413)
    return [
      {
        code: "too-large",
        place: "--server",
        message: `What answers at ${hideSecrets(server)} takes no results of this size.`,
        hint: "A proxy before the server has to let bodies of 5 MB pass (nginx: client_max_body_size 5m).",
      },
    ];
  return [
    {
      code: "unreachable-server",
      place: "--server",
      message: `What answers at ${hideSecrets(server)} is no server of Kopru (status ${status}).`,
      hint: "Give the address that kopru serve prints, such as http://192.0.2.7:8700/.",
    },
  ];
}

const elsewhere = (server: string, location: string | null): InvalidInput => {
  const to = location === null ? undefined : URL.parse(location, server);
  const where = to == null ? "elsewhere" : `to ${to.protocol}//${to.host}`;
  return new InvalidInput([
    {
      code: "unreachable-server",
      place: "--server",
      message: `The server at ${hideSecrets(server)} points ${where}, and the token is not carried along.`,
      hint: "Give the address that it points to, when it is yours; https where it asks for it.",
    },
  ]);
};

const away = (server: string, reason: string): InvalidInput =>
  new InvalidInput([
    {
      code: "unreachable-server",
      place: "--server",
      message: `The server at ${hideSecrets(server)} cannot be reached: ${reason}.`,
      hint: "Is it running, and did it get --host so that other machines reach it? Is the address right?",
    },
  ]);

/** An address without the user and password that it may hold. */
export function hideSecrets(address: string): string {
  const url = URL.parse(address);
  return url === null ? "that address" : `${url.protocol}//${url.host}${url.pathname.replace(/\/$/, "")}`;
}
