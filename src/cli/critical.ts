// `kopru critical`: what breaks when elements of the network fail, by lost service and by lost capacity.

import { type Command, InvalidArgumentError } from "commander";
import type { CriticalAnswer } from "../wire/critical.ts";
import type { Finish, GlobalOptions } from "./global-options.ts";
import { printAnswer, printProblems } from "./print.ts";

interface CriticalOptions extends GlobalOptions {
  readonly network?: string;
  readonly cost?: string;
  readonly from?: string;
  readonly to?: string;
  readonly top: number;
  readonly all?: boolean;
  readonly month?: string;
  readonly pairs?: true | number;
  readonly outage?: string;
  readonly days: number;
  readonly only?: readonly string[];
  readonly threads: number;
}

const USUAL_PAIRS_OF = 12;

export function addCritical(program: Command, finish: Finish): void {
  program
    .command("critical")
    .description("what is lost when an element fails: every single one, pairs, cuts, outages")
    .option("--network <folder>", "any network in GMNS form instead of the dataset: shape and capacities only")
    .option("--cost <column>", "column of link.csv that adds up along a path, with --network")
    .option("--month <date>", "a day of the month looked at")
    .option(
      "--pairs [number]",
      `in pairs too: so many with the largest losses, ${USUAL_PAIRS_OF} unless given`,
      toWhole,
    )
    .option("--outage <id>", "an element that is out for some days, with --days")
    .option("--days <number>", "how long it is out", toDays, 10)
    .option("--only <ids...>", "look at these elements only")
    .option("--threads <number>", "threads that solve", toWhole, 2)
    .option("--from <place>", "one end, for cuts and disjoint ways")
    .option("--to <place>", "the other end")
    .option("--top <number>", "so many rows in the text for people", toWhole, 15)
    .option("--all", "show also elements where most goods begin, end or stay at sea all the way")
    .addHelpText(
      "after",
      `
Examples:
  kopru critical
  kopru critical --pairs 12 --json
  kopru critical --outage PORT --days 10 --only PORT
  kopru critical --network my-network --from a --to b
`,
    )
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<CriticalOptions>();
      const { network } = options;
      finish(network === undefined ? await runCorridor(options) : await runNetwork(options, network));
    });
}

async function runCorridor(options: CriticalOptions): Promise<number> {
  const { from, to, month, pairs, outage, days, only, threads, json, top, all = false } = options;
  if ((from === undefined) !== (to === undefined)) {
    const message = "--from and --to belong together";
    return printProblems([{ code: "usage", place: "command line", message, hint: "Give both, or neither." }], json);
  }
  const [{ runHere }, { toCriticalText }] = await Promise.all([import("./run-here.ts"), import("./critical-text.ts")]);
  const parameters = {
    threads,
    pairsOf: pairs === true ? USUAL_PAIRS_OF : (pairs ?? 0),
    ...(month === undefined ? {} : { from: month }),
    ...(outage === undefined ? {} : { outage: { element: outage, days } }),
    ...(only === undefined ? {} : { only }),
    ...(from === undefined || to === undefined ? {} : { between: { from, to } }),
  };
  const answer = await runHere<CriticalAnswer>("critical", { options, parameters });
  return printAnswer(answer, json, (ok) => toCriticalText(ok, { top, all }));
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

function toDays(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 365)) throw new InvalidArgumentError("It must be a number above 0, at most 365.");
  return value;
}
