// What breaks: every element taken out in turn, ranked by what its loss costs, beside its rank by capacity; pairs that fail
// together; how much hangs on few. Worked out on demand, with progress, because it is many runs in one.

import { useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { CriticalAnswer, CriticalOk } from "../../../wire/critical.ts";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { usePlan } from "../../state/plan.tsx";
import { RowsTable } from "../../tables/rows-table.tsx";
import { ShareBar } from "../../tables/share-bar.tsx";
import { RunState } from "../what-if/run-state.tsx";
import { useThingNames } from "../what-if/things.ts";
import { useAmounts } from "../what-if/use-amounts.ts";
import { askRun, useRun } from "../what-if/use-run.ts";
import { sendable } from "../what-if/use-scenario.ts";
import { Outage } from "./outage.tsx";
import type { Flows } from "./use-flows.ts";

/** Asked for in this visit: another tab and back does not ask again. */
let wanted = false;
const listeners = new Set<() => void>();
function useWanted(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => wanted,
  );
}
function want() {
  wanted = true;
  for (const listener of listeners) listener();
}

const NO_PARAMETERS = {};

export function useCritical(flows: Flows) {
  const { asked } = usePlan();
  const on = useWanted();
  const scenario = flows.show === "base" || !flows.whatIf.changed ? undefined : asked.scenario;
  const run = useRun<CriticalAnswer>(
    "critical",
    on
      ? askRun("critical", scenario, flows.whatIf.document && sendable(flows.whatIf.document), NO_PARAMETERS)
      : undefined,
  );
  return { on, run, ok: on && run.answer?.status === "ok" ? run.answer : undefined };
}

type Asking = "each" | "outage";
let lastAsking: Asking = "each";

export function Breaks({ flows }: { readonly flows: Flows }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(lastAsking);
  const choose = (next: Asking) => {
    lastAsking = next;
    setAsking(next);
  };
  return (
    <>
      <fieldset className="segmented breaks-asking">
        <legend className="sr-only">{t("what-if.tab.breaks")}</legend>
        {(["each", "outage"] as const).map((key) => (
          <button key={key} type="button" data-asking={key} aria-pressed={asking === key} onClick={() => choose(key)}>
            {t(`breaks.asking-${key}`)}
          </button>
        ))}
      </fieldset>
      {asking === "each" ? <Each flows={flows} /> : <Outage flows={flows} />}
    </>
  );
}

function Each({ flows }: { readonly flows: Flows }) {
  const { t } = useTranslation();
  const { on, run, ok } = useCritical(flows);
  const none = on && run.answer?.status === "none" ? run.answer.reason : undefined;
  if (!on)
    return (
      <div className="invite">
        <p>{t("breaks.invite")}</p>
        <button type="button" className="button button-primary" onClick={want}>
          {t("breaks.start")}
        </button>
      </div>
    );
  return (
    <div data-stale={(run.stale && !run.running) || undefined}>
      {(run.running || run.failure || run.cancelled) && <RunState view={run} />}
      {none && <p className="note">{none}</p>}
      {ok && <Ranking ok={ok} stale={run.stale} />}
    </div>
  );
}

const SHOWN = 60;
/** Share of an element's flow that passes it on corridors that compete on land. */
const MOSTLY_PASSED = 0.5;

