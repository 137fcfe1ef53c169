// Two amounts of each country side by side, as bars or, in a difference, as gains and losses about zero.

import { type BarRow, BarRows } from "../../charts/bar-rows.tsx";

/** Below this nothing is drawn: rounding, not money or cargo. */
const NOTHING = 0.5;

export interface CountryAmount {
  readonly code: string;
  readonly value: number;
}

export interface CountryRowsOptions {
  readonly nameOf: (code: string) => string;
  readonly text: (value: number) => string;
  /** Amounts of the base to stand behind; absent where none should. */
  readonly before?: ((code: string) => number) | undefined;
}

/** Rows of bars of the amounts that are any, in the order given. */
export function countryRows(
  amounts: readonly CountryAmount[],
  { nameOf, text, before }: CountryRowsOptions,
): readonly BarRow[] {
  return amounts
    .filter(({ value }) => Math.abs(value) > NOTHING)
    .map(({ code, value }) => ({
      key: code,
      label: nameOf(code),
      value,
      ...(before ? { before: before(code) } : {}),
      text: text(value),
    }));
}

export interface CountryBars {
  readonly label: string;
  readonly rows: readonly BarRow[];
  readonly diverging: boolean;
  readonly tick: (value: number) => string;
}

export function TwoCountryBars({ charts }: { readonly charts: readonly [CountryBars, CountryBars] }) {
  return (
    <div className="two-charts">
      {charts.map((chart) => (
        <figure key={chart.label}>
          <figcaption>{chart.label}</figcaption>
          <BarRows {...chart} />
        </figure>
      ))}
    </div>
  );
}
