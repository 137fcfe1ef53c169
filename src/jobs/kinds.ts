// Which long work is there? The same list serves the server, its worker threads and the command line.

import { criticalKind } from "./critical-kind.ts";
import { flowsKind } from "./flows-kind.ts";
import { oilKind } from "./oil-kind.ts";
import type { RunKind } from "./run-kind.ts";
import { simulateKind } from "./simulate-kind.ts";
import { sweepKind } from "./sweep-kind.ts";

/** Every kind that this version can do. A module that exports such a list under this name may stand in its place. */
export const kinds: readonly RunKind[] = [flowsKind, oilKind, criticalKind, simulateKind, sweepKind];
