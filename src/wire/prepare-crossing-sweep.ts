// A point of a sweep of the crossing: the scenario with the point's edits laid on it, the flows that follow, and the crossing in
// blocks, with the figures that are wanted of it. Flows are solved for each point, as shippers would answer its ships.

import type { LoadedDataset } from "../data/index.ts";
import { blockNames, type CompiledModel, corridorBlocks } from "../engines/simulation/index.ts";
import { InvalidInput, type Problem } from "../model/problem.ts";
import { applyScenario, checkScenarioDocument, scenarioFromDocument } from "../scenario/index.ts";
import { type PreparedCrossing, prepareCrossings } from "../studies/corridor-simulation.ts";
import { nameOfStation } from "../studies/name-of-station.ts";
import { usualFirstDay } from "../studies/read-date.ts";
import { endToEndMeasures, type SweepMeasure, toSweepModel } from "../studies/sweep-model.ts";
import type { PointMaker } from "./prepare-sweep.ts";
import type { SweepDocument } from "./sweep.ts";
import { type AxisRead, editsAt, type SweepPoint } from "./sweep-points.ts";

const POINT = "point";
const ENDS = [0, 1] as const;

/** Makes points of the crossing of a dataset. Each takes some seconds. */
export const crossingPoints =
  (base: LoadedDataset) =>
  (document: SweepDocument): PointMaker => {
    const from = firstDay(base, document);
    const period = { from, ...(document.days === undefined ? {} : { days: document.days }) };
    let asItStands: PreparedCrossing | undefined;

    function prepare(laid: LoadedDataset | undefined): PreparedCrossing {
      if (laid === undefined) {
        asItStands ??= prepareCrossings(base, period).base;
        return asItStands;
      }
      const { base: below, changed } = prepareCrossings(laid, period);
      return changed ?? below;
    }

    return {
      check: (axes, point) => void documentAt(base, document, axes, point, from),
      make(axes, point) {
        const laid = documentAt(base, document, axes, point, from);
        const scenario = laid === undefined ? undefined : scenarioFromDocument(laid, POINT);
        const prepared = prepare(scenario === undefined ? undefined : applyScenario(base, scenario));
        const { read } = prepared;
        // Nothing is sampled: a sweep keeps figures of whole replications.
        const model = corridorBlocks({ ...read, sampleEveryHours: read.untilHours });
        return {
          scenario: nameOf(document, point),
          model: toSweepModel(model, {}, document.seed, (compiled) => crossingMeasures(prepared, compiled)),
        };
      },
    };
  };

/** The same first day for all points: otherwise seasons would be compared and not scenarios. */
function firstDay(base: LoadedDataset, { from, scenarios }: SweepDocument): string {
  const dates = scenarios.flatMap((one) => {
    const baseDate: unknown = documentOf(one)?.baseDate;
    return typeof baseDate === "string" ? [baseDate] : [];
  });
  return from ?? dates[0] ?? usualFirstDay(base);
}

type ScenarioAsked = SweepDocument["scenarios"][number];

/** A scenario as it was resolved when the sweep was asked for: a document, or none. */
function documentOf(asked: ScenarioAsked): Readonly<Record<string, unknown>> | null {
  if (asked === null || (typeof asked === "object" && "name" in asked)) return asked;
  throw new Error("expected scenarios of a sweep to be documents by now");
}

const nameOf = ({ scenarios }: SweepDocument, { scenario }: SweepPoint): string | null => {
  const document = documentOf(scenarios[scenario]);
  return document === null ? null : String(document.name);
};

/** The point's scenario with its edits; undefined when it has neither. @throws InvalidInput when it cannot be laid on */
function documentAt(
  base: LoadedDataset,
  { scenarios }: SweepDocument,
  axes: readonly AxisRead[],
  point: SweepPoint,
  from: string,
): Readonly<Record<string, unknown>> | undefined {
  const own = documentOf(scenarios[point.scenario]);
  const edits = editsAt(axes, point);
  if (own === null && edits.length === 0) return undefined;
  const before = Array.isArray(own?.edits) ? (own.edits as unknown[]) : [];
  const document = { name: "As it stands", baseDate: from, ...own, edits: [...before, ...edits] };
  const { errors } = checkScenarioDocument(base, document, POINT);
  if (errors.length > 0) throw new InvalidInput(errors.map((error) => atAxis(error, before.length, point, axes)));
  return document;
}

/** Problems of edits that axes lay are told at the axis. */
function atAxis(problem: Problem, before: number, { scenario }: SweepPoint, axes: readonly AxisRead[]): Problem {
  const [, index, rest = ""] = /^scenario\.edits\.(\d+)(.*)$/.exec(problem.place) ?? [];
  const place = problem.place.replace(/^scenario/, `scenarios.${scenario}`);
  if (index === undefined || Number(index) < before) return { ...problem, place };
  const laying = [...axes.keys()].filter((at) => "edit" in axes[at].lays);
  return { ...problem, place: `axes.${laying[Number(index) - before]}${rest}` };
}

/** Time end to end, of all and of each group; waits for ships and what they carry; how busy ships, and waits at stations. */
function crossingMeasures({ dataset, read }: PreparedCrossing, { flat }: CompiledModel): SweepMeasure[] {
  const { names } = flat.blocks;
  const classOf = (id: string): number => flat.classes.indexOf(id);
  const placeName = (id: string): string => dataset.places.get(id as never)?.names.en ?? id;
  const classes = read.flows.map(({ id }) => classOf(id)).filter((c) => c >= 0);
  const groups = [...new Set(read.flows.map(({ group }) => group))];
  const measures: SweepMeasure[] = endToEndMeasures("endToEnd", "end to end", classes);
  for (const group of groups) {
    const of = read.flows.flatMap((flow) => (flow.group === group ? [classOf(flow.id)] : [])).filter((c) => c >= 0);
    const name = dataset.demandGroups.get(group)?.names.en ?? group;
    measures.push({ id: `${group}.hours`, name: `${name}, end to end`, unit: "h", take: "hours", of });
  }
  const add = (block: string, id: string, name: string, unit: string, take: SweepMeasure["take"]): void => {
    const b = names.indexOf(block);
    if (b >= 0) measures.push({ id, name, unit, take, of: [b] });
  };
  for (const { id, service, ends } of read.lines) {
    for (const end of ENDS) {
      const yard = blockNames.yard(id, end);
      const at = `${id} from ${ends[end].place}`;
      const words = `${service.name} from ${placeName(ends[end].place)}`;
      add(yard, `${at}.wait`, `${words}, wait for a ship`, "h", "wait");
      add(yard, `${at}.queue`, `${words}, waiting`, "units", "queue");
      add(yard, `${at}.perYear`, `${words}, carried`, "units/year", "perYear");
    }
    for (let part = 0; names.includes(blockNames.fleet(id, part)); part++) {
      const own = part === 0 ? "" : ` ${part + 1}`;
      add(blockNames.fleet(id, part), `${id}.busy${own}`, `${service.name}, ships${own} busy`, "share", "utilisation");
    }
  }
  for (const station of read.stations) {
    const { id } = station;
    const words = nameOfStation(dataset, station);
    add(blockNames.station(id), `${id}.wait`, `${words}, wait`, "h", "wait");
    add(blockNames.station(id), `${id}.busy`, `${words}, busy`, "share", "utilisation");
  }
  return measures;
}
