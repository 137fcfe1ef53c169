// From what somebody asks, in their words, to what the planner works with; every problem at once.
// Places are found by any name, code or id; cargo is read from text; defaults come from the dataset and are echoed.

import { findPlaces, resolvePlace } from "../data/index.ts";
import { type Consignment, MOST_GROUPS } from "../engines/routing/index.ts";
import { nearestWords } from "../lib/nearest-word.ts";
import { type ParsedCargo, parseCargo } from "../model/cargo.ts";
import type { Dataset } from "../model/dataset.ts";
import type { CountryCode, PlaceId } from "../model/ids.ts";
import { type CargoKind, MODES, type Place } from "../model/network.ts";
import { InvalidInput, type Problem } from "../model/problem.ts";
import { HOURS_PER_DAY, type InstantHours, tonnes as inTonnes, isoDateOf, type Usd, usd } from "../model/units.ts";
import { readDate } from "./read-date.ts";

/** A request after its schema: shapes are right, meanings are not yet known. */
export interface AskedRequest {
  readonly from: string;
  readonly to: string;
  readonly cargo: string;
  readonly units: number;
  readonly depart?: string | undefined;
  readonly departHour: number;
  readonly deadline?: string | undefined;
  readonly valueUsd?: number | undefined;
  readonly costOfCapital?: number | undefined;
  readonly tonnes?: number | undefined;
  readonly commodity?: string | undefined;
  readonly dangerous: boolean;
  readonly reefer: boolean;
  readonly avoid: readonly string[];
  readonly require: readonly string[];
  readonly date?: string | undefined;
  readonly options: number;
  readonly pareto: boolean;
  /** Whose waits lie over the dataset already: the run or file. */
  readonly waits?: string | undefined;
}

/** Something to avoid or to pass, as the graph's arcs name it. */
export interface PathTerm {
  /** As it was asked. */
  readonly text: string;
  /** In words: the name of the country, place or corridor. */
  readonly label: string;
  readonly kind: "country" | "place" | "mode" | "corridor" | "service" | "link";
  /** Any of these (ServiceArc.touches); empty for a corridor, which is a rule of its own. */
  readonly touches: readonly string[];
  readonly corridor?: string;
}

export interface PlanRequest {
  readonly asked: AskedRequest;
  readonly from: Place;
  readonly to: Place;
  readonly consignment: Consignment;
  readonly cargoLabel: string;
  readonly depart: InstantHours;
  readonly networkDate: InstantHours;
  /** End of the day by which it must have arrived. */
  readonly deadline?: InstantHours;
  readonly valueUsd: Usd;
  readonly costOfCapital: number;
  readonly depreciation: number;
  readonly avoid: readonly PathTerm[];
  readonly require: readonly PathTerm[];
}

/**
 * Reads a request against a dataset.
 * @throws InvalidInput with all problems
 */
