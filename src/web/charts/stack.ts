// Series of days stacked on one another; differences stack up where positive and down where negative, so that both add up
// to the total that was gained and lost. Pure.

export interface StackSeries {
  readonly key: string;
  readonly values: readonly number[];
}

export interface StackedSeries {
  readonly key: string;
  /** Lower and upper edge by day; equal where the series has nothing. */
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** Edges of each series, the first lowest (or nearest to zero on its side). */
export function stack(series: readonly StackSeries[]): StackedSeries[] {
  const days = Math.max(0, ...series.map(({ values }) => values.length));
  const up = new Float64Array(days);
  const down = new Float64Array(days);
  return series.map(({ key, values }) => {
    const low: number[] = [];
    const high: number[] = [];
    for (let day = 0; day < days; day++) {
      const value = values[day] ?? 0;
      const side = value < 0 ? down : up;
      const from = side[day] ?? 0;
      side[day] = from + value;
      low.push(Math.min(from, from + value));
      high.push(Math.max(from, from + value));
    }
    return { key, low, high };
  });
}

/** Lowest and highest edge of all. */
export function reachOf(stacked: readonly StackedSeries[]): readonly [number, number] {
  let low = 0;
  let high = 0;
  for (const series of stacked) {
    for (const value of series.low) low = Math.min(low, value);
    for (const value of series.high) high = Math.max(high, value);
  }
  return [low, high];
}

/** The day on which a band is thickest, for its label, and its middle there. */
export function thickest(series: StackedSeries): { readonly day: number; readonly size: number; readonly at: number } {
  let day = 0;
  let size = 0;
  for (let i = 0; i < series.high.length; i++) {
    const own = (series.high[i] ?? 0) - (series.low[i] ?? 0);
    if (own > size) [day, size] = [i, own];
  }
  return { day, size, at: ((series.high[day] ?? 0) + (series.low[day] ?? 0)) / 2 };
}
