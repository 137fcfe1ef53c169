// Where scenarios and runs are kept: a folder with an embedded database, or a PostgreSQL server.

import path from "node:path";
import { type Command, Option } from "commander";
import type { StorePlace } from "../store/index.ts";

export interface StoreOptions {
  /** A folder; false with --no-store, which only `kopru serve` takes. */
  readonly store?: string | boolean;
  readonly database?: string;
}

const USUAL_FOLDER = path.join(".kopru", "store");

/** The two options that every command of the store takes. */
export function addStoreOptions(command: Command): Command {
  return command
    .option("--store <folder>", `folder in which scenarios and runs are kept (default: ${USUAL_FOLDER})`)
    .addOption(new Option("--database <address>", "PostgreSQL server that keeps them instead").env("KOPRU_DATABASE"));
}

/** Which place the options name; undefined when nothing is to be kept. */
export function storePlace({ store, database }: StoreOptions): StorePlace | undefined {
  if (store === false) return undefined;
  // A folder that was named by hand wins over an address from the environment.
  if (typeof store === "string") return { folder: path.resolve(store) };
  if (database !== undefined && database !== "") return { url: database };
  return { folder: path.resolve(USUAL_FOLDER) };
}
