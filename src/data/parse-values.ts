// Rows of the values files as typed values. Everything that can be told from the row alone is checked here: number,
// range, unit, shape, validity, basis and source. Whether subject and source exist is told by check-references.ts.

import { didYouMean } from "../lib/nearest-word.ts";
import type { Basis, Shape, Value } from "../model/facts.ts";
import { id, type SourceRef } from "../model/ids.ts";
import { ATTRIBUTES, type AttributeRule } from "./attributes.ts";
import { type RowReader, show } from "./row-reader.ts";
import { parseSubject } from "./subject.ts";
import { currencyOf, isUnit, UNIT_WORDS, unitKind } from "./unit-words.ts";

const SHAPES: readonly Shape[] = ["point", "triangular", "lognormal", "gamma"];
const BASES: readonly Basis[] = ["observed", "published", "derived", "assumed"];
const SOURCE_REF = /^(fact|source|assumption):[a-z0-9]+(?:--?[a-z0-9]+)*$/;

export const isSourceRef = (text: string): boolean => SOURCE_REF.test(text);

/** Months as `11-3` (runs over the new year) or `6,7,8`, sorted; undefined when malformed. */
export function parseMonths(text: string): number[] | undefined {
  const months = new Set<number>();
  for (const part of text.split(/[,;]/)) {
    const match = /^\s*(\d{1,2})(?:\s*-\s*(\d{1,2}))?\s*$/.exec(part);
    if (match === null) return undefined;
    const first = Number(match[1]);
    const last = Number(match[2] ?? match[1]);
    if (first < 1 || first > 12 || last < 1 || last > 12) return undefined;
    for (let month = first; ; month = (month % 12) + 1) {
      months.add(month);
      if (month === last) break;
    }
  }
  return [...months].sort((a, b) => a - b);
}

/** One row; problems are reported on the reader, and `reader.ok` tells whether the value may be used. */
export function parseValue(reader: RowReader): Value {
  const subject = reader.required("subject");
  if (subject !== "" && parseSubject(subject) === undefined) {
    reader.error(
      "subject",
      "bad-subject",
      `${show(subject)} is no subject`,
      "an id, country:CC, service@CC, service#from>to or service>from",
    );
  }
  const attribute = reader.required("attribute");
  const rule: AttributeRule | undefined = Object.hasOwn(ATTRIBUTES, attribute) ? ATTRIBUTES[attribute] : undefined;
  if (attribute !== "" && rule === undefined) {
    reader.error(
      "attribute",
      "unknown-attribute",
      `${show(attribute)} is no attribute`,
      didYouMean(attribute, Object.keys(ATTRIBUTES), "see the attributes of docs/data.md"),
    );
  }
  const unit = readUnit(reader, attribute, rule);
  const use = reader.oneOf("use", ["model", "alternative"] as const, "model");
  const value = reader.number("value", rule);
  const low = reader.optionalNumber("low", rule);
  const high = reader.optionalNumber("high", rule);
  const shape = reader.oneOf("shape", SHAPES, "point");
  const cv = reader.optionalNumber("cv", { min: 0, max: 20 });
  const { from, to } = reader.window("valid_from", "valid_to");
  const months = readMonths(reader);
  const note = reader.text("note");
  if (use === "alternative" && note === "")
    reader.error("note", "missing-note", "an alternative does not say why it is not used", "say why in note");
  const result: Value = {
    subject,
    attribute,
    value,
    ...(low === undefined ? {} : { low }),
    ...(high === undefined ? {} : { high }),
    unit,
    shape,
    ...(cv === undefined ? {} : { cv }),
    ...(from === undefined ? {} : { validFrom: from }),
    ...(to === undefined ? {} : { validTo: to }),
    ...(months === undefined ? {} : { months }),
    ...readBasis(reader, note, { shape, isMoney: currencyOf(unit) !== undefined }),
    use,
    note,
    place: reader.line,
  };
  if (reader.ok) checkShape(reader, result);
  return result;
}

function readUnit(reader: RowReader, attribute: string, rule: AttributeRule | undefined): string {
  const unit = reader.required("unit");
  if (unit === "") return unit;
  if (!isUnit(unit)) {
    reader.error(
      "unit",
      "unknown-unit",
      `${show(unit)} is no unit`,
      didYouMean(unit, UNIT_WORDS, "see the units of docs/data.md"),
    );
  } else if (rule !== undefined && !rule.units.includes(unitKind(unit))) {
    const allowed = rule.units.map((entry) => entry.replace("money/", "USD/")).join(", ");
    reader.error(
      "unit",
      "wrong-unit",
      `${attribute} cannot be in ${unit}`,
      `${attribute} is in ${allowed}${rule.units[0].startsWith("money/") ? " or another currency" : ""}`,
    );
  }
  return unit;
}

