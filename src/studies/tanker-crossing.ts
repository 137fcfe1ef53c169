// How long does oil wait for tankers, and what do they carry, in the weather of the crossing? What comes to each tanker line is what
// the oil model sends in steady flow, for each state of the world that a day of the year can be in; the ships are simulated under the
// same luck as the ferries, in a model of their own. Not covered: oil that would stay in the ground as its tank is full.

import { sliceDays, steadyFlows, toNetwork } from "../engines/flows/index.ts";
import {
  compileModel,
  type Experiment,
  findOverloads,
  type Load,
  readTankers,
  type TankersRead,
  tankerBlocks,
  tankerLinks,
} from "../engines/simulation/index.ts";
import type { LpSolver } from "../lib/lp-solver.ts";
import type { Dataset } from "../model/dataset.ts";
import { type InstantHours, isoDateOf } from "../model/units.ts";
import { type ModelSource, type Replications, runReplicated } from "./crossing-replications.ts";
import { prepareOil } from "./oil-model.ts";

const DAYS = 365;
const HOURS_PER_DAY = 24;
const MONTHS = 12;

/** Tankers of a crossing, simulated. */
export interface SimulatedTankers {
  readonly dataset: Dataset;
  readonly read: TankersRead;
  readonly experiment: Experiment;
  readonly overloads: readonly Load[];
}

/** Whether oil may cross a water body by tanker. */
export const hasTankers = (dataset: Dataset, water: string): boolean => tankerLinks(dataset, water).length > 0;

/** Tankers of a dataset over a period; undefined where its oil layer has none on the water. */
export function prepareTankers(
  dataset: Dataset,
  water: string,
  { from, days, solver }: { readonly from: InstantHours; readonly days: number; readonly solver: LpSolver },
): TankersRead | undefined {
  if (!hasTankers(dataset, water)) return undefined;
  return readTankers(dataset, water, oilByTanker(dataset, water, from, solver), { from, days });
}

/**
 * Tonnes an hour by tanker line and calendar month, over the year from a day. Days that are alike in what is open, what fields give
 * and what oil brings are solved once; what a change of state does on its way is left out.
 */
function oilByTanker(
  dataset: Dataset,
  water: string,
  from: InstantHours,
  solver: LpSolver,
): ReadonlyMap<string, readonly number[]> {
  const { model, elementOf } = prepareOil(dataset, { from: isoDateOf(from), days: DAYS, tailDays: 0 });
  const network = toNetwork(model);
  const links = tankerLinks(dataset, water).flatMap(({ id }) => {
    const element = elementOf.get(id);
    return element === undefined ? [] : [{ id, element, sums: new Float64Array(MONTHS) }];
  });
  const days = new Float64Array(MONTHS);
  const solved = new Map<string, readonly number[]>();
  for (let day = 0; day < DAYS; day++) {
    const here = sliceDays(model, day, 1);
    const key = JSON.stringify([
      here.fields.map(({ output, minimum }) => [output[0], minimum?.[0]]),
      here.elements.map(({ capacity }) => String(capacity[0])),
      here.sales.map(({ usdPerTonne }) => usdPerTonne[0]),
      here.limits.map(({ most, least }) => [most?.[0], least?.[0]]),
    ]);
    let tonnes = solved.get(key);
    if (tonnes === undefined) {
      const flows = steadyFlows(here, network, solver);
      tonnes = links.map(({ element }) =>
        network.arcs.reduce(
          (sum, { uses }, a) =>
            sum + uses.reduce((own, use) => own + (use.element === element ? use.perTonne * flows[a] : 0), 0),
          0,
        ),
      );
      solved.set(key, tonnes);
    }
    const month = Number(isoDateOf((from + day * HOURS_PER_DAY) as InstantHours).slice(5, 7)) - 1;
    days[month]++;
    for (const [i, { sums }] of links.entries()) sums[month] += tonnes[i];
  }
  return new Map(
    links.map(({ id, sums }) => [id, [...sums].map((sum, month) => sum / Math.max(1, days[month]) / HOURS_PER_DAY)]),
  );
}

/** What is simulated. */
export const sourceOfTankers = (read: TankersRead): ModelSource => ({ model: tankerBlocks(read), sampled: [] });

/** As many replications as the crossing has, under the same luck. */
export async function simulateTankers(
  dataset: Dataset,
  read: TankersRead,
  options: { readonly seed: number; readonly level: number; readonly count: number },
  replications: Replications,
  onProgress: (done: number, expected: number) => void,
): Promise<SimulatedTankers> {
  const { seed, level, count } = options;
  const source = sourceOfTankers(read);
  const compiled = compileModel(source.model);
  const experiment = await runReplicated(
    replications,
    source,
    { seed, level, replications: count, onProgress },
    compiled,
  );
  return { dataset, read, experiment, overloads: findOverloads(compiled.flat) };
}
