// Beside the map: the finding in sentences, the run, the scenario, ships, season and how sure to be; below them how far the
// figures can be trusted.

import { useTranslation } from "react-i18next";
import type { ScenarioListed } from "../../../wire/kept-scenarios.ts";
import { usePlan } from "../../state/plan.tsx";
import { MOST_REPLICATIONS } from "../../state/simulation.ts";
import { setView } from "../../state/store.ts";
import { isAboutOil } from "../what-if/about-oil.ts";
import { ScenarioEditor } from "../what-if/scenario-editor.tsx";
import { useAmounts } from "../what-if/use-amounts.ts";
import { Figures } from "./figures.tsx";
import { type Finding, useFinding } from "./findings.ts";
import { useLook, yardOf } from "./look.ts";
import { NoneBox, RunBar } from "./run-bar.tsx";
import { SimulateForm } from "./simulate-form.tsx";
import { Trust } from "./trust.tsx";
import { usePeriod } from "./use-period.ts";
import { type Simulation, useSimulation } from "./use-simulation.ts";

/** Scenarios of the crossing first: those that change ships, ports or the water. */
const ABOUT_CROSSING = /fleet|feeder|ferr|caspian|port|hub|level/;
const firstInSimulate = (listed: ScenarioListed) =>
  (isAboutOil(listed) ? 2_000 : 0) + (ABOUT_CROSSING.test(listed.id) ? 0 : 1_000) + listed.name.length;

export function SimulateLeft() {
  const { t } = useTranslation();
  const simulation = useSimulation();
  const period = usePeriod(simulation);
  return (
    <>
      <h1 className="sr-only">{t("page.simulate")}</h1>
      <section className="finding" aria-label={t("what-if.finding")}>
        <Headline simulation={simulation} />
        <RunBar simulation={simulation} />
        <Trust simulation={simulation} />
      </section>
      <ScenarioEditor first={firstInSimulate} period={period.isOwn ? period.text : undefined} />
      <SimulateForm simulation={simulation} />
    </>
  );
}

function Headline({ simulation }: { readonly simulation: Simulation }) {
  const { t } = useTranslation();
  const finding = useFinding(simulation);
  const { ok, none, run, stale, show } = simulation;
  if (none) return <NoneBox simulation={simulation} />;
  if (run.loading && !run.running && !ok) return <div className="skeleton" style={{ height: 180 }} />;
  if (!ok || !finding)
    return run.running ? (
      <div className="headline">
        <h2>{t("sim.running")}</h2>
        <p>{t("sim.running-more")}</p>
      </div>
    ) : (
      <div className="headline">
        <h2>{t("sim.question")}</h2>
        <p>{t("sim.question-more")}</p>
      </div>
    );
  return (
    <div className="headline" aria-live="polite" data-stale={stale || run.running || undefined} data-show={show}>
      <h2>{finding.title}</h2>
      {finding.lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {finding.enough && <Enough simulation={simulation} enough={finding.enough} />}
      <Looked simulation={simulation} />
      <Figures simulation={simulation} />
      <Worst simulation={simulation} />
    </div>
  );
}

/** How many replications would probably leave no doubt, and a button that runs them. */
function Enough({ simulation, enough }: { readonly simulation: Simulation } & Required<Pick<Finding, "enough">>) {
  const { t } = useTranslation();
  const { format } = useAmounts();
  const { stale, run, canRun, starting, startWith } = simulation;
  const { replications: count, isToTell } = enough;
  const isFew = Number.isFinite(count);
  const number = format.number(isFew ? count : MOST_REPLICATIONS);
  if (stale || run.running) return null;
  return (
    <p className="sim-worst" data-enough="">
      <span>
        {t(isToTell ? "sim.enough-tell" : "sim.enough-know", {
          replications: t(isFew ? "sim.enough-about" : "sim.enough-more", { number }),
        })}
      </span>
      {isFew && (
        <button
          type="button"
          className="button button-small"
          disabled={!canRun || starting}
          onClick={() => startWith(count)}
        >
          {t("sim.enough-run", { number })}
        </button>
      )}
    </p>
  );
}

/** The day on which a yard was fullest against its usual: one click from the replay. */
function Worst({ simulation }: { readonly simulation: Simulation }) {
  const { t } = useTranslation();
  const { format } = useAmounts();
  const look = useLook(simulation);
  const worst = simulation.state?.days.worst;
  if (!worst) return null;
  const unit = simulation.state?.crossings.find(({ line }) => line === worst.line)?.unit ?? "unit";
  return (
    <p className="sim-worst">
      <span className="note">{t("sim.worst")}</span>
      <span>
        {t("sim.worst-what", {
          port: look.port(worst.place),
          day: format.date(worst.date),
          queue: `${format.number(worst.queue)} ${t(`sim.waiting-${unit}`, { count: Math.round(worst.queue) })}`,
          usual: format.number(worst.usual),
        })}
      </span>
      <button
        type="button"
        className="button button-small"
        data-replay=""
        onClick={() => setView({ simulateChart: "replay", folded: false, whatIfSheet: "charts" })}
      >
        {t("sim.worst-replay")}
      </button>
    </p>
  );
}

/** Which line and direction the sentences are about. */
function Looked({ simulation }: { readonly simulation: Simulation }) {
  const { t } = useTranslation();
  const { state } = simulation;
  const { view } = usePlan();
  const look = useLook(simulation);
  if (!state || !look.crossing) return null;
  return (
    <>
      <label className="sim-looked">
        <span className="sr-only">{t("sim.looked-at")}</span>
        <select
          value={yardOf(look.crossing)}
          onChange={(event) => setView({ yard: event.currentTarget.value })}
          data-yards=""
        >
          {state.crossings.map((crossing) => (
            <option key={yardOf(crossing)} value={yardOf(crossing)}>
              {look.nameOfCrossing(crossing)}
            </option>
          ))}
        </select>
      </label>
      {view.beside && (
        <button type="button" className="link-button" onClick={() => setView({ beside: undefined })}>
          {t("sim.no-beside")}
        </button>
      )}
    </>
  );
}
