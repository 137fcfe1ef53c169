// Every answer and request body by name: schema/*.json is generated from this list, and the parts that many of them share
// get names of their own there and in the OpenAPI description.

import { z } from "zod";
import { assignAnswer } from "./assign.ts";
import { datasetRef, invalidAnswer, names, problem, range, sourceRef } from "./common.ts";
import { criticalAnswer, flowAnswer, networkCriticalAnswer } from "./critical.ts";
import { replayAnswer } from "./crossing-replay.ts";
import {
  claimsAnswer,
  dataCheckAnswer,
  datasetAnswer,
  factsAnswer,
  healthAnswer,
  networkAnswer,
  overlayAnswer,
  overlayRequest,
  placeJson,
  placesAnswer,
  sourcesAnswer,
  thingAnswer,
  thingsAnswer,
  valueJson,
} from "./dataset.ts";
import { delaysAnswer } from "./delays.ts";
import { demandAnswer } from "./demand.ts";
import { flowsAnswer } from "./flows.ts";
import { scenarioAnswer, scenarioListed, scenarioRequest, scenariosAnswer } from "./kept-scenarios.ts";
import { oilAnswer } from "./oil.ts";
import { oilModel } from "./oil-model.ts";
import {
  compareAnswer,
  costPart,
  echoedRequest,
  emission,
  leg,
  networkParetoAnswer,
  option,
  paretoPoint,
  rival,
  routeAnswer,
  routeRequest,
} from "./route.ts";

import { forgottenAnswer, runAnswer, runCompareAnswer, runRecord, runRequest, runsAnswer } from "./runs.ts";
import { scenarioCheckAnswer, scenarioDiffAnswer, scenarioDocument, scenarioRunAnswer } from "./scenario.ts";
import { interval, measure, simulateAnswer } from "./simulate.ts";
import { simulateCorridorAnswer } from "./simulate-corridor.ts";
import { simulationModel, simulationTimes } from "./simulation-model.ts";
import { sweepAnswer, sweepDocument } from "./sweep.ts";
import {
  beatAnswer,
  beatRequest,
  doneRequest,
  failedRequest,
  leaseAnswer,
  leaseRequest,
  tokenMadeAnswer,
  tokenRequest,
  tokenRevokedAnswer,
  tokensAnswer,
  workAnswer,
} from "./work.ts";

/** Shared parts under the names they have in generated documents. */
const SHARED: Readonly<Record<string, z.ZodType>> = {
  Problem: problem,
  Run: runRecord,
  ListedScenario: scenarioListed,
  InvalidAnswer: invalidAnswer,
  DatasetRef: datasetRef,
  Range: range,
  Names: names,
  Source: sourceRef,
  Place: placeJson,
  Value: valueJson,
  CostPart: costPart,
  Emission: emission,
  Leg: leg,
  Option: option,
  Rival: rival,
  ParetoPoint: paretoPoint,
  EchoedRequest: echoedRequest,
  SimulationTimes: simulationTimes,
  Interval: interval,
  Measure: measure,
};
// Zod's own registry holds the descriptions too, so the names go there.
for (const [id, schema] of Object.entries(SHARED))
  z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), id });

export interface PublicSchema {
  readonly schema: z.ZodType;
  /** `input` for what is sent to Kopru, where fields with a default may be left out. */
  readonly io: "input" | "output";
  readonly title: string;
}

const answer = (schema: z.ZodType, title: string): PublicSchema => ({ schema, io: "output", title });
const request = (schema: z.ZodType, title: string): PublicSchema => ({ schema, io: "input", title });

