// What a simulated crossing is made of, as plain data: lines with their ships, berths and weather, stations with servers on
// land, and flows with the times of the legs before and after. Hours throughout; months are twelve, January first.

import type { Times } from "../distribution.ts";

/** What somebody does on land: takes a time, or is served at a station with all others who come there. */
export type Step =
  | { readonly kind: "delay"; readonly times: Times }
  /** Hours of one server for the unit, or for the whole train where the flow comes by train. */
  | { readonly kind: "station"; readonly station: string; readonly hours: number };

export interface Weather {
  readonly id: string;
  /** Mean hours open, and closed, by month. */
  readonly openByMonth: readonly number[];
  readonly closedByMonth: readonly number[];
}

/** One end of a line. */
export interface LineEnd {
  readonly place: string;
  /** To the other end. */
  readonly sail: Times;
  /** At the berth, to unload and load. */
  readonly callHours: number;
  /** Of `berths`; without it there is always room. */
  readonly berth?: string;
  /** Of `weather`: what shuts this end. */
  readonly closures: readonly string[];
  /** How long a ship that is not full is held for more, from when it can load; 0: it leaves with what is there, empty too. */
  readonly holdHours: number;
  /** Away from berths after landing, before it can load again. */
  readonly layHours: number;
}

export interface LineGiven {
  readonly id: string;
  readonly vessels: number;
  /** Units of its flows that a ship takes. */
  readonly capacity: number;
  readonly ends: readonly [LineEnd, LineEnd];
}

export interface FlowGiven {
  readonly id: string;
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
}

export interface CorridorGiven {
  readonly name: string;
  /** First day, the warm-up before the period included. */
  readonly starts: string;
  readonly untilHours: number;
  readonly warmUpHours: number;
  readonly sampleEveryHours: number;
  readonly weather: readonly Weather[];
  readonly berths: readonly { readonly id: string; readonly count: number }[];
  readonly stations: readonly { readonly id: string; readonly servers: number }[];
  readonly lines: readonly LineGiven[];
  readonly flows: readonly FlowGiven[];
}

/** An element of a way, as the corridor model's paths have it. */
export interface LegGiven {
  readonly kind: string;
  /** Terminal or border row that it is a passage of. */
  readonly subject: string;
  readonly service: string;
  readonly from: string;
  readonly to: string;
  readonly meanHours: number;
  readonly varianceHours: number;
  /** Cause of a storm that it waits for. */
  readonly storm: string;
  readonly mode: string;
  /** Longitude and latitude from start to end, for who draws it; empty where it stays in a place. */
  readonly geometry: readonly (readonly [number, number])[];
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
