// Fields that several kinds of edit share, as Zod forms: the same forms check a file, a request and write the schema.

import { z } from "zod";
import { isIsoDate } from "../../data/row-reader.ts";
import { FAR_OFF, isInReach, LONG_AGO } from "../window.ts";

const ID_WORD = z.string().min(1).max(200);

/** Most things one edit names; whole groups are named by water body, place or country. */
const MAX_NAMED = 500;

const A_DATE = "a date like 2026-12-01";

export const isoDate = z
  .string({ error: A_DATE })
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: A_DATE, abort: true })
  .refine(isIsoDate, { error: "a day of the calendar, like 2026-12-01", abort: true })
  .refine(isInReach, { error: `a day from ${LONG_AGO} on and before ${FAR_OFF}` });

export const what = z
  .union([ID_WORD, z.array(ID_WORD).min(1).max(MAX_NAMED)], { error: "an id of the dataset, or a list of ids" })
  .describe(
    "Id of the dataset, or a list of ids: link, place, service, terminal, border, tariff, water body, country:CC",
  );

/** When the edit holds; left out means always. */
export const windowFields = {
  from: isoDate.optional().describe("First day on which it holds; from the beginning when left out"),
  to: isoDate.optional().describe("First day on which it no longer holds; without end when left out"),
  note: z.string().max(2_000).optional(),
};

/** How a number changes: exactly one of the three. */
export const amountFields = {
  set: z.number().optional().describe("The new value, in `unit`"),
  scale: z.number().min(0).max(1_000).optional().describe("Factor on the present value"),
  add: z.number().optional().describe("What is added to the present value, in `unit`"),
  unit: z.string().max(20).optional().describe("Unit of `set` and `add`"),
};

export interface Amount {
  readonly set?: number | undefined;
  readonly scale?: number | undefined;
  readonly add?: number | undefined;
  readonly unit?: string | undefined;
}

export const newId = z
  .string()
  .max(100)
  .regex(/^[a-z0-9]+(?:--?[a-z0-9]+)*$/, { error: "an id: lower-case letters and digits, words joined by -" })
  .describe("Id that the dataset does not have yet");

/** Values of a new thing by attribute: a number in the attribute's first unit, or a number with its unit. */
export const valueFields = z.record(
  z.string().max(60),
  z.union([z.number(), z.strictObject({ value: z.number(), unit: z.string().max(20) })], {
    error: "a number, or {value, unit}",
  }),
);
