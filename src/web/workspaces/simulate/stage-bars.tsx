// Stages of the way as bars on one axis of hours, a bar for each state: land, stations, port, the wait for a ship, sea.

import { useTranslation } from "react-i18next";
import { clip, widthOf } from "../../charts/clip.ts";
import { linear } from "../../charts/scale.ts";
import { useWidth } from "../../charts/use-width.ts";
import type { GroupJson, Side } from "./look.ts";
import { useHours } from "./use-hours.ts";

const COLOURS: Readonly<Record<string, string>> = {
  before: "var(--mode-rail)",
  stations: "var(--mode-border)",
  portOfDeparture: "var(--mode-terminal)",
  waitForShip: "url(#sim-wait)",
  crossing: "var(--mode-sea)",
  after: "var(--use-1)",
};
const BAR = 20;
const ROW = 38;

/** Mean hours by stage; of all cargo together weighed by what arrived. */
function stagesOf(
  { state }: Side,
  group: GroupJson | undefined,
): readonly { readonly stage: string; readonly hours: number }[] {
  if (group) return state.groups.find(({ id }) => id === group.id)?.stages ?? [];
  const all = state.groups.reduce((sum, { served }) => sum + served, 0);
  const sums = new Map<string, number>();
  for (const { stages, served } of state.groups)
    for (const { stage, hours } of stages)
      sums.set(stage, (sums.get(stage) ?? 0) + (all > 0 ? (hours * served) / all : 0));
  return [...sums].map(([stage, hours]) => ({ stage, hours }));
}

interface StageBarsProps {
  readonly sides: readonly Side[];
  readonly group: GroupJson | undefined;
  readonly fixedWidth?: number;
}

export function StageBars({ sides, group, fixedWidth }: StageBarsProps) {
  const { t } = useTranslation();
  const hours = useHours();
  const [box, width] = useWidth<HTMLDivElement>(fixedWidth);
  const rows = sides.map((side) => ({ side, stages: stagesOf(side, group) }));
  const total = (stages: (typeof rows)[number]["stages"]) => stages.reduce((sum, stage) => sum + stage.hours, 0);
  const most = Math.max(1e-9, ...rows.map(({ stages }) => total(stages)));
  const x = linear(0, most, 0, Math.max(60, width - 72));
  const label = rows
    .map(
      ({ side, stages }) =>
        `${side.name}: ${stages.map(({ stage, hours: long }) => `${t(`sim.stage-${stage}`)} ${hours.text(long)}`).join(", ")}`,
    )
    .join(". ");
  return (
    <div ref={box} className="stage-bars">
      {width > 0 && (
        <svg width={width} height={rows.length * ROW} role="img" aria-label={label}>
          <defs>
            <pattern id="sim-wait" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect width="5" height="5" fill="var(--accent-soft)" />
              <rect width="2.4" height="5" fill="var(--accent)" />
            </pattern>
          </defs>
          {rows.map(({ side, stages }, index) => {
            let from = 0;
            const y = index * ROW + 14;
            return (
              <g key={side.key}>
                <text x={0} y={y - 3} className="axis-text">
                  {side.name}
                </text>
                {stages.map(({ stage, hours: long }) => {
                  const left = x(from);
                  from += long;
                  const wide = x(from) - left;
                  const text = hours.text(long);
                  return (
                    <g key={stage}>
                      <rect
                        x={left}
                        y={y}
                        width={Math.max(0, wide - 0.75)}
                        height={BAR}
                        fill={COLOURS[stage] ?? "var(--use-none)"}
                      >
                        <title>{`${t(`sim.stage-${stage}`)}: ${text}`}</title>
                      </rect>
                      {stage !== "waitForShip" && wide > widthOf(text) + 8 && (
                        <text x={left + 5} y={y + 14} className="axis-text" style={{ fill: "var(--paper)" }}>
                          {text}
                        </text>
                      )}
                    </g>
                  );
                })}
                <text x={x(total(stages)) + 6} y={y + 14} className="bar-value bar-strong">
                  {hours.text(total(stages))}
                </text>
              </g>
            );
          })}
        </svg>
      )}
      <ul className="sim-key">
        {(rows.at(-1)?.stages ?? [])
          .filter(({ hours: long }) => long > 0.05)
          .map(({ stage, hours: long }) => (
            <li key={stage}>
              <i data-stage={stage} style={stage === "waitForShip" ? undefined : { background: COLOURS[stage] }} />
              {clip(t(`sim.stage-${stage}`), 220)} <span className="num note">{hours.text(long)}</span>
            </li>
          ))}
      </ul>
    </div>
  );
}
