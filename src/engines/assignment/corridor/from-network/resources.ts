// What of a dataset can be full: links, terminals, ports, border posts and the ships of a line, each as one or two elements
// of the corridor model, with what is left of its capacity in a month. Only what has a number is here; the rest is taken
// to have room. Both directions of a line share its ships: a ship that goes there comes back, and its time in port is
// taken by what it brings both ways.

import type { Dataset } from "../../../../model/dataset.ts";
import type { Value } from "../../../../model/facts.ts";
import type { Link, Service } from "../../../../model/network.ts";
import { causesAtPlace, roundWeatherHours, type Shore, spellAt, spellsOf } from "../../../../model/ship-round.ts";
import type { InstantHours } from "../../../../model/units.ts";
import type { ElementGiven } from "../flatten.ts";
import { openShare } from "./open-share.ts";

/** What an element counts, and so how much of it a unit of cargo takes. */
export type Measure = "TEU" | "t" | "unit" | "train";

export interface Resource {
  readonly id: string;
  readonly kind: "link" | "service" | "terminal" | "place" | "border";
  /** Id of the thing in the dataset. */
  readonly subject: string;
  readonly measure: Measure;
  /** The attribute that gives its capacity, or `vessels`, or `servers` for a queue. */
  readonly attribute: string;
  /** 0 for the direction in which a link or line is written, 1 for the other; both share one element where absent. */
  readonly direction?: 0 | 1;
  /** For ships: part of a round trip's time that loading one way takes, counted for the other way too (`portShareOf`). */
  readonly portShare: number;
  /** Things whose closure closes it too. */
  readonly dependsOn: readonly string[];
  /** For ships: the weather that is in their stated round. */
  readonly weather?: RoundWeather;
}

interface RoundWeather {
  readonly causes: readonly string[];
  readonly shores: readonly [Shore, Shore];
  readonly inPortHours: number;
  /** Mean of the year, hours a round. */
  readonly meanHours: number;
}

/** An element in a month, with the row that its capacity comes from. */
export interface ResourceState extends ElementGiven {
  readonly background: number;
  readonly value: Value | undefined;
}

const FLOW_CAPACITIES: readonly (readonly [attribute: string, measure: Measure, background: string])[] = [
  ["capacityTrainsPerDay", "train", ""],
  ["capacityMtPerYear", "t", "backgroundMtPerYear"],
  ["capacityTeuPerYear", "TEU", "backgroundTeuPerYear"],
  ["capacityUnitsPerDay", "unit", ""],
];

/**
 * All that can be full, in the dataset's order.
 * @param at an instant of the year whose weather ships meet
 */
export function listResources(dataset: Dataset, at: InstantHours): Resource[] {
  const attributesOf = new Map<string, Set<string>>();
  for (const { subject, attribute, use } of dataset.values) {
    if (use !== "model") continue;
    const known = attributesOf.get(subject);
    if (known) known.add(attribute);
    else attributesOf.set(subject, new Set([attribute]));
  }
  const has = (subject: string, attribute: string): boolean => attributesOf.get(subject)?.has(attribute) ?? false;
  const resources: Resource[] = [];
  const add = (kind: Resource["kind"], subject: string, dependsOn: readonly string[], isWay: boolean): void => {
    const common = { kind, subject, portShare: 0, dependsOn: [subject, ...dependsOn] };
    for (const [attribute, measure] of FLOW_CAPACITIES) {
      if (!has(subject, attribute)) continue;
      const element = { ...common, measure, attribute };
      // Trains are counted in each direction, tonnes and boxes in both together.
      if (isWay && measure === "train") {
        resources.push({ ...element, id: `${subject}#${attribute}>`, direction: 0 });
        resources.push({ ...element, id: `${subject}#${attribute}<`, direction: 1 });
      } else resources.push({ ...element, id: `${subject}#${attribute}` });
    }
    // The hours stated of a border hold its queue, where it is said how much of one; it is not waited for twice.
    if (has(subject, "queueHours")) return;
    if (has(subject, "servers") && has(subject, "serviceHours") && has(subject, "serviceUnits")) {
      resources.push({
        ...common,
        id: `${subject}#queue`,
        attribute: "servers",
        measure: queueMeasure(dataset, subject),
      });
    }
  };
  for (const { id, from, to } of dataset.links.values()) add("link", id, [from, to], true);
  for (const { id, place } of dataset.terminals.values()) add("terminal", id, [place], false);
  for (const { id } of dataset.places.values()) add("place", id, [], false);
  for (const { id } of dataset.borders) add("border", id, [], false);
  for (const service of dataset.services.values()) {
    if (has(service.id, "vessels") && has(service.id, "roundTripHours"))
      resources.push(...shipsOf(dataset, service, at));
  }
  return resources;
}

