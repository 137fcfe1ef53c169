// Opens the store: an embedded PostgreSQL in a folder, or a PostgreSQL server by its address. Both give the same types, and
// the tables are brought up to date first.

import { existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import type { Dialect, Kysely } from "kysely";
import { InvalidInput } from "../model/problem.ts";
import { takeLock } from "./lock.ts";
import { keepWebAssemblyCalls } from "./steady-webassembly.ts";
import type { Tables } from "./tables.ts";

/** Where things are kept: a folder for the embedded database, or the address of a PostgreSQL server. */
export type StorePlace = { readonly folder: string } | { readonly url: string };

export interface Store {
  readonly db: Kysely<Tables>;
  /** How the queue reaches the same database: the embedded one itself, or by an address of its own. */
  readonly queue: { readonly embedded: PGlite } | { readonly url: string };
  close(): Promise<void>;
}

/** A place that this process alone may open from now on, when it is a folder. */
export interface Reservation {
  /** True when a store was made there before: opening it is quick, and there may be work to go on with. */
  readonly isOld: boolean;
  /** Once. @throws InvalidInput when it cannot be opened or the server not be reached */
  open(): Promise<Store>;
  /** Notes that this is a server which answers soon, for programs that find the folder taken. */
  noteStarting(): void;
  /** Notes where this server answers, and what it wants to be shown, for programs that find the folder taken. */
  noteAddress(address: string, secret: string): void;
  /** After the store is closed. */
  release(): void;
}

/** Types that the two drivers read differently: whole numbers of 64 bits and decimals become numbers. */
const INT8 = 20;
const NUMERIC = 1700;

const DATA_FOLDER = "data";
/** Written once the tables are there: data without it were being made when their process was killed, and hold nothing. */
const FINISHED_FILE = "finished";

/**
 * Takes a place without opening it yet: that takes some two seconds the first time.
 * @throws InvalidInput when another process has the folder, or it cannot be written, or the address is none
 */
export function reserveStore(place: StorePlace): Reservation {
  if ("url" in place) {
    if (!/^(postgres|postgresql|socket):/.test(place.url)) throw noAddress();
    const nothing = (): void => {};
    return {
      isOld: true,
      open: () => openServer(place.url),
      noteStarting: nothing,
      noteAddress: nothing,
      release: nothing,
    };
  }
  const { folder } = place;
  const lock = takeLock(folder);
  return {
    isOld: existsSync(path.join(folder, FINISHED_FILE)),
    open: () => openFolder(folder),
    noteStarting: () => lock.noteStarting(),
    noteAddress: (address, secret) => lock.noteAddress(address, secret),
    release: () => lock.release(),
  };
}

/** Takes and opens a place at once; closing gives it back. @throws InvalidInput as reserveStore and its `open` */
export async function openStore(place: StorePlace): Promise<Store> {
  const reservation = reserveStore(place);
  try {
    const store = await reservation.open();
    return {
      ...store,
      async close() {
        await store.close();
        reservation.release();
      },
    };
  } catch (error) {
    reservation.release();
    throw error;
  }
}

async function openFolder(folder: string): Promise<Store> {
  try {
    // Loaded when first needed, here and below: a server starts without.
    const [{ PGlite }, { PGliteDialect }] = await Promise.all([import("@electric-sql/pglite"), import("kysely")]);
    keepWebAssemblyCalls();
    const parsers = { [INT8]: Number, [NUMERIC]: Number };
    putUnfinishedAside(folder);
    const embedded = await PGlite.create({ dataDir: path.join(folder, DATA_FOLDER), parsers });
    const db = await prepare(new PGliteDialect({ pglite: embedded }));
    writeFileSync(path.join(folder, FINISHED_FILE), "");
    return { db, queue: { embedded }, close: () => db.destroy() };
  } catch (error) {
    throw error instanceof InvalidInput ? error : cannotOpen(folder, error);
  }
}

function putUnfinishedAside(folder: string): void {
  const data = path.join(folder, DATA_FOLDER);
  if (!existsSync(data) || existsSync(path.join(folder, FINISHED_FILE))) return;
  rmSync(`${data}.unfinished`, { recursive: true, force: true });
  renameSync(data, `${data}.unfinished`);
}

async function openServer(url: string): Promise<Store> {
  const [{ default: pg }, { PostgresDialect }] = await Promise.all([import("pg"), import("kysely")]);
  // Types of this pool alone: other users of the driver in this process keep theirs.
  const getTypeParser = (type: number, format?: string) =>
    type === INT8 || type === NUMERIC ? Number : pg.types.getTypeParser(type, format as "text");
  try {
    const pool = new pg.Pool({
      connectionString: url,
      max: 5,
      connectionTimeoutMillis: 5_000,
      types: { getTypeParser } as typeof pg.types,
    });
    // A connection that breaks while nobody uses it is replaced; without a listener it would end the program.
    pool.on("error", () => {});
    const db = await prepare(new PostgresDialect({ pool }));
    return { db, queue: { url }, close: () => db.destroy() };
  } catch (error) {
    throw cannotReach(error);
  }
}

async function prepare(dialect: Dialect): Promise<Kysely<Tables>> {
  const [{ Kysely }, { migrate, SCHEMA }] = await Promise.all([import("kysely"), import("./migrations.ts")]);
  const db = new Kysely<Tables>({ dialect });
  try {
    await migrate(db);
    return db.withSchema(SCHEMA);
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

function cannotOpen(folder: string, error: unknown): InvalidInput {
  const reason = error instanceof Error ? error.message || error.name : String(error);
  return new InvalidInput([
    {
      code: "bad-store",
      place: folder,
      message: `The data cannot be opened: damaged, or of another version of the database (${reason.slice(0, 80)}).`,
      hint: "Put a backup of the folder in its place, or move it away to begin a new one.",
    },
  ]);
}

const noAddress = (): InvalidInput =>
  new InvalidInput([
    {
      code: "bad-store",
      place: "--database",
      message: "This is no address of a PostgreSQL server.",
      hint: "Give an address such as postgresql://user@host:5432/name.",
    },
  ]);

/** The address may hold a password and is not repeated. */
function cannotReach(error: unknown): InvalidInput {
  const reason = error instanceof Error ? error.message || error.name : String(error);
  return new InvalidInput([
    {
      code: "bad-store",
      place: "--database",
      message: `The database cannot be used: ${reason}.`,
      hint: "Give an address such as postgresql://user@host:5432/name of a PostgreSQL server, 15 or newer.",
    },
  ]);
}
