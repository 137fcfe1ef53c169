// The queue that everybody knows: one desk, chance in arrivals and service.

import { buildModel, type SimulationModel } from "../../src/engines/simulation/index.ts";

export const mm1 = (rate: number, until: number, warmUp: number | "mser-5" = 100): SimulationModel =>
  buildModel("M/M/1")
    .run({ until, warmUp })
    .arrivals("in", { rate, to: "desk" })
    .server("desk", { service: { exponential: { mean: 1 } }, to: "out" })
    .sink("out")
    .build();
