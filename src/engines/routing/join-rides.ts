// A traveller counts one train ride through a country as one leg, however many stations the line has: consecutive rides
// of one service, operator and country become one element. Sums are unchanged.

import { weakest } from "../../model/facts.ts";
import type { Charge, Element, Emission } from "./service-graph.ts";

interface Placed {
  readonly element: Element;
  readonly arc: number;
}

/** Joins rides in place. */
export function joinRides(elements: Placed[]): void {
  let kept = 0;
  for (let start = 0; start < elements.length; ) {
    const first = elements[start] as Placed;
    let end = start + 1;
    while (end < elements.length && continues(first.element, (elements[end] as Placed).element)) end++;
    const run = elements.slice(start, end).map(({ element }) => element);
    elements[kept++] = run.length === 1 ? first : { element: joined(run), arc: first.arc };
    start = end;
  }
  elements.length = kept;
}

function continues(a: Element, b: Element): boolean {
  return (
    a.kind === "line-haul" &&
    b.kind === "line-haul" &&
    a.service === b.service &&
    a.country === b.country &&
    a.operator === b.operator &&
    a.emission?.unit === b.emission?.unit &&
    a.emission?.scope === b.emission?.scope &&
    a.storm < 0 &&
    b.storm < 0
  );
}

function joined(run: readonly Element[]): Element {
  const first = run[0] as Element;
  const last = run[run.length - 1] as Element;
  const add = (read: (element: Element) => number) => run.reduce((total, element) => total + read(element), 0);
  const km = add((element) => element.km);
  const emission = joinEmissions(run, km);
  return {
    ...first,
    to: last.to,
    km,
    parts: run.flatMap((element) => element.parts),
    meanHours: add((element) => element.meanHours),
    varianceHours: add((element) => element.varianceHours),
    charges: joinedCharges(run),
    usd: add((element) => element.usd),
    co2eKg: add((element) => element.co2eKg),
    ...(emission ? { emission } : {}),
    basis: weakest(run.map(({ basis }) => basis)),
    timeBasis: `${Math.round(km)} km in ${run.length} sections; first: ${first.timeBasis}`,
    sources: [...new Set(run.flatMap((element) => element.sources))],
    remarks: [...new Set(run.flatMap((element) => element.remarks))],
    link: run.map((element) => element.link).join(" "),
    geometry: run.flatMap((element, i) => (i === 0 ? element.geometry : element.geometry.slice(1))),
  };
}

function joinedCharges(run: readonly Element[]): Charge[] {
  const byWhom = new Map<string, Charge>();
  for (const charge of run.flatMap((element) => element.charges)) {
    const key = `${charge.party} ${charge.kind} ${charge.sources.join(" ")}`;
    const known = byWhom.get(key);
    byWhom.set(
      key,
      known
        ? {
            ...known,
            usd: known.usd + charge.usd,
            low: known.low + charge.low,
            high: known.high + charge.high,
            basis: weakest([known.basis, charge.basis]),
          }
        : charge,
    );
  }
  return [...byWhom.values()];
}

/** From the best to the worst. */
const QUALITY: readonly Emission["quality"][] = ["primary", "modelled", "default"];

/**
 * One factor for the whole ride: the mean by length where sections differ (electric and diesel), of the worst quality
 * among them. Its rule keeps the load and the distance adjustment, which are those of the service.
 */
export function joinEmissions(
  run: readonly { readonly km: number; readonly emission?: Emission }[],
  km: number,
): Emission | undefined {
  const known = run.filter((element) => element.emission);
  const first = known[0]?.emission;
  if (!first || km === 0) return first;
  const factor = known.reduce((total, element) => total + (element.emission?.factor ?? 0) * element.km, 0) / km;
  const [load, , ...adjustment] = first.rule.split(" × ");
  const qualities = known.map((element) => QUALITY.indexOf(element.emission?.quality ?? "default"));
  return {
    ...first,
    factor,
    quality: QUALITY[Math.max(...qualities)] ?? first.quality,
    sources: [...new Set(known.flatMap((element) => element.emission?.sources ?? []))],
    rule: [load, `${Math.round(km)} km`, ...adjustment].join(" × "),
  };
}
