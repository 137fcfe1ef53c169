// A replay of as many moving things as one likes: two shores, some ships, and trains and trucks that are under way all the time.

import type { ReplayOk } from "../../../src/wire/crossing-replay.ts";

const HOURS = 336;
const SHIPS = 24;

/** @param things on the move at every hour, ships included */
export function madeUpReplay(things: number, seed: number): ReplayOk {
  let state = seed * 7919;
  const random = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  const west: [number, number] = [49.5, 40];
  const east: [number, number] = [51.2, 43.6];
  const lanes: ReplayOk["lanes"] = [
    {
      mode: "sea",
      from: "west",
      to: "east",
      coordinates: [west, [50.6, 41.5], [50.8, 42.8], east],
      shares: [0, 0.4, 0.7, 1],
      modes: [{ until: 1, mode: "sea" }],
    },
  ];
  for (let i = 0; i < 60; i++) {
    const isEast = i % 2 === 0;
    const isRoad = i % 3 === 0;
    const begin = isEast ? east : west;
    const coordinates = Array.from({ length: 60 }, (_, k): [number, number] => [
      begin[0] + (isEast ? 1 : -1) * k * 0.12,
      begin[1] + Math.sin(k / 6 + i) * 0.4 + (k * (i - 30)) / 900,
    ]);
    lanes.push({
      mode: isRoad ? "road" : "rail",
      from: isEast ? "east" : "west",
      to: `inland ${i}`,
      coordinates,
      shares: coordinates.map((_, k) => k / 59),
      modes: [{ until: 1, mode: isRoad ? "road" : "rail" }],
    });
  }
  interface Move {
    readonly object: number;
    readonly part: number;
    readonly lane: number;
    readonly reversed: number;
    readonly fromHour: number;
    readonly toHour: number;
    readonly load: number;
  }
  const moves: Move[] = [];
  for (let ship = 0; ship < SHIPS; ship++)
    for (let hour = -30 * random(), way = ship % 2; hour < HOURS; hour += 30, way = 1 - way)
      moves.push({
        object: ship,
        part: 0,
        lane: 0,
        reversed: way,
        fromHour: hour,
        toHour: hour + 30,
        load: Math.floor(80 * random()),
      });
  for (let thing = SHIPS; thing < things; thing++) {
    const lane = 1 + (thing % 60);
    for (let hour = -100 * random(); hour < HOURS; ) {
      const length = 60 + 80 * random();
      moves.push({
        object: -1,
        part: thing % 2 === 0 ? 1 : 2,
        lane,
        reversed: thing % 2 === 0 ? 1 : 0,
        fromHour: hour,
        toHour: hour + length,
        load: 1 + Math.floor(50 * random()),
      });
      hour += length;
    }
  }
  moves.sort((a, b) => a.fromHour - b.fromHour);
  const column = (of: (move: Move) => number): number[] => moves.map(of);
  const queueHours = Array.from({ length: HOURS }, (_, hour) => hour);
  const queue = (end: 0 | 1) => ({
    id: `yard ${end}`,
    place: end,
    kind: "yard" as const,
    cargo: "containers" as const,
    line: 0,
    end,
    border: null,
    passages: [],
    hours: queueHours,
    units: queueHours.map((hour) => Math.round(200 + 150 * Math.sin(hour / 20 + end + seed))),
  });
  const station = {
    id: "border",
    place: 2,
    kind: "station" as const,
    cargo: "units" as const,
    line: -1,
    end: 0,
    border: { from: "XA", to: "XB" },
    passages: [{ line: 0, end: 1, part: 1, share: 0.6 }],
    hours: queueHours,
    units: queueHours.map((hour) => hour % 40),
  };
  const queues: ReplayOk["queues"] = [queue(0), queue(1), station];
  return {
    status: "ok",
    dataset: { id: "made-up", title: "Made up", version: "1", hash: "0", layers: [] },
    scenario: null,
    state: "base",
    period: { from: "2025-01-01", to: "2025-01-15", hours: HOURS },
    seed,
    replication: 1,
    replications: 1,
    window: { fromHour: 0, toHour: HOURS },
    totals: { arrived: 0, left: 0, inside: 0, events: 0, traceHash: "0000000000000000" },
    worst: null,
    kinds: ["ship", "train", "truck", "barge"],
    stayKinds: ["waits-to-enter", "unloads", "lies", "waits-for-load", "loads", "waits-to-leave"],
    places: [
      { id: "west", name: "West", coordinates: west },
      { id: "east", name: "East", coordinates: east },
      { id: "border", name: "Border", coordinates: [55, 44.5] },
    ],
    lines: [
      {
        id: "line",
        name: "Made-up line",
        ends: ["west", "east"],
        unit: "TEU",
        capacityUnits: 160,
        capacity: 80,
        settles: true,
      },
    ],
    flows: [{ group: "goods", name: "Goods", cargo: "40ft", line: 0, end: 1, trainUnits: 50 }],
    lanes,
    objects: Array.from({ length: SHIPS }, (_, i) => ({
      id: `ship ${i + 1}`,
      kind: "ship" as const,
      line: 0,
      number: i + 1,
    })),
    moves: {
      object: column(({ object }) => object),
      kind: column(({ part, lane }) => (part === 0 ? 0 : lanes[lane]?.mode === "road" ? 2 : 1)),
      flow: column(({ part }) => (part === 0 ? -1 : 0)),
      part: column(({ part }) => part),
      lane: column(({ lane }) => lane),
      reversed: column(({ reversed }) => reversed),
      fromHour: column(({ fromHour }) => fromHour),
      toHour: column(({ toHour }) => toHour),
      load: column(({ load }) => load),
      simulated: column(() => 1),
    },
    stays: { object: [], place: [], what: [], fromHour: [], toHour: [], load: [] },
    queues,
    closures: [{ cause: "storm", name: "Storm", places: [0, 1], fromHour: 100, toHour: 130 }],
    overview: {
      stepHours: 6,
      queues: queues.map(({ units }, at) => ({ queue: at, units: units.filter((_, i) => i % 6 === 0) })),
      waitingUnits: queueHours
        .filter((hour) => hour % 6 === 0)
        .map((hour) => (queues[0]?.units[hour] ?? 0) + (queues[1]?.units[hour] ?? 0)),
    },
    notes: [],
  };
}
