// From a model's words to the flat columns of the kernel, with everything that is wrong found before anything runs: unknown
// names, places that nobody reaches, rings without delay, servers without capacity. What is asked of a model that is right but
// overloaded is in traffic.ts.

import { didYouMean } from "../../lib/nearest-word.ts";
import { InvalidInput } from "../../model/problem.ts";
import { checkWays } from "./check-ways.ts";
import { compileArrivals, readLevel } from "./compile-arrivals.ts";
import { compileClosure } from "./compile-closures.ts";
import { type CompiledRun, checkLength, compileRun } from "./compile-run.ts";
import type { Times } from "./distribution.ts";
import {
  DOCK_OF,
  type FlatBlocks,
  type FlatDock,
  type FlatFleet,
  type FlatModel,
  KIND,
  NO_LIMIT,
  ON_CLOSING,
} from "./flat-model.ts";
import { CAUSES } from "./lost-time.ts";
import type { ArrivalsBlock, Block, Leaves, SimulationModel, StopSpec, VesselBlock } from "./model.ts";
import { ModelReader } from "./model-reader.ts";
import { monthTable } from "./months.ts";

export interface CompiledModel {
  readonly flat: FlatModel;
  readonly run: CompiledRun;
  readonly parameters: Readonly<Record<string, number>>;
}

const MAX_BLOCKS = 10_000;
/** Each is an entity for the whole run, and those that wait at a port are looked at one by one. */
const MOST_VESSELS = 10_000;

const FLOW_KINDS: Readonly<Record<string, number>> = {
  arrivals: KIND.ARRIVALS,
  queue: KIND.SERVER,
  server: KIND.SERVER,
  delay: KIND.DELAY,
  gate: KIND.SERVER,
  seize: KIND.SERVER,
  release: KIND.RELEASE,
  batch: KIND.STORE,
  split: KIND.SPLIT,
  bulk: KIND.STORE,
  vessel: KIND.FLEET,
  route: KIND.ROUTE,
  mark: KIND.MARK,
  sink: KIND.SINK,
};

/**
 * A model ready to run.
 * @param changed values of parameters that take the place of those in the model
 * @throws InvalidInput with everything that is wrong
 */
export function compileModel(model: SimulationModel, changed: Readonly<Record<string, number>> = {}): CompiledModel {
  return new Compiler(model, changed).compile();
}

class Compiler {
  readonly #model: SimulationModel;
  readonly #reader: ModelReader;
  readonly #names: readonly string[];
  readonly #specs: readonly Block[];
  readonly #indexOf = new Map<string, number>();
  readonly #closures: string[];
  readonly #stocks: string[];
  readonly #conditions: number[][] = [];
  readonly #docks: FlatDock[] = [];
  readonly #docksOf: number[][];
  readonly #used = new Set<string>();

