// Oil as the screen shows it: the run of the present scenario under the policy that is looked at, and the same under the other.

import { useMemo } from "react";
import type { OilAnswer, OilOk, OilStateJson } from "../../../wire/oil.ts";
import { usePlan } from "../../state/plan.tsx";
import { useRun } from "../what-if/use-run.ts";
import { type ShownRun, stateShown, useShownRun } from "../what-if/use-shown-run.ts";

export interface Oil extends ShownRun<OilAnswer> {
  /** The same question under the other policy, worked out afterwards, to stand beside. */
  readonly beside: OilStateJson | undefined;
}

/** Long enough for an outage and what follows it, short enough to be seen day by day. */
const USUAL_DAYS = 120;

export function useOil(): Oil {
  const { asked, view } = usePlan();
  const { days } = asked;
  const { policy } = view;
  const parameters = useMemo(() => ({ days: days ?? USUAL_DAYS, policy }), [days, policy]);
  const shown = useShownRun<OilAnswer>("oil", parameters);
  const other = { ...parameters, policy: policy === "foresight" ? "rolling" : "foresight" };
  const second = useRun<OilAnswer>("oil beside", shown.ok && !shown.stale ? shown.askWith(other) : undefined);
  const beside = second.answer?.status === "ok" && !second.stale && !second.running ? second.answer : undefined;
  return { ...shown, beside: stateShown(beside, shown.show) };
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
