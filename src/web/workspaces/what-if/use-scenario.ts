// The scenario on the screen: its document, what is on the shelf, what its edits touch, and how to change it.

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { z } from "zod";
import type { ProblemJson } from "../../../wire/common.ts";
import type { ScenarioListed } from "../../../wire/kept-scenarios.ts";
import type { scenarioResolution } from "../../../wire/scenario.ts";
import { useSettled } from "../../api/queries.ts";
import { checkScenario, getScenario, getScenarios } from "../../api/what-if.ts";
import { type Language, optional } from "../../state/app-state.ts";
import { usePlan } from "../../state/plan.tsx";
import {
  type AskedScenario,
  addEdit,
  asksForChange,
  changesSomething,
  type EditDocument,
  replaceEdit,
  type ScenarioDocument,
  toDocument,
} from "../../state/scenario.ts";
import { setView, setWhatIf } from "../../state/store.ts";

export type Resolution = z.infer<typeof scenarioResolution>;

export interface WhatIf {
  readonly scenario: AskedScenario | undefined;
  /** Absent while a ready-made one is fetched, and for the base. */
  readonly document: ScenarioDocument | undefined;
  /** The ready-made one it is, or was made from. */
  readonly origin: string | undefined;
  readonly shelf: readonly ScenarioListed[];
  /** False when the server keeps nothing. */
  readonly keeps: boolean;
  readonly shelfFailure: Error | null;
  readonly missing: boolean;
  readonly resolution: Resolution | undefined;
  readonly problems: readonly ProblemJson[];
  readonly checking: boolean;
  readonly changed: boolean;
  readonly choose: (id: string) => void;
  readonly clear: () => void;
  readonly change: (next: ScenarioDocument) => void;
  readonly add: (edit: EditDocument) => void;
  readonly replace: (index: number, edit: EditDocument | undefined) => void;
}

const SETTLE_MS = 120;

export function useShelf() {
  return useQuery({
    queryKey: ["scenarios"],
    queryFn: ({ signal }) => getScenarios({ signal }),
    staleTime: 60_000,
  });
}

export function useWhatIf(): WhatIf {
  const { t } = useTranslation();
  const { asked, dataset, view } = usePlan();
  const { scenario } = asked;
  const client = useQueryClient();
  const shelf = useShelf();
  const id = scenario && "id" in scenario ? scenario.id : undefined;
  const fetched = useQuery({
    queryKey: ["scenario", id],
    queryFn: ({ signal }) => getScenario(id ?? "", { signal }),
    enabled: id !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const own = scenario && "document" in scenario ? scenario.document : undefined;
  const ready = fetched.data?.status === "ok" && id !== undefined ? fetched.data.document : undefined;
  const document = useMemo(() => own ?? inLanguage(toDocument(ready), view.lang), [own, ready, view.lang]);
  const origin = scenario && ("id" in scenario ? scenario.id : scenario.madeFrom);
  const check = useCheck(document);
  const defaultDate = dataset?.defaultDate;

  // A ready-made one that is edited is no longer what its name says, here and in the list of runs.
  const named =
    id !== undefined && document?.name && shelf.data?.status === "ok"
      ? shelf.data.scenarios.find((listed) => listed.id === id)?.kind === "shipped"
      : false;
  const isNamed = named ? document?.name : undefined;
  const change = useCallback(
    (given: ScenarioDocument) => {
      // Names in other languages are those of the old name.
      const { names: _old, ...renamed } = given;
      const next = given.name === document?.name ? given : renamed;
      const own =
        isNamed && next.name === isNamed ? { ...renamed, name: t("editor.changed-name", { name: isNamed }) } : next;
      setWhatIf({
        scenario:
          changesSomething(own) || own.name !== "" ? { document: own, ...optional("madeFrom", origin) } : undefined,
      });
    },
    [origin, isNamed, document?.name, t],
  );
  const blank = useCallback(
    (): ScenarioDocument => ({ name: "", ...optional("baseDate", defaultDate), edits: [] }),
    [defaultDate],
  );
  return {
    scenario,
    document,
    origin,
    shelf: shelf.data?.status === "ok" ? shelf.data.scenarios : [],
    keeps: shelf.data?.status === "ok" && shelf.data.keeps,
    shelfFailure: shelf.isError ? shelf.error : null,
    missing: fetched.data?.status === "invalid",
    ...check,
    changed: asksForChange(scenario),
    choose: (next) => {
      void client.prefetchQuery({
        queryKey: ["scenario", next],
        queryFn: ({ signal }) => getScenario(next, { signal }),
      });
      setWhatIf({ scenario: { id: next } });
      setView({ show: "auto" });
    },
    clear: () => setWhatIf({ scenario: undefined }),
    change,
    add: (edit) => change(addEdit(document ?? blank(), edit)),
    replace: (index, edit) => document && change(replaceEdit(document, index, edit)),
  };
}

/** A ready-made one by its name in the reader's language. */
const inLanguage = (document: ScenarioDocument | undefined, lang: string): ScenarioDocument | undefined =>
  document && { ...document, name: document.names?.[lang] ?? document.name };

/** The name of a ready-made or kept one in the reader's language. */
export const nameOfListed = ({ name, names }: Pick<ScenarioListed, "name" | "names">, lang: Language): string =>
  (lang === "en" ? undefined : names?.[lang]) ?? name;

/** What the server says of a document; a name is not asked for until it is kept. */
function useCheck(document: ScenarioDocument | undefined) {
  const settled = useSettled(document, SETTLE_MS);
  const sent = useMemo(() => settled && sendable(settled), [settled]);
  const query = useQuery({
    queryKey: ["check", sent],
    queryFn: ({ signal }) => {
      if (!sent) throw new Error("nothing to check");
      return checkScenario(sent, { signal });
    },
    enabled: sent !== undefined,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const data = document ? query.data : undefined;
  return {
    resolution: data?.status === "ok" ? data.scenarios[0] : undefined,
    problems: data?.status === "invalid" ? data.problems : [],
    checking: query.isFetching || settled !== document,
  };
}

/** As it goes to the server: a scenario that nobody named yet is called by its first edit. */
export function sendable(document: ScenarioDocument): ScenarioDocument {
  if (document.name.trim() !== "") return document;
  const [first] = document.edits;
  const what = typeof first?.what === "string" ? first.what : first?.what?.[0];
  return { ...document, name: first ? [first.edit, what].filter(Boolean).join(" ") : "–" };
}
