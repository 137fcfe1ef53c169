// What if the ferry were laid up for a month? A scenario over a dataset: what it says, what it changes, what the planner answers,
// and the dataset as it was.
// Run: node examples/what-if.ts

import { fileURLToPath } from "node:url";
import { loadDataset } from "../src/data/index.ts";
import { applyScenario, readScenario, resolveScenario } from "../src/scenario/index.ts";
import { answerRoute } from "../src/wire/answer-route.ts";

const dataset = loadDataset({ base: fileURLToPath(new URL("halcyon", import.meta.url)) });
const scenario = readScenario(
  `name: Ferry laid up
baseDate: 2026-06-01
edits:
  - { edit: suspend, what: halcyon-ferry, from: 2026-06-10, to: 2026-07-10 }
  - { edit: border-regime, between: [XA, XB], mode: rail, scale: 2, from: 2026-06-10, to: 2026-07-10 }
`,
  "ferry-laid-up.yaml",
);

for (const { sentence, touches, values } of resolveScenario(dataset, scenario).edits)
  console.log(`${sentence}: touches ${touches.length}, numbers ${values.length}`);

const changed = applyScenario(dataset, scenario);
const question = { from: "Calder", to: "Osker", cargo: "40ft", valueUsd: 400_000 };
for (const [name, used] of [
  ["as it is", dataset],
  ["ferry laid up", changed],
] as const) {
  for (const depart of ["2026-06-15", "2026-07-15"]) {
    const answer = answerRoute(used, { ...question, depart }, { programVersion: "example", now: () => 0 });
    if (answer.status !== "ok") continue;
    const [best] = answer.options;
    console.log(
      `${name}, ${depart}: ${best.corridorName}, ${best.costUsd.mean.toFixed(0)} USD, ${(best.hours.mean / 24).toFixed(1)} days`,
    );
  }
}
console.log(changed.base === dataset ? "the base is as it was" : "");
