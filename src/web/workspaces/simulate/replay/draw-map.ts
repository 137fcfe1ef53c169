// One frame of the map: trains and trucks on land in two passes of one path each, ships with their load, ports with what waits
// there. Everything that has a place is noted, so that the pointer finds it. Nothing is made anew in a frame that could be kept.

import type { ScreenBorder } from "./borders.ts";
import { drawBorders } from "./draw-borders.ts";
import type { ReplayLook } from "./look.ts";
import { HEAD_PX, ROW_PX, rowAt, type ScreenPort, TAG_PX } from "./ports.ts";
import { type ScreenLane, type Spot, spotAt } from "./projection.ts";
import { shorten } from "./shorten.ts";
import { closureAt, modeAt, rowsAt, type Tracks } from "./tracks.ts";

/** What lies where in the frame that was drawn last. */
export interface Hits {
  count: number;
  x: Float32Array;
  y: Float32Array;
  /** Row of moves, or −1 − row of stays. */
  row: Int32Array;
}

export const noHits = (): Hits => ({
  count: 0,
  x: new Float32Array(4096),
  y: new Float32Array(4096),
  row: new Int32Array(4096),
});

export interface MapFrame {
  readonly tracks: Tracks;
  readonly lanes: readonly ScreenLane[];
  readonly ports: readonly ScreenPort[];
  readonly borders: readonly ScreenBorder[];
  readonly look: ReplayLook;
  readonly hour: number;
  readonly width: number;
  readonly height: number;
  readonly unitsPerBox: number;
  /** A row as in `Hits`; undefined for none. */
  readonly focus: number | undefined;
  readonly nameOf: (place: number) => string;
  readonly closedWord: string;
  readonly gaugeWord: string;
  readonly tonnes: (value: number) => string;
  readonly number: (value: number) => string;
}

const spot: Spot = { x: 0, y: 0, dx: 1, dy: 0 };
const OUTSIDE_PX = 12;
const SHIPS_IN_ROW = 5;
const LAND_STYLES = ["train", "train-drawn", "truck", "ship"] as const;

/** Draws a frame. @returns things that moved or lay */
export function drawMap(ctx: CanvasRenderingContext2D, frame: MapFrame, hits: Hits): number {
  ctx.clearRect(0, 0, frame.width, frame.height);
  hits.count = 0;
  const things = drawLand(ctx, frame, hits) + drawShips(ctx, frame, hits) + drawLying(ctx, frame, hits);
  drawBorders(ctx, frame);
  for (const port of frame.ports) drawPort(ctx, frame, port);
  for (const port of frame.ports) drawTag(ctx, frame, port);
  return things;
}

function note(hits: Hits, x: number, y: number, row: number): void {
  if (hits.count === hits.row.length) return;
  hits.x[hits.count] = x;
  hits.y[hits.count] = y;
  hits.row[hits.count++] = row;
}

/** Trains of the simulation solid, those drawn together paler, trucks in their colour. */
function drawLand(ctx: CanvasRenderingContext2D, frame: MapFrame, hits: Hits): number {
  const { tracks, lanes, look, hour, width, height, focus } = frame;
  const { moves } = tracks.replay;
  const rows = rowsAt(tracks.moveSlots, hour);
  const paths = LAND_STYLES.map(() => new Path2D());
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    if (moves.part[row] === 0) continue;
    const [from, to] = [tracks.fromHour[row] as number, tracks.toHour[row] as number];
    if (hour < from || hour >= to) continue;
    count++;
    const number = moves.lane[row] as number;
    const lane = lanes[number];
    if (lane === undefined) continue;
    const share = (hour - from) / (to - from);
    spotAt(lane, share, moves.reversed[row] === 1, spot);
    if (spot.x < -OUTSIDE_PX || spot.y < -OUTSIDE_PX || spot.x > width + OUTSIDE_PX || spot.y > height + OUTSIDE_PX)
      continue;
    note(hits, spot.x, spot.y, row);
    const units = moves.load[row] as number;
    const given = tracks.replay.lanes[number];
    const mode = given === undefined ? "rail" : modeAt(given, share);
    const style = mode === "road" ? 2 : mode !== "rail" ? 3 : moves.simulated[row] === 1 ? 0 : 1;
    const path = paths[style] as Path2D;
    if (mode === "road") dash(path, 2.2 + Math.sqrt(units) * 0.8, 2.1);
    else if (mode === "rail") dash(path, 2.2 + Math.sqrt(units) * 0.85, 1.7);
    else hull(path, spot.x, spot.y, spot.dx, spot.dy, 3.2 + Math.sqrt(units) * 0.5, 1.6);
    if (focus === row) ring(ctx, spot.x, spot.y, 9, look.palette.accent);
  }
  ctx.lineWidth = 1;
  fill(ctx, paths[1] as Path2D, look.palette.mode.rail, 0.5);
  fill(ctx, paths[3] as Path2D, look.palette.mode.sea, 0.75);
  fill(ctx, paths[2] as Path2D, look.palette.mode.road, 0.8);
  fill(ctx, paths[0] as Path2D, look.palette.mode.rail, 1);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = look.palette.halo;
  ctx.lineWidth = 0.6;
  ctx.stroke(paths[0] as Path2D);
  return count;
}

