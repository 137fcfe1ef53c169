// The oil answer for people: what leaves by which route with a line of days, what is shut in, what it costs and whom, what binds.

import type { OilAnswer, OilOk, OilStateJson } from "../wire/oil.ts";
import { bold, faint, number, sparkline, wrap, yellow } from "./style.ts";
import { toTable } from "./table.ts";

const BINDING_SHOWN = 12;
const LOSSES_SHOWN = 10;
const NETBACKS_SHOWN = 8;
const COUNTRIES_SHOWN = 8;
/** Columns of a line of days. */
const LINE_COLUMNS = 36;
const BAR_COLUMNS = 60;
const BLOCKS = ["█", "▓", "▒", "░", "▞", "▚", "▤", "▥"];

const right = (title: string) => ({ title, align: "right" as const });
const left = (title: string, width?: number) => (width === undefined ? { title } : { title, width });
const signed = (value: number, digits: number): string => `${value > 0 ? "+" : ""}${number(value, digits)}`;

/** The whole text; ends with a line break. */
export function toOilText(answer: OilAnswer): string {
  if (answer.status !== "ok") return "";
  const shown = answer.changed ?? answer.base;
  return [
    toHead(answer, shown),
    ...answer.warnings.map(({ message, hint }) => `${yellow("!")} ${message} ${faint(hint)}\n`),
    toRoutes(answer, shown),
    toShutIn(shown),
    answer.comparison === null ? "" : `\n${answer.comparison.reasons.map((reason) => wrap(reason)).join("")}`,
    toBinding(shown),
    toNetbacks(shown),
    toSecurity(answer.base),
    toCountries(answer),
  ].join("");
}

function toHead({ scenario, model, horizon, certificate, comparison }: OilOk, shown: OilStateJson): string {
  const title = model ?? scenario?.name ?? "The dataset as it stands";
  const sure = `${certificate.gaps.map(({ name, value }) => `${name} ${value.toExponential(1)}`).join("; ")}; ${number(certificate.seconds, 2)} s`;
  const rows = shown.policies.map(({ name, profitUsd, exportsMt, shutInMt }) => [
    name,
    `${number(profitUsd / 1e6, 1)}`,
    number(exportsMt, exportsMt < 0.1 ? 6 : 2),
    number(shutInMt, shutInMt > 0 && shutInMt < 0.1 ? 6 : 2),
  ]);
  const loss =
    comparison === null ? "" : `Loss against the base ${bold(`${number(comparison.lossUsd / 1e6, 0)} M USD`)}\n`;
  return [
    `${bold(title)} ${faint(`${horizon.from}, ${number(horizon.days)} days`)}\n${faint(sure)}\n`,
    toTable([left("Policy", 34), right("Profit, M USD"), right("Exports, Mt"), right("Shut in, Mt")], rows),
    loss,
  ].join("");
}

/** Days as so many columns, each the mean of its days. */
function columnsOf(values: readonly number[], columns: number): number[] {
  const count = Math.min(columns, values.length);
  return Array.from({ length: count }, (_, c) => {
    const from = Math.floor((c * values.length) / count);
    const to = Math.max(from + 1, Math.floor(((c + 1) * values.length) / count));
    return values.slice(from, to).reduce((sum, value) => sum + value, 0) / (to - from);
  });
}

function toRoutes({ base, changed }: OilOk, shown: OilStateJson): string {
  const before = new Map(base.routes.map((route) => [route.id, route.mt]));
  const exported = shown.routes.filter(
    ({ kind, mt, id }) => kind === "export" && (mt > 0 || (before.get(id) ?? 0) > 0),
  );
  const rest = shown.routes.filter(({ kind, mt }) => kind !== "export" && mt > 0);
  const digits = exported.some(({ mt }) => mt >= 0.1) ? 2 : 6;
  const row = ({ id, name, mt, byDay }: OilStateJson["routes"][number]) => [
    name,
    number(mt, digits),
    ...(changed === null ? [] : [signed(mt - (before.get(id) ?? 0), digits)]),
    sparkline(columnsOf(byDay, LINE_COLUMNS)),
  ];
  const columns = [left("Route", 40), right("Mt"), ...(changed === null ? [] : [right("Change")]), left("By day")];
  return `\n${toTable(columns, [...exported, ...rest].map(row))}${toStack(exported)}`;
}

/** Exports through time as bars one above the other: each line is a part of the horizon. */
function toStack(routes: OilStateJson["routes"]): string {
  if (routes.length < 2) return "";
  const lines = Math.min(12, routes[0].byDay.length);
  if (lines < 2) return "";
  const columns = routes.map(({ byDay }) => columnsOf(byDay, lines));
  const highest = Math.max(...columns[0].map((_, c) => columns.reduce((sum, list) => sum + list[c], 0)), 1e-9);
  const legend = routes.map(({ name }, r) => `${BLOCKS[r % BLOCKS.length]} ${name}`).join("  ");
  const bars = columns[0].map((_, c) => {
    let reached = 0;
    let drawn = 0;
    const bar = columns
      .map((list, r) => {
        reached += list[c];
        const end = Math.round((reached / highest) * BAR_COLUMNS);
        const piece = BLOCKS[r % BLOCKS.length].repeat(Math.max(0, end - drawn));
        drawn = Math.max(drawn, end);
        return piece;
      })
      .join("");
    const day = Math.floor((c * routes[0].byDay.length) / lines) + 1;
    const unit = highest >= 1000 ? `${number(reached / 1000)} kt/day` : `${number(reached)} t/day`;
    return `${faint(`day ${String(day).padStart(4)}`)} ${bar} ${unit}\n`;
  });
  return `\n${bars.join("")}${wrap(legend, "         ")}`;
}

