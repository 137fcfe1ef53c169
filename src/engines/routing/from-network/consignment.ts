// What is sent, in the engine's words. Money and mass are of the whole consignment.

import type { CargoKind } from "../../../model/network.ts";
import type { InstantHours, Tonnes } from "../../../model/units.ts";

export interface Consignment {
  readonly cargo: CargoKind;
  /** Containers, trucks or wagons. */
  readonly units: number;
  readonly teu: number;
  /** Net tonnes of goods. */
  readonly tonnes: Tonnes;
  /** Net tonnes plus the tare of containers: the mass that emission factors per tonne-kilometre count. */
  readonly grossTonnes: Tonnes;
  /** Commodity id, empty when not said. */
  readonly commodity: string;
  readonly dangerous: boolean;
  readonly reefer: boolean;
}

export interface NetworkQuery {
  readonly consignment: Consignment;
  /** When the consignment is ready at the origin. */
  readonly depart: InstantHours;
  /** The date whose network is used; the departure unless another was asked for. */
  readonly networkDate: InstantHours;
}
