// One bar of shares, the large ones named below it in their order. Lightness tells the parts apart, not hue: hues mean modes.

import type { Share } from "./findings.ts";

export interface StackedBarProps {
  readonly shares: readonly (Share & { readonly label: string; readonly text: string; readonly colour?: string })[];
  readonly label: string;
  readonly onHover?: (key: string | undefined) => void;
}

const SHADES = [88, 68, 52, 40, 30, 22, 16];

export function StackedBar({ shares, label, onHover }: StackedBarProps) {
  return (
    <div className="stacked">
      <div
        className="stacked-bar"
        role="img"
        aria-label={`${label}: ${shares.map((share) => `${share.label} ${share.text}`).join(", ")}`}
        onMouseLeave={() => onHover?.(undefined)}
      >
        {shares.map((share, index) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: see above
          <i
            key={share.key}
            style={{ flexGrow: share.share, background: share.colour ?? shade(index) }}
            title={`${share.label}: ${share.text}`}
            onMouseEnter={() => onHover?.(share.key)}
          />
        ))}
      </div>
      <ul className="stacked-key">
        {shares.slice(0, 6).map((share, index) => (
          <li key={share.key}>
            <i style={{ background: share.colour ?? shade(index) }} />
            <span>{share.label}</span>
            <span className="num">{share.text}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function shade(index: number): string {
  return `color-mix(in srgb, var(--ink) ${SHADES[Math.min(index, SHADES.length - 1)]}%, var(--paper))`;
}
