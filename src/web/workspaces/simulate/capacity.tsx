// What the crossing can carry: mean wait against traffic, and the traffic at which waits leave the level of service asked for.

import { useTranslation } from "react-i18next";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { Curve } from "../../charts/curve.tsx";
import { usePlan } from "../../state/plan.tsx";
import { changeForm } from "../../state/simulation.ts";
import { setWhatIf } from "../../state/store.ts";
import { useAmounts } from "../what-if/use-amounts.ts";
import { Asking } from "./asking.tsx";
import { sameYard, useLook, useSides } from "./look.ts";
import { useHours } from "./use-hours.ts";
import type { Simulation } from "./use-simulation.ts";

const USUAL_SERVICE_HOURS = 72;

export function Capacity({
  simulation,
  fixedWidth,
}: {
  readonly simulation: Simulation;
  readonly fixedWidth?: number;
}) {
  const { t } = useTranslation();
  const { count, format, percent } = useAmounts();
  const { asked } = usePlan();
  const hours = useHours();
  const look = useLook(simulation);
  const sides = useSides(simulation);
  const { crossing } = look;
  if (!crossing) return <div className="skeleton dock-skeleton" />;
  const unit = crossing.unit;
  const amount = (value: number) => count(value, unit);
  if (crossing.curve.length === 0)
    return (
      <Asking
        simulation={simulation}
        title={t("sim.capacity-stated", {
          line: look.nameOfCrossing(crossing),
          amount: amount(crossing.simulatedCapacityPerYear.mean ?? 0),
          stated: amount(crossing.statedCapacityPerYear),
        })}
        what={t("sim.capacity-asking")}
        isAsked={asked.simulation?.serviceHours !== undefined}
        onAsk={() => setWhatIf({ simulation: changeForm(asked.simulation, { serviceHours: USUAL_SERVICE_HOURS }) })}
      />
    );
  const comes = crossing.curve.find(({ load }) => load === 1)?.perYear ?? crossing.comesPerYear;
  const level = crossing.service?.waitHours ?? USUAL_SERVICE_HOURS;
  const series = sides.flatMap((side) => {
    const yard = sameYard(side.state, crossing);
    if (!yard || yard.curve.length === 0) return [];
    const { service } = yard;
    return [
      {
        key: side.key,
        name: side.name,
        points: yard.curve.map((point) => ({
          x: point.perYear,
          y: point.waitHours?.mean ?? null,
          low: point.waitHours?.low ?? null,
          high: point.waitHours?.high ?? null,
          text: `× ${format.number(point.load, 2)}: ${amount(point.perYear)}, ${point.waitHours ? hours.sure(point.waitHours) : "–"}`,
        })),
        meets:
          service?.perYear === null || service === null
            ? undefined
            : {
                x: service.perYear,
                low: service.perYears?.low ?? null,
                high: service.perYears?.high ?? null,
                text: `${sides.length > 1 ? `${side.name}: ` : ""}${amount(service.perYear)}`,
              },
      },
    ];
  });
  const now = series.at(-1)?.meets;
  // How much of it there is today.
  const share = now && comes > 0 ? now.x / comes - 1 : undefined;
  const title = now
    ? t("sim.capacity-finding", {
        line: look.nameOfCrossing(crossing),
        amount: amount(now.x),
        wait: hours.text(level),
      }) +
      (share === undefined
        ? ""
        : t(share >= 0 ? "sim.capacity-room" : "sim.capacity-over", { share: percent(Math.abs(share)) }))
    : t("sim.capacity-beyond", { line: look.nameOfCrossing(crossing), wait: hours.text(level) });
  const table = {
    columns: ["state", "line", "from", "unit", "load", "perYear", "waitHours", "low", "high", "carriedPerYear"],
    rows: sides.flatMap((side) =>
      side.state.crossings.flatMap((yard) =>
        yard.curve.map((point) => [
          side.name,
          yard.line,
          yard.from,
          yard.unit,
          point.load,
          point.perYear,
          point.waitHours?.mean ?? "",
          point.waitHours?.low ?? "",
          point.waitHours?.high ?? "",
          point.carriedPerYear,
        ]),
      ),
    ),
  };
  return (
    <ChartFrame name="capacity" title={title} subtitle={t("sim.capacity-subtitle")} table={table}>
      <Curve
        series={series}
        label={title}
        level={{ y: level, text: t("sim.service-line", { wait: hours.text(level) }) }}
        now={{ x: comes, text: t("sim.comes-now", { amount: amount(comes) }) }}
        xTick={(value) => format.number(value)}
        yTick={(value) => format.number(value)}
        xUnit={t("sim.a-year", { unit: t(`sim.unit-${unit}`) })}
        yUnit={t("unit.h")}
        {...(fixedWidth ? { fixedWidth } : {})}
      />
    </ChartFrame>
  );
}
