// Serves the built web app: hashed files may be kept for a year, the page itself is asked for each time. Any other address
// that a browser opens gets the page, because the web app keeps its state in the address. Files are looked for when they are
// asked for, so that a build made while the server runs is served whole.

import { existsSync } from "node:fs";
import path from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { sendProblems } from "./errors.ts";

/** The route of all files. */
const ANY_FILE = "/*";

/** @param folder the build, as `dist/web`; while it is not there only the API answers. */
export async function addWebApp(app: FastifyInstance, folder: string | undefined): Promise<void> {
  const isBuilt = (): boolean => folder !== undefined && existsSync(path.join(folder, "index.html"));
  if (folder !== undefined) {
    await app.register(fastifyStatic, {
      root: path.resolve(folder),
      // Paths that lead out of the folder, or are written in another way than the file's own, are refused by the package.
      wildcard: true,
      dotfiles: "ignore",
      suppressWarning: true,
      preCompressed: true,
      schemaHide: true,
      cacheControl: false,
      setHeaders(reply, file) {
        const hashed = file.includes(`${path.sep}assets${path.sep}`);
        reply.header("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
  }
  // Before a file of that name is looked for: a reply that is begun twice is twice as long on its way.
  app.addHook("onRequest", (request, reply, done) => {
    if (request.routeOptions.url !== ANY_FILE || !isPage(request) || !isBuilt()) return done();
    reply.header("cache-control", "no-cache").sendFile("index.html");
  });
  app.setNotFoundHandler((request, reply) => sendUnknown(app, request, reply, isBuilt()));
}

/** A page that a browser opens: no file name, not the API. */
function isPage(request: FastifyRequest): boolean {
  const address = request.url.split("?")[0];
  const wantsPage = request.headers.accept?.includes("text/html") ?? false;
  return (
    request.method === "GET" && wantsPage && !address.startsWith("/api/") && !path.posix.basename(address).includes(".")
  );
}

function sendUnknown(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, built: boolean): FastifyReply {
  const address = request.url.split("?")[0].slice(0, 200);
  const allowed = (["GET", "POST", "PUT", "DELETE"] as const).filter(
    (method) => method !== request.method && app.hasRoute({ url: address, method }),
  );
  if (allowed.length > 0) {
    return sendProblems(reply.header("allow", allowed.join(", ")), [
      {
        code: "wrong-method",
        place: "method",
        message: `${address} does not know the method ${request.method}.`,
        hint: `Use ${allowed.join(" or ")}.`,
      },
    ]);
  }
  return sendProblems(reply, [
    {
      code: "unknown-route",
      place: "address",
      message: `There is nothing at ${address}.`,
      hint: built
        ? "See /api/v1/docs for the addresses of the API."
        : "The web app is not built: `npm start` builds it.",
    },
  ]);
}
