// A replay as JSON: columns, hours with two decimals (36 seconds), places and lanes once.

import { blockNames } from "../engines/simulation/index.ts";
import type { Dataset } from "../model/dataset.ts";
import { type InstantHours, isoDateOf } from "../model/units.ts";
import {
  type PreparedReplay,
  type Replay,
  type ReplayRequest,
  replayCrossing,
  SAMPLE_HOURS,
} from "../studies/crossing-replay.ts";
import type { ReplayState } from "../studies/replay-state.ts";
import type { WorstMoment } from "../studies/replay-worst.ts";
import { type REPLAY_CARGO, REPLAY_KINDS, REPLAY_STAYS, type ReplayOk, type ReplayWorst } from "./crossing-replay.ts";
import { toDatasetRef } from "./to-dataset.ts";

type Note = ReplayOk["notes"][number];

/**
 * Replays and answers.
 * @param dataset as the run had it, its scenario over it
 * @throws InvalidInput for a state, replication or window that there is not
 */
export function answerReplay(dataset: Dataset, prepared: PreparedReplay, request: ReplayRequest): ReplayOk {
  const replay = replayCrossing(prepared, request);
  const { state, replication, worst, record } = replay;
  const { read } = state;
  const { result } = record;
  const { scenario } = dataset;
  const places = new Numbers();
  const placeOf = (id: string): number => places.of(id);
  const lines = read.lines.map((line) => ({
    id: line.id,
    name: line.service.name,
    ends: [line.ends[0].place, line.ends[1].place] as [string, string],
    unit: line.unit,
    capacityUnits: line.capacityUnits,
    capacity: line.capacity,
    settles: !state.yards.some((yard) => yard.line === line && !yard.settles),
  }));
  const ferries = lines.length;
  for (const {
    id,
    name,
    ends: [first, second],
    capacityTonnes,
  } of replay.tankers)
    lines.push({
      ...{ id, name, ends: [first, second], unit: "t", settles: true },
      ...{ capacityUnits: capacityTonnes, capacity: Math.floor(capacityTonnes) },
    });
  const shutBy = [
    ...read.lines.flatMap(({ ends }) => ends.map(({ place, closures: own }) => ({ place, own }))),
    ...replay.tankers.flatMap(({ ends, closures: own }) => ends.map((place, end) => ({ place, own: own[end] }))),
  ];
  for (const { ends } of lines) for (const end of ends) placeOf(end);
  const queues = replay.queues.map(({ samples: _, hours, units, passages, ...queue }) => ({
    ...queue,
    place: placeOf(queue.place),
    cargo: queueCargoOf(state, queue, lines),
    border: borderOf(state, queue),
    passages: passages.map(({ part, share, ...passage }) => ({
      ...passage,
      part: part === "before" ? 1 : 2,
      share: round(share, 1000),
    })),
    hours: hours.map((hour) => toHour(Math.max(hour, replay.fromHour))),
    units: [...units],
  }));
  const closures = replay.closures.map(({ cause, fromHours, toHours }) => ({
    cause,
    name: causeName(state.dataset, cause),
    places: [...new Set(shutBy.flatMap(({ place, own }) => (own.includes(cause) ? [placeOf(place)] : [])))],
    fromHour: toHour(Math.max(0, fromHours)),
    toHour: toHour(Math.min(replay.hours, toHours)),
  }));
  const told = worst && toWorst(worst, state, placeOf, (id) => lines.findIndex((line) => line.id === id));
  const lanes = replay.lanes.lanes.map(({ coordinates, shares, modes, ...lane }) => ({
    ...lane,
    coordinates: coordinates.map(([lon, lat]) => [lon, lat] as [number, number]),
    shares: [...shares],
    modes: modes.map((mode) => ({ ...mode })),
  }));
  return {
    status: "ok",
    dataset: toDatasetRef(dataset),
    scenario: scenario
      ? { id: scenario.id, name: scenario.name, hash: scenario.hash, baseDate: scenario.baseDate }
      : null,
    state: request.state,
    period: {
      from: isoDateOf(prepared.from),
      to: isoDateOf((prepared.from + replay.hours) as InstantHours),
      hours: replay.hours,
    },
    seed: request.seed,
    replication,
    replications: request.replications,
    window: { fromHour: toHour(replay.fromHour), toHour: toHour(replay.toHour) },
    totals: {
      arrived: result.arrived,
      left: result.left,
      inside: result.inside,
      events: result.events,
      traceHash: result.traceHash,
    },
    worst: told ?? null,
    kinds: [...REPLAY_KINDS],
    stayKinds: [...REPLAY_STAYS],
    lines,
    flows: read.flows.map(({ group, line, end, trainUnits }) => ({
      group,
      name: state.dataset.demandGroups.get(group)?.names.en ?? group,
      cargo: state.dataset.demandGroups.get(group)?.cargo ?? "unit",
      line: lines.findIndex(({ id }) => id === line),
      end,
      trainUnits,
    })),
    lanes,
    objects: replay.vessels.map(({ line, number }) => ({
      id: `${lines[line]?.id ?? "ship"} ${number}`,
      kind: line < ferries ? ("ship" as const) : ("tanker" as const),
      line,
      number,
    })),
    moves: toMoves(replay),
    stays: toStays(replay, placeOf),
    queues,
    closures,
    overview: {
      stepHours: SAMPLE_HOURS,
      queues: replay.queues.map(({ samples }, queue) => ({ queue, units: [...samples] })),
      waitingUnits: sumOf(replay.queues.filter(({ kind }) => kind === "yard").map(({ samples }) => samples)),
    },
    notes: notesOf(lines, replay.tankers.length > 0),
    // Last: everything above may have named a place.
    places: places.ids.map((id) => {
      const place = state.dataset.places.get(id as never) ?? state.dataset.oil.places.get(id);
      return {
        id,
        name: place?.names.en ?? id,
        coordinates: [round(place?.lon ?? 0, 1000), round(place?.lat ?? 0, 1000)] as [number, number],
      };
    }),
  };
}

