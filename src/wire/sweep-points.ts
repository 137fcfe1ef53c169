// Which points does a sweep have? Every scenario times every combination of the axes, in the order in which they stand; checked
// against one another and against their limits before anything is prepared.

import { InvalidInput, type Problem } from "../model/problem.ts";
import { SWEEP_LIMITS, type SweepAxis, type SweepDocument } from "./sweep.ts";

export type AxisValue = number | string;

export interface AxisRead {
  readonly name: string;
  readonly values: readonly AxisValue[];
  /** A parameter of the model, or an edit with one field left open. */
  readonly lays:
    | { readonly parameter: string }
    | { readonly edit: Readonly<Record<string, unknown>>; readonly field: string };
}

export interface SweepPoint {
  /** From 1 on. */
  readonly point: number;
  /** Position in the list of scenarios. */
  readonly scenario: number;
  readonly values: readonly AxisValue[];
}

/** Fields that usually carry the list, in the order in which they are looked at. */
const AMOUNTS = ["set", "scale", "add"];

/** Reads the axes. @throws InvalidInput with everything that is wrong with them and with the size of the sweep */
export function readAxes(document: SweepDocument): AxisRead[] {
  const problems: Problem[] = [];
  const axes = document.axes.map((axis, at) => readAxis(axis, `axes.${at}`, document.model !== undefined, problems));
  if (document.model !== undefined) refuseForCrossing(document, problems);
  const names = axes.map((axis) => axis?.name);
  for (const [at, name] of names.entries())
    if (name !== undefined && names.indexOf(name) !== at)
      problems.push({
        code: "wrong-value",
        place: `axes.${at}`,
        message: `Two axes are called ${JSON.stringify(name)}.`,
        hint: "Give one of them another label.",
      });
  const points = axes.reduce((count, axis) => count * (axis?.values.length ?? 1), document.scenarios.length);
  if (points > SWEEP_LIMITS.points) problems.push(tooLarge("axes", `${points} points`, `${SWEEP_LIMITS.points}`));
  const replications = points * document.replications;
  if (points <= SWEEP_LIMITS.points && replications > SWEEP_LIMITS.replications)
    problems.push(tooLarge("replications", `${replications} replications`, `${SWEEP_LIMITS.replications}`));
  const jobs = points * Math.ceil(document.replications / (document.perJob ?? document.replications));
  if (jobs > SWEEP_LIMITS.jobs) problems.push(tooLarge("perJob", `${jobs} jobs`, `${SWEEP_LIMITS.jobs}`));
  if (problems.length > 0) throw new InvalidInput(problems);
  return axes.flatMap((axis) => axis ?? []);
}

/** All points: scenarios outermost, the last axis running fastest. */
export function listPoints(document: SweepDocument, axes: readonly AxisRead[]): SweepPoint[] {
  let rows: AxisValue[][] = [[]];
  for (const { values } of axes) rows = rows.flatMap((row) => values.map((value) => [...row, value]));
  return document.scenarios.flatMap((_, scenario) =>
    rows.map((values, at) => ({ point: scenario * rows.length + at + 1, scenario, values })),
  );
}

/** Values of parameters at a point. */
export const parametersAt = (axes: readonly AxisRead[], { values }: SweepPoint): Record<string, number> =>
  Object.fromEntries(
    axes.flatMap(({ lays }, at) => ("parameter" in lays ? [[lays.parameter, Number(values[at])] as const] : [])),
  );

/** Edits that a point lays on its scenario. */
export const editsAt = (axes: readonly AxisRead[], { values }: SweepPoint): Record<string, unknown>[] =>
  axes.flatMap(({ lays }, at) => ("parameter" in lays ? [] : [{ ...lays.edit, [lays.field]: values[at] }]));

function readAxis(axis: SweepAxis, place: string, hasModel: boolean, problems: Problem[]): AxisRead | undefined {
  if ("parameter" in axis) {
    const { parameter, label, set } = axis as Extract<SweepAxis, { parameter: string }>;
    if (!hasModel)
      problems.push({
        code: "wrong-value",
        place: `${place}.parameter`,
        message: "Parameters are those of a model, and this sweep has none.",
        hint: "Give a model, or lay an edit such as {edit: fleet, what: ID, set: [5, 6]}.",
      });
    return { name: label ?? parameter, values: set, lays: { parameter } };
  }
  const { edit, label, ...fields } = axis as Extract<SweepAxis, { edit: string }>;
  if (hasModel)
    problems.push({
      code: "wrong-value",
      place: `${place}.edit`,
      message: "Edits are laid on scenarios of the dataset, and this sweep is one of a model.",
      hint: "Name a parameter of the model: {parameter: NAME, set: [1, 2]}.",
    });
  const lists = Object.keys(fields).filter((name) => Array.isArray(fields[name]));
  const field = AMOUNTS.find((name) => lists.includes(name)) ?? (lists.length === 1 ? lists[0] : undefined);
  const values = field === undefined ? [] : (fields[field] as unknown[]);
  if (field === undefined || values.length === 0 || !values.every(isAxisValue)) {
    problems.push({
      code: "wrong-value",
      place: field === undefined ? place : `${place}.${field}`,
      message: "An axis needs one field with a list of numbers or words.",
      hint: "Write for instance set: [5, 6, 7] or scale: [0.5, 1, 1.5].",
    });
    return undefined;
  }
  const what = typeof fields.what === "string" ? ` ${fields.what}` : "";
  const name = label ?? `${edit}${what}${field === "set" ? "" : `, ${field}`}`;
  return { name, values, lays: { edit: { edit, ...fields }, field } };
}

const isAxisValue = (value: unknown): value is AxisValue =>
  (typeof value === "number" && Number.isFinite(value)) || (typeof value === "string" && value.length <= 200);

function refuseForCrossing(document: SweepDocument, problems: Problem[]): void {
  const given = (["from", "days"] as const).filter((field) => document[field] !== undefined);
  const scenarios = document.scenarios.some((scenario) => scenario !== null) ? ["scenarios"] : [];
  for (const place of [...given, ...scenarios])
    problems.push({
      code: "wrong-value",
      place,
      message: `${place} is of the crossing of the dataset, and this sweep is one of a model.`,
      hint: "Leave it out, or leave the model out.",
    });
}

const tooLarge = (place: string, have: string, most: string): Problem => ({
  code: "sweep-too-large",
  place,
  message: `The sweep has ${have}; at most ${most} are possible.`,
  hint: "Make several sweeps of it, or leave values out.",
});
