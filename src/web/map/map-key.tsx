// What the lines mean: only the modes and states that are on the map at this date.

import { useTranslation } from "react-i18next";
import type { NetworkOk } from "../state/plan.tsx";
import { MAP_MODES } from "./palette.ts";

const STATES = ["planned", "under-construction", "closed", "suspended"] as const;

export function MapKey({ network }: { readonly network: NetworkOk | undefined }) {
  const { t } = useTranslation();
  if (!network) return null;
  const modes = MAP_MODES.filter((mode) => network.links.some((link) => link.mode === mode));
  const states = STATES.filter((state) => network.links.some((link) => link.status === state));
  return (
    <ul className="map-key" aria-label={t("map.key")}>
      {modes.map((mode) => (
        <li key={mode}>
          <LineSample mode={mode} />
          <span>{t(`mode.${mode}`)}</span>
        </li>
      ))}
      {states.map((state) => (
        <li key={state}>
          <StateSample state={state} />
          <span>{t(`status.${state}`)}</span>
        </li>
      ))}
    </ul>
  );
}

/** A short piece of line as a mode is drawn. */
export function LineSample({ mode, width = 22 }: { readonly mode: string; readonly width?: number }) {
  const dash = mode === "sea" ? "6 3" : mode === "inland-water" ? "3 2.5" : undefined;
  return (
    <svg width={width} height="8" viewBox={`0 0 ${width} 8`} aria-hidden="true" className="line-sample">
      <line
        x1="0"
        x2={width}
        y1="4"
        y2="4"
        stroke={`var(--mode-${mode})`}
        strokeWidth={mode === "road" ? 1.5 : 2.6}
        strokeDasharray={dash}
      />
      {mode === "rail" &&
        [4, 9, 14, 19].map((x) => (
          <line key={x} x1={x} x2={x} y1="1.5" y2="6.5" stroke="var(--mode-rail)" strokeWidth="1" />
        ))}
    </svg>
  );
}

function StateSample({ state }: { readonly state: (typeof STATES)[number] }) {
  const off = state === "closed" || state === "suspended";
  const colour = off ? "var(--off)" : "var(--mode-rail)";
  return (
    <svg width="22" height="8" viewBox="0 0 22 8" aria-hidden="true" className="line-sample">
      {off ? (
        <line x1="0" x2="22" y1="4" y2="4" stroke={colour} strokeWidth="1.5" />
      ) : (
        [2.4, 5.6].map((y) => (
          <line
            key={y}
            x1="0"
            x2="22"
            y1={y}
            y2={y}
            stroke={colour}
            strokeWidth="0.9"
            strokeDasharray={state === "planned" ? "5 3" : undefined}
          />
        ))
      )}
      {state === "under-construction" && (
        <line x1="0" x2="22" y1="4" y2="4" stroke={colour} strokeWidth="2.4" strokeDasharray="4 4" />
      )}
      {state === "closed" && <path d="M8.5 1.5l5 5M13.5 1.5l-5 5" stroke={colour} strokeWidth="1.3" />}
      {state === "suspended" && <path d="M11 1v6" stroke={colour} strokeWidth="1.8" />}
    </svg>
  );
}
