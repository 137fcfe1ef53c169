// What do the ships of a crossing emit? Activity times intensity (ISO 14083), with the routing engine's factors; a line's
// voyage emits what it does under the usual loads of `usual`, so that ships that load less emit as much for less cargo.
// Not covered: time at anchor and in port, ships of other traffic, fuel that goes with speed.

import { type Experiment, isFleetOf } from "../engines/simulation/index.ts";
import { carriedPerYear, type SimulatedCrossing } from "./corridor-simulation.ts";

type Leg = SimulatedCrossing["read"]["flows"][number]["ways"][number]["haul"];

export interface LineEmissions {
  readonly line: string;
  readonly distanceKm: number;
  readonly voyagesPerYear: number;
  readonly co2eTonnes: number;
  /** NaN where not all that it carries are boxes. */
  readonly perTeuKg: number;
  readonly perTonneKg: number;
  readonly factor: NonNullable<Leg["emission"]>;
}

const HOURS_PER_YEAR = 8760;
const ENDS = [0, 1] as const;

/** By line, over replications; undefined where the dataset knows no factor or length for one that carries anything. */
export function emissionsOf(
  crossing: SimulatedCrossing,
  usual: SimulatedCrossing = crossing,
): readonly LineEmissions[] | undefined {
  const found: LineEmissions[] = [];
  for (const line of crossing.read.lines) {
    const now = activityOf(crossing, line.id);
    if (now.units === 0) continue;
    const { haul } = now;
    if (haul?.km === undefined || haul.emission === undefined) return undefined;
    const before = activityOf(usual, line.id);
    const voyages = voyagesPerYear(crossing.experiment, line.service.id);
    const beforeVoyages = voyagesPerYear(usual.experiment, line.service.id);
    const kg = beforeVoyages > 0 && before.units > 0 ? (before.kg / beforeVoyages) * voyages : now.kg;
    found.push({
      line: line.id,
      distanceKm: haul.km,
      voyagesPerYear: voyages,
      co2eTonnes: kg / 1000,
      perTeuKg: line.unit === "TEU" && now.teu > 0 ? kg / now.teu : Number.NaN,
      perTonneKg: now.tonnes > 0 ? kg / now.tonnes : Number.NaN,
      factor: haul.emission,
    });
  }
  return found;
}

/** What a line carries in a year, and what the factors say that it emits. */
function activityOf({ read, experiment }: SimulatedCrossing, line: string) {
  let [units, kg, teu, tonnes] = [0, 0, 0, 0];
  let haul: Leg | undefined;
  for (const end of ENDS) {
    const flows = read.flows.filter((flow) => flow.line === line && flow.end === end);
    const comes = flows.reduce((sum, { perYear }) => sum + perYear, 0);
    const carried = mean(carriedPerYear(experiment, line, end));
    for (const flow of flows) {
      const part = comes > 0 ? (carried * flow.perYear) / comes : 0;
      const way = flow.ways.find(({ haul: leg }) => leg.emission !== undefined) ?? flow.ways[0];
      haul ??= way?.haul;
      units += part;
      kg += part * (way?.haul.co2eKg ?? 0);
      teu += part * flow.teuPerUnit;
      tonnes += part * flow.tonnesPerUnit;
    }
  }
  return { units, kg, teu, tonnes, haul };
}

/** Departures from both ends. */
function voyagesPerYear({ compiled, records }: Experiment, line: string): number {
  const blocks = compiled.flat.fleets.filter(({ name }) => isFleetOf(name, line)).map(({ block }) => block);
  return mean(
    records.map(
      ({ waitCount, result }) =>
        (blocks.reduce((sum, block) => sum + waitCount[block], 0) / result.hours) * HOURS_PER_YEAR,
    ),
  );
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