/** Ids as numbers in the order in which they were first asked for. */
class Numbers {
  readonly ids: string[] = [];
  readonly #known = new Map<string, number>();
  of(id: string): number {
    let number = this.#known.get(id);
    if (number === undefined) {
      number = this.ids.push(id) - 1;
      this.#known.set(id, number);
    }
    return number;
  }
}

/** What waits in a yard, in one word. */
function cargoOf({ read, dataset }: ReplayState, line: string, end: number): (typeof REPLAY_CARGO)[number] {
  const kinds = new Set(
    read.flows
      .filter((flow) => flow.line === line && flow.end === end)
      .map(({ group }) => {
        const cargo: string = dataset.demandGroups.get(group)?.cargo ?? "";
        return cargo === "wagon" || cargo === "truck" ? (`${cargo}s` as const) : ("containers" as const);
      }),
  );
  const [only] = kinds;
  return kinds.size === 1 && only !== undefined ? only : "units";
}

function toMoves({ state, marks, moves, lanes, fromHour, toHour: until }: Replay): ReplayOk["moves"] {
  const kindOfLane = lanes.lanes.map(({ mode }) =>
    REPLAY_KINDS.indexOf(mode === "road" ? "truck" : mode === "rail" ? "train" : "barge"),
  );
  const rows = [
    ...moves.map((move) => ({
      object: move.vessel,
      kind: REPLAY_KINDS.indexOf(move.line < state.read.lines.length ? "ship" : "tanker"),
      flow: -1,
      part: 0,
      lane: move.lane,
      reversed: move.isReversed ? 1 : 0,
      fromHour: move.fromHours,
      toHour: move.toHours,
      load: move.load,
      simulated: 1,
    })),
    ...marks.map((mark) => ({
      object: -1,
      kind: kindOfLane[mark.lane],
      flow: mark.flow,
      part: mark.part === "before" ? 1 : 2,
      lane: mark.lane,
      reversed: 0,
      fromHour: mark.fromHours,
      toHour: mark.toHours,
      load: mark.units,
      simulated: mark.isOne ? 1 : 0,
    })),
  ]
    .filter((row) => row.toHour >= fromHour && row.fromHour <= until)
    .sort((a, b) => a.fromHour - b.fromHour);
  const column = <K extends keyof (typeof rows)[number]>(key: K): number[] => rows.map((row) => row[key]);
  return {
    object: column("object"),
    kind: column("kind"),
    flow: column("flow"),
    part: column("part"),
    lane: column("lane"),
    reversed: column("reversed"),
    fromHour: column("fromHour").map(toHour),
    toHour: column("toHour").map(toHour),
    load: column("load"),
    simulated: column("simulated"),
  };
}

type QueueRow = Pick<Replay["queues"][number], "id" | "kind" | "line" | "end">;

/** What waits: trucks at a border of roads, trains, wagons and boxes at one of railways, tonnes in a tank. */
function queueCargoOf(
  state: ReplayState,
  { id, kind, line, end }: QueueRow,
  lines: readonly { readonly id: string }[],
): (typeof REPLAY_CARGO)[number] {
  if (kind === "tank") return "oil";
  if (kind === "yard") return cargoOf(state, lines[line].id, end);
  const border = rowOfBorder(state, id);
  if (border === undefined) return "trains";
  return border.mode === "road" ? "trucks" : "units";
}

const rowOfBorder = ({ dataset }: ReplayState, id: string) =>
  dataset.borders.find((each) => blockNames.station(each.id) === id);

