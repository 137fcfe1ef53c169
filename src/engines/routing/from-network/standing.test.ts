import { describe, expect, it } from "vitest";
import { smallCorridor } from "../../../../test/small-corridor.ts";
import { type InstantHours, instant, tonnes } from "../../../model/units.ts";
import type { Consignment } from "./consignment.ts";
import { type Movement, standing } from "./standing.ts";

const consignment: Consignment = {
  cargo: "40ft",
  units: 1,
  teu: 2,
  tonnes: tonnes(20),
  grossTonnes: tonnes(24),
  commodity: "grain",
  dangerous: true,
  reefer: false,
};
const PLACES = `
  place a XA
  place b XB
  place c XC
  link a b rail/1520
  link b c rail/1520
  good grain`;
const standingOf = (lines: string, depart = "2026-12-01", date = depart, goods: Partial<Consignment> = {}) =>
  standing(smallCorridor(`${PLACES}\n${lines}`), {
    consignment: { ...consignment, ...goods },
    depart: instant(depart),
    networkDate: instant(date),
  });

describe("closed windows", () => {
  const closures = `
    closure a 2026-12-20 2026-12-24
    closure a 2026-12-05 2026-12-06
    closure a 2026-11-01 2026-12-03
    closure a 2027-12-01 2027-12-02
    closure a 2026-12-28`;
  const days = (from: InstantHours | number) => (from - instant("2026-12-01")) / 24;

  it("are those that end after departure and are near enough to be met", () => {
    expect(
      standingOf(closures)
        .windowsOf("a")
        .map(({ fromHours, toHours }) => [days(fromHours), days(toHours)]),
    ).toEqual([
      [19, 23],
      [4, 5],
      [-30, 2],
    ]);
    expect(standingOf(closures).windowsOf("b")).toEqual([]);
  });

  it("do not belong to the network of another year", () => {
    expect(standingOf(closures, "2026-12-01", "2031-01-01").windowsOf("a")).toEqual([]);
  });

  it("of some days are met by the clock; longer ones shut what they close, and are remembered once", () => {
    expect(standingOf(closures).isOpen("a")).toBe(true);
    const covered = standingOf("closure a 2026-11-01 2027-01-03");
    expect([covered.isOpen("a"), covered.isOpen("a"), covered.isOpen("b")]).toEqual([false, false, true]);
    expect(covered.exclusions).toEqual([{ subject: "a", reason: "closure", detail: "", until: "2027-01-03" }]);
  });

  it("of the network of another year shut it on its date", () => {
    const other = standingOf("closure a 2030-12-20 2031-01-03", "2026-12-01", "2031-01-01");
    expect(other.isOpen("a")).toBe(false);
  });
});

describe("what is not open", () => {
  const until = (lines: string) => {
    const shut = standingOf(lines);
    expect(shut.isOpen("a--b--rail")).toBe(false);
    return shut.exclusions.map(({ reason, until: day }) => [reason, day]);
  };

  it("is remembered with the day it opens, when that is known", () => {
    expect(until("status a--b--rail open 2030-01-01 ..")).toEqual([["planned", "2030-01-01"]]);
    expect(until("status a--b--rail suspended 2026-06-01 2027-06-01")).toEqual([["suspended", "2027-06-01"]]);
    expect(until("status a--b--rail open .. 2022-01-01")).toEqual([["closed", undefined]]);
    expect(
      until("status a--b--rail suspended 2026-06-01 2027-06-01\nstatus a--b--rail suspended 2027-05-01 2028-01-01"),
    ).toEqual([["suspended", "2028-01-01"]]);
  });
});

describe("an embargo", () => {
  const ride = (from: string, to: string, more: Partial<Movement> = {}): Movement => ({
    link: `${from}--${to}--rail`,
    mode: "rail",
    fromPlace: from,
    toPlace: to,
    fromCountry: `X${from.toUpperCase()}`,
    toCountry: `X${to.toUpperCase()}`,
    ...more,
  });
  const forbids = (embargo: string, movement: Movement, goods: Partial<Consignment> = {}) =>
    standingOf(`embargo ${embargo}`, "2026-12-01", "2026-12-01", goods).embargoOn(movement) !== undefined;

  it("holds for the country in the direction it names", () => {
    const [into, outOf, past, within] = [
      ride("a", "b"),
      ride("b", "c"),
      ride("a", "c"),
      ride("b", "b", { fromCountry: "XB", toCountry: "XB" }),
    ];
    const cases = (direction: string) =>
      [into, outOf, past, within].map((movement) => forbids(`country=XB ${direction}`, movement));
    expect(cases("")).toEqual([true, true, false, true]);
    expect(cases("direction=in")).toEqual([true, false, false, false]);
    expect(cases("direction=out")).toEqual([false, true, false, false]);
    expect(cases("direction=transit")).toEqual([true, true, false, false]);
  });

  it("holds for a place in the direction it names", () => {
    const cases = (direction: string) =>
      [ride("a", "b"), ride("b", "c"), ride("a", "c")].map((movement) => forbids(`place=b ${direction}`, movement));
    expect(cases("")).toEqual([true, true, false]);
    expect(cases("direction=in")).toEqual([true, false, false]);
    expect(cases("direction=out")).toEqual([false, true, false]);
  });

  it("holds for a link, a mode, and the goods it names", () => {
    expect(forbids("link=a--b--rail", ride("a", "b"))).toBe(true);
    expect(forbids("link=a--b--rail", ride("b", "c"))).toBe(false);
    expect(forbids("mode=sea", ride("a", "b"))).toBe(false);
    expect(forbids("mode=rail cargo=dangerous", ride("a", "b"))).toBe(true);
    expect(forbids("mode=rail cargo=dangerous", ride("a", "b"), { dangerous: false })).toBe(false);
    expect(forbids("mode=rail cargo=reefer", ride("a", "b"))).toBe(false);
    expect(forbids("mode=rail cargo=grain", ride("a", "b"))).toBe(true);
    expect(forbids("mode=rail cargo=20ft", ride("a", "b"))).toBe(false);
  });

  it("holds from its first day to before its last, and says until when", () => {
    expect(forbids("mode=rail from=2026-12-01 to=2027-01-01", ride("a", "b"))).toBe(true);
    expect(forbids("mode=rail from=2026-12-02", ride("a", "b"))).toBe(false);
    expect(forbids("mode=rail to=2026-12-01", ride("a", "b"))).toBe(false);
    const shut = standingOf("embargo id=stop country=XB to=2027-01-01");
    shut.embargoOn(ride("a", "b"));
    expect(shut.exclusions).toEqual([
      { subject: "XB", reason: "embargo", detail: "Not taken (stop)", until: "2027-01-01" },
    ]);
  });
});
