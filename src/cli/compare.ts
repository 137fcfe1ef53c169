// `kopru compare FROM TO`: the corridors side by side at the shipper's own terms.

import type { Command } from "commander";
import { addConsignmentOptions, type ConsignmentOptions, toQuery } from "./consignment-options.ts";
import { exampleBlock, exampleWords } from "./example-lines.ts";
import type { Finish } from "./global-options.ts";
import { printAnswer } from "./print.ts";
import { programVersion } from "./program-version.ts";
import { addWaitsOption, loadWithWaits, type WaitsOptions } from "./waits-option.ts";

export function addCompare(program: Command, finish: Finish): void {
  addWaitsOption(addConsignmentOptions(program.command("compare <from> <to>").description("corridors side by side")))
    .addHelpText(
      "after",
      exampleBlock(() => {
        const { from, to, cargo } = exampleWords();
        return [`compare ${from} ${to} --cargo ${cargo} --value 100000`];
      }),
    )
    .action(async (from: string, to: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<ConsignmentOptions & WaitsOptions>();
      const [dataset, { answerCompare }, { fromTexts }, { toCompareText }] = await Promise.all([
        loadWithWaits(options),
        import("../wire/answer-route.ts"),
        import("../wire/route-query.ts"),
        import("./compare-text.ts"),
      ]);
      const request = fromTexts(toQuery(from, to, options));
      const answer = answerCompare(dataset, request, {
        programVersion: programVersion(),
        now: () => performance.now(),
      });
      finish(
        printAnswer(answer, options.json, (found) =>
          found.status === "invalid"
            ? ""
            : toCompareText(found, { dataset, language: options.lang, sources: options.source ?? false }),
        ),
      );
    });
}
