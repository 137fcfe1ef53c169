// JSON as text that stays readable and short in an address (after Rison by Nanonic): objects (a:1,b:x), lists !(1,2), true !t,
// false !f, null !n, strings bare when nothing in them could be mistaken, else '…' with ! before a quote. Pure.
// Not covered: numbers that JSON does not have.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Bare strings: no structure signs, not a number, no sign that an address would have to escape. */
const BARE = /^[^\s'!:(),*@$&+=%#;?"<>[\]{}|\\^`~\d-][^\s'!:(),*@$&+=%#;?"<>[\]{}|\\^`~]*$/;
/** Days are many in a scenario and stand without quotes. */
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DEPTH_LIMIT = 40;

/** Writes a value; fields that are undefined are left out. */
export function toCompact(value: Json): string {
  if (value === null) return "!n";
  if (value === true) return "!t";
  if (value === false) return "!f";
  if (typeof value === "number") return Number.isFinite(value) ? String(value).replace("e+", "e") : "!n";
  if (typeof value === "string") return BARE.test(value) || DAY.test(value) ? value : quoted(value);
  if (Array.isArray(value)) return `!(${value.map((item: Json) => toCompact(item)).join(",")})`;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return `(${entries.map(([key, inner]) => `${toCompact(key)}:${toCompact(inner)}`).join(",")})`;
}

const quoted = (text: string) => `'${text.replace(/[!']/g, (sign) => `!${sign}`)}'`;

/** Reads what `toCompact` wrote; undefined when the text is not that. */
export function fromCompact(text: string): Json | undefined {
  const reader = new Reader(text);
  try {
    const value = reader.value(0);
    return reader.ended() ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  ended(): boolean {
    return this.#at === this.#text.length;
  }

  value(depth: number): Json {
    if (depth > DEPTH_LIMIT) throw new SyntaxError("too deep");
    const sign = this.#text[this.#at];
    if (sign === "(") return this.#object(depth);
    if (sign === "!") return this.#special(depth);
    if (sign === "'") return this.#string();
    return this.#bare();
  }

  #object(depth: number): Json {
    const out: Record<string, Json> = {};
    this.#at++;
    while (!this.#take(")")) {
      if (Object.keys(out).length > 0) this.#expect(",");
      const key = this.value(depth + 1);
      if (typeof key !== "string" || key === "__proto__") throw new SyntaxError("a key is a word");
      this.#expect(":");
      out[key] = this.value(depth + 1);
    }
    return out;
  }

  #special(depth: number): Json {
    const kind = this.#text[this.#at + 1];
    this.#at += 2;
    if (kind === "t") return true;
    if (kind === "f") return false;
    if (kind === "n") return null;
    if (kind !== "(") throw new SyntaxError("unknown sign");
    const out: Json[] = [];
    while (!this.#take(")")) {
      if (out.length > 0) this.#expect(",");
      out.push(this.value(depth + 1));
    }
    return out;
  }

  #string(): string {
    let out = "";
    for (this.#at++; ; this.#at++) {
      const sign = this.#text[this.#at];
      if (sign === undefined) throw new SyntaxError("a quote is missing");
      if (sign === "'") break;
      out += sign === "!" ? (this.#text[++this.#at] ?? "") : sign;
    }
    this.#at++;
    return out;
  }

  #bare(): Json {
    const start = this.#at;
    while (this.#at < this.#text.length && !/['!:(),]/.test(this.#text[this.#at] ?? "")) this.#at++;
    const word = this.#text.slice(start, this.#at);
    if (word === "") throw new SyntaxError("nothing stands here");
    if (DAY.test(word) || !/^[-\d]/.test(word)) return word;
    const number = Number(word);
    if (!Number.isFinite(number)) throw new SyntaxError("no number");
    return number;
  }

  #take(sign: string): boolean {
    if (this.#text[this.#at] !== sign) return false;
    this.#at++;
    return true;
  }

  #expect(sign: string): void {
    if (!this.#take(sign)) throw new SyntaxError(`${sign} is missing`);
  }
}
