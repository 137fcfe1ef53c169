// The shipper's further terms: value of the goods, deadline, cost of capital, what to avoid or pass, what the goods need.

import { Combobox } from "@base-ui/react/combobox";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { usePlan } from "../state/plan.tsx";
import { useFormat } from "../state/use-format.ts";
import { NumberRow } from "./cargo-field.tsx";
import { DateField } from "./date-field.tsx";
import { FieldProblem } from "./field-problem.tsx";

export function MoreTerms() {
  const { t } = useTranslation();
  const format = useFormat();
  const { question, answer, ok, none, ask } = usePlan();
  if (!question) return null;
  const echoed = (ok ?? none)?.request;
  const problems = answer?.status === "invalid" ? answer.problems : [];
  const value = question.valueUsd;
  return (
    <div className="more">
      <NumberRow
        label={t("ask.value")}
        value={value === undefined ? undefined : Math.round(format.toCurrency(value) * 100) / 100}
        onChange={(amount) => ask({ valueUsd: amount === undefined ? undefined : format.fromCurrency(amount) })}
        min={0}
        suffix={format.currency}
      />
      {value === undefined && echoed && (
        <p className="note more-note">{t("ask.value-default", { amount: format.money(echoed.valueUsd) })}</p>
      )}
      <NumberRow
        label={t("ask.capital")}
        value={question.costOfCapital === undefined ? undefined : Math.round(question.costOfCapital * 1e4) / 100}
        onChange={(percent) => ask({ costOfCapital: percent === undefined ? undefined : percent / 100 })}
        min={0}
        suffix={t("ask.percent-a-year")}
      />
      <div className="form-row">
        <span>{t("ask.deadline")}</span>
        <DateField
          label={t("ask.deadline")}
          value={question.deadline}
          shown={question.deadline ? format.date(question.deadline) : t("ask.none")}
          onChange={(deadline) => ask({ deadline })}
          clearable
        />
      </div>
      {problems
        .filter((problem) => problem.place === "deadline")
        .map((problem) => (
          <FieldProblem key={problem.message} problem={problem} />
        ))}
      <TermList label={t("ask.avoid")} terms={question.avoid} onChange={(avoid) => ask({ avoid })} />
      <TermList label={t("ask.require")} terms={question.require} onChange={(require) => ask({ require })} />
      <label className="check-row">
        <input
          type="checkbox"
          checked={question.dangerous}
          onChange={(event) => ask({ dangerous: event.currentTarget.checked })}
        />
        {t("ask.dangerous")}
      </label>
      <label className="check-row">
        <input
          type="checkbox"
          checked={question.reefer}
          onChange={(event) => ask({ reefer: event.currentTarget.checked })}
        />
        {t("ask.reefer")}
      </label>
    </div>
  );
}

interface Term {
  readonly value: string;
  readonly label: string;
  readonly kind: string;
}

interface TermListProps {
  readonly label: string;
  readonly terms: readonly string[];
  readonly onChange: (terms: string[]) => void;
}

/** Countries, modes, corridors and places as chips, found by typing. */
function TermList({ label, terms, onChange }: TermListProps) {
  const { t } = useTranslation();
  const all = useTerms();
  const byValue = useMemo(() => new Map(all.map((term) => [term.value, term])), [all]);
  const chosen = terms.map((value) => byValue.get(value) ?? { value, label: value, kind: "" });
  return (
    <Combobox.Root<Term, true>
      multiple
      items={all}
      value={chosen}
      limit={40}
      autoHighlight
      isItemEqualToValue={(a, b) => a.value === b.value}
      itemToStringLabel={(term) => term.label}
      onValueChange={(next) => onChange(next.map((term) => term.value))}
    >
      <div className="form-row form-row-top">
        <span>{label}</span>
        <Combobox.Chips className="term-chips">
          {chosen.map((term) => (
            <Combobox.Chip key={term.value} className="chip chip-static">
              {term.label}
              <Combobox.ChipRemove className="chip-remove" aria-label={t("ask.remove", { name: term.label })}>
                ×
              </Combobox.ChipRemove>
            </Combobox.Chip>
          ))}
          <Combobox.Input
            className="term-input"
            aria-label={label}
            placeholder={chosen.length > 0 ? "" : t("ask.terms")}
            size={10}
          />
        </Combobox.Chips>
      </div>
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={6} align="start" className="floating">
          <Combobox.Popup className="popup place-list">
            <Combobox.Empty className="popup-empty">{t("ask.nothing-found")}</Combobox.Empty>
            <Combobox.List>
              {(term: Term) => (
                <Combobox.Item key={term.value} value={term} className="place-item">
                  <span className="place-item-name">{term.label}</span>
                  <span className="note">{term.kind}</span>
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}

function useTerms(): Term[] {
  const { t } = useTranslation();
  const { dataset, network, names } = usePlan();
  return useMemo(() => {
    const modes = ["rail", "road", "sea", "inland-water"].map((mode) => ({
      value: mode,
      label: t(`mode.${mode}`),
      kind: t("term.mode"),
    }));
    const countries = (dataset?.countries ?? []).map(({ code }) => ({
      value: code,
      label: names.country(code),
      kind: t("term.country"),
    }));
    const corridors = (dataset?.corridors ?? []).map(({ id }) => ({
      value: id,
      label: names.corridor(id),
      kind: t("term.corridor"),
    }));
    const places = (network?.places ?? [])
      .filter((place) => place.kind !== "sea-waypoint")
      .map(({ id, kind, country }) => ({
        value: id,
        label: names.place(id),
        kind: `${names.country(country)} · ${t(`place-kind.${kind}`)}`,
      }));
    return [...modes, ...countries, ...corridors, ...places];
  }, [dataset, network, names, t]);
}
