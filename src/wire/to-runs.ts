// What the store keeps of runs → what is said about them.

import type { HeadlineFigure, KeptRun } from "../store/index.ts";
import type { RunCompareAnswer, RunRecordJson } from "./runs.ts";

/** @param withDocument whether the scenario's document is told too: it may be long */
export function toRunRecord(run: KeptRun, { withDocument = false } = {}): RunRecordJson {
  const { id, kind, state, who, seconds, attempts, scenario, parameters, seed, progress, headline, problems } = run;
  return {
    id,
    kind,
    state,
    who,
    createdAt: run.created_at.toISOString(),
    startedAt: run.started_at?.toISOString() ?? null,
    endedAt: run.ended_at?.toISOString() ?? null,
    seconds,
    attempts,
    scenario:
      scenario === null
        ? null
        : {
            id: run.scenario_id,
            name: scenario.name,
            hash: scenario.hash,
            baseDate: scenario.baseDate,
            document: withDocument ? { ...scenario.document, name: scenario.name } : null,
          },
    dataset: { id: run.dataset_id, version: run.dataset_version, hash: run.dataset_hash },
    parameters,
    seed,
    programVersion: run.program_version,
    progress,
    headline: headline.map((figure) => ({ ...figure })),
    problems: problems.map((problem) => ({ ...problem })),
    result:
      run.result_bytes === null || run.result_sha256 === null
        ? null
        : { bytes: run.result_bytes, sha256: run.result_sha256 },
    repeats: run.repeats,
  };
}

/**
 * Two runs side by side.
 * @param answers their answers as JSON text; undefined where there is none
 */
export function toRunCompareAnswer(
  a: KeptRun,
  b: KeptRun,
  answers: readonly [string | undefined, string | undefined],
): Extract<RunCompareAnswer, { status: "ok" }> {
  const names = new Map([...a.headline, ...b.headline].map((figure) => [figure.name, figure]));
  return {
    status: "ok",
    a: toRunRecord(a),
    b: toRunRecord(b),
    figures: [...names.values()].map(({ name, label, unit }) => {
      const [left, right] = [figureOf(a.headline, name), figureOf(b.headline, name)];
      const both = left !== null && right !== null;
      return {
        name,
        label,
        unit,
        a: left,
        b: right,
        difference: both ? right - left : null,
        ratio: both && left !== 0 ? right / left : null,
      };
    }),
    same: {
      kind: a.kind === b.kind,
      dataset: a.dataset_hash === b.dataset_hash,
      scenario: (a.scenario?.hash ?? null) === (b.scenario?.hash ?? null),
      parameters: inOrder(a.parameters) === inOrder(b.parameters),
      seed: a.seed === b.seed,
      programVersion: a.program_version === b.program_version,
      result: isSameAnswer(a, b, answers),
    },
  };
}

const figureOf = (figures: readonly HeadlineFigure[], name: string): number | null =>
  figures.find((figure) => figure.name === name)?.value ?? null;

function isSameAnswer(
  a: KeptRun,
  b: KeptRun,
  [left, right]: readonly [string | undefined, string | undefined],
): boolean {
  if (left === undefined || right === undefined) return false;
  return a.result_sha256 === b.result_sha256 || inOrder(JSON.parse(left)) === inOrder(JSON.parse(right));
}

/** Fields that say how long something took. */
const TIMES = new Set(["seconds", "computedMs", "solveSeconds"]);

/** JSON with fields in order and without times. */
function inOrder(value: unknown): string {
  return JSON.stringify(value, (name, inner: unknown) => {
    if (TIMES.has(name)) return undefined;
    return typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([x], [y]) => (x < y ? -1 : 1)))
      : inner;
  });
}
