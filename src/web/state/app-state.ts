// What is asked and how it is looked at: one value, written to and read from the address bar, so that a link is the whole
// screen. Pure: no browser here. Not covered: what the pointer hovers (state/hover.ts) and dropped files (state/overlays.ts).

import { type AskedScenario, readScenario, writeScenario } from "./scenario.ts";
import { readForm, type SimulationForm, writeForm } from "./simulation.ts";

export const LANGUAGES = ["en", "kk", "az", "ru"] as const;
export type Language = (typeof LANGUAGES)[number];
export const PAGES = ["plan", "flows", "simulate", "oil", "claims"] as const;
export type Page = (typeof PAGES)[number];
export const DOCKS = ["journey", "compare", "tradeoff", "closed"] as const;
export type Dock = (typeof DOCKS)[number];
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];
export const SHEETS = ["ask", "journey", "details", "compare"] as const;
/** Workspaces in which a scenario stands beside the base. */
export const isWhatIf = (page: Page): boolean => page === "flows" || page === "simulate" || page === "oil";
/** What the sheet of a phone shows in the what-if workspaces. */
export const WHAT_IF_SHEETS = ["edit", "charts", "thing"] as const;
/** Which of base, scenario and their difference is drawn; `auto` is the difference as soon as there is one. */
export const SHOWS = ["auto", "base", "scenario", "difference"] as const;
export type Show = (typeof SHOWS)[number];
export const FLOW_CHARTS = ["corridors", "binds", "breaks", "countries", "reasons", "runs"] as const;
export type FlowChart = (typeof FLOW_CHARTS)[number];
export const OIL_CHARTS = ["days", "netback", "binds", "security", "pays", "runs"] as const;
export type OilChart = (typeof OIL_CHARTS)[number];
export const SIMULATE_CHARTS = ["times", "queues", "busy", "capacity", "depends", "ships", "replay", "runs"] as const;
export type SimulateChart = (typeof SIMULATE_CHARTS)[number];
export const POLICIES = ["foresight", "rolling"] as const;
export type Policy = (typeof POLICIES)[number];

/** The consignment. Empty strings and undefined mean "not said": the server's default holds. */
export interface Question {
  /** Place id, or what somebody typed. */
  readonly from: string;
  readonly to: string;
  /** A cargo unit id (`40ft`), or `wagon` together with tonnes and commodity. */
  readonly cargo: string;
  readonly units: number;
  readonly tonnes?: number;
  readonly commodity?: string;
  readonly depart?: string;
  readonly deadline?: string;
  readonly valueUsd?: number;
  /** Share per year. */
  readonly costOfCapital?: number;
  readonly dangerous: boolean;
  readonly reefer: boolean;
  readonly avoid: readonly string[];
  readonly require: readonly string[];
  /** Date of the network when it is not the departure. */
  readonly date?: string;
  /** Id of a simulated run whose waits for ships stand in place of assumed ones. */
  readonly waits?: string;
}

export interface View {
  readonly page: Page;
  /** Id of the chosen option; absent means the best one. */
  readonly option?: string;
  readonly inspector: boolean;
  readonly dock: Dock;
  readonly sheet: (typeof SHEETS)[number];
  readonly costBy: "stage" | "party";
  readonly show: Show;
  /** Id of the thing that is looked at in the what-if workspaces. */
  readonly thing?: string;
  readonly flowChart: FlowChart;
  readonly oilChart: OilChart;
  readonly simulateChart: SimulateChart;
  /** Cargo of the simulated crossing that is looked at. */
  readonly cargoFlow?: string;
  /** Line and port of departure that are looked at, as `line.port`. */
  readonly yard?: string;
  /** The simulation on the screen: id of its run and, after a dot, a mark of what was asked. */
  readonly ran?: string;
  /** Another simulation to stand beside it: id of its run. */
  readonly beside?: string;
  /** The sweep that stands in place of the list of runs: id of its run. */
  readonly sweep?: string;
  /** The dock of the what-if workspaces is folded away. */
  readonly folded: boolean;
  readonly whatIfSheet: (typeof WHAT_IF_SHEETS)[number];
  /** Demand group drawn on the map; absent: all. */
  readonly group?: string;
  readonly policy: Policy;
  readonly lang: Language;
  readonly theme: Theme;
  readonly currency: string;
  readonly distance: "km" | "nmi";
  readonly time: "days" | "hours";
}

