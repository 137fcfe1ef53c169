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
  /** True when nothing can be kept yet: there is no store, or it is new and not open. */
  isEmpty(): boolean;
  /** Opens it soon, before anybody needs it. */
  openSoon(): void;
  /** @throws InvalidInput when nothing is kept here, or the store cannot be opened */
  get(): Promise<Kept>;
  close(): Promise<void>;
}

/** @param reservation where things are kept; undefined when nothing is */
export function createKeeping(reservation: Reservation | undefined, options: Omit<RunsOptions, "store">): Keeping {
  let kept: Promise<Kept> | undefined;
  let isOpen = false;
  let timer: NodeJS.Timeout | undefined;

  async function open(place: Reservation): Promise<Kept> {
    const store = await place.open();
    try {
      isOpen = true;
      return { store, runs: await openRuns({ ...options, store }) };
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  async function get(): Promise<Kept> {
    if (reservation === undefined) throw nothingKept();
    kept ??= open(reservation);
    try {
      return await kept;
    } catch (error) {
      // A database that is away for a moment is tried again by whoever asks next.
      kept = undefined;
      throw error;
    }
  }

  return {
    keeps: reservation !== undefined,
    kinds: options.kinds,
    isEmpty: () => !isOpen && !reservation?.isOld,
    openSoon() {
      if (reservation === undefined) return;
      timer = setTimeout(() => void get().catch(options.onError), reservation.isOld ? 0 : FIRST_OPEN_MS);
    },
    get,
    async close() {
      clearTimeout(timer);
      const open = await kept?.catch(() => undefined);
      await open?.runs.close();
      await open?.store.close();
    },
  };
}

/** A new store is made when the first page is out of the way; an old one may have runs to go on with. */
const FIRST_OPEN_MS = 1_500;

const nothingKept = (): InvalidInput =>
  new InvalidInput([
    {
      code: "no-store",
      place: "server",
      message: "This server keeps nothing.",
      hint: "Start it without --no-store.",
    },
  ]);
