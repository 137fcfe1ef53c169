// What those who waited waited for, found a second time and slowly: a watcher looks at everybody after each event and asks by the
// words of docs/models.md what he waits for until the next one. It knows from the test, not from the engine, which stops are of
// which port. And all waiting once more by what is left of the time from arrival when what takes time for certain is taken away.

import { expect, it } from "vitest";
import { stream } from "../../lib/random.ts";
import { buildModel } from "./build-model.ts";
import { compileModel } from "./compile-model.ts";
import { PLACE } from "./entity-rows.ts";
import { PHASE } from "./gauge-plan.ts";
import type { Kernel } from "./kernel.ts";
import { CAUSES, type Cause } from "./lost-time.ts";
import type { Leaves, StopSpec } from "./model.ts";
import { Replicator } from "./replication.ts";
import type { RunWatcher } from "./run.ts";

const PORTS = ["a", "b"] as const;
type Port = (typeof PORTS)[number];
const [BORDER_HOURS, UNLOADING_HOURS, LOADING_HOURS, SAIL_HOURS] = [1.5, 3, 2, 18];
const UNITS = 250;

interface Fleet {
  readonly name: string;
  readonly stops: readonly StopSpec[];
  /** Port of each stop. */
  readonly portOf: readonly Port[];
}

/** A crossing with two ports, some fleets, few berths, storms, a small yard and few platforms. */
function randomCrossing(seed: number) {
  const random = stream(seed, "a crossing");
  const pick = <T>(...values: readonly T[]): T => values[Math.floor(random() * values.length)];
  const isNamed = pick(true, false);
  const leaves = pick<Leaves>({ patience: 12 }, { patience: 40 }, "at-once");
  const fleet = (name: string): Fleet => {
    const isSplit = pick(true, false);
    const stops = PORTS.map((port): StopSpec[] => {
      const own = { closures: [`storm ${port}`], ...(isNamed ? { port } : {}) };
      const call = { ...own, admits: pick(true, false), berth: `berth ${port}` };
      const loads = { loads: `yard ${port}`, leaves, least: 0 };
      const lands = { lands: "off", unloading: UNLOADING_HOURS };
      return isSplit
        ? [
            { ...call, ...lands, sail: 0 },
            { ...own, ...loads, sail: 0 },
            { ...call, loading: LOADING_HOURS, sail: SAIL_HOURS },
          ]
        : [{ ...call, ...lands, ...loads, loading: LOADING_HOURS, sail: SAIL_HOURS }];
    });
    return { name, stops: stops.flat(), portOf: PORTS.flatMap((port) => (isSplit ? [port, port, port] : [port])) };
  };
  const fleets = pick(["one"], ["one", "two"]).map(fleet);
  let model = buildModel("crossing")
    .classes(...PORTS)
    .stock("platforms", { count: 40 })
    .seize("platform", { stock: "platforms", waitsFor: "wagon", to: "border" })
    .server("border", { servers: 1, service: BORDER_HOURS, waitsFor: "border", to: "ports" })
    .route("ports", { byClass: { a: "yard a", b: "yard b" }, otherwise: "yard a" })
    .release("off", { stock: "platforms", to: "out" })
    .sink("out");
  for (const port of PORTS)
    model = model
      .stock(`berth ${port}`, { count: 1 })
      .closures(`storm ${port}`, {
        open: { exponential: { mean: pick(30, 120) } },
        closed: { exponential: { mean: pick(6, 30) } },
      })
      .arrivals(`come ${port}`, { rate: pick(0.05, 0.1), count: UNITS, class: port, to: "platform" })
      .queue(`yard ${port}`, { waitsFor: "ship", ...pick({}, { room: 12 }) });
  for (const { name, stops } of fleets)
    model = model.vessel(name, { vessels: pick(1, 2, 3), capacity: pick(2, 5), stops });
  return { compiled: compileModel(model.build()), fleets };
}

class SlowObserver implements RunWatcher {
  /** By class and cause. */
  readonly hours = PORTS.map(() => Object.fromEntries(CAUSES.map((cause) => [cause, 0])) as Record<Cause, number>);
  readonly #names: readonly string[];
  readonly #fleets: readonly Fleet[];
  #since = 0;

  constructor(names: readonly string[], fleets: readonly Fleet[]) {
    this.#names = names;
    this.#fleets = fleets;
  }

