// The answer in sentences: how long cargo waits at the port, what the crossing can carry in a year, what the change does and how
// sure that is.

import { useTranslation } from "react-i18next";
import { enoughToKnow, enoughToTell } from "../../../lib/enough-replications.ts";
import { useAmounts } from "../what-if/use-amounts.ts";
import { differenceOfRuns } from "./difference-of-runs.ts";
import { crossingOf, differenceOf, isSure, sameYard, useLook, useSides, whatOf } from "./look.ts";
import { useHours } from "./use-hours.ts";
import type { Simulation } from "./use-simulation.ts";

export interface Finding {
  readonly title: string;
  readonly lines: readonly string[];
  /** Replications that would probably be enough where the title leaves a doubt; infinite: more than can be run. */
  readonly enough?: { readonly replications: number; readonly isToTell: boolean };
}

export function useFinding(simulation: Simulation): Finding | undefined {
  const { t } = useTranslation();
  const hours = useHours();
  const { count, format } = useAmounts();
  const look = useLook(simulation);
  const sides = useSides(simulation);
  const { ok, state, show, changed, base, beside } = simulation;
  if (!ok || !state || !base) return undefined;
  const { crossing } = look;
  if (!crossing) return { title: t("sim.nothing-crosses"), lines: [] };
  const port = look.port(crossing.from);
  const cargo = t(`sim.what-${crossing.unit}`);
  const { wait } = crossing;
  const amount = (value: number) => count(value, crossing.unit);
  const capacity = crossing.simulatedCapacityPerYear.mean;
  const waits =
    wait.mean === null
      ? t("sim.nobody-waited", { cargo, port })
      : t("sim.waits", { cargo, port, wait: hours.sure(wait) });
  const carries =
    capacity === null
      ? []
      : [
          t(crossing.settles ? "sim.carries" : "sim.carries-less", {
            line: look.nameOfThing(crossing.line, crossing.name),
            // An emptier way back lets ships return sooner: where one way overflows, what it takes is known.
            amount: amount(crossing.settles ? capacity : (crossing.carriedPerYear.mean ?? capacity)),
            demand: amount(crossing.demandPerYear),
          }),
        ];
  if (beside) {
    const other = beside.changed ?? beside.base;
    const same = sameYard(other, crossing);
    const theirs = same ?? crossingOf(beside, other, undefined);
    const apart =
      same &&
      differenceOfRuns(
        { interval: same.wait, replications: beside.replications },
        { interval: wait, replications: ok.replications },
      );
    return {
      title: waits,
      lines: [
        ...(theirs
          ? [
              t("sim.beside-waits", {
                name: sides[0]?.longName ?? "",
                port: look.port(theirs.from),
                wait: hours.sure(theirs.wait),
              }),
            ]
          : []),
        ...(apart && apart.mean !== null
          ? [t(isSure(apart) ? "sim.beside-differs" : "sim.beside-same", { delta: hours.signed(apart) })]
          : []),
        ...carries,
      ],
    };
  }
  if (show === "difference" && changed) {
    const delta = differenceOf(ok, whatOf(crossing), "wait");
    const trip = differenceOf(ok, "endToEnd", "endToEnd");
    const before = sameYard(base, crossing)?.simulatedCapacityPerYear.mean ?? null;
    const title =
      delta?.mean === null || delta === undefined
        ? waits
        : isSure(delta)
          ? t(delta.mean < 0 ? "sim.waits-less" : "sim.waits-more", {
              cargo,
              port,
              delta: hours.sure(positive(delta)),
            })
          : t("sim.no-sure-change", { cargo, port, delta: hours.signed(delta) });
    const ships = fleetChange(simulation, crossing.line);
    const toTell = delta && enoughToTell(delta, ok.replications);
    return {
      title,
      ...(toTell === undefined ? {} : { enough: { replications: toTell, isToTell: true } }),
      lines: [
        ...(ships && before !== null && capacity !== null
          ? [t("sim.ships-carry", { ...ships, before: amount(before), after: amount(capacity) })]
          : carries),
        ...(trip && trip.mean !== null
          ? [t(isSure(trip) ? "sim.trip-changes" : "sim.trip-same", { delta: hours.signed(trip) })]
          : []),
      ],
    };
  }
  const toKnow = enoughToKnow(wait, ok.replications);
  return {
    title: waits,
    ...(toKnow === undefined ? {} : { enough: { replications: toKnow, isToTell: false } }),
    lines: [
      ...carries,
      t("sim.trip", {
        name: look.nameOfGroup(look.group),
        p50: hours.text((look.group ?? state).spread.p50.value),
        p95: hours.text((look.group ?? state).spread.p95.value),
        mean: format.number(((look.group ?? state).endToEnd.mean ?? 0) / 24, 1),
      }),
    ],
  };
}

/** Ships of a line before and after, where they differ. */
function fleetChange({ base, changed }: Simulation, line: string): { from: number; to: number } | undefined {
  const of = (state: typeof base) => state?.fleets.find((fleet) => fleet.line === line)?.vessels;
  const [from, to] = [of(base), of(changed)];
  return from !== undefined && to !== undefined && from !== to ? { from, to } : undefined;
}

/** The same turned round where it is below zero, so that words say the direction. */
function positive<T extends { mean: number | null; low: number | null; high: number | null }>(interval: T): T {
  if ((interval.mean ?? 0) >= 0) return interval;
  const turn = (value: number | null) => (value === null ? null : -value);
  return { ...interval, mean: turn(interval.mean), low: turn(interval.high), high: turn(interval.low) };
}
