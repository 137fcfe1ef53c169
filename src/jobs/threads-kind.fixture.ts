// A kind of run for tests that asks for threads and ends as soon as it may have one.

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
];
