// Beside the map: the finding, the scenario, what it comes to, and which goods are looked at.

import { useTranslation } from "react-i18next";
import type { ScenarioListed } from "../../../wire/kept-scenarios.ts";
import { usePlan } from "../../state/plan.tsx";
import { setView, setWhatIf } from "../../state/store.ts";
import { isAboutOil } from "../what-if/about-oil.ts";
import { Delta, KeyFigures } from "../what-if/key-figures.tsx";
import { NumberChips } from "../what-if/number-chips.tsx";
import { RunState } from "../what-if/run-state.tsx";
import { ScenarioEditor } from "../what-if/scenario-editor.tsx";
import { useAmounts } from "../what-if/use-amounts.ts";
import { Headline } from "./headline.tsx";
import { type Flows, useFlows } from "./use-flows.ts";

/** Those about oil come last here; of the others, those with the shortest names make the best chips. */
const firstInFlows = (listed: ScenarioListed) => (isAboutOil(listed) ? 1_000 : 0) + listed.name.length;

export function FlowsLeft() {
  const { t } = useTranslation();
  const flows = useFlows();
  return (
    <>
      <h1 className="sr-only">{t("page.flows")}</h1>
      <section className="finding" aria-label={t("what-if.finding")}>
        <Headline flows={flows} />
        <RunState view={flows.run} />
      </section>
      <ScenarioEditor first={firstInFlows} />
      <Totals flows={flows} />
      <Goods flows={flows} />
      <Period flows={flows} />
    </>
  );
}

function Totals({ flows }: { readonly flows: Flows }) {
  const { t } = useTranslation();
  const { tonnes, teu, usd } = useAmounts();
  const { state, base, show } = flows;
  if (!state || !base) return null;
  const now = state.totals;
  const before = show === "base" ? undefined : base.totals;
  const row = (key: keyof typeof now, text: (value: number) => string, better: "more" | "less") => ({
    key,
    label: t(`flows.total.${key}`),
    text: text(now[key]),
    delta: before && <Delta before={before[key]} now={now[key]} text={text} better={better} />,
  });
  return (
    <KeyFigures
      label={t("flows.totals")}
      stale={flows.stale}
      rows={[
        row("shippedTonnes", tonnes, "more"),
        row("shippedTeu", teu, "more"),
        row("notShippedTonnes", tonnes, "less"),
        row("costUsd", usd, "less"),
        row("co2eTonnes", tonnes, "less"),
      ]}
    />
  );
}

function Goods({ flows }: { readonly flows: Flows }) {
  const { t } = useTranslation();
  const { view, names } = usePlan();
  const groups = flows.base?.groups ?? [];
  if (groups.length === 0) return null;
  return (
    <fieldset className="goods">
      <legend>{t("flows.goods")}</legend>
      <div className="chips">
        <button
          type="button"
          className="chip"
          aria-pressed={view.group === undefined}
          onClick={() => setView({ group: undefined })}
        >
          {t("flows.all-goods")}
        </button>
        {groups.map((group) => (
          <button
            key={group.id}
            type="button"
            className="chip"
            aria-pressed={view.group === group.id}
            onClick={() => setView({ group: group.id })}
          >
            {names.goods(group.id, group.name)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

const PERIODS = [1, 3, 6, 12];

function Period({ flows }: { readonly flows: Flows }) {
  const { t } = useTranslation();
  return (
    <NumberChips
      legend={t("flows.period-months")}
      numbers={PERIODS}
      on={flows.ok?.period.months}
      nameOf={(count) => t("flows.months", { count })}
      onChoose={(months) => setWhatIf({ months })}
    />
  );
}
