// `kopru route FROM TO`: ways to send a consignment; with --network on any network in GMNS form.

import type { Command } from "commander";
import { addConsignmentOptions, type ConsignmentOptions, toQuery } from "./consignment-options.ts";
import { type Finish, loadGiven } from "./global-options.ts";
import { printAnswer } from "./print.ts";
import { programVersion } from "./program-version.ts";

interface RouteOptions extends ConsignmentOptions {
  readonly network?: string;
  readonly criteria?: string;
}

export function addRoute(program: Command, finish: Finish): void {
  addConsignmentOptions(program.command("route <from> <to>").description("plan a consignment"))
    .option("--network <folder>", "a GMNS network (node.csv, link.csv) instead of the dataset")
    .option("--criteria <columns>", "columns of link.csv to minimise together, as length,time")
    .addHelpText(
      "after",
      `
Examples:
  kopru route "Xi'an" Istanbul --cargo 40ft --depart 2026-12-01
  kopru route Pavlodar Baku --cargo "1200t aluminium" --json
  kopru route Almaty Mersin --avoid RU,IR --deadline 2027-01-15 --value 250000
  kopru route 1 24 --network my-network --criteria length,time --pareto --json
`,
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
    loadGiven(options),
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
