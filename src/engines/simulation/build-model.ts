// A model in TypeScript, block by block, with the words of the YAML form. What `build` gives is the same plain data that a
// file holds; compileModel checks it.
//
//   buildModel("M/M/1")
//     .arrivals("customers", { rate: 0.9, count: 1_000_000, to: "desk" })
//     .server("desk", { service: { exponential: { mean: 1 } }, to: "out" })
//     .sink("out")
//     .build()

import type { Amount } from "./distribution.ts";
import type * as Model from "./model.ts";

type Without<B extends Model.Block> = Omit<B, "block">;

/** Starts a model. */
export const buildModel = (name: string): ModelBuilder => new ModelBuilder(name);

export class ModelBuilder {
  readonly #name: string;
  readonly #blocks: Record<string, Model.Block> = {};
  #rest: Partial<Omit<Model.SimulationModel, "name" | "blocks">> = {};

  constructor(name: string) {
    this.#name = name;
  }

  /** The whole as data. */
  build(): Model.SimulationModel {
    return { name: this.#name, ...this.#rest, blocks: { ...this.#blocks } };
  }

  parameters(parameters: Readonly<Record<string, Amount>>): this {
    this.#rest = { ...this.#rest, parameters };
    return this;
  }
  classes(...classes: readonly string[]): this {
    this.#rest = { ...this.#rest, classes };
    return this;
  }
  starts(starts: string): this {
    this.#rest = { ...this.#rest, starts };
    return this;
  }
  run(run: Model.RunSpec): this {
    this.#rest = { ...this.#rest, run };
    return this;
  }

  arrivals(name: string, spec: Without<Model.ArrivalsBlock>): this {
    return this.#add(name, { block: "arrivals", ...spec });
  }
  queue(name: string, spec: Without<Model.QueueBlock> = {}): this {
    return this.#add(name, { block: "queue", ...spec });
  }
  server(name: string, spec: Without<Model.ServerBlock>): this {
    return this.#add(name, { block: "server", ...spec });
  }
  delay(name: string, spec: Without<Model.DelayBlock>): this {
    return this.#add(name, { block: "delay", ...spec });
  }
  gate(name: string, spec: Without<Model.GateBlock>): this {
    return this.#add(name, { block: "gate", ...spec });
  }
  closures(name: string, spec: Without<Model.ClosuresBlock>): this {
    return this.#add(name, { block: "closures", ...spec });
  }
  stock(name: string, spec: Without<Model.StockBlock>): this {
    return this.#add(name, { block: "stock", ...spec });
  }
  seize(name: string, spec: Without<Model.SeizeBlock>): this {
    return this.#add(name, { block: "seize", ...spec });
  }
  release(name: string, spec: Without<Model.ReleaseBlock>): this {
    return this.#add(name, { block: "release", ...spec });
  }
  batch(name: string, spec: Without<Model.BatchBlock>): this {
    return this.#add(name, { block: "batch", ...spec });
  }
  split(name: string, spec: Without<Model.SplitBlock>): this {
    return this.#add(name, { block: "split", ...spec });
  }
  bulk(name: string, spec: Without<Model.BulkBlock>): this {
    return this.#add(name, { block: "bulk", ...spec });
  }
  vessel(name: string, spec: Without<Model.VesselBlock>): this {
    return this.#add(name, { block: "vessel", ...spec });
  }
  route(name: string, spec: Without<Model.RouteBlock>): this {
    return this.#add(name, { block: "route", ...spec });
  }
  mark(name: string, spec: Without<Model.MarkBlock>): this {
    return this.#add(name, { block: "mark", ...spec });
  }
  sink(name: string, spec: Without<Model.SinkBlock> = {}): this {
    return this.#add(name, { block: "sink", ...spec });
  }

  /** @throws Error when a name is used twice: in a file the second would replace the first unseen. */
  #add(name: string, block: Model.Block): this {
    if (Object.hasOwn(this.#blocks, name)) throw new Error(`expected each block once, found ${name} twice`);
    this.#blocks[name] = block;
    return this;
  }
}
