// The graph while it is being made: what it is made from (a dataset read for one consignment and date) and the nodes and
// arcs so far. The other files of this folder are the steps; each adds its arcs to the draft.

import type { Dataset } from "../../../model/dataset.ts";
import type { Place, Service } from "../../../model/network.ts";
import type { GraphNode, ServiceArc } from "../service-graph.ts";
import type { StormSpells } from "../storm-spells.ts";
import { ExcessMemo, TiltMemo } from "../sums.ts";
import { type ChargeBook, chargeBook } from "./charges.ts";
import type { NetworkQuery } from "./consignment.ts";
import { crossingRules } from "./crossings.ts";
import { departureWaits, type WaitFor } from "./departures.ts";
import { type EmissionBook, emissionBook } from "./emissions.ts";
import { type Standing, standing } from "./standing.ts";

/** One service at one place; a line's states carry its direction and call in the node's key. */
export interface State {
  readonly node: number;
  readonly service: Service;
  readonly place: string;
}

export interface Draft {
  readonly dataset: Dataset;
  readonly query: NetworkQuery;
  readonly stand: Standing;
  readonly charges: ChargeBook;
  readonly emissions: EmissionBook;
  readonly crossing: ReturnType<typeof crossingRules>;
  readonly waitFor: WaitFor;
  readonly excess: ExcessMemo;
  readonly tilts: TiltMemo;
  readonly nodes: GraphNode[];
  readonly nodeOf: Map<string, number>;
  readonly arcs: ServiceArc[];
  /** States in which a consignment comes to a place, and in which it leaves it, by place. */
  readonly arrivals: Map<string, State[]>;
  readonly departures: Map<string, State[]>;
  /** Mean hours from the first call of a timetable to this departure of it, by node. */
  readonly hoursAfterFirstCall: Map<number, number>;
  readonly storms: StormSpells[];
  readonly stormOf: Map<string, number>;
}

/** An empty draft of a query. */
export function startDraft(dataset: Dataset, query: NetworkQuery): Draft {
  return {
    dataset,
    query,
    stand: standing(dataset, query),
    charges: chargeBook(dataset, query.consignment, query.networkDate),
    emissions: emissionBook(dataset, query.consignment, query.networkDate),
    crossing: crossingRules(dataset),
    waitFor: departureWaits(dataset, query.consignment, query.networkDate),
    excess: new ExcessMemo(),
    tilts: new TiltMemo(),
    nodes: [],
    nodeOf: new Map(),
    arcs: [],
    arrivals: new Map(),
    departures: new Map(),
    hoursAfterFirstCall: new Map(),
    storms: [],
    stormOf: new Map(),
  };
}

export function placeOf(draft: Draft, id: string): Place {
  const place = draft.dataset.places.get(id as Place["id"]);
  if (!place) throw new Error(`expected a place of the dataset, found ${id}`);
  return place;
}

export function nodeFor(draft: Draft, key: string, place: string): number {
  const known = draft.nodeOf.get(key);
  if (known !== undefined) return known;
  const node = draft.nodes.length;
  draft.nodes.push({ place, key });
  draft.nodeOf.set(key, node);
  return node;
}

export function stateFor(
  draft: Draft,
  key: string,
  states: Map<string, State[]>,
  service: Service,
  place: Place,
): number {
  const known = draft.nodeOf.get(key);
  if (known !== undefined) return known;
  const node = nodeFor(draft, key, place.id);
  push(states, place.id, { node, service, place: place.id });
  return node;
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}
