// From a sweep's document to points that any machine can run: each a model as plain data under its SHA-256. What is wrong with
// any point is found here, before a replication is run.

import { createHash } from "node:crypto";
import { compileModel, findOverloads, type SimulationModel } from "../engines/simulation/index.ts";
import { InvalidInput, type Problem } from "../model/problem.ts";
import { createSweepRunner, type SweepMeasure, type SweepModel, toSweepModel } from "../studies/sweep-model.ts";
import { readSimulationModel } from "./read-simulation-model.ts";
import { SWEEP_LIMITS, type SweepDocument, type SweepPointJson } from "./sweep.ts";
import { type AxisRead, type AxisValue, listPoints, parametersAt, readAxes, type SweepPoint } from "./sweep-points.ts";

/** What is told of a point beside its model, which may be large. */
export interface PreparedPoint {
  readonly point: number;
  readonly scenario: string | null;
  readonly values: readonly AxisValue[];
  readonly outcome: Extract<SweepPointJson["outcome"], "ok" | "never-settles">;
  readonly message: string | null;
  /** SHA-256 of the model's text; null when there is nothing to run. */
  readonly model: string | null;
  readonly warmUpHours: number | null;
  readonly measures: readonly Pick<SweepMeasure, "id" | "name" | "unit">[];
}

export interface PreparedSweep {
  readonly points: readonly PreparedPoint[];
  /** Text of each model by its SHA-256. */
  readonly models: ReadonlyMap<string, string>;
  readonly perJob: number;
}

/** A point that is to be run, or why not. */
export type PointModel =
  | { readonly scenario: string | null; readonly model: SweepModel }
  | { readonly scenario: string | null; readonly overload: string };

/** Seconds of work that a job should have. */
const JOB_SECONDS = 2;
const MOST_PER_JOB = 500;
/** What a job gives has to fit into one request (api/work-contract.ts): a figure takes 25 characters at most. */
const MOST_FIGURES_PER_JOB = 120_000;
/** Characters of a replication beside its figures, as so many figures. */
const FIGURES_BESIDE = 12;

/** Makes the points of a sweep. */
export interface PointMaker {
  /** Quick, so that what is wrong with the last point is told before the first is made. @throws InvalidInput */
  check(axes: readonly AxisRead[], point: SweepPoint): void;
  /** @throws InvalidInput */
  make(axes: readonly AxisRead[], point: SweepPoint): PointModel;
}

/**
 * Prepares every point.
 * @param makerOfCrossing of a sweep of the crossing
 * @param now milliseconds, never going back: how long a replication takes says how many make a job
 * @throws InvalidInput with the problems of all points
 */
export function prepareSweep(
  document: SweepDocument,
  makerOfCrossing: (document: SweepDocument) => PointMaker,
  onProgress: (done: number, total: number) => void,
  now: () => number,
): PreparedSweep {
  const axes = readAxes(document);
  const points = listPoints(document, axes);
  const maker = document.model === undefined ? makerOfCrossing(document) : blocksOf(document);
  const models = new Map<string, string>();
  const prepared: PreparedPoint[] = [];
  forEachPoint(points, (point) => maker.check(axes, point));
  forEachPoint(points, (point) => {
    prepared.push(toPrepared(point, maker.make(axes, point), models));
    onProgress(prepared.length, points.length);
  });
  const values = prepared.reduce((sum, { measures }) => sum + measures.length, 0) * document.replications;
  if (values > SWEEP_LIMITS.values) throw tooManyValues(values);
  const [first] = models.values();
  const perJob = document.perJob ?? (first === undefined ? 1 : fitJob(first, document, now));
  const figures = Math.max(0, ...prepared.map(({ measures }) => measures.length)) + FIGURES_BESIDE;
  return { points: prepared, models, perJob: Math.min(perJob, Math.floor(MOST_FIGURES_PER_JOB / figures)) };
}

/**
 * What can be told before anything is prepared: form, limits, and what every point would be refused for.
 * @param makerOfCrossing of a sweep of the crossing
 * @returns a look at each point, some milliseconds each, to be taken one after another; the last throws
 * @throws InvalidInput with the problems of all points
 */
