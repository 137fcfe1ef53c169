// A figure that takes longer and is worked out only when somebody asks: what it would show, and the button that asks.

import { useTranslation } from "react-i18next";
import type { Simulation } from "./use-simulation.ts";

interface AskingProps {
  readonly simulation: Simulation;
  readonly title: string;
  readonly what: string;
  /** The form asks for it already: only the run is missing. */
  readonly isAsked: boolean;
  readonly onAsk: () => void;
}

export function Asking({ simulation, title, what, isAsked, onAsk }: AskingProps) {
  const { t } = useTranslation();
  const { run, canRun, starting, start } = simulation;
  return (
    <div className="sim-asking">
      <h3>{title}</h3>
      <p className="note">{what}</p>
      <button
        type="button"
        className="button"
        disabled={run.running || starting || (isAsked && !canRun)}
        onClick={isAsked ? start : onAsk}
      >
        {t(isAsked ? "sim.run" : "sim.ask")}
      </button>
    </div>
  );
}
