// The strip on a phone: time runs down, one row per stage, its length as a bar in the mode's colour.

import { useTranslation } from "react-i18next";
import type { OptionJson } from "../../wire/route.ts";
import { legColour } from "../map/palette.ts";
import { setHover, useHover } from "../state/hover.ts";
import { usePlan } from "../state/plan.tsx";
import { useFormat } from "../state/use-format.ts";
import { stageTitle } from "./stage-title.ts";
import { stagesOf } from "./stages.ts";

export function Timeline({ option }: { readonly option: OptionJson }) {
  const { t } = useTranslation();
  const format = useFormat();
  const hover = useHover();
  const { names, ok } = usePlan();
  const departure = Date.parse(ok?.request.depart ?? option.arrival.p50);
  const stages = stagesOf(option).filter((stage) => stage.leg.hours > 0.01);
  const longest = Math.max(...stages.map((stage) => stage.leg.hours), 1);
  return (
    <ol className="timeline" aria-label={t("strip.label")}>
      {stages.map((stage) => (
        <li
          key={stage.index}
          data-on={hover.leg === stage.index || undefined}
          onPointerEnter={() => setHover({ leg: stage.index })}
          onPointerLeave={() => setHover({})}
        >
          <span
            className="timeline-rail"
            style={stage.leg.kind === "wait" ? undefined : { background: legColour(stage.leg) }}
            data-wait={stage.leg.kind === "wait" || undefined}
          />
          <span className="timeline-text">
            {stageTitle(stage.leg, names, t)}
            <span className="note">
              {format.dateShort(new Date(departure + stage.start * 3_600_000).toISOString())}
              {stage.leg.service && ` · ${names.thing(stage.leg.service, stage.leg.serviceName)}`}
            </span>
            <i
              className="timeline-bar"
              style={{ width: `${Math.max(2, (stage.leg.hours / longest) * 100)}%`, background: legColour(stage.leg) }}
            />
          </span>
          <span className="timeline-time">{format.span(stage.leg.hours)}</span>
        </li>
      ))}
      <li className="timeline-end">
        <span className="timeline-text">
          <strong>{t("details.arrival-p50", { date: format.date(option.arrival.p50) })}</strong>
          <span className="note">{t("details.arrival-p95", { date: format.date(option.arrival.p95) })}</span>
        </span>
      </li>
    </ol>
  );
}
