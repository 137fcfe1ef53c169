// The text of a model file → a compiled model, or everything that is wrong with it at line and column: first its form, and when
// that is right its meaning.

import { isNode, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { type CompiledModel, compileModel, type SimulationModel } from "../engines/simulation/index.ts";
import { didYouMean } from "../lib/nearest-word.ts";
import { InvalidInput, type Problem } from "../model/problem.ts";
import { wrongKind } from "./kind-of-file.ts";
import { fieldsOfBlock, lawNames, simulationModel, stopFields } from "./simulation-model.ts";
import { noTextProblem, wordsOfFault } from "./yaml-faults.ts";

type Issue = z.core.$ZodIssue;

const MAX_LENGTH = 4_000_000;
const MODEL_FIELDS = ["name", "notes", "starts", "parameters", "classes", "run", "blocks"];

export interface ReadModel {
  readonly model: SimulationModel;
  readonly compiled: CompiledModel;
}

/**
 * Reads and compiles a model.
 * @param file name of the file, for the places of problems
 * @param changed values of parameters that take the place of those in the file
 * @throws InvalidInput with every problem
 */
export function readSimulationModel(
  text: string,
  file: string,
  changed: Readonly<Record<string, number>> = {},
): ReadModel {
  if (text.length > MAX_LENGTH)
    throw new InvalidInput([
      { code: "too-large", place: file, message: "The file is too large for a model.", hint: "Is it the right file?" },
    ]);
  const noText = noTextProblem(text, file);
  if (noText !== undefined) throw new InvalidInput([noText]);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: "error", prettyErrors: false });
  const placeOf = (path: readonly PropertyKey[]): string => {
    for (let end = path.length; end >= 0; end--) {
      const part = path.slice(0, end).map((step) => (typeof step === "symbol" ? String(step) : step));
      const node = end === 0 ? document.contents : document.getIn(part, true);
      if (!isNode(node) || !node.range) continue;
      const { line, col } = lines.linePos(node.range[0]);
      return `${file}:${line}:${col}${path.length > 0 ? ` ${path.map(String).join(".")}` : ""}`;
    }
    return `${file}${path.length > 0 ? ` ${path.map(String).join(".")}` : ""}`;
  };
  if (document.errors.length > 0) {
    throw new InvalidInput(
      document.errors.map((error) => {
        const { line, col } = lines.linePos(error.pos[0]);
        return {
          code: "malformed-yaml",
          place: `${file}:${line}:${col}`,
          ...wordsOfFault(error, text, "See docs/models.md for how a model is written."),
        };
      }),
    );
  }
  let value: unknown;
  try {
    value = document.toJS();
  } catch (error) {
    // Aliases that grow without bound.
    const message = error instanceof Error ? error.message : String(error);
    throw new InvalidInput([{ code: "malformed-yaml", place: file, message, hint: "Write the repeated parts out." }]);
  }
  if (value === null || value === undefined)
    throw new InvalidInput([
      {
        code: "missing",
        place: file,
        message: `${file} is empty.`,
        hint: "See docs/models.md for how a model is written.",
      },
    ]);
  const other = wrongKind(value, file, "simulation model");
  if (other !== undefined) throw new InvalidInput([other]);
  const form = simulationModel.safeParse(value);
  if (!form.success) throw new InvalidInput(form.error.issues.flatMap((issue) => problemsOf(issue, value, placeOf)));
  try {
    return { model: form.data, compiled: compileModel(form.data, changed) };
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new InvalidInput(
      error.problems.map((problem) => ({ ...problem, place: placeOf(pathOf(problem.place, form.data)) })),
    );
  }
}

/** `blocks.x y.to` as a path; names may hold dots, so blocks are looked up by name. */
function pathOf(place: string, model: SimulationModel): (string | number)[] {
  const names = Object.keys(model.blocks).sort((a, b) => b.length - a.length);
  const block = place.startsWith("blocks.")
    ? names.find((name) => `${place}.`.startsWith(`blocks.${name}.`))
    : undefined;
  const step = (text: string): string | number => (/^\d+$/.test(text) ? Number(text) : text);
  if (block === undefined) return place.split(".").map(step);
  const rest = place.slice(`blocks.${block}`.length + 1);
  return ["blocks", block, ...(rest === "" ? [] : rest.split(".").map(step))];
}

