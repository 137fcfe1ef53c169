// Ports on the screen: where they lie, which way the sea is, what waits there by kind, and where the plate that says so finds room.

import type { ReplayOk } from "../../../../wire/crossing-replay.ts";
import { type Box, findRoom } from "./borders.ts";
import type { Project, ScreenLane } from "./projection.ts";
import { queueAt, type Tracks } from "./tracks.ts";

export type Cargo = ReplayOk["queues"][number]["cargo"];

/** Queues of one kind of cargo at one place. */
export interface PortRow {
  readonly cargo: Cargo;
  readonly queues: readonly number[];
  readonly most: number;
}

export interface Port {
  readonly place: number;
  readonly rows: readonly PortRow[];
  /** True when most of its lines go east: it lies on the west shore. */
  readonly isWest: boolean;
  /** Only tankers come here. */
  readonly isOil: boolean;
}

/** A port with its plate on the screen. */
export interface ScreenPort extends Port, Box {
  readonly x: number;
  readonly y: number;
  /** Towards the open sea. */
  readonly seaX: number;
  readonly seaY: number;
  /** Shown while the port is closed, where plates would crowd. No width: there is no plate. */
  readonly isQuiet: boolean;
}

export const HEAD_PX = 20;
export const ROW_PX = 15;
const FOOT_PX = 5;
/** A port that is closed says why on the upper edge of its plate. */
export const TAG_PX = 14;
const GAP_PX = 12;
/** Ports nearer to one another than this are dots without plates. */
const LEAST_SPREAD_PX = 150;
const AWAY_PX = 46;
const MOST_PLATE_PX = 210;
/** Below this spread a narrow map has plates for ports of cargo only. */
const OIL_SPREAD_PX = 380;
const NARROW_MAP_PX = 620;
/** Of a port's own dot. */
const OWN_PX = 7;
/** A plate of such a port stands beside it or nowhere. */
const QUIET_AWAY_PX = 40;
/** Around a port lie its ships. */
const SHIPS_PX = 30;
/** Of the map's buttons, in its upper left corner. */
const BUTTONS: Box = { left: 0, top: 0, width: 48, height: 112 };
const CARGOES: readonly Cargo[] = ["containers", "wagons", "trucks", "units", "trains", "oil"];

/** Ports of the lines, those with most waiting first. */
export function portsOf({ replay, queueMost }: Tracks): Port[] {
  const places = new Set(
    replay.lines.flatMap(({ ends }) => ends.map((id) => replay.places.findIndex((p) => p.id === id))),
  );
  const tankerLines = new Set(replay.objects.flatMap(({ kind, line }) => (kind === "tanker" ? [line] : [])));
  const lonOf = (place: number) => replay.places[place]?.coordinates[0] ?? 0;
  return [...places]
    .filter((place) => place >= 0)
    .map((place) => {
      const own = [...replay.queues.entries()].filter(([, queue]) => queue.kind !== "station" && queue.place === place);
      const rows = CARGOES.flatMap((cargo) => {
        const queues = own.filter(([, queue]) => queue.cargo === cargo).map(([q]) => q);
        const most = queues.reduce((sum, q) => sum + (queueMost[q] ?? 0), 0);
        return most > 0 ? [{ cargo, queues, most }] : [];
      });
      const others = replay.lines.flatMap(({ ends }) => {
        const [a, b] = ends.map((id) => replay.places.findIndex((p) => p.id === id));
        return a === place ? [b ?? 0] : b === place ? [a ?? 0] : [];
      });
      const mean = others.reduce((sum, other) => sum + lonOf(other), 0) / Math.max(1, others.length);
      const id = replay.places[place]?.id ?? "";
      const isOil = replay.lines.every(({ ends }, line) => tankerLines.has(line) || !ends.includes(id));
      return { place, rows, isWest: lonOf(place) < mean, isOil };
    })
    .sort((a, b) => sumOf(b) - sumOf(a));
}

/** Tonnes of oil do not compare. */
const sumOf = ({ rows }: Port): number => rows.reduce((sum, { most, cargo }) => sum + (cargo === "oil" ? 0 : most), 0);

/** What waits in a row now. */
export const rowAt = (tracks: Tracks, { queues }: PortRow, hour: number): number =>
  queues.reduce((sum, q) => sum + queueAt(tracks, q, hour), 0);

/** So many units that the longest row of boxes has room in two lines of `cells`. */
export function unitsPerBox(ports: readonly Port[], cells: number): number {
  const most = Math.max(1, ...ports.flatMap(({ rows }) => rows.map(({ most, cargo }) => (cargo === "oil" ? 0 : most))));
  return [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000].find((each) => most / each <= 2 * cells) ?? 2000;
}

