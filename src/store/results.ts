// What runs answered, compressed, apart from the book of runs so that a list of them stays quick.

import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Db } from "./tables.ts";

/** A result ready to be kept; made where the work was done, so that the server's thread does not compress. */
export interface PackedResult {
  readonly body: Uint8Array;
  /** Before compression. */
  readonly bytes: number;
  /** Of the text, hexadecimal. */
  readonly sha256: string;
}

export function packResult(json: string): PackedResult {
  const bytes = Buffer.from(json);
  return { body: gzipSync(bytes), bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/** Keeps a result under its run. @throws when the run has one already: an answer is given once */
export async function addResult(db: Db, runId: string, { body, bytes, sha256 }: PackedResult): Promise<void> {
  await db
    .insertInto("results")
    .values({ run_id: runId, sha256, bytes, encoding: "gzip", body: Buffer.from(body) })
    .execute();
}

/** The JSON of a result, or undefined when there is none. @throws when it is not what was kept */
export async function findResult(db: Db, runId: string): Promise<string | undefined> {
  const row = await db.selectFrom("results").selectAll().where("run_id", "=", runId).executeTakeFirst();
  if (row === undefined) return undefined;
  const bytes = gunzipSync(row.body);
  if (createHash("sha256").update(bytes).digest("hex") !== row.sha256) {
    throw new Error(`the result of run ${runId} is damaged: its SHA-256 is not the one kept`);
  }
  return bytes.toString("utf8");
}
