// Who asks? As he names himself in a header; there are no accounts, and nobody checks it.

import type { FastifyRequest } from "fastify";

/** Letters beyond ASCII are written with %XX, as in an address. */
const AUTHOR_HEADER = "x-kopru-author";
const MOST_CHARACTERS = 80;
const NOBODY = "somebody";

export function whoAsks(request: FastifyRequest): string {
  const sent = request.headers[AUTHOR_HEADER];
  const name = decode(typeof sent === "string" ? sent : "")
    .replaceAll(/[\p{C}\s]+/gu, " ")
    .trim();
  return [...name].slice(0, MOST_CHARACTERS).join("") || NOBODY;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
