// Names of things by their id in the reader's language, and the list that can be searched: what the map can choose, a list
// can choose too.

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ThingAnswer, ThingsAnswer } from "../../../wire/dataset.ts";
import { call } from "../../api/client.ts";
import { usePlan } from "../../state/plan.tsx";

export interface ThingEntry {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  /** Folded for searching. */
  readonly words: string;
}

/** Everything of the dataset that a scenario may name. */
export function useThings(): readonly ThingEntry[] {
  const { view } = usePlan();
  const { data } = useQuery({
    queryKey: ["things", view.lang],
    queryFn: ({ signal }) => call<ThingsAnswer>(`things?lang=${view.lang}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return useMemo(
    () =>
      data?.status === "ok"
        ? data.things.map(({ id, kind, title }) => ({ id, kind, name: title, words: fold(`${title} ${id}`) }))
        : NONE,
    [data],
  );
}
const NONE: readonly ThingEntry[] = [];

export function useThing(id: string | undefined) {
  const { view } = usePlan();
  return useQuery({
    queryKey: ["thing", id, view.lang],
    queryFn: ({ signal }) => call<ThingAnswer>(`things/${encodeURIComponent(id ?? "")}?lang=${view.lang}`, { signal }),
    enabled: id !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The name of anything by its id. */
export function useThingNames(): (id: string, fallback?: string) => string {
  const things = useThings();
  const { names, network } = usePlan();
  const { t } = useTranslation();
  return useMemo(() => {
    const known = new Map(things.map((thing) => [thing.id, thing.name]));
    const links = new Map(network?.links.map((link) => [link.id, link]));
    return (id: string, fallback?: string) => {
      if (id.startsWith("country:")) return names.country(id.slice("country:".length));
      const link = links.get(id);
      if (link) return `${names.place(link.from)} – ${names.place(link.to)} (${t(`mode.${link.mode}`).toLowerCase()})`;
      return known.get(id) ?? names.place(id, names.thing(id, fallback));
    };
  }, [things, names, network, t]);
}

/** Small letters without marks, so that any spelling finds. */
export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[ıәөүұқғңһі]/g, (letter) => FOLDED[letter] ?? letter);
}
const FOLDED: Readonly<Record<string, string>> = {
  ı: "i",
  ә: "а",
  ө: "о",
  ү: "у",
  ұ: "у",
  қ: "к",
  ғ: "г",
  ң: "н",
  һ: "х",
  і: "и",
};

/** The best `limit` entries: those whose name begins so first. */
export function searchThings(things: readonly ThingEntry[], text: string, limit: number): readonly ThingEntry[] {
  const words = fold(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const found = things.filter((thing) => words.every((word) => thing.words.includes(word)));
  const rank = (thing: ThingEntry) =>
    (thing.words.startsWith(words[0] ?? "") ? 0 : 1) + (KIND_RANK[thing.kind] ?? 3) / 10;
  return found
    .map((thing) => ({ thing, at: rank(thing) }))
    .sort((a, b) => a.at - b.at || a.thing.name.length - b.thing.name.length)
    .slice(0, limit)
    .map(({ thing }) => thing);
}
const KIND_RANK: Readonly<Record<string, number>> = {
  place: 0,
  link: 1,
  service: 1,
  "water-body": 1,
  border: 2,
  country: 2,
  terminal: 3,
  tariff: 5,
};