export function* checkSweep(
  document: SweepDocument,
  makerOfCrossing: (document: SweepDocument) => PointMaker,
): Generator<void, void> {
  const axes = readAxes(document);
  const maker = document.model === undefined ? makerOfCrossing(document) : blocksOf(document);
  yield* eachPoint(listPoints(document, axes), (point) => maker.check(axes, point));
}

/** Looks at all points. @throws InvalidInput with the problems of all; the same fault of many points is told once */
function forEachPoint(points: readonly SweepPoint[], work: (point: SweepPoint) => void): void {
  for (const _ of eachPoint(points, work));
}

function* eachPoint(points: readonly SweepPoint[], work: (point: SweepPoint) => void): Generator<void, void> {
  const problems: Problem[] = [];
  const known = new Set<string>();
  for (const point of points) {
    try {
      work(point);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      for (const problem of error.problems) {
        const key = `${problem.place} ${problem.message}`;
        if (!known.has(key)) problems.push(problem);
        known.add(key);
      }
    }
    yield;
  }
  if (problems.length > 0) throw new InvalidInput(problems);
}

function toPrepared(at: SweepPoint, made: PointModel, models: Map<string, string>): PreparedPoint {
  const { point, values } = at;
  const { scenario } = made;
  if ("overload" in made) {
    const message = made.overload;
    return { point, scenario, values, outcome: "never-settles", message, model: null, warmUpHours: null, measures: [] };
  }
  const { model } = made;
  const text = JSON.stringify(model);
  const hash = createHash("sha256").update(text).digest("hex");
  models.set(hash, text);
  const measures = model.measures.map(({ id, name, unit }) => ({ id, name, unit }));
  return {
    point,
    scenario,
    values,
    outcome: "ok",
    message: null,
    model: hash,
    warmUpHours: model.warmUpHours,
    measures,
  };
}

/** Points of a model of blocks. */
function blocksOf(document: SweepDocument): PointMaker {
  const compile = compileAt(document);
  return {
    check: (axes, point) => void compile(parametersAt(axes, point)),
    make(axes, point) {
      const set = parametersAt(axes, point);
      const model = compile(set);
      const compiled = compileModel(model, set);
      const overloads = compiled.run.isSteady ? findOverloads(compiled.flat) : [];
      if (overloads.length > 0) {
        const names = overloads.map(({ block }) => block).join(", ");
        return { scenario: null, overload: `More come for ever than can be served: ${names}.` };
      }
      return { scenario: null, model: toSweepModel(model, set, document.seed) };
    },
  };
}

/** Compiles the document's model at values of its parameters; the text is parsed once. */
function compileAt({ model: given }: SweepDocument): (set: Readonly<Record<string, number>>) => SimulationModel {
  if (given === undefined) throw new Error("expected a model");
  let known: SimulationModel | undefined;
  return (set) => {
    try {
      if (known !== undefined) {
        compileModel(known, set);
        return known;
      }
    } catch (error) {
      // Read again below, so that the problem is told at its line.
      if (!(error instanceof InvalidInput)) throw error;
    }
    known = readSimulationModel(given.text, given.file, set).model;
    return known;
  };
}

/** Replications that make a job of some seconds, by how long the first one takes. */
function fitJob(text: string, { seed, replications }: SweepDocument, now: () => number): number {
  const runner = createSweepRunner(JSON.parse(text) as SweepModel);
  const start = now();
  runner.run(seed, 1);
  const seconds = Math.max(1e-4, (now() - start) / 1000);
  return Math.max(1, Math.min(replications, MOST_PER_JOB, Math.round(JOB_SECONDS / seconds)));
}

const tooManyValues = (values: number): InvalidInput =>
  new InvalidInput([
    {
      code: "sweep-too-large",
      place: "replications",
      message: `The sweep would keep ${values} figures; at most ${SWEEP_LIMITS.values} are possible.`,
      hint: "Ask for fewer replications or points, or make several sweeps of it.",
    },
  ]);
