// A place field that waits for a click on the map. Kept out of the address: it lasts for one click.

import { useSyncExternalStore } from "react";

export type Picking = "from" | "to" | undefined;

let picking: Picking;
const listeners = new Set<() => void>();

export function setPicking(next: Picking): void {
  picking = next;
  for (const listener of listeners) listener();
}

export function usePicking(): [Picking, (next: Picking) => void] {
  const now = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => picking,
  );
  return [now, setPicking];
}
