// Relations between two answers: the same question twice, money in another size, one more link, the data in another order,
// another region.

import { describe, expect, it } from "vitest";
import { loadDataset } from "../../src/data/index.ts";
import type { Dataset } from "../../src/model/dataset.ts";
import { ask, askOk, best, inWords, journey, legsOf } from "../ask.ts";
import { smallCorridor } from "../small-corridor.ts";

const halcyon = () => loadDataset({ base: "examples/halcyon" });
const invented = halcyon();
const trip = { from: "Lindmoor", to: "Osker", depart: "2026-07-01" };

describe("the same question", () => {
  it("has the same answer, to the last digit, also after other questions and from data loaded anew", () => {
    const first = JSON.stringify(ask(invented, trip));
    ask(invented, { ...trip, to: "Veld" });
    ask(invented, { ...trip, cargo: "truck" });
    expect(JSON.stringify(ask(invented, trip))).toBe(first);
    expect(JSON.stringify(ask(halcyon(), trip))).toBe(first);
  });

  it("asked by id, by name and by alias has the same answer", () => {
    const { request: _, ...answer } = askOk(invented, trip);
    const { request: __, ...byId } = askOk(invented, { ...trip, from: "lindmoor", to: "o-sker" });
    expect(byId).toEqual(answer);
  });
});

describe("money in another size", () => {
  it("changes no way: twice the tariffs and twice the value of the goods cost twice as much", () => {
    const twice: Dataset = { ...invented, toUsd: (value, amount) => 2 * invented.toUsd(value, amount) };
    const once = askOk(invented, { ...trip, valueUsd: 40_000 });
    const doubled = askOk(twice, { ...trip, valueUsd: 80_000 });
    expect(doubled.options.map(({ id }) => id)).toEqual(once.options.map(({ id }) => id));
    for (const [i, option] of once.options.entries()) {
      const other = doubled.options[i];
      expect(other?.costUsd.mean).toBeCloseTo(2 * option.costUsd.mean, 6);
      expect(other?.costUsd.high).toBeCloseTo(2 * option.costUsd.high, 6);
      expect(other?.generalisedUsd).toBeCloseTo(2 * option.generalisedUsd, 6);
      expect(other?.hours).toEqual(option.hours);
      expect(other?.co2eKg).toBe(option.co2eKg);
    }
  });
});

const PIECES = `
  place a XA
  place b XA
  place c XB
  place d XB
  link a b rail/1520 100km
  link b d rail/1520 300km
  link a c rail/1520 200km
  link c d rail/1520 250km
  network trains rail/1520 25km/h headway=24h cv=0.3
  access a rail 4h $30
  access d rail 6h $40
  border * XA XB rail 5h $10
  rate trains perKm=$1
  factor rail 20`;

describe("a change of the network", () => {
  const ask_ = (lines: string) => best(smallCorridor(lines), { from: "a", to: "d" });

  it("by one more link never makes the best way worse", () => {
    const before = ask_(PIECES).generalisedUsd;
    for (const link of ["link b c rail/1520 50km", "link b c rail/1520 500km", "link a d rail/1520 390km"]) {
      expect(ask_(`${PIECES}\n${link}`).generalisedUsd).toBeLessThanOrEqual(before);
    }
    expect(ask_(`${PIECES}\nlink a d rail/1520 300km`).generalisedUsd).toBeLessThan(before);
  });

  it("of nothing but the order of its rows changes nothing", () => {
    const reversed = PIECES.split("\n").reverse().join("\n");
    expect(journey(smallCorridor(reversed), { from: "a", to: "d" })).toBe(
      journey(smallCorridor(PIECES), { from: "a", to: "d" }),
    );
  });

  it("that nobody could use changes nothing", () => {
    const more = `${PIECES}\nplace e XC\nlink d e road 100km\nnetwork trucks road 50km/h`;
    expect(inWords(ask_(more))).toBe(inWords(ask_(PIECES)));
  });
});

describe("another region", () => {
  it("has its own ways, sea and seasons", () => {
    const july = askOk(invented, trip);
    const december = askOk(invented, { ...trip, depart: "2026-12-01" });
    const stormHours = (answer: typeof july) => {
      const bySea = answer.rivals.find(({ corridor }) => corridor === "sea-way")?.option;
      return (
        bySea &&
        legsOf(bySea, "wait")
          .filter((leg) => leg.mode === "none")
          .reduce((sum, leg) => sum + leg.hours, 0)
      );
    };
    // Gales blow in the southern winter: 36 of 186 hours from May to September, 18 of 618 else.
    expect(stormHours(july)).toBeGreaterThan(5 * (stormHours(december) ?? Number.POSITIVE_INFINITY));
    expect(new Set(july.options.map(({ corridor }) => corridor)).size).toBeGreaterThan(1);
  });

  it("keeps its own embargo", () => {
    const bySea = askOk(invented, { ...trip, cargo: "600t copper", require: ["sea"] });
    expect(bySea.options[0]?.modes).toContain("sea");
    const none = ask(invented, { ...trip, cargo: "600t firestone", require: ["sea"] });
    expect(none.status === "none" && none.reason).toBe("No way between Lindmoor and O’Sker passes sea.");
    expect(best(invented, { ...trip, cargo: "600t firestone" }).modes).not.toContain("sea");
  });

  it("opens its new line in its own year", () => {
    const uses = (date: string) =>
      askOk(invented, { from: "calder-port", to: "Tarn", depart: "2026-12-01", date }).options.some((option) =>
        legsOf(option, "line-haul").some((leg) => leg.mode === "rail" && leg.from === "calder-port" && leg.km < 500),
      );
    expect([uses("2026-12-01"), uses("2030-06-01")]).toEqual([false, true]);
  });
});
