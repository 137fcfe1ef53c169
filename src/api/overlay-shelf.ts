// Where do overlays live that somebody dropped into the web app? In memory, each under a token that only its sender knows,
// until nobody has asked for it for two hours or newer ones need the room. Never on disk: rates are private.

import { randomUUID } from "node:crypto";
import type { LayerInput, LoadedDataset } from "../data/index.ts";

export interface ShelfLimits {
  /** How many at most; the one not used for longest goes first. */
  readonly places: number;
  /** How long one stays after its last use. */
  readonly keepMs: number;
}

/** A dataset with an overlay takes some 20 MB. */
const USUAL: ShelfLimits = { places: 12, keepMs: 2 * 3_600_000 };

/** A dataset with overlays, and the overlays, so that another one can be laid on top. */
export interface Stack {
  readonly dataset: LoadedDataset;
  readonly overlays: readonly LayerInput[];
}

export interface OverlayShelf {
  /** Keeps a stack and gives its token. */
  put(stack: Stack): string;
  /** What a token stands for, or undefined when it is unknown or has expired. */
  find(token: string): Stack | undefined;
  count(): number;
}

/** @param now a clock in milliseconds that never goes back */
export function createOverlayShelf(now: () => number, limits: ShelfLimits = USUAL): OverlayShelf {
  // A Map lists its keys in the order they were set: the first is the one not used for longest.
  const kept = new Map<string, { readonly stack: Stack; readonly untilMs: number }>();

  function dropExpired(): void {
    for (const [token, { untilMs }] of kept) if (untilMs <= now()) kept.delete(token);
  }

  function keep(token: string, stack: Stack): void {
    kept.delete(token);
    kept.set(token, { stack, untilMs: now() + limits.keepMs });
  }

  return {
    put(stack) {
      dropExpired();
      const oldest = kept.keys().next().value;
      if (kept.size >= limits.places && oldest !== undefined) kept.delete(oldest);
      const token = randomUUID();
      keep(token, stack);
      return token;
    },
    find(token) {
      dropExpired();
      const found = kept.get(token)?.stack;
      if (found !== undefined) keep(token, found);
      return found;
    },
    count() {
      dropExpired();
      return kept.size;
    },
  };
}
