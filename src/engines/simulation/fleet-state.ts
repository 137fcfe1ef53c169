// Where the vessels of a run are. A vessel is the entity of the same number: vessels are made first and never released.

import type { FlatModel } from "./flat-model.ts";

export class FleetState {
  readonly vesselCount: number;
  readonly fleetOf: Int32Array;
  /** The stop where a vessel is or that it sails to. */
  readonly stopOf: Int32Array;
  readonly phaseOf: Int32Array;
  /** Vessels that wait to enter or to leave a port, first come first served. */
  readonly waiting: number[] = [];

  constructor({ fleets }: FlatModel) {
    this.vesselCount = fleets.reduce((sum, { vessels }) => sum + vessels, 0);
    this.fleetOf = new Int32Array(this.vesselCount);
    this.stopOf = new Int32Array(this.vesselCount);
    this.phaseOf = new Int32Array(this.vesselCount);
    let vessel = 0;
    for (const [fleet, { vessels }] of fleets.entries()) {
      this.fleetOf.fill(fleet, vessel, vessel + vessels);
      vessel += vessels;
    }
  }
}
