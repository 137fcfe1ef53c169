// Times and amounts as a model states them, and the same in flat columns as the kernel draws from them. Laws are given by
// mean and coefficient of variation where sources publish them so. Not covered: dependence between draws, other than
// through streams and closures.

/** A number, or an expression of the model's parameters such as `load * servers / mean`. */
export type Amount = number | string;

export type Times =
  | Amount
  | {
      readonly exponential:
        | { readonly mean: Amount }
        | { readonly rate: Amount }
        | { readonly meanByMonth: readonly Amount[] };
    }
  | { readonly uniform: { readonly min: Amount; readonly max: Amount } }
  | { readonly triangular: { readonly min: Amount; readonly mode: Amount; readonly max: Amount } }
  | { readonly erlang: { readonly mean: Amount; readonly stages: Amount } }
  | { readonly gamma: { readonly mean: Amount; readonly cv: Amount } }
  | { readonly lognormal: { readonly mean: Amount; readonly cv: Amount } }
  | { readonly weibull: { readonly scale: Amount; readonly shape: Amount } }
  | { readonly empirical: { readonly values: readonly Amount[]; readonly weights?: readonly Amount[] } }
  | { readonly mixture: readonly { readonly weight: Amount; readonly of: Times }[] }
  | { readonly byClass: Readonly<Record<string, Times>> }
  /** A law whose draws are times the factor of the month in which they are made. */
  | { readonly byMonth: { readonly of: Times; readonly factors: readonly Amount[] } };

/** Kinds of laws in flat form. `MONTHLY` walks through a table of monthly rates with one exponential. */
export const LAW = {
  CONSTANT: 0,
  EXPONENTIAL: 1,
  UNIFORM: 2,
  TRIANGULAR: 3,
  ERLANG: 4,
  GAMMA: 5,
  LOGNORMAL: 6,
  WEIBULL: 7,
  EMPIRICAL: 8,
  MIXTURE: 9,
  BY_CLASS: 10,
  MONTHLY: 11,
  SCALED: 12,
} as const;

/** Laws as columns; a law is its row. Tables lie one behind the other in `table`. */
export interface FlatLaws {
  readonly kind: Int32Array;
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly c: Float64Array;
  /** Stream that a law draws from. */
  readonly stream: Int32Array;
  /** First entry and number of entries in `table`. */
  readonly from: Int32Array;
  readonly count: Int32Array;
  /** EMPIRICAL: pairs (cumulated share, value); MIXTURE: pairs (cumulated share, law); BY_CLASS: laws; MONTHLY: 12 rates;
   * SCALED: 12 factors of the law whose number is `a`. */
  readonly table: Float64Array;
  /** Names of the streams; the number of a stream is its place here. */
  readonly streams: readonly string[];
}
