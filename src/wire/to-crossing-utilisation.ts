// Everything in the simulated crossing that somebody waits for, and how busy it is, as JSON: ships, berths, stations and trains on
// land, stocks, and the yards where cargo waits.

import { blockNames, intervalOf, isFleetOf, quantileOfCells } from "../engines/simulation/index.ts";
import { blockOf, type SimulatedCrossing } from "../studies/corridor-simulation.ts";
import { nameOfStation, placeOfStation } from "../studies/name-of-station.ts";
import { directionsOf } from "./compare-crossings.ts";
import type { UtilisationJson } from "./crossing-parts.ts";
import { shipsInService } from "./to-crossing-lines.ts";
import { toInterval, toMeasure } from "./to-simulate.ts";

const ENDS = [0, 1] as const;

/** @param level of intervals */
export function toUtilisation(crossing: SimulatedCrossing, level: number): UtilisationJson[] {
  const { read, dataset, experiment } = crossing;
  const { compiled, records, cells } = experiment;
  const { flat } = compiled;
  const over = (values: readonly number[]) => intervalOf(values, level);
  const placeOf = (id: string): string | null =>
    dataset.places.has(id as never) ? id : (dataset.terminals.get(id as never)?.place ?? null);
  const nameOf = (id: string): string => dataset.places.get((placeOf(id) ?? "") as never)?.names.en ?? id;
  const handlesOf = (id: string): NonNullable<UtilisationJson["handles"]> => {
    const cargo = dataset.terminals.get(id as never)?.cargo ?? [];
    const kinds = new Set(
      cargo.map((kind) => (kind === "wagon" || kind === "truck" ? (`${kind}s` as const) : "containers")),
    );
    const [only] = kinds;
    return only === undefined || kinds.size > 1 ? "units" : only;
  };
  const serviceOf = (id: string): string => dataset.services.get(id as never)?.name ?? id;
  const waitOf = (b: number) =>
    toMeasure(over(records.map(({ waitMean }) => waitMean[b])), (share) => quantileOfCells(cells.wait[b], share));
  const errorOf = (b: number): number => Math.max(0, ...records.map(({ littleErrors }) => littleErrors[b]));
  const fleets = read.lines.flatMap((line): UtilisationJson[] => {
    const own = flat.fleets.filter(({ name }) => isFleetOf(name, line.id));
    const servers = own.reduce((sum, { vessels }) => sum + vessels, 0);
    if (servers === 0) return [];
    const inService = shipsInService(line, read);
    const busy = records.map(({ utilisation }) =>
      own.reduce((sum, { block, vessels }) => sum + (utilisation[block] * vessels) / inService, 0),
    );
    return [
      {
        id: line.id,
        kind: "fleet",
        name: line.service.name,
        place: null,
        handles: null,
        servers,
        utilisation: toInterval(over(busy)),
        wait: null,
        littleError: null,
      },
    ];
  });
  const berthIds = new Set(read.berths.map(({ id }) => id));
  const stocks = flat.stocks.map(({ name, count }, s): UtilisationJson => {
    const isBerth = berthIds.has(name);
    return {
      id: name,
      kind: isBerth ? "berth" : "wagon",
      name: nameOf(name),
      place: placeOf(name),
      handles: isBerth ? handlesOf(name) : null,
      servers: count,
      utilisation: toInterval(over(records.map(({ stockMean }) => stockMean[s] / count))),
      wait: null,
      littleError: null,
    };
  });
  const stations = read.stations.flatMap((station): UtilisationJson[] => {
    const { id, servers } = station;
    const b = blockOf(compiled, blockNames.station(id));
    if (b < 0) return [];
    return [
      {
        id,
        kind: "station",
        name: nameOfStation(dataset, station),
        place: placeOf(placeOfStation(dataset, station)),
        handles: null,
        servers,
        utilisation: toInterval(over(records.map(({ utilisation }) => utilisation[b]))),
        wait: waitOf(b),
        littleError: errorOf(b),
      },
    ];
  });
  const yards = directionsOf(crossing).flatMap(({ line, end }): UtilisationJson[] => {
    const b = blockOf(compiled, blockNames.yard(line.id, end));
    const { place } = line.ends[end];
    if (b < 0) return [];
    return [
      {
        id: `${line.id}>${place}`,
        kind: "yard",
        name: `${line.service.name}, ${nameOf(place)}`,
        place: placeOf(place),
        handles: null,
        servers: null,
        utilisation: null,
        wait: waitOf(b),
        littleError: errorOf(b),
      },
    ];
  });
  /** A block where somebody waits for something that has no servers. */
  const waiting = (block: string, kind: UtilisationJson["kind"], name: string, place: string): UtilisationJson[] => {
    const b = blockOf(compiled, block);
    if (b < 0 || !records.some(({ waitCount }) => waitCount[b] > 0)) return [];
    const row = { id: block, kind, name, place: placeOf(place), handles: null, servers: null, utilisation: null };
    return [{ ...row, wait: waitOf(b), littleError: errorOf(b) }];
  };
  const trains = (read.trains ?? []).flatMap(({ id }) => {
    const [service, place] = id.split(">");
    return waiting(blockNames.train(id), "other", `${serviceOf(service)}, ${nameOf(place)}`, place);
  });
  const empties = read.lines.flatMap(({ id, service, ends }) =>
    ENDS.flatMap((end) => {
      const { place } = ends[end];
      return waiting(blockNames.emptiesYard(id, end), "yard", `${service.name}, ${nameOf(place)}: empties`, place);
    }),
  );
  return [...fleets, ...stocks, ...stations, ...trains, ...yards, ...empties];
}
