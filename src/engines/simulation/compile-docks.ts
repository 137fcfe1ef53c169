// Docks and fleets, from a model's words to rows: who takes a load from which queues and when it departs, and the stops that
// vessels go round.

import type { Times } from "./distribution.ts";
import { DOCK_OF, type FlatDock, type FlatFleet } from "./flat-model.ts";
import type { Leaves, StopSpec, VesselBlock } from "./model.ts";
import type { ModelNames } from "./model-names.ts";

/** Each is an entity for the whole run, and those that wait at a port are looked at one by one. */
const MOST_VESSELS = 10_000;

export class DockCompiler {
  readonly #known: ModelNames;
  readonly docks: FlatDock[] = [];
  readonly #ports: string[] = [];
  /** By block: the docks that take from it. */
  readonly docksOf: number[][];

  constructor(known: ModelNames) {
    this.#known = known;
    this.docksOf = known.names.map(() => []);
  }

  /** A fleet and its docks. */
  fleet(spec: VesselBlock, block: number): FlatFleet {
    const reader = this.#known.reader;
    const name = this.#known.names[block];
    const at = `blocks.${name}`;
    const capacity = this.#known.capacity(spec.capacity, `${at}.capacity`);
    const vessels = spec.vessels === undefined ? 1 : this.#known.capacity(spec.vessels, `${at}.vessels`);
    if (vessels > MOST_VESSELS)
      reader.say(
        "out-of-range",
        `${at}.vessels`,
        `${at}.vessels is ${vessels}; at most ${MOST_VESSELS} are possible.`,
        "Give a smaller value.",
      );
    if (spec.stops.length === 0) reader.say("missing", `${at}.stops`, `${name} has no stops.`, "Give at least one.");
    const later = (spec.capacityFrom ?? []).flatMap((step, i) => [
      reader.amount(step.at, `${at}.capacityFrom.${i}.at`, 0),
      this.#known.capacity(step.capacity, `${at}.capacityFrom.${i}.capacity`),
    ]);
    const mostLater = Float64Array.from(later);
    const stops = spec.stops.map((stop, s) => this.#stop(stop, s, block, { capacity, mostLater }, `${at}.stops.${s}`));
    if (stops.length > 0 && stops.every(({ sailLaw }) => reader.isZero(sailLaw)))
      reader.say("no-delay", `${at}.stops`, `${name} goes round in no time.`, "Give at least one stop a sail above 0.");
    if (spec.stops.some(({ loads }) => loads !== undefined) && !spec.stops.some(({ lands }) => lands !== undefined))
      reader.say(
        "missing",
        `${at}.stops`,
        `${name} takes entities aboard and lands them nowhere.`,
        "Give a stop `lands`.",
      );
    return { name, block, vessels, capacity, stops };
  }

  #stop(
    stop: StopSpec,
    s: number,
    fleet: number,
    { capacity: whole, mostLater: later }: { readonly capacity: number; readonly mostLater: Float64Array<ArrayBuffer> },
    at: string,
  ): FlatFleet["stops"][number] {
    const reader = this.#known.reader;
    const law = (times: Times | undefined, place: string): number => {
      const row = times === undefined ? -1 : reader.law(times, `${at}.${place}`);
      return reader.isZero(row) ? -1 : row;
    };
    const sources = stop.loads === undefined ? [] : typeof stop.loads === "string" ? [stop.loads] : stop.loads;
    const stores = sources.map((name) => this.#known.number(this.#known.names, name, "queue", `${at}.loads`));
    for (const [i, b] of stores.entries()) {
      const spec = this.#known.specs[b];
      if (spec.block !== "queue" || spec.to !== undefined)
        reader.say(
          "wrong-kind",
          `${at}.loads`,
          `${sources[i]} is no queue that waits for a vessel.`,
          "Vessels load from a queue without `to`.",
        );
    }
    const name = `${this.#known.names[fleet]} at ${sources.join(" and ")}`;
    const here = stop.most === undefined ? whole : this.#known.capacity(stop.most, `${at}.most`);
    const capacity = Math.min(whole, here);
    // Where the capacity changes, it is as much less in proportion.
    const share = capacity / whole;
    const mostLater = later.map((value, i) => (i % 2 === 1 ? Math.max(1, Math.round(share * value)) : value));
    return {
      dock: stores.length === 0 ? -1 : this.dock(name, stores, stop, capacity, DOCK_OF.VESSEL, fleet, s, at, mostLater),
      lands: stop.lands === undefined ? -1 : this.#known.target(stop.lands, `${at}.lands`),
      unloadingLaw: law(stop.unloading, "unloading"),
      loadingLaw: law(stop.loading, "loading"),
      unloadingEachHours:
        stop.unloadingEach === undefined ? 0 : reader.amount(stop.unloadingEach, `${at}.unloadingEach`, 0),
      loadingEachHours: stop.loadingEach === undefined ? 0 : reader.amount(stop.loadingEach, `${at}.loadingEach`, 0),
      sailLaw: reader.law(stop.sail, `${at}.sail`),
      berth: stop.berth === undefined ? -1 : this.#known.number(this.#known.stocks, stop.berth, "stock", `${at}.berth`),
      condition: stop.closures === undefined ? -1 : this.#known.condition(stop.closures, `${at}.closures`),
      admits: stop.admits ?? true,
      port: stop.port === undefined ? -1 : this.#port(stop.port),
    };
  }

  #port(name: string): number {
    const known = this.#ports.indexOf(name);
    return known >= 0 ? known : this.#ports.push(name) - 1;
  }

