// How sure is an arrival? The same box over a stormy sea in July and in December: where its time goes, and the chance to
// keep a promise. Run: node examples/when-will-it-arrive.ts

import { fileURLToPath } from "node:url";
import { loadDataset } from "../src/data/index.ts";
import { answerRoute } from "../src/wire/answer-route.ts";

const dataset = loadDataset({ base: fileURLToPath(new URL("halcyon", import.meta.url)) });

for (const [depart, deadline] of [
  ["2026-07-01", "2026-07-10"],
  ["2026-12-01", "2026-12-10"],
]) {
  const question = {
    from: "Lindmoor",
    to: "Osker",
    cargo: "40ft",
    depart,
    deadline,
    require: ["sea-way"],
    avoid: ["road"],
  };
  const answer = answerRoute(dataset, question, { programVersion: "example", now: () => 0 });
  if (answer.status !== "ok") {
    console.log(`${depart}: ${answer.status === "none" ? answer.reason : ""}`);
    continue;
  }
  const [{ hours, onTime = 0, legs }] = answer.options;
  const days = (value: number) => (value / 24).toFixed(1);
  console.log(`leaving ${depart}: P10 ${days(hours.p10)}, P50 ${days(hours.p50)}, P95 ${days(hours.p95)} days`);
  console.log(`  there by ${deadline} in ${(100 * onTime).toFixed(0)} cases of 100`);
  for (const leg of legs.filter((one) => one.kind === "wait")) {
    console.log(`  waits ${leg.hours.toFixed(1)} h at ${leg.fromName}: ${leg.timeBasis}`);
  }
}
