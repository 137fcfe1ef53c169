// How times of the simulated crossing are spread, what they are lost to, what ships emit, and what an answer depends on, as JSON.

import { CAUSES, causeHoursOf, intervalOf, type KeptRecord } from "../engines/simulation/index.ts";
import type { SimulatedCrossing } from "../studies/corridor-simulation.ts";
import { histogramOf, usualQuantiles } from "../studies/crossing-digest.ts";
import { emissionsOf } from "../studies/crossing-emissions.ts";
import type { Sensitivity } from "../studies/crossing-sensitivity.ts";
import { weatherOf } from "../studies/crossing-weather.ts";
import type {
  CrossingEmissionsJson,
  CrossingWeatherJson,
  LostTimeJson,
  OrderedJson,
  SensitivityJson,
  SpreadJson,
} from "./crossing-parts.ts";
import type { IntervalJson } from "./simulate.ts";
import { toInterval } from "./to-simulate.ts";

/** @param cells how often each time was met, over all replications */
export function toSpread(
  { digests }: SimulatedCrossing,
  group: string,
  cells: Float64Array,
  level: number,
): SpreadJson {
  const [p50, p80, p95] = usualQuantiles(digests, group, level).map(
    (each): OrderedJson => ({
      value: finite(each.value),
      low: finite(each.low),
      high: finite(each.high),
      level,
    }),
  );
  return { p50, p80, p95, histogram: histogramOf(cells) };
}

/** Waits of the units of some classes by cause, those on land that are stated and not simulated too; they add up. */
export function toLostTime(
  records: readonly KeptRecord[],
  classes: readonly number[],
  flows: SimulatedCrossing["read"]["flows"],
  level: number,
): { readonly waitHours: IntervalJson; readonly lostTime: LostTimeJson } {
  const met = records.filter(({ sojournCount }) => classes.some((c) => sojournCount[c] > 0));
  const stated = flows.map(({ statedWaits }) => statedWaits);
  const each = met.map((record) => causeHoursOf(record, classes, stated));
  return {
    waitHours: toInterval(
      intervalOf(
        each.map((hours) => CAUSES.reduce((sum, cause) => sum + hours[cause], 0)),
        level,
      ),
    ),
    lostTime: CAUSES.map((cause) => ({
      cause,
      hoursPerUnit: toInterval(
        intervalOf(
          each.map((hours) => hours[cause]),
          level,
        ),
      ),
    })),
  };
}

/** @param usual the crossing whose loads the factors hold for */
export function toEmissions(crossing: SimulatedCrossing, usual: SimulatedCrossing): CrossingEmissionsJson {
  const found = emissionsOf(crossing, usual);
  if (found === undefined) return null;
  const { read, experiment } = crossing;
  const co2eTonnes = found.reduce((sum, line) => sum + line.co2eTonnes, 0);
  const hours = experiment.records.reduce((sum, { result }) => sum + result.hours, 0);
  const landed = experiment.records.reduce(
    (sum, { sojournCount }) => sum + sojournCount.reduce((all, count) => all + count, 0),
    0,
  );
  const unitsPerYear = hours > 0 ? (landed / hours) * 8760 : 0;
  return {
    co2eTonnes,
    perUnitKg: unitsPerYear > 0 ? (1000 * co2eTonnes) / unitsPerYear : null,
    lines: found.flatMap(({ line: id, factor, distanceKm, voyagesPerYear, ...rest }) => {
      const line = read.lines.find((each) => each.id === id);
      if (line === undefined) return [];
      return [
        {
          line: id,
          name: line.service.name,
          distanceKm,
          voyagesPerYear,
          co2eTonnes: rest.co2eTonnes,
          perTeuKg: finite(rest.perTeuKg),
          perTonneKg: finite(rest.perTonneKg),
          factor: factor.factor,
          factorUnit: factor.unit,
          scope: factor.scope,
          quality: factor.quality,
          sources: [...factor.sources],
        },
      ];
    }),
  };
}

export function toWeather(
  { read, dataset, experiment }: SimulatedCrossing,
  { seed, level }: { readonly seed: number; readonly level: number },
): CrossingWeatherJson {
  const { ports, lines } = weatherOf({ read }, { seed, level, replications: experiment.records.length });
  return {
    ports: ports.map(({ place, shut, longestHours }) => ({
      place,
      name: dataset.places.get(place as never)?.names.en ?? place,
      shutShare: toInterval(shut),
      longestHours: toInterval(longestHours),
    })),
    lines: lines.map(({ line, both, apart, ...ends }) => ({
      line,
      name: dataset.services.get(line as never)?.name ?? line,
      ...ends,
      bothShutShare: toInterval(both),
      apartShare: apart,
    })),
  };
}

export function toSensitivity(found: Sensitivity | undefined): SensitivityJson {
  if (found === undefined) return null;
  const { asked, answer, replications, rows } = found;
  return {
    answer: asked === "endToEnd" ? asked : `${asked.line} from ${asked.from}`,
    measure: asked === "endToEnd" ? "endToEnd" : "wait",
    unit: "h",
    value: finite(answer.mean),
    replications,
    rows: rows.map(({ answerLow, answerHigh, elasticity, ...row }) => ({
      ...row,
      answerLow: toInterval(answerLow),
      answerHigh: toInterval(answerHigh),
      elasticity: toInterval(elasticity),
    })),
  };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
