// One thing out for some days: who is served, how long the queue grows and when it is gone, and what that costs.

import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CriticalAnswer } from "../../../wire/critical.ts";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { Recovery } from "../../charts/recovery.tsx";
import { usePlan } from "../../state/plan.tsx";
import { NumberChips } from "../what-if/number-chips.tsx";
import { RunState } from "../what-if/run-state.tsx";
import { useThingNames } from "../what-if/things.ts";
import { useAmounts } from "../what-if/use-amounts.ts";
import { askRun, useRun } from "../what-if/use-run.ts";
import { sendable } from "../what-if/use-scenario.ts";
import { listBinding } from "./flow-scene.ts";
import type { Flows } from "./use-flows.ts";

const DAYS = [3, 7, 14, 30, 60];
const USUAL_DAYS = 14;
const OFFERED = 30;

export function Outage({ flows }: { readonly flows: Flows }) {
  const { t } = useTranslation();
  const { asked, view } = usePlan();
  const name = useThingNames();
  const { usd, tonnes, percent, format } = useAmounts();
  const [picked, setPicked] = useState<string>();
  const [days, setDays] = useState(USUAL_DAYS);
  const { state, show, whatIf } = flows;
  const binding = state ? listBinding(state).map((one) => [one.subject, one.name] as const) : [];
  // What is chosen on the map comes first, then what is fullest.
  const things = [...new Map([...(view.thing ? [[view.thing, view.thing] as const] : []), ...binding])].slice(
    0,
    OFFERED,
  );
  const element = picked ?? things[0]?.[0];
  const scenario = show === "base" || !whatIf.changed ? undefined : asked.scenario;
  const run = useRun<CriticalAnswer>(
    "outage",
    element === undefined
      ? undefined
      : askRun("critical", scenario, whatIf.document && sendable(whatIf.document), {
          only: [],
          pairsOf: 0,
          threads: 1,
          outage: { element, days },
        }),
  );
  const answer = run.answer?.status === "ok" ? run.answer : undefined;
  const outage = answer?.outage;
  const about = outage ? name(outage.element, outage.name) : "";
  const title = outage
    ? t("breaks.outage-finding", {
        name: about,
        days: t("oil.days-count", { count: outage.days }),
        money: usd(outage.lossUsd),
      })
    : t("breaks.outage");
  const after = !outage
    ? ""
    : outage.recoveredAfterDays === null
      ? t("breaks.never-recovered")
      : t("breaks.recovered", { days: t("oil.days-count", { count: Math.ceil(outage.recoveredAfterDays) }) });
  const table = outage && {
    columns: ["day", "served", "backlogTonnes"],
    rows: outage.curve.map(({ day, served, backlogTonnes }) => [day, served, backlogTonnes]),
  };
  return (
    <ChartFrame name="outage" title={title} subtitle={t("breaks.outage-subtitle")} {...(table ? { table } : {})}>
      <div className="outage">
        <div className="outage-form">
          <label className="form-row">
            <span>{t("breaks.outage-of")}</span>
            <select value={element} onChange={(event) => setPicked(event.currentTarget.value)}>
              {things.map(([id, english]) => (
                <option key={id} value={id}>
                  {name(id, english)}
                </option>
              ))}
            </select>
          </label>
          <NumberChips
            legend={t("breaks.outage-days")}
            numbers={DAYS}
            on={days}
            nameOf={(count) => t("oil.days-count", { count })}
            onChoose={setDays}
          />
          {outage && (
            <dl className="outage-figures" data-stale={run.stale || undefined}>
              <dt>{t("breaks.loss-days")}</dt>
              <dd className="num">{format.number(outage.lossDays, 1)}</dd>
              <dt>{t("breaks.waits-most")}</dt>
              <dd className="num">{tonnes(Math.max(0, ...outage.curve.map((point) => point.backlogTonnes)))}</dd>
              <dt>{t("breaks.diverted-all")}</dt>
              <dd className="num">{tonnes(outage.divertedTonnes)}</dd>
            </dl>
          )}
          <p className="note">{after}</p>
        </div>
        <div data-stale={(outage && (run.stale || run.running)) || undefined}>
          {(run.running || run.failure || run.cancelled) && <RunState view={run} />}
          {answer && !outage && <p className="note">{t("breaks.outage-nothing")}</p>}
          {outage && (
            <Recovery
              points={outage.curve.map(({ day, served, backlogTonnes }) => ({ day, served, waiting: backlogTonnes }))}
              days={outage.days}
              label={`${title}. ${after}`}
              percent={percent}
              tonnes={tonnes}
            />
          )}
        </div>
      </div>
    </ChartFrame>
  );
}
