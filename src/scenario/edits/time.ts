// How long the way takes.

import { z } from "zod";
import type { LinkId } from "../../model/ids.ts";
import type { Link } from "../../model/network.ts";
import { changeNumbers, checkWindow, resolvedNumbers, spanWords, when } from "../change-numbers.ts";
import {
  type Change,
  type Changed,
  inverseOf,
  joinChanged,
  NOTHING_CHANGED,
  newRow,
  readChange,
  takesUnit,
  wordsOf,
} from "../change-values.ts";
import type { EditContext, EditKind } from "../edit-kind.ts";
import { listNames, pickThings } from "../pick-things.ts";
import type { Thing } from "../things.ts";
import { instantIn, type Window, windowOf } from "../window.ts";
import { amountFields, what, windowFields } from "./fields.ts";

export const timeForm = z.strictObject({
  edit: z.literal("time"),
  what,
  attribute: z.string().max(60).optional().describe("speedKmh, transitHours or callHours, where there are several"),
  ...amountFields,
  ...windowFields,
});

/** Hours rise with time; a speed falls. */
const HOURS = ["transitHours", "callHours", "roundTripHours", "transitDays"];
const TIMES = ["speedKmh", ...HOURS];

export const time: EditKind<z.infer<typeof timeForm>> = {
  kind: "time",
  resolve(edit, context) {
    const window = windowOf(edit.from, edit.to);
    checkWindow(context, window);
    const things = pickThings(context, edit.what, ["link", "service", "country", "oil-link"]);
    const change = readChange(context, edit, { zero: false });
    const subject = `Travel time on ${listNames(things.map(({ name }) => name))}`;
    if (change === undefined || !isTime(context, edit.attribute)) {
      return { sentence: `${subject} is changed${when(window)}`, window, touches: [], rows: {} };
    }
    const borrowed = things.filter((thing) => edit.scale !== undefined && lacksSpeed(context, thing));
    const ofLinks = borrowed.map((link) => ownSpeed(context, link, edit.scale ?? 1, window));
    const numbers = changeNumbers(context, {
      things: things.filter((thing) => !borrowed.includes(thing)),
      change,
      window,
      group: "time",
      noun: edit.attribute ?? "time or speed",
      settable: edit.attribute === undefined ? TIMES : [edit.attribute],
      follows: (attribute, asked) =>
        edit.attribute === undefined || edit.attribute === attribute ? follows(attribute, asked) : undefined,
    });
    const found = {
      ...joinChanged([numbers, ...ofLinks]),
      touches: [...numbers.touches, ...borrowed],
      claims: [
        ...numbers.claims,
        ...borrowed.map((link) => ({ key: `time ${link.id} speedKmh`, subject: `speedKmh of ${link.name}` })),
      ],
    };
    const span = spanWords(found.changes);
    return resolvedNumbers(
      found,
      window,
      `${subject} is ${span === "" ? wordsOf(change) : `changed ${span}`}${when(window)}`,
    );
  },
};

function follows(attribute: string, change: Change): Change | undefined {
  if (attribute === "speedKmh") {
    // `set: 60, unit: km/h` is a speed already; hours cannot be set on what has a speed.
    if (change.how !== "scale") return takesUnit(attribute, change.unit) ? change : undefined;
    return inverseOf(change, (value) => value, "km/h");
  }
  return HOURS.includes(attribute) && (change.how === "scale" || takesUnit(attribute, change.unit))
    ? change
    : undefined;
}

function isTime(context: EditContext, attribute: string | undefined): boolean {
  if (attribute === undefined || TIMES.includes(attribute)) return true;
  context.error("attribute", "unknown-attribute", `${attribute} is no time`, `one of ${TIMES.join(", ")}`);
  return false;
}

const lacksSpeed = ({ dataset }: EditContext, { id, kind }: Thing): boolean =>
  kind === "link" && dataset.valuesInOrder(id, "speedKmh").length === 0;

/** A link without a speed of its own is run at that of each train; here it gets one, from the fastest of them. */
function ownSpeed(context: EditContext, { id, name }: Thing, factor: number, window: Window): Changed {
  const { dataset } = context;
  const link = dataset.links.get(id as LinkId) as Link;
  const country = dataset.places.get(link.from)?.country ?? "";
  const at = instantIn({ from: window.from ?? context.scenario.baseDate });
  const speeds = [...dataset.services.values()]
    .filter(
      ({ kind, mode, gauge }) =>
        kind === "network" && mode === link.mode && (gauge === 0 || link.gauges.includes(gauge)),
    )
    .flatMap(
      (service) =>
        dataset.findValue(`${service.id}@${country}`, "speedKmh", at) ??
        dataset.findValue(service.id, "speedKmh", at) ??
        [],
    );
  const fastest = speeds.sort((a, b) => b.value - a.value)[0];
  if (fastest === undefined) {
    context.error(
      "what",
      "no-such-value",
      `${name} (${id}) has no speed of its own and no train runs at one`,
      "name the service whose hours should change",
    );
    return NOTHING_CHANGED;
  }
  if (factor === 1) return { ...NOTHING_CHANGED, same: true };
  const after = fastest.value / factor;
  const { rows, changes } = newRow(context, { subject: id, attribute: "speedKmh", value: after, unit: "km/h" }, window);
  const spread = { shape: fastest.shape, ...(fastest.cv === undefined ? {} : { cv: fastest.cv }) };
  return {
    rows: rows.map((row) => ({ ...row, ...(fastest.cv === undefined ? {} : spread) })),
    changes: changes.map((change) => ({ ...change, before: fastest.value })),
  };
}
