// What is wrong with a text as YAML, in words for whoever wrote it: files that are no text, a name given twice, what the library
// says of the rest. For models and sweeps; scenarios have bounds of their own.

import type { YAMLError } from "yaml";
import type { Problem } from "../model/problem.ts";
import { codeOf, findNoCharacter } from "../scenario/odd-text.ts";

/** What a decoder puts where bytes are no character. */
const REPLACED = "\ufffd";

/** Whether a file is no text at all: the first character that is none, with its line and column. */
export function noTextProblem(text: string, file: string): Problem | undefined {
  const first = [findNoCharacter(text), text.indexOf(REPLACED)].filter((at) => at >= 0);
  if (first.length === 0) return undefined;
  const at = Math.min(...first);
  const before = text.slice(0, at).split("\n");
  const what =
    text[at] === REPLACED ? "bytes that are no UTF-8" : `${codeOf(text, at)}, which is no character of a text`;
  return {
    code: "malformed-yaml",
    place: `${file}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`,
    message: `${file} has ${what}.`,
    hint: "Is it the right file? It must be text in YAML or JSON, in UTF-8.",
  };
}

/**
 * A fault of the library in our words where those are plainer.
 * @param hint what helps with all others
 */
export function wordsOfFault(
  { code, message, pos }: YAMLError,
  text: string,
  hint: string,
): Pick<Problem, "message" | "hint"> {
  if (code === "DUPLICATE_KEY") {
    const [, name = ""] = /^(?:"([^"\n]*)"|'([^'\n]*)'|([^:\n]+?)\s*:)/.exec(text.slice(pos[0]))?.filter(Boolean) ?? [];
    return {
      message: `${name === "" ? "A name" : `"${name}"`} stands here a second time in the same list.`,
      hint: "Keep one of the two, or give one another name.",
    };
  }
  // The library's own stack, on brackets without end.
  if (code === "RESOURCE_EXHAUSTION" || message.startsWith("Maximum call stack"))
    return { message: "The file is nested too deeply.", hint };
  if (code === "TAB_AS_INDENT")
    return { message: "A tab stands at the beginning of a line.", hint: "Indent with spaces." };
  if (code === "MULTIPLE_DOCS")
    return { message: "A second document begins here.", hint: "One a file: leave out the line with ---." };
  return { message: message.split("\n")[0], hint };
}
