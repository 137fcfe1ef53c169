// What a kind of long work is: what may be asked, and where the program is that answers it. The server reads the first half
// only; the second is loaded in a worker thread, or by a command that runs it.

import type { z } from "zod";
import type { LoadedDataset } from "../data/index.ts";
import type { Scenario } from "../scenario/index.ts";
import type { HeadlineFigure, KnownSoFar } from "../store/index.ts";
import type { PreparedSweep } from "../wire/prepare-sweep.ts";
import type { CollectedPoint } from "../wire/to-sweep.ts";

/** What is done at the moment, where the work has stages. */
export interface AtStage {
  readonly stage: string;
  /** Another stage comes, of which nobody knows yet how long it takes. */
  readonly isFirst?: boolean;
  readonly soFar?: KnownSoFar;
}

/** Says how far work, or a stage of it, is; may be called as often as one likes. */
export type Report = (done: number, total: number, unit: string, at?: AtStage) => void;

/** What a study works on. */
export interface Work {
  /** The dataset without the scenario. */
  readonly base: LoadedDataset;
  /** The same under the scenario; null when none is asked for. */
  readonly changed: LoadedDataset | null;
  readonly scenario: Scenario | null;
  /** As the kind's form gives them, usual values filled in. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly seed: number | null;
  readonly programVersion: string;
  readonly report: Report;
  /** Milliseconds that never go back. */
  readonly now: () => number;
  /**
   * Asks for threads beside others' work: told how many may compute, now and whenever that changes, maybe none; gives how to
   * hand them back. Absent where nobody else computes.
   */
  readonly threads?: (want: number, onChange: (count: number) => void) => () => void;
  /** The same work with other parameters in one more thread; absent where there are no threads. */
  readonly elsewhere?: (parameters: Readonly<Record<string, unknown>>) => Promise<object>;
  /** What the parts of split work gave; absent until all of it is there. */
  readonly collected?: readonly CollectedPoint[];
}

/** Work in parts that any machine may do: points, their models, and so many replications of each. */
export interface Split extends PreparedSweep {
  readonly replications: number;
}

export interface Study {
  /** Work that is done in parts: what they are. `run` then makes the answer of what they gave. */
  split?(work: Work): Promise<Split>;
  /** The answer as the command line prints it with --json. @throws InvalidInput for what cannot be asked */
  run(work: Work): object | Promise<object>;
  /** A few figures of an answer for lists and comparisons. */
  headline(answer: object): readonly HeadlineFigure[];
}

/** A run that is asked for, before it is kept. */
export type AskedWork = Pick<Work, "base" | "changed" | "scenario" | "parameters">;

export interface RunKind {
  readonly kind: string;
  /** In a few words, for lists. */
  readonly title: string;
  /** True for work of minutes: it never takes the last place from work that somebody waits for. */
  readonly isLong: boolean;
  /** Form of the parameters; a usual value for each that may be left out. */
  readonly parameters: z.ZodType<Record<string, unknown>>;
  /** What can be known before any work is done, in well under a second. @throws InvalidInput with all of it */
  check?(asked: AskedWork): Promise<void>;
  load(): Promise<Study>;
}
