// The answer of `kopru route` for people, in 100 columns: the options, the best one leg by leg, who charges what, the rivals.

import type { LegJson, OptionJson, RivalJson, RouteNone, RouteOk } from "../wire/route.ts";
import { nameOf, type TextOptions, toFoot, toHeading, toRemarks, toRivalTable, toSources } from "./answer-text.ts";
import { bold, days, duration, faint, number, plural, sparkline, wrap } from "./style.ts";
import { toTable } from "./table.ts";

/** The whole text; ends with a line break. */
export function toRouteText(answer: RouteOk | RouteNone, options: TextOptions): string {
  const rivals = answer.rivals.length > 0 ? `\n${bold("Best of each corridor")}\n${toRivalTable(answer.rivals)}` : "";
  if (answer.status === "none") {
    return `${toHeading(answer, options)}${wrap(bold(answer.reason))}${toChanges(answer)}${rivals}\n${toFoot(answer)}`;
  }
  const [best] = answer.options;
  return [
    toHeading(answer, options),
    toOptionTable(answer.options),
    "\n",
    toArrival(best),
    `\n${bold("Option 1 leg by leg")}\n`,
    toLegTable(best.legs, options),
    `\n${bold("Who charges what")}\n`,
    toCostTable(best),
    rivals,
    toWarningsOfWays(answer, options),
    options.sources ? `\n${bold("Sources of option 1")}\n${toSources(refsOf(best), options)}` : "",
    "\n",
    toFoot(answer),
  ].join("");
}

/** What to mind on the corridors of the options shown; on all of them where sources are asked for. */
function toWarningsOfWays({ options: shown, rivals }: RouteOk, options: TextOptions): string {
  const remarks = new Map<string, Set<string>>();
  const add = ({ corridorName, remarks: more }: Pick<RivalJson, "corridorName" | "remarks">) =>
    remarks.set(corridorName, new Set([...(remarks.get(corridorName) ?? []), ...more]));
  const corridors = new Set(shown.map(({ corridor }) => corridor));
  for (const rival of rivals) if (options.sources || corridors.has(rival.corridor)) add(rival);
  for (const option of shown) add(option);
  const told = toRemarks(
    [...remarks].map(([corridorName, all]) => ({ corridorName, remarks: [...all] })),
    options,
  );
  return told === "" ? "" : `\n${bold("To mind")}\n${told}`;
}

const FLAGS: Readonly<Record<string, string>> = {
  avoid: "--avoid",
  cargo: "--cargo",
  dangerous: "--dangerous",
  date: "--date",
  deadline: "--deadline",
  reefer: "--reefer",
  require: "--require",
};

/** What to change, each with the flags that do it. */
function toChanges({ relax }: RouteNone): string {
  if (relax.length === 0) return "";
  const lines = relax.map(({ label, patch }) => {
    const flags = Object.entries(patch).flatMap(([field, value]) => {
      const flag = FLAGS[field];
      if (flag === undefined) return [];
      const text = Array.isArray(value) ? value.join(",") : String(value ?? "");
      return [
        text === "" || value === false ? `without ${flag}` : `${flag} ${text.includes(" ") ? `"${text}"` : text}`,
      ];
    });
    return `  • ${label}${flags.length > 0 ? faint(`  (${flags.join(" ")})`) : ""}\n`;
  });
  return `\nWith one of these changes there is a way:\n${lines.join("")}`;
}

function toOptionTable(options: readonly OptionJson[]): string {
  return toTable(
    [
      { title: "#" },
      { title: "Way", width: 38 },
      { title: "Days P50", align: "right" },
      { title: "P10–P95", align: "right" },
      { title: "Cost USD", align: "right" },
      { title: "P10–P90", align: "right" },
      { title: "CO2e kg", align: "right" },
      { title: "Bord.", align: "right" },
    ],
    options.map((option, index) => [
      String(index + 1),
      `${option.corridorName}${option.badges.length > 0 ? ` (${option.badges.join(", ")})` : ""}: ${option.title}`,
      days(option.hours.p50),
      `${days(option.hours.p10)}–${days(option.hours.p95)}`,
      number(option.costUsd.mean),
      `${number(option.costUsd.low)}–${number(option.costUsd.high)}`,
      number(option.co2eKg),
      number(option.borders),
    ]),
  );
}

const STRIP_COLUMNS = 60;

