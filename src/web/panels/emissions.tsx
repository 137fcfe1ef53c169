// What the chosen way emits, leg by leg, with the factor and its quality.

import { useTranslation } from "react-i18next";
import type { OptionJson } from "../../wire/route.ts";
import { ChartFrame } from "../charts/chart-frame.tsx";
import { sharesBy } from "../charts/findings.ts";
import { modeColour } from "../map/palette.ts";
import { setHover, useHover } from "../state/hover.ts";
import { usePlan } from "../state/plan.tsx";
import { useFormat } from "../state/use-format.ts";
import { stageTitle } from "../strip/stage-title.ts";
import { SourceDot } from "./source-dot.tsx";

export function Emissions({ option }: { readonly option: OptionJson }) {
  const { t } = useTranslation();
  const format = useFormat();
  const hover = useHover();
  const { names } = usePlan();
  const rows = option.legs.map((leg, index) => ({ leg, index })).filter(({ leg }) => leg.co2eKg > 0);
  if (rows.length === 0) return null;
  const largest = Math.max(...rows.map(({ leg }) => leg.co2eKg));
  const first = sharesBy(
    rows,
    ({ leg }) => leg.mode,
    ({ leg }) => leg.co2eKg,
  )[0];
  const table = {
    columns: [t("cost.stage"), "CO₂e (kg)", t("emissions.factor"), t("emissions.rule"), t("emissions.quality")],
    rows: rows.map(({ leg }) => [
      stageTitle(leg, names, t),
      Math.round(leg.co2eKg * 10) / 10,
      leg.emission ? `${leg.emission.factor} ${leg.emission.unit} ${leg.emission.scope}` : "",
      leg.emission?.rule ?? "",
      leg.emission ? t(`quality.${leg.emission.quality}`) : "",
    ]),
  };
  const title = first
    ? t("emissions.finding", { mode: t(`mode.${first.key}`), share: format.percent(first.share) })
    : t("number.emissions");
  return (
    <ChartFrame name="emissions" title={title} subtitle={t("emissions.subtitle")} table={table}>
      <ul className="bars">
        {rows.map(({ leg, index }) => (
          <li
            key={index}
            data-on={hover.leg === index || undefined}
            onMouseEnter={() => setHover({ leg: index })}
            onMouseLeave={() => setHover({})}
          >
            <span className="bars-label">{stageTitle(leg, names, t)}</span>
            <span className="bars-track">
              <i style={{ width: `${(leg.co2eKg / largest) * 100}%`, background: modeColour(leg.mode) }} />
            </span>
            <span className="num">{format.mass(leg.co2eKg).text}</span>
            <SourceDot
              refs={leg.emission?.sources ?? []}
              basis="derived"
              what={stageTitle(leg, names, t)}
              value={`${format.number(leg.co2eKg, 1)} kg CO₂e`}
              note={
                leg.emission
                  ? `${leg.emission.rule} × ${leg.emission.factor} ${leg.emission.unit} (${leg.emission.scope}, ${t(`quality.${leg.emission.quality}`)})`
                  : ""
              }
            />
          </li>
        ))}
      </ul>
    </ChartFrame>
  );
}