export function readRequest(dataset: Dataset, asked: AskedRequest): PlanRequest {
  const problems: Problem[] = [];
  const from = readPlace(dataset, asked.from, "from", problems);
  const to = readPlace(dataset, asked.to, "to", problems);
  if (from && to && from.id === to.id) {
    problems.push({
      code: "same-place",
      place: "to",
      message: `The consignment is already in ${from.names.en}.`,
      hint: "Choose two different places.",
    });
  }
  const cargo = readCargo(dataset, asked, problems);
  const depart = readDate(asked.depart ?? dataset.defaultDate, "depart", problems);
  const networkDate = asked.date === undefined ? undefined : readDate(asked.date, "date", problems);
  const deadline = asked.deadline === undefined ? undefined : readDate(asked.deadline, "deadline", problems);
  if (depart !== undefined && deadline !== undefined && deadline + HOURS_PER_DAY <= depart + asked.departHour) {
    problems.push({
      code: "deadline-before-departure",
      place: "deadline",
      message: `The deadline ${asked.deadline} is not after the departure.`,
      hint: "Move the deadline or the departure.",
    });
  }
  const avoid = asked.avoid.map((text, i) => readTerm(dataset, text, `avoid.${i}`, problems));
  const require = asked.require.map((text, i) => readTerm(dataset, text, `require.${i}`, problems));
  checkRequirements(dataset, require, problems);
  if (problems.length > 0 || !from || !to || !cargo || depart === undefined) throw new InvalidInput(problems);

  const start = (depart + asked.departHour) as InstantHours;
  const consignment = toConsignment(dataset, cargo, asked, start);
  if ("problem" in consignment) throw new InvalidInput([consignment.problem]);
  return {
    asked,
    from,
    to,
    consignment,
    cargoLabel: labelOf(dataset, consignment),
    depart: start,
    networkDate: networkDate ?? start,
    ...(deadline === undefined ? {} : { deadline: (deadline + HOURS_PER_DAY) as InstantHours }),
    valueUsd: usd(asked.valueUsd ?? defaultValueUsd(dataset, consignment, start)),
    costOfCapital: asked.costOfCapital ?? usual(dataset, dataset.id, "costOfCapital", start, "costOfCapital"),
    // Goods that lose no value on the way are the rule; a dataset may say otherwise.
    depreciation: dataset.findValue(dataset.id, "depreciationPerYear", start)?.value ?? 0,
    avoid: avoid.filter((term) => term !== undefined),
    require: require.filter((term) => term !== undefined),
  };
}

/** A corridor counts with all it must pass; room is left for the corridor a way is compared with. */
function checkRequirements(dataset: Dataset, require: readonly (PathTerm | undefined)[], problems: Problem[]): void {
  const groupsOf = (corridor: string) => dataset.corridors.find(({ id }) => id === corridor)?.mustPass.length ?? 0;
  const count = require.reduce((sum, term) => sum + (term?.corridor ? groupsOf(term.corridor) : 1), 0);
  const widest = Math.max(0, ...dataset.corridors.map(({ mustPass }) => mustPass.length));
  const most = MOST_GROUPS - widest;
  if (require.length <= 4 && count <= most) return;
  problems.push({
    code: "too-many-requirements",
    place: "require",
    message: `At most four requirements can be set at once, and ${most} conditions in all; these are ${count}.`,
    hint: "Require the places that matter, or one corridor; the rest follows from them.",
  });
}

function readPlace(dataset: Dataset, text: string, field: string, problems: Problem[]): Place | undefined {
  const found = resolvePlace(dataset, text);
  if (found.status === "ok") return found.place;
  const candidates = found.status === "ambiguous" ? found.candidates : found.suggestions;
  const suggestions = candidates.map((place) => place.names.en);
  problems.push({
    code: found.status === "ambiguous" ? "ambiguous-place" : "unknown-place",
    place: field,
    message:
      found.status === "ambiguous" ? `“${text}” can mean several places.` : `No place called “${text}” is known.`,
    hint:
      suggestions.length > 0
        ? `Did you mean ${suggestions.slice(0, 4).join(", ")}?`
        : "Give a city, a terminal or a UN/LOCODE; `kopru data export` lists all places.",
    ...(suggestions.length > 0 ? { suggestions } : {}),
  } as Problem);
  return undefined;
}

function readCargo(dataset: Dataset, asked: AskedRequest, problems: Problem[]): ParsedCargo | undefined {
  const parsed = parseCargo(asked.cargo, {
    units: [...dataset.cargoUnits.values()],
    commodities: [...dataset.commodities.values()],
  });
  if (parsed.status === "invalid") {
    problems.push(...parsed.problems);
    return undefined;
  }
  if (asked.commodity) {
    const again = parseCargo(`1t ${asked.commodity}`, {
      units: [...dataset.cargoUnits.values()],
      commodities: [...dataset.commodities.values()],
    });
    if (again.status === "invalid") {
      problems.push(...again.problems.map((problem) => ({ ...problem, place: "commodity" })));
      return undefined;
    }
    return { ...parsed.cargo, commodity: again.cargo.commodity };
  }
  return parsed.cargo;
}

