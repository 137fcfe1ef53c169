// What a simulation of the crossing is asked: first day and length, other ships, how sure to be, the luck. Written to and read
// from the address; pure. What the server makes of it: src/jobs/simulate-kind.ts.

import { MOST_REPLICATIONS } from "../../lib/enough-replications.ts";
import { fromCompact, type Json, toCompact } from "./compact.ts";

export interface SimulationForm {
  /** First day; absent: that of the scenario. */
  readonly from?: string;
  readonly days?: number;
  /** Half-width of the 95 % interval of mean end-to-end time over that mean; absent: as many replications as are given. */
  readonly precision?: number;
  readonly replications?: number;
  readonly seed?: number;
  /** Mean wait that a shipper still takes: asks for the curve of capacity. */
  readonly serviceHours?: number;
  /** Ships by line where they are other than stated. */
  readonly fleet?: Readonly<Record<string, number>>;
  /** With other ships under a scenario: what they stand beside; absent: the scenario with the ships that are stated. */
  readonly against?: "dataset";
  /** Asks which input the answer depends on most. */
  readonly depends?: boolean;
}

export const USUAL_DAYS = 365;
export const USUAL_REPLICATIONS = 10;
export const USUAL_SEED = 1;
export { MOST_REPLICATIONS };
/** A shorter time has hardly a voyage in it. */
export const LEAST_DAYS = 7;
export const MOST_DAYS = 731;
export const MOST_SEED = 4_294_967_295;
export const MOST_VESSELS = 200;
/** A wait of a year is no service. */
export const MOST_SERVICE_HOURS = 8_759;
/** When a precision is asked for, no more than this, but as many as are wanted in any case. */
export const MOST_FOR_PRECISION = 200;

const LINE = /^[a-z0-9][a-z0-9-]{0,79}$/;
const LONGEST = 4_000;

/** For the address; undefined when everything is as usual. */
export function writeForm(form: SimulationForm | undefined): string | undefined {
  if (!form || Object.keys(form).length === 0) return undefined;
  return toCompact(form as unknown as Json);
}

/** Reads what `writeForm` wrote; what makes no sense is left out, so that no address can break the page. */
export function readForm(text: string | null): SimulationForm | undefined {
  if (!text || text.length > LONGEST) return undefined;
  const value = fromCompact(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const given = value as Readonly<Record<string, Json>>;
  const number = (key: string, least: number, most: number, whole: boolean) => {
    const found = given[key];
    if (typeof found !== "number" || found < least || found > most || (whole && !Number.isInteger(found))) return {};
    return { [key]: found };
  };
  const { from, fleet, depends, against } = given;
  const ships =
    typeof fleet === "object" && fleet !== null && !Array.isArray(fleet)
      ? Object.entries(fleet as Readonly<Record<string, Json>>).filter(
          (entry): entry is [string, number] =>
            LINE.test(entry[0]) &&
            Number.isInteger(entry[1]) &&
            Number(entry[1]) >= 1 &&
            Number(entry[1]) <= MOST_VESSELS,
        )
      : [];
  const form: SimulationForm = {
    ...(typeof from === "string" && /^\d{4}-\d{2}-\d{2}$/.test(from) && !Number.isNaN(Date.parse(from))
      ? { from }
      : {}),
    ...number("days", LEAST_DAYS, MOST_DAYS, true),
    ...number("precision", 0.001, 0.5, false),
    ...number("replications", 1, MOST_REPLICATIONS, true),
    ...number("seed", 0, MOST_SEED, true),
    ...number("serviceHours", 1, MOST_SERVICE_HOURS, false),
    ...(ships.length > 0 ? { fleet: Object.fromEntries(ships) } : {}),
    ...(against === "dataset" ? { against } : {}),
    ...(depends === true ? { depends } : {}),
  };
  return Object.keys(form).length > 0 ? form : undefined;
}

/** Undefined takes a field out; a form that asks for nothing special is none. */
export function changeForm(
  form: SimulationForm | undefined,
  patch: { [K in keyof SimulationForm]?: SimulationForm[K] | undefined },
): SimulationForm | undefined {
  const merged: Record<string, unknown> = { ...form, ...patch };
  for (const key of Object.keys(merged)) if (merged[key] === undefined) delete merged[key];
  return Object.keys(merged).length > 0 ? (merged as SimulationForm) : undefined;
}

/** As many ships on a line as `vessels`; undefined: as stated. */
export function changeFleet(form: SimulationForm | undefined, line: string, vessels: number | undefined) {
  const { [line]: _dropped, ...others } = form?.fleet ?? {};
  const fleet = vessels === undefined ? others : { ...others, [line]: vessels };
  return changeForm(form, { fleet: Object.keys(fleet).length > 0 ? fleet : undefined });
}

/** Parameters of the run; usual values are said too, so that a link gives the same another year. */
export function toParameters(form: SimulationForm | undefined): Readonly<Record<string, unknown>> {
  const { from, days, precision, replications, seed, serviceHours, fleet, depends, against } = form ?? {};
  return {
    days: days ?? USUAL_DAYS,
    seed: seed ?? USUAL_SEED,
    replications: replications ?? USUAL_REPLICATIONS,
    ...(from === undefined ? {} : { from }),
    ...(precision === undefined
      ? {}
      : { precision, maxReplications: Math.max(MOST_FOR_PRECISION, replications ?? USUAL_REPLICATIONS) }),
    ...(serviceHours === undefined ? {} : { serviceHours }),
    ...(fleet === undefined
      ? {}
      : {
          fleet: Object.entries(fleet).map(([line, vessels]) => ({ line, vessels })),
          against: against ?? "scenario",
        }),
    ...(depends ? { sensitivity: true } : {}),
  };
}

/** The form that asked for these parameters. */
export function fromParameters(parameters: Readonly<Record<string, unknown>>): SimulationForm | undefined {
  const { from, days, precision, replications, seed, serviceHours, fleet, sensitivity, against } = parameters;
  const ships = Array.isArray(fleet)
    ? Object.fromEntries(fleet.map(({ line, vessels }: { line: string; vessels: number }) => [line, vessels]))
    : {};
  return readForm(
    toCompact({
      ...(typeof from === "string" ? { from } : {}),
      ...(days === USUAL_DAYS || typeof days !== "number" ? {} : { days }),
      ...(typeof precision === "number" ? { precision } : {}),
      ...(replications === USUAL_REPLICATIONS || typeof replications !== "number" ? {} : { replications }),
      ...(seed === USUAL_SEED || typeof seed !== "number" ? {} : { seed }),
      ...(typeof serviceHours === "number" ? { serviceHours } : {}),
      fleet: ships,
      ...(Object.keys(ships).length > 0 && against !== "scenario" ? { against: "dataset" } : {}),
      ...(sensitivity === true ? { depends: true } : {}),
    }),
  );
}

/** A mark of a question (FNV-1a, 32 bits): whether the answer on the screen is to what stands in the form. */
export function markOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(36);
}