function fill(ctx: CanvasRenderingContext2D, path: Path2D, colour: string, alpha: number): void {
  ctx.globalAlpha = alpha;
  ctx.fillStyle = colour;
  ctx.fill(path);
  ctx.globalAlpha = 1;
}

/** A bar along the direction of travel. */
function dash(path: Path2D, half: number, thick: number): void {
  const { x, y, dx, dy } = spot;
  path.moveTo(x - dx * half - dy * thick, y - dy * half + dx * thick);
  path.lineTo(x + dx * half - dy * thick, y + dy * half + dx * thick);
  path.lineTo(x + dx * half + dy * thick, y + dy * half - dx * thick);
  path.lineTo(x - dx * half + dy * thick, y - dy * half - dx * thick);
  path.closePath();
}

/** A ship's deck: square behind, pointed before. */
function hull(path: Path2D, x: number, y: number, dx: number, dy: number, half: number, beam: number): void {
  const at = (along: number, across: number): [number, number] => [
    x + dx * along - dy * across,
    y + dy * along + dx * across,
  ];
  path.moveTo(...at(-half, -beam * 0.8));
  path.lineTo(...at(half * 0.45, -beam));
  path.lineTo(...at(half, 0));
  path.lineTo(...at(half * 0.45, beam));
  path.lineTo(...at(-half, beam * 0.8));
  path.closePath();
}

function drawShips(ctx: CanvasRenderingContext2D, frame: MapFrame, hits: Hits): number {
  const { tracks, lanes, hour } = frame;
  const { moves, objects } = tracks.replay;
  let count = 0;
  for (const row of rowsAt(tracks.moveSlots, hour)) {
    if (moves.part[row] !== 0) continue;
    const [from, to] = [tracks.fromHour[row] as number, tracks.toHour[row] as number];
    const lane = lanes[moves.lane[row] as number];
    if (lane === undefined || hour < from || hour >= to) continue;
    count++;
    spotAt(lane, (hour - from) / (to - from), moves.reversed[row] === 1, spot);
    note(hits, spot.x, spot.y, row);
    const line = objects[moves.object[row] as number]?.line ?? -1;
    drawShip(ctx, frame, {
      x: spot.x,
      y: spot.y,
      dx: spot.dx,
      dy: spot.dy,
      row,
      line,
      load: moves.load[row] ?? 0,
      isHeld: false,
    });
  }
  return count;
}

interface DrawnShip extends Spot {
  readonly row: number;
  readonly line: number;
  readonly load: number;
  /** Waits to get in or out. */
  readonly isHeld: boolean;
}

/** A deck with as much of it filled as the ship is loaded. */
function drawShip(
  ctx: CanvasRenderingContext2D,
  frame: MapFrame,
  { x, y, dx, dy, row, line, load, isHeld }: DrawnShip,
): void {
  const { look, tracks, focus } = frame;
  const full = Math.min(1, load / Math.max(1, tracks.replay.lines[line]?.capacity ?? 1));
  const deck = new Path2D();
  hull(deck, x, y, dx, dy, 9, 3.6);
  ctx.fillStyle = look.raised;
  ctx.fill(deck);
  if (full > 0) {
    ctx.save();
    ctx.clip(deck);
    ctx.fillStyle = isHeld ? look.closed : look.palette.mode.sea;
    const cargo = new Path2D();
    const until = -9 + 18 * full;
    cargo.moveTo(x - dx * 10 - dy * 5, y - dy * 10 + dx * 5);
    cargo.lineTo(x + dx * until - dy * 5, y + dy * until + dx * 5);
    cargo.lineTo(x + dx * until + dy * 5, y + dy * until - dx * 5);
    cargo.lineTo(x - dx * 10 + dy * 5, y - dy * 10 - dx * 5);
    ctx.fill(cargo);
    ctx.restore();
  }
  ctx.lineWidth = 1.3;
  ctx.strokeStyle = isHeld ? look.closed : look.palette.mode.sea;
  ctx.stroke(deck);
  if (focus === row) ring(ctx, x, y, 13, look.palette.accent);
}

