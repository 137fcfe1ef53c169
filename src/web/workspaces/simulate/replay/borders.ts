// Borders and changes of gauge on the map: those that lie together on the screen are one mark with one plate, placed where it
// covers neither a port's plate nor another border's; the fullest first, and a mark alone where there is no room.

import type { PortRow } from "./ports.ts";
import type { Project } from "./projection.ts";
import type { Tracks } from "./tracks.ts";

export interface BorderRow extends PortRow {
  /** From which country to which, as codes; undefined at a change of gauge. */
  readonly label: string | undefined;
}

export interface Border {
  readonly place: number;
  readonly rows: readonly BorderRow[];
  readonly most: number;
}

/** A rectangle of the screen, px. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface ScreenBorder extends Box {
  readonly x: number;
  readonly y: number;
  /** The fullest first; its name leads. */
  readonly places: readonly number[];
  /** The fullest first. */
  readonly rows: readonly BorderRow[];
  /** Rows that the plate has room for. */
  readonly shown: number;
}

export const BORDER_HEAD_PX = 17;
export const BORDER_ROW_PX = 13;
const FOOT_PX = 3;
/** Nearer to one another than this they are one mark. */
const TOGETHER_PX = 34;
const AWAYS_PX = [16, 40, 70, 105];
const APART_PX = 5;
const MOST_ROWS = 4;
const MOST_NARROW_ROWS = 2;

/** Places with stations at which something ever waits, the fullest first. */
export function bordersOf({ replay, queueMost }: Tracks): Border[] {
  const rows = new Map<number, BorderRow[]>();
  for (const [q, { kind, place, border, cargo }] of replay.queues.entries()) {
    const most = queueMost[q] ?? 0;
    if (kind !== "station" || most === 0) continue;
    const row = { cargo, queues: [q], most, label: border ? `${border.from} → ${border.to}` : undefined };
    rows.set(place, [...(rows.get(place) ?? []), row]);
  }
  return [...rows].map(([place, own]) => ({ place, rows: own, most: sumOf(own) })).sort((a, b) => b.most - a.most);
}

const sumOf = (rows: readonly PortRow[]): number => rows.reduce((sum, { most }) => sum + most, 0);

/** Marks and plates of those that lie in the picture. @param taken where no plate may lie */
export function layoutBorders(
  { replay }: Tracks,
  borders: readonly Border[],
  {
    project,
    width,
    height,
    plate,
    isNarrow,
    taken,
  }: {
    readonly project: Project;
    readonly width: number;
    readonly height: number;
    readonly plate: number;
    readonly isNarrow: boolean;
    readonly taken: readonly Box[];
  },
): ScreenBorder[] {
  const groups: { x: number; y: number; places: number[]; rows: BorderRow[] }[] = [];
  for (const { place, rows } of borders) {
    const [lon, lat] = replay.places[place]?.coordinates ?? [0, 0];
    const { x, y } = project(lon, lat);
    if (x < 4 || y < 4 || x > width - 4 || y > height - 4) continue;
    const group = groups.find((each) => Math.hypot(each.x - x, each.y - y) < TOGETHER_PX);
    if (group === undefined) groups.push({ x, y, places: [place], rows: [...rows] });
    else {
      group.places.push(place);
      for (const row of rows) addRow(group.rows, row);
    }
  }
  const all = [...taken, ...groups.map(({ x, y }) => ({ left: x - 8, top: y - 8, width: 16, height: 16 }))];
  return groups.map(({ x, y, places, rows: own }, g) => {
    const rows = own.toSorted((a, b) => b.most - a.most);
    const most = Math.min(rows.length, isNarrow ? MOST_NARROW_ROWS : MOST_ROWS);
    const others = all.filter((_, i) => i !== taken.length + g);
    const roomFor = (count: number): Box | undefined =>
      findRoom(
        { x, y },
        { width: plate, height: BORDER_HEAD_PX + count * BORDER_ROW_PX + FOOT_PX },
        { width, height, taken: others },
      );
    // Where there is no room for all, the fullest alone.
    const whole = roomFor(most);
    const room = whole ?? roomFor(1);
    const shown = whole ? most : 1;
    if (room) all.push(room);
    return { x, y, places, rows, shown, ...(room ?? { left: x, top: y, width: 0, height: 0 }) };
  });
}

/** What waits for the same at places that are one mark is one row. */
function addRow(rows: BorderRow[], row: BorderRow): void {
  const at = rows.findIndex(({ label, cargo }) => label === row.label && cargo === row.cargo);
  const same = rows[at];
  if (same) rows[at] = { ...same, queues: [...same.queues, ...row.queues], most: same.most + row.most };
  else rows.push(row);
}

/** A place for a plate beside a point, inside the picture and free; undefined where there is none. */
export function findRoom(
  { x, y }: { readonly x: number; readonly y: number },
  size: { readonly width: number; readonly height: number },
  {
    width,
    height,
    taken,
    most = Number.POSITIVE_INFINITY,
  }: {
    readonly width: number;
    readonly height: number;
    readonly taken: readonly Box[];
    /** No further from the point than this, px. */
    readonly most?: number;
  },
): Box | undefined {
  const [middle, level] = [-size.width / 2, -size.height / 2];
  // Above and below it may stand to a side, as long as the point is beside it.
  const [toLeft, toRight] = [-0.9 * size.width, -0.1 * size.width];
  return AWAYS_PX.filter((away) => away <= most)
    .flatMap((away) => {
      const [up, down, before, behind] = [-away - size.height, away, -away - size.width, away];
      return [
        [middle, up],
        [middle, down],
        [behind, level],
        [before, level],
        [toLeft, up],
        [toRight, up],
        [toLeft, down],
        [toRight, down],
        [behind, up],
        [before, up],
        [behind, down],
        [before, down],
      ];
    })
    .map(([dx = 0, dy = 0]) => ({
      ...size,
      left: Math.max(APART_PX, Math.min(width - size.width - APART_PX, x + dx)),
      top: y + dy,
    }))
    .find((box) => box.top > APART_PX && box.top + box.height < height - APART_PX && taken.every(isApart(box)));
}

const isApart =
  (a: Box) =>
  (b: Box): boolean =>
    a.left > b.left + b.width + APART_PX ||
    b.left > a.left + a.width + APART_PX ||
    a.top > b.top + b.height + APART_PX ||
    b.top > a.top + a.height + APART_PX;
