// What a thing is over a window, closures and conditions of the week included, and the rows that change it.

import type { LaidRows, LoadedDataset } from "../data/index.ts";
import type { ClosureRow } from "../data/parse-rules.ts";
import type { CountryCode, PlaceId } from "../model/ids.ts";
import type { Border, Condition, Link, Status, StatusPeriod } from "../model/network.ts";
import { type InstantHours, instant } from "../model/units.ts";
import { checkWindow, when } from "./change-numbers.ts";
import { sourceOf } from "./change-values.ts";
import type { EditContext, Resolved } from "./edit-kind.ts";
import { capital, listNames, pickThings } from "./pick-things.ts";
import type { ChangedStatus, Touched } from "./scenario.ts";
import { findThing, partsOf, type Thing, type ThingKind } from "./things.ts";
import { cutAt, instantIn, meet, type Window, windowOf } from "./window.ts";

/** What can be closed, opened or suspended. */
const STANDING_KINDS: readonly ThingKind[] = [
  "place",
  "link",
  "service",
  "terminal",
  "border",
  "water-body",
  "oil-place",
  "oil-link",
  "oil-route",
  "oil-tank",
  "oil-fleet",
];

type Standing = "open" | "closed" | "suspended";
const WORDS: Readonly<Record<Standing, string>> = { open: "open", closed: "closed", suspended: "suspended" };

/** Closes, opens or suspends what an edit names. */
export function resolveStanding(
  edit: { readonly what: string | readonly string[] } & Window,
  context: EditContext,
  status: Standing,
): Resolved {
  const window = windowOf(edit.from, edit.to);
  checkWindow(context, window);
  const things = pickThings(context, edit.what, STANDING_KINDS);
  const subjects = subjectsToStand(context, things);
  const statuses = subjects.flatMap((subject) => changesOf(context.dataset, subject.id, status, window));
  const verb = `${things.length > 1 ? "are" : "is"} ${WORDS[status]}`;
  const sentence = `${capital(listNames(things.map(({ name }) => name)))} ${verb}${when(window)}`;
  const changed = new Set(statuses.map(({ subject }) => subject));
  const laid = subjects.filter(({ id }) => changed.has(id));
  const already = `already ${WORDS[status]} in that window`;
  return {
    sentence,
    window,
    touches: subjects,
    statuses,
    claims: subjects.map(({ id: subject, name }) => ({
      key: `standing ${subject}`,
      subject: `the standing of ${name}`,
    })),
    rows: status === "open" ? opening(context, laid, window) : closing(context, laid, status, window),
    nothing: laid.length > 0 ? undefined : already,
  };
}

/** A border is the links that cross it, a water the links on it; all else is itself. */
function subjectsToStand(context: EditContext, things: readonly Thing[]): Touched[] {
  const subjects = new Map<string, Touched>();
  for (const thing of things) {
    const own =
      thing.kind === "border"
        ? linksAcross(context.dataset, thing.id)
        : thing.kind === "water-body"
          ? partsOf(context.dataset, thing).filter(({ kind }) => kind === "link" || kind === "oil-link")
          : [thing];
    if (own.length === 0) {
      context.error(
        "what",
        "nothing-there",
        `no link crosses the ${thing.name}`,
        "name the links or places themselves",
      );
    }
    for (const { id: subject, kind, name } of own) subjects.set(subject, { id: subject, kind, name });
  }
  return [...subjects.values()];
}

function linksAcross(dataset: LoadedDataset, borderId: string): Thing[] {
  const border = dataset.borders.find((candidate) => candidate.id === borderId) as Border;
  const country = (place: PlaceId): CountryCode | undefined => dataset.places.get(place)?.country;
  const joins = ({ from, to }: Link) => {
    const ends = [country(from), country(to)];
    return (
      [border.fromCountry, border.toCountry].every((side) => side === "*" || ends.includes(side)) && ends[0] !== ends[1]
    );
  };
  return [...dataset.links.values()]
    .filter(
      (link) =>
        joins(link) &&
        (border.mode === "*" || link.mode === border.mode) &&
        (border.place === "*" || link.from === border.place || link.to === border.place),
    )
    .map((link) => findThing(dataset, link.id) as Thing);
}

const bySubject = new WeakMap<object, ReadonlyMap<string, readonly (ClosureRow | Condition)[]>>();