function toConsignment(
  dataset: Dataset,
  cargo: ParsedCargo,
  asked: AskedRequest,
  at: InstantHours,
): Consignment | { readonly problem: Problem } {
  const kind = cargo.kind as CargoKind;
  const unit = dataset.cargoUnits.get(kind);
  const number = (attribute: string) => dataset.findValue(kind, attribute, at)?.value;
  const commodity = cargo.commodity ?? "";
  const goods = dataset.commodities.get(commodity);
  let tonnes = asked.tonnes ?? cargo.tonnes;
  let units = cargo.units * (kind === "wagon" ? 1 : asked.units);
  if (kind === "wagon") {
    const perWagon =
      dataset.findValue(commodity, "wagonTonnes", at)?.value ?? usual(dataset, kind, "payloadTonnes", at, "tonnes");
    tonnes ??= perWagon * units * asked.units;
    units = Math.max(1, Math.ceil(tonnes / perWagon - 1e-9));
  }
  tonnes ??= usual(dataset, kind, "payloadTonnes", at, "tonnes") * units;
  const most = number("maxPayloadTonnes");
  if (most !== undefined && tonnes > most * units * 1.0001) {
    const needed = Math.ceil(tonnes / most);
    return {
      problem: {
        code: "too-heavy",
        place: "tonnes",
        message: `${tonnes} t do not fit into ${units} × ${kind}: at most ${most} t each.`,
        hint: `Use at least ${needed} units.`,
      },
    };
  }
  if (units > 100_000) {
    return {
      problem: {
        code: "too-many-units",
        place: "units",
        message: `${units} units are too many for one consignment.`,
        hint: "Split it.",
      },
    };
  }
  return {
    cargo: kind,
    units,
    teu: (unit?.teu ?? 0) * units,
    tonnes: inTonnes(tonnes),
    // Wagons and trucks are the vehicle, whose weight the emission factors contain.
    grossTonnes: inTonnes(tonnes + (isContainer(kind) ? usual(dataset, kind, "tareTonnes", at, "cargo") * units : 0)),
    commodity,
    dangerous: asked.dangerous || Boolean(goods?.dangerousClass),
    reefer: asked.reefer || Boolean(goods?.reefer),
  };
}

function defaultValueUsd(dataset: Dataset, consignment: Consignment, at: InstantHours): number {
  const perTonne = consignment.commodity ? dataset.findValue(consignment.commodity, "valueUsdPerTonne", at) : undefined;
  if (perTonne) return dataset.toUsd(perTonne, perTonne.value) * consignment.tonnes;
  const perTeu = dataset.findValue(dataset.id, "cargoValue", at);
  if (!perTeu) throw noUsual(dataset.id, "cargoValue", at, "valueUsd");
  const teu = consignment.teu > 0 ? consignment.teu : consignment.tonnes / tonnesPerTeu(dataset, at);
  return dataset.toUsd(perTeu, perTeu.value) * teu;
}

const isContainer = (kind: CargoKind): boolean => kind !== "wagon" && kind !== "truck";

/** A truck or wagon without a stated commodity is valued like the smallest containers that its load would fill. */
function tonnesPerTeu(dataset: Dataset, at: InstantHours): number {
  const [smallest] = [...dataset.cargoUnits.values()].filter(({ id }) => isContainer(id)).sort((a, b) => a.teu - b.teu);
  if (!smallest) throw noUsual(dataset.id, "container", at, "valueUsd");
  return usual(dataset, smallest.id, "payloadTonnes", at, "valueUsd") / smallest.teu;
}

/**
 * What the dataset takes for granted where nothing is stated; the planner has no figures of its own.
 * @param field of the request that would make it unnecessary
 * @throws InvalidInput when the dataset does not say (`data check` finds that too)
 */
function usual(dataset: Dataset, subject: string, attribute: string, at: InstantHours, field: string): number {
  const found = dataset.findValue(subject, attribute, at);
  if (!found) throw noUsual(subject, attribute, at, field);
  return found.value;
}

