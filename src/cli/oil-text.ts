// The oil answer for people: what leaves by which route with a line of days, what is shut in, what it costs and whom, what binds.

import type { OilAnswer, OilOk, OilStateJson } from "../wire/oil.ts";
import { bold, faint, number, plural, sparkline, wrap, yellow } from "./style.ts";
import { toTable } from "./table.ts";

const BINDING_SHOWN = 10;
const LOSSES_SHOWN = 10;
const NETBACKS_SHOWN = 8;
const COUNTRIES_SHOWN = 8;
/** Columns of a line of days. */
const LINE_COLUMNS = 36;
const BAR_COLUMNS = 60;
const BLOCKS = ["█", "▓", "▒", "░", "▞", "▚", "▤", "▥"];
/** Days that differ by less are the same to a reader. */
const SAME_SHARE = 0.005;
/** What was agreed or asked for; all else that binds carries or holds oil. */
const AGREED = new Set(["quality-cap", "contract", "quota", "supply-duty", "minimum"]);

const right = (title: string) => ({ title, align: "right" as const });
const left = (title: string, width?: number) => (width === undefined ? { title } : { title, width });
const signed = (value: number, digits: number): string => `${value > 0 ? "+" : ""}${number(value, digits)}`;

interface Unit {
  readonly name: string;
  readonly show: (value: number) => string;
  readonly signed: (value: number) => string;
}

/** Mt, kt or t by the largest amount, so that a column has one unit and its points stand under one another. */
function massUnit(mt: readonly number[]): Unit {
  const most = Math.max(0, ...mt.map(Math.abs));
  const [name, factor] = most >= 0.1 || most === 0 ? ["Mt", 1] : most >= 1e-3 ? ["kt", 1e3] : ["t", 1e6];
  return { name, show: (value) => number(value * factor, 2), signed: (value) => signed(value * factor, 2) };
}

function moneyUnit(usd: readonly number[]): Unit {
  const most = Math.max(0, ...usd.map(Math.abs));
  const [name, factor, digits] = most >= 1e5 || most === 0 ? ["M USD", 1e-6, 1] : ["USD", 1, 0];
  return { name, show: (value) => number(value * factor, digits), signed: (value) => signed(value * factor, digits) };
}

/** The whole text; ends with a line break. */
export function toOilText(answer: OilAnswer): string {
  if (answer.status !== "ok") return "";
  const shown = answer.changed ?? answer.base;
  return [
    toHead(answer, shown),
    ...answer.warnings.map(({ message, hint }) => `${wrap(`${yellow("!")} ${message}`)}${faint(wrap(hint, "  "))}`),
    toRoutes(answer, shown),
    toShutIn(shown),
    answer.comparison === null ? "" : `\n${answer.comparison.reasons.map((reason) => wrap(reason)).join("")}`,
    toBinding(shown),
    toNetbacks(shown),
    toSecurity(answer.base, answer.horizon.from),
    toCountries(answer),
  ].join("");
}

function toHead({ scenario, model, horizon, certificate, comparison, base, producer }: OilOk, shown: OilStateJson) {
  const title = model ?? scenario?.name ?? "The dataset as it stands";
  const sure = `${certificate.gaps.map(({ name, value }) => `${name} ${value.toExponential(1)}`).join("; ")}; ${number(certificate.seconds, 2)} s`;
  const whose = base.countries.find(({ code }) => code === producer)?.name;
  const policies = [
    ...(shown === base ? [] : base.policies.map((policy) => ({ ...policy, name: `${policy.name}, base` }))),
    ...shown.policies,
  ];
  const money = moneyUnit(policies.map(({ profitUsd }) => profitUsd));
  const mass = massUnit(policies.map(({ exportsMt }) => exportsMt));
  const of = whose === undefined ? "" : ` of ${whose}`;
  return [
    `${bold(title)} ${faint(`${horizon.from}, ${plural(horizon.days, "day")}`)}\n${faint(wrap(sure))}`,
    toTable(
      [
        left("Policy", 36),
        right(`Profit of all, ${money.name}`),
        right(`Exports${of}, ${mass.name}`),
        right(`Shut in, ${mass.name}`),
      ],
      policies.map(({ name, profitUsd, exportsMt, shutInMt }) => [
        name,
        money.show(profitUsd),
        mass.show(exportsMt),
        mass.show(shutInMt),
      ]),
    ),
    comparison === null ? "" : toLoss(comparison),
  ].join("");
}

const LEFT_IN_GROUND = "Oil left in the ground counts as lost: what it may bring years later is not set against it.";

