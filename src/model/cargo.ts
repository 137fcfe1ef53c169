// What does somebody send who types "2x40ft", "40'HC", "1,200 tonnes of aluminium" or "truck"? Cargo units and commodities
// are the dataset's, found by name in any language, alias or id. A number is never guessed away: what does not parse is a
// problem with a hint. Not covered: several kinds of cargo in one text, weights per container.

import { nearestWords } from "../lib/nearest-word.ts";
import type { CargoKind, CargoUnit, Commodity } from "./network.ts";
import type { Problem } from "./problem.ts";

export interface CargoLists {
  readonly units: readonly CargoUnit[];
  readonly commodities: readonly Commodity[];
  /** Field of the request, for messages; `cargo` by default. */
  readonly place?: string;
}

export interface ParsedCargo {
  readonly kind: CargoKind;
  /** Containers, trucks or wagons; 1 for goods by the tonne, whose wagons follow from the commodity. */
  readonly units: number;
  /** Net tonnes of the whole consignment, when the text says so. */
  readonly tonnes?: number | undefined;
  /** Id of the commodity, when the text names one. */
  readonly commodity?: string | undefined;
  /** The commodity as it was typed, in lower case. */
  readonly commodityText?: string | undefined;
}

export type CargoReading =
  | { readonly status: "ok"; readonly cargo: ParsedCargo }
  | { readonly status: "invalid"; readonly problems: readonly Problem[] };

const MAX_TEXT = 200;
const MAX_UNITS = 10_000;
const MAX_TONNES = 1e7;

/** Words for a tonne and a kilogram, folded; English, Kazakh, Azerbaijani, Russian. */
const TONNES: Readonly<Record<string, number>> = {
  t: 1,
  ton: 1,
  tons: 1,
  tonne: 1,
  tonnes: 1,
  mt: 1,
  т: 1,
  тн: 1,
  тонн: 1,
  тонна: 1,
  тонны: 1,
  kt: 1000,
  kg: 0.001,
  кг: 0.001,
};

/** A signed number with any of the usual separators. */
const NUMBER = String.raw`[-+−]?\d[\d.,'’ ]*`;
const TIMES = /^\s*[x×х*]\s*/;

/**
 * Reads a consignment: `[count x] unit [weight] [of commodity]` or `weight [of] commodity`. `1,200` and `1 200` are
 * thousands; `1.5` and `1,5` are decimals. Nothing is thrown: every problem found comes back.
 */
export function parseCargo(text: string, lists: CargoLists): CargoReading {
  const place = lists.place ?? "cargo";
  const folded = fold(text.slice(0, MAX_TEXT));
  const problems: Problem[] = [];
  const add = (code: string, message: string, hint: string): void => {
    problems.push({ code, place, message, hint });
  };
  if (text.length > MAX_TEXT) add("too-long", `The cargo has ${text.length} characters.`, `Use at most ${MAX_TEXT}.`);
  else if (folded === "") add("no-cargo", "No cargo is given.", HINT);
  const cargo = problems.length === 0 ? readCargo(folded, lists, add) : undefined;
  if (problems.length > 0 || cargo === undefined) return { status: "invalid", problems };
  return { status: "ok", cargo };
}

const HINT = "Say 40ft, 2x40hc, truck, or tonnes of a commodity such as 1200t wheat.";

type AddProblem = (code: string, message: string, hint: string) => void;

function readCargo(text: string, lists: CargoLists, add: AddProblem): ParsedCargo | undefined {
  const byWeight = takeWeight(text, add);
  if (byWeight) {
    if (byWeight.rest === "") {
      add("no-commodity", `${text} of what?`, "Name the commodity, such as 1200t wheat, or give containers: 2x40ft.");
      return undefined;
    }
    const commodity = findCommodity(byWeight.rest, lists, add);
    return { kind: "wagon", units: 1, tonnes: byWeight.tonnes, commodity, commodityText: byWeight.rest };
  }
  const counted = takeUnit(text, lists);
  if (!counted) {
    explainUnknown(text, lists, add);
    return undefined;
  }
  const units = counted.count === undefined ? 1 : readCount(counted.count, add);
  const weight = takeWeight(counted.rest, add);
  const goods = withoutOf(weight ? weight.rest : counted.rest);
  const commodity = goods === "" ? undefined : findCommodity(goods, lists, add);
  return {
    kind: counted.kind,
    units,
    ...(weight && { tonnes: weight.tonnes }),
    ...(goods !== "" && { commodity, commodityText: goods }),
  };
}