function readMonths(reader: RowReader): number[] | undefined {
  const text = reader.text("months");
  if (text === "") return undefined;
  const months = parseMonths(text);
  if (months === undefined) reader.error("months", "bad-months", `${show(text)} names no months`, "as 11-3 or 6,7,8");
  return months?.length === 12 ? undefined : months;
}

function readBasis(
  reader: RowReader,
  note: string,
  { shape, isMoney }: { shape: Shape; isMoney: boolean },
): Pick<Value, "basis" | "observations" | "asOf" | "source"> {
  const source = reader.text("source");
  if (source === "") {
    reader.error(
      "source",
      "missing-source",
      "a number without a source",
      "fact:ID, source:ID, or assumption:ID with the sentence that defends it",
    );
  } else if (!isSourceRef(source)) {
    reader.error(
      "source",
      "bad-source",
      `${show(source)} is no reference to a source`,
      "fact:ID, source:ID or assumption:ID",
    );
  }
  const isAssumption = source.startsWith("assumption:");
  const basis = reader.oneOf("basis", BASES, isAssumption ? "assumed" : "published");
  if (shape !== "point" && reader.text("basis") === "")
    reader.error("basis", "missing-basis", "a distribution does not state its basis", `one of ${BASES.join(", ")}`);
  const asOf = reader.datePart("as_of");
  if (asOf === "" && isMoney)
    reader.error("as_of", "missing-date", "money without its price year", "give as_of, a date or a year");
  else if (asOf === "" && basis !== "assumed")
    reader.error("as_of", "missing-date", "a number without the date it describes", "give as_of, a date or a year");
  const observations = reader.optionalNumber("n", { min: 1, max: 1e12 });
  if (observations !== undefined && !Number.isInteger(observations))
    reader.error("n", "bad-number", "n counts observations", "a whole number");
  if (basis === "observed" && observations === undefined)
    reader.error("n", "missing-observations", "observed, but not how often", "give n, or call it published");
  if (basis === "assumed" && source !== "" && !isAssumption)
    reader.error(
      "source",
      "assumed-without-assumption",
      "an assumed value points to no assumption",
      "write assumption:ID and defend it in assumptions.csv",
    );
  if (basis === "derived" && note === "")
    reader.error(
      "note",
      "missing-note",
      "a derived value does not say how",
      "say in note from which rows it is computed",
    );
  if ((basis === "observed" || basis === "published") && isAssumption)
    reader.error(
      "basis",
      "assumption-as-fact",
      `${basis}, but its source is an assumption`,
      "call it assumed or derived",
    );
  return { basis, ...(observations === undefined ? {} : { observations }), asOf, source: id<SourceRef>(source) };
}

function checkShape(reader: RowReader, value: Value): void {
  const { low, high, cv, shape } = value;
  if (low !== undefined && high !== undefined && low > high) {
    reader.error("low", "low-above-high", `low ${low} is above high ${high}`, "swap them");
    return;
  }
  if (shape === "triangular") {
    if (low === undefined || high === undefined) {
      reader.error(
        "shape",
        "missing-range",
        "a triangular distribution needs low and high",
        "give its smallest and largest value",
      );
      return;
    }
    // mean = (smallest + mode + largest) / 3, and the mode lies between the two.
    const mode = 3 * value.value - low - high;
    const slack = 1e-9 * Math.max(1, Math.abs(high));
    if (mode < low - slack || mode > high + slack) {
      const [least, most] = [(2 * low + high) / 3, (low + 2 * high) / 3];
      reader.error(
        "value",
        "impossible-mean",
        `no triangular distribution from ${low} to ${high} has the mean ${value.value}`,
        `value is the mean, between ${round(least)} and ${round(most)}`,
      );
    }
  } else if (shape === "lognormal" || shape === "gamma") {
    if (value.value <= 0)
      reader.error("value", "out-of-range", `a ${shape} distribution has a mean above 0`, "use shape point for 0");
    if (cv === undefined && (low === undefined || high === undefined))
      reader.error(
        "cv",
        "missing-spread",
        `a ${shape} distribution needs cv, or low and high`,
        "give cv, or P10 and P90",
      );
    if (cv === undefined && low !== undefined && low <= 0)
      reader.error("low", "out-of-range", `P10 of a ${shape} distribution is above 0`, "give a low above 0");
  }
  if ((low !== undefined && value.value < low) || (high !== undefined && value.value > high)) {
    reader.warn(
      "value",
      "outside-range",
      `${value.value} is outside its own low … high`,
      "the mean of a skewed distribution may be; else correct it",
    );
  }
}

const round = (value: number): number => Number(value.toPrecision(6));
