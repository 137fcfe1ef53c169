// What may be asked of a way: avoid, require, deadline, kind of goods; and what is said when there is none.

import { describe, expect, it } from "vitest";
import type { LoadedDataset } from "../../src/data/index.ts";
import type { RouteRequest } from "../../src/wire/route.ts";
import { ask, askNone, askOk, best, placesOf } from "../ask.ts";
import { smallCorridor } from "../small-corridor.ts";

/** Three ways from east to west: by rail through XB in the north, by sea past XC in the south, by truck over a pass of XD. */
const THREE_WAYS = `
  place east XA
  place north XB
  place port XA seaport
  place cape XC seaport
  place haven XE seaport
  place pass XD
  place west XE
  link east north rail/1435 1000km
  link north west rail/1435 1000km
  link east port rail/1435 200km
  link port cape sea 2000km
  link cape haven sea 2000km
  link haven west rail/1435 200km
  link east pass road 900km
  link pass west road 900km
  network trains rail/1435 25km/h
  network trucks road 60km/h
  line liner sea port,cape,haven 20km/h
  access east rail 6h
  access east road 1h
  access west rail 6h
  access west road 1h
  lift port rail sea 10h
  lift haven rail sea 10h
  border * XA XB rail 5h
  border * XB XE rail 5h
  border * XA XD road 5h
  border * XD XE road 5h
  border * XA XE sea 5h
  rate trains perKm=$1
  rate trucks perKm=$4
  rate liner perUnit=$1000
  corridor north-rail pass=north
  corridor sea-lane pass=mode:sea;cape
  corridor pass-road pass=pass avoid=mode:sea`;
const world = smallCorridor(THREE_WAYS);
const trip = { from: "east", to: "west", depart: "2026-12-01" };
const corridorOf = (request: Partial<RouteRequest>, dataset = world) => best(dataset, { ...trip, ...request }).corridor;

/** The request with a patch as a client applies it. */
function relaxed(request: RouteRequest, patch: Readonly<Record<string, unknown>>): RouteRequest {
  const fields = Object.entries({ ...request, ...JSON.parse(JSON.stringify(patch)) });
  return Object.fromEntries(fields.filter(([, value]) => value !== null)) as RouteRequest;
}

/** None, with this reason, and every change that is offered gives an answer. */
function expectNone(dataset: LoadedDataset, request: RouteRequest, reason: string, labels: readonly string[]): void {
  const none = askNone(dataset, request);
  expect(none.reason).toBe(reason);
  expect(none.relax.map(({ label }) => label)).toEqual(labels);
  for (const { label, patch } of none.relax) {
    expect(ask(dataset, relaxed(request, patch)).status, label).toBe("ok");
  }
}

describe("avoid and require", () => {
  it("choose among the ways", () => {
    expect(corridorOf({})).toBe("sea-lane");
    expect(corridorOf({ avoid: ["sea"] })).toBe("north-rail");
    expect(corridorOf({ avoid: ["sea", "north"] })).toBe("pass-road");
    expect(corridorOf({ avoid: ["sea", "XB"] })).toBe("pass-road");
    expect(corridorOf({ require: ["XD"] })).toBe("pass-road");
    expect(corridorOf({ require: ["road"] })).toBe("pass-road");
    expect(corridorOf({ require: ["North"] })).toBe("north-rail");
    expect(corridorOf({ require: ["trucks"] })).toBe("pass-road");
    expect(corridorOf({ require: ["east--north--rail"] })).toBe("north-rail");
  });

  it("understand a country that a ship only calls at", () => {
    expect(corridorOf({ avoid: ["XC"] })).toBe("north-rail");
    expect(corridorOf({ require: ["Country XC"] })).toBe("sea-lane");
  });

  it("understand corridors, and leave the others", () => {
    expect(corridorOf({ require: ["pass-road"] })).toBe("pass-road");
    expect(corridorOf({ avoid: ["sea-lane"] })).toBe("north-rail");
    const options = askOk(world, { ...trip, avoid: ["north-rail"], valueUsd: 3e6 }).options;
    expect(new Set(options.map((option) => option.corridor))).toEqual(new Set(["sea-lane", "pass-road"]));
  });

  it("give up only what an avoided corridor has for itself", () => {
    // Both pass the strait; what tells them apart is where they go on.
    const forked = smallCorridor(`${THREE_WAYS}
      corridor sea-and-trains pass=cape;haven;mode:rail
      corridor sea-alone pass=cape;haven`);
    expect(corridorOf({ avoid: ["north-rail"] }, forked)).toBe("sea-lane");
  });

  it("pass several things at once, whatever their order", () => {
    const option = best(world, { ...trip, require: ["haven", "port"] });
    expect(placesOf(option)).toEqual(["east", "port", "haven", "west"]);
  });

  it("say why every way is avoided, and what to allow", () => {
    const request = { ...trip, avoid: ["sea", "road", "north"] };
    const reason = "Every way between East and West passes sea, which you avoid.";
    expectNone(world, request, reason, ["Allow sea", "Allow road", "Allow North"]);
  });

  it("offer to avoid nothing when no single term is to blame", () => {
    const request = { ...trip, avoid: ["sea", "port", "north", "pass", "XB", "XD"] };
    const reason = "Every way passes one of sea, Port, North, Pass, Country XB, Country XD, which you avoid.";
    expectNone(world, request, reason, ["Avoid nothing"]);
  });

  it("say what cannot be passed", () => {
    const dead = smallCorridor(`${THREE_WAYS}\nplace nowhere XA`);
    const reason = "No way between East and West passes Nowhere.";
    expectNone(dead, { ...trip, require: ["nowhere"] }, reason, ["Do not require Nowhere"]);
  });

  it("say of a rival that it is avoided", () => {
    const rivals = askOk(world, { ...trip, avoid: ["north"] }).rivals;
    expect(rivals.find((rival) => rival.corridor === "north-rail")?.reason).toBe("You avoid North.");
  });
});

