// What is on the screen as files: options and legs as CSV, the chosen way as GeoJSON, charts as SVG that stand alone.

import type { Feature, FeatureCollection } from "geojson";
import type { OptionJson } from "../../wire/route.ts";

/** Hands a text to the reader's download folder. */
export function saveText(name: string, type: string, text: string): void {
  saveBlob(name, new Blob([text], { type: `${type};charset=utf-8` }));
}

/** The same of bytes. */
export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

type Cell = string | number | undefined;

/** RFC 4180; cells that a spreadsheet would run as a formula are quoted as text. */
export function toCsv(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cell = (value: Cell) => {
    if (value === undefined) return "";
    if (typeof value === "number") return String(value);
    const safe = /^[=+\-@\t\r]/.test(value) && !/^[+-]?[\d.,]+$/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `${[columns, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** One row per option; exact values, units in the headings. */
export function optionsCsv(options: readonly OptionJson[]): string {
  const columns = [
    "option",
    "corridor",
    "title",
    "costUsdMean",
    "costUsdP10",
    "costUsdP90",
    "hoursMean",
    "hoursP10",
    "hoursP50",
    "hoursP80",
    "hoursP95",
    "arrivalP50",
    "arrivalP95",
    "co2eKg",
    "borders",
    "km",
    "inventoryUsd",
    "onTime",
  ];
  const rows = options.map((o) => [
    o.id,
    o.corridor,
    o.title,
    o.costUsd.mean,
    o.costUsd.low,
    o.costUsd.high,
    o.hours.mean,
    o.hours.p10,
    o.hours.p50,
    o.hours.p80,
    o.hours.p95,
    o.arrival.p50,
    o.arrival.p95,
    o.co2eKg,
    o.borders,
    o.km,
    o.inventoryUsd,
    o.onTime,
  ]);
  return toCsv(columns, rows);
}

/** One row per leg of an option. */
export function legsCsv(option: OptionJson): string {
  const columns = [
    "leg",
    "kind",
    "mode",
    "from",
    "to",
    "fromName",
    "toName",
    "country",
    "operator",
    "service",
    "km",
    "hours",
    "waitHours",
    "hoursP10",
    "hoursP50",
    "hoursP90",
    "startHours",
    "costUsd",
    "co2eKg",
    "basis",
    "timeBasis",
    "sources",
  ];
  const rows = option.legs.map((l, i) => [
    i,
    l.kind,
    l.mode,
    l.from,
    l.to,
    l.fromName,
    l.toName,
    l.country,
    l.operator,
    l.service,
    l.km,
    l.hours,
    l.waitHours,
    l.hoursP10,
    l.hoursP50,
    l.hoursP90,
    l.startHours,
    l.costUsd,
    l.co2eKg,
    l.basis,
    l.timeBasis,
    l.sources.join(" "),
  ]);
  return toCsv(columns, rows);
}

/** The way of an option as lines, one per leg that moves. */
export function optionGeoJson(option: OptionJson): string {
  const features = option.legs.flatMap((leg, index): Feature[] => {
    if (leg.geometry.length < 2) return [];
    const { geometry, sources, remarks, emission: _emission, ...properties } = leg;
    return [
      {
        type: "Feature",
        properties: { leg: index, ...properties, sources: sources.join(" "), remarks: remarks.join("; ") },
        geometry: { type: "LineString", coordinates: geometry },
      },
    ];
  });
  const collection: FeatureCollection = { type: "FeatureCollection", features };
  return JSON.stringify(collection, null, 1);
}

const DRAWN = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "paint-order",
  "opacity",
  "fill-opacity",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
  "letter-spacing",
];

/** An SVG of the page as a text that needs no style sheet: what is computed is written on each element. */
export function svgText(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const before = [svg, ...svg.querySelectorAll<SVGElement>("*")];
  const after = [copy, ...copy.querySelectorAll<SVGElement>("*")];
  for (const [index, element] of before.entries()) {
    const style = getComputedStyle(element);
    for (const name of DRAWN) {
      const value = style.getPropertyValue(name);
      if (value) after[index]?.setAttribute(name, value);
    }
    // A style that names a variable of the page would win over what was written down.
    for (const name of ["class", "style"]) after[index]?.removeAttribute(name);
  }
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  ground.setAttribute("width", "100%");
  ground.setAttribute("height", "100%");
  ground.setAttribute("fill", getComputedStyle(document.documentElement).getPropertyValue("--paper").trim());
  copy.insertBefore(ground, copy.firstChild);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
}