const noUsual = (subject: string, attribute: string, at: InstantHours, field: string): InvalidInput =>
  new InvalidInput([
    {
      code: "missing-default",
      place: field,
      message: `The dataset has no ${attribute} of ${subject} on ${isoDateOf(at)}.`,
      hint: `State ${field}, or add the value to the dataset.`,
    },
  ]);

function labelOf(dataset: Dataset, consignment: Consignment): string {
  const goods = dataset.commodities.get(consignment.commodity)?.names.en;
  const unit = dataset.cargoUnits.get(consignment.cargo)?.name ?? consignment.cargo;
  if (consignment.cargo === "wagon") {
    return `${round(consignment.tonnes)} t${goods ? ` of ${goods.toLowerCase()}` : ""} in ${consignment.units} wagons`;
  }
  return `${consignment.units} × ${unit}${goods ? ` of ${goods.toLowerCase()}` : ""}`;
}

/** A country code or name, a place, a mode, a corridor, a service or a link. */
function readTerm(dataset: Dataset, text: string, field: string, problems: Problem[]): PathTerm | undefined {
  const wanted = text.trim();
  const lower = wanted.toLowerCase();
  for (const [code, names] of dataset.countries) {
    const isName = Object.values(names).some((name) => name.toLowerCase() === lower);
    if (code === wanted.toUpperCase() || isName) {
      return { text, label: names.en, kind: "country", touches: [`country:${code as CountryCode}`] };
    }
  }
  const mode = MODES.find((candidate) => candidate === lower);
  if (mode) return { text, label: mode, kind: "mode", touches: [`mode:${mode}`] };
  const corridor = dataset.corridors.find(
    ({ id, names }) => id === lower || Object.values(names).some((name) => name.toLowerCase() === lower),
  );
  if (corridor) return { text, label: corridor.names.en, kind: "corridor", touches: [], corridor: corridor.id };
  const service = [...dataset.services.values()].find(({ id }) => id === lower);
  if (service) return { text, label: service.name, kind: "service", touches: [service.id] };
  const link = [...dataset.links.values()].find(({ id }) => id === lower);
  if (link) return { text, label: link.id, kind: "link", touches: [link.id] };
  const found = resolvePlace(dataset, wanted);
  const waypoint = found.status === "ok" ? undefined : namedWaypoint(dataset, lower);
  if (waypoint) return { text, label: waypoint.names.en, kind: "place", touches: [waypoint.id] };
  if (found.status === "ok") {
    const inside = dataset.placesOfCity(found.place.id as PlaceId).map((place) => place.id as string);
    return { text, label: found.place.names.en, kind: "place", touches: [found.place.id, ...inside] };
  }
  const words = [
    ...[...dataset.countries.values()].map((names) => names.en),
    ...MODES,
    ...dataset.corridors.map(({ id }) => id),
    ...findPlaces(dataset, wanted, { limit: 3 }).map((place) => place.names.en),
  ];
  const suggestions = nearestWords(wanted, words);
  problems.push({
    code: "unknown-term",
    place: field,
    message: `“${text}” is no country, place, mode or corridor.`,
    hint:
      suggestions.length > 0
        ? `Did you mean ${suggestions.join(", ")}?`
        : `Give a country code such as ${[...dataset.countries.keys()][0] ?? "KZ"}, a place, a mode (${MODES.join(", ")}) or a corridor id.`,
    ...(suggestions.length > 0 ? { suggestions } : {}),
  } as Problem);
  return undefined;
}

/** Straits, canals and capes take no cargo, so the search for places leaves them out; a way can pass or avoid them. */
function namedWaypoint(dataset: Dataset, lower: string): Place | undefined {
  return [...dataset.places.values()].find(
    ({ id, kind, names, aliases }) =>
      kind === "sea-waypoint" && [id, ...Object.values(names), ...aliases].some((name) => name.toLowerCase() === lower),
  );
}

const round = (value: number): number => Math.round(value * 10) / 10;