/** Whose loss it is, because the shut-in above it is of one country alone. */
function toLoss({ lossUsd, countries }: NonNullable<OilOk["comparison"]>): string {
  const money = moneyUnit([lossUsd]);
  const parts = countries
    .filter(({ deltaProfitUsd }) => Math.abs(deltaProfitUsd) > Math.abs(lossUsd) / 1000)
    .map(({ name, deltaProfitUsd }) => `${name} ${money.show(-deltaProfitUsd)}`);
  const whose = parts.length === 0 ? "" : `, by producers: ${parts.join(", ")}`;
  return `Loss against the base ${bold(`${money.show(lossUsd)} ${money.name}`)}${whose}\n${faint(LEFT_IN_GROUND)}\n`;
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

/** A line of days, or that there is nothing to see in one. */
function lineOf(byDay: readonly number[]): string {
  const most = Math.max(...byDay);
  if (byDay.length === 1) return "";
  const isSame = most - Math.min(...byDay) <= SAME_SHARE * most;
  return isSame ? faint("the same every day") : sparkline(columnsOf(byDay, LINE_COLUMNS));
}

function toRoutes({ base, changed }: OilOk, shown: OilStateJson): string {
  const before = new Map(base.routes.map((route) => [route.id, route.mt]));
  const exported = shown.routes.filter(
    ({ kind, mt, id }) => kind === "export" && (mt > 0 || (before.get(id) ?? 0) > 0),
  );
  const rest = shown.routes.filter(({ kind, mt }) => kind !== "export" && mt > 0);
  const mass = massUnit(exported.map(({ mt }) => mt));
  const row = ({ id, name, mt, byDay }: OilStateJson["routes"][number]) => [
    name,
    mass.show(mt),
    ...(changed === null ? [] : [mass.signed(mt - (before.get(id) ?? 0))]),
    lineOf(byDay),
  ];
  const columns = [
    left("Route", 40),
    right(mass.name),
    ...(changed === null ? [] : [right("Change")]),
    left("By day, each of its own most"),
  ];
  return `\n${toTable(columns, [...exported, ...rest].map(row))}${toStack(exported)}`;
}

interface Band {
  readonly name: string;
  readonly byDay: readonly number[];
}

/** As many bands as there are patterns: what carries least is one band together. */
function bandsOf(routes: OilStateJson["routes"]): Band[] {
  if (routes.length <= BLOCKS.length) return [...routes];
  const kept = new Set([...routes].sort((a, b) => b.mt - a.mt).slice(0, BLOCKS.length - 1));
  const others = routes.filter((route) => !kept.has(route));
  const byDay = others[0].byDay.map((_, t) => others.reduce((sum, route) => sum + route.byDay[t], 0));
  return [...routes.filter((route) => kept.has(route)), { name: `${others.length} other routes`, byDay }];
}

/** Exports through time as bars one above the other: each line is a part of the horizon; equal ones are one line. */
function toStack(routes: OilStateJson["routes"]): string {
  if (routes.length < 2) return "";
  const bands = bandsOf(routes);
  const days = bands[0].byDay.length;
  const lines = Math.min(12, days);
  const columns = bands.map(({ byDay }) => columnsOf(byDay, lines));
  const highest = Math.max(...columns[0].map((_, c) => columns.reduce((sum, list) => sum + list[c], 0)), 1e-9);
  const bars: { readonly from: number; readonly bar: string }[] = [];
  columns[0].forEach((_, c) => {
    let reached = 0;
    let drawn = 0;
    const pieces = columns.map((list, r) => {
      reached += list[c];
      const end = Math.round((reached / highest) * BAR_COLUMNS);
      const piece = BLOCKS[r].repeat(Math.max(0, end - drawn));
      drawn = Math.max(drawn, end);
      return piece;
    });
    const unit = highest >= 1000 ? `${number(reached / 1000)} kt/day` : `${number(reached)} t/day`;
    const bar = `${pieces.join("")} ${unit}`;
    if (bars.at(-1)?.bar !== bar) bars.push({ from: Math.floor((c * days) / lines) + 1, bar });
  });
  if (bars.length < 2) return "";
  const text = bars.map(({ from, bar }, k) => {
    const to = (bars[k + 1]?.from ?? days + 1) - 1;
    const span = from === to ? `day ${from}` : `day ${from}-${to}`;
    return `${faint(span.padEnd(SPAN_COLUMNS))} ${bar}\n`;
  });
  const legend = bands.map(({ name }, r) => `${BLOCKS[r]} ${name}`).join("  ");
  return `\n${text.join("")}${wrap(legend, " ".repeat(SPAN_COLUMNS + 1))}`;
}
const SPAN_COLUMNS = 12;

function toShutIn({ fields }: OilStateJson): string {
  const shut = fields.filter(({ shutInMt }) => shutInMt > 1e-9);
  if (shut.length === 0) return "\nNothing is shut in.\n";
  const mass = massUnit(shut.map(({ shutInMt }) => shutInMt));
  const rows = shut.map(({ name, possibleMt, shutInMt, shutInByDay }) => [
    name,
    mass.show(possibleMt),
    mass.show(shutInMt),
    lineOf(shutInByDay),
  ]);
  return `\n${toTable([left("Field", 40), right(`Possible, ${mass.name}`), right("Shut in"), left("By day")], rows)}`;
}

function toBinding({ binding }: OilStateJson): string {
  if (binding.length === 0) return "\nNothing binds.\n";
  const table = (title: string, rows: OilStateJson["binding"]): string =>
    rows.length === 0
      ? ""
      : `\n${toTable(
          [left(title, 46), left("Kind"), right("Days"), right("USD/t, mean"), right("most"), left("Number is")],
          rows
            .slice(0, BINDING_SHOWN)
            .map(({ name, kind, daysBinding, meanUsdPerTonne, maxUsdPerTonne, basis }) => [
              name,
              kind,
              number(daysBinding),
              number(meanUsdPerTonne, 1),
              number(maxUsdPerTonne, 1),
              basis ?? "",
            ]),
        )}${rows.length > BINDING_SHOWN ? faint(`and ${rows.length - BINDING_SHOWN} more with --json\n`) : ""}`;
  const ways = binding.filter(({ kind }) => !AGREED.has(kind));
  const agreed = binding.filter(({ kind }) => AGREED.has(kind));
  return `${ways.length === 0 ? "\nNo way binds.\n" : table("What binds", ways)}${table("Agreed or asked for", agreed)}`;
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
    [
      left("Netback on day 1: field", 26),
      left("Route", 36),
      right("Price, USD/t"),
      right("Deductions"),
      right("At the field"),
    ],
    rows,
  )}`;
}

/** Things in a row on one way, whose loss is the same, are one line. */
function lossGroups(rows: NonNullable<OilStateJson["security"]>["nMinusOne"]) {
  const groups = new Map<string, { names: string[]; row: (typeof rows)[number] }>();
  for (const row of rows) {
    const key = [row.carriedMt, row.onPaperMt, row.inPracticeMt, row.lossUsdPerDay / 1e6]
      .map((value) => value.toPrecision(7))
      .join(" ");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { names: [row.name], row });
    else group.names.push(row.name);
  }
  return [...groups.values()];
}

function toSecurity({ security }: OilStateJson, day: string): string {
  if (security === null) return "";
  const groups = lossGroups(security.nMinusOne).slice(0, LOSSES_SHOWN);
  const mass = massUnit(groups.map(({ row }) => row.carriedMt));
  const money = moneyUnit(groups.map(({ row }) => row.lossUsdPerDay));
  const rows = groups.map(({ names, row }) => [
    names.join("; "),
    mass.show(row.carriedMt),
    mass.show(row.onPaperMt),
    mass.show(row.inPracticeMt),
    money.show(row.lossUsdPerDay),
  ]);
  const spread = `Concentration by route ${number(security.hhiByRoute)} of 10,000: as ${number(security.effectiveRoutes, 2)} equal routes.`;
  const crossing = security.sharesByTransitCountry
    .map(({ name, share }) => `${name} ${number(100 * share, 1)} %`)
    .join(", ");
  const table = toTable(
    [
      left("If it were lost for good, any one of", 46),
      right(`Carries, ${mass.name}/y`),
      right("No way on paper"),
      right("in practice"),
      right(`${money.name}/day`),
    ],
    rows,
  );
  const what =
    "All oil, of whatever country, on a day as the first one. On paper only pipes and berths limit; in practice contracts, caps and ships too.";
  return `\n${rows.length === 0 ? "" : `${table}${faint(wrap(`${day}: ${what}`))}`}${wrap(spread)}${crossing === "" ? "" : wrap(`First country crossed: ${crossing}.`)}`;
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
    .filter(
      ({ exportsMt, transitMt, profitUsd, chargesUsd }) => exportsMt + transitMt + Math.abs(profitUsd) + chargesUsd > 0,
    )
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
