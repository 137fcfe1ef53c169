// How deep may a body be nested? Deep nesting has no use here and makes programs run out of stack, so it is refused before
// anything parses it. Counts brackets outside strings in one pass.

import type { FastifyInstance } from "fastify";
import { InvalidInput } from "../model/problem.ts";

const MAX_DEPTH = 32;
const QUOTE = 34;
const BACKSLASH = 92;
const OPENERS = new Set([91, 123]);
const CLOSERS = new Set([93, 125]);

/** True when brackets are nested deeper than the limit. O(length), stops at the first bracket too deep. */
export function isTooDeep(text: string, limit = MAX_DEPTH): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const char = text.charCodeAt(index);
    if (inString) {
      if (char === BACKSLASH) index++;
      else if (char === QUOTE) inString = false;
    } else if (char === QUOTE) inString = true;
    else if (OPENERS.has(char) && ++depth > limit) return true;
    else if (CLOSERS.has(char)) depth--;
  }
  return false;
}

/** Replaces Fastify's JSON parser by one that looks at the depth first; keys such as `__proto__` stay refused. */
export function addJsonParser(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser("error", "error");
  // Nothing but JSON is read, plain text neither.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    const text = body.toString();
    // What takes no body may come with the header alone, as many programs send it.
    if (text === "" && request.routeOptions.schema?.body === undefined) {
      done(null, undefined);
      return;
    }
    if (isTooDeep(text)) {
      const message = `The body is nested deeper than ${MAX_DEPTH} levels.`;
      done(new InvalidInput([{ code: "too-deep", place: "body", message, hint: "Send a flat JSON object." }]));
      return;
    }
    parse(request, text, done);
  });
}
