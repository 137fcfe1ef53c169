// What is wrong with an input by its schema, in words of ours and not of the schema library; the API and the command line
// both parse with this. Meanings (is this place known?) are checked where the data are.

import { z } from "zod";
import { nearestWords } from "../lib/nearest-word.ts";
import { InvalidInput } from "../model/problem.ts";
import type { ProblemJson } from "./common.ts";

type Issue = z.core.$ZodIssue;

/**
 * The input as the schema's output.
 * @param where prefix of the places of problems, such as `body`; empty for none
 * @throws InvalidInput with every problem at once
 */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown, where = ""): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const fields = fieldsOf(schema);
  throw new InvalidInput(result.error.issues.flatMap((issue) => problemsOf(issue, input, where, fields)));
}

/** Names of an object schema's fields, for suggestions; a pipe is asked at its beginning. */
function fieldsOf(schema: unknown): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  return schema instanceof z.ZodPipe ? fieldsOf(schema.in) : [];
}

function problemsOf(issue: Issue, input: unknown, where: string, fields: readonly string[]): ProblemJson[] {
  const place = placeOf(issue.path, where);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => unknownField(key, placeOf([...issue.path, key], where), fields));
  }
  if (issue.code === "invalid_type" && valueAt(input, issue.path) === undefined) {
    return [{ code: "missing", place, message: `${place} is missing.`, hint: `Give ${article(issue.expected)}.` }];
  }
  return [{ code: codeOf(issue), place, message: messageOf(issue, place), hint: hintOf(issue) }];
}

function unknownField(key: string, place: string, fields: readonly string[]): ProblemJson {
  const suggestions = nearestWords(key.slice(0, 60), fields);
  return {
    code: "unknown-field",
    place,
    message: `There is no field called ${quote(key)}.`,
    hint:
      suggestions.length > 0
        ? `Did you mean ${suggestions.join(" or ")}?`
        : "Leave it out, or look for its right name in schema/ or at /api/v1/docs.",
    ...(suggestions.length > 0 ? { suggestions } : {}),
  };
}

function codeOf(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
    case "invalid_union":
    case "invalid_element":
    case "invalid_key":
      return "wrong-type";
    case "too_big":
    case "too_small":
    case "not_multiple_of":
      return "out-of-range";
    case "invalid_format":
      return "wrong-format";
    default:
      return "wrong-value";
  }
}

function messageOf(issue: Issue, place: string): string {
  switch (issue.code) {
    case "invalid_type":
      return `${place} must be ${article(issue.expected)}.`;
    case "too_big":
      return `${place} must be ${issue.inclusive === false ? "less than" : "at most"} ${issue.maximum}${countWord(issue.origin)}.`;
    case "too_small":
      return `${place} must be ${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}${countWord(issue.origin)}.`;
    case "invalid_format":
    case "custom":
      return `${place} is not right: ${issue.message}.`;
    case "invalid_union":
      return isOurs(issue) ? `${place} is not ${issue.message}.` : `${place} has a form that is not known here.`;
    case "invalid_value":
      return `${place} must be one of ${issue.values.map(String).join(", ")}.`;
    default:
      return `${place} has a form that is not known here.`;
  }
}

function hintOf(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return `Give ${article(issue.expected)}.`;
    case "too_big":
      return "Give a smaller value, or split the question.";
    case "too_small":
      return "Give a larger value.";
    case "invalid_format":
      return `Expected ${issue.message}.`;
    case "invalid_value":
      return "Take one of the values named.";
    case "invalid_union":
      return isOurs(issue) ? `Send ${issue.message}.` : SEE_FORMS;
    default:
      return SEE_FORMS;
  }
}

const SEE_FORMS = "See schema/ or /api/v1/docs for the form expected.";

/** A union that says itself what it takes. */
const isOurs = ({ message }: Issue): boolean => message !== "Invalid input";

const countWord = (origin: string): string =>
  origin === "string" ? " characters long" : origin === "array" ? " entries long" : "";

function article(expected: string): string {
  if (expected === "int") return "a whole number";
  return /^[aeiou]/.test(expected) ? `an ${expected}` : `a ${expected}`;
}

/** `legs.2.km`, with the prefix in front; `request` when the whole is meant. */
function placeOf(path: readonly PropertyKey[], where: string): string {
  const inner = path.map((step) => `.${String(step).slice(0, 60)}`).join("");
  return `${where}${inner}`.replace(/^\./, "") || "request";
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const step of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}

const quote = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
