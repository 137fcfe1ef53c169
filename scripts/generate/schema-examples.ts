// schema/examples/*.json: a small valid example of each answer and body, made by asking the program itself about the small
// dataset. Lists are cut to their first entries. Times measured are 0, and numbers have nine digits, so that another Node
// or machine makes the same files.

import path from "node:path";
import { createServer } from "../../src/api/index.ts";
import { programVersion, projectFolder } from "../../src/cli/program-version.ts";
import { checkDataset, gmnsFromFiles, loadDataset, readDerivation, tntpFromTexts } from "../../src/data/index.ts";
import { prepareReplay } from "../../src/studies/crossing-replay.ts";
import { fitDelays } from "../../src/studies/delay-fit.ts";
import { estimateDemand } from "../../src/studies/demand-estimation.ts";
import { answerAssignment } from "../../src/wire/answer-assignment.ts";
import { answerNetwork } from "../../src/wire/answer-network.ts";
import { answerSimulate } from "../../src/wire/answer-simulate.ts";
import type { FlowsOk } from "../../src/wire/flows.ts";
import { answerReplay } from "../../src/wire/to-crossing-replay.ts";
import { toDataCheckAnswer } from "../../src/wire/to-data-check.ts";
import { toDelaysAnswer } from "../../src/wire/to-delays.ts";
import { toDemandAnswer } from "../../src/wire/to-demand.ts";
import { answerFlows } from "../../src/wire/to-flows.ts";
import { toClaimsAnswer } from "../../src/wire/to-knowledge.ts";
import { answerSimulateCorridor } from "../../src/wire/to-simulate-corridor.ts";
import { criticalExamples } from "./critical-examples.ts";
import { oilExamples } from "./oil-examples.ts";
import { runExamples } from "./run-examples.ts";
import { scenarioExamples } from "./scenario-examples.ts";
import { sweepExamples } from "./sweep-examples.ts";

const input = { base: path.join(projectFolder, "examples", "halcyon") };
/** The small dataset has no claims. */
const corridor = { base: path.join(projectFolder, "dataset") };
const API = "/api/v1";
const ROUTE = { from: "Calder", to: "Lindmoor", cargo: "40ft", depart: "2026-12-01", options: 1 };
const OVERLAY = {
  name: "this-week",
  files: [
    {
      path: "embargoes.csv",
      text: "id,place,country,link,mode,direction,cargo,from,to,reason,source\nno-reefers,,XC,,,,reefer,2026-12-01,2026-12-08,No cooling at the port,\n",
    },
  ],
};
const NETWORK = [
  { path: "node.csv", text: "node_id\n1\n2\n3\n" },
  {
    path: "link.csv",
    text: "link_id,from_node_id,to_node_id,directed,length,time\na,1,3,true,10,2\nb,1,2,true,3,3\nc,2,3,false,3,3\n",
  },
];

/** Braess's network, as TNTP files say it. */
const BRAESS = tntpFromTexts(
  {
    path: "braess_net.tntp",
    text: `<NUMBER OF ZONES> 2
<NUMBER OF NODES> 4
<FIRST THRU NODE> 1
<NUMBER OF LINKS> 5
<END OF METADATA>
1 3 1 0 0.00000001 1000000000 1 0 0 1;
1 4 1 0 50 0.02 1 0 0 1;
3 2 1 0 50 0.02 1 0 0 1;
3 4 1 0 10 0.1 1 0 0 1;
4 2 1 0 0.00000001 1000000000 1 0 0 1;
`,
  },
  {
    path: "braess_trips.tntp",
    text: "<NUMBER OF ZONES> 2\n<END OF METADATA>\nOrigin 1\n 2 : 6;\n",
  },
);
const ASSIGNMENT = {
  objective: "user-equilibrium",
  gap: 1e-8,
  maxIterations: 200,
  tollFactor: 0,
  distanceFactor: 0,
  demandFactor: 1,
  selectedLink: "3-4",
} as const;

/** A ferry with patience in a port that storms close. */
const FERRY_MODEL = {
  name: "Ferry with patience",
  parameters: { rate: 2 },
  run: { until: 2000, warmUp: 100 },
  blocks: {
    wagons: { block: "arrivals", rate: "rate", to: "yard" },
    yard: { block: "queue" },
    storm: { block: "closures", open: { exponential: { mean: 240 } }, closed: { exponential: { mean: 24 } } },
    ferry: {
      block: "vessel",
      capacity: 30,
      stops: [
        { loads: "yard", leaves: { patience: 12 }, closures: ["storm"], sail: 5 },
        { lands: "landed", sail: 5 },
      ],
    },
    landed: { block: "sink" },
  },
};

const simulated = async (model: unknown): Promise<unknown> => {
  const asked = { file: "model.json", text: JSON.stringify(model) };
  return (await answerSimulate({ model: asked, seed: 1, replications: 3, level: 0.95 }, () => 0)).answer;
};

/** Half a day of one replication, with all of its columns. */
function replayOf(dataset: ReturnType<typeof loadDataset>): unknown {
  const asked = { state: "base", seed: 1, replications: 1, replication: 1, fromHour: 0, toHour: 12 } as const;
  return answerReplay(dataset, prepareReplay(dataset, { from: "2026-01-01", days: 14 }), asked);
}

