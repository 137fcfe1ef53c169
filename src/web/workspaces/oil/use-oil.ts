// Oil as the screen shows it: the run of the present scenario under the policy that is looked at, and which of base, scenario
// and difference is on.

import { useMemo } from "react";
import type { OilAnswer, OilComparisonJson, OilOk, OilStateJson } from "../../../wire/oil.ts";
import type { Show } from "../../state/app-state.ts";
import { usePlan } from "../../state/plan.tsx";
import { asksForChange, shownOf } from "../../state/scenario.ts";
import { askRun, type RunView, useRun } from "../what-if/use-run.ts";
import { sendable, useWhatIf, type WhatIf } from "../what-if/use-scenario.ts";

export interface Oil {
  readonly whatIf: WhatIf;
  readonly run: RunView<OilAnswer>;
  readonly ok: OilOk | undefined;
  readonly show: Exclude<Show, "auto">;
  readonly state: OilStateJson | undefined;
  readonly base: OilStateJson | undefined;
  readonly comparison: OilComparisonJson | undefined;
  readonly stale: boolean;
  /** The same question under the other policy, worked out afterwards, to stand beside. */
  readonly beside: OilStateJson | undefined;
}

/** Long enough for an outage and what follows it, short enough to be seen day by day. */
const USUAL_DAYS = 120;

export function useOil(): Oil {
  const { asked, view } = usePlan();
  const whatIf = useWhatIf();
  const { days } = asked;
  const { policy } = view;
  const parameters = useMemo(() => ({ days: days ?? USUAL_DAYS, policy }), [days, policy]);
  const document = useMemo(() => whatIf.document && sendable(whatIf.document), [whatIf.document]);
  const scenario = whatIf.changed && !whatIf.missing ? asked.scenario : undefined;
  const run = useRun<OilAnswer>(
    "oil",
    whatIf.problems.length > 0 ? undefined : askRun("oil", scenario, document, parameters),
  );
  const ok = run.answer?.status === "ok" ? run.answer : undefined;
  const stale = run.stale || (run.running && ok !== undefined);
  const other = { ...parameters, policy: policy === "foresight" ? "rolling" : "foresight" };
  const second = useRun<OilAnswer>(
    "oil beside",
    ok && !stale && whatIf.problems.length === 0 ? askRun("oil", scenario, document, other) : undefined,
  );
  const beside = second.answer?.status === "ok" && !second.stale && !second.running ? second.answer : undefined;
  const show = ok?.changed && ok.comparison ? shownOf(view.show, asksForChange(asked.scenario)) : "base";
  return {
    whatIf,
    run,
    ok,
    show,
    state: show === "base" ? ok?.base : (ok?.changed ?? ok?.base),
    base: ok?.base,
    comparison: show === "base" ? undefined : (ok?.comparison ?? undefined),
    stale,
    beside: beside && (show === "base" ? beside.base : (beside.changed ?? beside.base)),
  };
}

type Route = OilStateJson["routes"][number];

/** Exports of the producer looked at, the largest of the base first: their order and colours never change with a scenario. */
export function exportRoutes(ok: OilOk): readonly Route[] {
  const known = new Map<string, Route>();
  for (const route of [...ok.base.routes, ...(ok.changed?.routes ?? [])])
    if (route.kind === "export" && (ok.producer === "" || route.producer === ok.producer) && !known.has(route.id))
      known.set(route.id, route);
  const most = (id: string) =>
    Math.max(0, ...[ok.base, ok.changed].map((state) => state?.routes.find((route) => route.id === id)?.mt ?? 0));
  return [...known.values()].filter(({ id }) => most(id) > 1e-9).sort((a, b) => b.mt - a.mt || most(b.id) - most(a.id));
}

const WAYS = ["link", "place", "fleet", "limit", "tank"];
const PLANTS = ["refinery", "oil-market"];

type Binding = OilStateJson["binding"][number];

/** Whether a limit lies on a way out, as a pipe, a port, ships, a tank or a cap; plants, quotas and what must be delivered do not. */
export function isOnTheWay(state: OilStateJson, { element, kind }: Binding): boolean {
  const place = state.places.find(({ id }) => id === element);
  return WAYS.includes(kind) && !(place && (PLANTS.includes(place.kind) || place.kind === "oil-field"));
}

/** Limits by what one tonne more is worth; those on the way first. */
export function listOilBinding(state: OilStateJson): readonly Binding[] {
  return [...state.binding].sort(
    (a, b) => Number(isOnTheWay(state, b)) - Number(isOnTheWay(state, a)) || b.meanUsdPerTonne - a.meanUsdPerTonne,
  );
}

const COLOURS = 7;

/** Colour of a route by its place among all; those beyond the last share it. */
export function routeColour(index: number): string {
  return `var(--series-${Math.min(index, COLOURS - 1) + 1})`;
}

/** Day `index` of the horizon. */
export function dateOfDay(from: string, index: number): string {
  return new Date(Date.parse(`${from}T00:00:00Z`) + index * 86_400_000).toISOString().slice(0, 10);
}

export function dayOfDate(from: string, date: string): number {
  return Math.round((Date.parse(`${date}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
