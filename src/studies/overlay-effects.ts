// What did my own rates, embargoes and conditions change? The same question asked of the base, and the differences in
// words, so that an overlay never works unseen.

import type { Dataset } from "../model/dataset.ts";
import { type PlannedOption, type PlanResult, plan } from "./plan.ts";
import type { PlanRequest } from "./plan-request.ts";

/** One sentence for each difference; one that says so when nothing changed; none without overlays. */
export function describeOverlayEffects(dataset: Dataset, request: PlanRequest, result: PlanResult): string[] {
  const overlays = dataset.layers.filter(({ kind }) => kind === "overlay").map(({ name }) => name);
  const base = overlays.length > 0 ? dataset.withoutOverlays?.() : undefined;
  if (!base) return [];
  const names = overlays.join(", ");
  if (!base.places.has(request.from.id) || !base.places.has(request.to.id)) {
    return [`${names}: the base does not know both places, so there is nothing to compare with.`];
  }
  const before = plan(base, request);
  if (before.status === "none" || result.status === "none") {
    if (before.status === result.status) return [`${names}: no way with the overlay, and none without it.`];
    return [
      before.status === "none"
        ? `${names}: there is a way now; without the overlay there is none.`
        : `${names}: without the overlay the best way costs ${money(best(before))} and takes ${days(best(before))}; with it there is none.`,
    ];
  }
  const effects: string[] = [];
  const now = best(result);
  const then = best(before);
  if (signature(now) !== signature(then)) {
    effects.push(
      `${names}: the best way is now ${nameOf(now)} (${money(now)}, ${days(now)}) instead of ${nameOf(then)} (${money(then)}, ${days(then)}).`,
    );
  } else {
    if (Math.abs(now.evaluation.usd - then.evaluation.usd) > 0.005) {
      effects.push(`${names}: the best way costs ${money(now)} instead of ${money(then)}.`);
    }
    if (Math.abs(now.evaluation.meanHours - then.evaluation.meanHours) > 0.01) {
      effects.push(`${names}: the best way takes ${days(now)} on average instead of ${days(then)}.`);
    }
  }
  effects.push(...otherChanges(names, before.options, result.options));
  effects.push(...changedRivals(names, before, result));
  return effects.length > 0 ? effects : [`${names}: changed nothing in this answer.`];
}

function otherChanges(names: string, before: readonly PlannedOption[], now: readonly PlannedOption[]): string[] {
  const old = new Map(before.slice(1).map((option) => [signature(option), option]));
  const effects: string[] = [];
  for (const option of now.slice(1)) {
    const then = old.get(signature(option));
    if (then && Math.abs(option.evaluation.usd - then.evaluation.usd) > 0.005) {
      effects.push(`${names}: ${nameOf(option)} costs ${money(option)} instead of ${money(then)}.`);
    }
  }
  const kept = new Set(now.map(signature));
  const gone = before.filter((option) => !kept.has(signature(option))).map(nameOf);
  if (gone.length > 0) effects.push(`${names}: no longer among the options: ${[...new Set(gone)].join(", ")}.`);
  return effects;
}

/** Corridors that are no option, before or now, and open or close all the same. */
function changedRivals(names: string, before: Options, now: Options): string[] {
  const shown = new Set([...before.options, ...now.options].map(({ corridor }) => corridor?.id));
  const went = new Map(before.rivals.map(({ corridor, option }) => [corridor.id, option !== undefined]));
  return now.rivals.flatMap(({ corridor, option, reason }) => {
    if (shown.has(corridor.id) || went.get(corridor.id) === (option !== undefined)) return [];
    if (option) return [`${names}: there is a way by ${corridor.names.en} now.`];
    return went.has(corridor.id) ? [`${names}: there is no way by ${corridor.names.en} any more. ${reason}`] : [];
  });
}

type Options = PlanResult & { readonly status: "ok" };

const best = (result: PlanResult & { status: "ok" }): PlannedOption => result.options[0] as PlannedOption;

/** The way itself, whatever slots it has in its graph and wherever it is held up: the links it rides, and by what. */
const signature = (option: PlannedOption): string =>
  option.evaluation.elements
    .filter(({ element }) => element.kind === "line-haul")
    .flatMap(({ element }) => element.link.split(" ").map((link) => `${element.service} ${link}`))
    .join("|");

const nameOf = (option: PlannedOption): string => option.corridor?.names.en ?? "another way";
const money = (option: PlannedOption): string => `USD ${Math.round(option.evaluation.usd).toLocaleString("en-US")}`;
const days = (option: PlannedOption): string => `${(option.evaluation.meanHours / 24).toFixed(1)} days`;
