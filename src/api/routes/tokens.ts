// Tokens made, listed and revoked while the server has the folder of its store open: for `kopru token` on the same machine. Who
// asks shows that he may read the folder, by the secret that lies there; from other machines nobody is answered.

import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { InvalidInput } from "../../model/problem.ts";
import { listTokens, makeToken, revokeToken } from "../../store/index.ts";
import { nameTaken, toTokenJson, unknownToken } from "../../wire/to-tokens.ts";
import type { TokenMadeAnswer, TokenRevokedAnswer, TokensAnswer } from "../../wire/work.ts";
import { addRoute } from "../add-route.ts";
import { contract } from "../contract.ts";
import type { Desk } from "../desk.ts";
import { bearerOf } from "./work.ts";

const LOOPBACK = ["127.0.0.1", "::1", "::ffff:127.0.0.1"];

export function tokenRoutes(app: FastifyInstance, desk: Desk): void {
  void app.register(async (tokens) => {
    tokens.addHook("onRequest", async (request) => {
      const { adminSecret } = desk;
      const sent = Buffer.from(bearerOf(request) ?? "");
      const own = Buffer.from(adminSecret ?? "");
      const isRight = own.length > 0 && sent.length === own.length && timingSafeEqual(sent, own);
      // Both: a proxy here passes on what comes from elsewhere, and who is elsewhere may claim to be here.
      const isHere = [request.ip, request.socket.remoteAddress ?? ""].every((address) => LOOPBACK.includes(address));
      if (!isRight || !isHere) throw notHere();
    });
    const getDb = async () => (await desk.keeping.get()).store.db;
    addRoute(tokens, contract.makeToken, async ({ body: { name }, reply }): Promise<TokenMadeAnswer> => {
      const token = await makeToken(await getDb(), name, new Date());
      if (token === undefined) throw nameTaken(name);
      reply.header("cache-control", "no-store");
      return { status: "ok", name, token };
    });
    addRoute(
      tokens,
      contract.tokens,
      async (): Promise<TokensAnswer> => ({ status: "ok", tokens: (await listTokens(await getDb())).map(toTokenJson) }),
    );
    addRoute(tokens, contract.revokeToken, async ({ params: { name } }): Promise<TokenRevokedAnswer> => {
      if (!(await revokeToken(await getDb(), name, new Date()))) throw unknownToken(name);
      return { status: "ok", name, done: "revoked" };
    });
  });
}

const notHere = (): InvalidInput =>
  new InvalidInput([
    {
      code: "no-token",
      place: "Authorization",
      message: "Tokens are made on the server's own machine only.",
      hint: "Use kopru token there; it reads the secret in the store's folder.",
    },
  ]);
