// `kopru assign` without a network of one's own: the dataset's demand over its corridors, with a scenario beside the base.

import type { Finish } from "./global-options.ts";
import { type GlobalOptions, loadGiven } from "./global-options.ts";
import { printAnswer } from "./print.ts";
import { number } from "./style.ts";

export interface CorridorOptions extends GlobalOptions {
  readonly from?: string;
  readonly months?: number;
  readonly groups?: readonly string[];
  readonly select?: string;
  readonly rows?: boolean;
  readonly gap: number;
}

/** Runs it. @returns the exit code for `finish` */
export async function runCorridor(options: CorridorOptions): Promise<Parameters<Finish>[0]> {
  const [dataset, { answerFlows }, { toFlowsText }] = await Promise.all([
    loadGiven(options),
    import("../wire/to-flows.ts"),
    import("./flows-text.ts"),
  ]);
  const { from, months, groups, select, gap } = options;
  const answer = answerFlows(
    dataset,
    {
      gap,
      ...(from === undefined ? {} : { from }),
      ...(months === undefined ? {} : { months }),
      ...(groups === undefined ? {} : { groups }),
      ...(select === undefined ? {} : { select }),
      ...(options.rows === undefined ? {} : { rows: options.rows }),
      onProgress: progress(),
    },
    () => performance.now(),
  );
  return printAnswer(answer, options.json, toFlowsText);
}

/** One line on a terminal that is written over. */
function progress(): (done: number, total: number) => void {
  if (!process.stderr.isTTY) return () => {};
  return (done, total) => {
    process.stderr.write(`\r${number(done)} of ${number(total)} months${done >= total ? "\n" : ""}`);
  };
}
