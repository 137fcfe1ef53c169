// Waits for ships as a simulation found them, with what was simulated: laid over a dataset they stand in place of what
// headway, patience and weather would say (src/data/lay-waits.ts).

export interface SimulatedWait {
  readonly line: string;
  /** Place of departure. */
  readonly from: string;
  /** From ready at the port until aboard, weather at the port in it. */
  readonly meanHours: number;
  readonly p50: number | null;
  readonly p80: number | null;
  readonly p95: number | null;
  /** False: more comes than ships can take, and waits grow with the time looked at. */
  readonly settles: boolean;
}

export interface SimulatedWaits {
  /** Id of the run, or the name of the file it was kept in. */
  readonly run: string;
  /** Name of the scenario; empty for the dataset as it stood. */
  readonly scenario: string;
  readonly replications: number;
  readonly seed: number;
  /** Days simulated, the second not in it. */
  readonly from: string;
  readonly to: string;
  /** Hash of the base layer of the dataset that was simulated. */
  readonly baseHash: string;
  readonly waits: readonly SimulatedWait[];
}
