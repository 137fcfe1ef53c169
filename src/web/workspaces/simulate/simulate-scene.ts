// A simulated crossing → lines and points of the map: lanes by the tonnes they carry and how full their ships are, ports by the wait
// for a ship and how full their berths are; or by what changed. Pure.

import type { Feature, FeatureCollection, Position } from "geojson";
import type { SimulatedStateJson } from "../../../wire/simulate-corridor.ts";
import { sceneLine, signedRoot } from "../../map/scene-features.ts";
import type { Show } from "../../state/app-state.ts";
import type { NetworkOk } from "../../state/plan.tsx";
import type { CrossingJson } from "./look.ts";

const WIDEST_PX = 12;
const THINNEST_PX = 1.5;
const SMALLEST_PX = 5;
const LARGEST_PX = 17;
/** Changes below this share of the largest amount are not drawn as if they were large, even when nothing changes more. */
const LEAST_SHARE = 0.02;

export interface Lane {
  /** Of the link between the ports, else of the line. */
  readonly id: string;
  readonly lines: readonly string[];
  readonly coordinates: readonly Position[];
  readonly tonnesPerYear: number;
  /** Carried over what could be, of the fuller way of the fullest line. */
  readonly use: number;
}

export interface PortWait {
  readonly id: string;
  /** Of all units that leave from here, by how many they are; lines state amounts in TEU, tonnes or units, which do not add up. */
  readonly waitHours: number;
  readonly queue: number;
  /** Share of berths in use, of the fullest; absent where none is counted. */
  readonly use: number | undefined;
}

/** Ways across the water, those of several lines on the same link together. */
export function lanesOf(
  state: SimulatedStateJson,
  network: NetworkOk | undefined,
  positionOf: (id: string) => Position | undefined,
): readonly Lane[] {
  const links = new Map(
    network?.links
      .filter(({ mode }) => mode === "sea" || mode === "inland-water")
      .flatMap((link) => [
        [`${link.from} ${link.to}`, link],
        [`${link.to} ${link.from}`, link],
      ]),
  );
  const lanes = new Map<string, Lane>();
  for (const crossing of state.crossings) {
    const link = links.get(`${crossing.from} ${crossing.to}`);
    const ends = [positionOf(crossing.from), positionOf(crossing.to)].filter((at) => at !== undefined);
    const id = link?.id ?? [crossing.from, crossing.to].sort().join("--");
    const coordinates = link?.coordinates ?? ends;
    const could = crossing.simulatedCapacityPerYear.mean;
    const use = could ? (crossing.carriedPerYear.mean ?? 0) / could : 0;
    const known = lanes.get(id);
    lanes.set(id, {
      id,
      coordinates,
      lines: [...new Set([...(known?.lines ?? []), crossing.line])],
      tonnesPerYear: (known?.tonnesPerYear ?? 0) + crossing.carriedTonnesPerYear,
      use: Math.max(known?.use ?? 0, use),
    });
  }
  return [...lanes.values()];
}

/** Ports that something leaves from. */
export function portsOf(state: SimulatedStateJson): readonly PortWait[] {
  const ids = [...new Set(state.crossings.map(({ from }) => from))];
  return ids.map((id) => {
    const leaving = state.crossings.filter(({ from }) => from === id);
    // Little's law: what waits over how long it waits is how many come, whatever the line is stated in.
    const queue = leaving.reduce((sum, yard) => sum + (yard.queue.mean ?? 0), 0);
    const comes = leaving.reduce(
      (sum, yard) => sum + (yard.wait.mean ? (yard.queue.mean ?? 0) / yard.wait.mean : 0),
      0,
    );
    const berths = state.utilisation.filter(({ kind, place }) => kind === "berth" && place === id);
    const shares = berths.flatMap(({ utilisation }) => (utilisation?.mean == null ? [] : [utilisation.mean]));
    return {
      id,
      waitHours: comes > 0 ? queue / comes : 0,
      queue,
      use: shares.length > 0 ? Math.max(...shares) : undefined,
    };
  });
}

export interface SimulateSceneInput {
  readonly base: SimulatedStateJson;
  readonly state: SimulatedStateJson;
  readonly show: Exclude<Show, "auto">;
  readonly network: NetworkOk | undefined;
  readonly positionOf: (id: string) => Position | undefined;
  readonly label: (port: PortWait, before: PortWait | undefined) => string;
  /** Whether a difference of a yard leaves no doubt about its sign: what may be none is drawn as none. */
  readonly isSure: (yard: CrossingJson, measure: "wait" | "carriedPerYear") => boolean;
}

export function simulateLines(input: SimulateSceneInput): FeatureCollection & { readonly widest: number } {
  const { base, state, show, network, positionOf, isSure } = input;
  const before = new Map(lanesOf(base, network, positionOf).map((lane) => [lane.id, lane.tonnesPerYear]));
  const difference = show === "difference";
  const sureLines = new Set(state.crossings.filter((yard) => isSure(yard, "carriedPerYear")).map(({ line }) => line));
  const changeOf = (lane: Lane): number =>
    lane.lines.some((line) => sureLines.has(line)) ? lane.tonnesPerYear - (before.get(lane.id) ?? 0) : 0;
  const rows = lanesOf(state, network, positionOf).map((lane) => ({
    lane,
    amount: difference ? changeOf(lane) : lane.tonnesPerYear,
  }));
  const changes = rows.map(({ amount }) => Math.abs(amount));
  const most = Math.max(0, ...changes);
  const floor = difference && most > 0 ? LEAST_SHARE * Math.max(...rows.map(({ lane }) => lane.tonnesPerYear)) : 0;
  const largest = Math.max(most, floor);
  const features = rows.flatMap(({ lane, amount }): Feature[] => {
    const share = largest > 0 ? Math.abs(amount) / largest : 0;
    if (lane.coordinates.length < 2) return [];
    return [
      sceneLine({
        id: lane.id,
        coordinates: lane.coordinates,
        share,
        thinnestPx: THINNEST_PX,
        widestPx: WIDEST_PX,
        value: difference ? signedRoot(amount, share) : lane.use,
      }),
    ];
  });
  return { type: "FeatureCollection", features, widest: largest };
}

export function simulatePoints({ base, state, show, positionOf, label, isSure }: SimulateSceneInput): Feature[] {
  const before = new Map(portsOf(base).map((port) => [port.id, port]));
  const difference = show === "difference";
  const surePorts = new Set(state.crossings.filter((yard) => isSure(yard, "wait")).map(({ from }) => from));
  const changeOf = (port: PortWait): number =>
    surePorts.has(port.id) ? port.waitHours - (before.get(port.id)?.waitHours ?? 0) : 0;
  const rows = portsOf(state).map((port) => ({ port, amount: difference ? changeOf(port) : port.waitHours }));
  const floor = difference ? LEAST_SHARE * Math.max(0, ...rows.map(({ port }) => port.waitHours)) : 0;
  const largest = Math.max(1e-9, floor, ...rows.map(({ amount }) => Math.abs(amount)));
  return rows.flatMap(({ port, amount }): Feature[] => {
    const at = positionOf(port.id);
    if (!at) return [];
    const share = Math.abs(amount) / largest;
    const value = difference ? signedRoot(amount, share) : port.use;
    return [
      {
        type: "Feature",
        properties: {
          id: port.id,
          mark: "bottleneck",
          size: SMALLEST_PX + (LARGEST_PX - SMALLEST_PX) * Math.sqrt(share),
          label: label(port, before.get(port.id)),
          ...(value === undefined ? {} : { value }),
        },
        geometry: { type: "Point", coordinates: at },
      },
    ];
  });
}
