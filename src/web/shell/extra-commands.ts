// Commands that the open workspace adds to those of the shell.

import { useEffect, useSyncExternalStore } from "react";
import type { Command } from "./commands.ts";

const NONE: readonly Command[] = [];
let extra: readonly Command[] = NONE;
const listeners = new Set<() => void>();

function set(next: readonly Command[]) {
  extra = next;
  for (const listener of listeners) listener();
}

export function useExtraCommands(): readonly Command[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => extra,
  );
}

/** Offers commands while the caller is on the screen; the list should change only when it does. */
export function useOfferCommands(commands: readonly Command[]): void {
  useEffect(() => {
    set(commands);
    return () => set(NONE);
  }, [commands]);
}
