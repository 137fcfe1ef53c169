// Borders and changes of gauge in a frame of the map: a mark that grows with what waits there, and a plate with each direction.

import { BORDER_HEAD_PX, BORDER_ROW_PX, type ScreenBorder } from "./borders.ts";
import type { ReplayLook } from "./look.ts";
import { rowAt } from "./ports.ts";
import { shorten } from "./shorten.ts";
import type { Tracks } from "./tracks.ts";

export interface BordersFrame {
  readonly tracks: Tracks;
  readonly borders: readonly ScreenBorder[];
  readonly look: ReplayLook;
  readonly hour: number;
  readonly nameOf: (place: number) => string;
  readonly gaugeWord: string;
  readonly number: (value: number) => string;
}

const LEAST_PX = 3.5;
/** Trains and trucks do not compare: ten times as many is a step, whatever waits. */
const STEP_PX = 1.15;
/** Narrower plates have numbers and no bars. */
const BARS_FROM_PX = 120;
const LABEL_PX = 60;
/** Before a label, in the colour of what waits. */
const DOT_PX = 4;
const INDENT_PX = 8;
const NUMBER_PX = 34;

/** Half the diagonal of a mark. */
export const markPx = (units: number): number => LEAST_PX + STEP_PX * Math.log1p(units);

export function drawBorders(ctx: CanvasRenderingContext2D, frame: BordersFrame): void {
  for (const border of frame.borders) drawMark(ctx, frame, border);
  for (const border of frame.borders) if (border.width > 0) drawPlate(ctx, frame, border);
}

function drawMark(ctx: CanvasRenderingContext2D, frame: BordersFrame, border: ScreenBorder): void {
  const { look, tracks, hour } = frame;
  const { x, y, rows } = border;
  const waiting = rows.map((row) => rowAt(tracks, row, hour));
  const units = waiting.reduce((sum, each) => sum + each, 0);
  const half = markPx(units);
  if (border.width > 0) {
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(
      Math.max(border.left + 4, Math.min(border.left + border.width - 4, x)),
      Math.max(border.top, Math.min(border.top + border.height, y)),
    );
    ctx.lineWidth = 1;
    ctx.strokeStyle = look.palette.ink2;
    ctx.stroke();
  }
  ctx.beginPath();
  ctx.moveTo(x, y - half);
  ctx.lineTo(x + half, y);
  ctx.lineTo(x, y + half);
  ctx.lineTo(x - half, y);
  ctx.closePath();
  const fullest = rows[waiting.indexOf(Math.max(...waiting))];
  ctx.fillStyle = units > 0 ? (look.cargo[fullest?.cargo ?? "units"] ?? look.ink2) : look.raised;
  ctx.fill();
  ctx.lineWidth = 1.4;
  ctx.strokeStyle = units > 0 ? look.raised : look.ink;
  ctx.stroke();
}

function drawPlate(ctx: CanvasRenderingContext2D, frame: BordersFrame, border: ScreenBorder): void {
  const { look, tracks, hour, nameOf, gaugeWord, number } = frame;
  const { left, top, width, height, places, rows, shown } = border;
  ctx.beginPath();
  ctx.roundRect(left, top, width, height, 4);
  ctx.globalAlpha = 0.94;
  ctx.fillStyle = look.raised;
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.lineWidth = 1;
  ctx.strokeStyle = look.line;
  ctx.stroke();
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  ctx.fillStyle = look.ink;
  ctx.font = `600 10.5px ${look.font}`;
  ctx.fillText(shorten(ctx, places.map(nameOf).join(", "), width - 14), left + 7, top + BORDER_HEAD_PX / 2 + 1);
  const hasBars = width >= BARS_FROM_PX;
  const bar = width - 14 - LABEL_PX - NUMBER_PX;
  rows.slice(0, shown).forEach((row, i) => {
    const y = top + BORDER_HEAD_PX + i * BORDER_ROW_PX + BORDER_ROW_PX / 2 - 1;
    const units = rowAt(tracks, row, hour);
    ctx.font = `500 10px ${look.font}`;
    ctx.textAlign = "left";
    ctx.fillStyle = look.ink2;
    const room = (hasBars ? LABEL_PX - 4 : width - 14 - NUMBER_PX) - INDENT_PX;
    ctx.fillText(shorten(ctx, row.label ?? gaugeWord, room), left + 7 + INDENT_PX, y);
    ctx.fillStyle = look.cargo[row.cargo] ?? look.ink2;
    ctx.fillRect(left + 7, y - DOT_PX / 2 - 0.5, DOT_PX, DOT_PX);
    ctx.fillStyle = look.ink;
    ctx.textAlign = "right";
    ctx.fillText(number(units), left + width - 7, y);
    if (!hasBars) return;
    ctx.fillStyle = look.cargo[row.cargo] ?? look.ink2;
    ctx.globalAlpha = 0.16;
    ctx.fillRect(left + 7 + LABEL_PX, y - 3.5, bar, 6);
    ctx.globalAlpha = 1;
    ctx.fillRect(left + 7 + LABEL_PX, y - 3.5, (bar * Math.min(units, row.most)) / Math.max(1, row.most), 6);
  });
}
