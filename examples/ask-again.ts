// What to do with each kind of answer: ways, no way with the reason and what to relax, and bad input with every problem.
// Run: node examples/ask-again.ts

import { fileURLToPath } from "node:url";
import { loadDataset } from "../src/data/index.ts";
import { InvalidInput } from "../src/model/problem.ts";
import { answerRoute } from "../src/wire/answer-route.ts";

const dataset = loadDataset({ base: fileURLToPath(new URL("halcyon", import.meta.url)) });
const setting = { programVersion: "example", now: () => 0 };

function ask(question: Record<string, unknown>): void {
  try {
    const answer = answerRoute(dataset, question, setting);
    if (answer.status === "ok") console.log(`${answer.options.length} ways, best: ${answer.options[0].corridorName}`);
    if (answer.status === "none")
      console.log(`No way. ${answer.reason} Try: ${answer.relax.map(({ label }) => label).join("; ")}`);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    for (const { place, message, hint } of error.problems) console.log(`${place}: ${message} ${hint}`);
  }
}

ask({ from: "Lindmoor", to: "Veld" });
ask({ from: "Lindmoor", to: "Veld", avoid: ["rail", "sea"], require: ["Calder"], deadline: "2026-12-03" });
ask({ from: "Lindmor", to: "Veld", units: 0, cargo: "600 t of moonlight" });
