// How long are the ports of a crossing shut, and both shores of a line at once? The spells that the simulation met, not those of
// its laws: streams of random numbers are called after their cause, so a model of the weather alone has, under the same seed and
// number, the same gales to the hour, in milliseconds. Not covered: what shuts a line, a lane or a berth alone.

import {
  buildModel,
  compileModel,
  type Interval,
  intervalOf,
  Replicator,
  Timeline,
} from "../engines/simulation/index.ts";
import type { PreparedCrossing } from "./corridor-simulation.ts";

export interface PortWeather {
  readonly place: string;
  /** Share of the time of the period. */
  readonly shut: Interval;
  /** Of a replication, hours; what began before the period counts from its start. */
  readonly longestHours: Interval;
}

export interface LineWeather {
  readonly line: string;
  readonly from: string;
  readonly to: string;
  /** Share of the time in which both its ports are shut. */
  readonly both: Interval;
  /** What that share would be if the shores had nothing to do with each other. */
  readonly apart: number;
}

export interface CrossingWeather {
  readonly ports: readonly PortWeather[];
  readonly lines: readonly LineWeather[];
}

export interface Spell {
  readonly from: number;
  readonly to: number;
}

const ENDS = [0, 1] as const;

/** Weather of a crossing's ports in as many replications as it had. O(replications · spells) */
export function weatherOf(
  { read }: Pick<PreparedCrossing, "read">,
  { seed, replications, level }: { readonly seed: number; readonly replications: number; readonly level: number },
): CrossingWeather {
  const causes = new Map(portsOf(read).map((place) => [place, causesOf(read, place)]));
  const names = [...new Set([...causes.values()].flat())];
  const [from, to] = [read.warmUpHours, read.untilHours];
  if (names.length === 0 || to <= from) return { ports: [], lines: [] };
  const compiled = compileModel(modelOf(read, names));
  const replicator = new Replicator(compiled);
  const runs = Array.from({ length: replications }, (_, i) => {
    const watcher = new Timeline(compiled.flat.blocks.count, {
      ...{ fromHours: from, toHours: to, marginHours: 0, journeys: [], queues: [], fleets: [], sampleEveryHours: 0 },
    });
    replicator.run({ seed, index: i + 1, warmUpHours: from, watcher });
    return new Map(
      [...causes].map(([place, own]) => [
        place,
        mergeSpells(
          watcher.closed
            .filter(({ closure }) => own.includes(compiled.flat.closures[closure].name))
            .map(({ fromHours, toHours }) => ({ from: Math.max(from, fromHours), to: Math.min(to, toHours) })),
        ),
      ]),
    );
  });
  const over = (value: (run: (typeof runs)[number]) => number): Interval => intervalOf(runs.map(value), level);
  const spells = (run: (typeof runs)[number], place: string): readonly Spell[] => run.get(place) ?? [];
  const ports = [...causes.keys()].map((place) => ({
    place,
    shut: over((run) => hoursOf(spells(run, place)) / (to - from)),
    longestHours: over((run) => Math.max(0, ...spells(run, place).map((spell) => spell.to - spell.from))),
  }));
  const shutAt = (place: string): number => ports.find((port) => port.place === place)?.shut.mean ?? 0;
  return {
    ports,
    lines: read.lines.map(({ id, ends: [one, other] }) => ({
      line: id,
      from: one.place,
      to: other.place,
      both: over((run) => hoursOf(commonSpells(spells(run, one.place), spells(run, other.place))) / (to - from)),
      apart: shutAt(one.place) * shutAt(other.place),
    })),
  };
}

type Read = PreparedCrossing["read"];

const portsOf = ({ lines }: Read): string[] => [
  ...new Set(lines.flatMap(({ ends }) => ENDS.map((end) => ends[end].place))),
];

/** What shuts a port for all lines that call there: their common causes. */
function causesOf({ lines }: Read, place: string): string[] {
  const [first = [], ...rest] = lines.flatMap(({ ends }) =>
    ENDS.flatMap((end) => (ends[end].place === place ? [ends[end].closures] : [])),
  );
  return first.filter((cause) => rest.every((other) => other.includes(cause)));
}

/** The closures as they stand in the crossing's model, and one who passes now and then so that there is a run. */
function modelOf({ weather, closed = [], starts, untilHours, warmUpHours }: Read, names: readonly string[]) {
  const model = buildModel("weather").starts(starts).run({ until: untilHours, warmUp: warmUpHours });
  for (const { id, openByMonth, closedByMonth } of weather)
    if (names.includes(id))
      model.closures(id, {
        open: { exponential: { meanByMonth: openByMonth } },
        closed: { exponential: { meanByMonth: closedByMonth } },
      });
  for (const { id, windows } of closed) if (names.includes(id)) model.closures(id, { windows });
  return model
    .arrivals("pass", { every: 1000, to: "port" })
    .gate("port", { closures: names, to: "out" })
    .sink("out")
    .build();
}

/** Spells that overlap or touch are one. */
export function mergeSpells(spells: readonly Spell[]): Spell[] {
  const merged: { from: number; to: number }[] = [];
  for (const { from, to } of spells.filter((spell) => spell.to > spell.from).toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

/** When both of two lists of spells, each merged, are on. */
export function commonSpells(one: readonly Spell[], other: readonly Spell[]): Spell[] {
  const common: Spell[] = [];
  for (let i = 0, j = 0; i < one.length && j < other.length; one[i].to < other[j].to ? i++ : j++) {
    const [from, to] = [Math.max(one[i].from, other[j].from), Math.min(one[i].to, other[j].to)];
    if (to > from) common.push({ from, to });
  }
  return common;
}

const hoursOf = (spells: readonly Spell[]): number => spells.reduce((sum, { from, to }) => sum + to - from, 0);
