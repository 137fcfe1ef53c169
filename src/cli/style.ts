// Letters for a terminal: bold, faint, colours (none where NO_COLOR is set or the output is no terminal), numbers and dates.

import { styleText } from "node:util";

export const bold = (text: string): string => styleText("bold", text);
export const faint = (text: string): string => styleText("dim", text);
export const red = (text: string): string => styleText("red", text);
export const yellow = (text: string): string => styleText("yellow", text);
export const green = (text: string): string => styleText("green", text);

/** `12,345`, or with so many digits after the point. */
export function number(value: number, digits = 0): string {
  const rounded = Math.abs(value) < 0.5 * 10 ** -digits ? 0 : value;
  return rounded.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** Hours as days with one digit. */
export const days = (hours: number): string => number(hours / 24, 1);

/** Hours as a person says them: `45 min`, `7.5 h`, `3.2 d`. */
export function duration(hours: number): string {
  if (hours < 1) return `${number(hours * 60)} min`;
  return hours < 48 ? `${number(hours, 1)} h` : `${days(hours)} d`;
}

/** `3 borders`, `1 border`. */
export const plural = (count: number, word: string): string => `${number(count)} ${word}${count === 1 ? "" : "s"}`;

const BARS = "▁▂▃▄▅▆▇█";

/** Heights as a line of blocks; the highest fills its block. */
export function sparkline(heights: readonly number[]): string {
  const highest = Math.max(...heights, Number.MIN_VALUE);
  return heights.map((height) => BARS[Math.min(7, Math.floor((height / highest) * 8))]).join("");
}

/** The words of a text in lines of at most so many characters, each after the indent. */
export function wrap(text: string, indent = "", width = 100): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && indent.length + line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].map((part) => `${indent}${part}\n`).join("");
}
