// How long it takes from end to end, how that is spread, and where the time goes: stages on one axis and what is waited for.

import { useTranslation } from "react-i18next";
import { BarRows } from "../../charts/bar-rows.tsx";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { Histogram } from "../../charts/histogram.tsx";
import { setView } from "../../state/store.ts";
import { useAmounts } from "../what-if/use-amounts.ts";
import { type GroupJson, type Side, useLook, useSides } from "./look.ts";
import { StageBars } from "./stage-bars.tsx";
import { useHours } from "./use-hours.ts";
import type { Simulation } from "./use-simulation.ts";

const HOURS_PER_DAY = 24;
const MARKS = ["p50", "p80", "p95"] as const;

/** Of one cargo or of all together: both have the same figures. */
export const figuresOf = (side: Side, group: GroupJson | undefined) =>
  group ? side.state.groups.find(({ id }) => id === group.id) : side.state;

export function Times({ simulation, fixedWidth }: { readonly simulation: Simulation; readonly fixedWidth?: number }) {
  const { t } = useTranslation();
  const hours = useHours();
  const { format } = useAmounts();
  const look = useLook(simulation);
  const sides = useSides(simulation);
  const { state } = simulation;
  if (!state) return <div className="skeleton dock-skeleton" />;
  const { group } = look;
  const shown = sides.flatMap((side) => {
    const figures = figuresOf(side, group);
    return figures ? [{ side, figures }] : [];
  });
  const series = shown.map(({ side, figures }) => ({
    key: side.key,
    name: shown.length > 1 ? side.name : "",
    bins: figures.spread.histogram.map(({ fromHours, toHours, share }) => ({ from: fromHours, to: toHours, share })),
    marks: MARKS.map((mark) => {
      const { value, low, high } = figures.spread[mark];
      return {
        name: mark.toUpperCase(),
        at: value,
        low,
        high,
        text: hours.text(value),
      };
    }),
  }));
  const last = shown.at(-1)?.figures;
  const title =
    last && last.spread.p50.value !== null
      ? t("sim.times-finding", {
          name: look.nameOfGroup(group),
          p50: hours.text(last.spread.p50.value),
          p95: hours.text(last.spread.p95.value),
        })
      : t("sim.nobody-arrived", { name: look.nameOfGroup(group) });
  const table = {
    columns: ["state", "cargo", "fromHours", "toHours", "share"],
    rows: shown.flatMap(({ side, figures }) =>
      figures.spread.histogram.map((bin) => [side.name, group?.id ?? "all", bin.fromHours, bin.toHours, bin.share]),
    ),
  };
  const perUnit = hours.axis(1_000).perUnit;
  const lost = (last?.lostTime ?? []).filter(({ hoursPerUnit }) => (hoursPerUnit.mean ?? 0) > 0.005);
  const before = new Map(
    (shown.length > 1 ? shown[0]?.figures.lostTime : undefined)?.map((row) => [row.cause, row.hoursPerUnit.mean ?? 0]),
  );
  return (
    <ChartFrame name="times" title={title} subtitle={t("sim.times-subtitle")} table={table}>
      <div className="sim-times">
        <figure>
          <figcaption>{fixedWidth ? look.nameOfGroup(group) : <CargoChoice simulation={simulation} />}</figcaption>
          <Histogram
            series={series}
            label={title}
            unit={hours.axis(1_000).unit}
            perUnit={perUnit}
            tick={(value) => format.number(value)}
            {...(fixedWidth ? { fixedWidth } : {})}
          />
        </figure>
        <figure>
          <figcaption>{t("sim.where")}</figcaption>
          <StageBars sides={sides} group={group} {...(fixedWidth ? { fixedWidth } : {})} />
        </figure>
        {lost.length > 0 && last && (
          <figure>
            <figcaption>{t("sim.lost", { hours: hours.sure(last.waitHours) })}</figcaption>
            <BarRows
              rows={lost.map((row) => ({
                key: row.cause,
                label: t(`sim.cause-${row.cause}`),
                value: row.hoursPerUnit.mean ?? 0,
                ...(before.has(row.cause) ? { before: before.get(row.cause) ?? 0 } : {}),
                text: hours.text(row.hoursPerUnit.mean),
                note: hours.sure(row.hoursPerUnit),
              }))}
              label={t("sim.lost", { hours: hours.text(last.waitHours.mean) })}
              diverging={false}
              tick={(value) =>
                `${format.number(value / (value > 96 ? HOURS_PER_DAY : 1))} ${t(value > 96 ? "unit.d" : "unit.h")}`
              }
              textWidth={56}
              {...(fixedWidth ? { fixedWidth } : {})}
            />
          </figure>
        )}
      </div>
    </ChartFrame>
  );
}

/** All cargo together, or one kind of it in one direction. */
function CargoChoice({ simulation }: { readonly simulation: Simulation }) {
  const { t } = useTranslation();
  const look = useLook(simulation);
  return (
    <label className="sim-cargo">
      <span className="sr-only">{t("sim.cargo-label")}</span>
      <select
        value={look.group?.id ?? ""}
        data-cargo=""
        onChange={(event) => setView({ cargoFlow: event.currentTarget.value || undefined })}
      >
        <option value="">{look.nameOfGroup(undefined)}</option>
        {(simulation.state?.groups ?? []).map((group) => (
          <option key={group.id} value={group.id}>
            {look.nameOfGroup(group)}
          </option>
        ))}
      </select>
    </label>
  );
}
