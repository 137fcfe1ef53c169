// The controls of a replay: clock, play, speed, the worst moment, and two lines to scrub on: the weeks that are loaded, and the
// whole period. Closures are shaded, what waits for ships is the curve.

import { type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ReplayOk } from "../../../../wire/crossing-replay.ts";
import { useWidth } from "../../../charts/use-width.ts";
import { useFormat } from "../../../state/use-format.ts";
import { type ReplayClock, SPEEDS } from "./clock.ts";
import { isoAt } from "./tell.ts";
import { type Tracks, waitingAt } from "./tracks.ts";
import type { Frames } from "./use-frames.ts";

export interface ReplayBarProps {
  /** One or two sides on one clock. */
  readonly sides: readonly { readonly name: string; readonly tracks: Tracks }[];
  /** Number of the side whose worst moment is marked. */
  readonly lead: number;
  readonly clock: ReplayClock;
  readonly frames: Frames;
  /** Another part of the period is wanted: around this hour. */
  readonly onWindow: (hour: number) => void;
  readonly onWorst: () => void;
  readonly isLoading: boolean;
}

const WINDOW_PX = 44;
const PERIOD_PX = 26;
const STEPS = 240;

export function ReplayBar({ sides, lead, clock, frames, onWindow, onWorst, isLoading }: ReplayBarProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const first = sides[lead];
  const [hour, setHour] = useState(clock.hour);
  const [, setChanged] = useState(0);
  useEffect(() => frames.follow(() => setHour(clock.hour)), [frames, clock]);
  useEffect(() => clock.subscribe(() => setChanged((count) => count + 1)), [clock]);
  if (!first) return null;
  const { replay } = first.tracks;
  const waiting = sides.map(({ tracks }) => waitingAt(tracks, hour));
  const iso = isoAt(replay, hour);
  const rate = clock.rate;
  const speed =
    rate < 24
      ? t("replay.speed-hours", { count: rate })
      : rate < 168
        ? t("replay.speed-days", { count: rate / 24 })
        : t("replay.speed-week");
  return (
    <div className="replay-bar">
      <div className="replay-controls">
        <button
          type="button"
          className="button button-primary replay-play"
          aria-pressed={clock.isPlaying}
          onClick={() => clock.toggle()}
        >
          <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
            {clock.isPlaying ? (
              <path d="M3 2h3.5v12H3zM9.5 2H13v12H9.5z" fill="currentColor" />
            ) : (
              <path d="M3 1.5 14 8 3 14.5z" fill="currentColor" />
            )}
          </svg>
          {t(clock.isPlaying ? "replay.pause" : "replay.play")}
        </button>
        <fieldset className="replay-speed" aria-label={t("replay.speed")}>
          <button
            type="button"
            className="icon-button"
            aria-label={t("replay.slower")}
            disabled={clock.speed === 0}
            onClick={() => clock.faster(-1)}
          >
            −
          </button>
          <output>{speed}</output>
          <button
            type="button"
            className="icon-button"
            aria-label={t("replay.faster")}
            disabled={clock.speed === SPEEDS.length - 1}
            onClick={() => clock.faster(1)}
          >
            +
          </button>
        </fieldset>
        {replay.worst && (
          <button type="button" className="button" onClick={onWorst}>
            {t("replay.to-worst")}
          </button>
        )}
        <span className="replay-weeks">
          <button
            type="button"
            className="text-button"
            disabled={clock.from <= 0}
            onClick={() => onWindow(Math.max(0, clock.from - (clock.to - clock.from) / 2))}
          >
            ‹ {t("replay.earlier")}
          </button>
          <button
            type="button"
            className="text-button"
            disabled={clock.to >= replay.period.hours}
            onClick={() => onWindow(Math.min(replay.period.hours, clock.to + (clock.to - clock.from) / 2))}
          >
            {t("replay.later")} ›
          </button>
        </span>
        <time className="replay-clock" dateTime={iso}>
          <b>{format.date(iso.slice(0, 10))}</b> {iso.slice(11, 13)}:00
        </time>
        <span className="replay-waiting">
          <span className="note">{t("replay.waiting")}</span>
          {waiting.map((units, i) => (
            <b key={sides[i]?.name} data-side={i}>
              {format.number(units)}
            </b>
          ))}
          {waiting.length > 1 && <Difference by={(waiting[1] ?? 0) - (waiting[0] ?? 0)} />}
        </span>
      </div>
      <WindowLine sides={sides} worst={replay.worst} clock={clock} frames={frames} hour={hour} />
      <PeriodLine sides={sides} clock={clock} frames={frames} onWindow={onWindow} isLoading={isLoading} />
    </div>
  );
}

