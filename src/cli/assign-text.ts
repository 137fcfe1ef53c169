// The answer of `kopru assign` for people: how good, how much, and where the time goes.

import type { CongestedNetwork } from "../model/congested-network.ts";
import type { AssignAnswer, AssignedLinkJson, AssignOk } from "../wire/assign.ts";
import { bold, faint, number, plural, yellow } from "./style.ts";
import { toTable } from "./table.ts";

const PAIRS_SHOWN = 15;

/** The whole text; ends with a line break. */
export function toAssignText(answer: AssignAnswer): string {
  if (answer.status === "invalid") return "";
  if (answer.status === "none") return `No assignment. ${answer.reason}\n`;
  const warnings = answer.warnings.map(({ message, hint }) => `${yellow("!")} ${message} ${faint(hint)}\n`);
  const selected = answer.selectedLink === undefined ? "" : toSelectedText(answer.selectedLink);
  return `${toSummary(answer)}${warnings.join("")}\nWhere most time is lost\n${toLinkTable(answer.slowestLinks)}${selected}`;
}

function toSummary(answer: AssignOk): string {
  const { network, principle } = answer;
  const rows: (readonly [string, string])[] = [
    ["Relative gap, (TSTT − SPTT) / SPTT", `${answer.relativeGap.toExponential(2)} (asked: ${answer.gap.asked})`],
    ["Total travel time (TSTT)", number(answer.totalTravelTime, 4)],
    [principle === "system-optimum" ? "Objective (total cost)" : "Objective (Beckmann)", number(answer.objective, 8)],
    ["Average excess cost per trip", answer.averageExcessCost.toExponential(2)],
    ["Iterations", number(answer.iterations)],
    [
      answer.runs > 1 ? `Seconds, median of ${answer.runs} runs (the first, cold)` : "Seconds",
      answer.runs > 1 ? `${number(answer.seconds, 4)} (${number(answer.secondsFirst, 3)})` : number(answer.seconds, 3),
    ],
  ];
  const size = `${plural(network.nodes, "node")}, ${plural(network.links, "link")}, ${plural(network.pairs, "pair")}, ${number(network.trips, 1)} trips, ${plural(network.paths, "path")} in use`;
  const title = principle === "system-optimum" ? "System optimum" : "User equilibrium";
  return `${bold(title)} ${faint(size)}\n${toTable([{ title: "" }, { title: "", align: "right" }], rows).trimStart()}`;
}

function toLinkTable(links: readonly AssignedLinkJson[]): string {
  const right = (title: string) => ({ title, align: "right" as const });
  return toTable(
    [{ title: "Link" }, right("Flow"), right("Cost"), right("Free"), right("Flow/capacity"), right("Marginal toll")],
    links.map((link) => [
      link.link,
      number(link.flow, 1),
      number(link.cost, 3),
      number(link.freeCost, 3),
      link.volumeCapacityRatio === null ? "" : number(link.volumeCapacityRatio, 2),
      number(link.marginalToll, 3),
    ]),
  );
}

function toSelectedText({ link, pairs }: NonNullable<AssignOk["selectedLink"]>): string {
  const shown = pairs.slice(0, PAIRS_SHOWN);
  const rest = pairs.length - shown.length;
  const table = toTable(
    [{ title: "From" }, { title: "To" }, { title: "Flow", align: "right" }],
    shown.map(({ from, to, flow }) => [from, to, number(flow, 1)]),
  );
  return `\nWho uses ${link.link}, ${number(link.flow, 1)} in all\n${table}${rest > 0 ? faint(`and ${plural(rest, "pair")} more\n`) : ""}`;
}

/** Flow and cost by link, in the form of TNTP's flow files. */
export function toFlowFile(network: CongestedNetwork, flow: Float64Array, cost: Float64Array): string {
  const rows = network.linkIds.map((_, link) =>
    [network.nodeIds[network.linkTail[link]], network.nodeIds[network.linkHead[link]], flow[link], cost[link]].join(
      "\t",
    ),
  );
  return `From\tTo\tVolume\tCost\n${rows.join("\n")}\n`;
}
