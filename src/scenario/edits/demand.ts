// How much is asked for: by group of goods, origin and destination.

import { z } from "zod";
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
