// Kept tokens → JSON, and what can be wrong with their names.

import { InvalidInput } from "../model/problem.ts";
import type { KeptToken } from "../store/index.ts";
import type { TokenJson } from "./work.ts";

export const toTokenJson = ({ name, scope, created_at, last_used_at, revoked_at }: KeptToken): TokenJson => ({
  name,
  scope,
  createdAt: created_at.toISOString(),
  lastUsedAt: last_used_at?.toISOString() ?? null,
  revokedAt: revoked_at?.toISOString() ?? null,
});

export const nameTaken = (name: string): InvalidInput =>
  new InvalidInput([
    {
      code: "name-taken",
      place: "name",
      message: `There is a token called ${name} already.`,
      hint: "Take another name; a revoked token keeps its own, so that its uses stay told apart.",
    },
  ]);

export const unknownToken = (name: string): InvalidInput =>
  new InvalidInput([
    {
      code: "unknown-token",
      place: "id",
      message: `No token that is valid is called ${name}.`,
      hint: "kopru token list shows all.",
    },
  ]);
