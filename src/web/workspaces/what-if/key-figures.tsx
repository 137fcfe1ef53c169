// A few figures of a state, each with its change against the base where there is one.

import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAmounts } from "./use-amounts.ts";

export interface KeyFiguresProps {
  readonly label: string;
  readonly stale: boolean;
  readonly rows: readonly {
    readonly key: string;
    readonly label: string;
    readonly text: string;
    readonly delta?: ReactNode;
    readonly title?: string;
  }[];
}

export function KeyFigures({ label, stale, rows }: KeyFiguresProps) {
  return (
    <section className="key-figures" aria-label={label} data-stale={stale || undefined}>
      <dl>
        {rows.map((row) => (
          <div key={row.key} title={row.title}>
            <dt>{row.label}</dt>
            <dd>
              <span>{row.text}</span>
              {row.delta}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export interface DeltaProps {
  readonly before: number;
  readonly now: number;
  readonly text: (value: number) => string;
  /** Which way is good, for those who use the service. */
  readonly better: "more" | "less";
}

/** The change, with a sign; good and bad are told by word for screen readers, not by colour alone. */
export function Delta({ before, now, text, better }: DeltaProps) {
  const { t } = useTranslation();
  const { signed, percent } = useAmounts();
  const change = now - before;
  const share = before === 0 ? Number.POSITIVE_INFINITY : Math.abs(change / before);
  if (Math.abs(change) < 1e-9 || share < 5e-5) return <span className="delta note">{t("what-if.same")}</span>;
  const good = change > 0 === (better === "more");
  return (
    <span className="delta num" data-good={good || undefined}>
      {signed(change, text)}
      {Number.isFinite(share) && share < 9.995 && share >= 0.0005 && (
        <span className="note"> ({signed(change / before, percent)})</span>
      )}
    </span>
  );
}