function problemsOf(issue: Issue, model: unknown, placeOf: (path: readonly PropertyKey[]) => string): Problem[] {
  const place = placeOf(issue.path);
  const field = issue.path.length === 0 ? "The file" : issue.path.map(String).join(".");
  const given = valueAt(model, issue.path);
  if (issue.code === "unrecognized_keys") {
    const fields = fieldsAt(model, issue.path);
    return issue.keys.map((key) => ({
      code: "unknown-field",
      place: placeOf([...issue.path, key]),
      message: `There is no field called ${quote(key)} here.`,
      hint: didYouMean(key, fields, fields.length > 0 ? `Fields are ${fields.join(", ")}.` : "See docs/models.md."),
    }));
  }
  if (issue.code === "invalid_union" && given !== undefined) return unionProblems(issue, model, placeOf, field);
  if (
    given === undefined &&
    (issue.code === "invalid_type" || issue.code === "invalid_union" || issue.code === "invalid_value")
  )
    return [
      { code: "missing", place, message: `${field} is missing.`, hint: "See docs/models.md for what a block needs." },
    ];
  if (issue.code === "invalid_type")
    return [
      {
        code: "wrong-type",
        place,
        message: `${field} must be ${wordOf(issue.expected)}.`,
        hint: `Give ${wordOf(issue.expected)}.`,
      },
    ];
  if (issue.code === "invalid_value") {
    const words = issue.values.map(String);
    return [
      {
        code: "wrong-value",
        place,
        message: `${field} must be one of ${words.join(", ")}.`,
        hint: didYouMean(String(given), words, "Take one of them."),
      },
    ];
  }
  return [
    {
      code: issue.code === "too_small" || issue.code === "too_big" ? "out-of-range" : "wrong-value",
      place,
      message: `${field}: ${issue.message}.`,
      hint: "See docs/models.md.",
    },
  ];
}

/** An entry that fits none of several forms: what is wrong with the form that was probably meant. */
function unionProblems(
  issue: Issue & { code: "invalid_union" },
  model: unknown,
  placeOf: (path: readonly PropertyKey[]) => string,
  field: string,
): Problem[] {
  const given = valueAt(model, issue.path);
  const key = issue.path[issue.path.length - 1];
  if (issue.path[0] === "blocks" && key === "block") {
    const kinds = [...fieldsOfBlock.keys()];
    return [
      {
        code: "unknown-word",
        place: placeOf(issue.path),
        message: `${quote(String(given))} is no kind of block.`,
        hint: didYouMean(String(given), kinds, `Kinds are ${kinds.join(", ")}.`),
      },
    ];
  }
  const isMap = typeof given === "object" && given !== null && !Array.isArray(given);
  const laws = isMap ? Object.keys(given).filter((name) => lawNames.includes(name)) : [];
  const issues = issue.errors.filter((each) => each.length > 0);
  // The branch that got furthest into what was given says most.
  const best = [...issues].sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0];
  if (isMap && best !== undefined && (laws.length > 0 || key === "exponential" || key === "leaves"))
    return best.flatMap((inner) =>
      problemsOf({ ...inner, path: [...issue.path, ...inner.path] } as Issue, model, placeOf),
    );
  const names = isMap ? Object.keys(given) : [];
  return [
    {
      code: "wrong-value",
      place: placeOf(issue.path),
      message: `${field} has a form that is not known here.`,
      hint:
        names.length > 0
          ? didYouMean(names[0], lawNames, `Give a number, or one of the laws ${lawNames.join(", ")}.`)
          : "Give a number, an expression or a law such as {exponential: {mean: 2}}; see docs/models.md.",
    },
  ];
}

/** How far into what was given the issues of a branch lie. */
function depth(branch: readonly Issue[]): number {
  return Math.max(
    0,
    ...branch.map(
      (issue) => issue.path.length + (issue.code === "invalid_union" ? Math.max(0, ...issue.errors.map(depth)) : 0),
    ),
  );
}

/** Fields that an entry may have. */
function fieldsAt(model: unknown, path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return MODEL_FIELDS;
  if (path.length === 1 && path[0] === "run") return ["until", "warmUp", "sampleEvery", "maxEvents", "maxEntities"];
  if (path.length === 2 && path[0] === "blocks") {
    const kind: unknown = Reflect.get(valueAt(model, path) as object, "block");
    return fieldsOfBlock.get(String(kind)) ?? [];
  }
  return path.length === 4 && path[2] === "stops" ? stopFields : [];
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const step of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined;
  }
  return value;
}

const WORDS: Readonly<Record<string, string>> = {
  object: "a list of `name: value` lines",
  record: "a list of `name: value` lines",
  array: "a list",
  string: "a text",
  boolean: "true or false",
};
const wordOf = (expected: string): string => WORDS[expected] ?? `a ${expected}`;
const quote = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
