// How much is asked for: by group of goods, origin and destination.

import { z } from "zod";
import type { LoadedDataset } from "../../data/index.ts";
import { didYouMean } from "../../lib/nearest-word.ts";
import { DEMAND_FACTOR, type DemandRow } from "../../model/demand.ts";
import type { PlaceId } from "../../model/ids.ts";
import { checkWindow, toWords, when } from "../change-numbers.ts";
import { type Change, changeAttribute, joinChanged, newRow, readChange, sourceOf, wordsOf } from "../change-values.ts";
import type { EditContext, EditKind, Resolved } from "../edit-kind.ts";
import { findThing } from "../things.ts";
import { type Window, windowOf } from "../window.ts";
import { amountFields, windowFields } from "./fields.ts";

const END = z.string().max(200).optional().describe("Id of a place, or country:CC");

export const demandFields = {
  group: z.string().max(100).optional().describe("Group of goods; all when left out"),
  origin: END,
  destination: END,
};

export const demandForm = z.strictObject({
  edit: z.literal("demand"),
  ...demandFields,
  ...amountFields,
  ...windowFields,
});

type DemandEdit = z.infer<typeof demandForm>;

export const demand: EditKind<DemandEdit> = {
  kind: "demand",
  resolve(edit, context) {
    const window = windowOf(edit.from, edit.to);
    checkWindow(context, window);
    const change = readChange(context, edit, { fixedUnit: "t/year" });
    const rows = pickRows(context, edit);
    const sentence = `Demand${subjectWords(context.dataset, edit)} is ${change === undefined ? "changed" : wordsOf(change)}${when(window)}`;
    if (change === undefined || rows.length === 0) return { sentence, window, touches: [], rows: {} };
    const touches = touchedBy(context, rows);
    // A factor for all the time and one for some days are two things, and multiply.
    const group = window.from === undefined && window.to === undefined ? "demand" : "demand-days";
    const claims = rows.map(({ id }) => ({ key: `${group} ${id}`, subject: `demand ${id}` }));
    const factors = rows.map((row) => factorFor(context, row, change, rows));
    if (factors.some((factor) => factor === undefined)) return { sentence, window, touches, rows: {} };
    const nothing = factors.every((factor) => factor === 1) ? "demand is the same as before" : undefined;
    const result: Resolved = { sentence, window, touches, claims, demandRows: rows.length, rows: {}, nothing };
    if (window.from === undefined && window.to === undefined) {
      return { ...result, rows: { demand: rows.map((row, i) => scaled(context, row, factors[i] ?? 1, change)) } };
    }
    // All of a group by the group itself; what goes between some places row by row.
    const isWhole = edit.origin === undefined && edit.destination === undefined;
    const ids = isWhole ? touches.map(({ id }) => id) : rows.map(({ id }) => id);
    const laid = joinChanged(ids.map((id) => inWindow(context, id, factors[0] ?? 1, window)));
    return { ...result, values: laid.changes, rows: { values: laid.rows } };
  },
};

function pickRows(context: EditContext, { group, origin, destination }: DemandEdit): DemandRow[] {
  const { dataset } = context;
  if (group !== undefined && !dataset.demandGroups.has(group)) {
    const groups = [...dataset.demandGroups.keys()];
    context.error(
      "group",
      "unknown-group",
      `there is no group of goods ${JSON.stringify(group)}`,
      didYouMean(group, groups, `one of ${groups.join(", ")}`),
    );
    return [];
  }
  const ends = (["origin", "destination"] as const).map((field) => {
    const id = field === "origin" ? origin : destination;
    return id === undefined ? () => true : endMatcher(context, field, id);
  });
  const rows = dataset.demand.filter(
    (row) => (group === undefined || row.group === group) && ends[0](row.origin) && ends[1](row.destination),
  );
  const known = [origin, destination].every((id) => id === undefined || findThing(dataset, id) !== undefined);
  if (rows.length === 0 && known)
    context.error(
      "",
      "no-such-value",
      "no demand of the dataset is like that",
      "see demand.csv for who sends what to whom",
    );
  return rows;
}