describe("a deadline", () => {
  it("is met by a way that costs far more than the cheapest, when only that is quick enough", () => {
    // By sea 12 days, by rail 4, by road a day and a half at seven times the price.
    const request = { ...trip, deadline: "2026-12-03", valueUsd: 1000 };
    expect(corridorOf({ valueUsd: 1000 })).toBe("sea-lane");
    const answer = askOk(world, request);
    expect(answer.options.map((option) => option.corridor)).toEqual(["pass-road"]);
    expect(answer.options[0]?.onTime).toBe(1);
  });

  it("leaves ways that keep it at even odds", () => {
    const options = askOk(world, { ...trip, deadline: "2026-12-08", valueUsd: 1000 }).options;
    expect(options.map((option) => option.corridor)).toEqual(["north-rail"]);
  });

  it("shows the chance to be on time", () => {
    const doubtful = smallCorridor(`
      place a XA
      place b XB
      link a b rail/1435 960km
      network trains rail/1435 20km/h cv=0.5
      access a rail
      access b rail`);
    // Mean 48 hours; the deadline is the end of the day, 48 hours after departure.
    const option = best(doubtful, { from: "a", to: "b", depart: "2026-12-01", deadline: "2026-12-02" });
    // Gamma with shape 4 at its mean: 1 − e⁻⁴ (1 + 4 + 8 + 32/3).
    expect(option.onTime).toBeCloseTo(1 - Math.exp(-4) * (13 + 32 / 3), 4);
  });

  it("that nothing meets is told with the date that would do", () => {
    const reason =
      "No way arrives by 2026-12-01 with at least even odds; the quickest arrives by 2026-12-02 four times out of five.";
    expectNone(world, { ...trip, deadline: "2026-12-01" }, reason, ["Deadline 2026-12-02", "No deadline"]);
  });
});

describe("kinds of goods", () => {
  const banned = smallCorridor(`${THREE_WAYS}
    good fireworks danger=1.4
    good fish reefer=yes
    good grain wagon=60
    embargo id=no-danger-at-sea mode=sea cargo=dangerous
    embargo id=no-danger-in-xb country=XB cargo=dangerous
    embargo id=no-danger-on-pass place=pass cargo=dangerous
    embargo id=no-fish-in-xb country=XB direction=transit cargo=reefer
    embargo id=no-grain-at-sea mode=sea cargo=grain`);

  it("are kept from what is closed to them", () => {
    expect(corridorOf({ reefer: true, avoid: ["sea"] }, banned)).toBe("pass-road");
    expect(corridorOf({ cargo: "40ft of fish", avoid: ["sea"] }, banned)).toBe("pass-road");
    expect(corridorOf({ cargo: "600t grain" }, banned)).toBe("north-rail");
    expect(corridorOf({ cargo: "40ft" }, banned)).toBe("sea-lane");
  });

  it("are named as the reason, and offered as ordinary ones only where that can be", () => {
    const reason = "Every way is closed to dangerous goods.";
    expectNone(banned, { ...trip, dangerous: true }, reason, ["Ordinary goods"]);
    expectNone(banned, { ...trip, cargo: "40ft of fireworks" }, reason, []);
  });
});

