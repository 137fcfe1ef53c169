// Lines and points of the map say what the numbers say: widths by the root of the amount, ocean lines no wider than the widest
// over land, differences symmetric about zero, one point a thing.

import { expect, test } from "vitest";
import type { FlowStateJson } from "../../../wire/flows.ts";
import { isInside } from "../../map/scene-features.ts";
import { bindingPoints, flowLines, listBinding, WIDEST_PX } from "./flow-scene.ts";

type Link = FlowStateJson["links"][number];
const link = (id: string, mode: string, tonnes: number, more: Partial<Link> = {}): Link => ({
  id,
  mode,
  from: "a",
  to: "b",
  coordinates: [
    [0, 0],
    [2, 4],
  ],
  tonnes: { forward: tonnes, backward: 0 },
  teu: { forward: 0, backward: 0 },
  byGroup: [{ group: "grain", tonnes: tonnes / 2 }],
  capacity: null,
  utilisation: null,
  shadowPriceUsdPerTonne: 0,
  status: "open",
  ...more,
});
const state = (links: Link[], bottlenecks: Partial<FlowStateJson["bottlenecks"][number]>[] = []) =>
  ({ links, bottlenecks }) as FlowStateJson;
const nameOf = () => "";
const drawn = (input: Omit<Parameters<typeof flowLines>[0], "nameOf">) =>
  new Map(flowLines({ ...input, nameOf }).features.map(({ properties }) => [properties?.id, properties]));

test("widths go by the root of the amount, and the ocean is as wide as the widest over land", () => {
  const base = state([
    link("big", "rail", 400, { utilisation: 0.9 }),
    link("small", "rail", 100),
    link("ocean", "sea", 40_000),
    link("empty", "rail", 0),
  ]);
  const lines = drawn({ base, state: base, show: "base", group: undefined });
  expect(lines.get("big")).toEqual({ id: "big", width: WIDEST_PX, value: 0.9 });
  expect(lines.get("small")?.width).toBeCloseTo(WIDEST_PX / 2, 9);
  expect(lines.get("ocean")?.width).toBe(WIDEST_PX);
  expect(lines.has("empty")).toBe(false);
  expect(drawn({ base, state: base, show: "base", group: "metals" }).size).toBe(0);
});

test("a difference has a sign and is symmetric about zero; what is closed is marked so", () => {
  const base = state([link("a", "rail", 100), link("b", "rail", 100), link("same", "rail", 50)]);
  const changed = state([link("a", "rail", 0, { status: "closed" }), link("b", "rail", 200), link("same", "rail", 50)]);
  const lines = drawn({ base, state: changed, show: "difference", group: undefined });
  expect(lines.get("a")).toMatchObject({ value: -1, width: WIDEST_PX, off: true });
  expect(lines.get("b")).toMatchObject({ value: 1, width: WIDEST_PX });
  expect(lines.get("same")).toMatchObject({ value: 0 });
});

test("what binds: the dearest first, one point a thing, nothing that is half empty", () => {
  const at = (subject: string, utilisation: number, rentUsd: number) => ({
    id: `${subject}#${rentUsd}`,
    subject,
    utilisation,
    rentUsd,
    shadowPriceUsdPerUnit: rentUsd > 0 ? 1 : 0,
    coordinates: [[1, 2]] as [number, number][],
  });
  const base = state([], [at("x", 0.9, 0), at("y", 1, 50), at("y", 1, 20), at("z", 0.3, 0)]);
  expect(listBinding(base).map(({ subject }) => subject)).toEqual(["y", "y", "x"]);
  const points = bindingPoints({ state: base, nameOf: () => "name" }, 10);
  expect(points.map(({ properties }) => properties?.id)).toEqual(["y", "x"]);
  expect(points.every((point) => isInside([0, 0, 2, 2], point))).toBe(true);
  expect(points.some((point) => isInside([2, 2, 3, 3], point))).toBe(false);
});
