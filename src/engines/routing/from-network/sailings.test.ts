import { describe, expect, it } from "vitest";
import { smallCorridor } from "../../../../test/small-corridor.ts";
import { id, type ServiceId } from "../../../model/ids.ts";
import { instant } from "../../../model/units.ts";
import { sailingPaths } from "./sailings.ts";

const dataset = smallCorridor(`
  place a XA seaport
  place cape XB sea-waypoint
  place strait XB sea-waypoint
  place b XC seaport
  place c XC seaport
  place inland XC
  link a cape sea 500km
  link cape b sea 500km
  link a strait sea 300km
  link strait b sea 400km
  link b c sea 100km oneway
  link a inland road 10km
  link inland b road 10km
  line ship sea a,b,c 20km/h`);
const ship = dataset.services.get(id<ServiceId>("ship"));
const sail = (stops: readonly string[], closed: readonly string[] = []) => {
  if (!ship) throw new Error("expected the ship");
  return sailingPaths(dataset, ship, stops, instant("2026-12-01"), (link) => !closed.includes(link));
};

describe("the way of a line between its calls", () => {
  it("is the shortest open chain of links of its mode", () => {
    expect(sail(["a", "b"])).toMatchObject([
      { from: "a", to: "b", lengthKm: 700, links: ["a--strait--sea", "strait--b--sea"], places: ["strait"] },
    ]);
    expect(sail(["a", "b"], ["a--strait--sea"])).toMatchObject([{ lengthKm: 1000, places: ["cape"] }]);
    expect(sail(["a", "b"], ["a--strait--sea", "cape--b--sea"])).toEqual([undefined]);
  });

  it("is one for each pair of calls, and runs against a link only where it may", () => {
    expect(sail(["a", "b", "c"]).map((one) => one?.lengthKm)).toEqual([700, 100]);
    expect(sail(["c", "b", "a"]).map((one) => one?.lengthKm)).toEqual([undefined, 700]);
  });

  it("is drawn from its start to its end", () => {
    const lons = (stops: readonly string[]) => sail(stops)[0]?.geometry.map(([lon]) => lon);
    expect(lons(["a", "b"])).toEqual([0, 4, 6]);
    expect(lons(["b", "a"])).toEqual([6, 4, 0]);
  });
});