describe("why there is no way", () => {
  it("may be that a place has no terminal for the cargo", () => {
    const boxes = smallCorridor(`
      place a XA
      place b XB
      link a b rail/1435 100km
      network trains rail/1435 20km/h
      access a rail
      access b rail cargo=20ft;40ft;40hc;wagon`);
    const reason = "B has no open terminal that takes 1 × Full truck.";
    const offers = ["Send as 20-foot container", "Send as 40-foot container", "Send as 40-foot high-cube container"];
    expectNone(boxes, { from: "a", to: "b", cargo: "truck" }, reason, offers);
  });

  it("may be that no service takes the cargo", () => {
    const trucks = smallCorridor(`
      place a XA
      place b XB
      link a b road 100km
      network trucks road 60km/h cargo=truck
      access a road
      access b road`);
    const reason = "No service between A and B takes 1 × 40-foot container.";
    expectNone(trucks, { from: "a", to: "b", cargo: "40ft" }, reason, ["Send as Full truck"]);
  });

  it("may be that a link is still planned", () => {
    const planned = smallCorridor(`
      place a XA
      place b XB
      link a b rail/1435 100km
      network trains rail/1435 20km/h
      access a rail
      access b rail
      status a--b--rail under-construction 2026-01-01 2030-06-01
      status a--b--rail open 2030-06-01 ..`);
    const reason = "The railway between A and B is under construction on 2026-12-01; it is expected from 2030-06-01.";
    expectNone(planned, { from: "a", to: "b", depart: "2026-12-01" }, reason, ["Network of 2030-06-01"]);
  });

  it("may be that nothing joins the two", () => {
    const islands = smallCorridor(`
      place a XA
      place b XB
      place c XB
      link a c road 10km
      link b c rail/1435 10km
      network trucks road 60km/h
      network trains rail/1435 60km/h
      access a road
      access b rail`);
    const reason = "No chain of open links and services joins A and B on 2026-12-01.";
    expectNone(islands, { from: "a", to: "b", depart: "2026-12-01" }, reason, []);
  });
});

describe("a ship", () => {
  const sea = (kind: string) =>
    smallCorridor(`
      place port XA seaport
      place beside XC ${kind} name=Narrows
      place haven XE seaport
      link port beside sea 200km
      link beside haven sea 200km
      line liner sea port,haven 20km/h
      access port sea 6h
      access haven sea 6h
      border * XA XE sea 5h
      rate liner perUnit=$1000`);
  const voyage = { from: "port", to: "haven", depart: "2026-12-01" };

  it("has not been to a port that it only passes", () => {
    const world = sea("seaport");
    expect(ask(world, { ...voyage, require: ["beside"] }).status).toBe("none");
    expect(ask(world, { ...voyage, avoid: ["beside"] }).status).toBe("ok");
    expect(ask(world, { ...voyage, avoid: ["XC"] }).status).toBe("ok");
  });

  it("passes the narrows on its way, which can be named though nobody ships to them", () => {
    const world = sea("sea-waypoint");
    expect(ask(world, { ...voyage, require: ["Narrows"] }).status).toBe("ok");
    expect(ask(world, { ...voyage, avoid: ["narrows"] }).status).toBe("none");
  });
});

describe("an end that only a line serves", () => {
  it("says which line is shut", () => {
    const world = smallCorridor(`
      place port XA seaport
      place haven XE seaport
      link port haven sea 200km
      line liner sea port,haven 20km/h
      status liner suspended 2026-03-01 ..
      access port sea 6h
      access haven sea 6h
      border * XA XE sea 5h
      rate liner perUnit=$1000`);
    const none = askNone(world, { from: "port", to: "haven", depart: "2026-12-01" });
    expect(none.reason).toMatch(/^Nothing else calls at Port: .* is suspended on 2026-12-01/);
  });
});

describe("a rival corridor", () => {
  it("is none when one would only go there and come back", () => {
    const world = smallCorridor(`
      place east XA
      place middle XA
      place west XA
      place aside XA
      link east middle rail/1435 100km
      link middle west rail/1435 100km
      link middle aside rail/1435 300km
      network trains rail/1435 25km/h
      access east rail 6h
      access west rail 6h
      rate trains perKm=$1
      corridor straight pass=middle avoid=aside
      corridor by-the-side pass=aside`);
    const { rivals } = askOk(world, { from: "east", to: "west", depart: "2026-12-01" });
    expect(rivals.map(({ corridor, status }) => [corridor, status])).toEqual([
      ["straight", "ok"],
      ["by-the-side", "none"],
    ]);
  });
});
