// Rows laid over a loaded dataset: another dataset that gives the new rows where they hold and the old ones everywhere else.
// What the rows do not touch is shared with the dataset below, which never changes; so this takes a millisecond or two,
// where loading takes hundreds.

import { createHash } from "node:crypto";
import type { DatasetLayer, ScenarioOf } from "../model/dataset.ts";
import type { DemandRow } from "../model/demand.ts";
import type { Source, Value } from "../model/facts.ts";
import type {
  Border,
  Condition,
  Embargo,
  Link,
  Place,
  Service,
  StatusPeriod,
  Tariff,
  Terminal,
} from "../model/network.ts";
import { instant } from "../model/units.ts";
import type { ClosureRow } from "./parse-rules.ts";
import { type LoadedDataset, lookups } from "./stack-layers.ts";
import { type Candidate, firstHolding, toCandidate } from "./value-index.ts";

/** Things with an id replace the ones of that id or come after the others. */
export interface LaidRows {
  /** In order of precedence: the first that holds wins, before every row below. */
  readonly values?: readonly Value[];
  /** As values: where none holds, the dataset below is asked. */
  readonly statuses?: readonly StatusPeriod[];
  readonly places?: readonly Place[];
  readonly links?: readonly Link[];
  readonly terminals?: readonly Terminal[];
  readonly borders?: readonly Border[];
  readonly services?: readonly Service[];
  readonly tariffs?: readonly Tariff[];
  readonly closures?: readonly ClosureRow[];
  readonly conditions?: readonly Condition[];
  readonly embargoes?: readonly Embargo[];
  readonly demand?: readonly DemandRow[];
  readonly sources?: readonly Source[];
  /** Ids of closures, conditions, embargoes and rows of demand that no longer hold. */
  readonly dropped?: ReadonlySet<string>;
}

/** Lists of rows laid one after the other, as one. */
export function joinRows(lists: readonly LaidRows[]): LaidRows {
  const all = <T>(pick: (rows: LaidRows) => readonly T[] | undefined): T[] => lists.flatMap((rows) => pick(rows) ?? []);
  /** Of values and statuses the first that holds wins, of things with an id the last. */
  const lastFirst = [...lists].reverse();
  return {
    values: lastFirst.flatMap(({ values }) => values ?? []),
    statuses: lastFirst.flatMap(({ statuses }) => statuses ?? []),
    places: all(({ places }) => places),
    links: all(({ links }) => links),
    terminals: all(({ terminals }) => terminals),
    borders: all(({ borders }) => borders),
    services: all(({ services }) => services),
    tariffs: all(({ tariffs }) => tariffs),
    closures: all(({ closures }) => closures),
    conditions: all(({ conditions }) => conditions),
    embargoes: all(({ embargoes }) => embargoes),
    demand: all(({ demand }) => demand),
    sources: all(({ sources }) => sources),
    dropped: new Set(all(({ dropped }) => (dropped === undefined ? undefined : [...dropped]))),
  };
}

/** Lays rows over a dataset; its layers, hash and scenario stay those of the dataset below (see `underScenario`). */
export function layOver(below: LoadedDataset, rows: LaidRows): LoadedDataset {
  const dropped = rows.dropped ?? new Set<string>();
  const replaced = <T extends { readonly id: string }>(list: readonly T[], added: readonly T[] = []): readonly T[] =>
    replaceIn(list, added, dropped);
  return {
    ...below,
    places: withItems(below.places, rows.places),
    links: withItems(below.links, rows.links),
    terminals: withItems(below.terminals, rows.terminals),
    services: withItems(below.services, rows.services),
    sources: withItems(below.sources, rows.sources),
    borders: replaced(below.borders, rows.borders),
    tariffs: replaced(below.tariffs, rows.tariffs),
    closures: replaced(below.closures, rows.closures),
    conditions: replaced(below.conditions, rows.conditions),
    embargoes: replaced(below.embargoes, rows.embargoes),
    demand: replaced(below.demand, rows.demand),
    ...laidLookups(below, rows),
    ...laidValues(below, rows.values),
    ...laidStatuses(below, rows.statuses),
  };
}

/** Names a scenario as the last layer of a dataset and remembers the one below. */
export function underScenario(below: LoadedDataset, laid: LoadedDataset, scenario: ScenarioOf): LoadedDataset {
  const layer: DatasetLayer = {
    name: scenario.id,
    title: scenario.name,
    version: "",
    hash: scenario.hash,
    kind: "scenario",
  };
  const hash = createHash("sha256").update(`${below.hash}\nscenario ${scenario.hash}\n`).digest("hex");
  return { ...laid, layers: [...below.layers, layer], hash, scenario, base: below };
}

