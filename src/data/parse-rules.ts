// Rows that say what is closed, forbidden or slow when: causes, closures, embargoes, conditions.

import { type CauseId, type CountryCode, id, type LinkId, type PlaceId, type ServiceId } from "../model/ids.ts";
import {
  CARGO_KINDS,
  type Cause,
  type Closure,
  type Condition,
  type Embargo,
  MODES,
  type Mode,
} from "../model/network.ts";
import { parseNamed } from "./parse-network.ts";
import type { RowReader } from "./row-reader.ts";

export function parseCause(reader: RowReader): Cause {
  return {
    id: id<CauseId>(reader.id("id")),
    kind: reader.required("kind"),
    ...parseNamed(reader),
    places: reader.idList("places").map((place) => id<PlaceId>(place)),
    services: reader.idList("services").map((service) => id<ServiceId>(service)),
    note: reader.text("note"),
  };
}

export interface ClosureRow extends Closure {
  /** Id of a cause, or empty. */
  readonly cause: string;
}

export function parseClosure(reader: RowReader): ClosureRow {
  const { to } = reader.window("from", "to");
  return {
    id: reader.id("id"),
    subject: reader.id("subject"),
    from: reader.required("from"),
    ...(to === undefined ? {} : { to }),
    cause: reader.optionalId("cause"),
    source: reader.text("source"),
    note: reader.text("note"),
  };
}

/** Words an embargo's cargo may be beside the ids of commodities. */
export const EMBARGO_CARGO: readonly string[] = ["", "dangerous", "reefer", ...CARGO_KINDS];

export function parseEmbargo(reader: RowReader): Embargo {
  const embargo: Embargo = {
    id: reader.id("id"),
    place: id<PlaceId>(reader.optionalId("place")),
    country: id<CountryCode>(reader.optionalCountry("country")),
    link: id<LinkId>(reader.optionalId("link")),
    mode: reader.oneOf<Mode | "">("mode", ["", ...MODES], ""),
    direction: reader.oneOf("direction", ["", "in", "out", "transit"] as const, ""),
    cargo: reader.text("cargo"),
    ...reader.window("from", "to"),
    reason: reader.required("reason"),
    source: reader.text("source"),
  };
  if (
    embargo.place === "" &&
    embargo.country === "" &&
    embargo.link === "" &&
    embargo.mode === "" &&
    embargo.cargo === ""
  ) {
    reader.error(
      "place",
      "embargo-on-everything",
      "this embargo would forbid everything",
      "name a place, country, link, mode or cargo",
    );
  }
  return embargo;
}

export function parseCondition(reader: RowReader): Condition {
  const kind = reader.oneOf("kind", ["closed", "extra-delay", "queue"] as const);
  const value = reader.optionalNumber("value", { min: 0, max: 1e6 });
  const unit = reader.text("unit");
  if (kind !== "closed" && value === undefined && reader.ok)
    reader.error("value", "missing-value", `${kind} needs a value`, "hours of extra delay, or the queue");
  if (kind === "extra-delay" && unit !== "h" && unit !== "day")
    reader.error("unit", "wrong-unit", "an extra delay is in h or day", "write h");
  if (kind === "queue" && !["h", "day", "unit", "TEU", "count", "t"].includes(unit))
    reader.error(
      "unit",
      "wrong-unit",
      "a queue is in h, day, unit, TEU, t or count",
      "write h when the waiting time is known",
    );
  reader.window("from", "to");
  return {
    id: reader.id("id"),
    subject: reader.id("subject"),
    kind,
    value: value ?? 0,
    unit,
    from: reader.date("from"),
    to: reader.date("to"),
    source: reader.text("source"),
    note: reader.text("note"),
  };
}
