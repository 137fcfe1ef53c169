// One frame of the strip: a row for each line, west to the left. Land, yard, water, yard, land: the same cargo as on the map, by
// how far it has come instead of where it is, with what each section holds.

import type { ReplayLook } from "./look.ts";
import { shorten } from "./shorten.ts";
import { drawStations, landX, type StripStation, stationsOf } from "./strip-stations.ts";
import { closureAt, queueAt, rowsAt, type Tracks } from "./tracks.ts";

export interface StripRow {
  readonly line: number;
  /** End of the line that lies in the west. */
  readonly west: 0 | 1;
  readonly places: readonly [number, number];
  /** Queue at each end; −1 without one. */
  readonly queues: readonly [number, number];
  /** Borders and changes of gauge that its cargo passes. */
  readonly stations: readonly StripStation[];
}

export interface StripFrame {
  readonly tracks: Tracks;
  readonly rows: readonly StripRow[];
  readonly look: ReplayLook;
  readonly hour: number;
  readonly width: number;
  readonly nameOf: (line: number) => string;
  readonly number: (value: number) => string;
}

export const STRIP_HEAD_PX = 18;
export const STRIP_ROW_PX = 25;
const MOST_ROWS = 6;
const YARD_PX = 46;

/** The busiest lines of what leads, so that two strips side by side have the same line in the same row. */
export function stripRowsOf({ replay }: Tracks, leading: Tracks): StripRow[] {
  return leading.lineOrder.slice(0, MOST_ROWS).flatMap((led): StripRow[] => {
    const line = replay.lines.findIndex(({ id }) => id === leading.replay.lines[led]?.id);
    const given = replay.lines[line];
    if (given === undefined) return [];
    const [a = -1, b = -1] = given.ends.map((id) => replay.places.findIndex((place) => place.id === id));
    const lonOf = (place: number) => replay.places[place]?.coordinates[0] ?? 0;
    const queueOf = (end: number) =>
      replay.queues.findIndex((queue) => queue.kind !== "station" && queue.line === line && queue.end === end);
    const west = lonOf(a) <= lonOf(b) ? 0 : 1;
    const stations = stationsOf(replay, line, west);
    return [{ line, west, places: [a, b], queues: [queueOf(0), queueOf(1)], stations }];
  });
}

/** Where sections begin and end, px. */
export function stripColumns(width: number) {
  const name = width < 560 ? 108 : width < 900 ? 176 : 216;
  const rest = width - name - 2 * YARD_PX - 8;
  const land = Math.max(40, rest * 0.27);
  return {
    name,
    westLand: [name, name + land] as const,
    westYard: [name + land, name + land + YARD_PX] as const,
    sea: [name + land + YARD_PX, width - 8 - land - YARD_PX] as const,
    eastYard: [width - 8 - land - YARD_PX, width - 8 - land] as const,
    eastLand: [width - 8 - land, width - 8] as const,
  };
}

/** Draws a frame. */
export function drawStrip(ctx: CanvasRenderingContext2D, frame: StripFrame): void {
  const { rows, look, width } = frame;
  const columns = stripColumns(width);
  const height = STRIP_HEAD_PX + rows.length * STRIP_ROW_PX;
  ctx.clearRect(0, 0, width, height);
  ctx.fillStyle = look.band;
  ctx.fillRect(columns.sea[0], STRIP_HEAD_PX, columns.sea[1] - columns.sea[0], height - STRIP_HEAD_PX);
  const rowOf = new Map(rows.map((row, i) => [row.line, i]));
  rows.forEach((row, i) => {
    drawRow(ctx, frame, row, i);
  });
  const inside = drawMoving(ctx, frame, rowOf);
  drawLying(ctx, frame, rowOf);
  rows.forEach(({ stations }, i) => {
    drawStations(ctx, { ...frame, stations, y: STRIP_HEAD_PX + i * STRIP_ROW_PX + STRIP_ROW_PX / 2, columns });
  });
  ctx.font = `500 10.5px ${look.font}`;
  ctx.textBaseline = "middle";
  ctx.fillStyle = look.ink2;
  rows.forEach((_, i) => {
    const y = STRIP_HEAD_PX + i * STRIP_ROW_PX + STRIP_ROW_PX / 2;
    ctx.textAlign = "left";
    ctx.fillText(frame.number(inside[i]?.[0] ?? 0), columns.westLand[0] + 4, y);
    ctx.textAlign = "right";
    ctx.fillText(frame.number(inside[i]?.[1] ?? 0), columns.eastLand[1] - 4, y);
  });
}