function ring(ctx: CanvasRenderingContext2D, x: number, y: number, radius: number, colour: string): void {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.lineWidth = 2;
  ctx.strokeStyle = colour;
  ctx.stroke();
}

/** Ships at ports: those at their berths close in, those that wait to enter further out. */
function drawLying(ctx: CanvasRenderingContext2D, frame: MapFrame, hits: Hits): number {
  const { tracks, ports, hour } = frame;
  const { stays, stayKinds, objects } = tracks.replay;
  const at = new Map(ports.map((port) => [port.place, { port, inside: 0, outside: 0 }]));
  let count = 0;
  for (const row of rowsAt(tracks.staySlots, hour)) {
    if (hour < (stays.fromHour[row] ?? 0) || hour >= (stays.toHour[row] ?? 0)) continue;
    count++;
    const found = at.get(stays.place[row] ?? -1);
    if (found === undefined) continue;
    const { port } = found;
    const what = stayKinds[stays.what[row] ?? 0];
    const isOutside = what === "waits-to-enter";
    const number = isOutside ? found.outside++ : found.inside++;
    const along = (isOutside ? 46 : 17) + Math.floor(number / SHIPS_IN_ROW) * 21;
    const place = number % SHIPS_IN_ROW;
    const across = (place % 2 === 0 ? place / 2 : -(place + 1) / 2) * 10;
    const { x, y, seaX, seaY } = port;
    const isHeld = isOutside || what === "waits-to-leave";
    const ship = { x: x + seaX * along - seaY * across, y: y + seaY * along + seaX * across, dx: seaX, dy: seaY };
    note(hits, ship.x, ship.y, -1 - row);
    const line = objects[stays.object[row] ?? 0]?.line ?? -1;
    // Who has come in heads for the berth, who goes out for the sea.
    const way = isOutside || what === "unloads" ? { dx: -seaX, dy: -seaY } : {};
    drawShip(ctx, frame, { ...ship, ...way, row: -1 - row, line, load: stays.load[row] ?? 0, isHeld });
  }
  return count;
}

function drawPort(ctx: CanvasRenderingContext2D, frame: MapFrame, port: ScreenPort): void {
  const { look, tracks, hour, nameOf } = frame;
  const { x, y, left, top, height, isWest } = port;
  const closure = closureAt(tracks, port.place, hour);
  const width = port.isQuiet && !closure ? 0 : port.width;
  const edge = isWest ? left + width : left;
  ctx.lineWidth = 1;
  ctx.strokeStyle = closure ? look.closed : look.palette.ink2;
  if (width > 0) {
    ctx.beginPath();
    ctx.moveTo(x, y);
    // A plate of its own place may stand above or below.
    if (port.isQuiet) ctx.lineTo(Math.max(left, Math.min(left + width, x)), Math.max(top, Math.min(top + height, y)));
    else ctx.lineTo(edge, top + height / 2);
    ctx.stroke();
  }
  // The port itself: a cross when it is closed.
  ctx.beginPath();
  ctx.arc(x, y, closure ? 8 : 4.5, 0, 2 * Math.PI);
  ctx.fillStyle = closure ? look.closed : look.raised;
  ctx.fill();
  ctx.lineWidth = 1.6;
  ctx.strokeStyle = closure ? look.raised : look.ink;
  ctx.stroke();
  if (closure) {
    ctx.beginPath();
    ctx.moveTo(x - 3.2, y - 3.2);
    ctx.lineTo(x + 3.2, y + 3.2);
    ctx.moveTo(x + 3.2, y - 3.2);
    ctx.lineTo(x - 3.2, y + 3.2);
    ctx.stroke();
  }
  if (width === 0) return;
  ctx.beginPath();
  ctx.roundRect(left, top, width, height, 5);
  ctx.globalAlpha = 0.94;
  ctx.fillStyle = closure ? look.closedSoft : look.raised;
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.lineWidth = closure ? 1.4 : 1;
  ctx.strokeStyle = closure ? look.closed : look.line;
  ctx.stroke();
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  ctx.fillStyle = look.ink;
  ctx.font = nameFont(look);
  ctx.fillText(shorten(ctx, nameOf(port.place), width - 16), left + 8, top + HEAD_PX / 2 + 1);
  for (const [i, row] of port.rows.entries()) drawRow(ctx, frame, port, i, row);
}

