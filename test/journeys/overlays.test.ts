// My own rates, embargoes and conditions on top of a dataset: they change the answer, and the answer says so.

import { describe, expect, it } from "vitest";
import { ask, askOk } from "../ask.ts";
import { smallCorridor } from "../small-corridor.ts";

const BASE = `
  place east XA
  place north XB
  place south XC
  place west XD
  link east north rail/1520 500km
  link north west rail/1520 500km
  link east south rail/1520 600km
  link south west rail/1520 600km
  network trains rail/1520 25km/h
  access east rail
  access west rail
  rate trains perKm=$1 id=rail-rate
  corridor over-north pass=north
  corridor over-south pass=south`;
const trip = { from: "east", to: "west", depart: "2026-12-01" };
const withOverlay = (lines: string, name = "mine") => askOk(smallCorridor(BASE, { [name]: lines }), trip);

describe("an overlay", () => {
  it("that forbids a way removes it, and the answer says so", () => {
    expect(askOk(smallCorridor(BASE), trip).options[0]?.corridor).toBe("over-north");
    const answer = withOverlay("embargo id=my-stop link=north--west--rail");
    expect(answer.options.map((option) => option.corridor)).toEqual(["over-south"]);
    expect(answer.overlayEffects[0]).toMatch(/^mine: the best way is now Over south .* instead of Over north/);
    expect(answer.rivals.find((rival) => rival.corridor === "over-north")?.status).toBe("none");
    expect(answer.dataset.layers.map(({ name, kind }) => [name, kind])).toEqual([
      ["small", "base"],
      ["mine", "overlay"],
    ]);
  });

  it("that forbids the only way leaves none, and says what there was", () => {
    const dataset = smallCorridor(BASE, { mine: "embargo id=my-stop country=XD" });
    const answer = ask(dataset, trip);
    expect(answer.status === "none" && answer.reason).toBe(
      "No chain of open links and services joins East and West on 2026-12-01; closed to this cargo: Country XD, Not taken (my-stop).",
    );
    expect(answer.status === "none" && answer.overlayEffects).toEqual([
      expect.stringMatching(
        /^mine: without the overlay the best way costs USD 1,000 and takes 1\.7 days; with it there is none\.$/,
      ),
    ]);
  });

  it("with a rate card changes what is paid while it holds", () => {
    const card = "value rail-rate perKm 0.7 USD/km from=2026-11-01 to=2027-01-01";
    const answer = withOverlay(card, "rates");
    expect(answer.options[0]?.costUsd.mean).toBeCloseTo(700, 6);
    expect(answer.overlayEffects).toContain("rates: the best way costs USD 700 instead of USD 1,000.");
    const later = askOk(smallCorridor(BASE, { rates: card }), { ...trip, depart: "2027-02-01" });
    expect(later.options[0]?.costUsd.mean).toBeCloseTo(1000, 6);
    expect(later.overlayEffects).toEqual(["rates: changed nothing in this answer."]);
  });

  it("may add a surcharge of its own", () => {
    const answer = withOverlay("rate trains perUnit=$50/TEU kind=surcharge party=forwarder id=my-surcharge");
    expect(answer.options[0]?.costUsd.mean).toBeCloseTo(1100, 6);
  });

  it("with a condition of the week says how much later one arrives", () => {
    const answer = withOverlay("condition north extra-delay value=24", "week-49");
    expect(answer.overlayEffects).toContain("week-49: the best way takes 2.7 days on average instead of 1.7 days.");
  });

  it("that closes a corridor nobody would have taken is told all the same", () => {
    const dear = `${BASE}\nrate trains perUnit=$9000 country=XC id=toll`;
    const answer = askOk(smallCorridor(dear, { mine: "embargo id=my-stop country=XC" }), trip);
    expect(answer.overlayEffects).toEqual([
      "mine: there is no way by Over south any more. Country XC is closed to this cargo: Not taken (my-stop).",
    ]);
  });

  it("may open a way that was not there", () => {
    const answer = withOverlay(`
      place port XA
      link east port rail/1520 100km
      link port west rail/1520 100km`);
    expect(answer.options[0]?.km).toBe(200);
    expect(answer.overlayEffects[0]).toMatch(/^mine: the best way is now another way/);
  });

  it("leaves the base alone", () => {
    const dataset = smallCorridor(BASE, { mine: "embargo id=my-stop link=north--west--rail" });
    expect(askOk(dataset.withoutOverlays?.() ?? dataset, trip)).toEqual(askOk(smallCorridor(BASE), trip));
    expect(askOk(smallCorridor(BASE), trip).overlayEffects).toEqual([]);
  });

  it("gives the result another hash, the same overlay the same one", () => {
    const hash = (lines?: string) => smallCorridor(BASE, lines === undefined ? {} : { mine: lines }).hash;
    const card = "value rail-rate perKm 0.7 USD/km";
    expect(hash(card)).toBe(hash(card));
    expect(new Set([hash(), hash(card), hash("value rail-rate perKm 0.8 USD/km")]).size).toBe(3);
  });

  it("stacks: the later one wins", () => {
    const dataset = smallCorridor(BASE, {
      first: "value rail-rate perKm 0.7 USD/km",
      second: "value rail-rate perKm 0.9 USD/km",
    });
    const answer = askOk(dataset, trip);
    expect(answer.options[0]?.costUsd.mean).toBeCloseTo(900, 6);
    expect(answer.overlayEffects[0]).toMatch(/^first, second: /);
  });
});
