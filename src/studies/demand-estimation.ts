// How much wants to be carried from where to where? First guesses (demand-priors.ts) adjusted to published totals by
// generalised least squares, with residuals, what the totals do not identify, and totals kept apart for prediction
// (docs/method/demand.md). The shares of ways are those at free flow; the corridor model puts the table on the network.

import type { DerivationInputs } from "../data/index.ts";
import { type CountsEstimate, demandFromCounts } from "../engines/assignment/index.ts";
import { formatCsvRow } from "../lib/csv.ts";
import type { Dataset } from "../model/dataset.ts";
import type { Count, DemandRow, GroupNumbers } from "../model/demand.ts";
import { InvalidInput } from "../model/problem.ts";
import { seenPerTonne } from "./demand-counts.ts";
import { type PriorCell, priorCells } from "./demand-priors.ts";
import { groupWays, type WaysOfCell } from "./demand-ways.ts";

/** Standard error of one place's part of a flow, relative to it, beside that of the flow. */
const SPLIT_ERROR = 0.3;
/** P10 and P90 of a normal distribution lie so many standard errors off. */
const P90 = 1.2816;
const YEAR_DAY = "-07-01";

export type Identified = "yes" | "partly" | "no";

export interface EstimatedCell {
  readonly prior: PriorCell;
  readonly row: DemandRow;
  readonly priorTonnes: number;
  readonly standardError: number;
  /** Posterior over prior variance. */
  readonly varianceRatio: number;
  readonly identified: Identified;
}

export interface CountResult {
  readonly count: Count;
  /** Published less what stands outside the table. */
  readonly published: number;
  /** With the first guesses, and with the table; for a year after the table's, of the table grown. */
  readonly guess: number;
  readonly model: number;
  readonly residual: number;
  /** Residual over the standard error of the count. */
  readonly z: number;
}

export interface DemandEstimation {
  readonly year: number;
  readonly cells: readonly EstimatedCell[];
  readonly counts: readonly CountResult[];
  readonly estimate: CountsEstimate;
}

/** Below half of its variance a cell is known from the totals, above nine tenths it is not. */
const identifiedBy = (ratio: number): Identified => (ratio < 0.5 ? "yes" : ratio < 0.9 ? "partly" : "no");

/**
 * Derives the table for a year from totals of that year.
 * @throws InvalidInput when places or groups are unknown, a cell cannot be reached, or there is nothing to derive
 */
export function estimateDemand(dataset: Dataset, inputs: DerivationInputs, year: number): DemandEstimation {
  const prior = priorCells(dataset, inputs).filter((cell) => cell.tonnes > 0);
  const ways = waysByGroup(dataset, prior, year);
  refuseUnreachable(prior, ways);
  const fit = dataset.counts.filter((count) => count.use === "fit" && count.year === year);
  const seen = new Float64Array(fit.length * prior.length);
  fit.forEach((count, row) => {
    prior.forEach((cell, column) => {
      const { numbers, found } = ways[column];
      seen[row * prior.length + column] = seenPerTonne(dataset, count, cell, found, numbers);
    });
  });
  const estimate = demandFromCounts({
    prior: Float64Array.from(prior, (cell) => cell.tonnes),
    covariance: covarianceOf(prior),
    seen,
    counts: Float64Array.from(fit, netOf),
    errors: Float64Array.from(fit, (count) => count.se),
  });
  const cells = prior.map((cell, i) => toCell(cell, i, estimate, ways[i].numbers, year));
  return { year, cells, counts: resultsOf(dataset, prior, cells, year), estimate };
}

const netOf = (count: Count): number => count.value - count.outside;

interface CellWays {
  readonly numbers: GroupNumbers;
  readonly found: WaysOfCell;
}

/** Ways of every cell, group by group so that each graph is made once. */
function waysByGroup(dataset: Dataset, cells: readonly PriorCell[], year: number): CellWays[] {
  const ways: CellWays[] = new Array<CellWays>(cells.length);
  for (const group of dataset.demandGroups.values()) {
    const own = [...cells.entries()].filter(([, cell]) => cell.group === group.id);
    if (own.length === 0) continue;
    const { numbers, waysOf } = groupWays(dataset, group, `${year}${YEAR_DAY}`);
    for (const [i, cell] of own) ways[i] = { numbers, found: waysOf(cell) };
  }
  return ways;
}

