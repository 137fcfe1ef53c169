// A route with the waits of a simulated run: the ship's wait is the run's, the rest stays, and what cannot be used is refused.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createServer } from "../src/api/index.ts";
import { layWaits, loadDataset } from "../src/data/index.ts";
import { reserveStore } from "../src/store/index.ts";
import { answerRoute } from "../src/wire/answer-route.ts";
import { readWaits } from "../src/wire/read-waits.ts";
import type { RouteOk } from "../src/wire/route.ts";
import { runKopru } from "./run-kopru.ts";

const input = { base: "dataset" };
const dataset = loadDataset(input);
const ASKED = { from: "xian", to: "baku", cargo: "40ft", depart: "2025-12-01", require: ["alat-port", "aktau-port"] };
const SETTING = { programVersion: "test", now: () => 0 };
const folder = mkdtempSync(path.join(tmpdir(), "kopru-waits-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const wait = (mean: number) => ({
  mean,
  low: null,
  high: null,
  level: 0.95,
  p50: 0.8 * mean,
  p80: 1.5 * mean,
  p95: 3 * mean,
});
const answer = (mean: number) => ({
  status: "ok",
  dataset: { layers: dataset.layers },
  scenario: { name: "Low water" },
  period: { from: "2025-11-01", to: "2026-03-01" },
  seed: 1,
  replications: 40,
  base: { crossings: [{ line: "feeder-aktau-alat", from: "aktau-port", settles: true, wait: wait(5) }] },
  changed: { crossings: [{ line: "feeder-aktau-alat", from: "aktau-port", settles: true, wait: wait(mean) }] },
});
const FILE = path.join(folder, "crossing.json");

const route = (of: typeof dataset): RouteOk => {
  const found = answerRoute(of, ASKED, SETTING);
  if (found.status !== "ok") throw new Error(JSON.stringify(found));
  return found;
};
const wayOf = ({ legs }: RouteOk["options"][number]) =>
  legs.flatMap(({ kind, service, from, to }) => (kind === "line-haul" ? [`${from} ${to} ${service}`] : [])).join(", ");
const shipOf = ({ options }: RouteOk) =>
  options.flatMap(({ legs }) => legs).find(({ kind, service }) => kind === "wait" && service === "feeder-aktau-alat");

describe("a route with simulated waits", () => {
  it("waits for the ship as long as the run, as surely, and says whose wait it is", () => {
    const before = route(dataset);
    const after = route(layWaits(dataset, readWaits(JSON.stringify(answer(200)), "a-run")));
    expect(before.waits).toBeNull();
    expect(shipOf(before)?.hours).not.toBeCloseTo(200, 1);
    const leg = shipOf(after);
    expect(leg?.hours).toBeCloseTo(200, 1);
    // Quantiles of the law that is nearest to P50, P80 and P95 of the run.
    expect(Math.abs((leg?.hoursP50 ?? 0) - 160)).toBeLessThan(32);
    expect(leg?.timeBasis).toContain("simulated: run a-run, 40 replications, Low water");
    expect(leg?.basis).toBe("derived");
    expect(after.waits).toMatchObject({ run: "a-run", scenario: "Low water", replications: 40, sameDataset: true });
    expect(after.waits?.crossings).toMatchObject([
      { service: "feeder-aktau-alat", from: "aktau-port", meanHours: 200 },
    ]);
    expect(after.dataset.hash).not.toBe(before.dataset.hash);
  });

  it("weather at the port is in the wait and not counted again; the rest of the way is what it was", () => {
    const before = route(dataset);
    const after = route(layWaits(dataset, readWaits(JSON.stringify(answer(shipOf(before)?.hours ?? 0)), "a-run")));
    const both = after.options.flatMap((option) => {
      const same = before.options.find((one) => wayOf(one) === wayOf(option));
      return same !== undefined && option.legs.some((leg) => leg.service === "feeder-aktau-alat")
        ? [[same, option]]
        : [];
    });
    expect(both.length).toBeGreaterThan(0);
    for (const [then, now] of both) {
      const rest = (legs: typeof now.legs) => legs.filter(({ kind }) => kind !== "wait").map(({ hours }) => hours);
      expect(rest(now.legs)).toEqual(rest(then.legs));
      const waitsAtPort = ({ legs }: typeof now) =>
        legs.filter(({ kind, from }) => kind === "wait" && from === "aktau-port");
      // The ship, gales of the sea and gales of the shore.
      expect(waitsAtPort(then)).toHaveLength(3);
      expect(waitsAtPort(now)).toHaveLength(1);
    }
  });

  it("of a scenario's run takes the scenario's waits, of one without the base's", () => {
    expect(readWaits(JSON.stringify(answer(200)), "a").waits[0].meanHours).toBe(200);
    expect(readWaits(JSON.stringify({ ...answer(200), changed: null }), "a")).toMatchObject({
      scenario: "",
      waits: [{ meanHours: 5 }],
    });
  });

  it("is not answered with assumed waits when asked for those of a run that nobody can look up", () => {
    expect(() => answerRoute(dataset, { ...ASKED, waits: "a-run" }, SETTING)).toThrow(/a-run cannot be used/);
  });

  it.each(["", "{}", "[1]", '{"status":"none"}', "nonsense"])("refuses %s as an answer", (text) => {
    expect(() => readWaits(text, "a")).toThrow(/cannot be used/);
  });

  it("kopru route --waits FILE; a file that is none, and a run that is not kept, are refused", async () => {
    writeFileSync(FILE, JSON.stringify(answer(120)));
    const line = [
      "route",
      "xian",
      "baku",
      "--cargo",
      "40ft",
      "--depart",
      "2025-12-01",
      "--require",
      "aktau-port,alat-port",
    ];
    const good = await runKopru(...line, "--waits", FILE, "--json");
    expect(good.exitCode).toBe(0);
    const found = JSON.parse(good.out) as RouteOk;
    expect(shipOf(found)?.hours).toBeCloseTo(120, 1);
    expect(found.waits?.run).toBe("crossing.json");
    const none = await runKopru(...line, "--waits", "nowhere.json", "--json");
    expect(none.exitCode).toBe(2);
    expect(JSON.parse(none.out).problems[0].code).toBe("unknown-run");
  }, 60_000);
});

describe("over HTTP", () => {
  const reservation = reserveStore({ folder: path.join(folder, "store") });
  let app: Awaited<ReturnType<typeof createServer>>;
  beforeAll(async () => {
    app = await createServer({
      dataset,
      input,
      programVersion: "test",
      requestsPerMinute: 0,
      store: reservation,
      workers: 0,
    });
  }, 60_000);
  afterAll(async () => {
    await app.close();
    reservation.release();
  }, 60_000);

  it("a run that is not there is said, at the field", async () => {
    for (const id of ["0190b1c2-0000-7000-8000-000000000000", "no-run"]) {
      const reply = await app.inject({ method: "POST", url: "/api/v1/route", payload: { ...ASKED, waits: id } });
      expect(reply.statusCode, reply.body).toBe(422);
      expect(reply.json()).toMatchObject({ status: "invalid", problems: [{ code: "unknown-run", place: "waits" }] });
    }
    const wrong = await app.inject({ method: "POST", url: "/api/v1/route", payload: { ...ASKED, waits: 5 } });
    expect(wrong.statusCode).toBe(400);
  }, 60_000);
});
