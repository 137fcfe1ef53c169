// Reads a value by a Zod form and says what is wrong with it in our words, at the place of each field.

import { z } from "zod";
import { nearestWords } from "../lib/nearest-word.ts";
import type { Problem } from "../model/problem.ts";

type Issue = z.core.$ZodIssue;

export interface FormReader {
  /** `file:line:column` or field of a path such as `edits.2.from`. */
  readonly placeOf: (path: string) => string;
  readonly problems: Problem[];
  report(path: string, code: string, message: string, hint: string): void;
  /** The value by the form; undefined (and reported) when it has not that form. Fields that were wrong are put in `wrong`. */
  read<S extends z.ZodType>(
    form: S,
    value: unknown,
    path: string,
    options?: { readonly wrong?: Set<string>; readonly fields?: readonly string[] },
  ): z.output<S> | undefined;
}

export function formReader(placeOf: (path: string) => string, problems: Problem[]): FormReader {
  const report = (path: string, code: string, message: string, hint: string) => {
    problems.push({ code, place: placeOf(path), message, hint });
  };
  return {
    placeOf,
    problems,
    report,
    read(form, value, path, { wrong, fields = fieldsOf(form) } = {}) {
      const result = form.safeParse(value);
      if (result.success) return result.data;
      for (const issue of result.error.issues) {
        const [field] = issue.code === "unrecognized_keys" ? issue.keys : issue.path;
        if (field !== undefined) wrong?.add(String(field));
        reportIssue(report, issue, value, path, fields);
      }
      return undefined;
    },
  };
}

const fieldsOf = (form: unknown): string[] => (form instanceof z.ZodObject ? Object.keys(form.shape) : []);

function reportIssue(
  report: FormReader["report"],
  issue: Issue,
  value: unknown,
  path: string,
  fields: readonly string[],
): void {
  const inner = issue.path.map(String).join(".");
  const at = [path, inner].filter((part) => part !== "").join(".");
  const name = inner === "" ? "this" : inner;
  switch (issue.code) {
    case "unrecognized_keys":
      for (const key of issue.keys) {
        const near = nearestWords(key.slice(0, 60), fields);
        const place = at === "" ? key : `${at}.${key}`;
        const hint = near.length > 0 ? `did you mean ${near.join(" or ")}?` : `fields are ${fields.join(", ")}`;
        report(`${place}#name`, "unknown-field", `there is no field ${JSON.stringify(key.slice(0, 60))} here`, hint);
      }
      return;
    case "invalid_type": {
      const wanted = wantedWords(issue);
      if (valueAt(value, issue.path) === undefined) report(at, "missing", `${name} is missing`, `give ${wanted}`);
      // A bare null, yes or number of a file is no text.
      else
        report(
          at,
          "wrong-type",
          `${name} is not ${wanted}`,
          wanted === PLAIN.string ? "put it in quotes" : `give ${wanted}`,
        );
      return;
    }
    case "too_big":
      report(at, "out-of-range", `${name} is more than ${issue.maximum}${unitOf(issue.origin)}`, "give less");
      return;
    case "too_small":
      report(
        at,
        issue.origin === "number" ? "out-of-range" : "missing",
        `${name} is less than ${issue.minimum}${unitOf(issue.origin)}`,
        "give more",
      );
      return;
    case "invalid_value":
      reportWord(report, issue.values.map(String), valueAt(value, issue.path), at, name);
      return;
    default:
      report(at, "wrong-format", `${name} is not ${issue.message}`, `as ${issue.message}`);
  }
}

function reportWord(
  report: FormReader["report"],
  words: readonly string[],
  given: unknown,
  at: string,
  name: string,
): void {
  if (given === undefined) {
    report(at, "missing", `${name} is missing`, `one of ${words.join(", ")}`);
    return;
  }
  if (typeof given !== "string") {
    report(at, "wrong-type", `${name} is not a word`, `one of ${words.join(", ")}`);
    return;
  }
  const near = nearestWords(given.slice(0, 60), words);
  const hint = near.length > 0 ? `did you mean ${near.join(" or ")}?` : `one of ${words.join(", ")}`;
  report(at, "unknown-word", `${name} ${JSON.stringify(given.slice(0, 60))} is not known`, hint);
}

const unitOf = (origin: string): string => (origin === "string" ? " characters" : origin === "array" ? " entries" : "");

/** What a form expects, in words of a file. */
const PLAIN: Readonly<Record<string, string>> = {
  string: "a text",
  array: "a list",
  tuple: "a list",
  object: "a list of `name: value` lines",
  record: "a list of `name: value` lines",
  boolean: "true or false",
};

const withArticle = (expected: string): string =>
  PLAIN[expected] ?? `${/^[aeiou]/.test(expected) ? "an" : "a"} ${expected}`;

/** What the form itself says that it wants, else what its type is called. */
const wantedWords = ({ message, expected }: Issue & { readonly expected: string }): string =>
  message.startsWith("Invalid input") ? withArticle(expected) : message;

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let inner = value;
  for (const step of path) {
    if (typeof inner !== "object" || inner === null) return undefined;
    inner = Reflect.get(inner, step);
  }
  return inner;
}
