// From a dataset to the graph a consignment is routed on. The only folder of this engine that knows the dataset.
// States: on the ground at a place (once as origin, once as destination, so that the ground is no short cut between
// services), aboard a network service as boarded or as ridden, aboard a line service before and after its sailing.
// Not covered: space on board of a booked service (flows), the month of each later leg (the departure's month is used
// for seasonal values all along the way).

import { toCsr } from "../../../lib/csr.ts";
import type { Dataset } from "../../../model/dataset.ts";
import { type ServiceArc, type ServiceGraph, toArc } from "../service-graph.ts";
import type { NetworkQuery } from "./consignment.ts";
import { type Draft, nodeFor, startDraft } from "./draft.ts";
import { addLineService } from "./lines.ts";
import { addNetworkService } from "./rides.ts";
import { addAccess, addTranshipment } from "./terminals.ts";

export type { Consignment, NetworkQuery } from "./consignment.ts";

/** Builds the graph of a query. Pure; a tenth of a second for a corridor of five hundred links. */
export function fromNetwork(dataset: Dataset, query: NetworkQuery): ServiceGraph {
  const draft = startDraft(dataset, query);
  const cargo = draft.query.consignment.cargo;
  for (const service of draft.dataset.services.values()) {
    if (service.cargo.length > 0 && !service.cargo.includes(cargo)) continue;
    if (!draft.stand.isOpen(service.id)) continue;
    if (service.kind === "network") addNetworkService(draft, service);
    else addLineService(draft, service);
  }
  for (const terminal of draft.dataset.terminals.values()) {
    if (terminal.cargo.length > 0 && !terminal.cargo.includes(cargo)) continue;
    if (terminal.kind === "access") addAccess(draft, terminal);
    else addTranshipment(draft, terminal);
  }
  addCities(draft);
  return finish(draft);
}

/** A consignment of a city starts and ends at any of its terminals, and at the city's own where it has one. */
function addCities(draft: Draft): void {
  for (const place of draft.dataset.places.values()) {
    const inside = draft.dataset.placesOfCity(place.id);
    for (const terminal of inside.length > 0 ? [place, ...inside] : []) {
      const out = draft.nodeOf.get(`out:${terminal.id}`);
      const into = draft.nodeOf.get(`in:${terminal.id}`);
      if (out !== undefined) draft.arcs.push(toArc(nodeFor(draft, `from:${place.id}`, place.id), out, [], []));
      if (into !== undefined) draft.arcs.push(toArc(into, nodeFor(draft, `to:${place.id}`, place.id), [], []));
    }
  }
}

function finish(draft: Draft): ServiceGraph {
  const csr = toCsr(
    draft.nodes.length,
    draft.arcs.map((arc) => arc.from),
    draft.arcs.map((arc) => arc.to),
  );
  const arcs = Array.from(csr.original, (original) => draft.arcs[original]);
  const column = (read: (arc: ServiceArc) => number) => Float64Array.from(arcs, read);
  const originOf = new Map<string, number>();
  const destinationOf = new Map<string, number>();
  for (const place of draft.dataset.places.values()) {
    const origin = draft.nodeOf.get(`from:${place.id}`) ?? draft.nodeOf.get(`out:${place.id}`);
    const destination = draft.nodeOf.get(`to:${place.id}`) ?? draft.nodeOf.get(`in:${place.id}`);
    if (origin !== undefined) originOf.set(place.id, origin);
    if (destination !== undefined) destinationOf.set(place.id, destination);
  }
  return {
    csr,
    nodes: draft.nodes,
    arcs,
    criteria: [
      column((arc) => arc.usd),
      column((arc) => arc.meanHours),
      column((arc) => arc.varianceHours),
      column((arc) => arc.co2eKg),
      column((arc) => arc.borders),
    ],
    storms: draft.storms,
    originOf,
    destinationOf,
    exclusions: draft.stand.exclusions,
    departHours: draft.query.depart,
  };
}
