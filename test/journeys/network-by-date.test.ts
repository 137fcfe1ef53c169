// The network of a date: what opens, closes and is suspended; closures known in advance; conditions of the week.

import { describe, expect, it } from "vitest";
import { askNone, best, journey, legsOf, placesOf } from "../ask.ts";
import { smallCorridor } from "../small-corridor.ts";

describe("the date of the network", () => {
  const changing = smallCorridor(`
    place east XA
    place old XA
    place valley XA
    place west XB
    link east old rail/1520 300km
    link old west rail/1520 300km
    link east valley rail/1520 300km
    link valley west rail/1520 400km
    link east west rail/1520 500km
    network trains rail/1520 25km/h
    access east rail
    access west rail
    status east--old--rail open .. 2022-01-01
    status east--west--rail under-construction 2025-01-01 2030-01-01
    status east--west--rail open 2030-01-01 ..
    status east--valley--rail suspended 2027-03-01 2027-06-01`);
  const way = (depart: string, date?: string) =>
    placesOf(best(changing, { from: "east", to: "west", depart, ...(date ? { date } : {}) })).join(" ");

  it("decides which links there are", () => {
    expect(way("2019-06-01")).toBe("east west");
    expect(legsOf(best(changing, { from: "east", to: "west", depart: "2019-06-01" }), "line-haul")[0]?.km).toBe(600);
    expect(legsOf(best(changing, { from: "east", to: "west", depart: "2026-12-01" }), "line-haul")[0]?.km).toBe(700);
    expect(legsOf(best(changing, { from: "east", to: "west", depart: "2031-01-01" }), "line-haul")[0]?.km).toBe(500);
  });

  it("may be another than that of the departure", () => {
    const option = best(changing, { from: "east", to: "west", depart: "2026-12-01", date: "2031-06-01" });
    expect(option.km).toBe(500);
    expect(option.arrival.p50).toBe("2026-12-01T20:00Z");
  });

  it("knows suspensions, and what opens again when", () => {
    const none = askNone(changing, { from: "east", to: "west", depart: "2027-04-01" });
    expect(none.reason).toBe(
      "The railway between East and Valley is suspended on 2027-04-01; it is expected from 2027-06-01.",
    );
    expect(none.relax.map(({ patch }) => patch)).toEqual([{ date: "2027-06-01" }]);
  });

  it("decides which services run", () => {
    const line = smallCorridor(`
      place a XA seaport
      place b XB seaport
      link a b sea 200km
      line ferry sea a,b 20km/h
      access a sea
      access b sea
      status ferry open 2022-04-01 ..`);
    expect(askNone(line, { from: "a", to: "b", depart: "2021-01-01" }).reason).toBe(
      "Ferry is planned on 2021-01-01; it is expected from 2022-04-01.",
    );
    expect(journey(line, { from: "a", to: "b", depart: "2022-04-01" })).toBe("access a · sea a>b 10h · access b");
  });

  it("decides which values hold", () => {
    const dated = smallCorridor(`
      place a XA
      place b XA
      link a b rail/1520 100km
      network trains rail/1520
      value trains speedKmh 20 km/h to=2025-01-01
      value trains speedKmh 40 km/h from=2025-01-01 to=2027-01-01
      value trains speedKmh 50 km/h from=2027-01-01
      access a rail
      access b rail`);
    const hours = (depart: string) => best(dated, { from: "a", to: "b", depart }).hours.mean;
    expect([hours("2024-12-31"), hours("2025-01-01"), hours("2027-01-01")]).toEqual([5, 2.5, 2]);
  });
});

const LINE = `
  place east XA
  place mid XA
  place port XA seaport
  place over XB seaport
  link east mid rail/1520 400km
  link mid port rail/1520 400km
  link port over sea 400km
  network trains rail/1520 40km/h
  line ferry sea port,over 20km/h
  access east rail 6h
  access over sea 5h
  lift port rail sea 8h`;
const trip = { from: "east", to: "over", depart: "2026-12-01" };

