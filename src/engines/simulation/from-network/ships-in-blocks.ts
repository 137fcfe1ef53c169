// Ships of a line in blocks: calls at both ends, with berths, weather and handling by the unit; ships that are away for a
// time; other ships that take the same berths.

import type { ModelBuilder } from "../build-model.ts";
import type { Leaves, StopSpec } from "../model.ts";
import { blockNames } from "./block-names.ts";
import type { LineEnd, LineGiven, OtherShips } from "./corridor-given.ts";

/** Somebody whom a line carries. */
interface Carried {
  readonly name: string;
  /** Where it goes aboard. */
  readonly end: 0 | 1;
  readonly isEmpty: boolean;
}

interface Marks {
  /** By class: the block behind its landing. */
  readonly landedAt: ReadonlyMap<string, string>;
  /** By class: what it passes on going aboard. */
  readonly boarded: ReadonlyMap<string, string>;
}

/** Adds yards, landings and ships of a line. */
export function addLine(model: ModelBuilder, line: LineGiven, carried: readonly Carried[], marks: Marks): void {
  const stops = ([0, 1] as const).flatMap((end) => addEnd(model, line, end, carried, marks));
  const { id, vessels, capacity, capacityFrom = [], more = [] } = line;
  const size = { capacity, ...(capacityFrom.length > 0 ? { capacityFrom } : {}) };
  model.vessel(blockNames.fleet(id), { vessels, ...size, stops });
  for (const [i, { vessels: others, away }] of more.entries()) {
    model.closures(away.id, { windows: away.windows });
    // Laid up outside its first port until it is needed, and again when it comes by.
    const depot: StopSpec = { closures: [away.id], admits: false, sail: 0 };
    model.vessel(blockNames.fleet(id, i + 1), { vessels: others, ...size, stops: [depot, ...stops] });
  }
}

function addEnd(
  model: ModelBuilder,
  { id, capacity, ends }: LineGiven,
  end: 0 | 1,
  carried: readonly Carried[],
  { landedAt, boarded }: Marks,
): StopSpec[] {
  const { sail, callHours, berth, closures, holdHours, layHours, most, yardUnits } = ends[end];
  const arriving = carried.filter((each) => each.end !== end);
  const leaving = carried.filter((each) => each.end === end);
  const shut = { ...(closures.length > 0 ? { closures } : {}), port: ends[end].place };
  const call = { ...shut, admits: closures.length === 0, ...(berth === undefined ? {} : { berth }) };
  // Half of a call unloads a full ship, half loads it; what a ship never takes from an end is room of other traffic, handled too.
  const eachHours = (from: LineEnd): number => callHours / 2 / Math.min(capacity, from.most ?? capacity);
  if (arriving.length > 0)
    model.route(blockNames.landing(id, end), {
      byClass: Object.fromEntries(arriving.map(({ name }) => [name, landedAt.get(name) ?? "out"])),
      otherwise: "out",
    });
  const landing: StopSpec = {
    ...call,
    ...(arriving.length > 0 ? { lands: blockNames.landing(id, end), unloadingEach: eachHours(ends[1 - end]) } : {}),
    sail: layHours,
  };
  // Both ends have three stops, so that the first half of them is the first end.
  if (leaving.length === 0) return [landing, { ...shut, sail: 0 }, { ...shut, sail }];
  const yards: string[] = [];
  if (leaving.some(({ isEmpty }) => !isEmpty)) {
    yards.push(blockNames.yard(id, end));
    model.queue(blockNames.yard(id, end), {
      waitsFor: "ship",
      ...(yardUnits === undefined ? {} : { room: yardUnits }),
    });
  }
  if (leaving.some(({ isEmpty }) => isEmpty)) {
    yards.push(blockNames.emptiesYard(id, end));
    model.queue(blockNames.emptiesYard(id, end), { waitsFor: "ship" });
  }
  const marked = leaving.filter(({ name }) => boarded.has(name));
  const aboard = `aboard ${id} ${end}`;
  if (marked.length > 0)
    model.route(aboard, {
      byClass: Object.fromEntries(marked.map(({ name }) => [name, boarded.get(name) ?? "out"])),
      otherwise: "out",
    });
  const leaves: Leaves = holdHours > 0 ? { patience: holdHours } : "at-once";
  const loading: StopSpec = {
    ...shut,
    loads: yards,
    leaves,
    least: 0,
    ...(most === undefined || most >= capacity ? {} : { most }),
    ...(marked.length > 0 ? { boards: aboard } : {}),
    sail: 0,
  };
  return [landing, loading, { ...call, loadingEach: eachHours(ends[end]), sail }];
}

const HOURS_PER_YEAR = 8760;
/** Ships of a large pool come nearly at random. */
const POOL = 12;

/** Adds other ships at a berth: they come at random, lie there and go. */
export function addOtherShips(model: ModelBuilder, { berth, perYear, callHours, closures }: OtherShips): void {
  const away = (POOL * HOURS_PER_YEAR) / perYear - callHours;
  model.vessel(blockNames.otherShips(berth), {
    vessels: POOL,
    capacity: 1,
    stops: [
      {
        ...(closures.length > 0 ? { closures, admits: false } : {}),
        berth,
        loading: { gamma: { mean: callHours, cv: 0.5 } },
        sail: { exponential: { mean: Math.max(callHours, away) } },
      },
    ],
  });
}

/** Mean of the sailing from an end, hours. */
export function sailHours({ sail }: Pick<LineEnd, "sail">): number {
  if (typeof sail === "number") return sail;
  if (typeof sail === "string") return 0;
  const law = "lognormal" in sail ? sail.lognormal : "gamma" in sail ? sail.gamma : undefined;
  return typeof law?.mean === "number" ? law.mean : 0;
}