/** Places plates beside their ports, away from the water and from one another, inside the picture. */
export function layoutPorts(
  { replay }: Tracks,
  ports: readonly Port[],
  {
    project,
    lanes,
    width,
    height,
    plate,
    nameWidth,
  }: {
    readonly project: Project;
    readonly lanes: readonly ScreenLane[];
    readonly width: number;
    readonly height: number;
    /** Of a plate whose name is short; px. */
    readonly plate: number;
    /** Of the name on the plate of a place, px. */
    readonly nameWidth: (place: number) => number;
  },
): ScreenPort[] {
  const placed = ports.flatMap((port): ScreenPort[] => {
    const [lon, lat] = replay.places[port.place]?.coordinates ?? [0, 0];
    const { x, y } = project(lon, lat);
    if (x < -40 || y < -40 || x > width + 40 || y > height + 40) return [];
    const tall = HEAD_PX + port.rows.length * ROW_PX + FOOT_PX;
    const wide = Math.min(Math.max(plate, nameWidth(port.place) + 18), MOST_PLATE_PX, Math.max(plate, width * 0.37));
    const beside = port.isWest ? x - AWAY_PX - wide : x + AWAY_PX;
    const left = Math.min(Math.max(6, beside), width - wide - 6);
    // Where it cannot stand beside its port it stands below.
    const isOver = x > left - OWN_PX && x < left + wide + OWN_PX;
    return [
      {
        ...port,
        x,
        y,
        ...seaFrom(replay, port.place, lanes, port.isWest),
        left,
        top: isOver ? y + 2 * OWN_PX : y - tall / 2,
        width: wide,
        height: tall,
        isQuiet: false,
      },
    ];
  });
  const [xs, ys] = [placed.map(({ x }) => x), placed.map(({ y }) => y)];
  const across = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  const isWhole = ports.length > 1 && placed.length === ports.length;
  if (isWhole && across < LEAST_SPREAD_PX) return placed.map((port) => ({ ...port, width: 0, height: 0 }));
  const isCrowded = width < NARROW_MAP_PX && across < OIL_SPREAD_PX;
  const shown = placed.filter(({ isOil }) => !(isOil && isCrowded));
  const spreadOut = [true, false].flatMap((side) =>
    spread(
      shown.filter(({ isWest }) => isWest === side),
      height,
    ),
  );
  const taken = [...takenBy(spreadOut), ...takenBy(placed.map((port) => ({ ...port, width: 0 })))];
  return [
    ...spreadOut,
    ...placed
      .filter((port) => !shown.includes(port))
      .map((port) => {
        const room = findRoom(
          port,
          { width: port.width, height: HEAD_PX },
          { width, height, taken, most: QUIET_AWAY_PX },
        );
        if (room) taken.push(room);
        return { ...port, ...(room ?? { width: 0, height: 0 }), rows: [], isQuiet: true };
      }),
  ];
}

/** Where ports let no plate lie: on theirs, with the tag of a closed one, on their ships, and on the map's buttons. */
export const takenBy = (ports: readonly ScreenPort[]): Box[] => [
  BUTTONS,
  ...ports.flatMap(({ x, y, left, top, width, height }) => [
    ...(width > 0 ? [{ left, width, top: top - TAG_PX, height: height + TAG_PX }] : []),
    { left: x - SHIPS_PX, top: y - SHIPS_PX, width: 2 * SHIPS_PX, height: 2 * SHIPS_PX },
  ]),
];

/** Pushes the plates of one shore apart, from north to south, and back up when they leave the picture. */
function spread(ports: readonly ScreenPort[], height: number): ScreenPort[] {
  const sorted = ports.toSorted((a, b) => a.y - b.y || a.left - b.left);
  const tops = sorted.map(({ top }) => top);
  // In a low picture plates stand closer.
  const tall = sorted.reduce((sum, port) => sum + port.height, 0);
  const spare = (height - 40 - tall) / Math.max(1, sorted.length - 1);
  const gap = Math.min(GAP_PX, Math.max(2, spare));
  for (let i = 0; i < sorted.length; i++) {
    const first = (sorted[i]?.left ?? 0) < BUTTONS.width ? BUTTONS.height + TAG_PX : TAG_PX;
    const above = i === 0 ? first : (tops[i - 1] ?? 0) + (sorted[i - 1]?.height ?? 0) + gap;
    tops[i] = Math.max(tops[i] ?? 0, above);
  }
  let below = height - 26;
  for (let i = sorted.length - 1; i >= 0; i--) {
    tops[i] = Math.min(tops[i] ?? 0, below - (sorted[i]?.height ?? 0));
    below = (tops[i] ?? 0) - gap;
  }
  return sorted.map((port, i) => {
    const top = tops[i] ?? port.top;
    // Who finds no room below the map's buttons stands beside them.
    const isUnder = port.left < BUTTONS.width && top - TAG_PX < BUTTONS.height;
    return { ...port, top, left: isUnder ? BUTTONS.width : port.left };
  });
}

/** The mean direction in which ships leave. */
function seaFrom(replay: ReplayOk, place: number, lanes: readonly ScreenLane[], isWest: boolean) {
  let [dx, dy] = [0, 0];
  const seen = new Set<number>();
  const { moves, places } = replay;
  const id = places[place]?.id;
  for (let i = 0; i < moves.lane.length; i++) {
    const lane = moves.lane[i] ?? -1;
    if (moves.part[i] !== 0 || seen.has(lane)) continue;
    seen.add(lane);
    const given = replay.lanes[lane];
    const screen = lanes[lane];
    if (!given || !screen || (given.from !== id && given.to !== id)) continue;
    const last = screen.x.length - 1;
    const [at, next] = given.from === id ? [0, Math.min(last, 2)] : [last, Math.max(0, last - 2)];
    const [x, y] = [(screen.x[next] ?? 0) - (screen.x[at] ?? 0), (screen.y[next] ?? 0) - (screen.y[at] ?? 0)];
    const length = Math.hypot(x, y) || 1;
    dx += x / length;
    dy += y / length;
  }
  const length = Math.hypot(dx, dy);
  return length > 1e-6 ? { seaX: dx / length, seaY: dy / length } : { seaX: isWest ? 1 : -1, seaY: 0 };
}
