// The moment of the clock as tables: ports with what waits and why they are closed, ships with where they are and what they carry,
// how much is under way on land. For who cannot see the picture, or wants the numbers.

import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../state/use-format.ts";
import type { ReplayClock } from "./clock.ts";
import { type Cargo, portsOf, rowAt } from "./ports.ts";
import { describeRow, isoAt, placeName, shipName } from "./tell.ts";
import { closureAt, queueAt, rowsAt, type Tracks } from "./tracks.ts";
import type { Frames } from "./use-frames.ts";
import { useNames } from "./use-names.ts";

export interface ReplayTableProps {
  readonly name: string;
  readonly tracks: Tracks;
  readonly clock: ReplayClock;
  readonly frames: Frames;
}

const EVERY_HOURS = 1;

export function ReplayTable({ name, tracks, clock, frames }: ReplayTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const names = useNames();
  const [hour, setHour] = useState(Math.floor(clock.hour));
  useEffect(() => frames.follow(() => setHour(Math.floor(clock.hour / EVERY_HOURS) * EVERY_HOURS)), [frames, clock]);
  const { replay } = tracks;
  const { moves, stays, lines, objects } = replay;
  const words = (key: string, values?: Record<string, unknown>) => t(key, values ?? {});
  const teller = { t: words, format, names };
  const on = (row: number) => hour >= (tracks.fromHour[row] ?? 0) && hour < (tracks.toHour[row] ?? 0);
  const moving = [...rowsAt(tracks.moveSlots, hour)].filter(on);
  const lying = [...rowsAt(tracks.staySlots, hour)].filter(
    (row) => hour >= (stays.fromHour[row] ?? 0) && hour < (stays.toHour[row] ?? 0),
  );
  const ships = [
    ...moving.filter((row) => moves.part[row] === 0).map((row) => ({ row, object: moves.object[row] ?? 0 })),
    ...lying.map((row) => ({ row: -1 - row, object: stays.object[row] ?? 0 })),
  ].sort((a, b) => a.object - b.object);
  const land = [1, 2].map((part) => {
    const own = moving.filter((row) => moves.part[row] === part);
    return { part, marks: own.length, units: own.reduce((sum, row) => sum + (moves.load[row] ?? 0), 0) };
  });
  const countOf = (cargo: Cargo, count: number) => t(`replay.count-${cargo}`, { count, value: format.number(count) });
  const stations = [...replay.queues.entries()]
    .filter(([, { kind }]) => kind === "station")
    .map(([q, queue]) => ({ ...queue, name: placeName(replay, queue.place, names), waiting: queueAt(tracks, q, hour) }))
    .sort((a, b) => b.waiting - a.waiting);
  return (
    <div className="replay-table">
      <h4>
        {name}: {format.dateTime(isoAt(replay, hour))}
      </h4>
      <table>
        <caption>{t("replay.table-ports")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("replay.port")}</th>
            <th scope="col">{t("replay.waiting")}</th>
            <th scope="col">{t("replay.state")}</th>
          </tr>
        </thead>
        <tbody>
          {portsOf(tracks).map((port) => {
            const closure = closureAt(tracks, port.place, hour);
            return (
              <tr key={port.place}>
                <th scope="row">{placeName(replay, port.place, names)}</th>
                <td>{port.rows.map((row) => countOf(row.cargo, rowAt(tracks, row, hour))).join(", ") || "0"}</td>
                <td>
                  {closure
                    ? t("replay.closed-since", {
                        cause: closure.name,
                        date: format.dateTime(isoAt(replay, closure.fromHour)),
                      })
                    : t("replay.open")}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {stations.length > 0 && (
        <table>
          <caption>{t("replay.table-borders")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("replay.where")}</th>
              <th scope="col">{t("replay.direction")}</th>
              <th scope="col">{t("replay.waits")}</th>
            </tr>
          </thead>
          <tbody>
            {stations.map(({ id, name: place, border, cargo, waiting }) => (
              <tr key={id}>
                <th scope="row">{place}</th>
                <td>
                  {border
                    ? t("replay.way", { from: names.country(border.from), to: names.country(border.to) })
                    : t("leg.gauge-change")}
                </td>
                <td>{countOf(cargo, waiting)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <table>
        <caption>{t("replay.table-ships")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("replay.ship-head")}</th>
            <th scope="col">{t("replay.where")}</th>
            <th scope="col">{t("replay.load")}</th>
          </tr>
        </thead>
        <tbody>
          {ships.map(({ row, object }) => (
            <tr key={object}>
              <th scope="row">{shipName(replay, object, teller)}</th>
              <td>{describeRow(replay, row, teller).lines[0]}</td>
              <td>
                {format.number((row < 0 ? stays.load[-1 - row] : moves.load[row]) ?? 0)} /{" "}
                {format.number(lines[objects[object]?.line ?? -1]?.capacity ?? 0)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        {land
          .map(({ part, units, marks }) =>
            t(part === 1 ? "replay.land-to" : "replay.land-from", {
              units: format.number(units),
              marks: format.number(marks),
            }),
          )
          .join(" ")}
      </p>
    </div>
  );
}
