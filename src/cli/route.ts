// `kopru route FROM TO`: ways to send a consignment; with --network on any network in GMNS form.

import type { Command } from "commander";
import { addConsignmentOptions, type ConsignmentOptions, toQuery } from "./consignment-options.ts";
import { exampleBlock, exampleWords } from "./example-lines.ts";
import type { Finish } from "./global-options.ts";
import { printAnswer } from "./print.ts";
import { programVersion } from "./program-version.ts";
import { addWaitsOption, loadWithWaits, type WaitsOptions } from "./waits-option.ts";

interface RouteOptions extends ConsignmentOptions, WaitsOptions {
  readonly network?: string;
  readonly criteria?: string;
}

export function addRoute(program: Command, finish: Finish): void {
  const command = addConsignmentOptions(program.command("route <from> <to>").description("plan a consignment"));
  addWaitsOption(command)
    .option("--network <folder>", "a GMNS network (node.csv, link.csv) instead of the dataset")
    .option("--criteria <columns>", "columns of link.csv to minimise together, as length,time")
    .addHelpText(
      "after",
      exampleBlock(() => {
        const [first, second, third] = [exampleWords(0), exampleWords(1), exampleWords(2)];
        return [
          `route ${first.from} ${first.to} --cargo ${first.cargo} --depart ${first.depart}`,
          `route ${third.from} ${third.to} --cargo ${third.cargo} --json`,
          `route ${first.from} ${first.to} --waits crossing.json`,
          `route ${second.from} ${second.to} --avoid RU,IR --deadline 2027-01-15 --value 250000`,
          "route 1 24 --network my-network --criteria length,time --pareto --json",
        ];
      }),
    )
    .action(async (from: string, to: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<RouteOptions>();
      finish(
        options.network === undefined
          ? await routeConsignment(from, to, options)
          : await routeNetwork(from, to, options),
      );
    });
}

async function routeConsignment(from: string, to: string, options: RouteOptions): Promise<number> {
  const [dataset, { answerRoute }, { fromTexts }, { toRouteText }] = await Promise.all([
    loadWithWaits(options),
    import("../wire/answer-route.ts"),
    import("../wire/route-query.ts"),
    import("./route-text.ts"),
  ]);
  const request = fromTexts(toQuery(from, to, options));
  const answer = answerRoute(dataset, request, { programVersion: programVersion(), now: () => performance.now() });
  return printAnswer(answer, options.json, (found) =>
    found.status === "invalid"
      ? ""
      : toRouteText(found, { dataset, language: options.lang, sources: options.source ?? false }),
  );
}

async function routeNetwork(from: string, to: string, options: RouteOptions): Promise<number> {
  const [{ readGmns }, { answerNetwork }, { toNetworkParetoText }] = await Promise.all([
    import("../data/index.ts"),
    import("../wire/answer-network.ts"),
    import("./network-pareto-text.ts"),
  ]);
  const names = (options.criteria ?? "").split(",").map((name) => name.trim());
  const criteria = [...new Set(names.filter((name) => name !== ""))];
  const network = readGmns(options.network ?? "", { criteria });
  const request = { from, to, criteria, whole: options.pareto ?? false };
  const answer = answerNetwork(network, request, () => performance.now());
  return printAnswer(answer, options.json, toNetworkParetoText);
}
