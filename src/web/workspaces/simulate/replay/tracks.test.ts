// Where things are at an hour, told from numbers that one can do in one's head; and a clock that keeps its bounds.

import { expect, test } from "vitest";
import { madeUpReplay } from "../../../../../test/browser/replay-harness/made-up-replay.ts";
import { ReplayClock, SPEEDS } from "./clock.ts";
import { projectLanes, spotAt } from "./projection.ts";
import { closureAt, modeAt, queueAt, rowsAt, toTracks, waitingAt } from "./tracks.ts";

const replay = madeUpReplay(300, 1);
const tracks = toTracks(replay);

test("rows of a slot are all that are on at an hour", () => {
  for (const hour of [0, 5.9, 6, 150.25, 335.9]) {
    const wanted = replay.moves.fromHour.flatMap((from, i) =>
      from <= hour && hour < (replay.moves.toHour[i] ?? 0) ? [i] : [],
    );
    const found = [...rowsAt(tracks.moveSlots, hour)].filter(
      (row) => (tracks.fromHour[row] ?? 0) <= hour && hour < (tracks.toHour[row] ?? 0),
    );
    expect(found.sort((a, b) => a - b)).toEqual(wanted);
    expect(found.length).toBe(300);
  }
});

test("a thing stands where its share of the time says, both ways, and keeps its direction at a halt", () => {
  const lane = {
    mode: "rail" as const,
    from: "a",
    to: "b",
    // A way of four, with a halt of a fifth of the time in its middle.
    coordinates: [
      [0, 0],
      [2, 0],
      [2, 0],
      [2, 2],
    ] as [number, number][],
    shares: [0, 0.4, 0.6, 1],
    modes: [
      { until: 0.6, mode: "rail" as const },
      { until: 1, mode: "road" as const },
    ],
  };
  const [screen] = projectLanes(toTracks({ ...replay, lanes: [lane] }), (lon, lat) => ({ x: 10 * lon, y: -10 * lat }));
  const at = (share: number, reversed = false) => {
    const spot = { x: 0, y: 0, dx: 1, dy: 0 };
    if (screen) spotAt(screen, share, reversed, spot);
    return spot;
  };
  expect(at(0.2)).toEqual({ x: 10, y: 0, dx: 1, dy: 0 });
  expect(at(0.5)).toMatchObject({ x: 20, dx: 1, dy: 0 });
  expect(at(0.8).y).toBeCloseTo(-10, 12);
  expect(at(0.8)).toMatchObject({ x: 20, dy: -1 });
  expect(at(0.8, true).x).toBeCloseTo(10, 12);
  expect(at(0.8, true)).toMatchObject({ dx: -1 });
  expect(at(1)).toMatchObject({ x: 20, y: -20 });
  expect([modeAt(lane, 0.3), modeAt(lane, 0.7)]).toEqual(["rail", "road"]);
});

test("queues are those of the last step, and waiting adds the yards up", () => {
  const [first] = replay.queues;
  expect(queueAt(tracks, 0, 10.5)).toBe(first?.units[10]);
  expect(waitingAt(tracks, 10.5)).toBe((first?.units[10] ?? 0) + (replay.queues[1]?.units[10] ?? 0));
});

test("a closure is on from its beginning until before its end", () => {
  expect([99.9, 100, 129.9, 130].map((hour) => closureAt(tracks, 0, hour)?.cause)).toEqual([
    undefined,
    "storm",
    "storm",
    undefined,
  ]);
});

test("the clock keeps its bounds, stops at its end, begins again, and skips no time that was not drawn", () => {
  const clock = new ReplayClock(10, 20);
  clock.seek(50);
  expect(clock.hour).toBe(20);
  clock.play();
  expect(clock.hour).toBe(10);
  clock.advance(0.1);
  expect(clock.hour).toBeCloseTo(10 + 0.1 * clock.rate, 12);
  // Nobody looked for an hour: a quarter of a second at most.
  const before = clock.hour;
  clock.advance(3600);
  expect(clock.hour).toBeCloseTo(before + 0.25 * clock.rate, 12);
  for (let i = 0; i < 40; i++) clock.faster(1);
  expect(clock.rate).toBe(SPEEDS.at(-1));
  clock.advance(0.25);
  expect([clock.hour, clock.isPlaying]).toEqual([20, false]);
});
