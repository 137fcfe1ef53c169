// The Plan workspace as one value: what is effectively asked, what came back, which option is chosen, in whose words.
// Every panel reads it; nothing else fetches.

import { createContext, type ReactNode, useContext, useMemo, useRef } from "react";
import type { DatasetAnswer, NetworkAnswer } from "../../wire/dataset.ts";
import type { OptionJson, RivalJson, RouteAnswer, RouteNone, RouteOk } from "../../wire/route.ts";
import { useDataset, useNetwork, useRoute } from "../api/queries.ts";
import {
  type AppState,
  type Asked,
  changeQuestion,
  EMPTY_QUESTION,
  isWhatIf,
  type Question,
  type View,
} from "./app-state.ts";
import { makeNameBook, type NameBook } from "./place-names.ts";
import { setQuestion, useAppState } from "./store.ts";

export type NetworkOk = Extract<NetworkAnswer, { status: "ok" }>;
export type Example = DatasetAnswer["examples"][number];

export interface Plan {
  readonly view: View;
  /** As the address says it, also what the what-if workspaces ask. */
  readonly asked: Asked;
  readonly dataset: DatasetAnswer | undefined;
  readonly question: Question | undefined;
  /** True until somebody asks something: the first example is answered. */
  readonly isExample: boolean;
  readonly answer: RouteAnswer | undefined;
  readonly ok: RouteOk | undefined;
  readonly none: RouteNone | undefined;
  readonly stale: boolean;
  readonly failure: Error | null;
  readonly retry: () => void;
  readonly options: readonly OptionJson[];
  readonly rivals: readonly RivalJson[];
  readonly chosen: OptionJson | undefined;
  readonly findOption: (id: string | undefined) => OptionJson | undefined;
  readonly network: NetworkOk | undefined;
  readonly networkDate: string | undefined;
  readonly names: NameBook;
  readonly ask: (patch: { [K in keyof Question]?: Question[K] | undefined }) => void;
}

const PlanContext = createContext<Plan | undefined>(undefined);

export function usePlan(): Plan {
  const plan = useContext(PlanContext);
  if (!plan) throw new Error("usePlan outside PlanProvider");
  return plan;
}

export function PlanProvider({ children }: { readonly children: ReactNode }) {
  const state = useAppState();
  const dataset = useDataset().data;
  const question = useMemo(() => effectiveQuestion(state, dataset), [state, dataset]);
  const { view } = state;
  const whatIf = isWhatIf(view.page);
  const route = useRoute(whatIf ? undefined : question);
  const networkDate = whatIf
    ? (scenarioDate(state) ?? dataset?.defaultDate)
    : (question?.date ?? question?.depart ?? dataset?.defaultDate);
  const network = useNetwork(networkDate).data;
  // While an entry is wrong the last answer stays on the screen, faded: never a blank.
  const lastOk = useRef<RouteOk>(undefined);
  if (route.data?.status === "ok") lastOk.current = route.data;
  if (route.data?.status === "none") lastOk.current = undefined;

  const standing = network?.status === "ok" ? network : undefined;
  // The same book as long as its words are the same: the map rebuilds what is named by it.
  const names = useMemo(() => makeNameBook(view.lang, dataset, standing?.places ?? []), [view.lang, dataset, standing]);

  const plan = useMemo<Plan>(() => {
    const answer = route.data;
    const ok = answer?.status === "ok" ? answer : answer?.status === "invalid" ? lastOk.current : undefined;
    const none = answer?.status === "none" ? answer : undefined;
    const options = ok?.options ?? [];
    const rivals = ok?.rivals ?? none?.rivals ?? [];
    const all = new Map(options.map((option) => [option.id, option]));
    for (const rival of rivals) if (rival.option && !all.has(rival.option.id)) all.set(rival.option.id, rival.option);
    return {
      view,
      asked: state,
      dataset,
      question,
      isExample: state.question === undefined,
      answer,
      ok,
      none,
      stale: (route.stale && route.data !== undefined) || (answer?.status === "invalid" && ok !== undefined),
      failure: route.isError ? route.error : null,
      retry: () => void route.refetch(),
      options,
      rivals,
      chosen: (view.option ? all.get(view.option) : undefined) ?? options[0],
      findOption: (id) => (id ? all.get(id) : undefined),
      network: standing,
      networkDate,
      names,
      ask: (patch) => setQuestion(patch, question),
    };
  }, [view, dataset, question, state, route, standing, networkDate, names]);

  return <PlanContext value={plan}>{children}</PlanContext>;
}

/** First day of a scenario of one's own; a ready-made one tells it with its document, which its workspace fetches. */
function scenarioDate({ scenario }: AppState): string | undefined {
  return scenario && "document" in scenario ? scenario.document.baseDate : undefined;
}

/** What is asked now: the reader's question, else the first example of the dataset. */
function effectiveQuestion(state: AppState, dataset: DatasetAnswer | undefined): Question | undefined {
  if (state.question) {
    return state.question.depart || !dataset
      ? state.question
      : changeQuestion(state.question, { depart: dataset.defaultDate });
  }
  const example = dataset?.examples[0];
  return example ? questionOfExample(example) : undefined;
}

/** An example of the dataset as a question; `1200t aluminium` becomes wagons with tonnes and commodity. */
export function questionOfExample(example: Pick<Example, "from" | "to" | "cargo" | "depart">): Question {
  const loose = /^([\d.]+)\s*t\s+(.+)$/.exec(example.cargo.trim());
  const base = { ...EMPTY_QUESTION, from: example.from, to: example.to, depart: example.depart };
  if (!loose) return { ...base, cargo: example.cargo };
  return { ...base, cargo: "wagon", tonnes: Number(loose[1]), commodity: loose[2] ?? "" };
}
