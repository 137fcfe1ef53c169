// The strip diagram of a replay, on the clock of the map.

import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useWidth } from "../../../charts/use-width.ts";
import { useFormat } from "../../../state/use-format.ts";
import { drawStrip, STRIP_HEAD_PX, STRIP_ROW_PX, stripColumns, stripRowsOf } from "./draw-strip.ts";
import type { ReplayLook } from "./look.ts";
import { sizeCanvas } from "./size-canvas.ts";
import type { Tracks } from "./tracks.ts";
import type { Frames } from "./use-frames.ts";

/** A jump of more than this is drawn at once. */
const SMOOTH_HOURS = 8;

/** "On land, west" needs so much. */
const NARROW_HEAD_PX = 110;

export interface ReplayStripProps {
  readonly tracks: Tracks;
  /** Whose busiest lines are shown: the same for all that stand side by side. */
  readonly leading: Tracks;
  readonly frames: Frames;
  readonly look: ReplayLook;
  readonly name: string;
}

export function ReplayStrip({ tracks, leading, frames, look, name }: ReplayStripProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [box, width] = useWidth<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const rows = useMemo(() => stripRowsOf(tracks, leading), [tracks, leading]);
  const height = STRIP_HEAD_PX + rows.length * STRIP_ROW_PX + 1;
  const columns = stripColumns(width);
  useEffect(() => {
    const element = canvas.current;
    if (!element || width === 0) return;
    const ctx = sizeCanvas(element, width, height);
    if (!ctx) return;
    const nameOf = (line: number) => tracks.replay.lines[line]?.name ?? "";
    const number = (value: number) => format.number(value);
    let last = Number.NaN;
    let skipped = 0;
    return frames.add((hour) => {
      // A third of the frames is enough for what moves so little, and leaves time for the map.
      if (Math.abs(hour - last) > 0 && Math.abs(hour - last) < SMOOTH_HOURS && ++skipped % 3 !== 0) return;
      last = hour;
      drawStrip(ctx, { tracks, rows, look, hour, width, nameOf, number });
    });
  }, [tracks, frames, look, rows, width, height, format]);
  const heads = [
    { key: "land-west", at: columns.westLand },
    { key: "sea", at: columns.sea },
    { key: "land-east", at: columns.eastLand },
  ];
  return (
    <div className="replay-strip" ref={box} role="img" aria-label={t("replay.strip", { name })} style={{ height }}>
      <canvas ref={canvas} />
      {rows.length < tracks.replay.lines.length && (
        <span
          className="replay-strip-head"
          style={{ left: 8, width: columns.name - 14, textAlign: "start" }}
          aria-hidden="true"
        >
          {t("replay.lines-of", { shown: rows.length, all: tracks.replay.lines.length })}
        </span>
      )}
      {width > 0 &&
        heads.map(({ key, at: [left, right] }) => (
          <span key={key} className="replay-strip-head" style={{ left, width: right - left }} aria-hidden="true">
            {t(key === "sea" ? "replay.at-sea" : `replay.${key}${right - left < NARROW_HEAD_PX ? "-short" : ""}`)}
          </span>
        ))}
    </div>
  );
}