  constructor(model: SimulationModel, changed: Readonly<Record<string, number>>) {
    this.#model = model;
    this.#reader = new ModelReader(model, changed);
    const entries = Object.entries(model.blocks);
    const flow = entries.filter(([, { block }]) => Object.hasOwn(FLOW_KINDS, block));
    this.#names = flow.map(([name]) => name);
    this.#specs = flow.map(([, spec]) => spec);
    for (const [index, name] of this.#names.entries()) this.#indexOf.set(name, index);
    this.#closures = entries.filter(([, { block }]) => block === "closures").map(([name]) => name);
    this.#stocks = entries.filter(([, { block }]) => block === "stock").map(([name]) => name);
    this.#docksOf = this.#names.map(() => []);
  }

  compile(): CompiledModel {
    const reader = this.#reader;
    if (this.#names.length > MAX_BLOCKS)
      reader.say("too-large", "blocks", `The model has more than ${MAX_BLOCKS} blocks.`, "Split the model.");
    const blocks = this.#blocks();
    const arrivals = this.#specs.flatMap((spec, b) =>
      spec.block === "arrivals" ? [compileArrivals(this.#reader, spec, b, this.#names[b])] : [],
    );
    const fleets = this.#specs.flatMap((spec, b) => (spec.block === "vessel" ? [this.#fleet(spec, b)] : []));
    const closures = this.#closures.map((name) => compileClosure(reader, this.#model.blocks[name], name));
    const stocks = this.#stocks.map((name, stock) => this.#stock(name, stock, blocks));
    const run = compileRun(reader, this.#model.run ?? {}, arrivals, this.#names);
    this.#stores(blocks);
    const flat: FlatModel = {
      name: this.#model.name,
      classes: reader.classes,
      laws: reader.laws(),
      ...monthTable(this.#model.starts ?? "2026-01-01", (message, hint) =>
        reader.say("bad-date", "starts", message, hint),
      ),
      blocks: { ...blocks, docksOf: this.#docksOf },
      arrivals,
      closures,
      conditions: this.#conditions,
      stocks,
      docks: this.#docks,
      fleets,
    };
    this.#unused();
    if (arrivals.length === 0)
      reader.say(
        "missing",
        "blocks",
        "Nobody arrives: the model has no arrivals block.",
        "Add one with `block: arrivals`.",
      );
    // Ways are only looked at when every name leads somewhere.
    if (reader.problems.length === 0) reader.problems.push(...checkWays(flat, (law) => reader.isZero(law)));
    if (reader.problems.length === 0) checkLength(reader, flat, run);
    if (reader.problems.length > 0) throw new InvalidInput(reader.problems);
    return { flat, run, parameters: Object.fromEntries(reader.parameters) };
  }

  #blocks(): Omit<FlatBlocks, "docksOf"> {
    const count = this.#names.length;
    const column = (fill: number): Int32Array => new Int32Array(count).fill(fill);
    const blocks = {
      count,
      names: this.#names,
      kind: Int32Array.from(this.#specs, ({ block }) => FLOW_KINDS[block]),
      to: column(-1),
      room: column(NO_LIMIT),
      servers: column(1),
      law: column(-1),
      byPriority: column(0),
      condition: column(-1),
      onClosing: column(ON_CLOSING.RESUME),
      stock: column(-1),
      amount: column(1),
      branches: this.#names.map(() => new Float64Array(0)),
      stream: column(-1),
      newClass: column(-1),
      newLevel: column(-1),
      isStage: column(0),
      delivers: column(0),
      isSilent: column(0),
      waitsFor: column(-1),
      ownDock: column(-1),
      joining: column(0),
    };
    for (const [b, spec] of this.#specs.entries()) this.#block(blocks, b, spec);
    return blocks;
  }

  /** One block's row. */
  #block(blocks: Omit<FlatBlocks, "docksOf">, b: number, spec: Block): void {
    const reader = this.#reader;
    const at = `blocks.${this.#names[b]}`;
    if ("to" in spec && spec.to !== undefined) blocks.to[b] = this.#target(spec.to, `${at}.to`);
    if ("room" in spec && spec.room !== undefined) {
      const least = spec.block === "server" ? 0 : 1;
      blocks.room[b] = reader.whole(spec.room, `${at}.room`, least);
    }
    if ("discipline" in spec && spec.discipline === "priority") blocks.byPriority[b] = 1;
    if ("servers" in spec && spec.servers !== undefined)
      blocks.servers[b] = this.#capacity(spec.servers, `${at}.servers`);
    if ("closures" in spec && spec.closures !== undefined)
      blocks.condition[b] = this.#condition(spec.closures, `${at}.closures`);
    if ("waitsFor" in spec && spec.waitsFor !== undefined) blocks.waitsFor[b] = CAUSES.indexOf(spec.waitsFor);
    if (spec.block === "sink" && spec.silent === true) blocks.isSilent[b] = 1;
    switch (spec.block) {
      case "server":
        blocks.law[b] = reader.law(spec.service, `${at}.service`);
        if (spec.onClosing === "finish") blocks.onClosing[b] = ON_CLOSING.FINISH;
        if (spec.onClosing === "repeat") blocks.onClosing[b] = ON_CLOSING.REPEAT;
        if (spec.uses !== undefined) this.#uses(blocks, b, spec.uses, `${at}.uses`);
        break;
      case "delay":
        blocks.law[b] = reader.law(spec.time, `${at}.time`);
        break;
      case "seize":
      case "release":
        this.#uses(blocks, b, spec, at);
        break;
      case "bulk":
        blocks.law[b] = reader.law(spec.service, `${at}.service`);
        if (spec.joining === true) blocks.joining[b] = 1;
        if (spec.joining === true && blocks.servers[b] !== 1)
          reader.say("wrong-value", `${at}.joining`, "Only one server can be joined.", "Leave out servers or joining.");
        blocks.ownDock[b] = this.#dock(this.#names[b], [b], spec, spec.most, DOCK_OF.BULK, b, 0, at);
        break;
      case "batch":
        blocks.ownDock[b] = this.#dock(this.#names[b], [b], spec, spec.most, DOCK_OF.BATCH, b, 0, at);
        break;
      case "route":
        this.#route(blocks, b, spec, at);
        break;
      case "mark":
        if (spec.stage === true) blocks.isStage[b] = 1;
        if (spec.delivers === true) blocks.delivers[b] = 1;
        if (spec.class !== undefined) blocks.newClass[b] = reader.classNumber(spec.class, `${at}.class`);
        if (spec.priority !== undefined) blocks.newLevel[b] = readLevel(reader, spec.priority, `${at}.priority`);
        break;
      default:
        break;
    }
  }

  #capacity(amount: ArrivalsBlock["count"] & {}, place: string): number {
    const value = this.#reader.amount(amount, place);
    if (value >= 1) return this.#reader.whole(amount, place, 1);
    this.#reader.say("no-capacity", place, `${place} is ${value}: it could never serve anybody.`, "Give at least 1.");
    return 1;
  }

  #route(blocks: Omit<FlatBlocks, "docksOf">, b: number, spec: Block & { readonly block: "route" }, at: string): void {
    const reader = this.#reader;
    if ((spec.branches === undefined) === (spec.byClass === undefined)) {
      reader.say("wrong-value", at, `${at} needs either branches or byClass.`, "Give one of them.");
      return;
    }
    if (spec.branches !== undefined) {
      const weights = spec.branches.map(({ probability }, i) =>
        reader.amount(probability, `${at}.branches.${i}.probability`, 0),
      );
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      if (Math.abs(total - 1) > 1e-9)
        reader.say(
          "wrong-value",
          `${at}.branches`,
          `The probabilities of ${at} add up to ${total}.`,
          "They must add up to 1.",
        );
      const shares = reader.shares(weights, `${at}.branches`);
      const targets = spec.branches.map(({ to }, i) => this.#target(to, `${at}.branches.${i}.to`));
      (blocks.branches as Float64Array[])[b] = Float64Array.from(targets.flatMap((to, i) => [shares[i], to]));
      blocks.stream[b] = reader.stream(at);
      return;
    }
    const byClass = spec.byClass ?? {};
    for (const name of Object.keys(byClass))
      if (!reader.classes.includes(name)) reader.unknownClass(name, `${at}.byClass.${name}`);
    blocks.kind[b] = KIND.ROUTE_BY_CLASS;
    (blocks.branches as Float64Array[])[b] = Float64Array.from(reader.classes, (name) => {
      const to = Object.hasOwn(byClass, name) ? byClass[name] : spec.otherwise;
      if (to !== undefined)
        return this.#target(to, Object.hasOwn(byClass, name) ? `${at}.byClass.${name}` : `${at}.otherwise`);
      reader.say("missing", `${at}.byClass`, `${at} says nothing of the class ${name}.`, "Name it, or give otherwise.");
      return 0;
    });
  }

  #uses(
    blocks: Omit<FlatBlocks, "docksOf">,
    b: number,
    uses: { stock: string; amount?: string | number },
    at: string,
  ): void {
    blocks.stock[b] = this.#number(this.#stocks, uses.stock, "stock", `${at}.stock`);
    blocks.amount[b] = uses.amount === undefined ? 1 : this.#reader.whole(uses.amount, `${at}.amount`, 1);
  }

  #fleet(spec: VesselBlock, block: number): FlatFleet {
    const reader = this.#reader;
    const name = this.#names[block];
    const at = `blocks.${name}`;
    const capacity = this.#capacity(spec.capacity, `${at}.capacity`);
    const vessels = spec.vessels === undefined ? 1 : this.#capacity(spec.vessels, `${at}.vessels`);
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
      this.#capacity(step.capacity, `${at}.capacityFrom.${i}.capacity`),
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
    const reader = this.#reader;
    const law = (times: Times | undefined, place: string): number => {
      const row = times === undefined ? -1 : reader.law(times, `${at}.${place}`);
      return reader.isZero(row) ? -1 : row;
    };
    const sources = stop.loads === undefined ? [] : typeof stop.loads === "string" ? [stop.loads] : stop.loads;
    const stores = sources.map((name) => this.#number(this.#names, name, "queue", `${at}.loads`));
    for (const [i, b] of stores.entries()) {
      const spec = this.#specs[b];
      if (spec.block !== "queue" || spec.to !== undefined)
        reader.say(
          "wrong-kind",
          `${at}.loads`,
          `${sources[i]} is no queue that waits for a vessel.`,
          "Vessels load from a queue without `to`.",
        );
    }
    const name = `${this.#names[fleet]} at ${sources.join(" and ")}`;
    const here = stop.most === undefined ? whole : this.#capacity(stop.most, `${at}.most`);
    const capacity = Math.min(whole, here);
    // Where the capacity changes, it is as much less in proportion.
    const share = capacity / whole;
    const mostLater = later.map((value, i) => (i % 2 === 1 ? Math.max(1, Math.round(share * value)) : value));
    return {
      dock:
        stores.length === 0 ? -1 : this.#dock(name, stores, stop, capacity, DOCK_OF.VESSEL, fleet, s, at, mostLater),
      lands: stop.lands === undefined ? -1 : this.#target(stop.lands, `${at}.lands`),
      unloadingLaw: law(stop.unloading, "unloading"),
      loadingLaw: law(stop.loading, "loading"),
      unloadingEachHours:
        stop.unloadingEach === undefined ? 0 : reader.amount(stop.unloadingEach, `${at}.unloadingEach`, 0),
      loadingEachHours: stop.loadingEach === undefined ? 0 : reader.amount(stop.loadingEach, `${at}.loadingEach`, 0),
      sailLaw: reader.law(stop.sail, `${at}.sail`),
      berth: stop.berth === undefined ? -1 : this.#number(this.#stocks, stop.berth, "stock", `${at}.berth`),
      condition: stop.closures === undefined ? -1 : this.#condition(stop.closures, `${at}.closures`),
      admits: stop.admits ?? true,
    };
  }

  #dock(
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
    const reader = this.#reader;
    const most = this.#capacity(mostAmount, ownerKind === DOCK_OF.VESSEL ? `${at}.capacity` : `${at}.most`);
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
      boards: spec.boards === undefined ? -1 : this.#target(spec.boards, `${at}.boards`),
      patienceLaw:
        typeof leaves === "object" && "patience" in leaves ? reader.law(leaves.patience, `${at}.leaves.patience`) : -1,
      isAtOnce: leaves === "at-once",
      every,
      first: reader.amount(first, `${at}.leaves.timetable.first`, 0),
      condition: spec.closures === undefined ? -1 : this.#condition(spec.closures, `${at}.closures`),
      ownerKind,
      owner,
      stop,
    };
    this.#docks.push(dock);
    for (const source of sources) this.#docksOf[source].push(this.#docks.length - 1);
    return this.#docks.length - 1;
  }

  #stock(name: string, stock: number, blocks: Omit<FlatBlocks, "docksOf">): FlatModel["stocks"][number] {
    const spec = this.#model.blocks[name];
    if (spec.block !== "stock") throw new Error("expected a stock");
    const count = this.#capacity(spec.count, `blocks.${name}.count`);
    const users = [...blocks.stock.keys()].filter((b) => blocks.stock[b] === stock && blocks.kind[b] === KIND.SERVER);
    for (const b of users) {
      if (blocks.amount[b] > count)
        this.#reader.say(
          "no-capacity",
          `blocks.${this.#names[b]}`,
          `${this.#names[b]} needs ${blocks.amount[b]} of ${name}, of which there are ${count}.`,
          "Raise the count or lower the amount.",
        );
    }
    return { name, count, users };
  }

  /** Queues that vessels load from become stores; every other queue must lead somewhere. */
  #stores(blocks: Omit<FlatBlocks, "docksOf">): void {
    for (const [b, spec] of this.#specs.entries()) {
      if (spec.block !== "queue") continue;
      if (this.#docksOf[b].length > 0) blocks.kind[b] = KIND.STORE;
      else if (spec.to === undefined)
        this.#reader.say(
          "missing",
          `blocks.${this.#names[b]}.to`,
          `${this.#names[b]} leads nowhere and no vessel loads from it.`,
          "Give `to`, or name it in `loads` of a vessel.",
        );
    }
  }

  // --- names ------------------------------------------------------------------------------------------------------

  /** A block that entities may enter. */
  #target(name: string, place: string): number {
    const b = this.#number(this.#names, name, "block", place);
    const kind = this.#specs[b]?.block;
    if (this.#indexOf.has(name) && (kind === "arrivals" || kind === "vessel"))
      this.#reader.say(
        "wrong-kind",
        place,
        `Nobody can go to ${name}: it is a block of ${kind}.`,
        "Name a block that takes somebody in.",
      );
    return b;
  }

  #number(known: readonly string[], name: string, what: string, place: string): number {
    const number = known.indexOf(name);
    this.#used.add(name);
    if (number >= 0) return number;
    const other = Object.hasOwn(this.#model.blocks, name)
      ? ` ${name} is a block of ${this.#model.blocks[name].block}.`
      : "";
    const hint = didYouMean(
      name,
      known,
      known.length === 0 ? `The model has no ${what}.` : `Known are ${known.slice(0, 12).join(", ")}.`,
    );
    this.#reader.say(
      "unknown-block",
      place,
      `There is no ${what} called ${JSON.stringify(name.slice(0, 60))}.${other}`,
      hint,
    );
    return 0;
  }

  /** The number of a set of closures. */
  #condition(names: readonly string[], place: string): number {
    const closures = [...new Set(names.map((name) => this.#number(this.#closures, name, "closures", place)))].sort(
      (a, b) => a - b,
    );
    const known = this.#conditions.findIndex((each) => each.join() === closures.join());
    if (known >= 0) return known;
    this.#conditions.push(closures);
    return this.#conditions.length - 1;
  }

  #unused(): void {
    for (const name of [...this.#closures, ...this.#stocks]) {
      if (!this.#used.has(name))
        this.#reader.say(
          "unreachable-block",
          `blocks.${name}`,
          `Nothing depends on ${name}.`,
          "Name it where it is needed, or take it out.",
        );
    }
  }
}
