// What the pointer or the focus rests on, shared by map, cards, strip, charts and tables so that each shows it in the others.
// Kept out of the address bar: it changes with every move.

import { useSyncExternalStore } from "react";

export interface Hover {
  /** Option that is looked at, not chosen. */
  readonly option?: string;
  /** Index of a leg of the chosen option. */
  readonly leg?: number;
  /** Id of a thing in the what-if workspaces. */
  readonly thing?: string;
}

let hover: Hover = {};
const listeners = new Set<() => void>();

export function setHover(next: Hover): void {
  if (next.option === hover.option && next.leg === hover.leg && next.thing === hover.thing) return;
  hover = next;
  for (const listener of listeners) listener();
}

export function useHover(): Hover {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => hover,
  );
}
