// Fitted delays → the answer of `kopru delays fit --json`.

import type { Dataset } from "../model/dataset.ts";
import type { DelayFits } from "../studies/delay-fit.ts";
import { writeDelays } from "../studies/delay-rows.ts";
import { nameOfSubject } from "../studies/name-of-subject.ts";
import type { DelaysAnswer } from "./delays.ts";
import { toDatasetRef } from "./to-dataset.ts";

/** @param seconds what it took */
export function toDelaysAnswer(
  dataset: Dataset,
  { from, fits, without }: DelayFits,
  seconds: number,
): Extract<DelaysAnswer, { status: "ok" }> {
  const rows = fits.map(({ row }) => row);
  return {
    status: "ok",
    dataset: toDatasetRef(dataset),
    from,
    rows: fits.map(({ row, points, today }) => ({
      id: row.id,
      name: nameOf(dataset, row.id),
      kind: row.kind,
      baseHours: row.baseHours,
      scaleHours: row.scaleHours,
      power: row.power,
      pole: row.pole,
      low: row.low,
      high: row.high,
      today: Number.isFinite(today) ? today : null,
      thinHours: row.thinHours,
      r2: row.r2,
      worstHours: row.worstHours,
      replications: row.replications,
      seed: row.seed,
      inputs: row.inputs,
      points: points.map(({ use, hours, error }) => ({ use, hours, error })),
    })),
    without: without.map(({ id, reason }) => ({ id, reason })),
    sameAsDataset: writeDelays(rows) === writeDelays([...dataset.delayFunctions.values()]),
    seconds,
  };
}

/** The thing, and for ships the port they leave. */
function nameOf(dataset: Dataset, id: string): string {
  const subject = id.slice(0, id.indexOf("#"));
  const name = nameOfSubject(dataset, subject);
  const stops = dataset.services.get(subject as never)?.stops;
  const from = stops?.[id.endsWith("<") ? stops.length - 1 : 0];
  const place = from === undefined ? undefined : dataset.places.get(from);
  return place === undefined ? name : `${name}, from ${place.names.en}`;
}
