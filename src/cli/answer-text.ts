// Parts of the texts of route and compare: what was asked, the dataset and prices, warnings, sources.

import type { Dataset } from "../model/dataset.ts";
import { id, type PlaceId } from "../model/ids.ts";
import type { Language } from "../model/network.ts";
import type { ProblemJson } from "../wire/common.ts";
import type { RivalJson, RouteNone, RouteOk } from "../wire/route.ts";
import { toSourceJson } from "../wire/to-knowledge.ts";
import { bold, days, faint, number, wrap, yellow } from "./style.ts";
import { toTable } from "./table.ts";

export interface TextOptions {
  readonly dataset: Dataset;
  readonly language: Language;
  /** Also say where the numbers come from. */
  readonly sources: boolean;
}

type Foot = Pick<
  RouteOk | RouteNone,
  "request" | "dataset" | "priceYear" | "program" | "warnings" | "overlayEffects" | "computedMs"
>;

/** A place's name in the language asked for. */
export function nameOf({ dataset, language }: TextOptions, placeId: string, otherwise = placeId): string {
  return dataset.places.get(id<PlaceId>(placeId))?.names[language] ?? otherwise;
}

/** Two lines: from where to where with what, and on which terms. */
export function toHeading({ request, priceYear, dataset }: Foot, options: TextOptions): string {
  const { from, to, cargo, depart, deadline, networkDate, valueUsd, costOfCapital, avoid, require } = request;
  const ends = `${nameOf(options, from.id, from.name)}, ${from.country} → ${nameOf(options, to.id, to.name)}, ${to.country}`;
  const terms = [
    `goods worth ${number(valueUsd)} USD`,
    `capital ${number(costOfCapital * 100, 1)} % a year`,
    ...(deadline === null ? [] : [`there by ${deadline.slice(0, 10)}`]),
    ...(avoid.length > 0 ? [`avoiding ${avoid.join(", ")}`] : []),
    ...(require.length > 0 ? [`using ${require.join(", ")}`] : []),
    ...(networkDate.slice(0, 10) === depart.slice(0, 10) ? [] : [`network of ${networkDate.slice(0, 10)}`]),
    `prices of ${priceYear}`,
    ...dataset.layers.filter(({ kind }) => kind === "scenario").map(({ title }) => `under the scenario “${title}”`),
  ];
  return `${bold(ends)}   ${cargo.label}, ready ${depart.slice(0, 10)}\n${faint(terms.join("; "))}\n\n`;
}

/** Warnings, effects of overlays, and which dataset and program made the answer. */
export function toFoot({ dataset, program, warnings, overlayEffects, computedMs }: Foot): string {
  const layers = dataset.layers.filter((layer) => layer.kind === "overlay").map((layer) => layer.name);
  const over = layers.length > 0 ? ` with ${layers.join(", ")}` : "";
  const waits = dataset.layers.filter((layer) => layer.kind === "waits").map(({ title }) => title);
  return [
    ...waits.map((title) => wrap(`${yellow("•")} Waits for ships are ${title}`)),
    ...overlayEffects.map((effect) => wrap(`${yellow("•")} ${effect}`)),
    ...warnings.map((warning) => wrap(`${yellow("!")} ${toWarning(warning)}`)),
    faint(
      `${dataset.title} ${dataset.version}${over} (${dataset.hash.slice(0, 12)}), kopru ${program.version}, ${number(computedMs)} ms\n`,
    ),
  ].join("");
}

const toWarning = ({ place, message, hint }: ProblemJson): string =>
  `${place}: ${message}${hint === "" ? "" : ` ${hint}`}`;

/** Corridors with their best terms, or why they have none. */
export function toRivalTable(rivals: readonly RivalJson[]): string {
  const table = toTable(
    [
      { title: "Corridor", width: 31 },
      { title: "Days P50", align: "right" },
      { title: "P10–P95", align: "right" },
      { title: "Cost USD", align: "right" },
      { title: "with time", align: "right" },
      { title: "CO2e kg", align: "right" },
      { title: "Borders", align: "right" },
      { title: "km", align: "right" },
    ],
    rivals.flatMap(({ corridorName, option }) =>
      option === undefined
        ? []
        : [
            [
              corridorName,
              days(option.hours.p50),
              `${days(option.hours.p10)}–${days(option.hours.p95)}`,
              number(option.costUsd.mean),
              number(option.generalisedUsd),
              number(option.co2eKg),
              number(option.borders),
              number(option.km),
            ],
          ],
    ),
  );
  const without = rivals.filter(({ option }) => option === undefined);
  return `${table}${without.map(({ corridorName, reason }) => wrap(`${corridorName}: no way. ${reason}`)).join("")}`;
}

/**
 * What the data say of the corridors beside the numbers: sanctions, war risk. One paragraph a corridor, with the
 * references only where sources are asked for.
 */
export function toRemarks(
  corridors: readonly Pick<RivalJson, "corridorName" | "remarks">[],
  { sources }: TextOptions,
): string {
  return corridors
    .filter(({ remarks }) => remarks.length > 0)
    .map(({ corridorName, remarks }) => {
      const told = remarks.map((remark) => (sources ? remark : withoutReferences(remark)));
      return wrap(`${yellow("!")} ${corridorName}: ${told.join(". ")}.`);
    })
    .join("");
}

/** Remarks of the data end with their references in brackets. */
const withoutReferences = (remark: string): string => remark.replace(/\s*\[[^[\]]*\]$/, "");

/** The references under their titles, with address and date. */
export function toSources(refs: readonly string[], { dataset }: TextOptions): string {
  return [...new Set(refs)]
    .map((ref) => {
      const { kind, title, publisher, url, date, statement } = toSourceJson(dataset, ref);
      const said = kind === "source" || statement === "" ? "" : wrap(statement, "    ");
      const head = wrap(`${bold(ref)} ${[publisher, title, date].filter(Boolean).join(", ")}`, "  ");
      return `${head}${said}${url === "" ? "" : `    ${faint(url)}\n`}`;
    })
    .join("");
}
