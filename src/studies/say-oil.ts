// Why the oil goes where it goes in a scenario, in sentences.

import type { OilSide, OilStudy } from "./oil.ts";
import { type BindingRow, bindingOf, isWay } from "./oil-binding.ts";

interface RouteChange {
  readonly name: string;
  readonly deltaMt: number;
}

/** Kilotonnes and less are noise beside what a year exports. */
const WORTH_SAYING_MT = 0.001;

const amount = (mt: number): string =>
  Math.abs(mt) < 1 ? `${Math.round(Math.abs(mt) * 1000)} kt` : `${Math.abs(mt).toFixed(2)} Mt`;
const money = (usd: number): string =>
  Math.abs(usd) < 1e9
    ? `${Math.round(Math.abs(usd) / 1e6)} million USD`
    : `${(Math.abs(usd) / 1e9).toFixed(2)} billion USD`;

const STOPS_SAID = 3;

const sayStop = ({ name, max, daysBinding }: BindingRow, what: string): string =>
  `${name} ${what} on ${daysBinding} ${daysBinding === 1 ? "day" : "days"}: a tonne more would be worth up to ${max.toFixed(max < 10 ? 1 : 0)} USD.`;

/** What left which route, what took it up, what stopped the rest, and what it cost. */
export function sayOilReasons(
  study: OilStudy,
  changed: OilSide,
  routes: readonly RouteChange[],
  lossUsd: number,
): string[] {
  const sentences: string[] = [];
  const losers = routes.filter(({ deltaMt }) => deltaMt < -WORTH_SAYING_MT).sort((a, b) => a.deltaMt - b.deltaMt);
  const winners = routes.filter(({ deltaMt }) => deltaMt > WORTH_SAYING_MT).sort((a, b) => b.deltaMt - a.deltaMt);
  for (const { name, deltaMt } of losers) sentences.push(`${name} carries ${amount(deltaMt)} less.`);
  for (const { name, deltaMt } of winners) sentences.push(`${name} takes ${amount(deltaMt)} more.`);
  const known = new Set(bindingOf(study.base).map(({ id, kind }) => `${kind} ${id}`));
  // What had no price before and has one now is what stops the oil.
  // By what it is worth over all days: a tank that is dear on one day stops less than a berth on fifty.
  const stops = bindingOf(changed)
    .filter(({ id, kind, capacityPerDay }) => kind !== "minimum" && capacityPerDay > 0 && !known.has(`${kind} ${id}`))
    .sort((a, b) => b.mean - a.mean);
  const ways = stops.filter(isWay).slice(0, STOPS_SAID);
  const agreed = stops.filter((row) => !isWay(row)).slice(0, STOPS_SAID);
  for (const row of ways) sentences.push(sayStop(row, "is full"));
  for (const row of agreed) sentences.push(sayStop(row, "allows no more"));
  if (losers.length === 0 && winners.length === 0) sentences.push("No oil takes another way.");
  if (Math.abs(lossUsd) >= 1e5)
    sentences.push(
      lossUsd > 0
        ? `It costs all producers together ${money(lossUsd)} over the horizon and what it leaves behind.`
        : `It brings all producers together ${money(lossUsd)} over the horizon.`,
    );
  return sentences;
}
