import { describe, expect, it } from "vitest";
import { instantOfLocal, zoneOffsetHours } from "./local-time.ts";
import { instant } from "./units.ts";

describe("offsets of zones", () => {
  it.each([
    ["UTC", "2026-07-01", 0],
    ["Asia/Muscat", "2026-07-01", 4],
    ["Asia/Kathmandu", "2026-07-01", 5.75],
    ["Europe/Oslo", "2026-03-29T00:59:59Z", 1],
    ["Europe/Oslo", "2026-03-29T01:00:00Z", 2],
    ["America/Halifax", "2026-11-01T04:59:59Z", -3],
    ["America/Halifax", "2026-11-01T05:00:00Z", -4],
    ["Asia/Pyongyang", "2018-05-04T14:59:00Z", 8.5],
    ["Asia/Pyongyang", "2018-05-04T15:00:00Z", 9],
    // Changes twice around Ramadan, within five weeks.
    ["Africa/Casablanca", "2026-02-01", 1],
    ["Africa/Casablanca", "2026-03-01", 0],
    ["Africa/Casablanca", "2026-04-01", 1],
  ])("%s at %s: %d h", (zone, at, offset) => expect(zoneOffsetHours(zone, instant(at))).toBe(offset));

  it("local time and back, every 7 hours of three years", () => {
    for (const zone of ["Asia/Riyadh", "Europe/Oslo", "America/Asuncion", "Australia/Lord_Howe"]) {
      for (let at = instant("2021-01-01") as number; at < instant("2024-01-01"); at += 7) {
        const local = at + zoneOffsetHours(zone, at);
        const back = instantOfLocal(zone, local);
        // An hour that comes twice goes back to its first time.
        if (Math.abs(back - at) > 1e-9) expect(back + zoneOffsetHours(zone, back)).toBeCloseTo(local, 9);
      }
    }
  });

  it("refuses an unknown zone", () => {
    expect(() => zoneOffsetHours("Nowhere/Land", 0)).toThrow(RangeError);
  });
});