function Ranking({ ok, stale }: { readonly ok: CriticalOk; readonly stale: boolean }) {
  const { t } = useTranslation();
  const { usd, tonnes, percent } = useAmounts();
  const name = useThingNames();
  const [by, setBy] = useState<"loss" | "capacity">("loss");
  const called = (element: CriticalOk["elements"][number]) =>
    element.kind === "place" || element.kind === "link" ? name(element.id, element.name) : element.name;
  // Ports and yards where most goods begin or end are lost with them, and what stays at sea has no way on land: the table has them.
  const passed = ok.elements.filter(({ passingShare }) => passingShare >= MOSTLY_PASSED);
  const rows = [...passed]
    .sort((a, b) =>
      by === "loss"
        ? a.rankByLoss - b.rankByLoss
        : (a.rankByCapacity ?? Number.POSITIVE_INFINITY) - (b.rankByCapacity ?? Number.POSITIVE_INFINITY),
    )
    .slice(0, SHOWN);
  const [first] = passed;
  const largest = Math.max(1e-9, ...passed.map(({ lossUsdPerDay }) => Math.abs(lossUsdPerDay)));
  const title = first
    ? t("breaks.finding", { name: called(first), money: usd(first.lossUsdPerDay) })
    : t("breaks.nothing");
  const table = {
    columns: [
      "id",
      "kind",
      t("binds.name"),
      "lossUsdPerDay",
      "lostTonnesPerDay",
      "divertedTonnesPerDay",
      "flowTonnesPerDay",
      "capacityLossShare",
      "rankByLoss",
      "rankByCapacity",
      "sentence",
    ],
    rows: ok.elements.map((e) => [
      e.id,
      e.kind,
      called(e),
      e.lossUsdPerDay,
      e.lostTonnesPerDay,
      e.divertedTonnesPerDay,
      e.flowTonnesPerDay,
      e.capacityLossShare ?? "",
      e.rankByLoss,
      e.rankByCapacity ?? "",
      e.sentence,
    ]),
  };
  return (
    <ChartFrame
      name="breaks"
      title={title}
      subtitle={t("breaks.subtitle", { count: ok.elements.length, unused: ok.unused })}
      table={table}
    >
      <div className="breaks" data-stale={stale || undefined}>
        <section>
          <fieldset className="segmented">
            <legend className="sr-only">{t("breaks.order")}</legend>
            {(["loss", "capacity"] as const).map((key) => (
              <button key={key} type="button" aria-pressed={by === key} onClick={() => setBy(key)}>
                {t(`breaks.by-${key}`)}
              </button>
            ))}
          </fieldset>
          <RowsTable
            rows={rows}
            keyOf={({ id }) => id}
            titleOf={({ sentence, disagreement }) => [sentence, disagreement].filter(Boolean).join(" ")}
            tie={{ thingOf: ({ id }) => id }}
            columns={[
              { id: "rank", kind: "number", head: "#", cell: (_, index) => index + 1 },
              { id: "name", kind: "name", head: t("breaks.without"), cell: called },
              {
                id: "loss",
                kind: "text",
                head: t("breaks.loss"),
                cell: ({ lossUsdPerDay }) => (
                  <ShareBar share={Math.abs(lossUsdPerDay) / largest} colour="var(--use-3)" text={usd(lossUsdPerDay)} />
                ),
              },
              {
                id: "lost",
                kind: "number",
                head: t("breaks.lost"),
                cell: ({ lostTonnesPerDay }) => tonnes(lostTonnesPerDay),
              },
              {
                id: "diverted",
                kind: "number",
                head: t("breaks.diverted"),
                cell: ({ divertedTonnesPerDay }) => tonnes(divertedTonnesPerDay),
              },
              {
                id: "capacity",
                kind: "number",
                head: t("breaks.capacity"),
                cell: ({ capacityLossShare }) => (capacityLossShare === null ? "–" : `−${percent(capacityLossShare)}`),
              },
            ]}
          />
        </section>
        <aside className="breaks-side">
          <Diversification ok={ok} />
          <Pairs ok={ok} />
          <Cuts ok={ok} />
        </aside>
      </div>
    </ChartFrame>
  );
}

function Diversification({ ok }: { readonly ok: CriticalOk }) {
  const { t } = useTranslation();
  const { format, percent } = useAmounts();
  if (ok.diversification.length === 0) return null;
  return (
    <section>
      <h4>{t("breaks.diversified")}</h4>
      <RowsTable
        rows={ok.diversification}
        keyOf={({ by }) => by}
        columns={[
          { id: "by", kind: "name", cell: ({ by }) => t(`breaks.div-${by}`) },
          {
            id: "number",
            kind: "number",
            cell: ({ hhi, effectiveNumber }) => (
              <span title={`HHI ${format.number(hhi, 3)}`}>
                {t("breaks.as-if", {
                  count: Math.round(effectiveNumber * 10) / 10,
                  number: format.number(effectiveNumber, 1),
                })}
              </span>
            ),
          },
          {
            id: "first",
            kind: "note",
            cell: ({ shares: [first] }) => first && `${first.name} ${percent(first.share)}`,
          },
        ]}
      />
    </section>
  );
}

function Pairs({ ok }: { readonly ok: CriticalOk }) {
  const { t } = useTranslation();
  const { usd, signed } = useAmounts();
  const name = useThingNames();
  if (ok.pairs.length === 0) return null;
  return (
    <section>
      <h4>{t("breaks.pairs")}</h4>
      <ul className="pairs">
        {ok.pairs.slice(0, 8).map((pair) => (
          <li key={`${pair.a} ${pair.b}`} title={pair.sentence}>
            <span>
              {name(pair.a)} + {name(pair.b)}
            </span>
            <span className="num">
              {usd(pair.lossUsdPerDay)} <span className="note">({signed(pair.totalSynergyUsdPerDay, usd)})</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Cuts({ ok }: { readonly ok: CriticalOk }) {
  const { t } = useTranslation();
  const { count } = useAmounts();
  const name = useThingNames();
  if (ok.cuts.length === 0) return null;
  return (
    <section>
      <h4>{t("breaks.cuts")}</h4>
      <ul className="pairs">
        {ok.cuts.slice(0, 8).map((cut) => (
          <li key={`${cut.from} ${cut.to} ${cut.corridor}`}>
            <span>
              {name(cut.from)} → {name(cut.to)}
              <span className="note">
                {" "}
                {cut.corridorName === null ? "" : `${cut.corridorName}: `}
                {cut.minCut.map((part) => part.name).join(", ")}
              </span>
            </span>
            <span className="num">{cut.maxFlow === null ? "–" : count(cut.maxFlow, cut.unit)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