/** A place, everything in a city, or everything in a country. */
function endMatcher(context: EditContext, field: string, id: string): (place: PlaceId) => boolean {
  const { dataset } = context;
  const thing = findThing(dataset, id);
  if (thing === undefined || (thing.kind !== "place" && thing.kind !== "country")) {
    const near = context.near(id, ["place", "country"]);
    context.error(
      field,
      "unknown-id",
      `there is no place or country ${JSON.stringify(id)}`,
      near.length > 0 ? `did you mean ${near.join(" or ")}?` : "an id of places.csv, or country:CC",
    );
    return () => false;
  }
  if (thing.kind === "country") return (place) => dataset.places.get(place)?.country === id.slice("country:".length);
  return (place) => place === id || dataset.places.get(place)?.city === id;
}

/** What a row is multiplied by; a set or added total is shared in the proportions there are. */
function factorFor(
  context: EditContext,
  row: DemandRow,
  change: Change,
  rows: readonly DemandRow[],
): number | undefined {
  if (change.how === "scale") return change.factor;
  const inTeu = change.unit === "TEU/year";
  if (!inTeu && change.unit !== "t/year" && change.unit !== "Mt/year") {
    if (row === rows[0])
      context.error("unit", "wrong-unit", `demand cannot be in ${change.unit}`, "t/year, Mt/year or TEU/year");
    return undefined;
  }
  const now = rows.reduce((sum, { tonnesPerYear, teuPerYear }) => sum + (inTeu ? teuPerYear : tonnesPerYear), 0);
  const amount = change.value * (change.unit === "Mt/year" ? 1e6 : 1);
  const after = change.how === "set" ? amount : now + amount;
  if (now > 0 && after >= 0) return after / now;
  if (row === rows[0]) {
    context.error(
      change.how,
      after < 0 ? "negative-value" : "no-such-value",
      after < 0
        ? `demand would be ${toWords(after)} of ${toWords(now)}`
        : `there is no demand in ${change.unit} to start from`,
      after < 0 ? "nothing less than none is asked for" : "give it in the unit these goods are counted in",
    );
  }
  return undefined;
}

function scaled(context: EditContext, row: DemandRow, factor: number, change: Change): DemandRow {
  return {
    ...row,
    tonnesPerYear: row.tonnesPerYear * factor,
    teuPerYear: row.teuPerYear * factor,
    ...(row.low === undefined ? {} : { low: row.low * factor }),
    ...(row.high === undefined ? {} : { high: row.high * factor }),
    basis: "assumed",
    source: sourceOf(context),
    note: `${wordsOf(change)} in scenario ${context.scenario.name}; ${toWords(row.tonnesPerYear)} t/year (${row.source}) without it`,
  };
}

/** In a window rows keep their yearly amounts, and they or their group get a factor for those days. */
function inWindow(context: EditContext, id: string, factor: number, window: Window) {
  const subject = { subject: id, attribute: DEMAND_FACTOR };
  const laid = changeAttribute(context, subject, { how: "scale", factor }, window);
  return laid.rows.length > 0 ? laid : newRow(context, { ...subject, value: factor, unit: "share" }, window);
}

function touchedBy({ dataset }: EditContext, rows: readonly DemandRow[]) {
  return [...new Set(rows.map(({ group }) => group))].flatMap((group) => findThing(dataset, group) ?? []);
}

function subjectWords(dataset: LoadedDataset, { group, origin, destination }: DemandEdit): string {
  const name = (id: string) => findThing(dataset, id)?.name ?? id;
  return [
    group === undefined ? "" : ` for ${name(group)}`,
    origin === undefined ? "" : ` from ${name(origin)}`,
    destination === undefined ? "" : ` to ${name(destination)}`,
  ].join("");
}
