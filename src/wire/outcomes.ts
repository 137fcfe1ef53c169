// The one table of what can go wrong: problem code → HTTP status → exit code. docs/errors.md shows the same table, and a
// test compares the two, so that neither can run away.

export interface Outcome {
  readonly code: string;
  readonly http: number;
  readonly exit: number;
  readonly title: string;
}

/** Exit codes of the command line. */
export const EXIT = { answered: 0, bug: 1, invalid: 2, none: 3 } as const;

const row = (code: string, http: number, exit: number, title: string): Outcome => ({ code, http, exit, title });

/** Problems of a request and of the server; problems of a dataset's rows have codes of their own (docs/data.md) and 422. */
export const OUTCOMES: readonly Outcome[] = [
  row("missing", 400, EXIT.invalid, "A field that is needed is missing"),
  row("unknown-field", 400, EXIT.invalid, "A field that does not exist"),
  row("wrong-type", 400, EXIT.invalid, "A value of the wrong type"),
  row("wrong-format", 400, EXIT.invalid, "A text that does not have the form expected"),
  row("wrong-value", 400, EXIT.invalid, "A value that is not among those possible"),
  row("out-of-range", 400, EXIT.invalid, "A number, text or list beyond its limits"),
  row("malformed-json", 400, EXIT.invalid, "A body that is not JSON"),
  row("too-deep", 400, EXIT.invalid, "JSON nested too deeply"),
  row("malformed-request", 400, EXIT.invalid, "A request that is not HTTP as expected"),
  row("usage", 400, EXIT.invalid, "A command line that cannot be understood"),
  row("contradiction", 400, EXIT.invalid, "Fields that do not go together"),
  row("wrong-kind-of-file", 400, EXIT.invalid, "A file of another kind than was asked for"),
  row("unknown-place", 400, EXIT.invalid, "A place that the dataset does not know"),
  row("ambiguous-place", 400, EXIT.invalid, "A name that several places have"),
  row("same-place", 400, EXIT.invalid, "Origin and destination are one place"),
  row("unknown-term", 400, EXIT.invalid, "Something to avoid or require that the dataset does not know"),
  row("too-many-requirements", 400, EXIT.invalid, "More places to pass than can be searched for"),
  row("unknown-cargo", 400, EXIT.invalid, "Cargo that cannot be read"),
  row("too-heavy", 400, EXIT.invalid, "More tonnes than the cargo units can carry"),
  row("too-many-units", 400, EXIT.invalid, "More cargo units than one consignment may have"),
  row("bad-date", 400, EXIT.invalid, "A date that is not in the calendar, or out of the dataset's years"),
  row("bad-number", 400, EXIT.invalid, "A number that cannot be read or lies out of range"),
  row("deadline-before-departure", 400, EXIT.invalid, "A deadline that has passed before the goods are ready"),
  row("unknown-node", 400, EXIT.invalid, "A node that the GMNS network does not have"),
  row("unknown-link", 400, EXIT.invalid, "A link that the network does not have"),
  row("too-many-ways", 400, EXIT.invalid, "More non-dominated ways than can be listed"),
  row("bad-query", 400, EXIT.invalid, "A query of validation.csv or commitments.csv that cannot be read"),
  row("unknown-word", 400, EXIT.invalid, "A word that is not among those known"),
  row("fitted-on-validation", 400, EXIT.invalid, "A number fitted on a figure that is kept for validation"),
  row("missing-default", 422, EXIT.invalid, "A usual value that neither the request nor the dataset states"),
  row("unknown-kind", 400, EXIT.invalid, "A kind of run that does not exist"),
  row("overlay-not-kept", 400, EXIT.invalid, "A run over dropped files, which are kept nowhere"),
  row("no-token", 401, EXIT.invalid, "Work, or the making of tokens, without a token that is valid"),
  row("other-version", 409, EXIT.invalid, "A worker that would not calculate the same bits as the server"),
  row("wrong-result", 422, EXIT.invalid, "A result that is not that of the job; nothing is kept"),
  row("unknown-model", 404, EXIT.invalid, "A model that no sweep under way has"),
  row("sweep-too-large", 400, EXIT.invalid, "A sweep with more points, replications, jobs or figures than are kept"),
  row("wrong-kind-of-run", 422, EXIT.invalid, "A run that has no table of replications"),
  row("part-failed", 422, EXIT.invalid, "A job of a sweep that several workers could not do"),
  row("name-taken", 409, EXIT.invalid, "A token's name that is taken"),
  row("unknown-token", 404, EXIT.invalid, "A token that is not there"),
  row("unreachable-server", 400, EXIT.invalid, "A server that does not answer"),
  row("other-site", 403, EXIT.invalid, "A change asked for by a page of another site"),
  row("unknown-scenario", 404, EXIT.invalid, "A scenario that is neither shipped nor kept"),
  row("not-a-simulation", 400, EXIT.invalid, "Waits asked of something that simulated none"),
  row("no-waits", 400, EXIT.invalid, "Waits of lines that the dataset does not have"),
  row("unknown-run", 404, EXIT.invalid, "A run that is not kept"),
  row("no-store", 409, EXIT.invalid, "A server that keeps nothing"),
  row("store-taken", 409, EXIT.invalid, "A store that another process has open"),
  row("shipped-scenario", 409, EXIT.invalid, "A change of a scenario that comes with the program"),
  row("already-kept", 409, EXIT.invalid, "A new scenario under an id that is taken"),
  row("too-many-kept", 409, EXIT.invalid, "More scenarios than are kept"),
  row("no-replay", 409, EXIT.invalid, "A replay of a run that simulated no crossing"),
  row("no-result", 409, EXIT.invalid, "A run that has no answer, or not yet"),
  row("dataset-changed", 409, EXIT.invalid, "A run over a dataset whose files have changed"),
  row("changed-meanwhile", 412, EXIT.invalid, "A change of a scenario that is not in this version any more"),
  row("bad-store", 422, EXIT.invalid, "A store or database that cannot be opened"),
  row("run-too-long", 422, EXIT.invalid, "A run that took longer than it may"),
  row("run-too-large", 422, EXIT.invalid, "A run that needs more memory than it may take"),
  row("result-too-large", 422, EXIT.invalid, "A run whose answer is larger than is kept"),
  row("interrupted", 422, EXIT.invalid, "A run whose server or worker went away again and again"),
  row("queue-full", 429, EXIT.invalid, "More runs than may wait"),
  row("unknown-overlay", 400, EXIT.invalid, "An overlay token that is unknown or has expired"),
  row("no-route", 200, EXIT.none, "No way, and why; an answer and not an error"),
  row("no-allocation", 422, EXIT.invalid, "An oil problem whose limits cannot hold together"),
  row(
    "no-rolling-plan",
    422,
    EXIT.invalid,
    "A rolling oil plan that finds no way on; a warning beside the plan that knows all days",
  ),
  row(
    "no-steady-day",
    200,
    EXIT.answered,
    "A warning: an oil model whose first day alone has no plan, so that no element is taken away",
  ),
  row("no-first-day", 200, EXIT.answered, "A warning: an oil model that names no date for its first day"),
  row("no-oil", 422, EXIT.invalid, "A dataset that says nothing of oil"),
  row("perfect-foresight", 200, EXIT.answered, "A warning: figures that know the days to come"),
  row("no-path", 200, EXIT.none, "Trips without a path; an answer and not an error"),
  row("no-flow", 200, EXIT.none, "No flow, or none that is best, and the proof; an answer and not an error"),
  row("bad-dimacs", 400, EXIT.invalid, "A DIMACS file that cannot be read"),
  row("bad-year", 400, EXIT.invalid, "A year that is none"),
  row("unreachable", 422, EXIT.invalid, "Demand that no way carries"),
  row("nothing-to-lose", 200, EXIT.answered, "A warning: nothing goes over the element in this month"),
  row("no-demand", 200, EXIT.answered, "A warning: no goods go between the places asked for"),
  row("stopped", 200, EXIT.answered, "A warning: ended before everything was looked at"),
  row("no-capacities", 200, EXIT.answered, "A warning: capacities are not stated, so cuts are not bounded"),
  row("not-converged", 200, EXIT.answered, "A warning: a limit was reached before the gap asked for"),
  row("search-limit", 200, EXIT.answered, "A warning: the search stopped at its limit and may have missed ways"),
  row("unknown-block", 400, EXIT.invalid, "A name that no fitting block of the model has"),
  row("unknown-parameter", 400, EXIT.invalid, "A parameter that the model does not state"),
  row("unknown-class", 400, EXIT.invalid, "A class that the model does not state"),
  row("unreachable-block", 400, EXIT.invalid, "A block that nobody can reach or nothing uses"),
  row("no-exit", 400, EXIT.invalid, "A block from which no way leads to a sink"),
  row("wrong-kind", 400, EXIT.invalid, "A block of a kind that does not fit there"),
  row("no-delay", 400, EXIT.invalid, "A way round on which no time passes"),
  row("no-capacity", 400, EXIT.invalid, "A server, vessel or stock that could never serve anybody"),
  row("endless", 400, EXIT.invalid, "A simulation that would never end"),
  row("malformed-yaml", 400, EXIT.invalid, "A file that is neither YAML nor JSON"),
  row("missing-file", 400, EXIT.invalid, "A file that cannot be read"),
  row("never-settles", 200, EXIT.none, "More come for ever than can be served, and where; an answer and not an error"),
  row("deadlock", 200, EXIT.none, "Nobody can move any more, and who waits for what; an answer and not an error"),
  row("event-limit", 200, EXIT.none, "A simulation reached its limit on events"),
  row("entity-limit", 200, EXIT.none, "A simulation reached its limit on entities inside"),
  row("no-progress", 200, EXIT.none, "Events follow one another at one instant without end"),
  row("still-growing", 200, EXIT.answered, "A warning: after the warm-up more come than go, and where most wait"),
  row("nearly-full", 200, EXIT.answered, "A warning: a border is used so much that its wait hangs on each unit more"),
  row("warm-up-unknown", 200, EXIT.answered, "A warning: runs are too short to tell the warm-up"),
  row("no-interval", 200, EXIT.answered, "A warning: one replication has no confidence interval"),
  row("unknown-route", 404, EXIT.invalid, "An address that does not exist"),
  row("unknown-thing", 404, EXIT.invalid, "An id that the dataset does not have"),
  row("wrong-method", 405, EXIT.invalid, "A method that this address does not know"),
  row("too-large", 413, EXIT.invalid, "A body that is too large"),
  row("wrong-host", 421, EXIT.invalid, "A name under which this server is not reached"),
  row("wrong-media-type", 415, EXIT.invalid, "A body that is not JSON by its Content-Type"),
  row("too-many-requests", 429, EXIT.invalid, "Too many requests from one address"),
  row("bug", 500, EXIT.bug, "An error of the program"),
  row("overloaded", 503, EXIT.bug, "The server is too busy or shutting down"),
  row("no-file", 400, EXIT.invalid, "A file that is not there"),
  row("unknown-id", 422, EXIT.invalid, "An edit of something that the dataset does not have"),
  row("wrong-thing", 422, EXIT.invalid, "An edit of something that this kind of edit cannot change"),
  row("no-such-value", 422, EXIT.invalid, "An edit of a number that the thing does not have"),
  row("too-many-amounts", 422, EXIT.invalid, "An edit that sets, scales or adds at once"),
  row("negative-value", 422, EXIT.invalid, "An edit that would leave less than nothing"),
  row("empty-window", 422, EXIT.invalid, "A window that ends before it begins"),
  row("overlapping-edits", 422, EXIT.invalid, "Two edits of one thing at one time"),
  row("ambiguous-thing", 422, EXIT.invalid, "An edit that could mean several things"),
  row("changes-nothing", 200, EXIT.answered, "A warning: an edit that changes nothing"),
  row("outside-run", 200, EXIT.answered, "A warning: an edit that no run from the base date on meets"),
  row("more-problems", 400, EXIT.invalid, "Problems that were counted but not shown"),
];