function queueMeasure(dataset: Dataset, subject: string): Measure {
  const unit = dataset.values.find((value) => value.subject === subject && value.attribute === "serviceUnits")?.unit;
  return unit === "TEU" || unit === "t" || unit === "train" ? unit : "unit";
}

/**
 * Part of a round that goes with what one way brings: `(T − S − W) / 2T` with T its hours, S those at sea and W those for weather,
 * both of which stay whatever a ship carries. Of a share b of every ship's room that other traffic takes, the handling comes
 * with each sailing and not with the cargo of the other way: `(1 − b)` of it is left.
 */
export function portShareOf(round: {
  readonly hours: number;
  readonly atSeaHours: number;
  readonly weatherHours: number;
  readonly backgroundShare: number;
}): number {
  const { hours, atSeaHours, weatherHours, backgroundShare } = round;
  if (!(hours > 0)) return 0;
  const handled = Math.min(1, Math.max(0, (hours - atSeaHours - weatherHours) / hours));
  return ((1 - backgroundShare) * handled) / 2;
}

function shipsOf(dataset: Dataset, service: Service, at: InstantHours): Resource[] {
  const rows = dataset.values.filter(({ subject, use }) => subject === service.id && use === "model");
  const unit = rows.find(({ attribute }) => attribute === "capacityUnits")?.unit;
  if (unit === undefined) return [];
  // Of the base, where it has the line: what a scenario changes for some weeks is not how long ships are in port.
  const below = dataset.base?.services.has(service.id) ? dataset.base : dataset;
  const { values } = below;
  // As it is on the first day, or when it is first stated.
  const ofLine = (attribute: string): number =>
    (
      below.findValue(service.id, attribute, at) ??
      values.find((row) => row.use === "model" && row.subject === service.id && row.attribute === attribute)
    )?.value ?? 0;
  const roundHours = ofLine("roundTripHours");
  const hops = values.filter(
    ({ subject, attribute, use }) =>
      use === "model" && attribute === "transitHours" && subject.startsWith(`${service.id}#`),
  );
  // Both ways between two ports; else the longest stated hop, there and back. A line without stated times is taken to be at sea
  // for half the round.
  const longest = hops.reduce((most, { value }) => Math.max(most, value), 0);
  const isBothWays = hops.length === 2 && service.stops.length === 2;
  const bothWays = isBothWays ? hops[0].value + hops[1].value : 2 * longest;
  const atSea = hops.length > 0 ? bothWays : roundHours / 2;
  const ports = service.stops.map((stop) => stop as string);
  const weather = roundWeatherOf(below, service, { ports, roundHours, atSea }, at);
  const portShare = portShareOf({
    hours: roundHours,
    atSeaHours: atSea,
    weatherHours: weather?.meanHours ?? 0,
    backgroundShare: ofLine("backgroundShare"),
  });
  const element = {
    kind: "service" as const,
    subject: service.id as string,
    measure: (unit === "TEU" || unit === "FEU" ? "TEU" : unit === "t" ? "t" : "unit") as Measure,
    attribute: "vessels",
    portShare,
    dependsOn: [service.id as string, ...ports],
    ...(weather === undefined ? {} : { weather }),
  };
  return [
    { ...element, id: `${service.id}#vessels>`, direction: 0 },
    { ...element, id: `${service.id}#vessels<`, direction: 1 },
  ];
}

