// A border that is busy all but all the time is told of; one that has some of it left is not.

import { expect, it } from "vitest";
import { loadDataset } from "../data/index.ts";
import { blockNames, buildModel, compileModel, runExperiment } from "../engines/simulation/index.ts";
import { fullStations } from "./full-stations.ts";

const dataset = loadDataset({ base: "examples/halcyon" });
const [border] = dataset.borders;

/** Trucks one an hour, each served so long: the border is used so much of the time, and nobody waits. */
const problemsAt = (serviceHours: number, where?: string) => {
  const station = { id: String(border.id), servers: 1 };
  const name = blockNames.station(station.id);
  const model = buildModel("border")
    .run({ until: 2000, warmUp: 100 })
    .arrivals("come", { every: 1, to: name })
    .server(name, { service: serviceHours, to: "out" })
    .sink("out")
    .build();
  const experiment = runExperiment(compileModel(model), { seed: 1, replications: 2, level: 0.95 });
  return fullStations({ dataset, read: { stations: [station] } as never }, experiment, 0.95, where);
};

it("warns above 97 % of the time, with what would fill it, and not below", () => {
  const [found, ...rest] = problemsAt(0.98, "in the scenario");
  expect(rest).toEqual([]);
  expect(found).toMatchObject({ code: "nearly-full", place: border.id });
  expect(found.message).toMatch(
    / is used 98 % of the time in the scenario: its wait of 0 ± 0 h .* 2 % more would be all/,
  );
  expect(problemsAt(1.2)[0].message).toContain("more comes in this period than it serves");
  expect(problemsAt(0.96)).toEqual([]);
});
