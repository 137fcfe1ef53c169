// A model as the kernel runs it: blocks, closures, stocks, docks and fleets as rows of flat columns, with numbers in place of
// names. compile-model.ts makes it from a model; nothing here knows the words of YAML.

import type { FlatLaws } from "./distribution.ts";

/** What a block does with who enters it. */
export const KIND = {
  ARRIVALS: 0,
  /** Waiting room and servers; also queues and gates, which are servers whose service takes no time (`law` −1). */
  SERVER: 1,
  DELAY: 2,
  /** Waiting room that a dock (batch, bulk server or vessel) takes from. */
  STORE: 3,
  SINK: 4,
  ROUTE: 5,
  ROUTE_BY_CLASS: 6,
  MARK: 7,
  RELEASE: 8,
  SPLIT: 9,
  FLEET: 10,
} as const;

export const EVENT = {
  ARRIVAL: 0,
  SERVICE_END: 1,
  DELAY_END: 2,
  CLOSURE: 3,
  DOCK_TIMER: 4,
  TIMETABLE: 5,
  VESSEL: 6,
  BULK_END: 7,
  LATE_ARRIVAL: 8,
  SAMPLE: 9,
  WARM_UP: 10,
  END: 11,
} as const;
/** An event is `subject * EVENT_STEP + kind`. */
export const EVENT_STEP = 16;
export const EVENT_NAMES = Object.keys(EVENT).map((name) => name.toLowerCase().replaceAll("_", "-"));

/** What comes first at the same instant: what ends, then weather, then who arrives, then departures, then the clock. */
export const PRIORITY = { ENDS: 0, CLOSURE: 1, ARRIVAL: 2, DEPARTURE: 3, CLOCK: 4 } as const;

/** What a closure does to a service that is under way. */
export const ON_CLOSING = { FINISH: 0, RESUME: 1, REPEAT: 2 } as const;
export const DOCK_OF = { BATCH: 0, BULK: 1, VESSEL: 2 } as const;

export const NO_LIMIT = 0x7fffffff;
/** Priorities of entities: 0 … LEVELS − 1, larger goes first. */
export const LEVELS = 8;

export interface FlatModel {
  readonly name: string;
  readonly classes: readonly string[];
  readonly laws: FlatLaws;
  readonly monthEnd: Float64Array;
  readonly monthOf: Int32Array;
  readonly blocks: FlatBlocks;
  readonly arrivals: readonly FlatArrivals[];
  readonly closures: readonly {
    readonly name: string;
    readonly openLaw: number;
    readonly closedLaw: number;
    readonly startsOpen: boolean;
    /** Hours at which it closes and opens in turn; then it has no laws. */
    readonly windows?: Float64Array;
  }[];
  /** Each set of closures that something depends on: it is open when all of them are. */
  readonly conditions: readonly (readonly number[])[];
  readonly stocks: readonly { readonly name: string; readonly count: number; readonly users: readonly number[] }[];
  readonly docks: readonly FlatDock[];
  readonly fleets: readonly FlatFleet[];
}

export interface FlatBlocks {
  readonly count: number;
  readonly names: readonly string[];
  readonly kind: Int32Array;
  /** Block that follows; −1 at a sink. */
  readonly to: Int32Array;
  /** Places to wait; of queues, gates and stores with who stands at the head. */
  readonly room: Int32Array;
  readonly servers: Int32Array;
  /** Law of the service or delay; −1 when it takes no time. */
  readonly law: Int32Array;
  /** 1 when entities of higher priority go first. */
  readonly byPriority: Int32Array;
  readonly condition: Int32Array;
  readonly onClosing: Int32Array;
  readonly stock: Int32Array;
  readonly amount: Int32Array;
  /** ROUTE: pairs (cumulated share, block); ROUTE_BY_CLASS: a block for each class. */
  readonly branches: readonly Float64Array[];
  /** Stream of a ROUTE. */
  readonly stream: Int32Array;
  /** MARK: class and priority to give; −1 leaves them. */
  readonly newClass: Int32Array;
  readonly newLevel: Int32Array;
  /** MARK: 1 where who passes has been delivered: one is counted out and another one in. */
  readonly delivers: Int32Array;
  /** SINK: 1 where times from arrival are not noted by class. */
  readonly isSilent: Int32Array;
  /** MARK: 1 where it notes the time of a stage. */
  readonly isStage: Int32Array;
  /** Number of the cause (lost-time.ts) that waiting here counts for. */
  readonly waitsFor: Int32Array;
  /** STORE: docks that take from it. */
  readonly docksOf: readonly (readonly number[])[];
  /** STORE of a batch or bulk server: its dock; −1 else. */
  readonly ownDock: Int32Array;
  /** Bulk server that is joined while it works. */
  readonly joining: Int32Array;
}

export interface FlatArrivals {
  readonly block: number;
  /** Law of the time between two; −1 with times or a timetable. */
  readonly law: number;
  readonly times: Float64Array | undefined;
  readonly first: number;
  readonly every: number;
  readonly lateLaw: number;
  readonly sizeLaw: number;
  readonly classOf: number;
  readonly level: number;
  readonly limit: number;
}

export interface FlatDock {
  readonly name: string;
  readonly sources: readonly number[];
  readonly least: number;
  readonly most: number;
  /** Hours and the most from then on, in turn; empty where it stays. */
  readonly mostLater: Float64Array;
  /** First of the marks and routes that those who go aboard pass; −1 for none. */
  readonly boards: number;
  /** Law of the time after which it leaves with what is there; −1: never. */
  readonly patienceLaw: number;
  readonly isAtOnce: boolean;
  /** Hours between departures; 0 without a timetable. */
  readonly every: number;
  readonly first: number;
  readonly condition: number;
  readonly ownerKind: number;
  /** Block of a batch or bulk server; fleet of a vessel. */
  readonly owner: number;
  readonly stop: number;
}

export interface FlatFleet {
  readonly name: string;
  readonly block: number;
  readonly vessels: number;
  readonly capacity: number;
  readonly stops: readonly FlatStop[];
}

export interface FlatStop {
  readonly dock: number;
  readonly lands: number;
  readonly unloadingLaw: number;
  readonly loadingLaw: number;
  /** Hours for each who is put out, and each aboard when it has loaded, beside the laws. */
  readonly unloadingEachHours: number;
  readonly loadingEachHours: number;
  readonly sailLaw: number;
  readonly berth: number;
  readonly condition: number;
  readonly admits: boolean;
  /** Stops of one port have the same number; −1 where none is named. */
  readonly port: number;
}
