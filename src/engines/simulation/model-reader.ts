// Turns the words of a model into numbers and collects everything that is wrong on the way: amounts, laws, names of other
// blocks. A harmless stand-in is given for what cannot be read, so that reading goes on.

import { logOf } from "../../lib/exact-math.ts";
import { didYouMean } from "../../lib/nearest-word.ts";
import type { Problem } from "../../model/problem.ts";
import { type Amount, type FlatLaws, LAW, type Times } from "./distribution.ts";
import { evaluate } from "./expression.ts";
import { NO_LIMIT } from "./flat-model.ts";
import type { SimulationModel } from "./model.ts";

const MONTHS = 12;
/** Amounts beyond these are mistakes: hours in a hundred million years, a hundredth of a microsecond. */
const LARGEST = 1e12;
const SMALLEST = 1e-12;
/** Counts are held in 32 bits, the largest of which stands for no limit. */
export const MOST_WHOLE = NO_LIMIT - 1;
/** A coefficient of variation below this is none; above the other, means cannot be simulated. */
const CV_OF_A_POINT = 1e-6;
const MOST_CV = 1000;
/** Weibull laws of a smaller shape have means beyond all use. */
const LEAST_WEIBULL_SHAPE = 0.1;
const MOST_STAGES = 10_000;

export class ModelReader {
  readonly problems: Problem[] = [];
  readonly parameters: ReadonlyMap<string, number>;
  readonly classes: readonly string[];
  readonly #rows: { kind: number; a: number; b: number; c: number; stream: number; from: number; count: number }[] = [];
  readonly #table: number[] = [];
  readonly #streams: string[] = [];

  constructor(model: SimulationModel, changed: Readonly<Record<string, number>>) {
    this.classes = model.classes !== undefined && model.classes.length > 0 ? model.classes : ["all"];
    const parameters = new Map<string, number>();
    this.parameters = parameters;
    const stated = model.parameters ?? {};
    for (const name of Object.keys(changed)) {
      if (!Object.hasOwn(stated, name))
        this.say(
          "unknown-parameter",
          `parameters.${name}`,
          `The model has no parameter called ${name}.`,
          didYouMean(name, Object.keys(stated), `Parameters are ${Object.keys(stated).join(", ") || "none"}.`),
        );
    }
    for (const [name, amount] of Object.entries(stated)) {
      if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
        this.say(
          "bad-name",
          `parameters.${name}`,
          `${JSON.stringify(name)} is no name of a parameter.`,
          "Use letters, digits and _.",
        );
      parameters.set(name, Object.hasOwn(changed, name) ? changed[name] : this.amount(amount, `parameters.${name}`));
    }
  }

  say(code: string, place: string, message: string, hint: string): void {
    // What is read in several places is said once.
    if (!this.problems.some((problem) => problem.place === place && problem.message === message))
      this.problems.push({ code, place, message, hint });
  }

  /** The value of an amount. */
  amount(amount: Amount, place: string, min = Number.NEGATIVE_INFINITY, most = LARGEST): number {
    const read: { readonly value: number } | { readonly error: string; readonly unknown?: string } =
      typeof amount === "number" ? { value: amount } : evaluate(amount, this.parameters);
    if ("error" in read) {
      const known = [...this.parameters.keys()];
      const hint =
        read.unknown === undefined
          ? "Give a number, or an expression of parameters such as 2 * mean."
          : didYouMean(read.unknown, known, `Parameters are ${known.join(", ") || "none"}.`);
      this.say(read.unknown === undefined ? "bad-number" : "unknown-parameter", place, `${place} ${read.error}.`, hint);
      return Math.max(min, 1);
    }
    if (Math.abs(read.value) > most) {
      this.say(
        "out-of-range",
        place,
        `${place} is ${read.value}; at most ${most} is possible.`,
        "Give a smaller value.",
      );
      return Math.max(min, 1);
    }
    if (read.value >= min) return read.value;
    this.say("out-of-range", place, `${place} is ${read.value}; it must be at least ${min}.`, "Give a larger value.");
    return min;
  }

  /** A whole amount. */
  whole(amount: Amount, place: string, min: number): number {
    const value = this.amount(amount, place, min, MOST_WHOLE);
    if (Number.isInteger(value)) return value;
    this.say("bad-number", place, `${place} is ${value}; it must be a whole number.`, "Give a whole number.");
    return min;
  }

  /** A number above zero. */
  positive(amount: Amount, place: string): number {
    const value = this.amount(amount, place);
    if (value >= SMALLEST) return value;
    this.say("out-of-range", place, `${place} is ${value}; it must be more than 0.`, "Give a larger value.");
    return 1;
  }

