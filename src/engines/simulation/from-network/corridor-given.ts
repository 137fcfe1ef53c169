// What a simulated crossing is made of, as plain data: lines with their ships, berths and weather, stations with servers on
// land, trains that gather, and flows with the times of the legs before and after. Hours throughout; months are twelve, January first.

import type { Times } from "../distribution.ts";
import type { CauseHours } from "./cause-hours.ts";

/**
 * Stages of a unit's way, in their order: under way on land, at borders and gauge changes, in the port, waiting for a ship
 * until it goes aboard, aboard until it is on land, under way again, at borders again.
 */
export const STAGES = ["before", "borderBefore", "port", "ship", "sea", "after", "borderAfter"] as const;
export type Stage = (typeof STAGES)[number];

/** What somebody does on land: takes a time, or is served at a station with all others who come there. */
export type Step =
  | { readonly kind: "delay"; readonly times: Times }
  /** Hours of one server for the unit, or for the whole train where the flow comes by train. */
  | { readonly kind: "station"; readonly station: string; readonly hours: number }
  /** Waits while something is closed on dates; `isOfScenario` where it is never closed without one. */
  | { readonly kind: "gate"; readonly closed: string; readonly isOfScenario?: true }
  /** Waits for a train of `trains`, and goes on alone. */
  | { readonly kind: "train"; readonly train: string }
  /** Ends a stage. */
  | { readonly kind: "stage"; readonly stage: Stage };

export interface Weather {
  readonly id: string;
  /** Mean hours open, and closed, by month. */
  readonly openByMonth: readonly number[];
  readonly closedByMonth: readonly number[];
}

/** Something that is closed on dates: hours since the start. */
export interface DatedClosure {
  readonly id: string;
  readonly windows: readonly { readonly from: number; readonly to: number }[];
}

/** One end of a line. */
export interface LineEnd {
  readonly place: string;
  /** To the other end. */
  readonly sail: Times;
  /** At the berth, to unload a full ship and load it again; a part of it takes a part of the time. */
  readonly callHours: number;
  /** Of `berths`; without it there is always room. */
  readonly berth?: string;
  /** Of `weather` and `closed`: what shuts this end. */
  readonly closures: readonly string[];
  /** How long a ship that is not full is held for more, from when it can load; 0: it leaves with what is there, empty too. */
  readonly holdHours: number;
  /** Away from berths after landing, before it can load again. */
  readonly layHours: number;
  /** It takes no more than this from here, where that is less than the capacity. */
  readonly most?: number;
  /** Places in its yard; without it as many as come. Who finds it full waits in the port. */
  readonly yardUnits?: number;
}

export interface LineGiven {
  readonly id: string;
  /** In service all the time. */
  readonly vessels: number;
  /** Others, and when they are away. */
  readonly more?: readonly { readonly vessels: number; readonly away: DatedClosure }[];
  /** Units of its flows that a ship takes. */
  readonly capacity: number;
  /** Other capacities, each from an hour on. */
  readonly capacityFrom?: readonly { readonly at: number; readonly capacity: number }[];
  readonly ends: readonly [LineEnd, LineEnd];
}

export interface FlowGiven {
  readonly id: string;
  /** Those of a group have stages in common; the flow's own when not given. */
  readonly group?: string;
  readonly line: string;
  /** End at which it goes aboard. */
  readonly end: 0 | 1;
  /** Units an hour. */
  readonly rateByMonth: readonly number[];
  /** Units that come together, by train, as far as the port. */
  readonly trainUnits: number;
  /** As a train, alone at the port of departure, alone after landing. */
  readonly before: readonly Step[];
  readonly port: readonly Step[];
  readonly after: readonly Step[];
  /** Stock of `wagons` of which each unit takes one for its way there and home. */
  readonly wagons?: string;
  /** Part of its wagons that goes home empty by the same ships, and how long it is on land before. */
  readonly home?: { readonly share: number; readonly hours: Times };
}

/** Units that are not asked for but take room: empty boxes on their way home. They go aboard when there is room left. */
export interface EmptiesGiven {
  readonly line: string;
  readonly end: 0 | 1;
  readonly perHour: number;
}

/** Other ships at berths that the lines use. */
export interface OtherShips {
  readonly berth: string;
  readonly perYear: number;
  readonly callHours: number;
  readonly closures: readonly string[];
}

