// What is called how in a model: its blocks, closures and stocks by number, and sets of closures that something depends on.

import { didYouMean } from "../../lib/nearest-word.ts";
import type { Amount } from "./distribution.ts";
import type { Block, SimulationModel } from "./model.ts";
import { MOST_WHOLE, type ModelReader } from "./model-reader.ts";

export class ModelNames {
  readonly model: SimulationModel;
  readonly reader: ModelReader;
  /** Of blocks that entities pass, and what is said of each. */
  readonly names: readonly string[];
  readonly specs: readonly Block[];
  readonly indexOf = new Map<string, number>();
  readonly closures: readonly string[];
  readonly stocks: readonly string[];
  readonly conditions: number[][] = [];
  /** Names that something refers to. */
  readonly used = new Set<string>();

  /** @param isPassed whether entities pass blocks of a kind */
  constructor(model: SimulationModel, reader: ModelReader, isPassed: (kind: string) => boolean) {
    this.model = model;
    this.reader = reader;
    const entries = Object.entries(model.blocks);
    const passed = entries.filter(([, { block }]) => isPassed(block));
    this.names = passed.map(([name]) => name);
    this.specs = passed.map(([, spec]) => spec);
    for (const [index, name] of this.names.entries()) this.indexOf.set(name, index);
    this.closures = entries.filter(([, { block }]) => block === "closures").map(([name]) => name);
    this.stocks = entries.filter(([, { block }]) => block === "stock").map(([name]) => name);
  }

  /** How many of something that serves: at least one. */
  capacity(amount: Amount, place: string): number {
    const value = this.reader.amount(amount, place, Number.NEGATIVE_INFINITY, MOST_WHOLE);
    if (value >= 1) return this.reader.whole(amount, place, 1);
    this.reader.say("no-capacity", place, `${place} is ${value}: it could never serve anybody.`, "Give at least 1.");
    return 1;
  }

  /** A block that entities may enter. */
  target(name: string, place: string): number {
    const b = this.number(this.names, name, "block", place);
    const kind = this.specs[b]?.block;
    if (this.indexOf.has(name) && (kind === "arrivals" || kind === "vessel"))
      this.reader.say(
        "wrong-kind",
        place,
        `Nobody can go to ${name}: it is a block of ${kind}.`,
        "Name a block that takes somebody in.",
      );
    return b;
  }

  number(known: readonly string[], name: string, what: string, place: string): number {
    const number = known.indexOf(name);
    this.used.add(name);
    if (number >= 0) return number;
    const other = Object.hasOwn(this.model.blocks, name)
      ? ` ${name} is a block of ${this.model.blocks[name].block}.`
      : "";
    const hint = didYouMean(
      name,
      known,
      known.length === 0 ? `The model has no ${what}.` : `Known are ${known.slice(0, 12).join(", ")}.`,
    );
    this.reader.say(
      "unknown-block",
      place,
      `There is no ${what} called ${JSON.stringify(name.slice(0, 60))}.${other}`,
      hint,
    );
    return 0;
  }

  /** The number of a set of closures. */
  condition(names: readonly string[], place: string): number {
    const closures = [...new Set(names.map((name) => this.number(this.closures, name, "closures", place)))].sort(
      (a, b) => a - b,
    );
    const known = this.conditions.findIndex((each) => each.join() === closures.join());
    if (known >= 0) return known;
    this.conditions.push(closures);
    return this.conditions.length - 1;
  }
}