/** Of a line between its first port and its last. */
function roundWeatherOf(
  dataset: Dataset,
  service: Service,
  round: { readonly ports: readonly string[]; readonly roundHours: number; readonly atSea: number },
  at: InstantHours,
): RoundWeather | undefined {
  const { ports, roundHours, atSea } = round;
  const causes = service.causes as readonly string[];
  if (ports.length < 2 || causes.length === 0) return undefined;
  const shoreOf = (place: string): Shore => ({
    closures: causesAtPlace(dataset, service, place),
    sailHours: atSea / 2,
  });
  const shores = [shoreOf(ports[0]), shoreOf(ports[ports.length - 1])] as const;
  const inPortHours = Math.max(0, (roundHours - atSea) / 2);
  const spells = causes.flatMap((cause) => spellsOf(dataset, cause, at) ?? []);
  return { causes, shores, inPortHours, meanHours: roundWeatherHours(shores, spells, inPortHours) };
}

/**
 * How much longer a round is by the weather of a month than its stated one, which holds for the year's; hours.
 * @param isOfYears winter is already in how long one waits (a fitted curve): only what a scenario changes counts
 */
function moreWeatherAt(dataset: Dataset, { weather }: Resource, at: InstantHours, isOfYears: boolean): number {
  if (weather === undefined) return 0;
  const { causes, shores, inPortHours, meanHours } = weather;
  const hoursOf = (of: Dataset): number =>
    roundWeatherHours(
      shores,
      causes.flatMap((cause) => spellAt(of, cause, at) ?? []),
      inPortHours,
    );
  return isOfYears ? (dataset.base ? hoursOf(dataset) - hoursOf(dataset.base) : 0) : hoursOf(dataset) - meanHours;
}

export interface MonthSpan {
  readonly from: InstantHours;
  readonly to: InstantHours;
  /** Days of the calendar year it lies in. */
  readonly daysOfYear: number;
}

/** A resource in a month: amounts per day. Capacities that change within it are averaged over its days. */
export function resourceIn(dataset: Dataset, resource: Resource, { from, to, daysOfYear }: MonthSpan): ResourceState {
  const at = ((from + to) / 2) as InstantHours;
  const { subject, attribute, dependsOn } = resource;
  let share = 1;
  for (const thing of dependsOn) share = Math.min(share, openShare(dataset, thing, from, to).share);
  const read = (name: string): Value | undefined => dataset.findValue(subject, name, at);
  const part = read("backgroundShare")?.value ?? 0;
  if (attribute === "servers") {
    const queue = queueIn(resource, read, share, part, daysOfYear);
    const fitted = fittedOf(dataset, resource);
    return fitted && (queue.servers ?? 0) > 0 ? { ...queue, fitted } : queue;
  }
  if (attribute === "vessels") {
    const [ships, size, round] = [read("vessels"), read("capacityUnits"), read("roundTripHours")];
    if (!ships || !size || !round) return unlimited(undefined);
    const loads = size.unit === "FEU" ? 2 * size.value : size.value;
    const settled = settledUse(dataset, resource.id);
    const roundHours = Math.max(1, round.value + moreWeatherAt(dataset, resource, at, settled !== undefined));
    const stated = (share * ships.value * 24 * loads) / roundHours;
    const fitted = fittedOf(dataset, resource, settled);
    const queue = fitted && stated > 0 ? { servers: 1, fitted } : {};
    return { capacity: (settled ?? 1) * stated, background: part * stated, hard: true, value: ships, ...queue };
  }
  const value = meanOver(dataset, subject, attribute, from, to);
  if (!value) return unlimited(undefined);
  const perDay = perDayOf(value.unit, daysOfYear);
  const capacity = share * value.value * perDay;
  const own = FLOW_CAPACITIES.find(([name]) => name === attribute)?.[2] ?? "";
  const other = own === "" ? undefined : read(own);
  // Other traffic is kept out of a closed element as well.
  const background = share * (other ? other.value * perDayOf(other.unit, daysOfYear) : part * value.value * perDay);
  return { capacity, background, hard: true, value };
}

