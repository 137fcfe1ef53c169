// What the server keeps, opened when it is first needed: the first page does not wait for a database.

import { openRuns, type RunKind, type Runs, type RunsOptions } from "../jobs/index.ts";
import { InvalidInput } from "../model/problem.ts";
import type { Reservation, Store } from "../store/index.ts";

export interface Kept {
  readonly store: Store;
  readonly runs: Runs;
}

export interface Keeping {
  /** False when the server was started without a store. */
  readonly keeps: boolean;
  readonly kinds: readonly RunKind[];
  /** @throws InvalidInput when nothing is kept here, or the store cannot be opened */
  get(): Promise<Kept>;
  close(): Promise<void>;
}

/** @param reservation where things are kept; undefined when nothing is */
export function createKeeping(reservation: Reservation | undefined, options: Omit<RunsOptions, "store">): Keeping {
  let kept: Promise<Kept> | undefined;

  async function open(place: Reservation): Promise<Kept> {
    const store = await place.open();
    try {
      return { store, runs: await openRuns({ ...options, store }) };
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  return {
    keeps: reservation !== undefined,
    kinds: options.kinds,
    async get() {
      if (reservation === undefined) throw nothingKept();
      kept ??= open(reservation);
      try {
        return await kept;
      } catch (error) {
        // A database that is away for a moment is tried again by whoever asks next.
        kept = undefined;
        throw error;
      }
    },
    async close() {
      const open = await kept?.catch(() => undefined);
      await open?.runs.close();
      await open?.store.close();
    },
  };
}

const nothingKept = (): InvalidInput =>
  new InvalidInput([
    {
      code: "no-store",
      place: "server",
      message: "This server keeps nothing.",
      hint: "Start it without --no-store.",
    },
  ]);