  #variation(amount: Amount, place: string): number {
    return this.#atMost(this.amount(amount, place, 0), MOST_CV, place);
  }

  #atMost(value: number, most: number, place: string): number {
    if (value <= most) return value;
    this.say("out-of-range", place, `${place} is ${value}; at most ${most} is possible.`, "Give a smaller value.");
    return most;
  }

  stream(name: string): number {
    this.#streams.push(name);
    return this.#streams.length - 1;
  }

  /** The row of a law. Its stream is called after the place where it stands. */
  law(times: Times, place: string): number {
    if (typeof times !== "object") return this.#add(LAW.CONSTANT, { a: this.amount(times, place, 0) });
    if ("exponential" in times) return this.#exponential(times.exponential, `${place}.exponential`);
    if ("uniform" in times) {
      const min = this.amount(times.uniform.min, `${place}.uniform.min`, 0);
      const max = this.amount(times.uniform.max, `${place}.uniform.max`, min);
      return this.#add(LAW.UNIFORM, { a: min, b: max, stream: this.stream(place) });
    }
    if ("triangular" in times) {
      const min = this.amount(times.triangular.min, `${place}.triangular.min`, 0);
      const mode = this.amount(times.triangular.mode, `${place}.triangular.mode`, min);
      const max = this.amount(times.triangular.max, `${place}.triangular.max`, mode);
      if (min === max) return this.#add(LAW.CONSTANT, { a: min });
      return this.#add(LAW.TRIANGULAR, { a: min, b: mode, c: max, stream: this.stream(place) });
    }
    if ("erlang" in times) {
      const mean = this.positive(times.erlang.mean, `${place}.erlang.mean`);
      const stages = this.#atMost(
        this.whole(times.erlang.stages, `${place}.erlang.stages`, 1),
        MOST_STAGES,
        `${place}.erlang.stages`,
      );
      return this.#add(LAW.ERLANG, { a: mean / stages, b: stages, stream: this.stream(place) });
    }
    if ("gamma" in times) {
      const mean = this.positive(times.gamma.mean, `${place}.gamma.mean`);
      const cv = this.#variation(times.gamma.cv, `${place}.gamma.cv`);
      if (cv < CV_OF_A_POINT) return this.#add(LAW.CONSTANT, { a: mean });
      return this.#add(LAW.GAMMA, { a: mean * cv * cv, b: 1 / (cv * cv), stream: this.stream(place) });
    }
    if ("lognormal" in times) {
      const mean = this.positive(times.lognormal.mean, `${place}.lognormal.mean`);
      const cv = this.#variation(times.lognormal.cv, `${place}.lognormal.cv`);
      if (cv < CV_OF_A_POINT) return this.#add(LAW.CONSTANT, { a: mean });
      const variance = logOf(1 + cv * cv);
      return this.#add(LAW.LOGNORMAL, {
        a: logOf(mean) - variance / 2,
        b: Math.sqrt(variance),
        c: mean,
        stream: this.stream(place),
      });
    }
    if ("weibull" in times) {
      const scale = this.positive(times.weibull.scale, `${place}.weibull.scale`);
      const shape = this.amount(times.weibull.shape, `${place}.weibull.shape`, LEAST_WEIBULL_SHAPE);
      return this.#add(LAW.WEIBULL, { a: scale, b: 1 / shape, stream: this.stream(place) });
    }
    if ("empirical" in times) return this.#empirical(times.empirical, `${place}.empirical`);
    if ("mixture" in times) {
      const laws = times.mixture.map(({ of }, i) => this.law(of, `${place}.mixture.${i}.of`));
      const weights = times.mixture.map(({ weight }, i) => this.amount(weight, `${place}.mixture.${i}.weight`, 0));
      return this.#weighted(LAW.MIXTURE, laws, weights, `${place}.mixture`);
    }
    if ("byMonth" in times) return this.#scaled(times.byMonth, `${place}.byMonth`);
    return this.#byClass(times.byClass, `${place}.byClass`);
  }

  /** A law by a factor for each month. */
  #scaled({ of, factors }: { of: Times; factors: readonly Amount[] }, place: string): number {
    if (factors.length !== MONTHS)
      this.say(
        "wrong-value",
        `${place}.factors`,
        `${place}.factors has ${factors.length} entries; a year has 12 months.`,
        "Give 12, January first.",
      );
    const law = this.law(of, `${place}.of`);
    const read = factors.map((factor, month) => this.positive(factor, `${place}.factors.${month}`));
    const from = this.#table.length;
    for (let month = 0; month < MONTHS; month++) this.#table.push(read[month] ?? 1);
    return this.#add(LAW.SCALED, { a: law, from, count: MONTHS });
  }

  #exponential(spec: { mean: Amount } | { rate: Amount } | { meanByMonth: readonly Amount[] }, place: string): number {
    const at = place.slice(0, -".exponential".length);
    if ("meanByMonth" in spec) {
      const means = spec.meanByMonth.map((mean, month) => this.positive(mean, `${place}.meanByMonth.${month}`));
      return this.monthly(
        means.map((mean) => 1 / mean),
        at,
        `${place}.meanByMonth`,
      );
    }
    const mean =
      "mean" in spec ? this.positive(spec.mean, `${place}.mean`) : 1 / this.positive(spec.rate, `${place}.rate`);
    return this.#add(LAW.EXPONENTIAL, { a: mean, stream: this.stream(at) });
  }

  /** Exponential with a rate for each month. */
  monthly(rates: readonly number[], name: string, place: string): number {
    if (rates.length !== MONTHS)
      this.say(
        "wrong-value",
        place,
        `${place} has ${rates.length} entries; a year has 12 months.`,
        "Give 12, January first.",
      );
    const from = this.#table.length;
    for (let month = 0; month < MONTHS; month++) this.#table.push(rates[month] ?? 1);
    return this.#add(LAW.MONTHLY, { from, count: MONTHS, stream: this.stream(name) });
  }

  #empirical({ values, weights }: { values: readonly Amount[]; weights?: readonly Amount[] }, place: string): number {
    if (weights !== undefined && weights.length !== values.length)
      this.say(
        "wrong-value",
        `${place}.weights`,
        `${place} has ${values.length} values and ${weights.length} weights.`,
        "Give one weight for each value.",
      );
    return this.#weighted(
      LAW.EMPIRICAL,
      values.map((value, i) => this.amount(value, `${place}.values.${i}`, 0)),
      values.map((_, i) => (weights?.[i] === undefined ? 1 : this.amount(weights[i], `${place}.weights.${i}`, 0))),
      place,
    );
  }

  #weighted(kind: number, entries: readonly number[], weights: readonly number[], place: string): number {
    const shares = this.shares(weights, place);
    const from = this.#table.length;
    for (const [i, entry] of entries.entries()) this.#table.push(shares[i], entry);
    return this.#add(kind, { from, count: 2 * entries.length, stream: this.stream(place) });
  }

  /** Cumulated shares of weights; the last is 1. */
  shares(weights: readonly number[], place: string): number[] {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    if (!(total > 0))
      this.say("wrong-value", place, `${place} has no weight above 0.`, "Give at least one weight above 0.");
    let sum = 0;
    return weights.map((weight, i) => {
      sum += weight;
      return i === weights.length - 1 ? 1 : sum / total;
    });
  }

  #byClass(laws: Readonly<Record<string, Times>>, place: string): number {
    for (const name of Object.keys(laws)) if (!this.classes.includes(name)) this.unknownClass(name, `${place}.${name}`);
    const rows = this.classes.map((name) => {
      if (Object.hasOwn(laws, name)) return this.law(laws[name], `${place}.${name}`);
      this.say("missing", place, `${place} says nothing of the class ${name}.`, "Give times for every class.");
      return 0;
    });
    const from = this.#table.length;
    this.#table.push(...rows);
    return this.#add(LAW.BY_CLASS, { from, count: rows.length });
  }

  /** Number of a class. */
  classNumber(name: string | undefined, place: string): number {
    if (name === undefined) return 0;
    const number = this.classes.indexOf(name);
    if (number < 0) this.unknownClass(name, place);
    return Math.max(0, number);
  }

  unknownClass(name: string, place: string): void {
    const hint = didYouMean(name, this.classes, `Classes are ${this.classes.join(", ")}.`);
    this.say("unknown-class", place, `There is no class ${JSON.stringify(name.slice(0, 60))}.`, hint);
  }

  #add(
    kind: number,
    row: { a?: number; b?: number; c?: number; stream?: number; from?: number; count?: number },
  ): number {
    this.#rows.push({
      kind,
      a: row.a ?? 0,
      b: row.b ?? 0,
      c: row.c ?? 0,
      stream: row.stream ?? 0,
      from: row.from ?? 0,
      count: row.count ?? 0,
    });
    return this.#rows.length - 1;
  }

  /** All laws read so far. */
  laws(): FlatLaws {
    const rows = this.#rows;
    return {
      kind: Int32Array.from(rows, (row) => row.kind),
      a: Float64Array.from(rows, (row) => row.a),
      b: Float64Array.from(rows, (row) => row.b),
      c: Float64Array.from(rows, (row) => row.c),
      stream: Int32Array.from(rows, (row) => row.stream),
      from: Int32Array.from(rows, (row) => row.from),
      count: Int32Array.from(rows, (row) => row.count),
      table: Float64Array.from(this.#table),
      streams: [...this.#streams],
    };
  }

  /** Whether a law always gives 0. */
  isZero(law: number): boolean {
    return law < 0 || (this.#rows[law].kind === LAW.CONSTANT && this.#rows[law].a === 0);
  }
}
