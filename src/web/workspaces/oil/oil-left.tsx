// Beside the map: what the outage costs, the scenario, exports by route, and the policy: perfect foresight is a bound.

import { useTranslation } from "react-i18next";
import type { ScenarioListed } from "../../../wire/kept-scenarios.ts";
import { POLICIES } from "../../state/app-state.ts";
import { setHover, useHover } from "../../state/hover.ts";
import { usePlan } from "../../state/plan.tsx";
import { setView, setWhatIf } from "../../state/store.ts";
import { isAboutOil } from "../what-if/about-oil.ts";
import { Delta, KeyFigures } from "../what-if/key-figures.tsx";
import { NumberChips } from "../what-if/number-chips.tsx";
import { RunState } from "../what-if/run-state.tsx";
import { ScenarioEditor } from "../what-if/scenario-editor.tsx";
import { useThingNames } from "../what-if/things.ts";
import { useAmounts } from "../what-if/use-amounts.ts";
import { exportRoutes, isOnTheWay, listOilBinding, type Oil, routeColour, useOil } from "./use-oil.ts";

/** Those about oil come first here. */
const firstInOil = (listed: ScenarioListed) => (isAboutOil(listed) ? 0 : 1_000) + listed.name.length;

export function OilLeft() {
  const { t } = useTranslation();
  const oil = useOil();
  return (
    <>
      <h1 className="sr-only">{t("page.oil")}</h1>
      <section className="finding" aria-label={t("what-if.finding")}>
        <OilHeadline oil={oil} />
        <RunState view={oil.run} />
      </section>
      <ScenarioEditor first={firstInOil} />
      <OilTotals oil={oil} />
      <Routes oil={oil} />
      <Policies oil={oil} />
      <Horizon oil={oil} />
    </>
  );
}