/** Something on land that everybody passes in turn: a gauge change or a border. */
export interface StationGiven {
  readonly id: string;
  readonly servers: number;
  /** Where it is. */
  readonly place?: string;
  /** Of its hours, standard deviation over mean; they are fixed without it. */
  readonly cv?: number;
  /** Its hours are times so much, January first. */
  readonly factorByMonth?: readonly number[];
}

/** Traffic that does not cross, at a station that others pass: in lots of which each takes so long. */
export interface StationTraffic {
  readonly station: string;
  readonly lotsPerHourByMonth: readonly number[];
  readonly hours: number;
}

export interface CorridorGiven {
  readonly name: string;
  /** First day, the warm-up before the period included. */
  readonly starts: string;
  readonly untilHours: number;
  readonly warmUpHours: number;
  /** Between samples of all queues; 0 for none. */
  readonly sampleEveryHours: number;
  readonly weather: readonly Weather[];
  readonly closed?: readonly DatedClosure[];
  readonly berths: readonly { readonly id: string; readonly count: number }[];
  readonly stations: readonly StationGiven[];
  readonly stationTraffic?: readonly StationTraffic[];
  /** Leave full, or when the first has waited so long. */
  readonly trains?: readonly { readonly id: string; readonly most: number; readonly patienceHours: number }[];
  readonly wagons?: readonly { readonly id: string; readonly count: number }[];
  readonly empties?: readonly EmptiesGiven[];
  readonly otherShips?: readonly OtherShips[];
  readonly lines: readonly LineGiven[];
  readonly flows: readonly FlowGiven[];
}

/** An element of a way, as the corridor model's paths have it. */
export interface LegGiven {
  readonly kind: string;
  /** Terminal or border row that it is a passage of. */
  readonly subject: string;
  readonly service: string;
  /** Link that it runs on; empty for none. */
  readonly link?: string;
  readonly from: string;
  readonly to: string;
  readonly meanHours: number;
  readonly varianceHours: number;
  /** Cause of a storm that it waits for. */
  readonly storm: string;
  readonly mode: string;
  /** Longitude and latitude from start to end, for who draws it; empty where it stays in a place. */
  readonly geometry: readonly (readonly [number, number])[];
  readonly km?: number;
  /** Of one unit, and by which factor; absent where the dataset knows none. */
  readonly co2eKg?: number;
  readonly emission?: EmissionOfLeg;
}

/** A factor and what it is made of. */
export interface EmissionOfLeg {
  readonly factor: number;
  readonly unit: string;
  readonly scope: string;
  readonly quality: string;
  readonly sources: readonly string[];
}

/** Flow on one way. */
export interface PathGiven {
  readonly group: string;
  /** Units a day by month, January first. */
  readonly perDayByMonth: readonly number[];
  readonly teuPerUnit: number;
  readonly tonnesPerUnit: number;
  readonly legs: readonly LegGiven[];
}

/** A flow with what it is. */
export interface FlowRead extends FlowGiven {
  readonly group: string;
  readonly teuPerUnit: number;
  readonly tonnesPerUnit: number;
  /** Units a year, as the corridor model sends them. */
  readonly perYear: number;
  /** Means of the times on land: before the port, in it, after landing. */
  readonly beforeHours: number;
  readonly portHours: number;
  readonly afterHours: number;
  /** The ways that it is made of, cut at the ship. */
  readonly ways: readonly CrossingPath[];
  /** Waits on land that are stated, not simulated, and are in those means: for trains, other ships, their weather, borders. */
  readonly statedWaits: CauseHours;
}

/** A way cut at the line that carries it across. */
export interface CrossingPath {
  readonly group: string;
  readonly perDayByMonth: readonly number[];
  readonly perYear: number;
  readonly teuPerUnit: number;
  readonly tonnesPerUnit: number;
  readonly line: string;
  readonly end: 0 | 1;
  /** Terminals at the ports; empty for none. */
  readonly boardsAt: string;
  readonly landsAt: string;
  readonly before: readonly LegGiven[];
  readonly port: readonly LegGiven[];
  /** On the ship. */
  readonly haul: LegGiven;
  readonly after: readonly LegGiven[];
}
