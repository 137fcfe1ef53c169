// What `kopru data show` says of the demand tables: a group, a cell, a published total.

import type { Dataset } from "../model/dataset.ts";
import type { Language } from "../model/network.ts";

interface Head {
  readonly kind: string;
  readonly title: string;
  readonly properties: Record<string, string>;
  readonly related: { id: string; kind: string; title: string }[];
}

export function headOfDemand(dataset: Dataset, thingId: string, language: Language): Head | undefined {
  const group = dataset.demandGroups.get(thingId);
  if (group !== undefined) {
    const { cargo, commodity, countedIn, corridors, note } = group;
    const rows = dataset.demand.filter((row) => row.group === thingId);
    const properties = {
      cargo,
      commodity,
      countedIn,
      corridors: corridors.join("; "),
      cells: String(rows.length),
      note,
    };
    return { kind: "demand-group", title: group.names[language], properties, related: rows.map(relatedCell) };
  }
  const cell = dataset.demand.find((row) => row.id === thingId);
  if (cell !== undefined) {
    const { origin, destination, tonnesPerYear, teuPerYear, low, high, year, basis, source, note } = cell;
    const names = (id: typeof origin): string => dataset.places.get(id)?.names[language] ?? id;
    const amounts = { tonnesPerYear: String(tonnesPerYear), teuPerYear: String(teuPerYear) };
    const range = { low: String(low ?? ""), high: String(high ?? "") };
    return {
      kind: "demand",
      title: `${dataset.demandGroups.get(cell.group)?.names[language] ?? cell.group}: ${names(origin)} – ${names(destination)}`,
      properties: { ...amounts, ...range, year: String(year), basis, source, note },
      related: [
        { id: origin, kind: "place", title: names(origin) },
        { id: destination, kind: "place", title: names(destination) },
        { id: cell.group, kind: "demand-group", title: cell.group },
      ],
    };
  }
  const count = dataset.counts.find((row) => row.id === thingId);
  if (count === undefined) return undefined;
  const { kind, subjects, groups, mode, from, to, year, value, unit, se, outside, fact, use, note } = count;
  const scope = {
    kind,
    subjects: subjects.join("; "),
    groups: groups.join("; "),
    mode,
    from: from.join("; "),
    to: to.join("; "),
  };
  const figure = {
    year: String(year),
    value: `${value} ${unit}`,
    outside: `${outside} ${unit}`,
    standardError: `${se} ${unit}`,
  };
  return {
    kind: "count",
    title: dataset.facts.get(fact)?.statement ?? thingId,
    properties: { ...scope, ...figure, fact, use, note },
    related: [{ id: fact, kind: "fact", title: dataset.facts.get(fact)?.statement ?? fact }],
  };
}

const relatedCell = ({ id, origin, destination }: Dataset["demand"][number]): Head["related"][number] => ({
  id,
  kind: "demand",
  title: `${origin} – ${destination}`,
});