  /** A dock of a batch, a bulk server or a stop. */
  dock(
    name: string,
    sources: readonly number[],
    spec: { least?: number | string; leaves?: Leaves; closures?: readonly string[]; boards?: string },
    mostAmount: number | string,
    ownerKind: number,
    owner: number,
    stop: number,
    at: string,
    mostLater = new Float64Array(0),
  ): number {
    const reader = this.#known.reader;
    const most = this.#known.capacity(mostAmount, ownerKind === DOCK_OF.VESSEL ? `${at}.capacity` : `${at}.most`);
    const leaves = spec.leaves ?? "full";
    const isTimetable = typeof leaves === "object" && "timetable" in leaves;
    const usual = isTimetable && ownerKind === DOCK_OF.VESSEL ? 0 : leaves === "full" ? most : 1;
    const least =
      spec.least === undefined ? usual : reader.whole(spec.least, `${at}.least`, ownerKind === DOCK_OF.VESSEL ? 0 : 1);
    if (least > most)
      reader.say(
        "wrong-value",
        `${at}.least`,
        `${at} waits for ${least} but takes at most ${most}.`,
        "Give a smaller least.",
      );
    const every = isTimetable ? reader.positive(leaves.timetable.every, `${at}.leaves.timetable.every`) : 0;
    const first = isTimetable && leaves.timetable.first !== undefined ? leaves.timetable.first : every;
    const dock: FlatDock = {
      name,
      sources,
      least,
      most,
      mostLater,
      boards: spec.boards === undefined ? -1 : this.#known.target(spec.boards, `${at}.boards`),
      patienceLaw:
        typeof leaves === "object" && "patience" in leaves ? reader.law(leaves.patience, `${at}.leaves.patience`) : -1,
      isAtOnce: leaves === "at-once",
      every,
      first: reader.amount(first, `${at}.leaves.timetable.first`, 0),
      condition: spec.closures === undefined ? -1 : this.#known.condition(spec.closures, `${at}.closures`),
      ownerKind,
      owner,
      stop,
    };
    this.docks.push(dock);
    for (const source of sources) this.docksOf[source].push(this.docks.length - 1);
    return this.docks.length - 1;
  }
}
