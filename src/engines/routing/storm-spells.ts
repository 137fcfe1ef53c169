// A storm that closes ports: open and closed spells that alternate, both exponential. Its long-run shares, how fast knowledge
// of its state fades, and the wait of whoever comes at a random time. Method: a two-state Markov chain (Kemeny & Snell,
// Finite Markov Chains); docs/method/services.md. Not covered: spells of another shape.

export interface StormSpells {
  readonly cause: string;
  readonly meanOpenHours: number;
  readonly meanClosedHours: number;
}

/** Share of the time that it holds. */
export const closedShare = ({ meanOpenHours, meanClosedHours }: StormSpells): number =>
  meanClosedHours / (meanOpenHours + meanClosedHours);

/** Rate at which knowledge of its state fades, per hour: after t hours exp(-rate × t) of it is left. */
export const fadingPerHour = ({ meanOpenHours, meanClosedHours }: StormSpells): number =>
  1 / meanOpenHours + 1 / meanClosedHours;

/**
 * Mean (hours) and variance (square hours) of the wait until it is over: 0, or with the probability given the exponential rest of
 * the closed spell.
 */
export function stormWaitMoments({ meanClosedHours }: StormSpells, probability: number) {
  const meanHours = probability * meanClosedHours;
  return { meanHours, varianceHours: 2 * probability * meanClosedHours ** 2 - meanHours ** 2 };
}
