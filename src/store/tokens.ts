// Who may take work of this store from elsewhere? Tokens, of which only the SHA-256 is kept: 256 random bits need no slow
// hash. A token is found by its open part and compared in constant time.

import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Selectable } from "kysely";
import type { Db, Tables } from "./tables.ts";

export type KeptToken = Omit<Selectable<Tables["tokens"]>, "hash">;

const KEPT = ["name", "id", "scope", "created_at", "last_used_at", "revoked_at"] as const;
const FORM = /^kopru_([0-9a-f]{16})_([0-9a-f]{64})$/;
const ID_BYTES = 8;
const SECRET_BYTES = 32;
/** Uses are noted once in so long. */
const NOTED_EVERY_MS = 60_000;

const digest = (token: string): Buffer => createHash("sha256").update(token).digest();

/** Makes a token that is shown once and never again; undefined when the name is taken. */
export async function makeToken(db: Db, name: string, now: Date): Promise<string | undefined> {
  const id = randomBytes(ID_BYTES).toString("hex");
  const token = `kopru_${id}_${randomBytes(SECRET_BYTES).toString("hex")}`;
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("tokens")
    .values({ name, id, hash: digest(token).toString("hex"), scope: "work", created_at: now })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n ? token : undefined;
}

/** By name; revoked ones too. */
export const listTokens = (db: Db): Promise<KeptToken[]> =>
  db.selectFrom("tokens").select(KEPT).orderBy("name").execute();

/** Revokes a token for ever; false when there is none of that name or it was revoked before. */
export async function revokeToken(db: Db, name: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("tokens")
    .set({ revoked_at: now })
    .where("name", "=", name)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The token's row when it may do work now, and its use noted; undefined for anything else. */
export async function findWorkToken(db: Db, token: string, now: Date): Promise<KeptToken | undefined> {
  const [, id] = FORM.exec(token) ?? [];
  if (id === undefined) return undefined;
  const row = await db.selectFrom("tokens").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined || !timingSafeEqual(digest(token), Buffer.from(row.hash, "hex"))) return undefined;
  if (row.revoked_at !== null || row.scope !== "work") return undefined;
  if (row.last_used_at === null || now.getTime() - row.last_used_at.getTime() > NOTED_EVERY_MS)
    await db.updateTable("tokens").set({ last_used_at: now }).where("id", "=", id).execute();
  const { hash: _hash, ...kept } = row;
  return kept;
}