function drawRow(ctx: CanvasRenderingContext2D, frame: StripFrame, row: StripRow, at: number): void {
  const { look, nameOf, width, tracks, hour } = frame;
  const columns = stripColumns(width);
  const y = STRIP_HEAD_PX + at * STRIP_ROW_PX;
  ctx.strokeStyle = look.line;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(0, y + 0.5);
  ctx.lineTo(width, y + 0.5);
  ctx.stroke();
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  ctx.fillStyle = look.ink;
  drawName(ctx, nameOf(row.line), { width: columns.name - 14, y: y + STRIP_ROW_PX / 2, font: look.font });
  // Rails or road on both shores.
  ctx.strokeStyle = look.line;
  ctx.beginPath();
  for (const [from, to] of [columns.westLand, columns.eastLand]) {
    ctx.moveTo(from + 30, y + STRIP_ROW_PX / 2);
    ctx.lineTo(to - 30, y + STRIP_ROW_PX / 2);
  }
  ctx.stroke();
  for (const [end, [left, right]] of [
    [row.west, columns.westYard],
    [row.west === 0 ? 1 : 0, columns.eastYard],
  ] as const) {
    const queue = row.queues[end];
    const closure = closureAt(tracks, row.places[end], hour);
    ctx.fillStyle = closure ? look.closedSoft : look.raised;
    ctx.fillRect(left + 1, y + 2, right - left - 2, STRIP_ROW_PX - 3);
    const units = queue < 0 ? 0 : queueAt(tracks, queue, hour);
    const most = queue < 0 ? 1 : Math.max(1, tracks.queueMost[queue] ?? 1);
    const cargo = queue < 0 ? "units" : (tracks.replay.queues[queue]?.cargo ?? "units");
    const tall = (STRIP_ROW_PX - 5) * Math.min(1, units / most);
    ctx.fillStyle = look.cargo[cargo] ?? look.ink2;
    ctx.globalAlpha = 0.85;
    ctx.fillRect(left + 3, y + STRIP_ROW_PX - 2 - tall, 7, tall);
    ctx.globalAlpha = 1;
    ctx.strokeStyle = closure ? look.closed : look.line;
    ctx.lineWidth = closure ? 1.6 : 1;
    ctx.strokeRect(left + 1.5, y + 2.5, right - left - 3, STRIP_ROW_PX - 4);
    ctx.fillStyle = closure ? look.closed : look.ink;
    ctx.textAlign = "right";
    ctx.font = `600 11px ${look.font}`;
    if (queue >= 0) ctx.fillText(frame.number(units), right - 5, y + STRIP_ROW_PX / 2 + 0.5);
  }
}

/** A name in one line, or in two where one is too narrow. */
function drawName(
  ctx: CanvasRenderingContext2D,
  name: string,
  { width, y, font }: { readonly width: number; readonly y: number; readonly font: string },
): void {
  ctx.font = `500 11.5px ${font}`;
  if (ctx.measureText(name).width <= width) {
    ctx.fillText(name, 8, y);
    return;
  }
  ctx.font = `500 9.5px ${font}`;
  const words = name.split(" ");
  let first = words.shift() ?? "";
  while (words.length > 1 && ctx.measureText(`${first} ${words[0]}`).width <= width)
    first = `${first} ${words.shift()}`;
  ctx.fillText(shorten(ctx, first, width), 8, y - 5);
  ctx.fillText(shorten(ctx, words.join(" "), width), 8, y + 6);
}