function indexed<T extends ClosureRow | Condition>(list: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const known = bySubject.get(list);
  if (known !== undefined) return known as ReadonlyMap<string, readonly T[]>;
  const made = Map.groupBy(list, ({ subject }) => subject);
  bySubject.set(list, made);
  return made;
}

/** Closures, and conditions of the week that close, of one subject. */
const shutRows = ({ closures, conditions }: LoadedDataset, subject: string): (ClosureRow | Condition)[] => [
  ...(indexed(closures).get(subject) ?? []),
  ...(indexed(conditions).get(subject) ?? []).filter(({ kind }) => kind === "closed"),
];

/** What a thing is at an instant when known closed windows count too. */
export function standingAt(dataset: LoadedDataset, subject: string, at: InstantHours): Status {
  const status = dataset.statusAt(subject, at);
  if (status !== "open") return status;
  const shut = shutRows(dataset, subject).some(
    ({ from, to }) => instant(from) <= at && (to === undefined || instant(to) > at),
  );
  return shut ? "closed" : "open";
}

/** Days on which the standing of a thing may change. */
export function daysOf(dataset: LoadedDataset, subject: string): (string | undefined)[] {
  return [...dataset.statusPeriods(subject), ...shutRows(dataset, subject)].flatMap(({ from, to }) => [from, to]);
}

function changesOf(dataset: LoadedDataset, subject: string, after: Standing, window: Window): ChangedStatus[] {
  const changes: ChangedStatus[] = [];
  for (const piece of cutAt(window, daysOf(dataset, subject))) {
    const before = standingAt(dataset, subject, instantIn(piece));
    if (before === after) continue;
    const last = changes.at(-1);
    if (last !== undefined && last.before === before && last.to === piece.from) {
      changes[changes.length - 1] = { subject, before, after, ...windowOf(last.from, piece.to) };
    } else changes.push({ subject, before, after, ...windowOf(piece.from, piece.to) });
  }
  return changes;
}

/**
 * A row of standing for who plans in the window, and for what is closed a closure too, which travellers on the way meet by
 * the clock.
 */
function closing(
  context: EditContext,
  subjects: readonly Touched[],
  status: "closed" | "suspended",
  window: Window,
): LaidRows {
  const closures = status === "suspended" ? [] : subjects.map((subject, i) => closureOf(context, subject, window, i));
  return { statuses: subjects.map(({ id: subject }) => statusRow(context, subject, status, window)), closures };
}

function closureOf(context: EditContext, { id: subject }: Touched, { from, to }: Window, position: number): ClosureRow {
  return {
    id: `scenario-${context.scenario.id}-${context.index}-${position}`,
    subject,
    from: from ?? "1900-01-01",
    ...(to === undefined ? {} : { to }),
    cause: "",
    source: sourceOf(context),
    note: `closed in scenario ${context.scenario.name}`,
  };
}

export function statusRow(context: EditContext, subject: string, status: Status, window: Window): StatusPeriod {
  return {
    subject,
    status,
    ...windowOf(window.from, window.to),
    source: sourceOf(context),
    note: `scenario ${context.scenario.name}`,
  };
}

/** Standing open, and what shuts the thing in the window cut to what lies outside of it. */
function opening(context: EditContext, subjects: readonly Touched[], window: Window): LaidRows {
  const dropped = new Set<string>();
  const closures: ClosureRow[] = [];
  const conditions: Condition[] = [];
  for (const { id: subject } of subjects) {
    for (const row of shutRows(context.dataset, subject)) {
      if (meet(row, window) === undefined) continue;
      dropped.add(row.id);
      outside(row, window).forEach((rest, i) => {
        const piece = { ...row, id: `${row.id}-${i + 1}`, from: rest.from ?? row.from };
        if ("cause" in piece) closures.push({ ...piece, ...windowOf(piece.from, rest.to) } as ClosureRow);
        else conditions.push({ ...piece, to: rest.to ?? piece.to });
      });
    }
  }
  const statuses = subjects.map(({ id: subject }) => statusRow(context, subject, "open", window));
  return { statuses, closures, conditions, dropped };
}

/** What of a window is left beside another. */
function outside(row: Window, window: Window): Window[] {
  const before = window.from === undefined ? undefined : meet(row, windowOf(undefined, window.from));
  const after = window.to === undefined ? undefined : meet(row, windowOf(window.to, undefined));
  return [before, after].filter((piece) => piece !== undefined);
}
