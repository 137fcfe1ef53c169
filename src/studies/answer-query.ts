// Which figure of an answer stands beside a published one: a small language for the queries of validation.csv and
// commitments.csv (docs/data.md), and the reading of one answer by it. Knows no place; does not plan, an answerer is given.
// Does not cover: figures that need more than one answer (yearly volumes, frequencies).

import { InvalidInput, type Problem } from "../model/problem.ts";

/** What is asked of the planner; a part of the request of `kopru route`. */
export interface StudyRequest {
  readonly from: string;
  readonly to: string;
  readonly cargo: string;
  readonly depart?: string;
  readonly tonnes?: number;
  readonly units?: number;
  readonly require: string[];
  readonly avoid: string[];
}

interface AnswerRange {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** What a study reads of a leg; the answer of `kopru route` has more. */
export interface AnswerLeg {
  readonly kind: string;
  readonly mode: string;
  readonly from: string;
  readonly to: string;
  readonly country: string;
  readonly km: number;
  readonly hours: number;
  readonly waitHours: number;
  readonly hoursP10: number;
  readonly hoursP90: number;
}

export interface AnswerOption {
  readonly corridor: string;
  readonly badges: readonly string[];
  readonly km: number;
  readonly hours: { readonly mean: number; readonly p10: number; readonly p90: number };
  readonly costUsd: AnswerRange & {
    readonly parts: readonly { readonly kind: string; readonly leg: number; readonly usd: AnswerRange }[];
  };
  readonly legs: readonly AnswerLeg[];
}

export type StudyAnswer =
  | { readonly status: "ok"; readonly options: readonly AnswerOption[] }
  | { readonly status: "none"; readonly reason: string }
  | { readonly status: "invalid"; readonly problems: readonly { readonly message: string }[] };

/** Plans one request. The answer of `kopru route` fits as it is. */
export type Answerer = (request: StudyRequest) => StudyAnswer;

export const QUANTITIES = ["hours", "usd", "km", "kmPerHour", "borderHours"] as const;
export type Quantity = (typeof QUANTITIES)[number];

/** A query of a study: the request, and which part of the answer counts. */
export interface StudyQuery {
  readonly request: StudyRequest;
  /** Only from leaving the first place to reaching the second. */
  readonly between?: readonly [string, string];
  /** Only legs in this country (ISO alpha-2). */
  readonly country?: string;
  /** Only legs of these modes. The request is kept to them as well. */
  readonly modes: readonly string[];
  /** Only moving: line-haul legs without their waiting. */
  readonly lineHaulOnly: boolean;
  /** Only these kinds of cost; empty means all. */
  readonly costKinds: readonly string[];
  /** For `borderHours`: the places of each crossing that counts, alternatives beside each other. */
  readonly crossings: readonly (readonly string[])[];
  /** Money is scaled to so many kilometres. */
  readonly perKm?: number;
}

/** A figure of the model, with P10 and P90 where the answer gives them. */
export interface Measured {
  readonly value: number;
  readonly p10?: number;
  readonly p90?: number;
}

export type Measurement =
  | ({ readonly status: "ok"; readonly corridor: string } & Measured)
  | { readonly status: "none"; readonly reason: string };

const MODES = ["rail", "road", "sea", "inland-water"];
const WORDS = "from to via between at country modes only parts cargo tonnes units date avoid per".split(" ");
const STANDING = new Set(["border", "gauge-change", "terminal", "wait", "storage"]);

/**
 * Reads a query such as `from=a to=b via=c between=a,c modes=rail only=line-haul cargo=40ft date=2024-06-01`.
 * @param place where it stands, for messages.
 * @throws InvalidInput with every problem found.
 */
export function parseStudyQuery(text: string, place: string): StudyQuery {
  const problems: Problem[] = [];
  const wrong = (message: string, hint: string) => problems.push({ code: "bad-query", place, message, hint });
  const given = new Map<string, string>();
  for (const word of text.match(/\S+="[^"]*"|\S+/g) ?? []) {
    const at = word.indexOf("=");
    const key = word.slice(0, Math.max(at, 0));
    if (!WORDS.includes(key)) wrong(`unknown part of a query: ${word}`, `Use ${WORDS.join("=, ")}=`);
    else if (given.has(key)) wrong(`${key}= stands twice`, "Keep one");
    else given.set(key, word.slice(at + 1).replace(/^"|"$/g, ""));
  }
  const list = (key: string) => (given.get(key) ?? "").split(",").filter((entry) => entry !== "");
  const amount = (key: string, unit = "") => {
    const written = given.get(key);
    if (written === undefined) return undefined;
    const value = Number(written.endsWith(unit) ? written.slice(0, written.length - unit.length) : Number.NaN);
    if (value > 0 && Number.isFinite(value)) return value;
    wrong(`${key}=${written} is no amount`, `Write ${key}=500${unit}`);
    return undefined;
  };
  for (const key of ["from", "to", "cargo"]) if (!given.get(key)) wrong(`${key}= is missing`, `Add ${key}=`);
  const date = given.get("date");
  if (date !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(date))
    wrong(`date=${date} is no date`, "Write date=2024-06-01");
  const between = list("between");
  if (given.has("between") && between.length !== 2) wrong("between= needs two places", "Write between=a,b");
  const modes = list("modes");
  for (const mode of modes) if (!MODES.includes(mode)) wrong(`unknown mode ${mode}`, `One of ${MODES.join(", ")}`);
  const only = given.get("only");
  if (only !== undefined && only !== "line-haul") wrong(`only=${only} is unknown`, "Write only=line-haul");
  const tonnes = amount("tonnes");
  const units = amount("units");
  const perKm = amount("per", "km");
  if (problems.length > 0) throw new InvalidInput(problems);
  const country = given.get("country");
  return {
    request: {
      from: given.get("from") ?? "",
      to: given.get("to") ?? "",
      cargo: given.get("cargo") ?? "",
      require: list("via"),
      avoid: [...list("avoid"), ...(modes.length === 0 ? [] : MODES.filter((mode) => !modes.includes(mode)))],
      ...(date === undefined ? {} : { depart: date }),
      ...(tonnes === undefined ? {} : { tonnes }),
      ...(units === undefined ? {} : { units }),
    },
    modes,
    lineHaulOnly: only === "line-haul",
    costKinds: list("parts"),
    crossings: (given.get("at") ?? "")
      .split(";")
      .filter((entry) => entry !== "")
      .map((entry) => entry.split(",")),
    ...(between.length === 2 ? { between: [between[0], between[1]] as const } : {}),
    ...(country === undefined ? {} : { country }),
    ...(perKm === undefined ? {} : { perKm }),
  };
}

/**
 * Asks the planner and reads the figure: hours, USD of the price year, km, km/h. The option is the one marked best, else the
 * first. No answer, or an answer without the part asked for, is an outcome with its reason.
 */
export function measure(query: StudyQuery, quantity: Quantity, answer: Answerer): Measurement {
  const found = answer(query.request);
  if (found.status === "none") return { status: "none", reason: found.reason };
  if (found.status === "invalid") {
    return { status: "none", reason: found.problems.map((problem) => problem.message).join("; ") };
  }
  const option = found.options.find((candidate) => candidate.badges.includes("best")) ?? found.options[0];
  if (option === undefined) return { status: "none", reason: "The answer holds no option." };
  const measured = measureOption(option, query, quantity);
  if (typeof measured === "string") return { status: "none", reason: measured };
  return { status: "ok", corridor: option.corridor, ...measured };
}

/** The figure of one option, or why it has none. */
export function measureOption(option: AnswerOption, query: StudyQuery, quantity: Quantity): Measured | string {
  const part = legsThatCount(option, query);
  if (typeof part === "string") return part;
  switch (quantity) {
    case "hours":
      return isWhole(query) ? ofHours(option) : sumHours(part, query.lineHaulOnly);
    case "km":
      return { value: sumKm(part) };
    case "kmPerHour":
      return speed(part, query.lineHaulOnly);
    case "borderHours":
      return borderHours(part, query.crossings);
    case "usd":
      return money(option, part, query);
    default:
      throw new Error(`unknown quantity ${quantity satisfies never}`);
  }
}

const isWhole = (query: StudyQuery) =>
  query.between === undefined && query.country === undefined && !query.lineHaulOnly;

const ofHours = (option: AnswerOption): Measured => ({
  value: option.hours.mean,
  p10: option.hours.p10,
  p90: option.hours.p90,
});

function legsThatCount(option: AnswerOption, query: StudyQuery): readonly AnswerLeg[] | string {
  const slice = query.between === undefined ? option.legs : cut(option.legs, query.between);
  if (typeof slice === "string") return slice;
  return query.country === undefined ? slice : slice.filter((leg) => leg.country === query.country);
}

/** From the leg that leaves the first place to the leg that reaches the second; what happens at both ends stays out. */
function cut(legs: readonly AnswerLeg[], [first, last]: readonly [string, string]): readonly AnswerLeg[] | string {
  const begin = legs.findIndex((leg) => leg.from === first && leg.to !== first);
  if (begin === -1) return `The way does not leave ${first}.`;
  const end = legs.findIndex((leg, index) => index >= begin && leg.to === last && leg.from !== last);
  if (end === -1) return `The way does not reach ${last} after ${first}.`;
  return legs.slice(begin, end + 1);
}

const moves = (leg: AnswerLeg) => leg.kind === "line-haul";
const sumKm = (legs: readonly AnswerLeg[]) => legs.reduce((sum, leg) => sum + leg.km, 0);

/**
 * Mean of a part is the sum of the legs' means. Its P10 and P90 lie as far from the mean as the legs' own, added in
 * quadrature (legs independent); a leg's band includes its waiting, so there is none when waiting is left out.
 */
function sumHours(legs: readonly AnswerLeg[], lineHaulOnly: boolean): Measured | string {
  const counted = lineHaulOnly ? legs.filter(moves) : legs;
  if (counted.length === 0) return "No leg of the way counts.";
  const value = counted.reduce((sum, leg) => sum + leg.hours - (lineHaulOnly ? leg.waitHours : 0), 0);
  if (lineHaulOnly && counted.some((leg) => leg.waitHours > 0)) return { value };
  const below = Math.hypot(...counted.map((leg) => leg.hours - leg.hoursP10));
  const above = Math.hypot(...counted.map((leg) => leg.hoursP90 - leg.hours));
  return { value, p10: Math.max(0, value - below), p90: value + above };
}

function speed(legs: readonly AnswerLeg[], lineHaulOnly: boolean): Measured | string {
  const hours = sumHours(legs, lineHaulOnly);
  if (typeof hours === "string") return hours;
  const km = sumKm(legs.filter(moves));
  if (km <= 0 || hours.value <= 0) return "No kilometre of the way counts.";
  const value = km / hours.value;
  if (hours.p10 === undefined || hours.p90 === undefined || hours.p10 <= 0) return { value };
  return { value, p10: km / hours.p90, p90: km / hours.p10 };
}

/** Time standing at the first crossing of the list that the way uses. */
function borderHours(legs: readonly AnswerLeg[], crossings: StudyQuery["crossings"]): Measured | string {
  for (const places of crossings) {
    const standing = legs.filter(
      (leg) => STANDING.has(leg.kind) && places.includes(leg.from) && places.includes(leg.to),
    );
    if (standing.length > 0) return sumHours(standing, false);
  }
  return "The way uses none of these crossings.";
}

function money(option: AnswerOption, legs: readonly AnswerLeg[], query: StudyQuery): Measured | string {
  const counted = new Set(query.lineHaulOnly ? legs.filter(moves) : legs);
  const parts = option.costUsd.parts.filter((part) => {
    const leg = option.legs[part.leg];
    return (
      leg !== undefined && counted.has(leg) && (query.costKinds.length === 0 || query.costKinds.includes(part.kind))
    );
  });
  if (parts.length === 0) return "No cost of the way counts.";
  const km = sumKm([...counted]);
  if (query.perKm !== undefined && km <= 0) return "No kilometre of the way counts.";
  const scale = query.perKm === undefined ? 1 : query.perKm / km;
  const value = parts.reduce((sum, part) => sum + part.usd.mean, 0);
  if (parts.length === option.costUsd.parts.length) {
    return { value: value * scale, p10: option.costUsd.low * scale, p90: option.costUsd.high * scale };
  }
  const below = Math.hypot(...parts.map((part) => part.usd.mean - part.usd.low));
  const above = Math.hypot(...parts.map((part) => part.usd.high - part.usd.mean));
  return { value: value * scale, p10: Math.max(0, value - below) * scale, p90: (value + above) * scale };
}
