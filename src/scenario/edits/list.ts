// Every kind of edit. A new kind is a file beside this one and a line here.

import { z } from "zod";
import { addLinkForm } from "./add-link.ts";
import { addPlaceForm } from "./add-place.ts";
import { addServiceForm } from "./add-service.ts";
import { borderRegimeForm } from "./border-regime.ts";
import { capacityForm } from "./capacity.ts";
import { closeForm } from "./close.ts";
import { costForm } from "./cost.ts";
import { demandForm } from "./demand.ts";
import { draftForm } from "./draft.ts";
import { dwellForm } from "./dwell.ts";
import { fleetForm } from "./fleet.ts";
import { frequencyForm } from "./frequency.ts";
import { openForm } from "./open.ts";
import { suspendForm } from "./suspend.ts";
import { tariffForm } from "./tariff.ts";
import { timeForm } from "./time.ts";
import { waterLevelForm } from "./water-level.ts";

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