/** Files by path; the name before the first dot is that of the schema. */
export async function makeSchemaExamples(): Promise<Record<string, string>> {
  const app = await createServer({
    dataset: loadDataset(input),
    input,
    programVersion: programVersion(),
    now: () => 0,
  });
  const ask = async (url: string, body?: unknown): Promise<unknown> => {
    const reply = await app.inject({
      method: body === undefined ? "GET" : "POST",
      url: `${API}${url}`,
      ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, payload: JSON.stringify(body) }),
    });
    return cut(reply.json());
  };
  const nowhere = { ...ROUTE, avoid: ["rail", "road", "sea", "inland-water"] };
  const small = loadDataset(input);
  const network = gmnsFromFiles(NETWORK, { criteria: ["length", "time"] });
  const networkQuestion = { from: "1", to: "3", criteria: ["length", "time"], whole: true };
  const examples: Record<string, unknown> = {
    "route-request": ROUTE,
    "route-answer": await ask("/route", ROUTE),
    "route-answer.none": await ask("/route", nowhere),
    "route-answer.invalid": await ask("/route", { ...ROUTE, to: "Lindmor", units: 0 }),
    "compare-answer": await ask("/compare", ROUTE),
    "compare-answer.none": await ask("/compare", nowhere),
    "network-pareto-answer": answerNetwork(network, networkQuestion, () => 0),
    "network-pareto-answer.none": answerNetwork(network, { ...networkQuestion, from: "3", to: "1" }, () => 0),
    "assign-answer": answerAssignment(BRAESS.network, BRAESS.demand, ASSIGNMENT, () => 0).answer,
    "assign-answer.none": answerAssignment(
      { ...BRAESS.network, firstThroughNode: 4 },
      BRAESS.demand,
      ASSIGNMENT,
      () => 0,
    ).answer,
    "demand-answer": cut(
      toDemandAnswer(small, estimateDemand(small, readDerivation(path.join(input.base, "derivation")), 2026)),
    ),
    "delays-answer": cut(toDelaysAnswer(small, fitDelays(small, { replications: 2, every: 2 }), 0)),
    ...(await criticalExamples(small)),
    "flows-answer": cut(withoutGaps(answerFlows(small, { months: 2 }, () => 0))),
    "data-check-answer": cut(toDataCheckAnswer(checkDataset(input))),
    "dataset-answer": await ask("/dataset"),
    "places-answer": await ask("/places?q=lind"),
    "network-answer": await ask("/network"),
    "thing-answer": await ask("/things/lindmoor-yard"),
    "things-answer": await ask("/things"),
    "facts-answer": await ask("/facts"),
    "sources-answer": await ask("/sources"),
    "claims-answer": cut(toClaimsAnswer(loadDataset(corridor), () => "")),
    ...scenarioExamples(small),
    ...(await oilExamples(loadDataset(corridor))),
    ...runExamples(),
    ...sweepExamples(),
    "overlay-request": OVERLAY,
    "overlay-answer": withToken(await ask("/overlays", OVERLAY)),
    "health-answer": await ask("/health"),
    "simulation-model": FERRY_MODEL,
    "simulate-answer": await simulated(FERRY_MODEL),
    "replay-answer": replayOf(small),
    "replay-answer.working": {
      status: "working",
      message: "The replication is being run again.",
      retryAfterSeconds: 1,
    },
    "simulate-corridor-answer": cut(
      await answerSimulateCorridor(small, { from: "2026-01-01", seed: 1, replications: 2, level: 0.95 }, () => 0),
    ),
    "simulate-answer.none": await simulated({ ...FERRY_MODEL, parameters: { ...FERRY_MODEL.parameters, rate: 6 } }),
    "invalid-answer": await ask("/things/no-such-thing"),
  };
  await app.close();
  return Object.fromEntries(
    Object.entries(examples).map(([name, example]) => [
      `schema/examples/${name}.json`,
      `${JSON.stringify(example, rounded, 2)}\n`,
    ]),
  );
}

/** Lists of the same kind of thing: two entries show it. Legs and cost parts stay, because they add up to the whole. */
const LONG_LISTS = new Set([
  "rivals",
  "corridors",
  "bottlenecks",
  "byCorridor",
  "byGroup",
  "pareto",
  "places",
  "links",
  "changes",
  "things",
  "facts",
  "sources",
  "values",
  "related",
  "geometry",
  "coordinates",
  "countries",
  "cargo",
  "commodities",
  "lengths",
  "examples",
  "warnings",
  "exchangeRates",
  "claims",
  "commitments",
  "currencies",
  "cells",
  "queueByDay",
  "queueByWeek",
  "histogram",
]);
const SHOWN = 2;
const POINTS_SHOWN = 5;

function cut(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) {
    const entries = name === "distribution" ? spread(value) : LONG_LISTS.has(name) ? value.slice(0, SHOWN) : value;
    return entries.map((entry) => cut(entry));
  }
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).filter(([field]) => !(field === "option" && "breakEvenValueUsd" in value));
  return Object.fromEntries(fields.map(([field, inner]) => [field, cut(inner, field)]));
}

/** A few points of a curve, its first and last among them. */
function spread(points: readonly unknown[]): unknown[] {
  const step = Math.max(1, Math.ceil((points.length - 1) / (POINTS_SHOWN - 1)));
  return points.filter((_, index) => index % step === 0 || index === points.length - 1);
}

/** What is left of a gap below the one asked for is rounding. */
const withoutGaps = (answer: FlowsOk): FlowsOk => ({
  ...answer,
  certificate: { ...answer.certificate, gaps: answer.certificate.gaps.map((gap) => ({ ...gap, value: 0 })) },
});

/** A token is drawn at random. */
const withToken = (answer: unknown): unknown =>
  typeof answer === "object" && answer !== null
    ? { ...answer, overlay: "00000000-0000-4000-8000-000000000000" }
    : answer;

const rounded = (_name: string, value: unknown): unknown =>
  typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(9)) : value;