/** What is asked, apart from how it is looked at: undo and redo step through these. */
export interface Asked {
  /** Absent until somebody asks; then the first example stands in. */
  readonly question?: Question;
  /** Absent: the network as it is. */
  readonly scenario?: AskedScenario;
  /** Months over which flows are looked at, and days over which oil is; absent: the server's usual. */
  readonly months?: number;
  readonly days?: number;
  /** What is asked of a simulation, apart from the scenario; absent: everything as usual. */
  readonly simulation?: SimulationForm;
}

export interface AppState extends Asked {
  readonly view: View;
}

export const EMPTY_QUESTION: Question = {
  from: "",
  to: "",
  cargo: "40ft",
  units: 1,
  dangerous: false,
  reefer: false,
  avoid: [],
  require: [],
};

export const DEFAULT_VIEW: View = {
  page: "plan",
  inspector: false,
  dock: "journey",
  sheet: "ask",
  costBy: "stage",
  show: "auto",
  flowChart: "corridors",
  oilChart: "days",
  simulateChart: "times",
  folded: false,
  whatIfSheet: "edit",
  policy: "foresight",
  lang: "en",
  theme: "system",
  currency: "USD",
  distance: "km",
  time: "days",
};

const QUESTION_KEYS = [
  "from",
  "to",
  "cargo",
  "units",
  "tonnes",
  "commodity",
  "depart",
  "deadline",
  "value",
  "capital",
  "dg",
  "reefer",
  "avoid",
  "require",
  "date",
  "waits",
];

const WORDS = {
  page: PAGES,
  dock: DOCKS,
  sheet: SHEETS,
  costBy: ["stage", "party"],
  show: SHOWS,
  flowChart: FLOW_CHARTS,
  oilChart: OIL_CHARTS,
  simulateChart: SIMULATE_CHARTS,
  whatIfSheet: WHAT_IF_SHEETS,
  policy: POLICIES,
  lang: LANGUAGES,
  theme: THEMES,
  distance: ["km", "nmi"],
  time: ["days", "hours"],
} as const satisfies { readonly [K in keyof View]?: readonly View[K][] };
type Worded = keyof typeof WORDS;
const WORDED = Object.keys(WORDS) as Worded[];
/** What is looked at in a simulation. */
export const SIMULATED = ["cargoFlow", "yard", "ran", "beside", "sweep"] as const;
const MOST_MONTHS = 24;
const MOST_DAYS = 731;

/** Signs that need no escape in a query and would make a scenario unreadable. */
const PLAIN: Readonly<Record<string, string>> = {
  "%21": "!",
  "%27": "'",
  "%28": "(",
  "%29": ")",
  "%2C": ",",
  "%3A": ":",
  "%7E": "~",
};

/** Writes a state as a query string without the question mark; what equals `defaults` is left out. */
export function toQueryString(state: AppState, defaults: View = DEFAULT_VIEW): string {
  const params = new URLSearchParams();
  const put = (key: string, value: string | number | undefined) => {
    if (value !== undefined && value !== "") params.set(key, String(value));
  };
  const { question, view } = state;
  // First, so that the address does not end in a bracket, which programs that find links in texts take off.
  put("scenario", writeScenario(state.scenario));
  put("months", state.months);
  put("days", state.days);
  put("sim", writeForm(state.simulation));
  if (question) {
    put("from", question.from);
    put("to", question.to);
    put("cargo", question.cargo);
    if (question.units !== 1) put("units", question.units);
    put("tonnes", question.tonnes);
    put("commodity", question.commodity);
    put("depart", question.depart);
    put("deadline", question.deadline);
    put("value", question.valueUsd);
    put("capital", question.costOfCapital);
    if (question.dangerous) put("dg", "1");
    if (question.reefer) put("reefer", "1");
    put("avoid", question.avoid.join(","));
    put("require", question.require.join(","));
    put("date", question.date);
    put("waits", question.waits);
  }
  put("option", view.option);
  put("thing", view.thing);
  put("group", view.group);
  for (const key of SIMULATED) put(key, view[key]);
  for (const key of WORDED) if (view[key] !== defaults[key]) put(key, view[key]);
  if (view.currency !== defaults.currency) put("currency", view.currency);
  if (view.folded) put("folded", "1");
  if (view.inspector) put("details", "1");
  return params.toString().replace(/%[0-9A-F]{2}/g, (code) => PLAIN[code] ?? code);
}

