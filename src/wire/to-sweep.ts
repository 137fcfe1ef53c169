// Replications of all points of a sweep → its answer. Nothing here depends on who ran what, or in which order.

import { createHash } from "node:crypto";
import { intervalOf, pairedDifference } from "../engines/simulation/index.ts";
import type { SweptReplication } from "../studies/sweep-model.ts";
import type { DatasetRef } from "./common.ts";
import type { PreparedPoint } from "./prepare-sweep.ts";
import type { SweepDocument, SweepOk, SweepPointJson } from "./sweep.ts";
import { readAxes } from "./sweep-points.ts";

/** A point with all its replications, in their order. */
export interface CollectedPoint extends PreparedPoint {
  readonly replications: readonly SweptReplication[];
}

type Column = readonly (number | null)[];

export function toSweepAnswer(
  document: SweepDocument,
  dataset: DatasetRef | null,
  points: readonly CollectedPoint[],
): SweepOk {
  const measures: SweepOk["measures"] = [];
  const known = new Set<string>();
  for (const { id, name, unit } of points.flatMap((point) => point.measures)) {
    if (!known.has(id)) measures.push({ id, name, unit });
    known.add(id);
  }
  const columns = points.map((point) => measures.map(({ id }) => columnOf(point, id)));
  const { level } = document;
  const rows = points.flatMap(({ point, replications }) => replications.map((run) => ({ point, run })));
  return {
    status: "ok",
    kind: document.model === undefined ? "crossing" : "model",
    name: document.name,
    dataset,
    seed: document.seed,
    level,
    axes: readAxes(document).map(({ name, values }) => ({ name, values: [...values] })),
    measures,
    points: points.map((point, at) => toPoint(point, columns[at], at === 0 ? undefined : columns[0], level)),
    rows: {
      point: rows.map(({ point }) => point),
      replication: rows.map(({ run }) => run.replication),
      ended: rows.map(({ run }) => run.ended),
      traceHash: rows.map(({ run }) => run.traceHash),
      values: measures.map((_, m) => columns.flatMap((ofPoint) => ofPoint[m])),
    },
  };
}

/** Values of a figure over a point's replications; null throughout when the point does not have it. */
function columnOf({ measures, replications }: CollectedPoint, id: string): Column {
  const at = measures.findIndex((measure) => measure.id === id);
  return replications.map(({ values }) => (at < 0 ? null : values[at]));
}

function toPoint(
  point: CollectedPoint,
  columns: readonly Column[],
  first: readonly Column[] | undefined,
  level: number,
): SweepPointJson {
  const { replications } = point;
  const cut = replications.find(({ ended }) => ended !== "horizon" && ended !== "empty");
  return {
    point: point.point,
    scenario: point.scenario,
    values: [...point.values],
    outcome: cut === undefined ? point.outcome : (cut.ended as SweepPointJson["outcome"]),
    message:
      cut === undefined
        ? point.message
        : `Replication ${cut.replication} ended before its time, after ${cut.hours} hours and ${cut.events} events.`,
    model: point.model,
    warmUpHours: point.warmUpHours,
    replications: replications.length,
    events: replications.reduce((sum, { events }) => sum + events, 0),
    traceHash: replications.length === 0 ? null : joinHashes(replications),
    estimates: columns.map((column) => toEstimate(intervalOf(column.map(toNumber), level))),
    differences:
      first === undefined
        ? null
        : columns.map((column, m) =>
            // A point that was not run has shorter columns.
            toEstimate(
              pairedDifference(
                first[m].map(toNumber),
                first[m].map((_, r) => toNumber(column[r])),
                level,
              ).difference,
            ),
          ),
  };
}

const toNumber = (value: number | null | undefined): number => value ?? Number.NaN;

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

const toEstimate = ({ mean, low, high }: { readonly mean: number; readonly low: number; readonly high: number }) => ({
  mean: finite(mean),
  low: finite(low),
  high: finite(high),
});

const joinHashes = (replications: readonly SweptReplication[]): string =>
  createHash("sha256")
    .update(replications.map(({ traceHash }) => traceHash).join(""))
    .digest("hex")
    .slice(0, 16);
