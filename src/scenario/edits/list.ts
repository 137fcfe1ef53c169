// Every kind of edit. A new kind is a file beside this one and a line here.

import { z } from "zod";
import type { EditKind } from "../edit-kind.ts";
import { addLink, addLinkForm } from "./add-link.ts";
import { addPlace, addPlaceForm } from "./add-place.ts";
import { addService, addServiceForm } from "./add-service.ts";
import { borderRegime, borderRegimeForm } from "./border-regime.ts";
import { capacity, capacityForm } from "./capacity.ts";
import { close, closeForm } from "./close.ts";
import { cost, costForm } from "./cost.ts";
import { demand, demandForm } from "./demand.ts";
import { draft, draftForm } from "./draft.ts";
import { dwell, dwellForm } from "./dwell.ts";
import { fleet, fleetForm } from "./fleet.ts";
import { frequency, frequencyForm } from "./frequency.ts";
import { open, openForm } from "./open.ts";
import { suspend, suspendForm } from "./suspend.ts";
import { tariff, tariffForm } from "./tariff.ts";
import { time, timeForm } from "./time.ts";
import { waterLevel, waterLevelForm } from "./water-level.ts";

/** Kind by the word of `edit`. */
export const EDIT_KINDS: { readonly [K in EditKindName]: EditKind<Extract<Edit, { edit: K }>> } = {
  close,
  open,
  suspend,
  capacity,
  time,
  cost,
  tariff,
  dwell,
  frequency,
  fleet,
  draft,
  "water-level": waterLevel,
  "border-regime": borderRegime,
  demand,
  "add-place": addPlace,
  "add-link": addLink,
  "add-service": addService,
};

export const editForm = z.discriminatedUnion("edit", [
  closeForm,
  openForm,
  suspendForm,
  capacityForm,
  timeForm,
  costForm,
  tariffForm,
  dwellForm,
  frequencyForm,
  fleetForm,
  draftForm,
  waterLevelForm,
  borderRegimeForm,
  demandForm,
  addPlaceForm,
  addLinkForm,
  addServiceForm,
]);
export type Edit = z.infer<typeof editForm>;
export type EditKindName = Edit["edit"];
