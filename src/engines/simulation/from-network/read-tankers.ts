// What does a dataset say of tankers across a water body? Lines of its oil layer with their ships, berths, tanks and weather; what
// each carries comes from the oil model. Sailing is what the stated round leaves beside a stay at either berth.
// Not covered: loads and numbers that change inside the period: those of its first day hold.

import type { Dataset } from "../../../model/dataset.ts";
import type { OilLink } from "../../../model/oil.ts";
import { spellsOf } from "../../../model/ship-round.ts";
import { HOURS_PER_DAY, type InstantHours, isoDateOf } from "../../../model/units.ts";
import type { Weather } from "./corridor-given.ts";
import { DatedClosures } from "./dated-closures.ts";
import { type ReadCorridorOptions, WARM_UP_DAYS } from "./read-corridor.ts";
import { shareShips, type TankerEnd, type TankerLine, type TankerShips, type TankersGiven } from "./tanker-blocks.ts";

/** Small beside a cargo, so that a ship's load is met to a few per cent. */
const PARCEL_TONNES = 200;
const HOURS_PER_YEAR = 8760;

export interface TankerLineRead extends TankerLine {
  readonly link: OilLink;
  readonly roundTripHours: number;
  /** What comes, as the oil model sends it. */
  readonly tonnesPerYear: number;
}

export interface TankersRead extends TankersGiven {
  readonly lines: readonly TankerLineRead[];
}

/** Tanker lines on a water body that state ships and a round. */
export const tankerLinks = ({ oil }: Dataset, water: string): OilLink[] =>
  [...oil.links.values()].filter(
    ({ mode, waterBody, fleets }) => mode === "tanker" && waterBody === water && fleets.length > 0,
  );

/**
 * Reads the tankers of a crossing; undefined where none carries anything.
 * @param tonnesPerHour by link and month, January first
 */
export function readTankers(
  dataset: Dataset,
  water: string,
  tonnesPerHour: ReadonlyMap<string, readonly number[]>,
  { from, days }: ReadCorridorOptions,
): TankersRead | undefined {
  const starts = (from - WARM_UP_DAYS * HOURS_PER_DAY) as InstantHours;
  const untilHours = (WARM_UP_DAYS + days) * HOURS_PER_DAY;
  const warmUpHours = WARM_UP_DAYS * HOURS_PER_DAY;
  const amount = (id: string, attribute: string): number | undefined => dataset.findValue(id, attribute, from)?.value;
  const closures = new DatedClosures(dataset, starts, (starts + untilHours) as InstantHours, warmUpHours);
  const weather = new Map<string, Weather>();
  for (const { id } of dataset.causes) {
    const read = spellsOf(dataset, id, from);
    if (read !== undefined) weather.set(id, read);
  }
  const endOf = (place: string, link: OilLink): TankerEnd => {
    const host = dataset.oil.places.get(place)?.at;
    const own = [place, ...(host === undefined ? [] : [host as string])];
    const causes = dataset.causes.filter(
      ({ id, places }) => weather.has(id) && places.some((each) => own.includes(each as string)),
    );
    const servers = amount(place, "servers");
    return {
      place,
      berthHours: amount(place, "serviceHours") ?? 0,
      ...(servers === undefined ? {} : { berth: place }),
      closures: [
        ...causes.map(({ id }) => id as string),
        ...[link.id, ...own].flatMap((thing) => closures.of(thing)?.id ?? []),
      ],
    };
  };
  const found = tankerLinks(dataset, water).flatMap((link) => {
    const roundTripHours = amount(link.id, "roundTripHours");
    const rates = tonnesPerHour.get(link.id);
    if (roundTripHours === undefined || rates === undefined || !rates.some((rate) => rate > 0)) return [];
    const ends = [endOf(link.from, link), endOf(link.to, link)] as const;
    const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
    return [{ link, roundTripHours, rates, mean, ends }];
  });
  if (found.length === 0) return undefined;
  const sizes = [...dataset.oil.fleets.keys()].flatMap((id): TankerShips[] => {
    const [vessels, payloadTonnes] = [amount(id, "vessels"), amount(id, "capacityUnits")];
    return vessels === undefined || payloadTonnes === undefined || !(payloadTonnes > 0)
      ? []
      : [{ id, vessels: Math.round(vessels), payloadTonnes }];
  });
  const shares = shareShips(
    // Ships are there for the month that asks most of them.
    found.map(({ rates, roundTripHours }) => Math.max(...rates) * roundTripHours),
    sizes,
    (line, size) => found[line].link.fleets.includes(sizes[size].id),
  );
  const lines = found.flatMap(({ link, roundTripHours, rates, mean, ends }, i): TankerLineRead[] => {
    const ships = sizes.flatMap((size, s) => (shares[i][s] > 0 ? [{ ...size, vessels: shares[i][s] }] : []));
    if (ships.length === 0) return [];
    const tank = tankTonnesAt(dataset, link.from, from);
    // Destinations have their parts of a tank, by what goes there, and room for two cargoes.
    const cargo = Math.max(...ships.map(({ payloadTonnes }) => payloadTonnes));
    const there = found.reduce((sum, other) => sum + (other.link.from === link.from ? other.mean : 0), 0);
    return [
      {
        id: link.id,
        link,
        ends,
        sailHours: Math.max(0, (roundTripHours - ends[0].berthHours - ends[1].berthHours) / 2),
        tonnesPerHourByMonth: rates,
        ...(tank === undefined ? {} : { tankTonnes: Math.max((tank * mean) / there, 2 * cargo) }),
        ships,
        roundTripHours,
        tonnesPerYear: mean * HOURS_PER_YEAR,
      },
    ];
  });
  const berths = [...new Set(lines.flatMap(({ ends }) => ends.flatMap(({ berth }) => berth ?? [])))];
  return {
    name: `Tankers on ${dataset.waterBodies.get(water as never)?.name ?? water}`,
    starts: isoDateOf(starts),
    untilHours,
    warmUpHours,
    parcelTonnes: PARCEL_TONNES,
    weather: [...weather.values()],
    closed: closures.all,
    berths: berths.map((id) => ({ id, count: Math.max(1, Math.round(amount(id, "servers") ?? 1)) })),
    lines,
  };
}

/** Room of the tanks at a place; undefined where none is stated. */
function tankTonnesAt(dataset: Dataset, place: string, at: InstantHours): number | undefined {
  const sizes = [...dataset.oil.tanks.values()]
    .filter((tank) => tank.place === place)
    .flatMap(({ id }) => dataset.findValue(id, "storageTonnes", at)?.value ?? []);
  return sizes.length === 0 ? undefined : sizes.reduce((sum, size) => sum + size, 0);
}
