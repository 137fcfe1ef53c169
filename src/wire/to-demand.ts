// An estimation of demand → the answer of `kopru demand derive --json`.

import type { Dataset } from "../model/dataset.ts";
import { type DemandEstimation, writeDemand } from "../studies/demand-estimation.ts";
import type { DemandAnswer } from "./demand.ts";
import { toDatasetRef } from "./to-dataset.ts";

type DemandOk = Extract<DemandAnswer, { status: "ok" }>;

export function toDemandAnswer(dataset: Dataset, { year, cells, counts, estimate }: DemandEstimation): DemandOk {
  return {
    status: "ok",
    dataset: toDatasetRef(dataset),
    year,
    groups: toGroups(dataset, cells),
    counts: counts.map(({ count, guess, model, residual, z }) => ({
      id: count.id,
      kind: count.kind,
      subjects: [...count.subjects],
      groups: [...count.groups],
      year: count.year,
      unit: count.unit,
      use: count.use,
      published: count.value,
      outside: count.outside,
      standardError: count.se,
      guess,
      model,
      residual,
      z,
      fact: count.fact,
      note: count.note,
    })),
    identification: {
      cells: cells.length,
      counts: estimate.fitted.length,
      rank: estimate.rank,
      nullity: estimate.nullity,
    },
    certificate: {
      name: "largest violation of the Karush-Kuhn-Tucker conditions",
      value: estimate.kkt,
      guessLoss: estimate.priorLoss,
      countLoss: estimate.countLoss,
    },
    cells: cells.map(({ row, prior, priorTonnes, varianceRatio, identified }) => ({
      id: row.id,
      origin: row.origin,
      destination: row.destination,
      group: row.group,
      tonnesPerYear: row.tonnesPerYear,
      teuPerYear: row.teuPerYear,
      lowTonnes: row.low ?? row.tonnesPerYear,
      highTonnes: row.high ?? row.tonnesPerYear,
      guessTonnes: priorTonnes,
      flows: prior.parts.map(({ flow }) => flow.id),
      varianceRatio,
      identified,
    })),
    sameAsDataset: writeDemand(dataset.demand) === writeDemand(cells.map(({ row }) => row)),
  };
}

function toGroups(dataset: Dataset, cells: DemandEstimation["cells"]): DemandOk["groups"] {
  return [...dataset.demandGroups.values()].map(({ id, names }) => {
    const own = cells.filter(({ row }) => row.group === id);
    const count = (word: "yes" | "partly" | "no"): number => own.filter(({ identified }) => identified === word).length;
    return {
      id,
      names,
      cells: own.length,
      tonnesPerYear: own.reduce((sum, { row }) => sum + row.tonnesPerYear, 0),
      teuPerYear: own.reduce((sum, { row }) => sum + row.teuPerYear, 0),
      identified: { yes: count("yes"), partly: count("partly"), no: count("no") },
    };
  });
}
