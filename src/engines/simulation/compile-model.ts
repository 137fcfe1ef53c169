// From a model's words to the flat columns of the kernel, with everything that is wrong found before anything runs: unknown
// names, places that nobody reaches, rings without delay, servers without capacity. What is asked of a model that is right but
// overloaded is in traffic.ts.

import { InvalidInput } from "../../model/problem.ts";
import { checkWays } from "./check-ways.ts";
import { compileArrivals, readLevel } from "./compile-arrivals.ts";
import { compileClosure } from "./compile-closures.ts";
import { DockCompiler } from "./compile-docks.ts";
import { type CompiledRun, checkLength, compileRun } from "./compile-run.ts";
import { DOCK_OF, type FlatBlocks, type FlatModel, KIND, NO_LIMIT, ON_CLOSING } from "./flat-model.ts";
import { CAUSES } from "./lost-time.ts";
import type { Block, SimulationModel } from "./model.ts";
import { ModelNames } from "./model-names.ts";
import { ModelReader } from "./model-reader.ts";
import { monthTable } from "./months.ts";

export interface CompiledModel {
  readonly flat: FlatModel;
  readonly run: CompiledRun;
  readonly parameters: Readonly<Record<string, number>>;
}

const MAX_BLOCKS = 10_000;

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
  readonly #known: ModelNames;
  readonly #docks: DockCompiler;
  readonly #reader: ModelReader;

  constructor(model: SimulationModel, changed: Readonly<Record<string, number>>) {
    this.#reader = new ModelReader(model, changed);
    this.#known = new ModelNames(model, this.#reader, (kind) => Object.hasOwn(FLOW_KINDS, kind));
    this.#docks = new DockCompiler(this.#known);
  }

  compile(): CompiledModel {
    const reader = this.#reader;
    if (this.#known.names.length > MAX_BLOCKS)
      reader.say("too-large", "blocks", `The model has more than ${MAX_BLOCKS} blocks.`, "Split the model.");
    const blocks = this.#blocks();
    const arrivals = this.#known.specs.flatMap((spec, b) =>
      spec.block === "arrivals" ? [compileArrivals(this.#reader, spec, b, this.#known.names[b])] : [],
    );
    const fleets = this.#known.specs.flatMap((spec, b) =>
      spec.block === "vessel" ? [this.#docks.fleet(spec, b)] : [],
    );
    const closures = this.#known.closures.map((name) => compileClosure(reader, this.#known.model.blocks[name], name));
    const stocks = this.#known.stocks.map((name, stock) => this.#stock(name, stock, blocks));
    const run = compileRun(reader, this.#known.model.run ?? {}, arrivals, this.#known.names);
    this.#stores(blocks);
    const flat: FlatModel = {
      name: this.#known.model.name,
      classes: reader.classes,
      laws: reader.laws(),
      ...monthTable(this.#known.model.starts ?? "2026-01-01", (message, hint) =>
        reader.say("bad-date", "starts", message, hint),
      ),
      blocks: { ...blocks, docksOf: this.#docks.docksOf },
      arrivals,
      closures,
      conditions: this.#known.conditions,
      stocks,
      docks: this.#docks.docks,
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
    const count = this.#known.names.length;
    const column = (fill: number): Int32Array => new Int32Array(count).fill(fill);
    const blocks = {
      count,
      names: this.#known.names,
      kind: Int32Array.from(this.#known.specs, ({ block }) => FLOW_KINDS[block]),
      to: column(-1),
      room: column(NO_LIMIT),
      servers: column(1),
      law: column(-1),
      byPriority: column(0),
      condition: column(-1),
      onClosing: column(ON_CLOSING.RESUME),
      stock: column(-1),
      amount: column(1),
      branches: this.#known.names.map(() => new Float64Array(0)),
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
    for (const [b, spec] of this.#known.specs.entries()) this.#block(blocks, b, spec);
    return blocks;
  }

  /** One block's row. */
  #block(blocks: Omit<FlatBlocks, "docksOf">, b: number, spec: Block): void {
    const reader = this.#reader;
    const at = `blocks.${this.#known.names[b]}`;
    if ("to" in spec && spec.to !== undefined) blocks.to[b] = this.#known.target(spec.to, `${at}.to`);
    if ("room" in spec && spec.room !== undefined) {
      const least = spec.block === "server" ? 0 : 1;
      blocks.room[b] = reader.whole(spec.room, `${at}.room`, least);
    }
    if ("discipline" in spec && spec.discipline === "priority") blocks.byPriority[b] = 1;
    if ("servers" in spec && spec.servers !== undefined)
      blocks.servers[b] = this.#known.capacity(spec.servers, `${at}.servers`);
    if ("closures" in spec && spec.closures !== undefined)
      blocks.condition[b] = this.#known.condition(spec.closures, `${at}.closures`);
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
        blocks.ownDock[b] = this.#docks.dock(this.#known.names[b], [b], spec, spec.most, DOCK_OF.BULK, b, 0, at);
        break;
      case "batch":
        blocks.ownDock[b] = this.#docks.dock(this.#known.names[b], [b], spec, spec.most, DOCK_OF.BATCH, b, 0, at);
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
      const targets = spec.branches.map(({ to }, i) => this.#known.target(to, `${at}.branches.${i}.to`));
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
        return this.#known.target(to, Object.hasOwn(byClass, name) ? `${at}.byClass.${name}` : `${at}.otherwise`);
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
    blocks.stock[b] = this.#known.number(this.#known.stocks, uses.stock, "stock", `${at}.stock`);
    blocks.amount[b] = uses.amount === undefined ? 1 : this.#reader.whole(uses.amount, `${at}.amount`, 1);
  }

  #stock(name: string, stock: number, blocks: Omit<FlatBlocks, "docksOf">): FlatModel["stocks"][number] {
    const spec = this.#known.model.blocks[name];
    if (spec.block !== "stock") throw new Error("expected a stock");
    const count = this.#known.capacity(spec.count, `blocks.${name}.count`);
    const users = [...blocks.stock.keys()].filter((b) => blocks.stock[b] === stock && blocks.kind[b] === KIND.SERVER);
    for (const b of users) {
      if (blocks.amount[b] > count)
        this.#reader.say(
          "no-capacity",
          `blocks.${this.#known.names[b]}`,
          `${this.#known.names[b]} needs ${blocks.amount[b]} of ${name}, of which there are ${count}.`,
          "Raise the count or lower the amount.",
        );
    }
    return { name, count, users };
  }

  /** Queues that vessels load from become stores; every other queue must lead somewhere. */
  #stores(blocks: Omit<FlatBlocks, "docksOf">): void {
    for (const [b, spec] of this.#known.specs.entries()) {
      if (spec.block !== "queue") continue;
      if (this.#docks.docksOf[b].length > 0) blocks.kind[b] = KIND.STORE;
      else if (spec.to === undefined)
        this.#reader.say(
          "missing",
          `blocks.${this.#known.names[b]}.to`,
          `${this.#known.names[b]} leads nowhere and no vessel loads from it.`,
          "Give `to`, or name it in `loads` of a vessel.",
        );
    }
  }

  #unused(): void {
    for (const name of [...this.#known.closures, ...this.#known.stocks]) {
      if (!this.#known.used.has(name))
        this.#reader.say(
          "unreachable-block",
          `blocks.${name}`,
          `Nothing depends on ${name}.`,
          "Name it where it is needed, or take it out.",
        );
    }
  }
}
