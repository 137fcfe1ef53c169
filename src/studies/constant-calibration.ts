// How much dearer is a corridor felt to be than its ways cost? Constants of families of corridors such that the corridor model,
// with its queues and capacities, carries what was counted in the year of the demand table: Berry's contraction,
// constant −= ln(observed / modelled) / scale (Berry, Levinsohn & Pakes 1995). A count speaks of a family when nearly all that
// it sees goes by corridors of that family. Counts kept for validation are not looked at. Not here: constants by group of goods;
// the counts do not tell groups apart.

import { type LoadedDataset, layOver } from "../data/index.ts";
import { createCorridorModel } from "../engines/assignment/index.ts";
import type { Count } from "../model/demand.ts";
import type { Value } from "../model/facts.ts";
import type { SourceRef } from "../model/ids.ts";
import { type InstantHours, instant } from "../model/units.ts";
import { demandYear } from "./corridor-flows.ts";
import { mayConcern, type Passed, perTonne, sees } from "./demand-counts.ts";
import { touched } from "./demand-ways.ts";

export interface CalibratedConstant {
  /** Corridors that share it. */
  readonly corridors: readonly string[];
  readonly attribute: "constantPerTeu" | "constantPerTonne";
  /** USD per TEU or tonne that is added to each corridor's own constant. */
  readonly added: number;
  readonly counts: readonly {
    readonly count: Count;
    readonly published: number;
    readonly before: number;
    readonly after: number;
  }[];
}

export interface Calibration {
  readonly year: number;
  readonly iterations: number;
  /** Largest |ln(observed / modelled)| left, counts of one constant taken together. */
  readonly residual: number;
  readonly converged: boolean;
  readonly constants: readonly CalibratedConstant[];
  /** The constants as rows over the dataset's own. */
  readonly values: readonly Value[];
}

