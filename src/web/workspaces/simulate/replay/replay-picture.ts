// The moment of a replay as a picture that explains itself: maps, what moves on them and strips as they stand on the screen, with
// what is said of them, the time, and which replication of which run it is. Loaded when somebody asks for it.

import type { Map as MapLibreMap } from "maplibre-gl";
import { linesOf } from "../../../charts/chart-picture.ts";
import { saveBlob } from "../../../shell/downloads.ts";

export interface MomentWords {
  readonly title: string;
  /** When it is. */
  readonly time: string;
  readonly source: string;
}

const EDGE = 16;
const LINE = 20;
const SMALL_LINE = 16;
/** Pixels of the picture for one of the screen. */
const SCALE = 2;
const BESIDE = "figcaption b, .replay-strip-head, .maplibregl-ctrl-attrib-inner";

/**
 * Saves what stands in `pictures`.
 * @param maps Those in it: their picture is there only right after they are drawn.
 */
export async function saveMoment(
  pictures: HTMLElement,
  maps: Iterable<MapLibreMap>,
  name: string,
  words: MomentWords,
): Promise<void> {
  const look = getComputedStyle(pictures);
  const colour = (variable: string) => look.getPropertyValue(variable).trim();
  const box = pictures.getBoundingClientRect();
  const letters = box.width / 6.4;
  const title = linesOf(words.title, letters * 0.82);
  const source = linesOf(words.source, letters);
  const head = EDGE + (title.length + 1) * LINE;
  const height = head + box.height + 10 + source.length * SMALL_LINE + EDGE / 2;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(box.width * SCALE);
  canvas.height = Math.round(height * SCALE);
  const ctx = canvas.getContext("2d");
  if (!ctx) return;
  ctx.scale(SCALE, SCALE);
  ctx.fillStyle = colour("--paper");
  ctx.fillRect(0, 0, box.width, height);
  ctx.textBaseline = "alphabetic";
  ctx.fillStyle = colour("--ink");
  ctx.font = `600 14px ${look.fontFamily}`;
  title.forEach((line, index) => {
    ctx.fillText(line, EDGE, EDGE + 12 + index * LINE);
  });
  ctx.font = `400 13px ${look.fontFamily}`;
  ctx.fillText(words.time, EDGE, EDGE + 12 + title.length * LINE);
  for (const map of maps) map.redraw();
  for (const part of pictures.querySelectorAll("canvas")) {
    const at = part.getBoundingClientRect();
    if (at.width > 0) ctx.drawImage(part, at.left - box.left, head + at.top - box.top, at.width, at.height);
  }
  for (const element of pictures.querySelectorAll<HTMLElement>(BESIDE)) {
    const at = element.getBoundingClientRect();
    if (at.width === 0) continue;
    const own = getComputedStyle(element);
    ctx.font = `${own.fontWeight} ${own.fontSize} ${look.fontFamily}`;
    ctx.fillStyle = own.color;
    ctx.textBaseline = "middle";
    ctx.fillText(element.innerText, at.left - box.left, head + at.top - box.top + at.height / 2);
  }
  ctx.textBaseline = "alphabetic";
  ctx.font = `400 11px ${look.fontFamily}`;
  ctx.fillStyle = colour("--ink-2");
  source.forEach((line, index) => {
    ctx.fillText(line, EDGE, head + box.height + 20 + index * SMALL_LINE);
  });
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob) saveBlob(`${name}.png`, blob);
}
