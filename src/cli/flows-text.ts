// The flows answer for people: how sure, where the cargo goes, what binds, what a scenario changes and why.

import type { FlowStateJson, FlowsAnswer, FlowsOk } from "../wire/flows.ts";
import { bold, faint, number, plural, wrap, yellow } from "./style.ts";
import { toTable } from "./table.ts";

const BOTTLENECKS_SHOWN = 15;
const REASONS_SHOWN = 8;
const COUNTRIES_SHOWN = 10;
const USERS_SHOWN = 15;
const BAR_WIDTH = 10;

/** The whole text; ends with a line break. */
export function toFlowsText(answer: FlowsAnswer): string {
  if (answer.status !== "ok") return "";
  const shown = answer.changed ?? answer.base;
  return [
    toHead(answer),
    ...answer.warnings.map(({ message, hint }) => `${yellow("!")} ${message} ${faint(hint)}\n`),
    toCorridors(answer),
    toGroups(shown),
    toBottlenecks(shown),
    answer.comparison ? toReasons(answer.comparison.reasons) : "",
    toCountries(answer),
    shown.selected ? toSelected(shown.selected) : "",
  ].join("");
}

const right = (title: string) => ({ title, align: "right" as const });
const left = (title: string, width?: number) => (width === undefined ? { title } : { title, width });

function toHead({ scenario, period, certificate, base, changed, comparison }: FlowsOk): string {
  const { totals } = changed ?? base;
  const gaps = certificate.gaps.map(({ name, value }) => `${name} ${value.toExponential(1)}`).join("; ");
  const title = scenario ? scenario.name : "The dataset as it stands";
  const rows: (readonly string[])[] = [
    ["Demand", `${mega(totals.demandTonnes)} Mt`, `${number(totals.demandTeu)} TEU`],
    ["Shipped", `${mega(totals.shippedTonnes)} Mt`, `${number(totals.shippedTeu)} TEU`],
    ["Not shipped", `${mega(totals.notShippedTonnes)} Mt`, ""],
    ["Paid by shippers", `${number(totals.costUsd / 1e6)} M USD`, ""],
  ];
  // Where demand itself is another, shippers' surplus moves with it, which is neither gain nor loss by the scenario.
  const asked = totals.demandTonnes - base.totals.demandTonnes;
  const isSameDemand = Math.abs(asked) <= 1e-6 * totals.demandTonnes;
  if (comparison && !isSameDemand)
    rows.push([
      "Asked for, against the base",
      `${number(Math.abs(asked) / 1e6, 3)} Mt ${asked > 0 ? "more" : "less"}`,
      "no gain or loss is stated where demand differs",
    ]);
  if (comparison && isSameDemand)
    rows.push([
      comparison.lossUsd < 0 ? "Gain against the base" : "Loss against the base",
      `${number(Math.abs(comparison.lossUsd) / 1e6, 2)} M USD`,
      `${number(Math.abs(comparison.lostTonnes))} t ${comparison.lostTonnes < 0 ? "more" : "less"} shipped`,
    ]);
  const sure = `${certificate.converged ? "" : "not converged: "}${gaps}; ${number(certificate.seconds, 2)} s`;
  return `${bold(title)} ${faint(`${period.from} to ${period.to}`)}\n${faint(sure)}\n${toTable([left(""), right(""), right("")], rows).trimStart()}`;
}

const mega = (tonnes: number): string => number(tonnes / 1e6, 3);

function toCorridors({ base, changed }: FlowsOk): string {
  const before = new Map(base.corridors.map((corridor) => [corridor.id, corridor]));
  const rows = (changed ?? base).corridors.map(({ id, name, tonnes, teu, share }) => [
    name,
    number(tonnes / 1000, 1),
    number(teu),
    `${number(100 * share, 1)} %`,
    ...(changed ? [signed((tonnes - (before.get(id)?.tonnes ?? 0)) / 1000, 1)] : []),
  ]);
  const columns = [
    left("Corridor", 46),
    right("1,000 t"),
    right("TEU"),
    right("Share"),
    ...(changed ? [right("Change, 1,000 t")] : []),
  ];
  return `\n${toTable(columns, rows)}`;
}