function borderOf(state: ReplayState, { id, kind }: QueueRow): { from: string; to: string } | null {
  const border = kind === "station" ? rowOfBorder(state, id) : undefined;
  return border === undefined ? null : { from: border.fromCountry, to: border.toCountry };
}

function toStays({ stays }: Replay, placeOf: (id: string) => number): ReplayOk["stays"] {
  return {
    object: stays.map(({ vessel }) => vessel),
    place: stays.map(({ place }) => placeOf(place)),
    what: stays.map(({ what }) => REPLAY_STAYS.indexOf(what)),
    fromHour: stays.map(({ fromHours }) => toHour(fromHours)),
    toHour: stays.map(({ toHours }) => toHour(toHours)),
    load: stays.map(({ load }) => load),
  };
}

const sumOf = (columns: readonly (readonly number[])[]): number[] =>
  (columns[0] ?? []).map((_, i) => columns.reduce((sum, column) => sum + column[i], 0));

const round = (value: number, digits: number): number => Math.round(value * digits) / digits;
const toHour = (hours: number): number => round(hours, 100);

const causeName = (dataset: Dataset, cause: string): string =>
  dataset.causes.find(({ id }) => id === cause)?.name ?? cause;

function toWorst(
  worst: WorstMoment,
  state: ReplayState,
  placeOf: (id: string) => number,
  lineOf: (id: string) => number,
): ReplayWorst {
  const { dataset } = state;
  const { line, end, closure, units, grownUnits, usualUnits, shipsHeld, hoursSinceShip, replication, lookedAt } = worst;
  return {
    hour: toHour(worst.hour),
    date: worst.date,
    replication,
    place: placeOf(line.ends[end].place),
    line: lineOf(line.id),
    end,
    units,
    cargo: cargoOf(state, line.id, end),
    grownUnits,
    usualUnits: round(usualUnits, 10),
    shipsHeld,
    closure: closure
      ? {
          cause: closure.cause,
          name: causeName(dataset, closure.cause),
          place: placeOf(closure.place),
          days: round(closure.days, 100),
        }
      : null,
    hoursSinceShip: hoursSinceShip === undefined ? null : round(hoursSinceShip, 10),
    lookedAt,
    sentence: sentenceOf(worst, dataset, cargoOf(state, line.id, end)),
  };
}

const amount = (value: number): string => Math.round(value).toLocaleString("en-US");

function sentenceOf(
  { date, line, end, closure, units, grownUnits, usualUnits, shipsHeld, hoursSinceShip }: WorstMoment,
  dataset: Dataset,
  cargo: string,
): string {
  const name = (id: string): string => dataset.places.get(id as never)?.names.en ?? id;
  const what = closure
    ? `${name(closure.place)} had been closed for ${closure.days.toFixed(1)} days (${causeName(dataset, closure.cause)})`
    : hoursSinceShip === undefined
      ? "no ship had left with cargo"
      : `the last ship had left ${(hoursSinceShip / 24).toFixed(1)} days before`;
  const held =
    shipsHeld > 0 ? `, ${shipsHeld === 1 ? "one ship" : `${shipsHeld} ships`} waiting to enter or leave` : "";
  return `On ${date} ${amount(units)} ${cargo} were waiting at ${name(line.ends[end].place)} for ${line.service.name}, ${amount(grownUnits)} more than a week before (usual: ${amount(usualUnits)}): ${what}${held}.`;
}

function notesOf(lines: readonly { readonly name: string; readonly settles: boolean }[], hasTankers: boolean): Note[] {
  const unsettled = lines.filter(({ settles }) => !settles).map(({ name }) => name);
  return [
    {
      about: "land-times",
      text: "Ships, ports, weather, queues and stations are simulated event by event. On land only the time between two stations is; the place on the way follows from the stated times of its parts.",
    },
    {
      about: "grouped",
      text: "A block train is one train of the simulation. Units that travel alone are drawn together when they set off within 12 hours and arrive within 24 hours of one another, up to 50 by rail and 10 by road, at the means of their times.",
    },
    {
      about: "ways",
      text: "Which of its ways a train takes is not simulated: trains are dealt out over the heaviest ways of their flow in proportion.",
    },
    hasTankers
      ? {
          about: "tankers",
          text: "Tankers are simulated apart, in the same weather; their oil is counted in tonnes, in ships and in the tanks they load from.",
        }
      : { about: "no-tankers", text: "Tankers are not in this simulation." },
    ...(unsettled.length > 0
      ? [
          {
            about: "settles" as const,
            text: `More comes for ever than ships take on ${unsettled.join(", ")}: their queues grow all the time.`,
          },
        ]
      : []),
  ];
}
