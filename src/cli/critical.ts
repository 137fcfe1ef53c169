// `kopru critical`: what breaks when elements of the network fail, by lost service and by lost capacity.

import { type Command, InvalidArgumentError } from "commander";
import type { Finish, GlobalOptions } from "./global-options.ts";
import { printAnswer } from "./print.ts";

interface CriticalOptions extends GlobalOptions {
  readonly network?: string;
  readonly cost?: string;
  readonly from?: string;
  readonly to?: string;
  readonly top: number;
}

export function addCritical(program: Command, finish: Finish): void {
  program
    .command("critical")
    .description("what is lost when an element fails: every single one, pairs, cuts, outages")
    .option("--network <folder>", "any network in GMNS form instead of the dataset: shape and capacities only")
    .option("--cost <column>", "column of link.csv that adds up along a path, with --network")
    .option("--from <place>", "one end, for cuts and disjoint ways")
    .option("--to <place>", "the other end")
    .option("--top <number>", "so many rows in the text for people", toWhole, 15)
    .addHelpText("after", "\nExamples:\n  kopru critical --network my-network --from a --to b\n")
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<CriticalOptions>();
      finish(await runNetwork(options, options.network ?? ""));
    });
}

async function runNetwork({ from, to, cost, json, top }: CriticalOptions, folder: string): Promise<number> {
  const [{ readGmnsCapacities }, { answerNetworkCritical }, { toNetworkText }] = await Promise.all([
    import("../data/index.ts"),
    import("../wire/answer-network-critical.ts"),
    import("./critical-text.ts"),
  ]);
  const { network, cost: taken, hasCapacity } = readGmnsCapacities(folder, cost);
  const request = {
    hasCapacity,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(taken === undefined ? {} : { cost: taken }),
  };
  const answer = answerNetworkCritical(network, request, () => performance.now());
  return printAnswer(answer, json, (ok) => toNetworkText(ok, top));
}

function toWhole(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("It must be a whole number above 0.");
  return value;
}
