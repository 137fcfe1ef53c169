// Lines of the crossing with the ships that the dataset states: from an answer when there is one, else from what the dataset
// says of its services on water whose level is known.

import { useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { ThingAnswer, ThingsAnswer } from "../../../wire/dataset.ts";
import { call } from "../../api/client.ts";
import { usePlan } from "../../state/plan.tsx";
import { type Resolution, useWhatIf } from "../what-if/use-scenario.ts";

export interface CrossingLine {
  readonly line: string;
  readonly name: string;
  /** Under the scenario, before other ships are asked for. */
  readonly vessels: number;
  /** In the dataset. */
  readonly stated: number;
  readonly capacity: { readonly value: number; readonly unit: string } | undefined;
}

export interface Crossing {
  readonly lines: readonly CrossingLine[];
  readonly water:
    | { readonly id: string; readonly name: string; readonly levelM: number; readonly stated: number }
    | undefined;
}

type ThingOk = Extract<ThingAnswer, { status: "ok" }>;
const FOREVER = { staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY };

/** Lines and water of the crossing at a day; empty until they are known. */
export function useCrossing(date: string | undefined): Crossing {
  const { view } = usePlan();
  const { resolution } = useWhatIf();
  const all = useQuery({
    queryKey: ["things", view.lang],
    queryFn: ({ signal }) => call<ThingsAnswer>(`things?lang=${view.lang}`, { signal }),
    ...FOREVER,
  });
  const wanted =
    all.data?.status === "ok" ? all.data.things.filter(({ kind }) => kind === "service" || kind === "water-body") : [];
  const found = useQueries({
    queries: wanted.map(({ id }) => ({
      queryKey: ["thing", id, view.lang],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        call<ThingAnswer>(`things/${encodeURIComponent(id)}?lang=${view.lang}`, { signal }),
      ...FOREVER,
    })),
    combine: (results) => results.flatMap(({ data }) => (data?.status === "ok" ? [data] : [])),
  });
  return useMemo(() => {
    if (found.length < wanted.length) return { lines: [], water: undefined };
    return crossingOf(found, date ?? "9999-12-31", resolution);
  }, [found, wanted.length, date, resolution]);
}

function crossingOf(things: readonly ThingOk[], date: string, resolution: Resolution | undefined): Crossing {
  const changes = (resolution?.edits ?? []).flatMap(({ values }) => values);
  // A number may change in several windows of time: the one that holds is known by what it was.
  const after = (subject: string, attribute: string, before: number) =>
    changes.find((one) => one.subject === subject && one.attribute === attribute && one.before === before)?.after;
  const water = things.find(
    ({ kind, values }) => kind === "water-body" && valueAt(values, "levelM", date) !== undefined,
  );
  if (!water) return { lines: [], water: undefined };
  const lines = things.flatMap((thing): CrossingLine[] => {
    const stated = valueAt(thing.values, "vessels", date, thing.id);
    if (thing.kind !== "service" || thing.properties.waterBody !== water.id || stated === undefined) return [];
    const capacity = thing.values.findLast((value) => value.attribute === "capacityUnits" && isAt(value, date));
    return [
      {
        line: thing.id,
        name: thing.title,
        stated: stated.value,
        vessels: after(thing.id, "vessels", stated.value) ?? stated.value,
        capacity: capacity && { value: capacity.value, unit: capacity.unit },
      },
    ];
  });
  const levelM = valueAt(water.values, "levelM", date)?.value ?? 0;
  return {
    lines,
    water: { id: water.id, name: water.title, levelM: after(water.id, "levelM", levelM) ?? levelM, stated: levelM },
  };
}

type Value = ThingOk["values"][number];

const isAt = ({ validFrom, validTo, use }: Value, date: string) =>
  use === "model" && (validFrom === "" || validFrom <= date) && (validTo === "" || date < validTo);

function valueAt(values: readonly Value[], attribute: string, date: string, subject?: string): Value | undefined {
  return values.findLast(
    (value) =>
      value.attribute === attribute && isAt(value, date) && (subject === undefined || value.subject === subject),
  );
}
