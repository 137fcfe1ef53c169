// Parts of query strings that several addresses have: all that is sent there is text.

import { z } from "zod";

export const noQuery = z.strictObject({});

/** A whole number; `usual` when left out. */
export const count = (least: number, most: number, usual: number) =>
  z
    .string()
    .regex(/^\d{1,7}$/, "a whole number")
    .transform(Number)
    .pipe(z.number().min(least).max(most))
    .default(usual);
