// A scenario as YAML 1.2, one edit per line, the way the files in scenarios/ are written. Pure. Only what JSON can hold.

import type { Json } from "../../state/compact.ts";
import type { ScenarioDocument } from "../../state/scenario.ts";

/** The document as a file. */
export function toYaml(document: ScenarioDocument): string {
  const { name, baseDate, notes, demand, edits, ...rest } = document;
  const lines = [`name: ${scalar(name)}`];
  if (baseDate) lines.push(`baseDate: ${baseDate}`);
  for (const [key, value] of Object.entries(rest)) if (value !== undefined) lines.push(`${key}: ${flow(value)}`);
  if (notes) lines.push(notes.includes("\n") ? `notes: |\n${indent(notes)}` : `notes: ${scalar(notes)}`);
  if (demand && demand.length > 0) lines.push("demand:", ...demand.map((row) => `  - ${flow(row)}`));
  lines.push(edits.length > 0 ? "edits:" : "edits: []");
  for (const edit of edits) {
    const entries = Object.entries(edit).filter(([, value]) => value !== undefined);
    for (const [index, [key, value]] of entries.entries())
      lines.push(`${index === 0 ? "  - " : "    "}${key}: ${flow(value as Json)}`);
  }
  return `${lines.join("\n")}\n`;
}

const indent = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => (line === "" ? "" : `  ${line}`))
    .join("\n");

function flow(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item: Json) => flow(item)).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
    return `{ ${entries.map(([key, inner]) => `${scalar(key)}: ${flow(inner)}`).join(", ")} }`;
  }
  return typeof value === "string" ? scalar(value) : JSON.stringify(value);
}

/** Bare when every reader of YAML takes it for the same text, else as a JSON string, which YAML reads too. */
function scalar(text: string): string {
  const plain = /^[\p{L}][\p{L}\p{N} ._/'()%+–-]*$/u.test(text) && !/\s$/.test(text);
  const word = /^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text);
  return (plain && !word) || /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : JSON.stringify(text);
}
