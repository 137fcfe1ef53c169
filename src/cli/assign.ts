// `kopru assign`: flows with a certificate, over the dataset's corridors, or on any network in TNTP or GMNS form.

import { type Command, InvalidArgumentError, Option } from "commander";
import type { CongestedNetwork, DemandTable } from "../model/congested-network.ts";
import type { ProblemJson } from "../wire/common.ts";
import type { Finish, GlobalOptions } from "./global-options.ts";
import { printAnswer, printProblems } from "./print.ts";

interface AssignOptions extends GlobalOptions {
  readonly tntp?: readonly string[];
  readonly net?: string;
  readonly trips?: string;
  readonly network?: string;
  readonly demand?: string;
  readonly objective: "ue" | "so";
  readonly systemOptimum?: boolean;
  readonly gap: number;
  readonly maxIterations: number;
  readonly maxSeconds?: number;
  readonly tollFactor: number;
  readonly distanceFactor: number;
  readonly demandFactor: number;
  readonly repeat?: number;
  readonly flows?: string;
  readonly selectLink?: string;
  readonly from?: string;
  readonly months?: number;
  readonly groups?: readonly string[];
  readonly select?: string;
  readonly calibrate?: string | true;
  readonly rows?: boolean;
}

export function addAssign(program: Command, finish: Finish): void {
  program
    .command("assign")
    .description("spread demand over the corridors of the dataset, or over any congested network (TNTP or GMNS)")
    .option("--from <date>", "corridors: first day (default: the scenario's, else the year of the demand table)")
    .option("--months <number>", "corridors: how many months", toNumber, 12)
    .option("--groups <ids...>", "corridors: groups of demand (default: all)")
    .option("--rows", "corridors: with --json, ways, costs and times of every cell of the demand table")
    .option("--calibrate [folder]", "corridors: constants at which flows are as counted; as an overlay into a folder")
    .option("--select <id>", "corridors: who uses this link, place, service, terminal or border")
    .option("--tntp <files...>", "network file and trips file in TNTP form")
    .option("--net <file>", "network file in TNTP form, with --trips")
    .option("--trips <file>", "trips file in TNTP form, with --net")
    .option("--network <folder>", "network in GMNS form (node.csv, link.csv), with --demand")
    .option("--demand <file>", "CSV with origin, destination, flow, for --network")
    .addOption(
      new Option("--objective <which>", "ue: user equilibrium, so: system optimum").choices(["ue", "so"]).default("ue"),
    )
    .option("--system-optimum", "the same as --objective so")
    .option("--gap <number>", "relative gap (TSTT - SPTT) / SPTT to reach", toNumber, 1e-8)
    .option("--max-iterations <number>", "end after so many, whatever the gap", toNumber, 200)
    .option("--max-seconds <number>", "end after so long, whatever the gap", toNumber)
    .option("--toll-factor <number>", "units of time per unit of toll", toNumber, 0)
    .option("--distance-factor <number>", "units of time per unit of length", toNumber, 0)
    .option("--demand-factor <number>", "multiplies all trips", toNumber, 1)
    .option("--flows <file>", "write flow and cost of every link")
    .option("--select-link <link>", "who uses this link: from-to, or the link_id of GMNS")
    .option(
      "--repeat <number>",
      "solve so often, and report the median of the times (default: half a second)",
      toNumber,
    )
    .option("--threads <number>", "accepted, but one is used: it is fast enough", toNumber, 1)
    .addHelpText(
      "after",
      `
Examples:
  kopru assign
  kopru assign --scenario my-scenario.yaml --months 1
  kopru assign --scenario my-scenario.yaml --select a-link --rows --json
  kopru assign --net SiouxFalls_net.tntp --trips SiouxFalls_trips.tntp
  kopru assign --tntp net.tntp trips.tntp --gap 1e-10 --flows flows.tsv --json
  kopru assign --tntp net.tntp trips.tntp --system-optimum --toll-factor 0.02
  kopru assign --network my-network --demand demand.csv --select-link bridge
`,
    )
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<AssignOptions>();
      if (options.calibrate !== undefined) {
        const { runCalibrate } = await import("./assign-calibrate.ts");
        return finish(await runCalibrate(options));
      }
      if (isCorridor(options)) {
        const { runCorridor } = await import("./assign-corridor.ts");
        return finish(await runCorridor(options));
      }
      const usage = problemsOfUsage(options);
      finish(usage.length > 0 ? printProblems(usage, options.json) : await runAssign(options));
    });
}

async function runAssign(options: AssignOptions): Promise<number> {
  const [{ network, demand }, { answerAssignment }, { toAssignText, toFlowFile }] = await Promise.all([
    readInput(options),
    import("../wire/answer-assignment.ts"),
    import("./assign-text.ts"),
  ]);
  const { gap, maxIterations, maxSeconds, tollFactor, distanceFactor, demandFactor, selectLink, repeat } = options;
  const { answer, result } = answerAssignment(
    network,
    demand,
    {
      objective: options.systemOptimum || options.objective === "so" ? "system-optimum" : "user-equilibrium",
      gap,
      maxIterations,
      tollFactor,
      distanceFactor,
      demandFactor,
      repeat: repeat ?? "warm",
      ...(maxSeconds === undefined ? {} : { maxSeconds }),
      ...(selectLink === undefined ? {} : { selectedLink: selectLink }),
    },
    () => performance.now(),
  );
  if (options.flows !== undefined && result !== undefined) {
    const problem = await writeFlows(options.flows, toFlowFile(network, result.linkFlow, result.linkCost));
    if (problem !== undefined) return printProblems([problem], options.json);
  }
  return printAnswer(answer, options.json, toAssignText);
}

async function readInput({ tntp, net, trips, network, demand }: AssignOptions): Promise<{
  readonly network: CongestedNetwork;
  readonly demand: DemandTable;
}> {
  const { readGmnsCongested, readTntp } = await import("../data/index.ts");
  if (network !== undefined) return readGmnsCongested(network, demand ?? "");
  return readTntp(net ?? tntp?.[0] ?? "", trips ?? tntp?.[1] ?? "");
}

const isCorridor = ({ tntp, net, trips, network, demand }: AssignOptions): boolean =>
  [tntp, net, trips, network, demand].every((given) => given === undefined);

function problemsOfUsage({ tntp, net, trips, network, demand }: AssignOptions): ProblemJson[] {
  const ways = [tntp !== undefined, net !== undefined || trips !== undefined, network !== undefined];
  const given = ways.filter((way) => way).length;
  const hint = "Give --tntp NET TRIPS, or --net and --trips, or --network and --demand.";
  const usage = (message: string): ProblemJson => ({ code: "usage", place: "command line", message, hint });
  if (given !== 1) return [usage(given === 0 ? "a network is missing" : "more than one network is given")];
  if (tntp !== undefined && tntp.length !== 2) return [usage(`--tntp needs two files, not ${tntp.length}`)];
  if ((net === undefined) !== (trips === undefined)) return [usage("--net and --trips belong together")];
  if ((network === undefined) !== (demand === undefined)) return [usage("--network and --demand belong together")];
  return [];
}

function toNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) throw new InvalidArgumentError("It must be a number.");
  return value;
}

async function writeFlows(file: string, text: string): Promise<ProblemJson | undefined> {
  const { writeFileSync } = await import("node:fs");
  try {
    writeFileSync(file, text);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { code: "usage", place: "--flows", message, hint: "Name a file that can be written." };
  }
}
