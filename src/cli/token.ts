// `kopru token`: who may work for this store from elsewhere. Written into the store itself; where a server has the store's
// folder open, that server is asked, on this machine and with the secret that it put into the folder.

import type { Command } from "commander";
import type { StorePlace } from "../store/index.ts";
import type { InvalidAnswer } from "../wire/common.ts";
import type { TokenMadeAnswer, TokenRevokedAnswer, TokensAnswer } from "../wire/work.ts";
import type { Finish, GlobalOptions } from "./global-options.ts";
import { printAnswer } from "./print.ts";
import { addStoreOptions, type StoreOptions, storePlace } from "./store-options.ts";
import { faint, green, red } from "./style.ts";

interface TokenOptions extends GlobalOptions, StoreOptions {
  readonly name?: string;
}

/** Tokens of a store, wherever they are written. */
interface TokenDesk {
  make(name: string): Promise<TokenMadeAnswer>;
  list(): Promise<TokensAnswer>;
  revoke(name: string): Promise<TokenRevokedAnswer>;
  close(): Promise<void>;
}

export function addToken(program: Command, finish: Finish): void {
  const token = program.command("token").description("who may work for this server from other machines");
  const add = (usage: string, description: string): Command =>
    addStoreOptions(token.command(usage).description(description));
  const act =
    (work: (desk: TokenDesk, options: TokenOptions, name: string) => Promise<number>) =>
    async (...args: unknown[]): Promise<void> => {
      const command = args.at(-1) as Command;
      const options = command.optsWithGlobals<TokenOptions>();
      const desk = await openTokenDesk(options);
      try {
        finish(await work(desk, options, typeof args[0] === "string" ? args[0] : (options.name ?? "")));
      } finally {
        await desk.close();
      }
    };
  add("make", "make a token for kopru worker; it is shown once")
    .requiredOption("--name <name>", "for whom it is, so that it can be revoked")
    .action(act(async (desk, { json }, name) => printAnswer(await desk.make(await checkName(name)), json, toMadeText)));
  add("list", "all tokens, without what is secret of them").action(
    act(async (desk, { json }) => printAnswer(await desk.list(), json, await toListText())),
  );
  add("revoke <name>", "a token is no longer good from now on").action(
    act(async (desk, { json }, name) =>
      printAnswer(await desk.revoke(await checkName(name)), json, (answer) =>
        answer.status === "ok" ? `${answer.name} is revoked.\n` : "",
      ),
    ),
  );
}

/** @throws InvalidInput when it is no name of a token */
async function checkName(name: string): Promise<string> {
  const [{ parseInput }, { tokenName }] = await Promise.all([import("../wire/problems.ts"), import("../wire/work.ts")]);
  return parseInput(tokenName, name, "name");
}

/** The store itself, or the server that has it. @throws InvalidInput when neither can be had */
async function openTokenDesk(options: TokenOptions): Promise<TokenDesk> {
  const [{ openStore }, { InvalidInput }] = await Promise.all([
    import("../store/index.ts"),
    import("../model/problem.ts"),
  ]);
  const place = storePlace(options);
  if (place === undefined) throw new Error("tokens need a store");
  try {
    return await ofStore(await openStore(place));
  } catch (error) {
    const isTaken = error instanceof InvalidInput && error.problems[0]?.code === "store-taken";
    const desk = isTaken ? await ofServer(place) : undefined;
    if (desk === undefined) throw error;
    return desk;
  }
}

async function ofStore(store: import("../store/index.ts").Store): Promise<TokenDesk> {
  const [{ listTokens, makeToken, revokeToken }, { nameTaken, toTokenJson, unknownToken }] = await Promise.all([
    import("../store/index.ts"),
    import("../wire/to-tokens.ts"),
  ]);
  const { db } = store;
  return {
    async make(name) {
      const token = await makeToken(db, name, new Date());
      if (token === undefined) throw nameTaken(name);
      return { status: "ok", name, token };
    },
    list: async () => ({ status: "ok", tokens: (await listTokens(db)).map(toTokenJson) }),
    async revoke(name) {
      if (!(await revokeToken(db, name, new Date()))) throw unknownToken(name);
      return { status: "ok", name, done: "revoked" };
    },
    close: () => store.close(),
  };
}

/** The server that has the folder, on this machine; undefined when it cannot be asked. */
async function ofServer(place: StorePlace): Promise<TokenDesk | undefined> {
  if (!("folder" in place)) return undefined;
  const [{ awaitOwnerAddress, findOwnerSecret }, { InvalidInput }] = await Promise.all([
    import("../store/index.ts"),
    import("../model/problem.ts"),
  ]);
  const address = await awaitOwnerAddress(place.folder);
  const secret = findOwnerSecret(place.folder);
  if (address === undefined || secret === undefined) return undefined;
  // By the loopback address, whatever name the server is reached under.
  const local = new URL(address);
  local.hostname = "127.0.0.1";
  async function ask<T extends { readonly status: string }>(method: string, url: string, body?: object): Promise<T> {
    try {
      const reply = await fetch(new URL(`api/v1/tokens${url}`, local), {
        method,
        headers: {
          authorization: `Bearer ${secret}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return (await reply.json()) as T;
    } catch {
      throw new InvalidInput([
        {
          code: "unreachable-server",
          place: local.origin,
          message: "The server that has this store open does not answer on this machine's own address.",
          hint: "Start it with --host 0.0.0.0 or 127.0.0.1, or stop it for a moment and make the token then.",
        },
      ]);
    }
  }
  return {
    make: (name) => ask("POST", "", { name }),
    list: () => ask("GET", ""),
    revoke: (name) => ask("DELETE", `/${encodeURIComponent(name)}`),
    close: async () => {},
  };
}

const toMadeText = (answer: TokenMadeAnswer | InvalidAnswer): string =>
  answer.status === "ok"
    ? `${answer.token}\n${faint(`For ${answer.name}. It is shown this once: put it into a file or KOPRU_TOKEN of the worker.`)}\n`
    : "";

async function toListText(): Promise<(answer: TokensAnswer) => string> {
  const { toTable } = await import("./table.ts");
  const minute = (time: string | null): string => time?.slice(0, 16).replace("T", " ") ?? "never";
  return (answer) => {
    if (answer.status !== "ok") return "";
    if (answer.tokens.length === 0) return "There are no tokens.\n";
    return toTable(
      [{ title: "name" }, { title: "made" }, { title: "last used" }, { title: "" }],
      answer.tokens.map(({ name, createdAt, lastUsedAt, revokedAt }) => [
        name,
        minute(createdAt),
        minute(lastUsedAt),
        revokedAt === null ? green("valid") : red(`revoked ${minute(revokedAt)}`),
      ]),
    );
  };
}
