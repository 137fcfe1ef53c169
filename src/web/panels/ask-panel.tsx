// What is asked: the sentence, more terms below it, examples for newcomers, dropped files. Each change asks at once.

import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ProblemJson } from "../../wire/common.ts";
import type { NameBook } from "../state/place-names.ts";
import { type Example, questionOfExample, usePlan } from "../state/plan.tsx";
import { canUndo, setQuestion } from "../state/store.ts";
import { useFormat } from "../state/use-format.ts";
import { CargoField } from "./cargo-field.tsx";
import { DateField } from "./date-field.tsx";
import { FieldProblem } from "./field-problem.tsx";
import { MoreTerms } from "./more-terms.tsx";
import { OverlayChips } from "./overlay-chips.tsx";
import { PlaceField } from "./place-field.tsx";
import { Sentence } from "./sentence.tsx";
import { WaitsField } from "./waits-field.tsx";

export interface AskPanelProps {
  readonly picking: "from" | "to" | undefined;
  readonly setPicking: (end: "from" | "to" | undefined) => void;
}

export function AskPanel({ picking, setPicking }: AskPanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { question, answer, ask } = usePlan();
  const [more, setMore] = useState(false);
  if (!question) return <AskSkeleton />;
  const problems = answer?.status === "invalid" ? answer.problems : [];
  const of = (...fields: string[]) => problems.filter((problem) => fields.includes(problem.place.split(".")[0] ?? ""));
  const swap = () => ask({ from: question.to, to: question.from });
  const terms = countTerms(question);
  return (
    <section className="ask" aria-label={t("ask.title")}>
      <Sentence
        template={t("ask.sentence")}
        parts={{
          cargo: <CargoField problems={of("cargo", "units", "tonnes", "commodity")} />,
          from: (
            <PlaceField
              end="from"
              picking={picking === "from"}
              setPicking={(on) => setPicking(on ? "from" : undefined)}
              problem={of("from")[0]}
            />
          ),
          to: (
            <>
              <button
                type="button"
                className="swap"
                onClick={swap}
                aria-label={t("ask.swap")}
                title={`${t("ask.swap")} (x)`}
              >
                <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
                  <path
                    d="M5 2v11M2 10l3 3 3-3M11 14V3M8 6l3-3 3 3"
                    fill="none"
                    stroke="currentColor"
                    strokeWidth="1.4"
                  />
                </svg>
              </button>
              <PlaceField
                end="to"
                picking={picking === "to"}
                setPicking={(on) => setPicking(on ? "to" : undefined)}
                problem={of("to")[0]}
              />
            </>
          ),
          depart: (
            <DateField
              label={t("ask.depart")}
              value={question.depart}
              onChange={(depart) => ask({ depart })}
              shown={question.depart ? format.date(question.depart) : t("ask.any-day")}
            />
          ),
        }}
      />
      {of("from").map((problem) => (
        <FieldProblem key={problem.message} problem={problem} onChoose={(from) => ask({ from })} id="problem-from" />
      ))}
      {of("to").map((problem) => (
        <FieldProblem key={problem.message} problem={problem} onChoose={(to) => ask({ to })} id="problem-to" />
      ))}
      {of("cargo", "units", "tonnes", "commodity").map((problem) => (
        <FieldProblem key={problem.message} problem={problem} onChoose={(word) => ask(cargoPatch(problem, word))} />
      ))}
      {otherProblems(problems).map((problem) => (
        <FieldProblem key={problem.message + problem.place} problem={problem} />
      ))}
      <div className="ask-row">
        <button type="button" className="link-button" aria-expanded={more} onClick={() => setMore(!more)}>
          <span className="chevron" aria-hidden="true" />
          {more ? t("ask.less") : t("ask.more")}
          {terms > 0 && !more && <span className="count">{terms}</span>}
        </button>
        <Examples />
      </div>
      {more && <MoreTerms />}
      <WaitsField />
      <OverlayChips />
    </section>
  );
}

function Examples() {
  const { t } = useTranslation();
  const { dataset, isExample, question, names } = usePlan();
  if (!dataset || (!isExample && canUndo())) return null;
  return (
    <ul className="chips examples" aria-label={t("ask.examples")}>
      {dataset.examples.slice(0, 3).map((example) => {
        const asked = questionOfExample(example);
        const on = question?.from === asked.from && question.to === asked.to && question.cargo === asked.cargo;
        return (
          <li key={example.label}>
            <button type="button" className="chip" aria-pressed={on} onClick={() => setQuestion(asked)}>
              {exampleLabel(example, names)}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** Both ends in the reader's language where the data name them, else the example's own words. */
function exampleLabel(example: Example, names: NameBook): string {
  if (!names.find(example.from) || !names.find(example.to)) return example.label;
  const asked = questionOfExample(example);
  const goods = asked.commodity ? `, ${names.commodity(asked.commodity).toLowerCase()}` : "";
  return `${names.place(example.from)} – ${names.place(example.to)}${goods}`;
}

function AskSkeleton() {
  return (
    <section className="ask" aria-busy="true">
      <div className="skeleton" style={{ width: "90%", height: 28 }} />
      <div className="skeleton" style={{ width: "70%", height: 28 }} />
      <div className="skeleton" style={{ width: "50%", height: 28 }} />
    </section>
  );
}

const FIELDS = ["from", "to", "cargo", "units", "tonnes", "commodity"];

function otherProblems(problems: readonly ProblemJson[]): ProblemJson[] {
  return problems.filter((problem) => !FIELDS.includes(problem.place.split(".")[0] ?? ""));
}

function cargoPatch(
  problem: ProblemJson,
  word: string,
): { cargo?: string; units?: number; tonnes?: number; commodity?: string } {
  const number = Number(word);
  if (problem.place.startsWith("units") && Number.isFinite(number)) return { units: number };
  if (problem.place.startsWith("tonnes") && Number.isFinite(number)) return { tonnes: number };
  if (problem.place.startsWith("commodity")) return { commodity: word };
  return { cargo: word };
}

function countTerms(question: NonNullable<ReturnType<typeof usePlan>["question"]>): number {
  const said = [
    question.valueUsd,
    question.deadline,
    question.costOfCapital,
    question.dangerous || undefined,
    question.reefer || undefined,
  ];
  return said.filter((value) => value !== undefined).length + question.avoid.length + question.require.length;
}
