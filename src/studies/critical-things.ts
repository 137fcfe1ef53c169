// Which things of the dataset does each way use, and how much goes over them? Things are what can fail by itself: links,
// places, services, terminals and border rows. Ways are read once and remembered, because each is looked at in many solutions.

import type { LoadedDataset } from "../data/index.ts";
import type { CorridorModel, SolvedMonth } from "../engines/assignment/index.ts";
import type { PlaceId, TerminalId } from "../model/ids.ts";
import { subjectName } from "../scenario/index.ts";

export type ThingKind = "place" | "link" | "border" | "service" | "terminal";

export interface Thing {
  readonly id: string;
  readonly kind: ThingKind;
  readonly name: string;
  /** [longitude, latitude] of it or of its middle; absent for rows that hold anywhere. */
  readonly coordinates: readonly [number, number] | undefined;
}

/** A way as the corridor model found it. */
export type Way = NonNullable<SolvedMonth["columnOf"][number]>;

/** All things of a dataset, in its order. */
export function listThings(dataset: LoadedDataset): Thing[] {
  const at = (place: string): readonly [number, number] | undefined => {
    const found = dataset.places.get(place as PlaceId);
    return found && [found.lon, found.lat];
  };
  const middle = (from: string, to: string): readonly [number, number] | undefined => {
    const [a, b] = [at(from), at(to)];
    return a && b && [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  };
  const thing = (id: string, kind: ThingKind, coordinates: Thing["coordinates"]): Thing => ({
    id,
    kind,
    name: subjectName(dataset, id),
    coordinates,
  });
  return [
    ...[...dataset.places.keys()].map((id) => thing(id, "place", at(id))),
    ...[...dataset.links.values()].map(({ id, from, to }) => thing(id, "link", middle(from, to))),
    ...[...dataset.services.values()].map(({ id, stops }) =>
      thing(id, "service", stops.length > 1 ? middle(stops[0], stops[stops.length - 1]) : undefined),
    ),
    ...[...dataset.terminals.values()].map(({ id, place }) => thing(id, "terminal", at(place))),
    ...dataset.borders.map(({ id, place }) => thing(id, "border", at(place))),
  ];
}

/** Amounts of one solution, tonnes a day. */
export interface Amounts {
  readonly demand: number;
  readonly shipped: number;
  /** By thing, in the order of the list. */
  readonly byThing: Float64Array;
  readonly byCorridor: ReadonlyMap<string, number>;
}

export class WayReader {
  readonly things: readonly Thing[];
  readonly #indexOf: ReadonlyMap<string, number>;
  readonly #model: CorridorModel;
  readonly #known = new WeakMap<Way, Int32Array>();

  constructor(model: CorridorModel, things: readonly Thing[]) {
    this.#model = model;
    this.things = things;
    this.#indexOf = new Map(things.map(({ id }, index) => [id, index]));
  }

  indexOf(id: string): number | undefined {
    return this.#indexOf.get(id);
  }

  /** Indexes of the things that a way uses, each once. */
  thingsOf(way: Way): Int32Array {
    let found = this.#known.get(way);
    if (found === undefined) {
      found = Int32Array.from([...way.touches].flatMap((id) => this.#indexOf.get(id) ?? []));
      this.#known.set(way, found);
    }
    return found;
  }

  /** Tonnes a day on a path. */
  tonnesOn({ rowOf, solution }: SolvedMonth, path: number): number {
    return solution.pathFlow[path] * this.#model.rows[rowOf[path]].unit.numbers.tonnesPerUnit;
  }

  amounts(solved: SolvedMonth): Amounts {
    const byThing = new Float64Array(this.things.length);
    const byCorridor = new Map<string, number>();
    let demand = 0;
    let shipped = 0;
    for (const [path, way] of solved.columnOf.entries()) {
      const tonnes = this.tonnesOn(solved, path);
      demand += tonnes;
      if (way === undefined) continue;
      shipped += tonnes;
      byCorridor.set(way.corridor, (byCorridor.get(way.corridor) ?? 0) + tonnes);
      for (const thing of this.thingsOf(way)) byThing[thing] += tonnes;
    }
    return { demand, shipped, byThing, byCorridor };
  }
}

/**
 * By thing, the share of its flow that passes it on corridors that compete on land: goods that begin or end there have no
 * other way to find, and goods that stay at sea all the way none on land.
 */
export function passingShares(
  model: CorridorModel,
  reader: WayReader,
  base: SolvedMonth,
  apart: ReadonlySet<string>,
): Float64Array {
  const { places, terminals, corridors } = model.dataset;
  const familyOf = new Map(corridors.map(({ id, family }) => [id as string, family]));
  const placeOf = reader.things.map(({ id, kind }) =>
    kind === "place" ? id : kind === "terminal" ? (terminals.get(id as TerminalId)?.place ?? "") : "",
  );
  const cityOf = placeOf.map((place) => places.get(place as PlaceId)?.city ?? place);
  const passing = new Float64Array(reader.things.length);
  const all = new Float64Array(reader.things.length);
  for (const [path, way] of base.columnOf.entries()) {
    if (way === undefined) continue;
    const tonnes = reader.tonnesOn(base, path);
    const { origin, destination } = model.rows[base.rowOf[path]].demand;
    const ends = [origin, destination].map((end) => places.get(end)?.city ?? end);
    const competes = way.corridor !== "" && !apart.has(familyOf.get(way.corridor) ?? "");
    for (const thing of reader.thingsOf(way)) {
      all[thing] += tonnes;
      if (competes && (cityOf[thing] === "" || !ends.some((end) => end === cityOf[thing]))) passing[thing] += tonnes;
    }
  }
  return passing.map((tonnes, thing) => (all[thing] > 0 ? tonnes / all[thing] : 0));
}

/** Expected cost of all choices, USD a day: its rise is what shippers lose (Small & Rosen 1981). */
export function shippersCostUsd({ problem, solution }: SolvedMonth): number {
  let cost = 0;
  for (let row = 0; row < problem.demand.length; row++) cost += problem.demand[row] * solution.rowCost[row];
  return cost;
}

/** What scarce capacities are paid at their shadow prices, USD a day. */
export function rentsUsd({ solution: { multiplier, elementFlow } }: SolvedMonth): number {
  let rents = 0;
  for (let element = 0; element < multiplier.length; element++) rents += multiplier[element] * elementFlow[element];
  return rents;
}
