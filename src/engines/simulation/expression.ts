// Numbers of a model may be expressions of its parameters: + − × ÷, brackets, names and numbers, with the usual precedence.
// Not covered: functions, comparisons, units.

export type Evaluated = { readonly value: number } | { readonly error: string; readonly unknown?: string };

/** Longest expression that is read. */
const MAX_LENGTH = 500;
const TOKEN = /\s*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)|([A-Za-z_][A-Za-z0-9_]*)|([-+*/()]))/y;

/** The value of an expression, or what is wrong with it. */
export function evaluate(text: string, parameters: ReadonlyMap<string, number>): Evaluated {
  if (text.length > MAX_LENGTH) return { error: `is longer than ${MAX_LENGTH} characters` };
  const tokens = tokensOf(text);
  if (tokens === undefined) return { error: "is neither a number nor an expression" };
  let at = 0;
  let failure: Evaluated | undefined;
  const fail = (error: string, unknown?: string): number => {
    failure ??= unknown === undefined ? { error } : { error, unknown };
    return Number.NaN;
  };
  const value = sum(0);
  if (failure === undefined && at < tokens.length) fail(`has ${JSON.stringify(tokens[at])} too many`);
  if (failure === undefined && !Number.isFinite(value)) fail("is no finite number");
  return failure ?? { value };

  function sum(depth: number): number {
    let result = product(depth);
    while (tokens && (tokens[at] === "+" || tokens[at] === "-"))
      result = tokens[at++] === "+" ? result + product(depth) : result - product(depth);
    return result;
  }

  function product(depth: number): number {
    let result = factor(depth);
    while (tokens && (tokens[at] === "*" || tokens[at] === "/"))
      result = tokens[at++] === "*" ? result * factor(depth) : result / factor(depth);
    return result;
  }

  function factor(depth: number): number {
    const token = tokens?.[at++];
    if (token === undefined) return fail("ends too early");
    if (depth > 50) return fail("has too many brackets");
    if (token === "-") return -factor(depth + 1);
    if (token === "(") {
      const inner = sum(depth + 1);
      if (tokens?.[at++] !== ")") return fail("lacks a closing bracket");
      return inner;
    }
    if (/^[\d.]/.test(token)) return Number(token);
    if (!/^[A-Za-z_]/.test(token)) return fail(`has ${JSON.stringify(token)} where a number is expected`);
    return parameters.get(token) ?? fail(`uses ${token}, which is no parameter`, token);
  }
}

function tokensOf(text: string): string[] | undefined {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const match = TOKEN.exec(text);
    if (match === null) return undefined;
    tokens.push(match[0].trim());
  }
  return tokens.length === 0 ? undefined : tokens;
}
