// Who may open a data folder? PGlite itself lets two processes open one, and rows that were acknowledged are then lost
// (measured). So an SQLite file beside the data is held open in an exclusive transaction: a second process is refused at
// once, and the lock goes away by itself when its owner is killed. The owner notes its address beside it.

import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { InvalidInput } from "../model/problem.ts";

export interface Lock {
  /** Notes that the owner will answer soon, so that other programs of this folder wait for its address. */
  noteStarting(): void;
  /** Notes where its owner answers, for other programs of this folder, and what they have to show there. */
  noteAddress(address: string, secret: string): void;
  release(): void;
}

const LOCK_FILE = "lock.sqlite";
const ADDRESS_FILE = "server.json";
/** There while the owner is a server that does not answer yet. */
const STARTING_FILE = "server.starting";
/** Only who may read the owner's files may read it. */
const SECRET_FILE = "server.secret";
const OWNER_ONLY = 0o600;

/**
 * Takes a data folder for this process; makes it when it is not there.
 * @throws InvalidInput (`store-taken`) when another process has it, or (`bad-store`) when it cannot be written
 */
export function takeLock(folder: string): Lock {
  let database: DatabaseSync;
  try {
    makeFolder(folder);
    database = new DatabaseSync(path.join(folder, LOCK_FILE));
  } catch (error) {
    throw cannotWrite(folder, error);
  }
  try {
    database.exec("pragma locking_mode = exclusive; begin exclusive");
  } catch (error) {
    database.close();
    throw isBusy(error) ? taken(folder) : cannotWrite(folder, error);
  }
  // Left by an owner that was killed.
  forget(folder);
  return {
    noteStarting: () => writeFileSync(path.join(folder, STARTING_FILE), ""),
    noteAddress(address, secret) {
      writeFileSync(path.join(folder, SECRET_FILE), secret, { mode: OWNER_ONLY });
      const file = path.join(folder, ADDRESS_FILE);
      writeFileSync(`${file}.new`, `${JSON.stringify({ address, process: process.pid })}\n`);
      renameSync(`${file}.new`, file);
      rmSync(path.join(folder, STARTING_FILE), { force: true });
    },
    release() {
      forget(folder);
      database.close();
    },
  };
}

/** Step by step: Node's own way never ends below folders that take no others, such as /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process was quicker.
    if (!existsSync(folder)) throw error;
  }
}

function forget(folder: string): void {
  for (const file of [ADDRESS_FILE, SECRET_FILE, STARTING_FILE]) rmSync(path.join(folder, file), { force: true });
}

/** Milliseconds that a server may take to start, on a slow machine. */
const START_MS = 30_000;
const LOOK_AGAIN_MS = 50;

/** Where the owner of a folder answers; a server that is just starting is waited for. Undefined when it is none. */
export async function awaitOwnerAddress(folder: string): Promise<string | undefined> {
  for (let waitedMs = 0; waitedMs < START_MS; waitedMs += LOOK_AGAIN_MS) {
    const isStarting = existsSync(path.join(folder, STARTING_FILE));
    // The mark goes after the address was noted.
    const address = findOwnerAddress(folder);
    if (address !== undefined || !isStarting) return address;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
  return undefined;
}

/** Where the owner of a folder answers, as it noted; undefined when it noted nothing. */
export function findOwnerAddress(folder: string): string | undefined {
  try {
    const noted: unknown = JSON.parse(readFileSync(path.join(folder, ADDRESS_FILE), "utf8"));
    if (typeof noted === "object" && noted !== null && "address" in noted && typeof noted.address === "string") {
      return noted.address;
    }
  } catch {
    // No file, or one that its owner is just writing: nothing is known.
  }
  return undefined;
}

/** What to show to the owner of a folder; undefined when it noted nothing, or this user may not read it. */
export function findOwnerSecret(folder: string): string | undefined {
  try {
    return readFileSync(path.join(folder, SECRET_FILE), "utf8");
  } catch {
    return undefined;
  }
}

const SQLITE_BUSY = 5;
const isBusy = (error: unknown): boolean =>
  error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY;

function taken(folder: string): InvalidInput {
  const address = findOwnerAddress(folder);
  const owner = address === undefined ? "Another process" : `A server at ${address}`;
  return new InvalidInput([
    {
      code: "store-taken",
      place: folder,
      message: `${owner} has this store open, and only one may.`,
      hint: "Ask that server, stop it, or take another folder with --store. Several servers need --database.",
    },
  ]);
}

function cannotWrite(folder: string, error: unknown): InvalidInput {
  const reason = error instanceof Error ? error.message : String(error);
  return new InvalidInput([
    {
      code: "bad-store",
      place: folder,
      message: `The store cannot be opened: ${reason}.`,
      hint: "Give a folder that you may write to with --store, or keep nothing with --no-store.",
    },
  ]);
}
