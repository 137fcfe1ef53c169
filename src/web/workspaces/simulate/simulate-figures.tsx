// What the simulation says of the chosen port, lane, line or station: waits and queues of its yards, berths, ships.

import { useTranslation } from "react-i18next";
import { setView } from "../../state/store.ts";
import { useAmounts } from "../what-if/use-amounts.ts";
import { UseBar } from "../what-if/use-bar.tsx";
import { useResourceName } from "./busy.tsx";
import { sameYard, useLook, yardOf } from "./look.ts";
import { useHours } from "./use-hours.ts";
import type { Simulation } from "./use-simulation.ts";

export interface SimulateFiguresProps {
  readonly simulation: Simulation;
  readonly id: string;
  /** Lines that go over the chosen lane. */
  readonly lines: readonly string[];
}

export function SimulateFigures({ simulation, id, lines }: SimulateFiguresProps) {
  const { t } = useTranslation();
  const hours = useHours();
  const { count, format } = useAmounts();
  const look = useLook(simulation);
  const nameOf = useResourceName(simulation);
  const { state, base, show, stale } = simulation;
  if (!state) return null;
  const isHere = (line: string) => line === id || lines.includes(line);
  const yards = state.crossings.filter(({ line, from }) => from === id || isHere(line));
  const busy = state.utilisation.filter(
    (row) => row.kind !== "yard" && (row.place === id || row.id === id || isHere(row.id)) && row.utilisation !== null,
  );
  if (yards.length === 0 && busy.length === 0) return null;
  const amount = (value: number, unit: string) => count(value, unit);
  return (
    <section data-stale={stale || undefined}>
      <h3>{t("sim.here")}</h3>
      <ul className="sim-here">
        {yards.map((yard) => {
          const was = show === "base" || !base ? undefined : sameYard(base, yard);
          return (
            <li key={yardOf(yard)}>
              <button
                type="button"
                onClick={() =>
                  setView({ yard: yardOf(yard), simulateChart: "queues", whatIfSheet: "charts", folded: false })
                }
              >
                {look.nameOfCrossing(yard)}
              </button>
              <span className="num">
                {t("sim.here-wait", { wait: hours.sure(yard.wait) })}
                {was && <span className="note"> ← {hours.text(was.wait.mean)}</span>}
              </span>
              <span className="note num">
                {t("sim.here-carries", {
                  carried: amount(yard.carriedPerYear.mean ?? 0, yard.unit),
                  could: amount(yard.simulatedCapacityPerYear.mean ?? 0, yard.unit),
                })}
              </span>
            </li>
          );
        })}
        {busy.map((row) => (
          <li key={`${row.id} ${row.kind}`}>
            <span>
              {nameOf(row)}{" "}
              <span className="note">
                {t(`sim.kind-${row.kind}`)}
                {row.servers === null ? "" : ` × ${format.number(row.servers)}`}
              </span>
            </span>
            <UseBar share={row.utilisation?.mean ?? 0} />
            {row.wait && <span className="note num">{t("sim.here-wait", { wait: hours.text(row.wait.mean) })}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