describe("closures known in advance", () => {
  const closed = (...lines: string[]) => smallCorridor(`${LINE}\n${lines.join("\n")}`);

  it("hold back what comes to a closed link, and nothing that has passed before", () => {
    const works = closed("closure mid--port--rail 2026-12-02 2026-12-04");
    expect(journey(works, trip)).toBe(
      "access east 6h · rail east>mid 10h · rail mid>port 10h · terminal port 8h · sea port>over 20h · access over 5h",
    );
    // At the works on 2 December 12:00, a day and a half before they end.
    expect(journey(works, { ...trip, departHour: 20 })).toBe(
      "access east 6h · rail east>mid 10h · wait mid 36h · rail mid>port 10h · terminal port 8h · sea port>over 20h · access over 5h",
    );
  });

  it("hold back at places, for services, and where the cargo is to be handled", () => {
    const held = (subject: string) => {
      const option = best(closed(`closure ${subject} 2026-12-01 2026-12-05`), { ...trip, depart: "2026-11-30" });
      return legsOf(option, "wait").map((leg) => `${leg.from} ${Math.round(leg.hours)}`);
    };
    // Without a closure: mid 30 November 16:00, port 1 December 02:00 to 10:00, over 2 December 06:00.
    expect(held("port")).toEqual(["port 94"]);
    expect(held("ferry")).toEqual(["port 86"]);
    expect(held("over")).toEqual(["over 66"]);
    expect(held("trains")).toEqual([]);
  });

  it("may follow one another", () => {
    const twice = closed("closure port 2026-12-02 2026-12-03", "closure ferry 2026-12-03 2026-12-06");
    // In the port on 2 December 02:00; handled on the 3rd from midnight to 08:00; the ship sails on the 6th.
    expect(legsOf(best(twice, trip), "wait").map((leg) => leg.hours)).toEqual([
      expect.closeTo(22, 6),
      expect.closeTo(64, 6),
    ]);
  });

  it("that are in force at departure hold back only who comes before they end", () => {
    // At Mid on 1 December 16:00, 56 hours before that closure ends; in the port two hours after the other has ended.
    const longer = best(closed("closure mid--port--rail 2026-11-30 2026-12-04"), trip);
    expect(legsOf(longer, "wait").map((leg) => [leg.from, leg.hours])).toEqual([["mid", expect.closeTo(56, 6)]]);
    const sooner = best(closed("closure port 2026-11-30 2026-12-02"), trip);
    expect(legsOf(sooner, "wait")).toEqual([]);
    expect(sooner.hours.mean).toBeCloseTo(59, 6);
  });

  it("for longer than anybody waits count as closed: the reason and the end are told", () => {
    const none = askNone(closed("closure mid--port--rail 2026-11-30 2027-01-04"), trip);
    expect(none.reason).toBe(
      "The railway between Mid and Port is closed on 2026-12-01; it is expected from 2027-01-04.",
    );
    expect(none.relax.map(({ patch }) => patch)).toEqual([{ date: "2027-01-04" }]);
  });

  it("of a place on the way of a ship close its way", () => {
    const canal = smallCorridor(`
      place a XA seaport
      place canal XB sea-waypoint
      place b XC seaport
      link a canal sea 200km
      link canal b sea 200km
      line ferry sea a,b 20km/h
      access a sea
      access b sea
      closure canal 2026-11-01 2027-02-01`);
    expect(askNone(canal, { from: "a", to: "b", depart: "2026-12-01" }).reason).toBe(
      "Canal is closed on 2026-12-01; it is expected from 2027-02-01.",
    );
  });
});

describe("conditions of the week", () => {
  const now = (...lines: string[]) => smallCorridor(`${LINE}\n${lines.join("\n")}`);
  const waitOf = (line: string, more = "") => best(now(line, more), trip).hours.mean - 59;

  it("delay once, wherever they are met", () => {
    expect(best(now(), trip).hours.mean).toBeCloseTo(59, 6);
    for (const subject of [
      "east",
      "mid",
      "port",
      "over",
      "east-rail",
      "port-rail-sea",
      "east--mid--rail",
      "ferry",
      "trains",
    ]) {
      expect(waitOf(`condition ${subject} extra-delay value=24`), subject).toBeCloseTo(24, 6);
    }
  });

  it("delay at a border, at a terminal without a dwell of its own, and a ship with a timetable", () => {
    const frontier = `border * XA XB sea`;
    expect(waitOf("condition border-any-xa-xb-sea extra-delay value=24", frontier)).toBeCloseTo(24, 6);
    const timed =
      smallCorridor(`${LINE.replace("line ferry sea port,over 20km/h", "line ferry sea port,over 20km/h timetable=Fri_00:00")}
      condition ferry extra-delay value=2 unit=day`);
    // Ready on Wednesday 10:00, sails on Friday 00:00 two days late.
    expect(best(timed, trip).hours.mean).toBeCloseTo(6 + 20 + 8 + 38 + 48 + 20 + 5, 6);
  });

  it("say where they come from", () => {
    const option = best(now("condition mid extra-delay value=24 note=Snow_on_the_line"), trip);
    const [wait] = legsOf(option, "wait");
    expect(wait).toMatchObject({
      from: "mid",
      timeBasis: "+ 24 h now: Snow on the line",
      sources: ["assumption:test"],
    });
  });

  it("end when they end, and count hours only", () => {
    expect(waitOf("condition mid extra-delay value=24 from=2026-11-01 to=2026-12-01")).toBeCloseTo(0, 6);
    expect(waitOf("condition mid queue value=10 unit=h")).toBeCloseTo(10, 6);
    expect(waitOf("condition mid queue value=700 unit=count")).toBeCloseTo(0, 6);
  });

  it("close what is closed now", () => {
    // In the port on 2 December 02:00, handled once the gale is over.
    const waits = legsOf(best(now("condition port closed from=2026-11-20 to=2026-12-06 note=Gale"), trip), "wait");
    expect(waits.map((leg) => [leg.from, leg.hours])).toEqual([["port", expect.closeTo(94, 6)]]);
    const none = askNone(now("condition port closed from=2026-11-20 to=2027-02-01 note=Gale"), trip);
    expect(none.reason).toBe("Port is closed on 2026-12-01; it is expected from 2027-02-01.");
  });
});
