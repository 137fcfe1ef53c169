// The answer of `kopru route --network` for people: one row per way that none beats in all criteria.

import type { NetworkParetoAnswer } from "../wire/route.ts";
import { faint, number, plural } from "./style.ts";
import { toTable } from "./table.ts";

const MOST_NODES_SHOWN = 12;

/** The whole text; ends with a line break. */
export function toNetworkParetoText(answer: NetworkParetoAnswer): string {
  if (answer.status === "invalid") return "";
  if (answer.status === "none") return `No way. ${answer.reason}\n`;
  const table = toTable(
    [...answer.criteria.map((title) => ({ title, align: "right" as const })), { title: "Nodes", width: 60 }],
    answer.paths.map(({ criteria, nodes }) => [
      ...answer.criteria.map((name) => amount(criteria[name])),
      toNodes(nodes),
    ]),
  );
  const { created, kept } = answer.labels;
  return `${table}${faint(`${plural(answer.paths.length, "way")}; ${plural(created, "label")} made, ${number(kept)} kept, ${number(answer.computedMs)} ms`)}\n`;
}

const amount = (value: number | undefined): string =>
  value === undefined ? "" : number(value, Number.isInteger(value) ? 0 : 3);

function toNodes(nodes: readonly string[]): string {
  if (nodes.length <= MOST_NODES_SHOWN) return nodes.join(" ");
  const half = MOST_NODES_SHOWN / 2;
  return `${nodes.slice(0, half).join(" ")} … ${nodes.slice(-half).join(" ")} (${nodes.length})`;
}