/** Trains, trucks and ships. @returns units under way on land, west and east, of each row */
function drawMoving(
  ctx: CanvasRenderingContext2D,
  { tracks, rows, look, hour, width }: StripFrame,
  rowOf: ReadonlyMap<number, number>,
): number[][] {
  const { moves, flows, objects, lines } = tracks.replay;
  const columns = stripColumns(width);
  const inside = rows.map(() => [0, 0]);
  const trains = new Path2D();
  const trucks = new Path2D();
  const ships: { x: number; y: number; east: boolean; full: number }[] = [];
  for (const move of rowsAt(tracks.moveSlots, hour)) {
    const [from, to] = [tracks.fromHour[move] as number, tracks.toHour[move] as number];
    if (hour < from || hour >= to) continue;
    const share = (hour - from) / (to - from);
    const part = moves.part[move] as number;
    const load = moves.load[move] as number;
    const flow = flows[moves.flow[move] as number];
    const line = part === 0 ? (objects[moves.object[move] as number]?.line ?? -1) : (flow?.line ?? -1);
    const at = rowOf.get(line);
    const row = at === undefined ? undefined : rows[at];
    if (at === undefined || row === undefined) continue;
    const middle = STRIP_HEAD_PX + at * STRIP_ROW_PX + STRIP_ROW_PX / 2;
    if (part === 0) {
      // A ship that is not reversed goes from the line's first end to its second.
      const toSecond = isToSecond(tracks, move);
      const east = toSecond === (row.west === 0);
      const span = columns.sea[1] - columns.sea[0] - 24;
      const x = columns.sea[0] + 12 + span * (east ? share : 1 - share);
      ships.push({ x, y: middle + (east ? -4 : 4), east, full: load / Math.max(1, lines[line]?.capacity ?? 1) });
      continue;
    }
    const end = part === 1 ? (flow?.end ?? 0) : flow?.end === 0 ? 1 : 0;
    const isWest = end === row.west;
    const side = inside[at] as number[];
    const index = isWest ? 0 : 1;
    side[index] = (side[index] ?? 0) + load;
    const [left, right] = isWest ? columns.westLand : columns.eastLand;
    const near = part === 1 ? share : 1 - share;
    const x = landX([left, right], isWest, near);
    const isTruck = tracks.replay.kinds[moves.kind[move] as number] === "truck";
    const half = 0.9 + Math.sqrt(load) * 0.45;
    (isTruck ? trucks : trains).rect(x - half, middle + (part === 1 ? -5 : 2), 2 * half, 3);
  }
  ctx.globalAlpha = 0.6;
  ctx.fillStyle = look.palette.mode.rail;
  ctx.fill(trains);
  ctx.fillStyle = look.palette.mode.road;
  ctx.fill(trucks);
  ctx.globalAlpha = 1;
  for (const ship of ships) drawShip(ctx, look, ship);
  return inside;
}

/** Whether a voyage goes to the second end of its line. */
export function isToSecond({ replay }: Tracks, move: number): boolean {
  const lane = replay.lanes[replay.moves.lane[move] as number];
  const line = replay.lines[replay.objects[replay.moves.object[move] as number]?.line ?? -1];
  return (lane?.to === line?.ends[1]) !== (replay.moves.reversed[move] === 1);
}

function drawShip(
  ctx: CanvasRenderingContext2D,
  look: ReplayLook,
  { x, y, east, full }: { readonly x: number; readonly y: number; readonly east: boolean; readonly full: number },
  colour = look.palette.mode.sea,
): void {
  const way = east ? 1 : -1;
  const deck = new Path2D();
  deck.moveTo(x - way * 7, y - 2.6);
  deck.lineTo(x + way * 4, y - 2.9);
  deck.lineTo(x + way * 8, y);
  deck.lineTo(x + way * 4, y + 2.9);
  deck.lineTo(x - way * 7, y + 2.6);
  deck.closePath();
  ctx.fillStyle = look.raised;
  ctx.fill(deck);
  ctx.fillStyle = colour;
  const long = 12 * Math.min(1, full);
  ctx.fillRect(way > 0 ? x - 7 : x + 7 - long, y - 2.4, long, 4.8);
  ctx.lineWidth = 1.2;
  ctx.strokeStyle = colour;
  ctx.stroke(deck);
}

/** Ships in port beside the yard, red while they wait to get in or out. */
function drawLying(
  ctx: CanvasRenderingContext2D,
  { tracks, rows, look, hour, width }: StripFrame,
  rowOf: ReadonlyMap<number, number>,
): void {
  const { stays, stayKinds, objects } = tracks.replay;
  const columns = stripColumns(width);
  const counted = rows.map(() => [0, 0, 0, 0]);
  for (const stay of rowsAt(tracks.staySlots, hour)) {
    if (hour < (stays.fromHour[stay] ?? 0) || hour >= (stays.toHour[stay] ?? 0)) continue;
    const at = rowOf.get(objects[stays.object[stay] ?? -1]?.line ?? -1);
    const row = at === undefined ? undefined : rows[at];
    if (at === undefined || row === undefined) continue;
    const what = stayKinds[stays.what[stay] ?? 0];
    const isHeld = what === "waits-to-enter" || what === "waits-to-leave";
    const isWest = row.places[row.west] === stays.place[stay];
    const slot = (isWest ? 0 : 1) + (isHeld ? 2 : 0);
    const count = counted[at] as number[];
    const number = (count[slot] as number)++;
    const y = STRIP_HEAD_PX + at * STRIP_ROW_PX + (isHeld ? 6 : STRIP_ROW_PX - 9);
    const away = 5 + number * 6;
    ctx.fillStyle = isHeld ? look.closed : look.palette.mode.sea;
    ctx.fillRect(isWest ? columns.sea[0] + away : columns.sea[1] - away - 3, y, 3.5, 5);
  }
}
