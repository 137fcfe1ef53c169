// How large is each flow at a first guess? Tonnes by pair of zones from quantities, values per tonne or trade grown with
// output, divided among places by iterated proportional fitting on a gravity seed (docs/method/demand.md).
// Not covered: seasons.

import type { DerivationInputs, FlowGuess, Zone } from "../data/index.ts";
import { geodesicKm } from "../lib/geodesic.ts";
import { fitTable } from "../lib/ipf.ts";
import type { Dataset } from "../model/dataset.ts";
import { type CorridorId, id, type PlaceId } from "../model/ids.ts";
import { InvalidInput, type Problem } from "../model/problem.ts";

/** A cell of the table before totals are looked at. */
export interface PriorCell {
  readonly id: string;
  readonly origin: PlaceId;
  readonly destination: PlaceId;
  readonly group: string;
  /** Those of all its flows; empty when one of them names none. */
  readonly corridors: readonly CorridorId[];
  readonly tonnes: number;
  /** Its parts by flow, in tonnes, with the flow's relative standard error. */
  readonly parts: readonly { readonly flow: FlowGuess; readonly tonnes: number }[];
}

/** Tonnes of a flow between its zones. */
export function tonnesOf(flow: FlowGuess, { zones, trade, output }: DerivationInputs): number {
  if (flow.method === "quantity") return flow.amount * flow.share;
  const million =
    flow.method === "value" ? flow.amount : grownTrade(zones.get(flow.from), zones.get(flow.to), trade, output);
  return (million * 1e6 * flow.share) / flow.usdPerTonne;
}

/** Exports of all economies of one zone to all of the other, each grown with the geometric mean of both economies. */
function grownTrade(
  from: Zone | undefined,
  to: Zone | undefined,
  trade: DerivationInputs["trade"],
  output: DerivationInputs["output"],
): number {
  const growth = (economy: string): number => {
    const found = output.get(economy);
    return found === undefined ? 1 : found.after / found.before;
  };
  let sum = 0;
  for (const exporter of from?.economies ?? [])
    for (const importer of to?.economies ?? [])
      sum += (trade.get(`${exporter}>${importer}`) ?? 0) * Math.sqrt(growth(exporter) * growth(importer));
  return sum;
}

/**
 * The cells of all flows, in the order of the flows; what several flows say of one cell adds up.
 * @throws InvalidInput when a place or group is not the dataset's
 */
export function priorCells(dataset: Dataset, inputs: DerivationInputs): PriorCell[] {
  const problems: Problem[] = [];
  for (const zone of inputs.zones.values())
    for (const { place } of zone.places)
      if (!dataset.places.has(id<PlaceId>(place))) problems.push(unknown("place", place));
  for (const { group, place } of inputs.flows)
    if (!dataset.demandGroups.has(group)) problems.push(unknown("group", group, place));
  if (problems.length > 0) throw new InvalidInput(problems);
  const cells = new Map<
    string,
    { cell: Omit<PriorCell, "tonnes" | "parts" | "corridors">; parts: { flow: FlowGuess; tonnes: number }[] }
  >();
  for (const flow of inputs.flows) {
    for (const { origin, destination, tonnes } of divide(dataset, flow, inputs)) {
      const key = `${flow.group}--${origin}--${destination}`;
      const found = cells.get(key) ?? { cell: { id: key, origin, destination, group: flow.group }, parts: [] };
      found.parts.push({ flow, tonnes });
      cells.set(key, found);
    }
  }
  return [...cells.values()].map(({ cell, parts }) => ({
    ...cell,
    parts,
    corridors: parts.some(({ flow }) => flow.corridors.length === 0)
      ? []
      : [...new Set(parts.flatMap(({ flow }) => flow.corridors.map((corridor) => id<CorridorId>(corridor))))],
    tonnes: parts.reduce((sum, part) => sum + part.tonnes, 0),
  }));
}

const unknown = (kind: string, name: string, place = "derivation/zones.csv"): Problem => ({
  code: `unknown-${kind}`,
  place,
  message: `${name} is no ${kind} of this dataset`,
  hint: "correct it, or add it to the dataset",
});

function divide(dataset: Dataset, flow: FlowGuess, inputs: DerivationInputs) {
  const from = inputs.zones.get(flow.from)?.places ?? [];
  const to = inputs.zones.get(flow.to)?.places ?? [];
  const total = tonnesOf(flow, inputs);
  const seed = from.flatMap((a) => to.map((b) => 1 / Math.max(100, distanceKm(dataset, a.place, b.place))));
  const { table } = fitTable(
    seed,
    from.map(({ share }) => share * total),
    to.map(({ share }) => share * total),
  );
  return from.flatMap((a, i) =>
    to.map((b, j) => ({
      origin: id<PlaceId>(a.place),
      destination: id<PlaceId>(b.place),
      tonnes: table[i * to.length + j],
    })),
  );
}

function distanceKm(dataset: Dataset, a: string, b: string): number {
  const [from, to] = [dataset.places.get(id<PlaceId>(a)), dataset.places.get(id<PlaceId>(b))];
  return from && to ? geodesicKm(from, to) : 1;
}