const signed = (value: number, digits: number): string => `${value > 0 ? "+" : ""}${number(value, digits)}`;

function toGroups(state: FlowStateJson): string {
  return `\n${toTable(
    [left("Goods", 34), right("Demand, 1,000 t"), right("Shipped"), right("USD a unit"), right("Days")],
    state.groups.map((group) => [
      group.name,
      number(group.demandTonnes / 1000, 1),
      `${number((100 * group.shippedTonnes) / Math.max(group.demandTonnes, 1e-9), 1)} %`,
      number(group.meanUsd),
      number(group.meanHours / 24, 1),
    ]),
  )}`;
}

function toBottlenecks({ bottlenecks }: FlowStateJson): string {
  if (bottlenecks.length === 0) return "\nNothing is half full.\n";
  const shown = bottlenecks.slice(0, BOTTLENECKS_SHOWN);
  const rows = shown.map((one) => [
    one.name,
    `${bar(one.utilisation)} ${number(100 * one.utilisation)} %`,
    one.shadowPriceUsdPerUnit > 0
      ? `${number(one.shadowPriceUsdPerUnit, one.shadowPriceUsdPerUnit < 100 ? 2 : 0)} USD/${one.unit}`
      : "",
    one.waitHours >= 0.05 ? `${number(one.waitHours, 1)} h` : "",
    one.basis,
  ]);
  const rest = bottlenecks.length - shown.length;
  return `\n${toTable([left("What binds", 44), left("Used"), right("Shadow price"), right("Queue"), left("Capacity")], rows)}${rest > 0 ? faint(`and ${number(rest)} more above half of their capacity\n`) : ""}`;
}

function bar(share: number): string {
  const full = Math.min(BAR_WIDTH, Math.round(share * BAR_WIDTH));
  return "█".repeat(full) + "░".repeat(BAR_WIDTH - full);
}

function toReasons(reasons: NonNullable<FlowsOk["comparison"]>["reasons"]): string {
  if (reasons.length === 0) return "\nNothing goes another way.\n";
  const lines = reasons.slice(0, REASONS_SHOWN).map(({ sentence }) => wrap(sentence, "  "));
  return `\n${bold("Why")}\n${lines.join("")}`;
}

function toCountries({ base, changed, comparison }: FlowsOk): string {
  const countries = (changed ?? base).countries.filter(({ code }) => code !== "XX");
  if (!comparison) {
    const rows = countries
      .slice(0, COUNTRIES_SHOWN)
      .map(({ name, transitTonnes, revenueUsd }) => [
        name,
        number(transitTonnes / 1000, 1),
        number(revenueUsd / 1e6, 1),
      ]);
    return `\n${toTable([left("Country"), right("Transit, 1,000 t"), right("Charges, M USD")], rows)}`;
  }
  const nameOf = new Map([...base.countries, ...(changed?.countries ?? [])].map(({ code, name }) => [code, name]));
  const rows = comparison.countries
    .filter(({ code }) => code !== "XX")
    .sort((a, b) => Math.abs(b.deltaRevenueUsd) - Math.abs(a.deltaRevenueUsd))
    .slice(0, COUNTRIES_SHOWN)
    .map(({ code, deltaTransitTonnes, deltaRevenueUsd }) => [
      nameOf.get(code) ?? code,
      signed(deltaTransitTonnes / 1000, 2),
      signed(deltaRevenueUsd / 1e6, 3),
    ]);
  return `\n${toTable([left("Winners and losers"), right("Transit, 1,000 t"), right("Charges, M USD")], rows)}`;
}

function toSelected({ subject, tonnes, rows }: NonNullable<FlowStateJson["selected"]>): string {
  const shown = rows.slice(0, USERS_SHOWN);
  const rest = rows.length - shown.length;
  const table = toTable(
    [left("Goods"), left("From"), left("To"), left("Corridor"), right("t")],
    shown.map(({ group, from, to, corridor, tonnes: own }) => [group, from, to, corridor, number(own)]),
  );
  return `\nWho uses ${subject}, ${number(tonnes)} t in all\n${table}${rest > 0 ? faint(`and ${plural(rest, "row")} more\n`) : ""}`;
}
