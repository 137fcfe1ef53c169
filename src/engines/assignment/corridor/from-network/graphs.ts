// The routing graphs that columns are looked for on: one for each cargo unit with its goods, read for resources (what an arc
// takes of what can be full), corridors and the things it touches. Building one takes longer than searching it, so groups
// that send the same unit share it.

import { type Csr, reverse } from "../../../../lib/csr.ts";
import type { Dataset } from "../../../../model/dataset.ts";
import { type DemandGroup, type GroupNumbers, groupNumbersAt } from "../../../../model/demand.ts";
import type { Corridor } from "../../../../model/network.ts";
import { type InstantHours, tonnes } from "../../../../model/units.ts";
import { type ArcRule, fromNetwork, readRule, type ServiceArc, type ServiceGraph } from "../../../routing/index.ts";
import { amountOf, directionOn, type Resource, type UnitSizes } from "./resources.ts";

/** What an arc takes of a resource, as a factor on the resource's measure of the unit. */
export interface ArcUse {
  readonly resource: number;
  readonly factor: number;
}

export interface CargoGraph {
  /** Of the unit that it was made for. */
  readonly key: string;
  readonly graph: ServiceGraph;
  readonly backward: Csr;
  /** Asks for nothing. */
  readonly freeRule: ArcRule;
  readonly corridors: readonly { readonly corridor: Corridor; readonly rule: ArcRule; readonly isPossible: boolean }[];
  /** Which resources an arc uses; looked up when first asked for. */
  usesOf(slot: number): readonly ArcUse[];
  /** Ids of all things an arc touches, terminals and border rows included. */
  touchesOf(slot: number): readonly string[];
  /** Links of an arc, one of an element once: a ship that calls at a port on a spur passes it twice by itself. */
  linksOf(slot: number): readonly string[];
  /** Arcs that touch a thing. */
  slotsTouching(id: string): readonly number[];
  /** An arc's name in any graph of the same things: its ends, and which of those between them it is. */
  arcKeyOf(slot: number): string;
  /** The arc of a name; -1 for none. */
  slotOfKey(key: string): number;
}

/** What stands for the goods of a group: its unit on a graph, and what the unit is. */
export interface GroupUnit {
  readonly group: DemandGroup;
  readonly numbers: GroupNumbers;
  readonly sizes: UnitSizes;
  /** USD per hour of one unit. */
  readonly usdPerHour: number;
  readonly graphKey: string;
}

const HOURS_PER_YEAR = 8760;
const USUAL_TEU_PER_TRAIN = 100;
const USUAL_TONNES_PER_TRAIN = 2000;

/** Reads a group at an instant. */
export function groupUnit(dataset: Dataset, group: DemandGroup, at: InstantHours): GroupUnit {
  const numbers = groupNumbersAt(dataset, group.id, at);
  const of = (attribute: string, usual: number) => dataset.findValue(dataset.id, attribute, at)?.value ?? usual;
  return {
    group,
    numbers,
    sizes: {
      teu: numbers.teuPerUnit,
      tonnes: numbers.tonnesPerUnit,
      teuPerTrain: of("teuPerTrain", USUAL_TEU_PER_TRAIN),
      tonnesPerTrain: of("tonnesPerTrain", USUAL_TONNES_PER_TRAIN),
    },
    usdPerHour: (numbers.usdPerTonne * numbers.tonnesPerUnit * numbers.holdingPerYear) / HOURS_PER_YEAR,
    graphKey: `${group.cargo} ${group.commodity} ${numbers.tonnesPerUnit}`,
  };
}

