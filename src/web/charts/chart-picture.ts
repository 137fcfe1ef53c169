// A chart as a picture that explains itself: title, what is drawn in what unit, all drawings of the chart with their captions and
// keys, and where it is from, in one SVG that needs no style sheet, or as PNG. Loaded when somebody asks for it.

import { saveBlob, saveText, svgText } from "../shell/downloads.ts";

export interface PictureWords {
  readonly title: string;
  readonly subtitle: string;
  /** Scenario, period, seed, data. */
  readonly source: string;
}

const NS = "http://www.w3.org/2000/svg";
const EDGE = 16;
const TITLE_LINE = 20;
const SMALL_LINE = 16;
const LETTER_PX = 6.9;
const PNG_SCALE = 2;
/** Drawings of a frame, without the small signs in buttons and keys. */
const DRAWINGS = ".chart-body svg[role=img], .chart-body svg[role=group]";
/** Words beside the drawings that belong to them. */
const BESIDE = "figcaption, .sim-key li";

/** Saves the drawings of a chart. */
export async function saveChart(
  frame: HTMLElement,
  name: string,
  kind: "svg" | "png",
  words: PictureWords,
): Promise<void> {
  const svg = chartSvg(frame, words);
  if (!svg) return;
  const text = svgText(svg);
  if (kind === "svg") saveText(`${name}.svg`, "image/svg+xml", text);
  else {
    const blob = await pngOf(text, Number(svg.getAttribute("width")), Number(svg.getAttribute("height")));
    if (blob) saveBlob(`${name}.png`, blob);
  }
  svg.remove();
}

/** One SVG, put into the page so that its style is known; whoever asked takes it out. Undefined when nothing is drawn. */
function chartSvg(frame: HTMLElement, words: PictureWords): SVGSVGElement | undefined {
  const body = frame.querySelector<HTMLElement>(".chart-body");
  const drawings = [...frame.querySelectorAll<SVGSVGElement>(DRAWINGS)];
  if (!body || drawings.length === 0) return undefined;
  const origin = body.getBoundingClientRect();
  const beside = [...body.querySelectorAll<HTMLElement>(BESIDE)];
  const boxes = [...drawings, ...beside].map((element) => element.getBoundingClientRect());
  const [left, top] = [
    Math.min(...boxes.map((box) => box.left)) - origin.left,
    Math.min(...boxes.map((box) => box.top)) - origin.top,
  ];
  const inner = Math.max(...boxes.map((box) => box.right)) - origin.left - left;
  const tall = Math.max(...boxes.map((box) => box.bottom)) - origin.top - top;
  const width = Math.ceil(Math.max(320, inner) + 2 * EDGE);
  // Fonts of a picture are those of whoever looks at it, which may be wide.
  const letters = (width - 2 * EDGE) / LETTER_PX;
  const title = linesOf(words.title, letters * 0.76);
  const subtitle = linesOf(words.subtitle, letters);
  const source = linesOf(words.source, letters);
  const head = EDGE + title.length * TITLE_LINE + subtitle.length * SMALL_LINE + 8;
  const height = Math.ceil(head + tall + 12 + source.length * SMALL_LINE + EDGE / 2);

  const svg = document.createElementNS(NS, "svg");
  svg.setAttribute("width", String(width));
  svg.setAttribute("height", String(height));
  svg.setAttribute("style", "position:fixed;left:-9999px;top:0");
  const put = (text: string, x: number, y: number, look: string) => {
    const line = document.createElementNS(NS, "text");
    line.setAttribute("x", String(x));
    line.setAttribute("y", String(y));
    line.setAttribute("style", look);
    line.textContent = text;
    svg.append(line);
  };
  let y = EDGE + 12;
  for (const line of title) {
    put(line, EDGE, y, "font:600 15px var(--font);fill:var(--ink)");
    y += TITLE_LINE;
  }
  for (const line of subtitle) {
    put(line, EDGE, y - 2, "font:400 12px var(--font);fill:var(--ink-2)");
    y += SMALL_LINE;
  }
  for (const drawing of drawings) {
    const box = drawing.getBoundingClientRect();
    const copy = drawing.cloneNode(true) as SVGSVGElement;
    copy.setAttribute("x", String(EDGE + box.left - origin.left - left));
    copy.setAttribute("y", String(head + box.top - origin.top - top));
    svg.append(copy);
  }
  for (const element of beside) {
    const box = element.getBoundingClientRect();
    const x = EDGE + box.left - origin.left - left;
    const middle = head + box.top - origin.top - top + Math.min(box.height, 20) / 2;
    const swatch = element.querySelector("i");
    if (swatch) {
      const own = getComputedStyle(swatch).backgroundColor;
      // Hatched ones have no colour of their own.
      const colour = own === "rgba(0, 0, 0, 0)" ? "var(--accent)" : own;
      const square = document.createElementNS(NS, "rect");
      for (const [key, value] of Object.entries({ x, y: middle - 5, width: 10, height: 10, fill: colour }))
        square.setAttribute(key, String(value));
      svg.append(square);
    }
    // A key stands in one line, a caption under its width.
    linesOf(textOf(element), swatch ? 200 : Math.max(24, box.width / LETTER_PX)).forEach((line, index) => {
      put(line, swatch ? x + 15 : x, middle + 4 + index * 13, "font:400 11.5px var(--font);fill:var(--ink-2)");
    });
  }
  source.forEach((line, index) => {
    const at = height - EDGE / 2 - (source.length - 1 - index) * SMALL_LINE - 2;
    put(line, EDGE, at, "font:400 11px var(--font);fill:var(--ink-2)");
  });
  // Colours of the page are those of the chart: inside the frame, not beside it.
  frame.append(svg);
  return svg;
}

/** What is read; of a choice what is chosen. */
function textOf(element: HTMLElement): string {
  const select = element.querySelector("select");
  return (select ? (select.selectedOptions[0]?.text ?? "") : element.innerText).replace(/\s+/g, " ").trim();
}

/** A text in lines of so many letters. */
export function linesOf(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ").filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** An SVG that stands alone, drawn by the browser. */
async function pngOf(svg: string, width: number, height: number): Promise<Blob | null> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * PNG_SCALE;
  canvas.height = height * PNG_SCALE;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