export function useOilFinding(oil: Oil): { readonly title: string; readonly more: string } | undefined {
  const { t } = useTranslation();
  const { usd, mt, percent } = useAmounts();
  const { names } = usePlan();
  const name = useThingNames();
  const { ok, state, comparison } = oil;
  if (!ok || !state) return undefined;
  // What must be delivered binds by design, and a refinery is no way out: the finding is the pipe, port, ships or cap.
  const binding = listOilBinding(state).find((one) => isOnTheWay(state, one));
  const binds = binding
    ? t("oil.also-binds", { name: name(binding.element, binding.name), money: usd(binding.meanUsdPerTonne) })
    : "";
  if (comparison) {
    if (Math.abs(comparison.lossUsd) < 1 && comparison.routes.every(({ deltaMt }) => Math.abs(deltaMt) < 1e-6))
      return { title: t("oil.no-difference"), more: binds && `${binds}.` };
    const parts = [
      ...(comparison.lostExportsMt > 1e-4 ? [t("oil.lost", { mt: mt(comparison.lostExportsMt) })] : []),
      ...(comparison.reroutedMt > 1e-4 ? [t("oil.rerouted", { mt: mt(comparison.reroutedMt) })] : []),
      ...(comparison.shutInMt > 1e-4 ? [t("oil.shut", { mt: mt(comparison.shutInMt) })] : []),
      ...(binds ? [binds] : []),
    ];
    return {
      title: t(comparison.lossUsd >= 0 ? "oil.costs" : "oil.saves", { money: usd(Math.abs(comparison.lossUsd)) }),
      more: parts.map((part) => `${capital(part)}.`).join(" "),
    };
  }
  const [first] = exportRoutes(ok);
  const now = state.routes.find((route) => route.id === first?.id);
  return {
    title:
      now && state.exportsMt > 0
        ? t("oil.days-finding", { route: names.oilRoute(now.id, now.name), share: percent(now.mt / state.exportsMt) })
        : t("oil.nothing"),
    more: binds && `${binds}.`,
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function OilHeadline({ oil }: { readonly oil: Oil }) {
  const { t } = useTranslation();
  const { format } = useAmounts();
  const text = useOilFinding(oil);
  const { ok, state } = oil;
  // Why there is none stands below.
  if (!ok && oil.run.failure) return null;
  if (!ok || !state || !text) return <div className="skeleton" style={{ height: 56 }} />;
  const policy = state.policies.find((row) => row.policy === state.policy);
  return (
    <div className="headline" aria-live="polite" data-stale={oil.stale || undefined} data-show={oil.show}>
      <h2>{text.title}</h2>
      {text.more && <p>{text.more}</p>}
      <p className="note">
        {t("oil.horizon", {
          from: format.date(ok.horizon.from),
          days: t("oil.days-count", { count: ok.horizon.days }),
        })}
        {policy?.isBound && ` · ${t("oil.bound")}`}
      </p>
    </div>
  );
}

function OilTotals({ oil }: { readonly oil: Oil }) {
  const { t } = useTranslation();
  const { mt, usd } = useAmounts();
  const { state, base, show } = oil;
  if (!state || !base) return null;
  const before = show === "base" ? undefined : base;
  const row = (
    key: "exportsMt" | "shutInMt" | "profitUsd",
    text: (value: number) => string,
    better: "more" | "less",
  ) => ({
    key,
    label: t(`oil.total.${key}`),
    text: text(state[key]),
    delta: before && <Delta before={before[key]} now={state[key]} text={text} better={better} />,
  });
  return (
    <KeyFigures
      label={t("flows.totals")}
      stale={oil.stale}
      rows={[row("exportsMt", mt, "more"), row("shutInMt", mt, "less"), row("profitUsd", usd, "more")]}
    />
  );
}

function Routes({ oil }: { readonly oil: Oil }) {
  const { t } = useTranslation();
  const hover = useHover();
  const { names } = usePlan();
  const { mt, signed } = useAmounts();
  const { ok, state, base, show } = oil;
  if (!ok || !state || !base) return null;
  const amount = (of: typeof state, id: string) => of.routes.find((route) => route.id === id)?.mt ?? 0;
  return (
    <section className="oil-routes" data-stale={oil.stale || undefined}>
      <h2>{t("oil.routes")}</h2>
      <ul>
        {exportRoutes(ok).map((route, index) => {
          const now = amount(state, route.id);
          return (
            <li
              key={route.id}
              data-hovered={hover.thing === route.id || undefined}
              onMouseEnter={() => setHover({ thing: route.id })}
              onMouseLeave={() => setHover({})}
            >
              <i style={{ background: routeColour(index) }} />
              <span>
                {names.oilRoute(route.id, route.name)}
                <span className="note"> {route.transitCountries.map((code) => names.country(code)).join(" · ")}</span>
              </span>
              <span className="num">
                {mt(now)}
                {show !== "base" && <span className="note"> {signed(now - amount(base, route.id), mt)}</span>}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Perfect foresight beside the rolling policy: the first is what nobody can better, the second what could be done. */
function Policies({ oil }: { readonly oil: Oil }) {
  const { t } = useTranslation();
  const { view } = usePlan();
  const { mt, usd } = useAmounts();
  const { state, beside } = oil;
  if (!state) return null;
  const known = new Map([...(beside?.policies ?? []), ...state.policies].map((row) => [row.policy, row] as const));
  return (
    <fieldset className="goods policies">
      <legend>{t("oil.policy")}</legend>
      {POLICIES.map((policy) => {
        const row = known.get(policy);
        return (
          <label key={policy} className="choice">
            <input type="radio" name="policy" checked={view.policy === policy} onChange={() => setView({ policy })} />
            <span>
              {t(`oil.policy-${policy}`)}
              {(row?.isBound ?? policy === "foresight") && <span className="badge">{t("oil.bound-badge")}</span>}
              {row && (
                <span className="note policy-row">
                  {usd(row.profitUsd)} · {t("oil.shut", { mt: mt(row.shutInMt) })}
                </span>
              )}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

const HORIZONS = [30, 60, 120, 365];

function Horizon({ oil }: { readonly oil: Oil }) {
  const { t } = useTranslation();
  return (
    <NumberChips
      legend={t("oil.period-days")}
      numbers={HORIZONS}
      on={oil.ok?.horizon.days}
      nameOf={(count) => t("oil.days-count", { count })}
      onChoose={(days) => setWhatIf({ days })}
    />
  );
}
