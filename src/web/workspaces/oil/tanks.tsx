// Oil in store at the end of each day, a small curve for each tank; what it can hold is the upper line.

import { useTranslation } from "react-i18next";
import { linear } from "../../charts/scale.ts";
import { useWidth } from "../../charts/use-width.ts";
import { useThingNames } from "../what-if/things.ts";
import { useAmounts } from "../what-if/use-amounts.ts";
import type { Oil } from "./use-oil.ts";

const HEIGHT = 34;
/** Less than a barrel is rounding. */
const NOTHING_TONNES = 0.1;

export function Tanks({ oil }: { readonly oil: Oil }) {
  const { t } = useTranslation();
  const name = useThingNames();
  const { tonnes } = useAmounts();
  const { state, base, show } = oil;
  if (!state || !base || state.tanks.length === 0) return null;
  return (
    <section className="tanks" aria-label={t("oil.tanks")}>
      <h4>{t("oil.tanks")}</h4>
      <ul>
        {state.tanks.map((tank) => {
          const most = Math.max(0, ...tank.stockByDay);
          const before = base.tanks.find(({ id }) => id === tank.id);
          const full = tank.capacityMt * 1e6;
          const called = name(tank.id, tank.name);
          const said = most < NOTHING_TONNES ? t("oil.tank-empty") : t("oil.tank-most", { tonnes: tonnes(most) });
          return (
            <li key={tank.id}>
              <span>{called}</span>
              <Curve
                label={`${called}: ${said}`}
                full={full}
                now={tank.stockByDay}
                before={show === "base" ? undefined : before?.stockByDay}
              />
              <span className="num note">
                {said} / {tonnes(full)}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

interface CurveProps {
  readonly label: string;
  readonly full: number;
  readonly now: readonly number[];
  readonly before: readonly number[] | undefined;
}

function Curve({ label, full, now, before }: CurveProps) {
  const [box, width] = useWidth<HTMLDivElement>();
  const x = linear(0, Math.max(1, now.length), 0, width);
  const y = linear(0, full || 1, HEIGHT - 1, 3);
  const path = (values: readonly number[]) =>
    values
      .map((value, day) => `${x(day).toFixed(1)},${y(Math.max(0, value)).toFixed(1)}H${x(day + 1).toFixed(1)}`)
      .join("L");
  return (
    <div ref={box}>
      {width > 0 && (
        <svg width={width} height={HEIGHT} role="img" aria-label={label}>
          <line x1={0} x2={width} y1={y(full)} y2={y(full)} stroke="var(--ink-3)" strokeDasharray="2 3" />
          <path d={`M0,${HEIGHT - 1}L${path(now)}V${HEIGHT - 1}Z`} fill="var(--use-2)" />
          {before && (
            <path d={`M${path(before)}`} fill="none" stroke="var(--ink-2)" strokeWidth="1" strokeDasharray="3 2" />
          )}
          <line x1={0} x2={width} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} stroke="var(--ink-2)" />
        </svg>
      )}
    </div>
  );
}