/** Builds the graph of a unit. */
export function cargoGraph(
  dataset: Dataset,
  unit: GroupUnit,
  resources: readonly Resource[],
  at: InstantHours,
): CargoGraph {
  const { group, numbers } = unit;
  const commodity = dataset.commodities.get(group.commodity);
  const isBox = group.cargo !== "wagon" && group.cargo !== "truck";
  const tare = isBox ? (dataset.findValue(group.cargo, "tareTonnes", at)?.value ?? 0) : 0;
  const graph = fromNetwork(dataset, {
    consignment: {
      cargo: group.cargo,
      units: 1,
      teu: dataset.cargoUnits.get(group.cargo)?.teu ?? numbers.teuPerUnit,
      tonnes: tonnes(numbers.tonnesPerUnit),
      grossTonnes: tonnes(numbers.tonnesPerUnit + tare),
      commodity: group.commodity,
      dangerous: (commodity?.dangerousClass ?? "") !== "",
      reefer: commodity?.reefer ?? false,
    },
    depart: at,
    networkDate: at,
  });
  const uses: (readonly ArcUse[] | undefined)[] = new Array(graph.arcs.length);
  const touches: (readonly string[] | undefined)[] = new Array(graph.arcs.length);
  const links: (readonly string[] | undefined)[] = new Array(graph.arcs.length);
  const index = indexResources(resources);
  let slotsOf: Map<string, number[]> | undefined;
  const touchesOf = (slot: number): readonly string[] => {
    touches[slot] ??= touchedBy(graph.arcs[slot]);
    return touches[slot];
  };
  return {
    key: unit.graphKey,
    graph,
    backward: reverse(graph.csr),
    freeRule: readRule(graph, { mustPass: [], mustAvoid: [] }),
    corridors: dataset.corridors.map((corridor) => {
      const rule = readRule(graph, corridor);
      let met = 0;
      for (const groups of rule.meets) met |= groups;
      return { corridor, rule, isPossible: met === (1 << rule.groupCount) - 1 };
    }),
    usesOf(slot) {
      uses[slot] ??= readUses(dataset, index, graph.arcs[slot]);
      return uses[slot];
    },
    touchesOf,
    linksOf(slot) {
      links[slot] ??= graph.arcs[slot].elements.flatMap(({ link }) =>
        link === "" ? [] : [...new Set(link.split(" "))],
      );
      return links[slot];
    },
    ...namesOfArcs(graph),
    slotsTouching(id) {
      if (!slotsOf) {
        slotsOf = new Map();
        for (let slot = 0; slot < graph.arcs.length; slot++) {
          for (const touched of touchesOf(slot)) {
            const slots = slotsOf.get(touched);
            if (slots) slots.push(slot);
            else slotsOf.set(touched, [slot]);
          }
        }
      }
      return slotsOf.get(id) ?? [];
    },
  };
}

function namesOfArcs({ csr, nodes }: ServiceGraph): Pick<CargoGraph, "arcKeyOf" | "slotOfKey"> {
  let keys: string[] | undefined;
  const slotOf = new Map<string, number>();
  const all = (): string[] => {
    if (keys) return keys;
    keys = [];
    const counts = new Map<string, number>();
    for (let slot = 0; slot < csr.arcCount; slot++) {
      const ends = `${nodes[csr.tail[slot]].key}|${nodes[csr.head[slot]].key}`;
      const count = counts.get(ends) ?? 0;
      counts.set(ends, count + 1);
      const key = count === 0 ? ends : `${ends}|${count}`;
      keys.push(key);
      slotOf.set(key, slot);
    }
    return keys;
  };
  return {
    arcKeyOf: (slot) => all()[slot],
    slotOfKey: (key) => {
      all();
      return slotOf.get(key) ?? -1;
    },
  };
}

function touchedBy(arc: ServiceArc): string[] {
  const touched = new Set(arc.touches);
  for (const { subject } of arc.elements) if (subject !== undefined) touched.add(subject);
  return [...touched];
}

type ResourceIndex = ReadonlyMap<string, readonly { readonly resource: Resource; readonly at: number }[]>;

function indexResources(resources: readonly Resource[]): ResourceIndex {
  const index = new Map<string, { readonly resource: Resource; readonly at: number }[]>();
  resources.forEach((resource, at) => {
    const found = index.get(resource.subject);
    if (found) found.push({ resource, at });
    else index.set(resource.subject, [{ resource, at }]);
  });
  return index;
}

function readUses(dataset: Dataset, index: ResourceIndex, arc: ServiceArc): readonly ArcUse[] {
  const uses: ArcUse[] = [];
  const add = (subject: string, direction: 0 | 1): void => {
    for (const { resource, at } of index.get(subject) ?? []) {
      if (resource.attribute === "vessels") {
        const isOwn = resource.direction === direction;
        uses.push({ resource: at, factor: isOwn ? 1 - resource.portShare : resource.portShare });
      } else if (resource.direction === undefined || resource.direction === direction) {
        uses.push({ resource: at, factor: 1 });
      }
    }
  };
  const handled = new Set<string>();
  for (const element of arc.elements) {
    if (element.kind === "line-haul") {
      for (const id of element.link === "" ? [] : element.link.split(" ")) {
        const link = dataset.links.get(id as never);
        if (link) add(id, directionOn(link, element.from));
      }
      const service = dataset.services.get(element.service as never);
      if (service?.kind === "line") {
        const [from, to] = [element.from, element.to].map((stop) => service.stops.indexOf(stop as never));
        add(service.id, from < to ? 0 : 1);
      }
    } else if (element.subject !== undefined) {
      add(element.subject, 0);
      // A port or yard is used by what is handled there, once.
      if (element.kind !== "border" && !handled.has(element.from)) {
        handled.add(element.from);
        add(element.from, 0);
      }
    }
  }
  return uses;
}

/** Resource units per unit of cargo of an arc's use. */
export function amountTaken(resource: Resource, use: ArcUse, sizes: UnitSizes): number {
  return use.factor * amountOf(resource.measure, sizes);
}
