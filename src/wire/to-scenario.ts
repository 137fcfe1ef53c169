// Resolutions and differences of scenarios → the answers about them. null stands for what is open or not there.

import type { LoadedDataset } from "../data/index.ts";
import {
  type Resolution,
  type ResolvedEdit,
  type ScenarioDifference,
  subjectName,
  type Touched,
} from "../scenario/index.ts";
import type { InvalidAnswer } from "./common.ts";
import { toInvalidAnswer } from "./invalid-answer.ts";
import type { ScenarioCheckAnswer, ScenarioDiffAnswer, ScenarioRef, ScenarioRunAnswer } from "./scenario.ts";
import { toDatasetRef } from "./to-dataset.ts";

type CheckOk = Extract<ScenarioCheckAnswer, { status: "ok" }>;
type ResolutionJson = CheckOk["scenarios"][number];
type EditJson = ResolutionJson["edits"][number];
type RunOk = Extract<ScenarioRunAnswer, { status: "ok" }>;
type DiffOk = Extract<ScenarioDiffAnswer, { status: "ok" }>;

/** What checking says: every error of all of them, or what each would do. */
export function toScenarioCheckAnswer(
  dataset: LoadedDataset,
  resolutions: readonly Resolution[],
): CheckOk | InvalidAnswer {
  const errors = resolutions.flatMap((resolution) => resolution.errors);
  if (errors.length > 0) return toInvalidAnswer(errors);
  return {
    status: "ok",
    dataset: toDatasetRef(dataset),
    scenarios: resolutions.map((resolution) => toResolution(dataset, resolution)),
  };
}

export function toResolution(dataset: LoadedDataset, resolution: Resolution): ResolutionJson {
  const { id, name, baseDate, hash, edits, warnings } = resolution;
  return {
    id,
    name,
    baseDate,
    hash,
    edits: edits.map((edit) => toEdit(dataset, edit)),
    warnings: warnings.map(({ code, place, message, hint }) => ({ code, place, message, hint })),
  };
}

const toWindow = ({ from, to }: { readonly from?: string; readonly to?: string }) => ({
  from: from ?? null,
  to: to ?? null,
});

function toEdit(dataset: LoadedDataset, edit: ResolvedEdit): EditJson {
  const { index, kind, place, sentence, touches, added, demandRows, changesNothing, why } = edit;
  return {
    index,
    edit: kind,
    place,
    sentence,
    ...toWindow(edit),
    touches: touches.map(toThing),
    values: edit.values.map((value) => toValue(dataset, value)),
    statuses: edit.statuses.map((change) => toStatus(dataset, change)),
    added: [...added],
    demandRows,
    changesNothing,
    why,
  };
}

const toThing = ({ id, kind, name }: Touched) => ({ id, kind, name });

type Numbers = ScenarioDifference["values"][number];

const toValue = (dataset: LoadedDataset, value: Numbers): DiffOk["values"][number] => ({
  subject: value.subject,
  name: subjectName(dataset, value.subject),
  attribute: value.attribute,
  unit: value.unit,
  before: value.before ?? null,
  after: value.after ?? null,
  ...toWindow(value),
});

const toStatus = (dataset: LoadedDataset, change: ScenarioDifference["statuses"][number]) => ({
  subject: change.subject,
  name: subjectName(dataset, change.subject),
  before: change.before,
  after: change.after,
  ...toWindow(change),
});

export const toScenarioRef = ({ id, name, baseDate, hash }: ScenarioRef): ScenarioRef => ({ id, name, baseDate, hash });

/** The answers of the engines that ran; what is asked for most of oil stands at the top too. */
export function toScenarioRunAnswer(
  scenario: ScenarioRef,
  { flows, oil }: Pick<RunOk, "flows" | "oil">,
): ScenarioRunAnswer {
  return {
    status: "ok",
    scenario: toScenarioRef(scenario),
    ...(flows === undefined ? {} : { flows }),
    ...(oil === undefined ? {} : { oil }),
    ...(oil?.status !== "ok"
      ? {}
      : {
          exportsMtByRoute: oil.exportsMtByRoute,
          shutInMt: oil.shutInMt,
          lossUsd: oil.lossUsd,
          shadowPricesUsdPerTonne: oil.shadowPricesUsdPerTonne,
        }),
  };
}

/** What differs between two scenarios, or between one and the dataset as it stands. */
export function toScenarioDiffAnswer(dataset: LoadedDataset, difference: ScenarioDifference): DiffOk {
  const { a, b, values, statuses, added, removed, demand } = difference;
  return {
    status: "ok",
    dataset: toDatasetRef(dataset),
    a: a === undefined ? null : toScenarioRef(a),
    b: toScenarioRef(b),
    values: values.map((value) => toValue(dataset, value)),
    statuses: statuses.map((change) => toStatus(dataset, change)),
    added: added.map(toThing),
    removed: removed.map(toThing),
    demand: demand.map(({ id, before, after }) => ({ id, before, after, unit: "t/year" })),
    same: [values, statuses, added, removed, demand].every((list) => list.length === 0),
  };
}