function toShutIn({ fields }: OilStateJson): string {
  const rows = fields
    .filter(({ shutInMt }) => shutInMt > 1e-9)
    .map(({ name, possibleMt, shutInMt, shutInByDay }) => [
      name,
      number(possibleMt, possibleMt < 0.1 ? 6 : 2),
      number(shutInMt, shutInMt < 0.1 ? 6 : 2),
      sparkline(columnsOf(shutInByDay, LINE_COLUMNS)),
    ]);
  if (rows.length === 0) return "\nNothing is shut in.\n";
  return `\n${toTable([left("Field", 40), right("Possible, Mt"), right("Shut in, Mt"), left("By day")], rows)}`;
}

function toBinding({ binding }: OilStateJson): string {
  if (binding.length === 0) return "\nNothing binds.\n";
  const rows = binding
    .slice(0, BINDING_SHOWN)
    .map(({ name, kind, daysBinding, meanUsdPerTonne, maxUsdPerTonne, basis }) => [
      name,
      kind,
      number(daysBinding),
      number(meanUsdPerTonne, 1),
      number(maxUsdPerTonne, 1),
      basis ?? "",
    ]);
  return `\n${toTable(
    [left("What binds", 46), left("Kind"), right("Days"), right("USD/t, mean"), right("most"), left("Number is")],
    rows,
  )}`;
}

function toNetbacks({ netbacks }: OilStateJson): string {
  const rows = netbacks
    .slice(0, NETBACKS_SHOWN)
    .map(({ fieldName, routeName, priceUsdPerTonne, parts, netbackUsdPerTonne }) => [
      fieldName,
      routeName,
      number(priceUsdPerTonne),
      number(parts.slice(1).reduce((sum, part) => sum + part.usdPerTonne, 0)),
      number(netbackUsdPerTonne),
    ]);
  if (rows.length === 0) return "";
  return `\n${toTable(
    [left("Netback: field", 26), left("Route", 36), right("Price, USD/t"), right("Deductions"), right("At the field")],
    rows,
  )}`;
}

function toSecurity({ security }: OilStateJson): string {
  if (security === null) return "";
  const rows = security.nMinusOne
    .slice(0, LOSSES_SHOWN)
    .map(({ name, carriedMt, onPaperMt, inPracticeMt, lossUsdPerDay }) => [
      name,
      number(carriedMt, carriedMt < 0.1 ? 4 : 1),
      number(onPaperMt, carriedMt < 0.1 ? 4 : 1),
      number(inPracticeMt, carriedMt < 0.1 ? 4 : 1),
      number(lossUsdPerDay / 1e6, lossUsdPerDay < 1e6 ? 4 : 1),
    ]);
  const spread = `Concentration by route ${number(security.hhiByRoute)} of 10,000: as ${number(security.effectiveRoutes, 2)} equal routes.`;
  const crossing = security.sharesByTransitCountry
    .map(({ name, share }) => `${name} ${number(100 * share, 1)} %`)
    .join(", ");
  return `\n${toTable(
    [
      left("If it were lost", 46),
      right("Carries, Mt/y"),
      right("No way on paper"),
      right("in practice"),
      right("M USD/day"),
    ],
    rows,
  )}${wrap(spread)}${crossing === "" ? "" : wrap(`First country crossed: ${crossing}.`)}`;
}

function toCountries({ base, comparison }: OilOk): string {
  if (comparison !== null) {
    const rows = comparison.countries
      .filter(({ deltaProfitUsd, deltaChargesUsd }) => Math.abs(deltaProfitUsd) + Math.abs(deltaChargesUsd) > 1e4)
      .slice(0, COUNTRIES_SHOWN)
      .map(({ name, deltaProfitUsd, deltaChargesUsd, deltaTransitMt }) => [
        name,
        signed(deltaProfitUsd / 1e6, 1),
        signed(deltaChargesUsd / 1e6, 1),
        signed(deltaTransitMt, 2),
      ]);
    if (rows.length === 0) return "";
    return `\n${toTable([left("Who pays", 24), right("Producers, M USD"), right("Charges, M USD"), right("Transit, Mt")], rows)}`;
  }
  const rows = base.countries
    .slice(0, COUNTRIES_SHOWN)
    .map(({ name, exportsMt, transitMt, profitUsd, chargesUsd }) => [
      name,
      number(exportsMt, 1),
      number(transitMt, 1),
      number(profitUsd / 1e6),
      number(chargesUsd / 1e6),
    ]);
  if (rows.length === 0) return "";
  return `\n${toTable(
    [
      left("Country", 24),
      right("Exports, Mt"),
      right("Transit, Mt"),
      right("Producers, M USD"),
      right("Charges, M USD"),
    ],
    rows,
  )}`;
}