export interface CalibrationOptions {
  readonly months?: number;
  readonly tolerance?: number;
  readonly maxIterations?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

/** So much of what a count sees has to go by one family. */
const SPEAKS = 0.8;

/** An iteration that leaves more than this of the residual is the last. */
const STALLED = 0.97;

/** Calibrates. Some seconds for each of about ten iterations. */
export function calibrateConstants(dataset: LoadedDataset, options: CalibrationOptions = {}): Calibration {
  const { months = 12, tolerance = 1e-3, maxIterations = 10 } = options;
  const year = demandYear(dataset);
  const counts = dataset.counts.filter(
    (count) => count.use === "fit" && count.year === year && count.value > count.outside,
  );
  const at = instant(`${year}-07-01`);
  const first = carried(dataset, counts, year, months);
  const targets = targetsOf(dataset, counts, first.byFamily);
  const added = targets.map(() => 0);
  let current = first;
  let values: Value[] = [];
  let residual = Number.POSITIVE_INFINITY;
  let before = Number.POSITIVE_INFINITY;
  let iterations = 0;
  for (; iterations < maxIterations; iterations++) {
    const off = targets.map((target) => offOf(target, current.seen));
    residual = off.reduce((worst, value) => Math.max(worst, Math.abs(value)), 0);
    options.onProgress?.(iterations, maxIterations);
    if (residual <= tolerance) break;
    // What is full takes no more, however cheap its corridor is felt to be.
    if (residual > STALLED * before) break;
    before = residual;
    targets.forEach((target, i) => {
      added[i] -= off[i] / target.scale;
    });
    values = targets.flatMap((target, i) => rowsOf(dataset, target, added[i], at));
    current = carried(layOver(dataset, { values }), counts, year, months);
  }
  return {
    year,
    iterations,
    residual: targets.length === 0 ? 0 : residual,
    converged: residual <= tolerance || targets.length === 0,
    constants: targets.map((target, i) => ({
      corridors: target.corridors,
      attribute: target.attribute,
      added: added[i],
      counts: target.counts.map((k) => ({
        count: counts[k],
        published: counts[k].value - counts[k].outside,
        before: first.seen[k],
        after: current.seen[k],
      })),
    })),
    values,
  };
}

interface Target {
  readonly corridors: readonly string[];
  readonly attribute: CalibratedConstant["attribute"];
  /** Indexes of its counts, with what each says and how surely. */
  readonly counts: readonly number[];
  readonly published: readonly number[];
  readonly weight: readonly number[];
  /** Of the choice between families, per USD per TEU or tonne. */
  readonly scale: number;
}

/** ln(observed / modelled), the surer counts first. */
function offOf({ counts, published, weight }: Target, seen: Float64Array): number {
  let sum = 0;
  let weights = 0;
  counts.forEach((count, i) => {
    sum += weight[i] * Math.log(published[i] / Math.max(seen[count], 1e-9));
    weights += weight[i];
  });
  return sum / weights;
}

interface Carried {
  /** What each count sees, in its unit, and of it by family. */
  readonly seen: Float64Array;
  readonly byFamily: readonly ReadonlyMap<string, number>[];
}

function carried(dataset: LoadedDataset, counts: readonly Count[], year: number, months: number): Carried {
  const model = createCorridorModel(dataset, { from: instant(`${year}-01-01`), months, gap: 1e-6 });
  const families = new Map<string, string>(dataset.corridors.map(({ id, family }) => [id, family]));
  const seen = new Float64Array(counts.length);
  const byFamily = counts.map(() => new Map<string, number>());
  model.solveAll().forEach((month, state) => {
    const days = model.months.reduce((sum, one) => sum + (one.state === state ? one.days : 0), 0);
    // A part of a year stands for the whole.
    const scale = (days * 12) / months;
    month.columnOf.forEach((column, path) => {
      const flow = month.solution.pathFlow[path];
      if (!column || flow === 0) return;
      const row = model.rows[month.rowOf[path]];
      const way: Passed = {
        corridor: column.corridor,
        ...touched(model.graphOf(row, month.state).graph, column.slots),
      };
      counts.forEach((count, k) => {
        if (!mayConcern(dataset, count, row.demand) || !sees(dataset, count, row.demand, way)) return;
        const { numbers } = row.unit;
        const amount = flow * scale * numbers.tonnesPerUnit * perTonne(count, numbers);
        const family = families.get(column.corridor) ?? "";
        seen[k] += amount;
        byFamily[k].set(family, (byFamily[k].get(family) ?? 0) + amount);
      });
    });
  });
  return { seen, byFamily };
}

/** Counts by the family they speak of: containers set the constant per TEU, tonnes of everything else that per tonne. */
function targetsOf(dataset: LoadedDataset, counts: readonly Count[], byFamily: Carried["byFamily"]): Target[] {
  const of = new Map<string, number[]>();
  counts.forEach((count, k) => {
    const total = [...byFamily[k].values()].reduce((sum, value) => sum + value, 0);
    const [family] = [...byFamily[k]].find(([, value]) => value >= SPEAKS * total) ?? [""];
    // What is counted in a country or of a pair goes by other ways as well as this one sees.
    if (family === "" || (count.kind !== "link" && count.kind !== "corridor")) return;
    const key = `${family} ${count.unit === "TEU" ? "constantPerTeu" : "constantPerTonne"}`;
    of.set(key, [...(of.get(key) ?? []), k]);
  });
  return Array.from(of, ([key, indexes]): Target => {
    const [family, attribute] = key.split(" ") as [string, CalibratedConstant["attribute"]];
    const published = indexes.map((k) => counts[k].value - counts[k].outside);
    return {
      corridors: dataset.corridors.filter((corridor) => corridor.family === family).map(({ id }) => id),
      attribute,
      counts: indexes,
      published,
      weight: indexes.map((k, i) => (published[i] / counts[k].se) * (published[i] / counts[k].se)),
      scale: scaleOf(dataset, attribute === "constantPerTeu"),
    };
  });
}

/** Mean scale of the choice between families over groups of that kind, per USD per TEU or tonne. */
function scaleOf(dataset: LoadedDataset, isBox: boolean): number {
  const scales: number[] = [];
  for (const { id } of dataset.demandGroups.values()) {
    const read = (attribute: string) => dataset.findValue(id, attribute, 0 as InstantHours)?.value ?? 0;
    const size = isBox ? read("teuPerUnit") : read("teuPerUnit") > 0 ? 0 : read("tonnesPerUnit");
    if (size > 0) scales.push(read("choiceTheta") * read("choiceNestMu") * size);
  }
  return scales.reduce((sum, scale) => sum + scale, 0) / Math.max(1, scales.length);
}

/** The corridors' own constants with what is added, as rows that win over them. */
function rowsOf(
  dataset: LoadedDataset,
  { corridors, attribute, counts }: Target,
  added: number,
  at: InstantHours,
): Value[] {
  return corridors.map((subject): Value => {
    const own = dataset.findValue(subject, attribute, at);
    return {
      subject,
      attribute,
      value: Math.round(1000 * ((own ? dataset.toUsd(own, own.value) : 0) + added)) / 1000,
      unit: attribute === "constantPerTeu" ? "USD/TEU" : "USD/t",
      shape: "point",
      basis: "derived",
      asOf: String(dataset.priceYear),
      source: own?.source ?? ("assumption:demand-constants" as SourceRef),
      use: "model",
      note: `Fitted on ${counts.length} published totals by kopru assign --calibrate`,
      place: "kopru assign --calibrate",
    };
  });
}
