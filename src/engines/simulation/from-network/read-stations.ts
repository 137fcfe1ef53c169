// What does a dataset say of the stations on land: gauge changes and borders with servers, how long they take by month, what
// comes there that is not asked about, and how much of a stated dwell is the queue that is simulated. Rows of a border that
// differ by train class alone are one queue. Not covered: numbers of servers that change inside the period.

import type { Dataset } from "../../../model/dataset.ts";
import { type InstantHours, instant, isoDateOf } from "../../../model/units.ts";
import type { LegGiven, PathGiven, StationGiven, StationTraffic } from "./corridor-given.ts";

type Sizes = Pick<PathGiven, "teuPerUnit" | "tonnesPerUnit">;

const USUAL_TEU_PER_TRAIN = 100;
const USUAL_TONNES_PER_TRAIN = 2000;
const HOURS_PER_DAY = 24;
const HOURS_PER_YEAR = 8760;
const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

export class StationReader {
  readonly #dataset: Dataset;
  readonly #at: InstantHours;
  readonly #queues = new Map<string, string | undefined>();
  /** By station: the place where it is first met. */
  readonly #places = new Map<string, string>();

  constructor(dataset: Dataset, at: InstantHours) {
    this.#dataset = dataset;
    this.#at = at;
  }

  /** The station that a leg is a passage of; undefined where nobody queues. */
  stationOf({ kind, subject, from }: LegGiven): string | undefined {
    if ((kind !== "gauge-change" && kind !== "border") || subject === "") return undefined;
    if (!this.#queues.has(subject)) this.#queues.set(subject, this.#queueOf(subject));
    const station = this.#queues.get(subject);
    if (station !== undefined && !this.#places.has(station)) this.#places.set(station, from);
    return station;
  }

  /** A station for the model. */
  given(id: string): StationGiven {
    const factors = this.#factors(id);
    const cv = this.#find(id, "serviceHours")?.cv ?? 0;
    return {
      id,
      servers: Math.max(1, Math.round(this.value(id, "servers") ?? 1)),
      place: this.#places.get(id) ?? id,
      ...(cv > 0 ? { cv } : {}),
      ...(factors === undefined ? {} : { factorByMonth: factors }),
    };
  }

  /** Hours of one server for what is served at once, in the mean of twelve months. */
  hoursOf(id: string): number {
    const hours = this.#hoursByMonth(id);
    return hours.reduce((sum, each) => sum + each, 0) / hours.length;
  }

  /** Mean wait that the stated dwell holds. */
  queueHoursOf(id: string): number {
    return this.value(id, "queueHours") ?? 0;
  }

  /** Part of what a station serves at once that a unit is. */
  lotsEach(id: string, { teuPerUnit, tonnesPerUnit }: Sizes): number {
    const measure = this.#find(id, "serviceUnits");
    const size = measure?.value ?? 1;
    if (measure?.unit === "TEU") return teuPerUnit / size;
    if (measure?.unit === "t") return tonnesPerUnit / size;
    if (measure?.unit !== "train") return 1 / size;
    const ofTrain =
      teuPerUnit > 0
        ? teuPerUnit / (this.value(this.#dataset.id, "teuPerTrain") ?? USUAL_TEU_PER_TRAIN)
        : tonnesPerUnit / (this.value(this.#dataset.id, "tonnesPerTrain") ?? USUAL_TONNES_PER_TRAIN);
    return ofTrain / size;
  }

  /** What ways that do not cross, and others that no way is of, bring to stations. */
  trafficAt(stations: ReadonlySet<string>, paths: readonly PathGiven[]): StationTraffic[] {
    const byStation = new Map<string, number[]>();
    for (const id of stations) {
      const others = this.#byMonth(id, "otherCallsPerYear");
      byStation.set(
        id,
        others.map((perYear) => (perYear ?? 0) / HOURS_PER_YEAR),
      );
    }
    for (const { legs, perDayByMonth, ...sizes } of paths) {
      const passed = new Set(legs.flatMap((leg) => this.stationOf(leg) ?? []));
      for (const id of passed) {
        const rates = byStation.get(id);
        const each = rates === undefined ? 0 : this.lotsEach(id, sizes) / HOURS_PER_DAY;
        rates?.forEach((_, month) => {
          rates[month] += each * perDayByMonth[month];
        });
      }
    }
    return [...byStation].flatMap(([station, lotsPerHourByMonth]) =>
      lotsPerHourByMonth.some((rate) => rate > 0)
        ? [{ station, lotsPerHourByMonth, hours: this.hoursOf(station) }]
        : [],
    );
  }

  value(subject: string, attribute: string): number | undefined {
    return this.#find(subject, attribute)?.value;
  }

  #find(subject: string, attribute: string) {
    return this.#dataset.findValue(subject, attribute, this.#at);
  }

  /** The row itself where it has servers, else one that differs by train class alone. */
  #queueOf(subject: string): string | undefined {
    if (this.#isQueue(subject)) return subject;
    const own = this.#dataset.borders.find(({ id }) => id === subject);
    return (
      own &&
      this.#dataset.borders.find(
        ({ id, place, fromCountry, toCountry, mode }) =>
          place === own.place &&
          fromCountry === own.fromCountry &&
          toCountry === own.toCountry &&
          mode === own.mode &&
          this.#isQueue(id),
      )?.id
    );
  }

  #isQueue(subject: string): boolean {
    return ["servers", "serviceHours", "serviceUnits"].every((name) => this.value(subject, name) !== undefined);
  }

  #factors(id: string): readonly number[] | undefined {
    const hours = this.#hoursByMonth(id);
    const mean = this.hoursOf(id);
    return hours.every((each) => each === hours[0]) || !(mean > 0) ? undefined : hours.map((each) => each / mean);
  }

  #hoursByMonth(id: string): number[] {
    return this.#byMonth(id, "serviceHours").map((hours) => hours ?? this.value(id, "serviceHours") ?? 0);
  }

  /** A number in each month, January first: that of the first such month whose middle is not before the first day. */
  #byMonth(id: string, attribute: string): (number | undefined)[] {
    const year = Number(isoDateOf(this.#at).slice(0, 4));
    return MONTHS.map((month) => {
      const middle = (of: number): InstantHours => instant(`${of}-${String(month).padStart(2, "0")}-15`);
      const at = middle(year) < this.#at ? middle(year + 1) : middle(year);
      return this.#dataset.findValue(id, attribute, at)?.value;
    });
  }
}
