// Examples of the answers about what breaks: the invented region, a small network, and flow problems of three nodes.

import { dimacsFromText, gmnsCapacitiesFromFiles, type LoadedDataset } from "../../src/data/index.ts";
import { criticalKind } from "../../src/jobs/critical-kind.ts";
import { answerFlow } from "../../src/wire/answer-flow.ts";
import { answerNetworkCritical } from "../../src/wire/answer-network-critical.ts";
import type { CriticalOk } from "../../src/wire/critical.ts";

const NETWORK = [
  { path: "node.csv", text: "node_id\na\nb\nc\n" },
  {
    path: "link.csv",
    text: "link_id,from_node_id,to_node_id,directed,length,capacity\nab,a,b,false,3,5\nbc,b,c,false,3,4\nac,a,c,true,9,2\n",
  },
];
const zero = () => 0;
const flow = (text: string) => answerFlow(dimacsFromText({ path: "example", text }), zero);

/** Answers by name. */
export async function criticalExamples(dataset: LoadedDataset): Promise<Record<string, unknown>> {
  const { network, cost, hasCapacity } = gmnsCapacitiesFromFiles(NETWORK);
  const request = { hasCapacity, ...(cost === undefined ? {} : { cost }) };
  const study = await criticalKind.load();
  const work = {
    base: dataset,
    changed: null,
    scenario: null,
    seed: null,
    programVersion: "",
    report: () => {},
    now: zero,
  };
  const first = (await study.run({ ...work, parameters: { pairsOf: 0 } })) as CriticalOk;
  const element = first.elements[0].id;
  const parameters = { pairsOf: 2, only: first.elements.slice(0, 3).map(({ id }) => id), outage: { element, days: 3 } };
  const answer = (await study.run({ ...work, parameters })) as CriticalOk;
  return {
    "critical-answer": JSON.parse(JSON.stringify(short(answer), sevenDigits)),
    "network-critical-answer": answerNetworkCritical(network, { ...request, from: "a", to: "c" }, zero),
    "network-critical-answer.none": answerNetworkCritical(network, { ...request, from: "c", to: "a" }, zero),
    "flow-answer": flow("p min 3 3\nn 1 4\nn 3 -4\na 1 2 0 4 1\na 2 3 0 3 1\na 1 3 0 2 5\n"),
    "flow-answer.none": flow("p min 2 1\nn 1 4\nn 2 -4\na 1 2 0 3 1\n"),
  };
}

/** A gap is the last of the rounding: it differs between machines, and what it is smaller than is said beside it. */
function short(answer: CriticalOk): CriticalOk {
  const { certificate, outage, cuts } = answer;
  const curve =
    outage?.curve.filter((_, at, all) => at % Math.ceil(all.length / 4) === 0 || at === all.length - 1) ?? [];
  return {
    ...answer,
    cuts: cuts.slice(0, 2),
    outage: outage && { ...outage, curve },
    certificate: { ...certificate, gap: { ...certificate.gap, value: 0 } },
  };
}

/** Losses are differences of large sums. */
const sevenDigits = (_name: string, value: unknown): unknown =>
  typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(7)) : value;
