import { describe, expect, it } from "vitest";
import { smallCorridor } from "../../../../test/small-corridor.ts";
import { cdfOf, meanOf } from "../../../model/distribution.ts";
import { id, type ServiceId } from "../../../model/ids.ts";
import { instant, tonnes } from "../../../model/units.ts";
import { fullOrTimeoutWait } from "../../../model/waiting.ts";
import type { Consignment } from "./consignment.ts";
import { departureWaits } from "./departures.ts";

const consignment: Consignment = {
  cargo: "40ft",
  units: 2,
  teu: 4,
  tonnes: tonnes(40),
  grossTonnes: tonnes(48),
  commodity: "",
  dangerous: false,
  reefer: false,
};

function waitOf(line: string, more = "", place = "a", goods: Partial<Consignment> = {}) {
  const dataset = smallCorridor(`
    place a XA seaport
    place b XB seaport
    link a b sea 100km
    line ferry sea a,b 20km/h ${line}
    ${more}`);
  const ferry = dataset.services.get(id<ServiceId>("ferry"));
  if (!ferry) throw new Error("expected the ferry");
  return departureWaits(dataset, { ...consignment, ...goods }, instant("2026-12-01"))(ferry, place);
}

describe("the wait", () => {
  it("is none for what leaves on demand, or when the data do not say", () => {
    expect(waitOf("")).toBeUndefined();
    expect(waitOf("full=10unit patience=72h")).toBeUndefined();
  });

  it("for a timetable has the moments of an arrival at any time of the week", () => {
    // Gaps of 48 and 120 hours: E[W] = Σg² / 2·168, E[W²] = Σg³ / 3·168.
    const wait = waitOf("timetable=Mon_06:00;Wed_06:00");
    const mean = (48 ** 2 + 120 ** 2) / 336;
    expect(wait?.meanHours).toBeCloseTo(mean, 9);
    expect(wait?.varianceHours).toBeCloseTo((48 ** 3 + 120 ** 3) / 504 - mean ** 2, 9);
    expect(wait?.timetable?.longestGapHours).toBe(121);
    expect(wait?.timetable?.next(instant("2026-12-01"))).toBe(instant("2026-12-02") + 6);
  });

  it("for a headway is its residual, by week or by hours, at the place before the service as a whole", () => {
    expect(waitOf("weekly=2")?.meanHours).toBeCloseTo(42, 9);
    expect(waitOf("headway=30h spread=0.5")?.meanHours).toBeCloseTo(15 * 1.25, 9);
    expect(waitOf("headway=30h", "value ferry>a headwayHours 10 h", "a")?.meanHours).toBeCloseTo(5, 9);
    expect(waitOf("headway=30h", "value ferry>a headwayHours 10 h", "b")?.meanHours).toBeCloseTo(15, 9);
  });
});

describe("a ship that sails when full", () => {
  const exact = (capacity: number, units: number, arrivalsPerDay: number) =>
    fullOrTimeoutWait({ capacity, units, arrivalsPerHour: arrivalsPerDay / 24, patienceHours: 72 }).meanHours;

  it("counts the consignment in the unit of its room", () => {
    expect(waitOf("full=20unit patience=72h arrivals=12")?.meanHours).toBeCloseTo(exact(20, 2, 12), 1);
    expect(waitOf("full=20TEU patience=72h arrivals=12")?.meanHours).toBeCloseTo(exact(20, 4, 12), 1);
    expect(waitOf("full=20FEU patience=72h arrivals=12")?.meanHours).toBeCloseTo(exact(20, 2, 12), 1);
    expect(waitOf("full=200t patience=72h arrivals=120")?.meanHours).toBeCloseTo(exact(200, 40, 120), 1);
  });

  it("leaves at once with a consignment that fills it", () => {
    expect(waitOf("full=4TEU patience=72h arrivals=0.0001")?.meanHours).toBeLessThan(0.5);
  });

  it("waits for the later of the batch and the ship: P(max ≤ t) = F(t) G(t)", () => {
    // The batch is full within minutes, so that the ship alone is waited for.
    expect(waitOf("full=10unit patience=72h arrivals=5000 ships=40h")?.meanHours).toBeCloseTo(20, 0);
    const wait = waitOf("full=10unit patience=72h arrivals=6 ships=40h");
    const batch = fullOrTimeoutWait({ capacity: 10, units: 2, arrivalsPerHour: 0.25, patienceHours: 72 });
    const [law] = wait?.parts ?? [];
    if (!law) throw new Error("expected a law");
    for (const hours of [5, 15, 25, 35]) {
      expect(Math.abs(cdfOf(law, hours) - batch.cdf(hours) * Math.min(1, hours / 40))).toBeLessThan(0.02);
    }
    expect(meanOf(law)).toBeCloseTo(wait?.meanHours ?? 0, 9);
  });

  it("cites every number it rests on", () => {
    const wait = waitOf("full=10unit patience=72h arrivals=6 ships=40h");
    expect(wait?.sources).toHaveLength(4);
    expect(wait?.timeBasis).toBe(
      "sails when full: 10 unit, assumed, 2026, or 72 h, assumed, 2026 after its first unit; arrivals 6 units a day, assumed, 2026; ships 40 h, assumed, 2026 apart",
    );
  });
});

it("a missed departure adds whole headways, geometrically, four at most", () => {
  const wait = waitOf("headway=40h missed=0.5");
  const rolled = 0.25 + 2 * 0.125 + 3 * 0.0625 + 4 * 0.0625;
  expect(wait?.meanHours).toBeCloseTo(20 + 40 * rolled, 1);
  const [law] = wait?.parts ?? [];
  if (!law) throw new Error("expected a law");
  // Caught at once in half of the cases: the share gone after one headway.
  expect(cdfOf(law, 40)).toBeCloseTo(0.5, 1);
  expect(cdfOf(law, 201)).toBeCloseTo(1, 9);
});
