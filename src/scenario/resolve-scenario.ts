// What a scenario would do to a dataset: every error and warning, and what each edit touches. Changes nothing. An edit is
// resolved with the edits before it in place, so that two on one number add up.

import { joinRows, type LaidRows, type LoadedDataset, layOver } from "../data/index.ts";
import { InvalidInput, type Problem } from "../model/problem.ts";
import { instant } from "../model/units.ts";
import { sourceIdOf } from "./change-values.ts";
import type { EditContext, EditKind, Resolved } from "./edit-kind.ts";
import { EDIT_KINDS, type Edit } from "./edits/list.ts";
import { hashOf } from "./hash.ts";
import { documentParts, readScenarioParts } from "./read-scenario.ts";
import type { Resolution, ResolvedEdit, Scenario } from "./scenario.ts";
import type { ScenarioParts } from "./scenario-parts.ts";
import { carrySubjects, nearestIds } from "./things.ts";
import { endOf, overlap, startOf, type Window, windowOf } from "./window.ts";

/** Runs look some months ahead at most, unless they are told more. */
const LOOKED_AHEAD_HOURS = 18 * 31 * 24;

/** A scenario is reviewed by people; more is another dataset. */
const MAX_ROWS = 10_000;

const countRows = ({ values = [], statuses = [], closures = [], demand = [] }: LaidRows): number =>
  values.length + statuses.length + closures.length + demand.length;

/** Nobody corrects more at once. */
const MAX_PROBLEMS = 500;
/** To look for a word among thousands of ids takes milliseconds. */
const MAX_SUGGESTED = 50;

/** Looks at every edit; never throws for what a scenario says. */
export function resolveScenario(dataset: LoadedDataset, scenario: Scenario): Resolution {
  return resolveRows(dataset, partsOf(scenario)).resolution;
}

/** A text as somebody types it: problems of its form and of its meaning together. */
export function checkScenarioText(dataset: LoadedDataset, text: string, place: string): Resolution {
  return resolveRows(dataset, readScenarioParts(text, place)).resolution;
}

/** The same of a document. */
export function checkScenarioDocument(dataset: LoadedDataset, document: unknown, id: string): Resolution {
  return resolveRows(dataset, documentParts(document, id)).resolution;
}

const partsOf = (scenario: Scenario): ScenarioParts => ({
  scenario,
  edits: scenario.edits.map((edit, position) => ({ position, edit })),
  problems: [],
});

export interface ResolvedRows {
  readonly resolution: Resolution;
  readonly rows: LaidRows;
  /** The dataset with the rows over it. */
  readonly laid: LoadedDataset;
}

/** The resolution, and the rows that applying would lay over the dataset. */
export function resolveRows(dataset: LoadedDataset, { scenario, edits, problems }: ScenarioParts): ResolvedRows {
  const errors: Problem[] = [...problems];
  const warnings: Problem[] = [];
  const budget = { words: MAX_SUGGESTED };
  const taken = new Map<string, Taken[]>();
  const resolved: ResolvedEdit[] = [];
  const lists: LaidRows[] = [{ sources: [sourceRow(scenario)] }];
  let laid = layOver(dataset, lists[0]);
  let rowsLeft = MAX_ROWS;
  for (const { index, path, edit, lacks } of inOrder(scenario, edits)) {
    if (errors.length > MAX_PROBLEMS) break;
    const context = contextOf(laid, scenario, { index, path, errors, warnings, budget });
    const before = errors.length;
    const result = resolveOne(edit, context);
    if (lacks === true) keepKnown(errors, before);
    const place = context.place();
    checkClaims(result, place, taken, errors);
    warnOutside(context, result.window, scenario);
    if (result.nothing !== undefined && errors.length === before)
      context.warn(
        "",
        "changes-nothing",
        `changes nothing: ${result.nothing}`,
        "leave it out, or change its window or amount",
      );
    rowsLeft -= countRows(result.rows);
    if (rowsLeft < 0) {
      context.error(
        "",
        "too-many-changes",
        `the edits up to here change more than ${MAX_ROWS} rows`,
        "name groups, or fewer windows",
      );
      break;
    }
    if (errors.length === before) {
      lists.push(result.rows);
      const before = laid;
      laid = layOver(before, result.rows);
      carrySubjects(before, laid, result.rows.values ?? []);
    }
    resolved.push(toResolved(result, { index, kind: edit.edit, place }));
  }
  const { id, name, baseDate } = scenario;
  const resolution = {
    id,
    name,
    baseDate,
    hash: hashOf(scenario, dataset.hash),
    errors: inReadingOrder(errors),
    warnings,
    edits: resolved,
  };
  return { resolution, rows: joinRows(lists), laid };
}

/** By line and column where they have them: somebody goes through the file from top to bottom. */
function inReadingOrder(problems: readonly Problem[]): Problem[] {
  const at = ({ place }: Problem): number => {
    const [, line, column] = /:(\d+):(\d+)$/.exec(place) ?? [];
    return line === undefined ? 0 : Number(line) * 10_000 + Number(column);
  };
  return problems.toSorted((a, b) => at(a) - at(b));
}