/** Reads a query string; what is missing or malformed takes the default, so no address can break the page. */
export function fromQueryString(text: string, defaults: View = DEFAULT_VIEW): AppState {
  const params = new URLSearchParams(text);
  const string = (key: string) => params.get(key)?.slice(0, 200) || undefined;
  const number = (key: string) => {
    const value = Number(params.get(key) ?? "");
    return params.has(key) && Number.isFinite(value) && value >= 0 ? value : undefined;
  };
  const date = (key: string) => {
    const value = string(key);
    return value && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
  };
  const list = (key: string) =>
    (string(key) ?? "")
      .split(",")
      .map((item) => item.trim())
      .filter(Boolean);
  const words = Object.fromEntries(
    WORDED.map((key) => {
      const known: readonly string[] = WORDS[key];
      return [key, known.find((word) => word === params.get(key)) ?? defaults[key]];
    }),
  ) as unknown as Pick<View, Worded>;

  const view: View = {
    ...words,
    inspector: params.get("details") === "1",
    folded: params.get("folded") === "1",
    currency: /^[A-Z]{3}$/.test(params.get("currency") ?? "") ? (params.get("currency") ?? "") : defaults.currency,
    ...optional("option", string("option")),
    ...optional("thing", string("thing")),
    ...optional("group", string("group")),
    ...Object.fromEntries(SIMULATED.flatMap((key) => (string(key) ? [[key, string(key)]] : []))),
  };
  const whole = (key: string, most: number) => {
    const value = Math.floor(number(key) ?? 0);
    return value >= 1 && value <= most ? value : undefined;
  };
  const asked = {
    ...optional("scenario", readScenario(params.get("scenario"))),
    ...optional("months", whole("months", MOST_MONTHS)),
    ...optional("days", whole("days", MOST_DAYS)),
    ...optional("simulation", readForm(params.get("sim"))),
  };
  if (!QUESTION_KEYS.some((key) => params.has(key))) return { ...asked, view };
  const question: Question = {
    from: string("from") ?? "",
    to: string("to") ?? "",
    cargo: string("cargo") ?? EMPTY_QUESTION.cargo,
    units: Math.max(1, Math.floor(number("units") ?? 1)),
    dangerous: params.get("dg") === "1",
    reefer: params.get("reefer") === "1",
    avoid: list("avoid"),
    require: list("require"),
    ...optional("tonnes", number("tonnes")),
    ...optional("commodity", string("commodity")),
    ...optional("depart", date("depart")),
    ...optional("deadline", date("deadline")),
    ...optional("valueUsd", number("value")),
    ...optional("costOfCapital", number("capital")),
    ...optional("date", date("date")),
    ...optional("waits", string("waits")),
  };
  return { ...asked, question, view };
}

/** `{[key]: value}` or nothing: optional properties are absent, never undefined. */
export function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}

/** Changes a question; a field set to undefined is taken out. */
export function changeQuestion(
  question: Question,
  patch: { [K in keyof Question]?: Question[K] | undefined },
): Question {
  const merged: Record<string, unknown> = { ...question, ...patch };
  for (const key of Object.keys(merged)) if (merged[key] === undefined) delete merged[key];
  return merged as unknown as Question;
}
