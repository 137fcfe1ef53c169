// How long does one wait for ships or at a station, by how much of it is used? A curve fitted to simulated waits, as a row of
// delay-functions.csv: base + scale × r^power / (1 − r), r = use / pole. Made by studies/delay-fit.ts, used by the corridor
// model. Not covered: spread of the waits, seasons.

export const DELAY_KINDS = ["ships", "queue"] as const;

export interface DelayFunction {
  /** Element of the corridor model: `LINE#vessels>`, `LINE#vessels<`, `SUBJECT#queue`. */
  readonly id: string;
  /** `ships`: until aboard, weather at the port in it; `queue`: until served. */
  readonly kind: (typeof DELAY_KINDS)[number];
  /** Hours that are there whatever the use: the ship to come, held for cargo. */
  readonly baseHours: number;
  readonly scaleHours: number;
  /** At least 1, so that it is convex. */
  readonly power: number;
  /** Use at which it would be without end. */
  readonly pole: number;
  /** Least and greatest use that was fitted. */
  readonly low: number;
  readonly high: number;
  /** Simulated wait at the thinnest traffic looked at, hours: ships that are held wait longer then. */
  readonly thinHours: number;
  readonly points: number;
  /** Of the variance of simulated waits, weighted. */
  readonly r2: number;
  /** Largest difference from a simulated wait inside the range. */
  readonly worstHours: number;
  readonly replications: number;
  readonly seed: number;
  /** Of what was simulated: tells whether the row is in step (docs/method/corridor-flows.md). */
  readonly inputs: string;
  readonly note: string;
}
