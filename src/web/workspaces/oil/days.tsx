// Exports by route through the outage, day by day: stacked amounts, or what each route carries more and less than before.

import { useTranslation } from "react-i18next";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { StackedArea } from "../../charts/stacked-area.tsx";
import { usePlan } from "../../state/plan.tsx";
import { subjectsOf } from "../../state/scenario.ts";
import { useThingNames } from "../what-if/things.ts";
import { useAmounts } from "../what-if/use-amounts.ts";
import { Tanks } from "./tanks.tsx";
import { dateOfDay, dayOfDate, exportRoutes, type Oil, routeColour } from "./use-oil.ts";

export function Days({ oil, fixedWidth }: { readonly oil: Oil; readonly fixedWidth?: number }) {
  const { t } = useTranslation();
  const { tonnes, format, percent } = useAmounts();
  const name = useThingNames();
  const { names } = usePlan();
  const { ok, state, base, show, whatIf } = oil;
  if (!ok || !state || !base) return <div className="skeleton dock-skeleton" />;
  const { from, days } = ok.horizon;
  const difference = show === "difference";
  const routes = exportRoutes(ok);
  const dayOf = (of: typeof state, id: string) => of.routes.find((route) => route.id === id)?.byDay ?? [];
  const series = routes.map((route, index) => {
    const now = dayOf(state, route.id);
    const before = difference ? dayOf(base, route.id) : [];
    return {
      key: route.id,
      label: names.oilRoute(route.id, route.name),
      colour: routeColour(index),
      values: Array.from({ length: days }, (_, day) => (now[day] ?? 0) - (before[day] ?? 0)),
    };
  });
  const shut = (of: typeof state) =>
    Array.from({ length: days }, (_, day) => of.fields.reduce((sum, field) => sum + (field.shutInByDay[day] ?? 0), 0));
  const windows =
    show === "base"
      ? []
      : (whatIf.document?.edits ?? [])
          .filter((edit) => edit.from !== undefined || edit.to !== undefined)
          .map((edit) => {
            const [subject] = subjectsOf(edit);
            return {
              from: edit.from ? dayOfDate(from, edit.from) : 0,
              to: edit.to ? dayOfDate(from, edit.to) : days,
              label: `${t(`edit.${edit.edit}`, { defaultValue: edit.edit })}${subject ? `: ${name(subject)}` : ""}`,
            };
          })
          .filter((window) => window.to > 0 && window.from < days);
  const total = state.routes.filter(({ id }) => routes.some((route) => route.id === id));
  const all = total.reduce((sum, route) => sum + route.mt, 0);
  const [largest] = [...total].sort((a, b) => b.mt - a.mt);
  const { comparison } = oil;
  const gains = comparison?.routes.filter(({ deltaMt }) => deltaMt > 1e-6).sort((a, b) => b.deltaMt - a.deltaMt)[0];
  const title =
    comparison && difference
      ? gains
        ? t("oil.days-shift", {
            tonnes: tonnes(comparison.reroutedMt * 1e6),
            route: names.oilRoute(gains.id, gains.name),
            lost: tonnes(comparison.lostExportsMt * 1e6),
          })
        : t("oil.days-lost", { lost: tonnes(comparison.lostExportsMt * 1e6) })
      : largest && all > 0
        ? t("oil.days-finding", { route: names.oilRoute(largest.id, largest.name), share: percent(largest.mt / all) })
        : t("oil.nothing");
  const table = {
    columns: ["date", ...routes.map((route) => `${route.name}, t`), t("oil.shut-in")],
    rows: Array.from({ length: days }, (_, day) => [
      dateOfDay(from, day),
      ...series.map((one) => Math.round(one.values[day] ?? 0)),
      Math.round(shut(state)[day] ?? 0),
    ]),
  };
  return (
    <ChartFrame
      name="oil-days"
      title={title}
      subtitle={t(difference ? "oil.days-change" : "oil.days-unit")}
      table={table}
    >
      <StackedArea
        series={series}
        dateOf={(day) => dateOfDay(from, day)}
        windows={windows}
        label={title}
        unit={t("oil.kt-a-day")}
        tick={(value) => format.number(value / 1000, Math.abs(value) < 9_500 && value !== 0 ? 1 : 0)}
        text={tonnes}
        dayText={format.dateShort}
        difference={difference}
        {...(fixedWidth ? { fixedWidth } : {})}
      />
      {fixedWidth === undefined && <Tanks oil={oil} />}
    </ChartFrame>
  );
}
