// Kinds of runs for tests: one asks for threads and ends as soon as it may have one, one computes by itself.

import { z } from "zod";
import type { RunKind, Work } from "./run-kind.ts";

const run = ({ threads }: Work): Promise<object> =>
  new Promise((resolve) => {
    const leave = threads?.(2, (count) => {
      if (count === 0) return;
      leave?.();
      resolve({ status: "ok", count });
    });
  });

export const kinds: readonly RunKind[] = [
  {
    kind: "threads",
    title: "Waits for threads",
    isLong: true,
    parameters: z.strictObject({}),
    load: async () => ({ run, headline: () => [] }),
  },
  {
    kind: "alone",
    title: "Asks for no threads",
    isLong: false,
    parameters: z.strictObject({}),
    load: async () => ({ run: () => ({ status: "ok" }), headline: () => [] }),
  },
];
