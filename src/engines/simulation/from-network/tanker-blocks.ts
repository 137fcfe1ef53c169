// How do tankers look in blocks? Oil comes to a tank in parcels, a tanker takes a full cargo, loads at a berth, sails, discharges and
// comes back; ports shut in the same weather as those of the ferries, drawn from the same streams. A model of its own: nobody
// shares a berth or a ship with other cargo. Not covered: grades, ships that change lines, tanks at the other end.

import { buildModel } from "../build-model.ts";
import type { SimulationModel } from "../model.ts";
import type { DatedClosure, Weather } from "./corridor-given.ts";

/** Ships of one size. */
export interface TankerShips {
  readonly id: string;
  readonly vessels: number;
  /** What one takes at the draught of the day. */
  readonly payloadTonnes: number;
}

/** One end of a tanker line. */
export interface TankerEnd {
  readonly place: string;
  /** Of a ship at the berth, to load or to discharge. */
  readonly berthHours: number;
  /** Of `berths`; without it there is always room. */
  readonly berth?: string;
  /** Of `weather` and `closed`. */
  readonly closures: readonly string[];
}

export interface TankerLine {
  readonly id: string;
  /** Where it loads, and where it discharges. */
  readonly ends: readonly [TankerEnd, TankerEnd];
  readonly sailHours: number;
  /** Oil that comes to its tank, January first. */
  readonly tonnesPerHourByMonth: readonly number[];
  /** Size of its tank; without it as much as comes. Oil that finds it full is held back. */
  readonly tankTonnes?: number;
  readonly ships: readonly TankerShips[];
}

export interface TankersGiven {
  readonly name: string;
  /** First day, the warm-up before the period included. */
  readonly starts: string;
  readonly untilHours: number;
  readonly warmUpHours: number;
  readonly parcelTonnes: number;
  readonly weather: readonly Weather[];
  readonly closed: readonly DatedClosure[];
  readonly berths: readonly { readonly id: string; readonly count: number }[];
  readonly lines: readonly TankerLine[];
}

export const tankerNames = {
  /** Oil that waits for room in the tank. */
  held: (line: string): string => `held back ${line}`,
  tank: (line: string): string => `tank ${line}`,
  fleet: (line: string, ships: string): string => `tankers ${line} ${ships}`,
} as const;

/** Parcels that a ship takes. */
export const parcelsOf = ({ payloadTonnes }: TankerShips, parcelTonnes: number): number =>
  Math.max(1, Math.floor(payloadTonnes / parcelTonnes + 1e-9));

/** The model: each line is a class of parcels. */
export function tankerBlocks(given: TankersGiven): SimulationModel {
  const { lines, parcelTonnes, berths } = given;
  const model = buildModel(given.name)
    .classes(...lines.map(({ id }) => id))
    .starts(given.starts)
    .run({ until: given.untilHours, warmUp: given.warmUpHours });
  for (const line of lines) {
    const { id, ends, sailHours, tonnesPerHourByMonth, tankTonnes, ships } = line;
    const [tank, held] = [tankerNames.tank(id), tankerNames.held(id)];
    model.arrivals(`oil ${id}`, {
      rateByMonth: tonnesPerHourByMonth.map((tonnes) => tonnes / parcelTonnes),
      class: id,
      to: held,
    });
    model.queue(held, { to: tank });
    model.queue(tank, {
      waitsFor: "ship",
      ...(tankTonnes === undefined ? {} : { room: Math.max(1, Math.round(tankTonnes / parcelTonnes)) }),
    });
    const [from, to] = ends.map(({ closures, berth }) => ({
      shut: closures.length > 0 ? { closures } : {},
      call: {
        ...(closures.length > 0 ? { closures, admits: false } : {}),
        ...(berth === undefined ? {} : { berth }),
      },
    }));
    for (const each of ships) {
      const capacity = parcelsOf(each, parcelTonnes);
      model.vessel(tankerNames.fleet(id, each.id), {
        vessels: each.vessels,
        capacity,
        stops: [
          // In the roads until a cargo is there and the port is open, then to the berth.
          { ...from.shut, loads: [tank], leaves: "full", sail: 0 },
          { ...from.call, loadingEach: ends[0].berthHours / capacity, sail: sailHours },
          { ...to.call, lands: "out", unloadingEach: ends[1].berthHours / capacity, sail: sailHours },
        ],
      });
    }
  }
  const used = new Set(lines.flatMap(({ ends }) => ends.flatMap(({ berth }) => (berth === undefined ? [] : [berth]))));
  for (const { id, count } of berths) if (used.has(id)) model.stock(id, { count });
  const closing = new Set(lines.flatMap(({ ends }) => ends.flatMap(({ closures }) => closures)));
  for (const { id, openByMonth, closedByMonth } of given.weather) {
    if (!closing.has(id)) continue;
    model.closures(id, {
      open: { exponential: { meanByMonth: openByMonth } },
      closed: { exponential: { meanByMonth: closedByMonth } },
    });
  }
  for (const { id, windows } of given.closed) if (closing.has(id)) model.closures(id, { windows });
  return model.sink("out").build();
}

/**
 * Shares ships out over lines that may all use them: the largest first, each to the line that has least for what it needs.
 * @param needs tonnes afloat that a line needs: what comes an hour times its round
 * @returns for each line the number of ships of each size
 */
export function shareShips(
  needs: readonly number[],
  sizes: readonly TankerShips[],
  mayUse: (line: number, size: number) => boolean,
): number[][] {
  const given = needs.map(() => sizes.map(() => 0));
  const afloat = needs.map(() => 0);
  const order = [...sizes.keys()].sort((a, b) => sizes[b].payloadTonnes - sizes[a].payloadTonnes || a - b);
  for (const size of order) {
    for (let ship = 0; ship < sizes[size].vessels; ship++) {
      const lines = [...needs.keys()].filter((line) => needs[line] > 0 && mayUse(line, size));
      if (lines.length === 0) break;
      const line = lines.reduce((best, each) =>
        afloat[each] * needs[best] < afloat[best] * needs[each] ? each : best,
      );
      given[line][size]++;
      afloat[line] += sizes[size].payloadTonnes;
    }
  }
  return given;
}
