// Why cargo moved: which goods left which corridor for which, and the thing that explains it.

import { useTranslation } from "react-i18next";
import type { FlowComparisonJson } from "../../../wire/flows.ts";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { setHover } from "../../state/hover.ts";
import { usePlan } from "../../state/plan.tsx";
import { setView } from "../../state/store.ts";
import { useThingNames } from "../what-if/things.ts";
import { useAmounts } from "../what-if/use-amounts.ts";
import type { Flows } from "./use-flows.ts";

type Reason = FlowComparisonJson["reasons"][number];
const SHOWN = 40;

export function Reasons({ flows }: { readonly flows: Flows }) {
  const { t } = useTranslation();
  const { names, view } = usePlan();
  const { tonnes } = useAmounts();
  const name = useThingNames();
  const { ok, state } = flows;
  if (!ok || !state) return <div className="skeleton dock-skeleton" />;
  const groups = new Map(state.groups.map((group) => [group.id, names.goods(group.id, group.name)]));
  const reasons = ok.comparison?.reasons ?? [];
  const corridor = (id: string) =>
    id === "not-shipped" ? t("reasons.not-shipped") : id === "other" ? t("reasons.other") : names.corridor(id);
  const [first] = reasons;
  const title = first
    ? t("reasons.finding", {
        tonnes: tonnes(reasons.reduce((sum, reason) => sum + reason.tonnes, 0)),
        count: reasons.length,
      })
    : ok.comparison
      ? t("flows.no-difference")
      : t("reasons.none");
  const table = {
    columns: ["group", "from", "to", "tonnes", "fromCorridor", "toCorridor", "cause", "sentence"],
    rows: reasons.map((r) => [
      r.group,
      r.fromPlace,
      r.toPlace,
      r.tonnes,
      r.fromCorridor,
      r.toCorridor,
      r.cause,
      r.sentence,
    ]),
  };
  // The answer's own sentence says more, in English; other readers get the same facts in their words.
  const say = (reason: Reason) =>
    view.lang === "en"
      ? reason.sentence
      : t("reasons.moved", {
          goods: groups.get(reason.group) ?? reason.group,
          from: names.place(reason.fromPlace),
          to: names.place(reason.toPlace),
          before: corridor(reason.fromCorridor),
          after: corridor(reason.toCorridor),
        });
  return (
    <ChartFrame name="reasons" title={title} subtitle={t("reasons.subtitle")} table={table}>
      <ol className="reasons">
        {reasons.slice(0, SHOWN).map((reason) => (
          <li
            key={`${reason.group} ${reason.fromPlace} ${reason.toPlace} ${reason.fromCorridor} ${reason.toCorridor}`}
            onMouseEnter={() => reason.cause && setHover({ thing: reason.cause })}
            onMouseLeave={() => setHover({})}
          >
            <span className="num">{tonnes(reason.tonnes)}</span>
            <span title={reason.sentence}>{say(reason)}</span>
            {reason.cause && (
              <button type="button" className="link-button" onClick={() => setView({ thing: reason.cause })}>
                {name(reason.cause)}
              </button>
            )}
          </li>
        ))}
      </ol>
    </ChartFrame>
  );
}
