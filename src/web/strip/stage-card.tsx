// What is known of one stage, as a card over the strip: time with its range, cost, emissions, who runs it, how it is known.

import { useTranslation } from "react-i18next";
import { splitRemark } from "../panels/split-remark.ts";
import { usePlan } from "../state/plan.tsx";
import { useFormat } from "../state/use-format.ts";
import { stageTitle } from "./stage-title.ts";
import type { Stage } from "./stages.ts";

export function StageCard({ stage, x }: { readonly stage: Stage; readonly x: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { names, view, ok } = usePlan();
  const { leg } = stage;
  const isSimulated =
    leg.kind === "wait" &&
    ok?.waits?.crossings.some(({ service, from }) => service === leg.service && from === leg.from) === true;
  return (
    <div className="stage-card" style={{ left: x }} role="status">
      <p className="stage-card-title">
        {stageTitle(leg, names, t)}
        {isSimulated && <span className="simulated">{t("waits.simulated")}</span>}
      </p>
      <p>
        {format.span(leg.hours)}{" "}
        <span className="note">
          ({format.span(leg.hoursP10)} – {format.span(leg.hoursP90)})
        </span>
        {leg.waitHours > 0 &&
          leg.kind !== "wait" &&
          ` · ${t("strip.of-it-waiting", { time: format.span(leg.waitHours) })}`}
      </p>
      <p className="note">
        {[
          leg.km > 0 ? format.distance(leg.km).text : "",
          leg.costUsd > 0 ? format.money(leg.costUsd) : "",
          leg.co2eKg > 0 ? `${format.mass(leg.co2eKg).text} CO₂e` : "",
          (leg.service && names.thing(leg.service, leg.serviceName)) || leg.operator,
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <p className="note">
        {/* The English words name the basis themselves; readers of other languages get it in theirs. */}
        {leg.timeBasis === "" || view.lang !== "en" ? t(`basis.${leg.basis}`) : ""}
        {leg.timeBasis !== "" && view.lang !== "en" && ": "}
        <span lang="en">{leg.timeBasis}</span>
      </p>
      {leg.remarks.map((remark) => (
        <p key={remark} className="note">
          {splitRemark(remark).text}
        </p>
      ))}
    </div>
  );
}