/** Demand factors first, as edits over all the time. */
function inOrder(
  scenario: Scenario,
  edits: ScenarioParts["edits"],
): { index: number; path: string; edit: Edit; lacks?: boolean }[] {
  const { demand } = scenario;
  return [
    ...demand.map((factor, i) => ({
      index: i - demand.length,
      path: `demand.${i}`,
      edit: { edit: "demand", ...factor } as Edit,
    })),
    ...edits.map(({ position, ...rest }) => ({ index: position, path: `edits.${position}`, ...rest })),
  ];
}

/** Takes back, from a position on, that something is missing. */
function keepKnown(errors: Problem[], from: number): void {
  const kept = errors.splice(from).filter(({ code }) => code !== "missing");
  errors.push(...kept);
}

/** The kinds differ in what they take; the word of an edit picks the one that takes it. */
const resolveOne = (edit: Edit, context: EditContext): Resolved =>
  (EDIT_KINDS[edit.edit] as unknown as EditKind<Edit>).resolve(edit, context);

interface Resolving {
  readonly index: number;
  readonly path: string;
  readonly errors: Problem[];
  readonly warnings: Problem[];
  /** How many more words are looked for among the ids. */
  readonly budget: { words: number };
}

function contextOf(
  dataset: LoadedDataset,
  scenario: Scenario,
  { index, path, errors, warnings, budget }: Resolving,
): EditContext {
  const place = (field = "") => {
    const full = field === "" ? path : `${path}.${field}`;
    if (scenario.places === undefined) return `scenario.${full}`;
    for (let known = full; known !== ""; known = known.slice(0, Math.max(0, known.lastIndexOf(".")))) {
      const found = scenario.places[known];
      if (found !== undefined) return found;
    }
    return "";
  };
  // Something that is wrong with each of many things is said once for each message.
  const said = new Set<string>();
  const put = (list: Problem[], problem: Problem) => {
    const key = `${problem.place} ${problem.message}`;
    if (!said.has(key)) list.push(problem);
    said.add(key);
  };
  return {
    dataset,
    scenario,
    index: index < 0 ? 1_000 - index : index,
    place,
    near(word, kinds) {
      budget.words--;
      return budget.words < 0 ? [] : nearestIds(dataset, word, kinds);
    },
    error: (field, code, message, hint) => put(errors, { code, place: place(field), message, hint }),
    warn: (field, code, message, hint) => put(warnings, { code, place: place(field), message, hint }),
  };
}

interface Taken {
  readonly window: Window;
  readonly place: string;
}

/** Reports edits that take one thing at the same time; once for each pair. */
function checkClaims(
  { claims = [], window }: Resolved,
  place: string,
  taken: Map<string, Taken[]>,
  errors: Problem[],
): void {
  const reported = new Set<string>();
  for (const { key, subject } of claims) {
    const earlier = taken.get(key);
    const other = earlier?.find((one) => overlap(one.window, window));
    if (earlier === undefined) taken.set(key, [{ window, place }]);
    else earlier.push({ window, place });
    if (other === undefined || reported.has(other.place)) continue;
    reported.add(other.place);
    errors.push({
      code: "overlapping-edits",
      place,
      message: `${subject} is edited at the same time at ${other.place}`,
      hint: "make one edit of both, or let one end before the other begins",
    });
  }
}

/** An edit that no run from the base date on can meet. */
function warnOutside(context: EditContext, window: Window, { baseDate, until }: Scenario): void {
  const start = instant(baseDate);
  if (startOf(window) >= endOf(window)) return;
  if (endOf(window) <= start) {
    const hint = "move baseDate or the window";
    context.warn("to", "outside-run", `over on ${window.to}, before the first day looked at (${baseDate})`, hint);
  } else if (until !== undefined && startOf(window) >= instant(until)) {
    context.warn("from", "outside-run", `begins on ${window.from}, after the last day looked at`, `until is ${until}`);
  } else if (until === undefined && startOf(window) >= start + LOOKED_AHEAD_HOURS) {
    const hint = "a run that is shorter does not meet it; move baseDate";
    context.warn(
      "from",
      "outside-run",
      `begins on ${window.from}, more than 18 months after baseDate ${baseDate}`,
      hint,
    );
  }
}

const sourceRow = ({ id, name, notes }: Scenario) => ({
  id: sourceIdOf(id),
  publisher: "",
  title: `Scenario ${name}${notes === "" ? "" : `: ${notes.split("\n")[0]}`}`,
  url: "",
  published: "",
  accessed: "",
  licence: "private",
});

const toResolved = (
  { sentence, window, touches, values = [], statuses = [], added = [], demandRows = 0, nothing }: Resolved,
  { index, kind, place }: Pick<ResolvedEdit, "index" | "kind" | "place">,
): ResolvedEdit => ({
  index,
  kind,
  place,
  sentence,
  ...windowOf(window.from, window.to),
  touches: touches.map(({ id, kind: kindOf, name }) => ({ id, kind: kindOf, name })),
  values,
  statuses,
  added,
  demandRows,
  changesNothing: nothing !== undefined,
  why: nothing ?? "",
});

/** The rows of a scenario that has no errors.
 * @throws InvalidInput with every error */
export function rowsOf(dataset: LoadedDataset, scenario: Scenario): ResolvedRows {
  const found = resolveRows(dataset, partsOf(scenario));
  if (found.resolution.errors.length > 0) throw new InvalidInput(found.resolution.errors);
  return found;
}
