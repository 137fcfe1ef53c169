// How full something is: one hue that turns to warning above 85 %, with the number beside it.

import { useAmounts } from "./use-amounts.ts";

const STEPS = [0.25, 0.5, 0.7, 0.85, 0.995] as const;
const COLOURS = ["use-1", "use-2", "use-3", "use-4", "use-high", "use-full"] as const;

export function colourOfUse(share: number): string {
  return `var(--${COLOURS[STEPS.filter((step) => share >= step).length] ?? "use-1"})`;
}

export function UseBar({ share, before }: { readonly share: number; readonly before?: number | undefined }) {
  const { percent } = useAmounts();
  const wide = Math.min(1, Math.max(0, share)) * 100;
  return (
    <span className="use-bar">
      <span className="use-track" aria-hidden="true">
        <i style={{ width: `${wide}%`, background: colourOfUse(share) }} />
        {before !== undefined && <b style={{ left: `${Math.min(1, before) * 100}%` }} />}
      </span>
      <span className="num">{percent(share)}</span>
    </span>
  );
}