function refuseUnreachable(cells: readonly PriorCell[], ways: readonly CellWays[]): void {
  const problems = cells
    .filter((_, i) => ways[i].found.ways.length === 0)
    .map((cell) => ({
      code: "unreachable",
      place: cell.parts[0].flow.place,
      message: `no way leads from ${cell.origin} to ${cell.destination} for ${cell.group}`,
      hint: "choose other places or corridors for the flow, or another unit for the group",
    }));
  if (problems.length > 0) throw new InvalidInput(problems);
}

/** Cells of one flow err together, each also by itself. */
function covarianceOf(cells: readonly PriorCell[]): Float64Array {
  const size = cells.length;
  const covariance = new Float64Array(size * size);
  const byFlow = new Map<string, { cell: number; error: number }[]>();
  cells.forEach((cell, i) => {
    for (const { flow, tonnes } of cell.parts) {
      const list = byFlow.get(flow.id) ?? [];
      list.push({ cell: i, error: flow.spread * tonnes });
      byFlow.set(flow.id, list);
    }
    covariance[i * size + i] = SPLIT_ERROR * cell.tonnes * (SPLIT_ERROR * cell.tonnes);
  });
  for (const list of byFlow.values())
    for (const a of list) for (const b of list) covariance[a.cell * size + b.cell] += a.error * b.error;
  return covariance;
}

function toCell(
  prior: PriorCell,
  i: number,
  estimate: CountsEstimate,
  numbers: GroupNumbers,
  year: number,
): EstimatedCell {
  const round = (tonnes: number): number => Math.round(tonnes / 10) * 10;
  const tonnesPerYear = round(estimate.x[i]);
  const error = estimate.standardError[i];
  const identified = identifiedBy(estimate.varianceRatio[i]);
  const flows = prior.parts.map(({ flow }) => flow.id).join(" and ");
  const known = { yes: "known from the totals", partly: "partly known from the totals", no: "the totals say nothing" };
  return {
    prior,
    row: {
      id: prior.id,
      origin: prior.origin,
      destination: prior.destination,
      group: prior.group,
      corridors: prior.corridors,
      tonnesPerYear,
      teuPerYear: Math.round((tonnesPerYear * numbers.teuPerUnit) / numbers.tonnesPerUnit),
      low: Math.max(0, round(estimate.x[i] - P90 * error)),
      high: round(estimate.x[i] + P90 * error),
      year,
      basis: "derived",
      source: "assumption:demand-derived",
      note: `from ${flows}; ${known[identified]}`,
    },
    priorTonnes: prior.tonnes,
    standardError: error,
    varianceRatio: estimate.varianceRatio[i],
    identified,
  };
}

/** Every count of the dataset beside the model: those of the table's year, then those of later years with demand grown. */
function resultsOf(
  dataset: Dataset,
  prior: readonly PriorCell[],
  cells: readonly EstimatedCell[],
  year: number,
): CountResult[] {
  const years = [...new Set(dataset.counts.map((count) => count.year))].filter((one) => one >= year).sort();
  return years.flatMap((one) => {
    const ways = waysByGroup(dataset, prior, one);
    return dataset.counts
      .filter((count) => count.year === one)
      .map((count) => {
        let guess = 0;
        let model = 0;
        cells.forEach(({ row, priorTonnes }, i) => {
          const { numbers, found } = ways[i];
          const factor = numbers.demandFactor * seenPerTonne(dataset, count, row, found, numbers);
          guess += priorTonnes * factor;
          model += row.tonnesPerYear * factor;
        });
        const published = netOf(count);
        return { count, published, guess, model, residual: model - published, z: (model - published) / count.se };
      });
  });
}

const COLUMNS =
  "id,origin,destination,group,tonnes_per_year,teu_per_year,corridors,low,high,year,basis,source,note".split(",");

/** The table as the text of demand.csv. */
export function writeDemand(rows: readonly DemandRow[]): string {
  const lines = rows.map((row) =>
    formatCsvRow([
      row.id,
      row.origin,
      row.destination,
      row.group,
      row.tonnesPerYear,
      row.teuPerYear,
      row.corridors.join(";"),
      row.low ?? "",
      row.high ?? "",
      row.year,
      row.basis,
      row.source,
      row.note,
    ]),
  );
  return `${[COLUMNS.join(","), ...lines].join("\n")}\n`;
}