const nameFont = ({ font }: ReplayLook): string => `600 11.5px ${font}`;

/** How wide a name is on a plate, px. */
export function widthOfName(ctx: CanvasRenderingContext2D, look: ReplayLook, name: string): number {
  ctx.font = nameFont(look);
  return ctx.measureText(name).width;
}

const MOST_TAG_PX = 300;

/** Why a port is closed, on the upper edge of its plate. */
function drawTag(
  ctx: CanvasRenderingContext2D,
  { look, tracks, hour, closedWord, width: canvasWidth }: MapFrame,
  port: ScreenPort,
): void {
  const closure = closureAt(tracks, port.place, hour);
  if (!closure || port.width === 0 || port.isQuiet) return;
  ctx.font = `500 10px ${look.font}`;
  // It may be wider than its plate: between two plates there is room.
  const text = shorten(ctx, `${closedWord}: ${closure.name}`, Math.min(MOST_TAG_PX, canvasWidth - 20));
  const wide = ctx.measureText(text).width + 8;
  const inside = port.left + port.width - wide - 5;
  const left = Math.max(6, Math.min(inside >= port.left ? inside : port.left, canvasWidth - wide - 6));
  ctx.fillStyle = look.closed;
  ctx.beginPath();
  ctx.roundRect(left, port.top - TAG_PX + 5, wide, TAG_PX, 3);
  ctx.fill();
  ctx.fillStyle = look.raised;
  ctx.textAlign = "left";
  ctx.fillText(text, left + 4, port.top - TAG_PX / 2 + 5.5);
}

const BOX_PX = 3;
const STEP_PX = 4;
const NUMBER_PX = 38;
const TONNES_PX = 60;

/** Boxes in two lines of a row. */
export const cellsOf = (plate: number): number => Math.floor((plate - 16 - NUMBER_PX) / STEP_PX);

/** A row of the plate: a stack of boxes in the colour of its cargo, and how many units they are. */
function drawRow(
  ctx: CanvasRenderingContext2D,
  frame: MapFrame,
  port: ScreenPort,
  at: number,
  row: ScreenPort["rows"][number],
): void {
  const { look, tracks, hour, unitsPerBox, tonnes, number } = frame;
  const y = port.top + HEAD_PX + at * ROW_PX;
  const units = rowAt(tracks, row, hour);
  const isOil = row.cargo === "oil";
  const cells = cellsOf(port.width) - (isOil ? Math.ceil((TONNES_PX - NUMBER_PX) / STEP_PX) : 0);
  const perBox = isOil ? Math.max(1, row.most / (2 * cells)) : unitsPerBox;
  const colour = look.cargo[row.cargo] ?? look.ink2;
  const boxes = Math.min(2 * cells, Math.ceil(units / perBox));
  const most = Math.min(2 * cells, Math.ceil(row.most / perBox));
  ctx.fillStyle = colour;
  // So long was the stack at its worst.
  ctx.globalAlpha = 0.16;
  ctx.fillRect(port.left + 8, y + 2, Math.ceil(most / 2) * STEP_PX - 1, 2 * STEP_PX - 1);
  ctx.globalAlpha = 1;
  for (let box = 0; box < boxes; box++)
    ctx.fillRect(port.left + 8 + (box >> 1) * STEP_PX, y + 2 + (box & 1 ? 0 : STEP_PX), BOX_PX, BOX_PX);
  ctx.textAlign = "right";
  ctx.font = `500 11px ${look.font}`;
  ctx.fillStyle = look.ink;
  ctx.fillText(isOil ? tonnes(units) : number(units), port.left + port.width - 8, y + 6.5);
}
