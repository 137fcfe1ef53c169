// What there is to say of a thing or a moment of a replay, in the reader's language.

import type { ReplayOk } from "../../../../wire/crossing-replay.ts";
import type { Format } from "../../../intl.ts";
import type { NameBook } from "../../../state/place-names.ts";

export interface Teller {
  readonly t: (key: string, values?: Record<string, unknown>) => string;
  readonly format: Format;
  readonly names: NameBook;
}

const MS_PER_HOUR = 3_600_000;

/** ISO date and time of an hour of the period. */
export const isoAt = ({ period }: ReplayOk, hour: number): string =>
  new Date(Date.parse(`${period.from}T00:00:00Z`) + hour * MS_PER_HOUR).toISOString();

export const placeName = ({ places }: ReplayOk, place: number, names: NameBook): string =>
  names.place(places[place]?.id ?? "", places[place]?.name);

/** The same replay with lines and weather by their names in the reader's language. */
export function nameInWords(replay: ReplayOk, names: NameBook): ReplayOk {
  const { lines, closures, worst } = replay;
  return {
    ...replay,
    lines: lines.map((line) => ({ ...line, name: names.thing(line.id, line.name) })),
    closures: closures.map((closure) => ({ ...closure, name: names.thing(closure.cause, closure.name) })),
    worst: worst?.closure
      ? { ...worst, closure: { ...worst.closure, name: names.thing(worst.closure.cause, worst.closure.name) } }
      : worst,
  };
}

/** A ship by its line and number. */
export function shipName({ objects, lines }: ReplayOk, object: number, { t }: Teller): string {
  const { line = -1, number = 0 } = objects[object] ?? {};
  return t("replay.ship", { number, line: lines[line]?.name ?? "" });
}

/** Title and lines of a row of moves, or −1 − row of stays. */
export function describeRow(replay: ReplayOk, row: number, teller: Teller): { title: string; lines: string[] } {
  const { t, format, names } = teller;
  const { moves, stays, lines, objects, lanes, flows } = replay;
  const since = (hour: number): string => format.dateTime(isoAt(replay, hour));
  if (row < 0) {
    const stay = -1 - row;
    const object = stays.object[stay] ?? -1;
    const line = lines[objects[object]?.line ?? -1];
    const what = replay.stayKinds[stays.what[stay] ?? 0] ?? "lies";
    return {
      title: shipName(replay, object, teller),
      lines: [
        t(`replay.stay.${what}`, { place: placeName(replay, stays.place[stay] ?? 0, names) }),
        t("replay.aboard", { units: format.number(stays.load[stay] ?? 0), of: format.number(line?.capacity ?? 0) }),
        t("replay.since", { date: since(stays.fromHour[stay] ?? 0) }),
      ],
    };
  }
  const lane = lanes[moves.lane[row] ?? -1];
  const ends = [lane?.from ?? "", lane?.to ?? ""].map((id) => names.place(id));
  const [from, to] = moves.reversed[row] === 1 ? [ends[1], ends[0]] : ends;
  const way = t("replay.way", { from, to });
  const times = t("replay.until", { from: since(moves.fromHour[row] ?? 0), to: since(moves.toHour[row] ?? 0) });
  if (moves.part[row] === 0) {
    const object = moves.object[row] ?? -1;
    const line = lines[objects[object]?.line ?? -1];
    const load = moves.load[row] ?? 0;
    return {
      title: shipName(replay, object, teller),
      lines: [way, t("replay.aboard", { units: format.number(load), of: format.number(line?.capacity ?? 0) }), times],
    };
  }
  const flow = flows[moves.flow[row] ?? -1];
  const kind = replay.kinds[moves.kind[row] ?? 1] ?? "train";
  const isOne = moves.simulated[row] === 1;
  return {
    title: t(`replay.mark.${isOne ? "block-train" : kind}`, { count: moves.load[row] ?? 0 }),
    lines: [names.goods(flow?.group ?? "", flow?.name), way, times, ...(isOne ? [] : [t("replay.drawn-together")])],
  };
}

/** What happened at the worst moment, in a sentence. */
export function worstSentence(replay: ReplayOk, { t, format, names }: Teller): string {
  const { worst } = replay;
  if (!worst) return t("replay.no-worst");
  const what = worst.closure
    ? t("replay.worst-closed", {
        place: placeName(replay, worst.closure.place, names),
        days: format.number(worst.closure.days, 1),
        cause: worst.closure.name,
      })
    : worst.hoursSinceShip === null
      ? ""
      : t("replay.worst-no-ship", { days: format.number(worst.hoursSinceShip / 24, 1) });
  const held = worst.shipsHeld > 0 ? t("replay.worst-held", { count: worst.shipsHeld }) : "";
  // At the end of a time of growing queues the week before may have been as bad.
  const key = worst.grownUnits > 0 ? worst.cargo : "same";
  return [
    t(`replay.worst-${key}`, {
      what: t(`replay.count-${worst.cargo}`, { count: worst.units }),
      date: format.date(worst.date),
      count: worst.units,
      units: format.number(worst.units),
      place: placeName(replay, worst.place, names),
      grown: format.number(worst.grownUnits),
      usual: format.number(worst.usualUnits),
      line: replay.lines[worst.line]?.name ?? "",
    }),
    what,
    held,
  ]
    .filter((part) => part !== "")
    .join(" ");
}
