// The query of a validation row about the simulated crossing, as
// `period=2025-01-01 days=365 lines=a,b at=PLACE months=11,12 in=line full=yes set=SUBJECT.ATTRIBUTE:225:TEU`; what stands behind
// `ask` is for the planner.

export interface CrossingQuery {
  /** First day, ISO. */
  readonly period: string;
  readonly days: number;
  readonly lines: readonly string[];
  /** Place of departure, or the port looked at; empty for both ends. */
  readonly at: string;
  /** Gauge change or border whose queue is looked at; empty for the yards of ships. */
  readonly station: string;
  readonly months: readonly number[];
  /** In the unit of a line's capacity (TEU) and not in units of cargo. */
  readonly inUnitsOfLine: boolean;
  /** With more cargo everywhere than ships can take. */
  readonly isFull: boolean;
  /** Numbers that hold for this row alone. */
  readonly set: readonly {
    readonly subject: string;
    readonly attribute: string;
    readonly value: number;
    readonly unit: string;
  }[];
  readonly rest: string;
}

const WORDS = ["period", "days", "lines", "at", "station", "months", "in", "full", "set"];
const YEAR = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** Undefined when it cannot be read. */
export function parseCrossingQuery(text: string): CrossingQuery | undefined {
  const [own, rest = ""] = text.split(/\s+ask\s+/);
  const found = new Map<string, string>();
  for (const part of own.split(/\s+/).filter((word) => word !== "")) {
    const at = part.indexOf("=");
    const [word, value] = [part.slice(0, Math.max(at, 0)), part.slice(at + 1)];
    if (!WORDS.includes(word) || value === "" || found.has(word)) return undefined;
    found.set(word, value);
  }
  const period = found.get("period");
  const days = Number(found.get("days"));
  if (period === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(period) || !Number.isInteger(days) || days < 7)
    return undefined;
  const set = list(found, "set").map((one) => {
    const [name, value, unit = "count"] = one.split(":");
    const dot = name.lastIndexOf(".");
    return { subject: name.slice(0, Math.max(dot, 0)), attribute: name.slice(dot + 1), value: Number(value), unit };
  });
  const months = list(found, "months").map(Number);
  if (set.some(({ subject, value }) => subject === "" || !(value > 0))) return undefined;
  if (months.some((month) => !YEAR.includes(month))) return undefined;
  return {
    period,
    days,
    lines: list(found, "lines"),
    at: found.get("at") ?? "",
    station: found.get("station") ?? "",
    months: months.length === 0 ? YEAR : months,
    inUnitsOfLine: found.get("in") === "line",
    isFull: found.get("full") === "yes",
    set,
    rest,
  };
}

const list = (found: ReadonlyMap<string, string>, word: string): string[] => found.get(word)?.split(",") ?? [];
