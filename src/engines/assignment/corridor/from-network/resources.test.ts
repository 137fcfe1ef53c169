import { expect, it } from "vitest";
import { loadDataset } from "../../../../data/index.ts";
import { instant } from "../../../../model/units.ts";
import { listResources } from "./resources.ts";

it("waits for no queue that the stated hours of a border hold already", () => {
  const dataset = loadDataset({ base: "dataset" });
  const at = instant("2025-01-01");
  const queues = (of: typeof dataset): string[] =>
    listResources(of, at).flatMap(({ kind, attribute, subject }) =>
      kind === "border" && attribute === "servers" ? [subject] : [],
    );
  expect(queues(dataset)).toEqual([]);
  // Where nothing is said of it, the queue comes on top, as at a change of gauge.
  const told = dataset.values.filter(({ attribute }) => attribute === "queueHours").map(({ subject }) => subject);
  const bare = { ...dataset, values: dataset.values.filter(({ attribute }) => attribute !== "queueHours") };
  expect(queues(bare).sort()).toEqual([...new Set(told)].sort());
  expect(listResources(bare, at).find(({ id }) => id === `${told[0]}#queue`)?.measure).toBe("train");
});
