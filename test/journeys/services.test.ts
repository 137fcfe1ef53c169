// Waiting for services: timetables, headways, ships that sail when full, storage while one waits, storms.

import { describe, expect, it } from "vitest";
import { best, journey, legsOf } from "../ask.ts";
import { smallCorridor } from "../small-corridor.ts";

/** By rail to a port (ready there 24 hours after departure) and over a sea. 1 December 2026 is a Tuesday. */
const TO_THE_PORT = `
  place east XA
  place port XA seaport
  place over XB seaport
  link east port rail/1435 400km
  link port over sea 400km
  network trains rail/1435 40km/h
  access east rail 6h
  access over sea 5h`;
const LIFT = "\nlift port rail sea 8h";
const ferry = (line: string) => smallCorridor(`${TO_THE_PORT}${LIFT}\nline ferry sea port,over 20km/h ${line}`);
const trip = { from: "east", to: "over", depart: "2026-12-01" };
const waitAt = (place: string, option: ReturnType<typeof best>) =>
  legsOf(option, "wait").filter((leg) => leg.from === place && leg.service === "ferry")[0]?.waitHours ?? Number.NaN;

describe("a timetable", () => {
  const weekly = ferry("timetable=Thu_06:00");

  it("is waited for to the hour", () => {
    expect(journey(weekly, trip)).toBe(
      "access east 6h · rail east>port 10h · terminal port 8h · wait port 30h · sea port>over 20h · access over 5h",
    );
  });

  it("makes a week of difference when the sailing is just missed", () => {
    const caught = best(weekly, { ...trip, depart: "2026-12-02", departHour: 6 });
    const missed = best(weekly, { ...trip, depart: "2026-12-02", departHour: 7 });
    expect(waitAt("port", caught)).toBeCloseTo(0, 6);
    expect(waitAt("port", missed)).toBeCloseTo(167, 6);
    expect(Date.parse(missed.arrival.p50) - Date.parse(caught.arrival.p50)).toBe(168 * 3_600_000);
  });

  it("gives the same arrival to all who catch the same sailing", () => {
    const early = best(weekly, trip);
    const late = best(weekly, { ...trip, departHour: 20 });
    expect(late.arrival.p50).toBe(early.arrival.p50);
    expect(early.hours.mean - late.hours.mean).toBeCloseTo(20, 6);
  });

  it("is in the local time of its zone", () => {
    expect(waitAt("port", best(ferry("timetable=Thu_06:00 zone=Etc/GMT-4"), trip))).toBeCloseTo(26, 6);
  });

  it("states the departures of the first call; at later calls they come later by the time to get there", () => {
    // 200 km at 20 km/h from the first call, and five hours in the port: Thursday 06:00 is Thursday 21:00 here.
    const line = smallCorridor(`${TO_THE_PORT}${LIFT}
      place first XA seaport
      link first port sea 200km
      line ferry sea first,port,over 20km/h timetable=Thu_06:00
      value ferry callHours 5 h`);
    expect(waitAt("port", best(line, trip))).toBeCloseTo(45, 6);
  });
});

describe("a headway", () => {
  it("is waited for half of it when departures are even, and all of it when they come at random", () => {
    expect(waitAt("port", best(ferry("headway=48h"), trip))).toBeCloseTo(24, 6);
    expect(waitAt("port", best(ferry("headway=48h spread=1"), trip))).toBeCloseTo(48, 6);
    expect(waitAt("port", best(ferry("weekly=7"), trip))).toBeCloseTo(12, 6);
  });

  it("is waited for again when the departure is missed", () => {
    // Missed once, twice, thrice, four times at most: 48 h × (0.1875 + 2 × 0.046875 + 3 × 0.01171875 + 4 × 0.00390625).
    expect(waitAt("port", best(ferry("headway=48h missed=0.25"), trip))).toBeCloseTo(24 + 48 * 0.33203125, 1);
  });

  it("may differ by the place where one boards", () => {
    const both = smallCorridor(`${TO_THE_PORT}${LIFT}
      line ferry sea port,over 20km/h headway=48h
      value ferry>port headwayHours 24 h`);
    expect(waitAt("port", best(both, trip))).toBeCloseTo(12, 6);
  });
});

