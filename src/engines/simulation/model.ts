// A simulation model as data: what people write as YAML, JSON or with the builder. Hours throughout. docs/models.md describes
// every block with an example.

import type { Amount, Times } from "./distribution.ts";
import type { Cause } from "./lost-time.ts";

export interface SimulationModel {
  readonly name: string;
  readonly notes?: string;
  /** First day, for what changes with the month; 2026-01-01 when not given. */
  readonly starts?: string;
  /** Numbers that expressions may use; may be changed from outside. An expression may use those above it. */
  readonly parameters?: Readonly<Record<string, Amount>>;
  readonly classes?: readonly string[];
  readonly run?: RunSpec;
  readonly blocks: Readonly<Record<string, Block>>;
}

export interface RunSpec {
  /** Hours at which a replication ends; without it, it ends when all who come have gone. */
  readonly until?: Amount;
  /** Hours not counted, or found from pilot runs (MSER-5). Says that the long run is meant. */
  readonly warmUp?: Amount | "mser-5";
  /** Hours between samples of the queues. */
  readonly sampleEvery?: Amount;
  readonly maxEvents?: Amount;
  readonly maxEntities?: Amount;
}

export type Discipline = "fifo" | "priority";
export type OnClosing = "finish" | "resume" | "repeat";

/** When a load leaves: full; with the least load at once, or after a patience in hours; by a timetable. */
export type Leaves =
  | "full"
  | "at-once"
  | { readonly patience: Times }
  | { readonly timetable: { readonly every: Amount; readonly first?: Amount } };

/** A stock and how much of it. */
export interface Uses {
  readonly stock: string;
  readonly amount?: Amount;
}

export interface ArrivalsBlock {
  readonly block: "arrivals";
  /** Exactly one of these four says when. */
  readonly rate?: Amount;
  readonly rateByMonth?: readonly Amount[];
  readonly every?: Times;
  readonly at?: readonly Amount[];
  readonly timetable?: { readonly every: Amount; readonly first?: Amount; readonly late?: Times };
  readonly size?: Times;
  readonly count?: Amount;
  readonly class?: string;
  readonly priority?: Amount;
  readonly to: string;
}

export interface QueueBlock {
  readonly block: "queue";
  readonly waitsFor?: Cause;
  readonly room?: Amount;
  readonly discipline?: Discipline;
  /** Left out when a vessel loads from it. */
  readonly to?: string;
}

export interface ServerBlock {
  readonly block: "server";
  /** What waiting here counts for in lost time. */
  readonly waitsFor?: Cause;
  readonly servers?: Amount;
  readonly service: Times;
  readonly room?: Amount;
  readonly discipline?: Discipline;
  readonly closures?: readonly string[];
  readonly onClosing?: OnClosing;
  readonly uses?: Uses;
  readonly to: string;
}

export interface DelayBlock {
  readonly block: "delay";
  readonly time: Times;
  readonly to: string;
}

export interface GateBlock {
  readonly block: "gate";
  readonly waitsFor?: Cause;
  readonly closures: readonly string[];
  readonly room?: Amount;
  readonly discipline?: Discipline;
  readonly to: string;
}

export interface ClosuresBlock {
  readonly block: "closures";
  /** Both, or windows. */
  readonly open?: Times;
  readonly closed?: Times;
  /** Closed from an hour to another, in the order of time; open else. */
  readonly windows?: readonly { readonly from: Amount; readonly to: Amount }[];
  readonly startsOpen?: boolean;
}

export interface StockBlock {
  readonly block: "stock";
  readonly count: Amount;
}

export interface SeizeBlock {
  readonly block: "seize";
  readonly waitsFor?: Cause;
  readonly stock: string;
  readonly amount?: Amount;
  readonly room?: Amount;
  readonly discipline?: Discipline;
  readonly to: string;
}

export interface ReleaseBlock {
  readonly block: "release";
  readonly stock: string;
  readonly amount?: Amount;
  readonly to: string;
}

export interface BatchBlock {
  readonly block: "batch";
  readonly waitsFor?: Cause;
  readonly most: Amount;
  readonly least?: Amount;
  readonly leaves?: Leaves;
  readonly room?: Amount;
  readonly discipline?: Discipline;
  readonly closures?: readonly string[];
  readonly to: string;
}

export interface SplitBlock {
  readonly block: "split";
  readonly to: string;
}

export interface BulkBlock {
  readonly block: "bulk";
  readonly servers?: Amount;
  readonly most: Amount;
  readonly least?: Amount;
  readonly leaves?: Leaves;
  readonly service: Times;
  /** Whether who comes while it works may join it, up to `most`. */
  readonly joining?: boolean;
  readonly room?: Amount;
  readonly discipline?: Discipline;
  readonly closures?: readonly string[];
  readonly to: string;
}

export interface VesselBlock {
  readonly block: "vessel";
  readonly vessels?: Amount;
  readonly capacity: Amount;
  /** Other capacities, each from an hour on, in the order of time. */
  readonly capacityFrom?: readonly { readonly at: Amount; readonly capacity: Amount }[];
  readonly stops: readonly StopSpec[];
}

export interface StopSpec {
  /** Where those aboard go. */
  readonly lands?: string;
  readonly unloading?: Times;
  /** Hours for each entity that is put out, on top. */
  readonly unloadingEach?: Amount;
  /** Queues it takes from, in this order. */
  readonly loads?: readonly string[] | string;
  readonly least?: Amount;
  readonly leaves?: Leaves;
  /** It takes no more than this here, where that is less than its capacity; in proportion where that changes. */
  readonly most?: Amount;
  /** Mark or route that those who go aboard pass; they stay aboard wherever it leads. */
  readonly boards?: string;
  /** Also where nothing is loaded: a stay at the berth. */
  readonly loading?: Times;
  /** Hours for each entity aboard, on top. */
  readonly loadingEach?: Amount;
  readonly closures?: readonly string[];
  /** Whether it may enter while closed; leaving it never may. */
  readonly admits?: boolean;
  /** Stock of berths it takes one of. */
  readonly berth?: string;
  /** Name of the port, so that lost time knows which stops are of one; told by berths and closures where a stop says none. */
  readonly port?: string;
  /** Hours to the next stop. */
  readonly sail: Times;
}

export interface RouteBlock {
  readonly block: "route";
  readonly branches?: readonly { readonly to: string; readonly probability: Amount }[];
  readonly byClass?: Readonly<Record<string, string>>;
  /** Where classes go that are not named. */
  readonly otherwise?: string;
}

export interface MarkBlock {
  readonly block: "mark";
  /** Notes the time since the mark of the stage before, or since arrival, among the waits of this block. */
  readonly stage?: boolean;
  /** Who passes has been delivered: its time is noted under the class it came with, and it goes on as if it had just arrived. */
  readonly delivers?: boolean;
  readonly class?: string;
  readonly priority?: Amount;
  readonly to: string;
}

export interface SinkBlock {
  readonly block: "sink";
  /** Times of those who end here are not noted by class: empties, whatever is not asked for. */
  readonly silent?: boolean;
}

export type Block =
  | ArrivalsBlock
  | QueueBlock
  | ServerBlock
  | DelayBlock
  | GateBlock
  | ClosuresBlock
  | StockBlock
  | SeizeBlock
  | ReleaseBlock
  | BatchBlock
  | SplitBlock
  | BulkBlock
  | VesselBlock
  | RouteBlock
  | MarkBlock
  | SinkBlock;