/** The arrival's distribution as a strip of blocks from its first to its last point, with the days that matter. */
function toArrival(option: OptionJson): string {
  const { arrival, distribution, onTime } = option;
  const dates = `P10 ${day(arrival.p10)}, P50 ${day(arrival.p50)}, P80 ${day(arrival.p80)}, P95 ${day(arrival.p95)}`;
  const sure = onTime === undefined ? "" : `, on time with ${number(onTime * 100)} %`;
  const strip = sparkline(densityOf(distribution, STRIP_COLUMNS));
  const first = distribution[0]?.[0] ?? 0;
  const last = distribution.at(-1)?.[0] ?? 0;
  return `Arrival of option 1: ${dates}${sure}\n${faint(`${days(first)} d`)} ${strip} ${faint(`${days(last)} d`)}\n`;
}

const day = (iso: string): string => iso.slice(0, 10);

/** Probability in equal columns of time, from points [hours, P(arrived by then)]. */
function densityOf(points: OptionJson["distribution"], columns: number): number[] {
  const first = points[0]?.[0] ?? 0;
  const width = ((points.at(-1)?.[0] ?? 0) - first) / columns;
  if (width <= 0) return [1];
  const by = (hours: number): number => {
    const next = points.findIndex(([at]) => at >= hours);
    if (next <= 0) return next === 0 ? 0 : 1;
    const [before, pBefore] = points[next - 1];
    const [after, pAfter] = points[next];
    return pBefore + ((pAfter - pBefore) * (hours - before)) / Math.max(after - before, 1e-9);
  };
  return Array.from({ length: columns }, (_, column) => by(first + width * (column + 1)) - by(first + width * column));
}

function toLegTable(legs: readonly LegJson[], options: TextOptions): string {
  return toTable(
    [
      { title: "Leg", width: 41 },
      { title: "by" },
      { title: "km", align: "right" },
      { title: "Time", align: "right" },
      { title: "waiting", align: "right" },
      { title: "USD", align: "right" },
      { title: "CO2e kg", align: "right" },
      { title: "Basis" },
    ],
    legs.map((leg) => [
      titleOf(leg, options),
      leg.mode === "none" || leg.mode === "terminal" || leg.mode === "border" ? "" : leg.mode,
      leg.km > 0 ? number(leg.km) : "",
      leg.hours > 0 ? duration(leg.hours) : "",
      leg.waitHours > 0 ? duration(leg.waitHours) : "",
      leg.costUsd > 0 ? number(leg.costUsd) : "",
      leg.co2eKg > 0 ? number(leg.co2eKg) : "",
      leg.basis,
    ]),
  );
}

function titleOf(leg: LegJson, options: TextOptions): string {
  const from = nameOf(options, leg.from, leg.fromName);
  const to = nameOf(options, leg.to, leg.toName);
  const where = leg.from === leg.to ? from : `${from} – ${to}`;
  return leg.kind === "line-haul" ? where : `  ${leg.kind.replace("-", " ")}, ${where}`;
}

/** Parts added up by party and kind; low and high of a sum lie between those of its parts taken together. */
function toCostTable({ costUsd, inventoryUsd, legs }: OptionJson): string {
  const sums = new Map<
    string,
    { party: string; kind: string; usd: number; low: number; high: number; bases: Set<string> }
  >();
  for (const { party, kind, usd, basis } of costUsd.parts) {
    const key = `${party}\n${kind}`;
    const sum = sums.get(key) ?? { party, kind, usd: 0, low: 0, high: 0, bases: new Set<string>() };
    sum.usd += usd.mean;
    sum.low += usd.low;
    sum.high += usd.high;
    sum.bases.add(basis);
    sums.set(key, sum);
  }
  const rows = [...sums.values()].sort((a, b) => b.usd - a.usd);
  return toTable(
    [
      { title: "Party", width: 40 },
      { title: "For" },
      { title: "USD", align: "right" },
      { title: "low–high", align: "right" },
      { title: "Basis", width: 24 },
    ],
    [
      ...rows.map(({ party, kind, usd, low, high, bases }) => [
        party,
        kind.replace("-", " "),
        number(usd),
        `${number(low)}–${number(high)}`,
        [...bases].join(", "),
      ]),
      [
        bold("Together"),
        plural(legs.length, "leg"),
        bold(number(costUsd.mean)),
        `${number(costUsd.low)}–${number(costUsd.high)}`,
        "",
      ],
      ["Goods in transit (not part of the cost)", "capital, loss", number(inventoryUsd), "", ""],
    ],
  );
}

function refsOf(option: OptionJson): string[] {
  return [
    ...option.costUsd.parts.flatMap((part) => part.sources),
    ...option.legs.flatMap((leg) => [...leg.sources, ...(leg.emission?.sources ?? [])]),
  ];
}