  /** Nothing has changed since the event before: what everybody waited for then he has waited for until now. */
  before(k: Kernel): void {
    const { now } = k;
    const hours = now - this.#since;
    for (let e = 0; hours > 0 && e < k.entityCount; e++) {
      if (e < k.fleets.vesselCount) this.#ofVessel(k, e, hours);
      else if (k.placeOf[e] === PLACE.WAITING) this.#add(k, e, this.#ofQueue(k, k.blockOf[e]), hours);
      else if (k.placeOf[e] === PLACE.SERVED && this.#names[k.blockOf[e]] === "border")
        // Longer than its service takes: the yard behind is full, and the ship is what empties it.
        this.#add(k, e, "ship", Math.max(0, now - Math.max(this.#since, k.sinceAt[e] + BORDER_HOURS)));
    }
    this.#since = now;
  }

  #add(k: Kernel, e: number, cause: Cause | undefined, hours: number): void {
    if (cause !== undefined) this.hours[k.classOf[e]][cause] += hours;
  }

  #isShut(k: Kernel, port: Port): boolean {
    return k.closureClosed[k.flat.closures.findIndex(({ name }) => name === `storm ${port}`)] === 1;
  }

  #ofVessel(k: Kernel, v: number, hours: number): void {
    const phase = k.fleets.phaseOf[v];
    if (phase !== PHASE.WAITING_TO_ENTER && phase !== PHASE.WAITING_TO_LEAVE) return;
    const { stops, portOf } = this.#fleets[k.fleets.fleetOf[v]];
    const stop = k.fleets.stopOf[v];
    const isWeather =
      phase === PHASE.WAITING_TO_LEAVE || (stops[stop].admits === false && this.#isShut(k, portOf[stop]));
    for (let i = 0, e = k.firstAboard[v]; i < k.aboard[v]; i++, e = k.next[e])
      this.#add(k, e, isWeather ? "weather" : "berth", hours);
  }

  #ofQueue(k: Kernel, block: number): Cause {
    const name = this.#names[block];
    if (name === "platform") return "wagon";
    if (name === "border") return "border";
    const here = name.slice("yard ".length) as Port;
    const atPort = Array.from({ length: k.fleets.vesselCount }, (_, v) => {
      const { stops, portOf } = this.#fleets[k.fleets.fleetOf[v]];
      const stop = k.fleets.stopOf[v];
      return { phase: k.fleets.phaseOf[v], stop: stops[stop], port: portOf[stop], loads: stops[stop].loads };
    }).filter(({ port }) => port === here);
    const atDock = atPort.filter(({ loads }) => loads !== undefined);
    if (atDock.some(({ phase }) => phase === PHASE.WAITING_TO_LEAVE)) return "weather";
    if (atDock.some(({ phase }) => phase === PHASE.AT_DOCK)) return "ship";
    // Those that come; one that has loaded and goes for its berth again takes nobody any more.
    const outside = atPort.filter(
      ({ phase, stop, loads }) => phase === PHASE.WAITING_TO_ENTER && (loads !== undefined || stop.lands !== undefined),
    );
    if (outside.some(({ stop }) => stop.admits === false && this.#isShut(k, here))) return "weather";
    return outside.length > 0 ? "berth" : "ship";
  }
}

it("divides the waiting of random crossings as somebody who looks at everybody all the time", () => {
  const met = new Set<Cause>();
  for (let seed = 1; seed <= 24; seed++) {
    const { compiled, fleets } = randomCrossing(seed);
    const observer = new SlowObserver(compiled.flat.blocks.names, fleets);
    const record = new Replicator(compiled).run({ seed, index: 1, warmUpHours: 0, watcher: observer });
    expect(record.result.ended, `seed ${seed}`).toBe("empty");
    for (const c of PORTS.keys()) {
      const found = Object.fromEntries(CAUSES.map((cause, i) => [cause, record.lostHours[c * CAUSES.length + i]]));
      for (const cause of CAUSES) {
        expect(found[cause], `seed ${seed}, class ${c}, ${cause}`).toBeCloseTo(observer.hours[c][cause], 5);
        if (found[cause] > 1) met.add(cause);
      }
      const busy = BORDER_HOURS + LOADING_HOURS + SAIL_HOURS + UNLOADING_HOURS;
      const waited = record.sojournCount[c] * (record.sojournMean[c] - busy);
      expect(record.sojournCount[c]).toBe(UNITS);
      expect(Object.values(found).reduce((sum, hours) => sum + hours, 0)).toBeCloseTo(waited, 4);
    }
  }
  expect([...met].sort()).toEqual(["berth", "border", "ship", "wagon", "weather"]);
});
