// Plan one box over the invented region and print its ways: the least that a program of your own needs.
// Run: node examples/plan-a-box.ts

import { fileURLToPath } from "node:url";
import { loadDataset } from "../src/data/index.ts";
import { answerRoute } from "../src/wire/answer-route.ts";

const dataset = loadDataset({ base: fileURLToPath(new URL("halcyon", import.meta.url)) });
const question = { from: "Lindmoor", to: "Veld", cargo: "40ft", depart: "2026-12-01" };
const answer = answerRoute(dataset, question, { programVersion: "example", now: () => 0 });

if (answer.status === "ok") {
  for (const { corridorName, title, hours, costUsd, co2eKg } of answer.options) {
    const days = `${(hours.p50 / 24).toFixed(1)} days (P95 ${(hours.p95 / 24).toFixed(1)})`;
    console.log(`${corridorName}, ${title}: ${days}, ${costUsd.mean.toFixed(0)} USD, ${co2eKg.toFixed(0)} kg CO2e`);
  }
}
