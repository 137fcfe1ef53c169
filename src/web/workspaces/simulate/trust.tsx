// How far the figures can be trusted: how many replications, how wide the interval, whether the books agree, under which luck and
// from which data, and what the run warned of.

import { useTranslation } from "react-i18next";
import { useAmounts } from "../what-if/use-amounts.ts";
import { periodText } from "./use-hours.ts";
import type { Simulation } from "./use-simulation.ts";

export function useTrust(
  simulation: Simulation,
): readonly { readonly key: string; readonly what: string; readonly text: string }[] {
  const { t } = useTranslation();
  const { format } = useAmounts();
  const { ok, state } = simulation;
  if (!ok || !state) return [];
  const { mean, low, high, level } = state.endToEnd;
  const half = mean !== null && low !== null && high !== null && mean > 0 ? (high - low) / 2 / mean : undefined;
  return [
    {
      key: "replications",
      what: t("sim.replications-word"),
      text: `${format.number(ok.replications)}${ok.changed ? " × 2" : ""}`,
    },
    {
      key: "interval",
      what: t("sim.interval", { level: format.percent(level) }),
      text:
        half === undefined
          ? t("sim.one-replication")
          : `±${format.percent(half, half < 0.1 ? 1 : 0)}${ok.precision && !ok.precision.isReached ? ` (${t("sim.not-reached", { share: format.percent(ok.precision.asked) })})` : ""}`,
    },
    {
      key: "little",
      what: t("sim.little"),
      text: state.little.worst === 0 ? "0" : state.little.worst.toExponential(0),
    },
    { key: "seed", what: t("sim.seed"), text: String(ok.seed) },
    { key: "trace", what: t("sim.trace"), text: state.traceHash.slice(0, 8) },
    { key: "data", what: t("sim.data"), text: ok.dataset.hash.slice(0, 8) },
    { key: "seconds", what: t("sim.took"), text: `${format.number(ok.seconds, ok.seconds < 10 ? 1 : 0)} s` },
  ];
}

export function Trust({ simulation }: { readonly simulation: Simulation }) {
  const { t } = useTranslation();
  const rows = useTrust(simulation);
  const { ok } = simulation;
  const { format } = useAmounts();
  if (!ok) return null;
  const [first, second] = rows;
  return (
    <details className="sim-trust">
      <summary>
        <span className="num">{periodText(format, ok.period.from, ok.period.to)}</span>
        {" · "}
        {first?.what.toLowerCase()} <span className="num">{first?.text}</span>
        {" · "}
        <span className="num">{second?.text}</span>
        {ok.warnings.length > 0 && (
          <span className="sim-warnings"> · {t("sim.warnings", { count: ok.warnings.length })}</span>
        )}
      </summary>
      <dl>
        {rows.map((row) => (
          <div key={row.key}>
            <dt>{row.what}</dt>
            <dd className="num">{row.text}</dd>
          </div>
        ))}
      </dl>
      {ok.warnings.length > 0 && (
        <ul>
          {ok.warnings.map((warning) => (
            <li key={warning.place + warning.message}>
              {warning.message} <span className="note">{warning.hint}</span>
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}
