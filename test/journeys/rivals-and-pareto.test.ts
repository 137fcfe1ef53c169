// Corridors side by side at the shipper's own terms, and the whole set of ways that nothing beats.

import { describe, expect, it } from "vitest";
import { notBeaten } from "../../src/engines/routing/index.ts";
import { plan } from "../../src/studies/plan.ts";
import { readRequest } from "../../src/studies/plan-request.ts";
import { answerCompare } from "../../src/wire/answer-route.ts";
import { routeRequest } from "../../src/wire/route.ts";
import { askOk } from "../ask.ts";
import { smallCorridor } from "../small-corridor.ts";

const world = smallCorridor(`
  place east XA
  place port XA seaport
  place haven XE seaport
  place north XB
  place pass XD
  place west XE
  link east port rail/1520 200km
  link port haven sea 6000km
  link haven west rail/1520 200km
  link east north rail/1520 1500km
  link north west rail/1520 1500km
  link east pass road 1400km
  link pass west road 1400km
  link north pass road 800km
  network trains rail/1520 25km/h headway=60h cv=0.3
  network trucks road 50km/h cv=0.2
  line liner sea port,haven 20km/h weekly=1 causes=gale
  cause gale places=port;haven open=200h closed=20h
  access east rail 10h $50
  access east road 2h
  access west rail 10h $50
  access west road 2h
  access north rail 5h
  lift port rail sea 20h $80 free=48h storage=$20
  lift haven rail sea 20h $80 free=48h storage=$20
  lift north rail road 8h $60
  lift pass rail road 8h $60
  rate trains perKm=$0.9 low=0.7 high=1.2
  rate trucks perKm=$2.2 low=2 high=2.6
  rate liner perUnit=$900 low=600 high=1500
  border * XA XB rail 8h
  border * XB XE rail 8h
  border * * * road 12h
  border * * * sea 10h
  factor rail 20
  factor road 90
  factor sea 12
  corridor sea-lane pass=mode:sea
  corridor northern pass=north;mode:rail avoid=mode:road,mode:sea
  corridor highway pass=pass avoid=mode:sea,mode:rail
  corridor lost pass=mode:inland-water`);
const trip = { from: "east", to: "west", depart: "2026-12-01", valueUsd: 200_000 };

describe("rivals", () => {
  const answer = askOk(world, { ...trip, costOfCapital: 0.2 });

  it("are the corridors of the data in their order, each with its best way or the reason why it has none", () => {
    expect(answer.rivals.map(({ corridor, status }) => [corridor, status])).toEqual([
      ["sea-lane", "ok"],
      ["northern", "ok"],
      ["highway", "ok"],
      ["lost", "none"],
    ]);
    for (const rival of answer.rivals) if (rival.option) expect(rival.option.corridor).toBe(rival.corridor);
  });

  it("break even with the best option at the value of goods they state, and not beside it", () => {
    const best = answer.options[0];
    if (!best) throw new Error("expected an option");
    const perUsd = 0.2 / 8760;
    let compared = 0;
    for (const { option, breakEvenValueUsd: value } of answer.rivals) {
      if (!option || value === null) continue;
      const lead = (at: number) =>
        option.costUsd.mean + at * perUsd * option.hours.mean - (best.costUsd.mean + at * perUsd * best.hours.mean);
      // The value is told to the dollar.
      expect(Math.abs(lead(value))).toBeLessThan(perUsd * Math.abs(option.hours.mean - best.hours.mean));
      expect(Math.sign(lead(value - 1000))).toBe(-Math.sign(lead(value + 1000)));
      compared++;
    }
    expect(compared).toBeGreaterThan(0);
  });

  it("have no such value when the best is cheaper and quicker, or when it is the rival itself", () => {
    const best = answer.options[0];
    const own = answer.rivals.find((rival) => rival.option?.id === best?.id);
    expect(own?.breakEvenValueUsd).toBeNull();
  });

  it("are compared by the same figures on their own", () => {
    const compared = answerCompare(world, { ...trip, costOfCapital: 0.2 }, { programVersion: "test", now: () => 0 });
    if (compared.status !== "ok") throw new Error("expected corridors");
    expect(compared.corridors.map(({ option }) => option?.generalisedUsd)).toEqual(
      answer.rivals.map(({ option }) => option?.generalisedUsd),
    );
    const cheapest = [...compared.corridors]
      .filter(({ option }) => option)
      .sort((a, b) => (a.option?.generalisedUsd ?? 0) - (b.option?.generalisedUsd ?? 0))[0];
    expect(compared.best).toBe(cheapest?.corridor);
  });

  it("change places as the goods become dearer", () => {
    const first = (valueUsd: number) => askOk(world, { ...trip, costOfCapital: 0.2, valueUsd }).options[0]?.corridor;
    expect([first(1000), first(3e7)]).toEqual(["sea-lane", "highway"]);
  });
});

describe("the whole Pareto set", () => {
  const request = { ...trip, pareto: true };

  it("holds nothing that something else in it beats, and everything the narrower answer shows", () => {
    const result = plan(world, readRequest(world, routeRequest.parse(request)));
    if (result.status !== "ok") throw new Error(result.reason);
    const paths = result.pareto.map(({ path }) => path);
    expect(paths.length).toBeGreaterThan(result.options.length);
    expect(notBeaten(paths)).toHaveLength(paths.length);
    expect(new Set(paths.map((path) => path.key)).size).toBe(paths.length);
    const narrow = plan(world, readRequest(world, routeRequest.parse(trip)));
    const keys = new Set(paths.map((path) => path.key));
    if (narrow.status !== "ok") throw new Error(narrow.reason);
    expect(narrow.pareto.every(({ path }) => keys.has(path.key))).toBe(true);
    expect(narrow.options.map(({ path }) => path.key)).toEqual(result.options.map(({ path }) => path.key));
  });

  it("tells which points became options, with the same figures", () => {
    const answer = askOk(world, request);
    for (const option of answer.options) {
      const point = answer.pareto.find((candidate) => candidate.option === option.id);
      expect(point?.costUsd).toBeCloseTo(option.costUsd.mean, 1);
      expect(point?.hoursMean).toBeCloseTo(option.hours.mean, 2);
      expect(point?.corridor).toBe(option.corridor);
      expect(point?.via[0]).toBe("east");
      expect(point?.via.at(-1)).toBe("west");
    }
  });

  it("gives as many options as are asked for, the best first", () => {
    const all = askOk(world, { ...request, options: 10 }).options.map(({ id }) => id);
    for (const options of [1, 2, 3]) {
      expect(askOk(world, { ...request, options }).options.length).toBeLessThanOrEqual(options);
      expect(askOk(world, { ...request, options }).options[0]?.id).toBe(all[0]);
    }
  });
});
