// The questions the screen keeps asking, with their cache: an old answer stays until the new one is there, and a question
// that is no longer asked is cancelled.

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { ScenariosAnswer } from "../../wire/kept-scenarios.ts";
import type { RouteRequest } from "../../wire/route.ts";
import type { Language, Question } from "../state/app-state.ts";
import { useOverlays } from "../state/overlays.ts";
import { call, getClaims, getDataset, getNetwork, getPlaces, getSimulations, getSources, postRoute } from "./client.ts";

const FOREVER = { staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY };

export function useDataset() {
  const { token } = useOverlays();
  return useQuery({
    queryKey: ["dataset", token],
    queryFn: ({ signal }) => getDataset({ signal, overlay: token }),
    placeholderData: keepPreviousData,
    ...FOREVER,
  });
}

/** What stands at a date; waits a moment so that dragging the time bar asks once. */
export function useNetwork(date: string | undefined) {
  const { token } = useOverlays();
  const settled = useSettled(date, 120);
  return useQuery({
    queryKey: ["network", settled, token],
    queryFn: ({ signal }) => getNetwork(settled ?? "", { signal, overlay: token }),
    enabled: settled !== undefined,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 5 * 60_000,
  });
}

/** The answer to a question. `fetching` is true while the shown answer belongs to an earlier question. */
export function useRoute(question: Question | undefined) {
  const { token } = useOverlays();
  const settled = useSettled(question, 180);
  const request = settled ? toRequest(settled) : undefined;
  const query = useQuery({
    queryKey: ["route", request, token],
    queryFn: ({ signal }) => {
      if (!request) throw new Error("asked without a question");
      return postRoute(request, { signal, overlay: token });
    },
    enabled: request !== undefined && request.from !== "" && request.to !== "",
    placeholderData: keepPreviousData,
    staleTime: 10 * 60_000,
    retry: 1,
  });
  const behind = settled !== question;
  return { ...query, stale: query.isPlaceholderData || behind };
}

export function usePlaceSearch(text: string, lang: string, enabled: boolean) {
  const settled = useSettled(text, 120);
  return useQuery({
    queryKey: ["places", settled, lang],
    queryFn: ({ signal }) => getPlaces({ q: settled, lang, limit: 12 }, { signal }),
    enabled: enabled && settled.trim() !== "",
    placeholderData: keepPreviousData,
    ...FOREVER,
  });
}

export function useSources(refs: readonly string[], enabled: boolean) {
  return useQuery({
    queryKey: ["sources", refs],
    queryFn: ({ signal }) => getSources(refs, { signal }),
    enabled: enabled && refs.length > 0,
    ...FOREVER,
  });
}

/** Simulated crossings that are done, newest first; empty where the server keeps nothing. */
export function useSimulations() {
  const { data } = useQuery({
    queryKey: ["runs", "simulate"],
    queryFn: ({ signal }) => getSimulations({ signal }),
    staleTime: 20_000,
    retry: false,
  });
  return data?.status === "ok" ? data.runs.filter(({ state }) => state === "done") : [];
}

/** Names of ready-made and kept scenarios in the reader's language, by the name that an answer gives them. */
export function useScenarioNames(lang: Language, enabled: boolean): (name: string) => string {
  const { data } = useQuery({
    queryKey: ["scenarios"],
    queryFn: ({ signal }) => call<ScenariosAnswer>("scenarios", { signal }),
    enabled: enabled && lang !== "en",
    staleTime: 60_000,
    retry: false,
  });
  const listed = data?.status === "ok" ? data.scenarios : [];
  return (name) => (lang === "en" ? undefined : listed.find((one) => one.name === name)?.names?.[lang]) ?? name;
}

export function useClaims() {
  return useQuery({ queryKey: ["claims"], queryFn: ({ signal }) => getClaims({ signal }), ...FOREVER });
}

/** The request of a question; fields that were not said are left to the server. */
export function toRequest(question: Question): RouteRequest {
  const inWagons = question.cargo === "wagon" && question.tonnes && question.commodity;
  const { tonnes, commodity, deadline, depart, valueUsd, costOfCapital, date } = question;
  return {
    from: question.from,
    to: question.to,
    cargo: inWagons ? `${tonnes}t ${commodity}` : question.cargo,
    units: inWagons ? 1 : question.units,
    ...(depart ? { depart } : {}),
    ...(deadline ? { deadline } : {}),
    ...(valueUsd !== undefined ? { valueUsd } : {}),
    ...(costOfCapital !== undefined ? { costOfCapital } : {}),
    ...(!inWagons && tonnes !== undefined ? { tonnes } : {}),
    ...(!inWagons && commodity ? { commodity } : {}),
    ...(question.dangerous ? { dangerous: true } : {}),
    ...(question.reefer ? { reefer: true } : {}),
    ...(question.avoid.length > 0 ? { avoid: [...question.avoid] } : {}),
    ...(question.require.length > 0 ? { require: [...question.require] } : {}),
    ...(date ? { date } : {}),
    ...(question.waits ? { waits: question.waits } : {}),
  };
}

/** A value once it has stood still for so many milliseconds; the first one at once. */
export function useSettled<T>(value: T, delayMs: number): T {
  const [settled, setSettled] = useState(value);
  const known = settled !== undefined;
  useEffect(() => {
    if (!known) {
      setSettled(value);
      return;
    }
    const timer = setTimeout(() => setSettled(value), delayMs);
    return () => clearTimeout(timer);
  }, [value, delayMs, known]);
  return settled;
}
