// Reads network flow problems in the form of the first DIMACS challenge: maximum flow (`p max`) and least-cost flow (`p min`).
// http://archive.dimacs.rutgers.edu/pub/netflow/general-info/specs.tex. Not read: assignment and matching problems.

import { readFileSync, statSync } from "node:fs";
import { InvalidInput, type Problem } from "../model/problem.ts";

export interface DimacsProblem {
  readonly kind: "max" | "min-cost";
  readonly nodeCount: number;
  /** Nodes from 0; the file counts from 1. */
  readonly tail: Int32Array;
  readonly head: Int32Array;
  readonly lower: Float64Array;
  /** Infinity where the file has a capacity below 0, as some generators write it. */
  readonly capacity: Float64Array;
  /** 0 for maximum flow. */
  readonly cost: Float64Array;
  /** 0 for maximum flow. */
  readonly supply: Float64Array;
  /** -1 for least-cost flow. */
  readonly source: number;
  readonly sink: number;
}

const MAX_BYTES = 300_000_000;
const MAX_PROBLEMS = 200;
const MOST_NODES = 10_000_000;

/** Reads a file. @throws InvalidInput with all problems, each with file and line (at most 200 are listed). */
export function readDimacs(path: string): DimacsProblem {
  const unreadable = (message: string, hint: string) =>
    new InvalidInput([{ code: "missing-file", place: path, message, hint }]);
  const about = statSync(path, { throwIfNoEntry: false });
  if (about === undefined || !about.isFile())
    throw unreadable(`there is no file ${path}`, "name a file in DIMACS form");
  if (about.size > MAX_BYTES) throw unreadable(`${about.size} bytes`, `at most ${MAX_BYTES} are read`);
  return dimacsFromText({ path, text: readFileSync(path, "utf8") });
}

/** The same from a text; `path` is what problems are placed by. @throws InvalidInput as readDimacs. */
export function dimacsFromText({ path, text }: { readonly path: string; readonly text: string }): DimacsProblem {
  const reader = new Reader(path);
  for (let start = 0, line = 1; start <= text.length && reader.problems.length < MAX_PROBLEMS; line++) {
    const found = text.indexOf("\n", start);
    const end = found < 0 ? text.length : found;
    reader.read(text.slice(start, end).trim(), line);
    start = end + 1;
  }
  return reader.finish();
}

class Reader {
  readonly problems: Problem[] = [];
  readonly #path: string;
  #line = 0;
  #kind: DimacsProblem["kind"] | undefined;
  #nodes = 0;
  #arcs = 0;
  readonly #ends = new Map<"s" | "t", number>();
  #supply = new Float64Array(0);
  readonly #tail: number[] = [];
  readonly #head: number[] = [];
  readonly #lower: number[] = [];
  readonly #capacity: number[] = [];
  readonly #cost: number[] = [];

  constructor(path: string) {
    this.#path = path;
  }

  read(text: string, line: number): void {
    this.#line = line;
    if (text === "" || text.startsWith("c")) return;
    const cells = text.split(/\s+/);
    if (cells[0] === "p") this.#readProblem(cells);
    else if (this.#kind === undefined)
      this.#say(
        "before the problem line nothing but comments may stand",
        "begin with p max NODES ARCS or p min NODES ARCS",
      );
    else if (cells[0] === "n") this.#readNode(cells);
    else if (cells[0] === "a") this.#readArc(cells);
    else this.#say(`a line that begins with ${JSON.stringify(cells[0].slice(0, 20))}`, "lines begin with c, p, n or a");
  }