const BY_CODE: ReadonlyMap<string, Outcome> = new Map(OUTCOMES.map((outcome) => [outcome.code, outcome]));

/** The row of a code; codes of a dataset's rows and of the planner that stand in no row of their own count as bad input. */
export function findOutcome(code: string): Outcome {
  return BY_CODE.get(code) ?? row(code, 422, EXIT.invalid, "The input cannot be used as it stands");
}

/** Places of what an address names; anything else that does not exist stands in a body that cannot be used. */
const IN_ADDRESS = ["id", "address"];

/** HTTP status of a problem: 404 says that the address leads nowhere, and not that a body names what is not there. */
export function httpStatusOfProblem({ code, place }: { readonly code: string; readonly place?: string }): number {
  const { http } = findOutcome(code);
  return http === 404 && place !== undefined && !IN_ADDRESS.includes(place) ? 422 : http;
}

/** Exit code of an answer by its status (and, when invalid, by its first problem). */
export function exitCodeOf(answer: {
  readonly status: string;
  readonly problems?: readonly { readonly code: string }[];
}): number {
  if (answer.status === "ok") return EXIT.answered;
  if (answer.status === "none") return EXIT.none;
  const first = answer.problems?.[0];
  return first === undefined ? EXIT.invalid : findOutcome(first.code).exit;
}

/** HTTP status of an answer; an answer of `none` is an answer and not an error. */
export function httpStatusOf(answer: {
  readonly status: string;
  readonly problems?: readonly { readonly code: string; readonly place?: string }[];
}): number {
  if (answer.status !== "invalid") return 200;
  const first = answer.problems?.[0];
  return first === undefined ? 400 : httpStatusOfProblem(first);
}