/**
 * The greatest use of a line's ships at which simulated waits settled, where they were simulated: no more is sent. Traffic of
 * both ways was varied together, so it is that of the fuller way; the other way is bounded by what its ships can carry.
 */
function settledUse(dataset: Dataset, id: string): number | undefined {
  const other = id.endsWith(">") ? `${id.slice(0, -1)}<` : `${id.slice(0, -1)}>`;
  const [own, opposite] = [id, other].map((name) => dataset.delayFunctions.get(name));
  if (own === undefined) return undefined;
  return opposite === undefined || own.high >= opposite.high ? Math.min(1, own.high) : 1;
}

/**
 * The curve fitted to the simulated waits of an element, where the dataset has one.
 * @param part what the element's capacity is of that which the curve was fitted to
 */
function fittedOf(dataset: Dataset, { id }: Resource, part = 1): ElementGiven["fitted"] {
  const row = dataset.delayFunctions.get(id);
  return row && row.scaleHours > 0
    ? { scaleHours: row.scaleHours, power: row.power, pole: row.pole / part, high: row.high / part }
    : undefined;
}

const unlimited = (value: Value | undefined): ResourceState => ({
  capacity: Number.POSITIVE_INFINITY,
  background: 0,
  hard: false,
  value,
});

/** M/G/c of trains or ships that each bring `serviceUnits`. */
function queueIn(
  resource: Resource,
  read: (name: string) => Value | undefined,
  share: number,
  part: number,
  daysOfYear: number,
): ResourceState {
  const [servers, hours, units] = [read("servers"), read("serviceHours"), read("serviceUnits")];
  if (!servers || !hours || !units) return unlimited(undefined);
  const capacity = (share * servers.value * 24 * units.value) / hours.value;
  const known =
    resource.measure === "TEU"
      ? read("backgroundTeuPerYear")
      : resource.measure === "t"
        ? read("backgroundMtPerYear")
        : undefined;
  const background = share * (known ? known.value * perDayOf(known.unit, daysOfYear) : 0) || part * capacity;
  const cv = hours.cv ?? 1;
  return {
    capacity,
    background: Math.min(background, 0.95 * capacity),
    hard: false,
    servers: capacity > 0 ? Math.max(1, Math.round(servers.value)) : 0,
    variability: (0.5 + 0.5 * cv * cv) * units.value,
    value: servers,
  };
}

function perDayOf(unit: string, daysOfYear: number): number {
  if (unit === "Mt/year") return 1e6 / daysOfYear;
  return unit.endsWith("/year") ? 1 / daysOfYear : 1;
}

/** A value whose number is the mean over the days of a span, as the row that holds in its middle. */
function meanOver(
  dataset: Dataset,
  subject: string,
  attribute: string,
  from: InstantHours,
  to: InstantHours,
): Value | undefined {
  const middle = dataset.findValue(subject, attribute, ((from + to) / 2) as InstantHours);
  let sum = 0;
  let days = 0;
  for (let at = from as number; at < to; at += 24) {
    const value = dataset.findValue(subject, attribute, at as InstantHours);
    if (!value) continue;
    sum += value.value;
    days++;
  }
  if (days === 0) return undefined;
  return middle && { ...middle, value: sum / days };
}

/** What a unit of a group is in each measure. */
export interface UnitSizes {
  readonly teu: number;
  readonly tonnes: number;
  readonly teuPerTrain: number;
  readonly tonnesPerTrain: number;
}

/** Resource units that one unit of cargo takes. */
export function amountOf(measure: Measure, sizes: UnitSizes): number {
  switch (measure) {
    case "TEU":
      return sizes.teu;
    case "t":
      return sizes.tonnes;
    case "unit":
      return 1;
    case "train":
      return sizes.teu > 0 ? sizes.teu / sizes.teuPerTrain : sizes.tonnes / sizes.tonnesPerTrain;
  }
}

/** The end a link or line is written from comes first: 0 along it, 1 against. */
export function directionOn(link: Link, from: string): 0 | 1 {
  return link.from === from ? 0 : 1;
}
