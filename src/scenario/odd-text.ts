// Is this text that people write and programs keep? Characters that are none (a zero, half of a pair, what steers a terminal)
// are refused before anything is made of them: databases and files do not take them. So is nesting without end, on which
// the YAML library would run out of stack.

/** No character of a text: controls other than tab and line end, and halves of a pair. */
const NO_CHARACTER = /[^\P{Cc}\t\n\r]|\p{Cs}/u;

/** Where the first one stands; -1 when there is none. */
export const findNoCharacter = (text: string): number => text.search(NO_CHARACTER);

/** `U+0000` of the character at a position. */
export const codeOf = (text: string, at: number): string =>
  `U+${(text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

/** A scenario has five levels. */
const MOST_LEVELS = 100;
const LEVELS_IN_A_LINE = new RegExp(`(?:[-?][ \\t]+){${MOST_LEVELS}}`);
const OPENERS = "[{";
const CLOSERS = "]}";

/** True when brackets, or marks of lists in one line, are nested beyond use; quotes are not looked at. O(length) */
export function isNestedTooDeep(text: string): boolean {
  let depth = 0;
  for (const char of text) {
    if (OPENERS.includes(char) && ++depth > MOST_LEVELS) return true;
    if (CLOSERS.includes(char)) depth = Math.max(0, depth - 1);
  }
  return LEVELS_IN_A_LINE.test(text);
}

/** Paths of texts and names in a document that have a character that is none, such as `edits.0.note`. */
export function* oddTexts(value: unknown, path = "", seen = new Set<object>()): Generator<string> {
  if (typeof value === "string" && findNoCharacter(value) >= 0) yield path;
  // An alias of a file may name what it stands in.
  if (typeof value !== "object" || value === null || seen.has(value)) return;
  seen.add(value);
  for (const [key, inner] of Object.entries(value)) {
    const at = path === "" ? key : `${path}.${key}`;
    if (findNoCharacter(key) >= 0) yield path;
    else yield* oddTexts(inner, at, seen);
  }
}