/** `1,200 tonnes of …`: undefined when the text does not begin with a number and a word for a weight. */
function takeWeight(text: string, add: AddProblem): { tonnes: number; rest: string } | undefined {
  const match = new RegExp(`^(?:nan|[-+−]?infinity|${NUMBER})(?:e[-+]?\\d+)?`, "u").exec(text);
  if (!match) return undefined;
  const after = /^\s*(?:metric\s+)?(\p{L}+)\.?(?![\p{L}\p{N}])\s*/u.exec(text.slice(match[0].length));
  const factor = after && Object.hasOwn(TONNES, after[1]) ? TONNES[after[1]] : undefined;
  if (after === null || factor === undefined) return undefined;
  const rest = withoutOf(text.slice(match[0].length + after[0].length));
  const amount = toNumber(match[0]);
  const tonnes = amount * factor;
  if (Number.isNaN(amount)) add("bad-number", `${match[0].trim()} is no number.`, "Write tonnes like 1200 or 1,200.");
  else if (!(tonnes > 0)) add("not-positive", `${match[0].trim()} tonnes cannot be sent.`, "Give a weight above 0.");
  else if (tonnes > MAX_TONNES) {
    add("too-large", `${match[0].trim()} is more than ${MAX_TONNES} t.`, "Give the weight of one consignment.");
  }
  return { tonnes, rest };
}

/** A unit's name at the beginning, after a count if need be: the longest name that fits. */
function takeUnit(
  text: string,
  lists: CargoLists,
): { kind: CargoKind; count: string | undefined; rest: string } | undefined {
  const names = unitNames(lists.units);
  const plain = longestName(text, names);
  if (plain) return { ...plain, count: undefined };
  const number = new RegExp(`^${NUMBER}`, "u").exec(text);
  if (!number) return undefined;
  let rest = text.slice(number[0].length);
  const times = TIMES.exec(rest);
  // "2 40ft" reads as one number with a blank in it: its last group then begins the unit.
  const groups = times ? null : /^(\S+)\s+(\S.*)$/u.exec(number[0].trim());
  if (groups) {
    const found = longestName(groups[2] + rest, names);
    if (found) return { ...found, count: groups[1] };
  }
  rest = times ? rest.slice(times[0].length) : rest.trimStart();
  const found = longestName(rest, names);
  return found && { ...found, count: number[0].trim() };
}