/** File name (without `.json`) → schema, for every `--json` answer and every body of the API. */
export const publicSchemas = {
  "route-request": request(routeRequest, "Body of POST /api/v1/route and /api/v1/compare"),
  "route-answer": answer(routeAnswer, "Answer of kopru route and /api/v1/route"),
  "compare-answer": answer(compareAnswer, "Answer of kopru compare and /api/v1/compare"),
  "network-pareto-answer": answer(networkParetoAnswer, "Answer of kopru route --network"),
  "assign-answer": answer(assignAnswer, "Answer of kopru assign for a network in TNTP or GMNS form"),
  "flows-answer": answer(flowsAnswer, "Answer of kopru assign for the dataset, and of runs of kind flows"),
  "critical-answer": answer(criticalAnswer, "Answer of kopru critical and of runs of that kind"),
  "network-critical-answer": answer(networkCriticalAnswer, "Answer of kopru critical --network"),
  "oil-model": request(oilModel, "A whole oil problem for kopru oil --model, as YAML or JSON (docs/method/oil.md)"),
  "oil-answer": answer(oilAnswer, "Answer of kopru oil and of runs of kind oil"),
  "flow-answer": answer(flowAnswer, "Answer of kopru flow"),
  "demand-answer": answer(demandAnswer, "Answer of kopru demand derive"),
  "delays-answer": answer(delaysAnswer, "Answer of kopru delays fit"),
  "data-check-answer": answer(dataCheckAnswer, "Answer of kopru data check"),
  "dataset-answer": answer(datasetAnswer, "Answer of /api/v1/dataset"),
  "places-answer": answer(placesAnswer, "Answer of /api/v1/places"),
  "network-answer": answer(networkAnswer, "Answer of /api/v1/network"),
  "thing-answer": answer(thingAnswer, "Answer of kopru data show and /api/v1/things/{id}"),
  "things-answer": answer(thingsAnswer, "Answer of /api/v1/things"),
  "facts-answer": answer(factsAnswer, "Answer of /api/v1/facts"),
  "sources-answer": answer(sourcesAnswer, "Answer of /api/v1/sources"),
  "claims-answer": answer(claimsAnswer, "Answer of kopru claims and /api/v1/claims"),
  "scenarios-answer": answer(scenariosAnswer, "Answer of /api/v1/scenarios"),
  "scenario-answer": answer(scenarioAnswer, "Answer of /api/v1/scenarios/{id}"),
  "scenario-request": request(scenarioRequest, "Body of PUT /api/v1/scenarios/{id} and POST /api/v1/scenarios/check"),
  "run-request": request(runRequest, "Body of POST /api/v1/runs"),
  "run-answer": answer(runAnswer, "Answer of kopru runs show and /api/v1/runs/{id}"),
  "runs-answer": answer(runsAnswer, "Answer of kopru runs list and /api/v1/runs"),
  "run-compare-answer": answer(runCompareAnswer, "Answer of kopru runs compare and /api/v1/runs/compare"),
  "forgotten-answer": answer(forgottenAnswer, "Answer of kopru runs forget and of DELETE of a run or scenario"),
  scenario: request(scenarioDocument, "A scenario: a file of scenarios/, or a document sent to the API"),
  "scenario-check-answer": answer(
    scenarioCheckAnswer,
    "Answer of kopru scenario check and POST /api/v1/scenarios/check",
  ),
  "scenario-diff-answer": answer(scenarioDiffAnswer, "Answer of kopru scenario diff"),
  "scenario-run-answer": answer(scenarioRunAnswer, "Answer of kopru scenario run"),
  "simulation-model": request(simulationModel, "A model for kopru simulate --model, as YAML or JSON (docs/models.md)"),
  "simulate-answer": answer(simulateAnswer, "Answer of kopru simulate --model"),
  "simulate-corridor-answer": answer(simulateCorridorAnswer, "Answer of kopru simulate --scenario"),
  "replay-answer": answer(replayAnswer, "Answer of /api/v1/runs/{id}/replay, and the file of kopru simulate --replay"),
  sweep: request(sweepDocument, "A sweep: parameters of a run of kind sweep, and a file for kopru sweep"),
  "sweep-answer": answer(sweepAnswer, "Answer of kopru sweep and of runs of that kind"),
  "lease-request": request(leaseRequest, "Body of POST /api/v1/work/lease"),
  "lease-answer": answer(leaseAnswer, "Answer of POST /api/v1/work/lease"),
  "beat-request": request(beatRequest, "Body of POST /api/v1/work/beat"),
  "beat-answer": answer(beatAnswer, "Answer of POST /api/v1/work/beat"),
  "done-request": request(doneRequest, "Body of POST /api/v1/work/done"),
  "failed-request": request(failedRequest, "Body of POST /api/v1/work/failed"),
  "work-answer": answer(workAnswer, "Answer of POST /api/v1/work/done and /failed"),
  "token-request": request(tokenRequest, "Body of POST /api/v1/tokens"),
  "token-made-answer": answer(tokenMadeAnswer, "Answer of kopru token make"),
  "tokens-answer": answer(tokensAnswer, "Answer of kopru token list"),
  "token-revoked-answer": answer(tokenRevokedAnswer, "Answer of kopru token revoke"),
  "overlay-request": request(overlayRequest, "Body of POST /api/v1/overlays"),
  "overlay-answer": answer(overlayAnswer, "Answer of POST /api/v1/overlays"),
  "health-answer": answer(healthAnswer, "Answer of /api/v1/health"),
  "invalid-answer": answer(invalidAnswer, "Any answer to bad input"),
} as const satisfies Record<string, PublicSchema>;

/** JSON Schema (2020-12) of a public schema. */
export function toJsonSchema(name: keyof typeof publicSchemas): Record<string, unknown> {
  const { schema, io, title } = publicSchemas[name];
  const json = z.toJSONSchema(schema, { io, target: "draft-2020-12" });
  const { $schema, ...rest } = json;
  return { $schema, $id: `urn:kopru:schema:${name}`, title, ...rest };
}
