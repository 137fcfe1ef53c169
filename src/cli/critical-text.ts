// The answers of `kopru critical` for people.

import type { NetworkCriticalAnswer } from "../wire/critical.ts";
import { bold, faint, number, plural, yellow } from "./style.ts";
import { toTable } from "./table.ts";

const right = (title: string) => ({ title, align: "right" as const });

/** What the shape of any network says; ends with a line break. */
export function toNetworkText(answer: NetworkCriticalAnswer, top: number): string {
  if (answer.status === "invalid") return "";
  if (answer.status === "none") return `No way. ${answer.reason}\n`;
  const { from, to, maxFlow, leastCost, minCut } = answer;
  const size = `${plural(answer.nodes, "node")}, ${plural(answer.links, "link")}, ${plural(answer.solves, "solve")}, ${number(answer.seconds, 2)} s`;
  const lines = [
    bold(from === null ? "Which links and nodes most shortest paths use" : `From ${from} to ${to}`) +
      faint(`  ${size}`),
    ...(leastCost === null ? [] : [`Least ${answer.cost ?? "number of links"}: ${number(leastCost, 3)}`]),
    ...(maxFlow === null
      ? []
      : [
          `Maximum flow ${number(maxFlow, 3)}, bounded by ${minCut.map(({ id, capacity }) => `${id} (${number(capacity, 3)})`).join(", ")}`,
        ]),
    ...(answer.linkDisjointPaths === null
      ? []
      : [`Ways that share no link: ${answer.linkDisjointPaths}; no node either: ${answer.nodeDisjointPaths}`]),
    ...answer.warnings.map(({ message, hint }) => `${yellow("!")} ${message} ${faint(hint)}`),
  ];
  const shown = answer.elements.slice(0, top);
  const table = toTable(
    [{ title: "Without" }, { title: "" }, right("capacity lost"), right("detour"), right("betweenness")],
    shown.map((element) => [
      element.id,
      element.kind === "node" ? "node" : `${element.from} → ${element.to}`,
      element.capacityLossShare === null ? "" : `${number(100 * element.capacityLossShare, 1)} %`,
      element.cutsOff ? "cut off" : element.detourCost === null ? "" : number(element.detourCost, 3),
      number(element.betweenness, 1),
    ]),
  );
  const rest = answer.elements.length - shown.length;
  return `${lines.join("\n")}\n${table}${rest > 0 ? faint(`and ${plural(rest, "element")} more\n`) : ""}`;
}
