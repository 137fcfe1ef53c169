// `kopru flow`: the flow engine on an instance in DIMACS form, so that anybody can check it against published answers.

import type { Command } from "commander";
import type { FlowAnswer } from "../wire/critical.ts";
import type { Finish, GlobalOptions } from "./global-options.ts";
import { printAnswer } from "./print.ts";
import { bold, faint, number, plural } from "./style.ts";
import { toTable } from "./table.ts";

const ARCS_SHOWN = 20;

export function addFlow(program: Command, finish: Finish): void {
  program
    .command("flow")
    .description("solve a maximum flow or least-cost flow in DIMACS form")
    .argument("<file>", "file with `p max` or `p min`")
    .addHelpText("after", "\nExamples:\n  kopru flow netgen-8-10a.min\n  kopru flow washington.max --json\n")
    .action(async (file: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      const [{ readDimacs }, { answerFlow }] = await Promise.all([
        import("../data/index.ts"),
        import("../wire/answer-flow.ts"),
      ]);
      const answer = answerFlow(readDimacs(file), () => performance.now());
      finish(printAnswer(answer, options.json, toText));
    });
}

function toText(answer: FlowAnswer): string {
  if (answer.status === "invalid") return "";
  if (answer.status === "none") return `No flow. ${answer.reason}\n`;
  const isMax = answer.problem === "max";
  const size = `${plural(answer.nodes, "node")}, ${plural(answer.arcs, "arc")}`;
  const rows: [string, string][] = [
    [isMax ? "Maximum flow" : "Least cost", String(answer.value)],
    [isMax ? "Capacity of the cut" : "Value of the dual", String(answer.bound)],
    [`Gap, ${answer.gap.name}`, answer.gap.value.toExponential(2)],
    [isMax ? "Phases" : "Pivots", number(answer.iterations)],
    ["Seconds", number(answer.seconds, 3)],
  ];
  const cut = answer.minCut
    .slice(0, ARCS_SHOWN)
    .map(({ from, to, capacity }) => `  ${from} → ${to}  ${capacity}\n`)
    .join("");
  const rest = answer.minCut.length - ARCS_SHOWN;
  const more = rest > 0 ? faint(`  and ${plural(rest, "arc")} more\n`) : "";
  return `${bold(isMax ? "Maximum flow" : "Least-cost flow")} ${faint(size)}\n${toTable([{ title: "" }, { title: "", align: "right" }], rows).trimStart()}${isMax ? `Arcs of the cut\n${cut}${more}` : ""}`;
}
