// What is asked and how it is looked at: one value, written to and read from the address bar, so that a link is the whole
// screen. Pure: no browser here. Not covered: what the pointer hovers (state/hover.ts) and dropped files (state/overlays.ts).

export const LANGUAGES = ["en", "kk", "az", "ru"] as const;
export type Language = (typeof LANGUAGES)[number];
export const PAGES = ["plan", "claims"] as const;
export const DOCKS = ["journey", "compare", "tradeoff", "closed"] as const;
export type Dock = (typeof DOCKS)[number];
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];
export const SHEETS = ["ask", "journey", "details", "compare"] as const;

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
}

export interface View {
  readonly page: (typeof PAGES)[number];
  /** Id of the chosen option; absent means the best one. */
  readonly option?: string;
  readonly inspector: boolean;
  readonly dock: Dock;
  readonly sheet: (typeof SHEETS)[number];
  readonly costBy: "stage" | "party";
  readonly lang: Language;
  readonly theme: Theme;
  readonly currency: string;
  readonly distance: "km" | "nmi";
  readonly time: "days" | "hours";
}

export interface AppState {
  /** Absent until somebody asks; then the first example stands in. */
  readonly question?: Question;
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
];

/** Writes a state as a query string without the question mark; what equals `defaults` is left out. */
export function toQueryString(state: AppState, defaults: View = DEFAULT_VIEW): string {
  const params = new URLSearchParams();
  const put = (key: string, value: string | number | undefined) => {
    if (value !== undefined && value !== "") params.set(key, String(value));
  };
  const { question, view } = state;
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
  }
  put("option", view.option);
  for (const key of ["page", "dock", "sheet", "costBy", "lang", "theme", "currency", "distance", "time"] as const) {
    if (view[key] !== defaults[key]) put(key, view[key]);
  }
  if (view.inspector) put("details", "1");
  return params.toString().replaceAll("%2C", ",");
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
  const oneOf = <T extends string>(key: string, words: readonly T[], fallback: T): T =>
    words.find((word) => word === params.get(key)) ?? fallback;

  const view: View = {
    page: oneOf("page", PAGES, defaults.page),
    inspector: params.get("details") === "1",
    dock: oneOf("dock", DOCKS, defaults.dock),
    sheet: oneOf("sheet", SHEETS, defaults.sheet),
    costBy: oneOf("costBy", ["stage", "party"], defaults.costBy),
    lang: oneOf("lang", LANGUAGES, defaults.lang),
    theme: oneOf("theme", THEMES, defaults.theme),
    currency: /^[A-Z]{3}$/.test(params.get("currency") ?? "") ? (params.get("currency") ?? "") : defaults.currency,
    distance: oneOf("distance", ["km", "nmi"], defaults.distance),
    time: oneOf("time", ["days", "hours"], defaults.time),
    ...optional("option", string("option")),
  };
  if (!QUESTION_KEYS.some((key) => params.has(key))) return { view };
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
  };
  return { question, view };
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