  #readProblem(cells: readonly string[]): void {
    const kinds = { max: "max", min: "min-cost" } as const;
    const kind = cells[1] === "max" || cells[1] === "min" ? kinds[cells[1]] : undefined;
    if (this.#kind !== undefined) {
      this.#say("a second problem line", "one problem a file");
      return;
    }
    if (kind === undefined) {
      this.#say(`a problem of kind ${JSON.stringify(cells[1] ?? "")}`, "max and min are read");
      return;
    }
    this.#kind = kind;
    this.#nodes = this.#whole(cells[2], "number of nodes", 1, MOST_NODES);
    this.#arcs = this.#whole(cells[3], "number of arcs", 0, Number.MAX_SAFE_INTEGER);
    this.#supply = new Float64Array(this.#nodes);
  }

  #readNode(cells: readonly string[]): void {
    const node = this.#node(cells[1]);
    if (this.#kind === "min-cost") {
      const amount = this.#number(cells[2], "supply");
      if (node >= 0) this.#supply[node] = amount;
    } else if (cells[2] !== "s" && cells[2] !== "t")
      this.#say("a node that is neither s nor t", "n NODE s, and n NODE t");
    else if (this.#ends.has(cells[2])) this.#say(`a second node ${cells[2]}`, "one source and one sink");
    else this.#ends.set(cells[2], node);
  }

  #readArc(cells: readonly string[]): void {
    const expected = this.#kind === "max" ? 4 : 6;
    if (cells.length !== expected) {
      const form = this.#kind === "max" ? "a FROM TO CAPACITY" : "a FROM TO LOWER CAPACITY COST";
      this.#say(`an arc with ${cells.length - 1} numbers`, form);
      return;
    }
    this.#tail.push(this.#node(cells[1]));
    this.#head.push(this.#node(cells[2]));
    const isMax = this.#kind === "max";
    const lower = isMax ? 0 : this.#number(cells[3], "lower bound");
    const stated = this.#number(cells[isMax ? 3 : 4], "capacity");
    const capacity = stated < 0 ? Number.POSITIVE_INFINITY : stated;
    if (lower > capacity || lower < 0)
      this.#say(`lower bound ${lower} and capacity ${capacity}`, "0 ≤ lower bound ≤ capacity");
    this.#lower.push(lower);
    this.#capacity.push(capacity);
    this.#cost.push(isMax ? 0 : this.#number(cells[5], "cost"));
  }

  finish(): DimacsProblem {
    this.#line = 0;
    const kind = this.#kind;
    if (kind === undefined) this.#say("there is no problem line", "p max NODES ARCS, or p min NODES ARCS");
    else if (this.#tail.length !== this.#arcs && this.problems.length === 0)
      this.#say(
        `there are ${this.#tail.length} arcs, and ${this.#arcs} are announced`,
        "correct the number, or add what is missing",
      );
    const [source, sink] = [this.#ends.get("s") ?? -1, this.#ends.get("t") ?? -1];
    if (kind === "max" && (!this.#ends.has("s") || !this.#ends.has("t")))
      this.#say("source or sink is missing", "n NODE s, and n NODE t");
    else if (kind === "max" && source === sink && source >= 0)
      this.#say("source and sink are one node", "name two nodes");
    if (this.problems.length > 0 || kind === undefined) throw new InvalidInput(this.problems);
    return {
      kind,
      nodeCount: this.#nodes,
      tail: Int32Array.from(this.#tail),
      head: Int32Array.from(this.#head),
      lower: Float64Array.from(this.#lower),
      capacity: Float64Array.from(this.#capacity),
      cost: Float64Array.from(this.#cost),
      supply: this.#supply,
      source,
      sink,
    };
  }

  #node(text: string | undefined): number {
    return this.#whole(text, "node", 1, this.#nodes) - 1;
  }

  #whole(text: string | undefined, name: string, least: number, most: number): number {
    const value = this.#number(text, name);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    if (Number.isFinite(value)) this.#say(`${name} ${text}`, `a whole number from ${least} to ${most}`);
    return 0;
  }

  #number(text: string | undefined, name: string): number {
    const value = text === undefined || text === "" ? Number.NaN : Number(text);
    if (Number.isFinite(value)) return value;
    this.#say(
      text === undefined ? `${name} is missing` : `${name} ${JSON.stringify(text.slice(0, 40))} is no number`,
      "digits",
    );
    return Number.NaN;
  }

  #say(message: string, hint: string): void {
    const place = this.#line === 0 ? this.#path : `${this.#path}:${this.#line}`;
    this.problems.push({ code: "bad-dimacs", place, message, hint });
  }
}
