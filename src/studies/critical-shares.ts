// How is what flows divided over corridors, countries of transit, operators and sea crossings? Over the corridors that compete on
// land; goods and corridors that stay at sea all the way are left out, because they would drown the rest.

import type { CorridorModel, SolvedMonth } from "../engines/assignment/index.ts";
import { type Diversification, diversify } from "../engines/flows/index.ts";
import type { CorridorId, CountryCode, PlaceId } from "../model/ids.ts";
import type { WayReader } from "./critical-things.ts";

export type DivisionBy = "corridor" | "country" | "operator" | "crossing";

export interface Division extends Diversification {
  readonly by: DivisionBy;
  readonly shares: readonly { readonly key: string; readonly name: string; readonly share: number }[];
}

/** Divisions of the base. Corridors and crossings by tonnes, countries by tonnes in transit, operators by tonne-kilometres. */
export function divide(model: CorridorModel, reader: WayReader, solved: SolvedMonth): Division[] {
  const { dataset } = model;
  const apart = familiesApart(model);
  const familyOf = new Map(dataset.corridors.map(({ id, family }) => [id as string, family]));
  const amounts: Record<DivisionBy, Map<string, number>> = {
    corridor: new Map(),
    country: new Map(),
    operator: new Map(),
    crossing: new Map(),
  };
  const add = (by: DivisionBy, key: string, amount: number): void =>
    void amounts[by].set(key, (amounts[by].get(key) ?? 0) + amount);
  for (const [path, way] of solved.columnOf.entries()) {
    if (way === undefined || way.corridor === "" || apart.has(familyOf.get(way.corridor) ?? "")) continue;
    const row = model.rows[solved.rowOf[path]];
    const tonnes = reader.tonnesOn(solved, path);
    add("corridor", way.corridor, tonnes);
    const ends = [row.demand.origin, row.demand.destination].map((place) => dataset.places.get(place)?.country);
    for (const id of way.touches) {
      const country = id.startsWith("country:") ? id.slice("country:".length) : "";
      if (country !== "" && !ends.includes(country as CountryCode)) add("country", country, tonnes);
    }
    const { arcs } = model.graphOf(row, solved.state).graph;
    for (const slot of way.slots) {
      for (const { kind, mode, from, to, operator, km } of arcs[slot].elements) {
        if (kind !== "line-haul") continue;
        if (operator !== "") add("operator", operator, tonnes * km);
        if (mode === "sea") add("crossing", [from, to].sort().join(" – "), tonnes);
      }
    }
  }
  const place = (id: string): string => dataset.places.get(id as PlaceId)?.names.en ?? id;
  const nameOf: Record<DivisionBy, (key: string) => string> = {
    corridor: (id) => dataset.corridors.find((corridor) => corridor.id === (id as CorridorId))?.names.en ?? id,
    country: (code) => dataset.countries.get(code as CountryCode)?.en ?? code,
    operator: (operator) => operator,
    crossing: (key) => key.split(" – ").map(place).join(" – "),
  };
  return (Object.keys(amounts) as DivisionBy[]).map((by) => toDivision(by, amounts[by], nameOf[by]));
}

/** Families of corridors that some group is bound to: what goes there has no choice on land. */
export function familiesApart({ dataset }: CorridorModel): ReadonlySet<string> {
  const familyOf = new Map(dataset.corridors.map(({ id, family }) => [id as string, family]));
  const apart = new Set<string>();
  for (const { corridors } of dataset.demandGroups.values()) {
    const families = new Set(corridors.map((id) => familyOf.get(id)));
    if (families.size === 1) for (const family of families) apart.add(family ?? "");
  }
  return apart;
}

function toDivision(by: DivisionBy, amounts: ReadonlyMap<string, number>, nameOf: (key: string) => string): Division {
  const sorted = [...amounts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const total = sorted.reduce((sum, [, amount]) => sum + amount, 0);
  const shares = sorted.map(([key, amount]) => ({ key, name: nameOf(key), share: total > 0 ? amount / total : 0 }));
  return { by, shares, ...diversify(sorted.map(([, amount]) => amount)) };
}