describe("a ship that sails when full", () => {
  it("is waited for as the closed form says", () => {
    // Two units a day, room for ten, at most three days after the first: 1.6269 days.
    expect(waitAt("port", best(ferry("full=10unit patience=72h arrivals=2"), trip)) / 24).toBeCloseTo(1.6269, 3);
  });

  it("fills faster in the months when more arrives", () => {
    const seasonal = smallCorridor(`${TO_THE_PORT}${LIFT}
      line ferry sea port,over 20km/h full=10unit patience=72h
      value ferry arrivalsPerDay 2 unit/day months=7
      value ferry arrivalsPerDay 20 unit/day months=12`);
    const july = best(seasonal, { ...trip, depart: "2026-07-01" });
    const december = best(seasonal, trip);
    expect(waitAt("port", july) / 24).toBeCloseTo(1.6269, 3);
    // Patience plays no part any more: (10 − 1) / (2 × 20) days.
    expect(waitAt("port", december) / 24).toBeCloseTo(0.225, 3);
    expect(july.hours.p95).toBeGreaterThan(december.hours.p95 + 24);
  });

  it("has its berth to be waited for as well", () => {
    const free = waitAt("port", best(ferry("full=10unit patience=72h arrivals=20"), trip));
    const scarce = waitAt("port", best(ferry("full=10unit patience=72h arrivals=20 ships=48h"), trip));
    expect(scarce).toBeGreaterThan(24);
    expect(scarce).toBeLessThan(24 + free);
  });
});

describe("storage", () => {
  const stored = (line: string, lift = "free=24h storage=$24") =>
    smallCorridor(`${TO_THE_PORT}\nlift port rail sea 8h ${lift}\nline ferry sea port,over 20km/h ${line}`);
  const storageUsd = (option: ReturnType<typeof best>) => legsOf(option, "storage")[0]?.costUsd;

  it("is charged for dwell and wait beyond the free time", () => {
    // 8 h in the yard and 30 h for the ship, 24 of them free, a dollar an hour.
    expect(storageUsd(best(stored("timetable=Thu_06:00"), trip))).toBeCloseTo(14, 6);
  });

  it("is the mean over what the wait may be, not the charge of the mean wait", () => {
    // Waits even over 96 h, 16 of them free: 80² / (2 × 96) hours.
    expect(storageUsd(best(stored("headway=96h"), trip))).toBeCloseTo(80 ** 2 / 192, 2);
  });

  it("follows the sailing that is really caught, where the average week would be free", () => {
    const option = best(stored("timetable=Thu_06:00", "free=100h storage=$24"), { ...trip, depart: "2026-12-03" });
    // Ready on Friday 00:00, sails on Thursday 06:00: 150 h, and 8 h before them, of which 100 h are free.
    expect(storageUsd(option)).toBeCloseTo(58, 6);
    expect(option.costUsd.parts.find((part) => part.kind === "storage")?.usd.high).toBeCloseTo(58, 6);
    expect(option.costUsd.high).toBeGreaterThanOrEqual(58);
  });
});

describe("storms", () => {
  const stormy = smallCorridor(`${TO_THE_PORT}${LIFT}
    line ferry sea port,over 20km/h causes=gale
    cause gale places=port;over
    value gale meanOpenHours 90 h months=11-3
    value gale meanClosedHours 36 h months=11-3
    value gale meanOpenHours 900 h months=4-10
    value gale meanClosedHours 10 h months=4-10`);
  const stormWaits = (depart: string) =>
    legsOf(best(stormy, { ...trip, depart }), "wait").map((leg) => ({ place: leg.from, hours: leg.hours }));

  it("close the port of departure for the share of time the month knows, and the port of arrival as its weather allows", () => {
    const closed = 36 / 126;
    const again = closed * (1 - Math.exp(-(1 / 90 + 1 / 36) * 20));
    expect(stormWaits("2026-12-01")).toEqual([
      { place: "port", hours: expect.closeTo(closed * 36, 2) },
      { place: "over", hours: expect.closeTo(again * 36, 1) },
    ]);
  });

  it("are rarer in summer", () => {
    const [summer] = stormWaits("2026-07-01");
    expect(summer?.hours).toBeCloseTo((10 / 910) * 10, 3);
  });
});

describe("the speed of a line", () => {
  it("is that of through trains: wagons that are sorted gain nothing by a faster one", () => {
    const hours = (linkKmh: number, cargo: string) =>
      best(
        smallCorridor(`
          place east XA
          place west XA
          link east west rail/1435 400km
          network block rail/1435 40km/h class=block cargo=20ft;40ft;40hc
          network mixed rail/1435 20km/h class=wagonload cargo=wagon
          value east--west--rail speedKmh ${linkKmh} km/h
          access east rail
          access west rail`),
        { from: "east", to: "west", depart: "2026-12-01", cargo },
      ).hours.mean;
    expect([hours(80, "40ft"), hours(80, "wagon")]).toEqual([5, 20]);
    expect([hours(10, "40ft"), hours(10, "wagon")]).toEqual([40, 40]);
  });
});
