// Borders and changes of gauge in the strip: a bar where the cargo of a line passes them, above the way for what comes to the ship
// and below for what comes from it, growing with what waits there. At a border all lines wait in one queue.

import type { ReplayOk } from "../../../../wire/crossing-replay.ts";
import type { ReplayLook } from "./look.ts";
import { queueAt, type Tracks } from "./tracks.ts";

export interface StripStation {
  readonly queue: number;
  readonly isWest: boolean;
  readonly isToShip: boolean;
  /** Share of the way on land that lies between it and the far end. */
  readonly near: number;
}

export interface StationsFrame {
  readonly tracks: Tracks;
  readonly stations: readonly StripStation[];
  readonly look: ReplayLook;
  readonly hour: number;
  readonly number: (value: number) => string;
  /** Middle of the row, px. */
  readonly y: number;
  readonly columns: { readonly westLand: readonly [number, number]; readonly eastLand: readonly [number, number] };
}

const BAR_PX = 4;
const MOST_PX = 11;
const STEP_PX = 1.6;
/** Fewer are told by the bar alone. */
const NUMBER_FROM = 10;
const NUMBER_ROOM_PX = 160;

/** Where on land something is, px. @param near share of the way that lies between it and the far end */
export const landX = ([left, right]: readonly [number, number], isWest: boolean, near: number): number =>
  isWest ? left + 32 + (right - left - 36) * near : right - 32 - (right - left - 36) * near;

/** Stations that cargo of a line passes. */
export function stationsOf({ queues }: ReplayOk, line: number, west: 0 | 1): StripStation[] {
  return queues.flatMap(({ kind, passages }, queue) =>
    kind !== "station"
      ? []
      : passages
          .filter((passage) => passage.line === line)
          .map(({ end, part, share }) => ({
            queue,
            isWest: end === west,
            isToShip: part === 1,
            near: part === 1 ? share : 1 - share,
          })),
  );
}

export function drawStations(
  ctx: CanvasRenderingContext2D,
  { tracks, stations, look, hour, number, y, columns }: StationsFrame,
): void {
  for (const { queue, isWest, isToShip, near } of stations) {
    const units = queueAt(tracks, queue, hour);
    if (units === 0) continue;
    const land = isWest ? columns.westLand : columns.eastLand;
    const x = landX(land, isWest, near);
    const tall = Math.min(MOST_PX, 2 + STEP_PX * Math.log1p(units));
    const top = isToShip ? y - tall : y;
    ctx.fillStyle = look.cargo[tracks.replay.queues[queue]?.cargo ?? "units"] ?? look.ink2;
    ctx.fillRect(x - BAR_PX / 2, top, BAR_PX, tall);
    ctx.lineWidth = 1;
    ctx.strokeStyle = look.raised;
    ctx.strokeRect(x - BAR_PX / 2 - 0.5, top - 0.5, BAR_PX + 1, tall + 1);
    if (units < NUMBER_FROM || land[1] - land[0] < NUMBER_ROOM_PX) continue;
    ctx.font = `600 9.5px ${look.font}`;
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    ctx.lineWidth = 3;
    const said = [number(units), x + 5, isToShip ? y - 6 : y + 7] as const;
    ctx.strokeText(...said);
    ctx.fillStyle = look.ink;
    ctx.fillText(...said);
  }
}
