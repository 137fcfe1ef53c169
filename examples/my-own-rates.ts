// My own rate card and an embargo over a dataset: what they change, in numbers and in the answer's own words.
// Run: node examples/my-own-rates.ts

import { fileURLToPath } from "node:url";
import { loadDataset } from "../src/data/index.ts";
import { answerRoute } from "../src/wire/answer-route.ts";

const base = fileURLToPath(new URL("halcyon", import.meta.url));
const question = { from: "Lindmoor", to: "Osker", cargo: "40ft", depart: "2026-12-01", valueUsd: 400_000 };

// A quote of 250 crowns a box for the ferry until the new year; files of an overlay may as well stand in a folder.
const rates = {
  name: "my-rates",
  files: [
    {
      path: "values/rates.csv",
      text: "subject,attribute,value,unit,valid_to,as_of,source\nt-ferry-40,perUnit,250,XHC/unit,2027-01-01,2026-11-20,source:my-rates\n",
    },
  ],
};
const embargo = {
  name: "no-pass",
  files: [
    {
      path: "embargoes.csv",
      text: "id,place,country,link,mode,direction,cargo,from,to,reason,source\nno-road,,,,road,,40ft,2026-12-01,2027-02-01,Boxes are not taken over the pass in winter,source:no-pass\n",
    },
  ],
};

for (const overlays of [[], [rates], [rates, embargo]]) {
  const answer = answerRoute(loadDataset({ base, overlays }), question, { programVersion: "example", now: () => 0 });
  console.log(overlays.map(({ name }) => name).join(" and ") || "the dataset alone");
  if (answer.status !== "ok") continue;
  for (const { corridorName, hours, costUsd } of answer.options)
    console.log(`  ${corridorName}: ${costUsd.mean.toFixed(0)} USD, ${(hours.mean / 24).toFixed(1)} days`);
  for (const effect of answer.overlayEffects) console.log(`  → ${effect}`);
}
