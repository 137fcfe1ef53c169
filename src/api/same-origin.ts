// May a page of somebody else make a browser change something here? A browser says with every such request from which
// site it comes, and that has to be this one. Programs that are no browser say nothing and are let through.

import type { FastifyInstance, FastifyRequest } from "fastify";
import { InvalidInput } from "../model/problem.ts";

const READING = ["GET", "HEAD", "OPTIONS"];

export function refuseOtherSites(app: FastifyInstance): void {
  app.addHook("onRequest", (request, _reply, done) => {
    if (READING.includes(request.method) || isOwnSite(request)) return done();
    const message = "This request comes from a page of another site.";
    const hint = "Ask from the server's own page, or from a program that sends no Origin.";
    done(new InvalidInput([{ code: "other-site", place: "Origin", message, hint }]));
  });
}

/** A proxy in front must pass the Host header on as it came. */
function isOwnSite({ headers }: FastifyRequest): boolean {
  if (headers["sec-fetch-site"] === "cross-site") return false;
  const { origin, host } = headers;
  if (origin === undefined) return true;
  const url = URL.parse(origin);
  return url !== null && host !== undefined && url.host === hostWithoutUsualPort(host, url.protocol);
}

/** `URL` leaves the port of its protocol out; a Host header may name it. */
function hostWithoutUsualPort(host: string, protocol: string): string | undefined {
  return URL.parse(`${protocol}//${host}`)?.host;
}