function Difference({ by }: { readonly by: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <span className="replay-difference" data-sign={Math.sign(by)}>
      {by > 0 ? "+" : ""}
      {format.number(by)} <span className="sr-only">{t("replay.difference")}</span>
    </span>
  );
}

interface LineProps {
  readonly sides: ReplayBarProps["sides"];
  readonly clock: ReplayClock;
  readonly frames: Frames;
}

/** A curve as an SVG path. */
function pathOf(values: readonly number[], most: number, width: number, height: number): string {
  return values
    .map((value, i) => {
      const x = (i / Math.max(1, values.length - 1)) * width;
      const y = height - 2 - (value / Math.max(1, most)) * (height - 6);
      return `${i === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join("");
}

/** Keeps a mark at the clock's hour without a render. */
function usePlayhead(frames: Frames, from: number, to: number) {
  const mark = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let drawn = Number.NaN;
    return frames.add((hour) => {
      const element = mark.current;
      const share = (hour - from) / (to - from);
      // Not for less than a pixel and a half: each time a part of the page is put together anew.
      if (!element || Math.abs(share - drawn) * (element.parentElement?.clientWidth ?? 0) < 1.5) return;
      drawn = share;
      element.style.left = `${share * 100}%`;
    });
  }, [frames, from, to]);
  return mark;
}

function WindowLine({
  sides,
  worst,
  clock,
  frames,
  hour,
}: LineProps & { readonly worst: ReplayOk["worst"]; readonly hour: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [box, width] = useWidth<HTMLDivElement>();
  const { from, to } = clock;
  const mark = usePlayhead(frames, from, to);
  const curves = useMemo(
    () =>
      sides.map(({ tracks }) =>
        Array.from({ length: STEPS + 1 }, (_, i) => waitingAt(tracks, from + ((to - from) * i) / STEPS)),
      ),
    [sides, from, to],
  );
  const most = Math.max(1, ...curves.flat());
  const replay = sides[0]?.tracks.replay;
  if (!replay) return null;
  const days = Math.round((to - from) / 24);
  const every = Math.max(1, Math.ceil(days / Math.max(1, Math.floor(width / 74))));
  const x = (at: number) => ((at - from) / (to - from)) * width;
  return (
    <div className="replay-window" ref={box} style={{ height: WINDOW_PX + 14 }}>
      {width > 0 && (
        <svg width={width} height={WINDOW_PX + 14} aria-hidden="true">
          {sides.map(({ tracks, name }, side) =>
            tracks.replay.closures
              .filter(({ fromHour, toHour }) => toHour > from && fromHour < to)
              .map(({ cause, fromHour, toHour }) => (
                <rect
                  key={`${name} ${cause} ${fromHour}`}
                  className="replay-closure"
                  x={x(Math.max(from, fromHour))}
                  width={Math.max(1.5, x(Math.min(to, toHour)) - x(Math.max(from, fromHour)))}
                  y={side === 0 || sides.length === 1 ? 0 : WINDOW_PX / 2}
                  height={sides.length === 1 ? WINDOW_PX : WINDOW_PX / 2}
                />
              )),
          )}
          {Array.from({ length: Math.floor(days / every) + 1 }, (_, i) => from + i * every * 24).map((at) => (
            <g key={at}>
              <line x1={x(at)} x2={x(at)} y1={0} y2={WINDOW_PX} className="replay-tick" />
              {x(at) < width - 34 && (
                <text x={x(at) + 3} y={WINDOW_PX + 11} className="axis-text">
                  {format.dateShort(isoAt(replay, at).slice(0, 10))}
                </text>
              )}
            </g>
          ))}
          {curves.map((values, side) => (
            <g key={sides[side]?.name} data-side={side} className="replay-curve">
              <path
                d={`${pathOf(values, most, width, WINDOW_PX)}L${width} ${WINDOW_PX}L0 ${WINDOW_PX}Z`}
                className="replay-area"
              />
              <path d={pathOf(values, most, width, WINDOW_PX)} className="replay-line" />
            </g>
          ))}
          {worst && worst.hour >= from && worst.hour <= to && (
            <path d={`M${x(worst.hour) - 5} 0h10l-5 7z`} className="replay-worst-mark" />
          )}
          <line x1={0} x2={width} y1={WINDOW_PX} y2={WINDOW_PX} className="replay-axis" />
        </svg>
      )}
      <div ref={mark} className="replay-head" style={{ height: WINDOW_PX }} aria-hidden="true" />
      <input
        type="range"
        className="replay-range"
        min={from}
        max={to}
        step={1}
        value={Math.round(hour)}
        style={{ height: WINDOW_PX + 14 }}
        aria-label={t("replay.time")}
        aria-valuetext={format.dateTime(isoAt(replay, hour))}
        onChange={(event) => clock.seek(Number(event.target.value))}
      />
    </div>
  );
}

function PeriodLine({
  sides,
  clock,
  frames,
  onWindow,
  isLoading,
}: LineProps & Pick<ReplayBarProps, "onWindow" | "isLoading">) {
  const format = useFormat();
  const [box, width] = useWidth<HTMLDivElement>();
  const replay = sides[0]?.tracks.replay;
  const hours = replay?.period.hours ?? 1;
  const mark = usePlayhead(frames, 0, hours);
  const curves = sides.map(({ tracks }) => tracks.replay.overview.waitingUnits);
  const most = Math.max(1, ...curves.flat());
  if (!replay) return null;
  const x = (at: number) => (at / hours) * width;
  const seek = (event: PointerEvent<HTMLDivElement>) => {
    const { left } = event.currentTarget.getBoundingClientRect();
    go(((event.clientX - left) / width) * hours);
  };
  const go = (hour: number) => {
    const at = Math.min(hours, Math.max(0, hour));
    if (at >= clock.from && at <= clock.to) clock.seek(at);
    else onWindow(at);
  };
  const months: { readonly at: number; readonly name: string }[] = [];
  for (let day = 0; day < hours / 24; day++) {
    const iso = isoAt(replay, day * 24);
    if (iso.slice(8, 10) === "01") months.push({ at: day * 24, name: format.dateShort(iso.slice(0, 10)) });
  }
  return (
    <div
      className="replay-period"
      ref={box}
      aria-busy={isLoading}
      onPointerDown={seek}
      style={{ height: PERIOD_PX + 12 }}
    >
      {width > 0 && (
        <svg width={width} height={PERIOD_PX + 12} aria-hidden="true">
          {replay.closures.map(({ cause, fromHour, toHour }) => (
            <rect
              key={`${cause} ${fromHour}`}
              className="replay-closure"
              x={x(fromHour)}
              width={Math.max(0.8, x(toHour) - x(fromHour))}
              y={0}
              height={PERIOD_PX}
            />
          ))}
          {months.map(({ at, name }) => (
            <g key={at}>
              <line x1={x(at)} x2={x(at)} y1={0} y2={PERIOD_PX} className="replay-tick" />
              {x(at) < width - 40 && width > 620 && (
                <text x={x(at) + 3} y={PERIOD_PX + 10} className="axis-text">
                  {name}
                </text>
              )}
            </g>
          ))}
          {curves.map((values, side) => (
            <g key={sides[side]?.name} data-side={side} className="replay-curve">
              <path d={pathOf(values, most, width, PERIOD_PX)} className="replay-line" />
            </g>
          ))}
          <rect
            className="replay-brush"
            x={x(clock.from)}
            width={Math.max(4, x(clock.to) - x(clock.from))}
            y={0.5}
            height={PERIOD_PX - 1}
          />
        </svg>
      )}
      <div ref={mark} className="replay-head" style={{ height: PERIOD_PX }} aria-hidden="true" />
    </div>
  );
}