function longestName(
  text: string,
  names: readonly { readonly words: string; readonly kind: CargoKind }[],
): { kind: CargoKind; rest: string } | undefined {
  for (const { words, kind } of names) {
    const end = matchLoosely(text, words);
    if (end < 0) continue;
    // An ending of the plural (English, Russian), then the end of the word.
    const after = /^(?:s|а|ы|ов)?(?![\p{L}\p{N}'])[\s,:;]*/u.exec(text.slice(end));
    if (after) return { kind, rest: text.slice(end + after[0].length) };
  }
  return undefined;
}

/** Where `words` ends in the text when blanks and hyphens do not count, or -1. */
function matchLoosely(text: string, words: string): number {
  let at = 0;
  for (const letter of words) {
    while (at > 0 && at < text.length && (text[at] === " " || text[at] === "-")) at++;
    if (!text.startsWith(letter, at)) return -1;
    at += letter.length;
  }
  return at;
}

/** All names without blanks, longest first, so that `40ft hc` is not read as `40ft`. */
function unitNames(units: readonly CargoUnit[]): { words: string; kind: CargoKind; name: string }[] {
  return units
    .flatMap((unit) => [unit.id, unit.name, ...unit.aliases].map((name) => ({ name, kind: unit.id })))
    .map(({ name, kind }) => ({ words: fold(name).replaceAll(/[\s-]/g, ""), kind, name }))
    .filter(({ words }) => words !== "")
    .sort((a, b) => b.words.length - a.words.length || (a.words < b.words ? -1 : 1));
}

function readCount(text: string, add: AddProblem): number {
  const count = toNumber(text);
  if (!Number.isInteger(count)) add("bad-number", `${text} is no whole number.`, "Say how many, like 2x40ft.");
  else if (count < 1) add("not-positive", `${text} units cannot be sent.`, "Give at least 1.");
  else if (count > MAX_UNITS) add("too-large", `${text} units are more than ${MAX_UNITS}.`, "Give one consignment.");
  return count;
}

function findCommodity(text: string, { commodities }: CargoLists, add: AddProblem): string | undefined {
  const wanted = fold(text);
  const known = new Map<string, Commodity>();
  for (const commodity of commodities) {
    for (const name of [commodity.id, ...Object.values(commodity.names), ...commodity.aliases]) {
      if (!known.has(fold(name))) known.set(fold(name), commodity);
    }
  }
  const found = known.get(wanted);
  if (found) return found.id;
  const near = nearestWords(wanted, known.keys()).map((name) => known.get(name)?.names.en ?? name);
  const names = near.length > 0 ? [...new Set(near)] : commodities.slice(0, 8).map((commodity) => commodity.names.en);
  add(
    "unknown-commodity",
    `${text} is no commodity of this dataset.`,
    near.length > 0 ? `Did you mean ${names.join(" or ")}?` : `Known are ${names.join(", ")} and others.`,
  );
  return undefined;
}

function explainUnknown(text: string, lists: CargoLists, add: AddProblem): void {
  const commodityProblems: string[] = [];
  if (findCommodity(text, lists, (code) => commodityProblems.push(code)) !== undefined) {
    add("no-quantity", `How much ${text}?`, `Say for example 1200t ${text}, or 2x40ft of ${text}.`);
    return;
  }
  const bare = text.replace(new RegExp(`^${NUMBER}(?:[x×х*]\\s*)`, "u"), "");
  const names = new Map(unitNames(lists.units).map(({ words, name }) => [words, name]));
  const near = nearestWords(bare, names.keys()).map((words) => names.get(words) ?? words);
  const hint = near.length > 0 ? `Did you mean ${near.join(" or ")}? ${HINT}` : HINT;
  add("unknown-cargo", `${text} is no cargo.`, hint);
}

const withoutOf = (text: string): string => text.replace(/^[\s,:;]*(?:of|из)?(?![\p{L}\p{N}])\s*/u, "").trim();

/**
 * Thousands in groups of three after commas, blanks or apostrophes; one comma with other than three digits behind it is a
 * decimal comma. NaN for anything else.
 */
function toNumber(text: string): number {
  const plain = text
    .trim()
    .replace("−", "-")
    .replaceAll(/[\s'’]/gu, "");
  const [whole] = plain.split(".");
  const commas = whole.split(",");
  const inGroups = commas.length > 1 && commas.slice(1).every((group) => /^\d{3}$/.test(group));
  const written = inGroups
    ? plain.replaceAll(",", "")
    : commas.length === 2 && !plain.includes(".")
      ? plain.replace(",", ".")
      : plain;
  const isNumber = /^[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?$/.test(written);
  return isNumber ? Number(written) : Number.NaN;
}

/** Lower case, Latin letters without accents (й stays й), one kind of apostrophe, one blank between words. */
function fold(text: string): string {
  return text
    .replaceAll("İ", "i")
    .toLowerCase()
    .normalize("NFKD")
    .replaceAll(/(\p{Script=Latin})\p{Mn}+/gu, "$1")
    .normalize("NFC")
    .replaceAll("ı", "i")
    .replaceAll("ə", "e")
    .replaceAll(/[’‘′´`]/g, "'")
    .replaceAll(/\s+/g, " ")
    .trim();
}