function withItems<K extends string, T extends { readonly id: K }>(
  below: ReadonlyMap<K, T>,
  items: readonly T[] | undefined,
): ReadonlyMap<K, T> {
  if (items === undefined || items.length === 0) return below;
  const map = new Map(below);
  for (const item of items) map.set(item.id, item);
  return map;
}

function replaceIn<T extends { readonly id: string }>(
  below: readonly T[],
  added: readonly T[],
  dropped: ReadonlySet<string>,
): readonly T[] {
  if (added.length === 0 && dropped.size === 0) return below;
  const last = new Map(added.map((item) => [item.id, item]));
  const kept = below.filter(({ id }) => last.has(id) || !dropped.has(id));
  const known = new Set(kept.map(({ id }) => id));
  return [...kept.map((item) => last.get(item.id) ?? item), ...[...last.values()].filter(({ id }) => !known.has(id))];
}

function laidLookups(below: LoadedDataset, { places = [], links = [], terminals = [] }: LaidRows) {
  if (places.length + links.length + terminals.length === 0) return {};
  return lookups({
    places: withItems(below.places, places).values(),
    links: withItems(below.links, links).values(),
    terminals: withItems(below.terminals, terminals).values(),
  });
}

/** What lies in front of a dataset that was not laid over another, by subject and attribute, in order of precedence. */
interface Front {
  readonly root: LoadedDataset;
  readonly rows: ReadonlyMap<string, ReadonlyMap<string, readonly Candidate[]>>;
}

/** Datasets laid several times over each other are asked as one: their fronts are joined. */
const fronts = new WeakMap<object, Front>();

function laidValues(below: LoadedDataset, values: readonly Value[] = []): Partial<LoadedDataset> {
  if (values.length === 0) return {};
  const known = fronts.get(below.findValue);
  const { root, rows } = joinFront(known ?? { root: below, rows: new Map() }, values);
  const all = [...below.values, ...values];
  const findValue: LoadedDataset["findValue"] = (subject, attribute, at) => {
    const candidates = rows.get(subject)?.get(attribute);
    const found = candidates === undefined ? undefined : firstHolding(candidates, at);
    return found ?? root.findValue(subject, attribute, at);
  };
  fronts.set(findValue, { root, rows });
  return {
    values: all,
    findValue,
    listValues(subject) {
      const laid = rows.get(subject);
      if (laid === undefined) return root.listValues(subject);
      return [...root.listValues(subject), ...[...laid.values()].flat().map(({ value }) => value)];
    },
    valuesInOrder(subject, attribute) {
      const candidates = rows.get(subject)?.get(attribute);
      const rest = root.valuesInOrder(subject, attribute);
      return candidates === undefined ? rest : [...candidates.map(({ value }) => value), ...rest];
    },
  };
}

function joinFront({ root, rows }: Front, values: readonly Value[]): Front {
  const added = new Map<string, Map<string, Candidate[]>>();
  for (const value of values) {
    const byAttribute = added.get(value.subject) ?? new Map<string, Candidate[]>();
    added.set(value.subject, byAttribute);
    const candidates = byAttribute.get(value.attribute);
    if (candidates === undefined) byAttribute.set(value.attribute, [toCandidate(value, 0)]);
    else candidates.push(toCandidate(value, 0));
  }
  const joined = new Map(rows);
  for (const [subject, byAttribute] of added) {
    const whole = new Map(rows.get(subject) ?? []);
    for (const [attribute, candidates] of byAttribute)
      whole.set(attribute, [...candidates, ...(whole.get(attribute) ?? [])]);
    joined.set(subject, whole);
  }
  return { root, rows: joined };
}

function laidStatuses(below: LoadedDataset, statuses: readonly StatusPeriod[] = []): Partial<LoadedDataset> {
  if (statuses.length === 0) return {};
  const front = new Map<string, { period: StatusPeriod; from: number; to: number }[]>();
  for (const period of statuses) {
    const entry = {
      period,
      from: period.from === undefined ? Number.NEGATIVE_INFINITY : instant(period.from),
      to: period.to === undefined ? Number.POSITIVE_INFINITY : instant(period.to),
    };
    const list = front.get(period.subject);
    if (list === undefined) front.set(period.subject, [entry]);
    else list.push(entry);
  }
  return {
    statusAt(subject, at) {
      const laid = front.get(subject)?.find(({ from, to }) => at >= from && at < to);
      return laid === undefined ? below.statusAt(subject, at) : laid.period.status;
    },
    statusPeriods(subject) {
      const laid = front.get(subject);
      if (laid === undefined) return below.statusPeriods(subject);
      return [...below.statusPeriods(subject), ...laid.map(({ period }) => period)];
    },
  };
}
