// Plates of borders: none over another or over a port's, inside the picture, the fullest first; near ones are one mark.

import { expect, test } from "vitest";
import { madeUpReplay } from "../../../../../test/browser/replay-harness/made-up-replay.ts";
import { type Box, bordersOf, findRoom, layoutBorders } from "./borders.ts";
import { layoutPorts } from "./ports.ts";
import { stationsOf } from "./strip-stations.ts";
import { toTracks } from "./tracks.ts";

const made = madeUpReplay(30, 1);
const [station] = made.queues.filter(({ kind }) => kind === "station");
if (!station) throw new Error("expected a station");
/** A border at each point, with so many waiting at most. */
const withBorders = (points: readonly (readonly [number, number, number])[]) =>
  toTracks({
    ...made,
    places: points.map(([lon, lat], i) => ({ id: `p${i}`, name: `P${i}`, coordinates: [lon, lat] })),
    queues: points.map(([, , most], i) => ({ ...station, id: `q${i}`, place: i, hours: [0], units: [most] })),
    overview: { ...made.overview, queues: [] },
  });
const SCREEN = { width: 600, height: 400, plate: 120, isNarrow: false };
const project = (x: number, y: number) => ({ x, y });

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;

test("plates lie apart from one another and from what is taken, and inside", () => {
  const points = Array.from({ length: 40 }, (_, i): [number, number, number] => [
    20 + ((i * 83) % 560),
    20 + ((i * 47) % 360),
    1 + i,
  ]);
  const tracks = withBorders(points);
  const taken = [{ left: 200, top: 100, width: 180, height: 120 }];
  const placed = layoutBorders(tracks, bordersOf(tracks), { ...SCREEN, project, taken });
  const plates = placed.filter(({ width }) => width > 0);
  expect(plates.length).toBeGreaterThan(4);
  expect(plates.length).toBeLessThan(placed.length);
  for (const [i, a] of plates.entries()) {
    expect(a.left >= 0 && a.top >= 0 && a.left + a.width <= 600 && a.top + a.height <= 400).toBe(true);
    for (const b of [...plates.slice(i + 1), ...taken]) expect(overlap(a, b)).toBe(false);
  }
  // Who has most is asked first.
  expect(placed[0]?.places[0]).toBe(39);
  expect(placed[0]?.width).toBeGreaterThan(0);
});

test("borders that lie together are one mark with the rows of both, far ones are two", () => {
  const rowsAt = (away: number) => {
    const tracks = withBorders([
      [300, 200, 5],
      [300 + away, 200, 9],
    ]);
    return layoutBorders(tracks, bordersOf(tracks), { ...SCREEN, project, taken: [] }).map(({ places, rows }) => [
      places,
      rows.map(({ queues, most }) => [queues, most]),
    ]);
  };
  expect(rowsAt(20)).toEqual([[[1, 0], [[[1, 0], 14]]]]);
  expect(rowsAt(60)).toEqual([
    [[1], [[[1], 9]]],
    [[0], [[[0], 5]]],
  ]);
});

test("there is no plate where there is no room", () => {
  const all = [{ left: 0, top: 0, width: 600, height: 400 }];
  expect(findRoom({ x: 300, y: 200 }, { width: 50, height: 20 }, { ...SCREEN, taken: all })).toBeUndefined();
});

test("no plate of a port lies under the map's buttons, however low the picture", () => {
  const at = [10, 60, 120, 180].map((y, i): [number, number, number] => [120, y, i + 1]);
  const tracks = withBorders(at);
  const ports = at.map((_, place) => ({ place, rows: [], isWest: true, isOil: false }));
  for (const height of [200, 400]) {
    const screen = { project, lanes: [], width: 390, height, plate: 112, nameWidth: () => 60 };
    const plates = layoutPorts(tracks, ports, screen).filter(({ width }) => width > 0);
    expect(plates).toHaveLength(4);
    for (const { left, top } of plates) expect(left >= 48 || top - 14 >= 112).toBe(true);
  }
});

test("the strip has a border on the shore and at the share where it is passed", () => {
  // End 1 lies in the east here, and 0.6 of the way to the ship is gone.
  expect(stationsOf(made, 0, 0)).toEqual([{ queue: 2, isWest: false, isToShip: true, near: 0.6 }]);
  const after = { ...made, queues: [{ ...station, passages: [{ line: 0, end: 0, part: 2, share: 0.25 }] }] };
  expect(stationsOf(after, 0, 0)).toEqual([{ queue: 0, isWest: true, isToShip: false, near: 0.75 }]);
});
