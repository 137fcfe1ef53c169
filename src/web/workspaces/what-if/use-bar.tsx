// How full something is: one hue that turns to warning above 85 %, with the number beside it.

import { ShareBar } from "../../tables/share-bar.tsx";
import { useAmounts } from "./use-amounts.ts";

const STEPS = [0.25, 0.5, 0.7, 0.85, 0.995] as const;
const COLOURS = ["use-1", "use-2", "use-3", "use-4", "use-high", "use-full"] as const;

export function UseBar({ share, before }: { readonly share: number; readonly before?: number | undefined }) {
  const { percent } = useAmounts();
  const colour = COLOURS[STEPS.filter((step) => share >= step).length] ?? "use-1";
  return <ShareBar share={share} colour={`var(--${colour})`} text={percent(share)} before={before} />;
}
