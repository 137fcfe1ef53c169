// The modes of a way in their order, as a small line in the map's own strokes, with the places where it changes.

import { useTranslation } from "react-i18next";
import type { OptionJson } from "../../wire/route.ts";
import { modeColour, modeDash } from "../map/palette.ts";
import { usePlan } from "../state/plan.tsx";

const WIDTH = 92;
const GAP = 3;
const MIN = 9;

export interface Stretch {
  readonly mode: string;
  readonly km: number;
}

/** Consecutive line-hauls of one mode as one stretch. */
export function stretchesOf(option: OptionJson): Stretch[] {
  const out: { mode: string; km: number }[] = [];
  for (const leg of option.legs) {
    if (leg.kind !== "line-haul") continue;
    const last = out.at(-1);
    if (last && last.mode === leg.mode) last.km += leg.km;
    else out.push({ mode: leg.mode, km: leg.km });
  }
  return out;
}

export function ModeChain({ option }: { readonly option: OptionJson }) {
  const { t } = useTranslation();
  const { names } = usePlan();
  const stretches = stretchesOf(option);
  const room = WIDTH - MIN * stretches.length - GAP * (stretches.length - 1);
  // The square root keeps a short sea crossing visible beside thousands of kilometres of rail.
  const weights = stretches.map((stretch) => Math.sqrt(Math.max(1, stretch.km)));
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  let x = 0;
  const drawn = stretches.map((stretch, index) => {
    const width = MIN + (Math.max(0, room) * (weights[index] ?? 0)) / total;
    const from = x;
    x += width + GAP;
    return { ...stretch, from, to: from + width };
  });
  const words = stretches.map((stretch) => t(`mode.${stretch.mode}`)).join(" – ");
  return (
    <p className="chain">
      <svg width={WIDTH} height="8" viewBox={`0 0 ${Math.max(WIDTH, x)} 8`} role="img" aria-label={words}>
        {drawn.map((stretch) => (
          <line
            key={stretch.from}
            x1={stretch.from}
            x2={stretch.to}
            y1="4"
            y2="4"
            stroke={modeColour(stretch.mode)}
            strokeWidth={stretch.mode === "road" ? 1.8 : 3.2}
            strokeDasharray={modeDash(stretch.mode, 2.2)}
          />
        ))}
      </svg>
      <span className="via">{viaOf(option, (id, name) => names.place(id, name))}</span>
    </p>
  );
}

/** Where it changes mode or gauge, in the reader's words; at most four places. */
export function viaOf(option: OptionJson, name: (id: string, fallback: string) => string): string {
  const ends = new Set([option.legs[0]?.from, option.legs.at(-1)?.to]);
  const changes = option.legs.filter(
    (leg) => (leg.kind === "terminal" || leg.kind === "gauge-change") && !ends.has(leg.from),
  );
  const places = [...new Map(changes.map((leg) => [leg.from, name(leg.from, leg.fromName)])).values()];
  if (places.length === 0) return option.title;
  const shown = places.length > 4 ? [...places.slice(0, 2), ...places.slice(-2)] : places;
  return shown.join(" – ");
}
