// One edit of the scenario: what is changed by how much, when, and what that touches; every part can be altered in place.

import { useTranslation } from "react-i18next";
import type { ProblemJson } from "../../../wire/common.ts";
import { DateField } from "../../panels/date-field.tsx";
import { setHover } from "../../state/hover.ts";
import { changeEdit, type EditDocument, subjectsOf } from "../../state/scenario.ts";
import { setView } from "../../state/store.ts";
import { useFormat } from "../../state/use-format.ts";
import { type AmountKey, amountOf, amountsOf } from "./edit-kinds.ts";
import { useThingNames } from "./things.ts";
import type { Resolution } from "./use-scenario.ts";

export interface EditCardProps {
  readonly edit: EditDocument;
  readonly resolved: Resolution["edits"][number] | undefined;
  readonly problems: readonly ProblemJson[];
  /** Undefined takes the edit out. */
  readonly onChange: (edit: EditDocument | undefined) => void;
}

export function EditCard({ edit, resolved, problems, onChange }: EditCardProps) {
  const { t } = useTranslation();
  const name = useThingNames();
  const [subject, ...more] = subjectsOf(edit);
  const title = t(`edit.${edit.edit}`, { defaultValue: edit.edit });
  const touched = resolved?.touches.find(({ id }) => id === subject);
  const about = subject ? name(subject, touched?.name) : describeOther(edit, name);
  return (
    <li
      className="edit-card"
      data-nothing={resolved?.changesNothing || undefined}
      onMouseEnter={() => subject && setHover({ thing: subject })}
      onMouseLeave={() => setHover({})}
    >
      <div className="edit-head">
        <span className="edit-kind">{title}</span>
        {subject ? (
          <button
            type="button"
            className="edit-what"
            title={resolved?.sentence}
            onClick={() => setView({ thing: subject })}
          >
            {about}
            {more.length > 0 && <span className="note"> {t("editor.and-more", { count: more.length })}</span>}
          </button>
        ) : (
          <span className="edit-what" title={resolved?.sentence}>
            {about}
          </span>
        )}
        <button
          type="button"
          className="chip-remove"
          aria-label={t("editor.remove", { what: `${title} ${about}` })}
          title={t("editor.remove-short")}
          onClick={() => onChange(undefined)}
        >
          ×
        </button>
      </div>
      <div className="edit-row">
        <Amount edit={edit} onChange={onChange} />
        <Window edit={edit} onChange={onChange} />
      </div>
      <Touches resolved={resolved} />
      {problems.map((problem) => (
        <p key={problem.message} className="field-problem">
          {problem.message} <span className="note">{problem.hint}</span>
        </p>
      ))}
    </li>
  );
}

/** What an edit without a subject is about: groups of goods, countries, a party, or a new thing. */
function describeOther(edit: EditDocument, name: (id: string) => string): string {
  const between = Array.isArray(edit.between) ? edit.between : Array.isArray(edit.countries) ? edit.countries : [];
  const parts = [
    edit.group,
    edit.origin,
    edit.destination,
    edit.party,
    edit.id,
    edit.mode,
    ...between.map((code) => name(`country:${String(code)}`)),
  ];
  return parts.filter((part) => typeof part === "string" && part !== "").join(" · ");
}

function Amount({ edit, onChange }: Pick<EditCardProps, "edit" | "onChange">) {
  const { t } = useTranslation();
  const ways = amountsOf(edit);
  const amount = amountOf(edit);
  if (ways.length === 0 || !amount) return null;
  const put = (key: AmountKey, value: number) =>
    onChange(changeEdit(edit, { scale: undefined, set: undefined, add: undefined, [key]: value }));
  return (
    <span className="edit-amount">
      {ways.length > 1 ? (
        <select
          aria-label={t("editor.how")}
          value={amount.key}
          onChange={(event) =>
            put(event.currentTarget.value as AmountKey, event.currentTarget.value === "scale" ? 1 : 0)
          }
        >
          {ways.map((way) => (
            <option key={way} value={way}>
              {t(`amount.${way}`)}
            </option>
          ))}
        </select>
      ) : (
        <span className="note">{t(`amount.${amount.key}`)}</span>
      )}
      <input
        type="number"
        inputMode="decimal"
        step="any"
        aria-label={t("editor.amount")}
        value={amount.value}
        onChange={(event) => {
          const value = event.currentTarget.valueAsNumber;
          if (Number.isFinite(value)) put(amount.key, value);
        }}
      />
      {amount.key !== "scale" && typeof edit.unit === "string" && (
        <span className="note">{t(`unit.${edit.unit}`, { defaultValue: edit.unit })}</span>
      )}
    </span>
  );
}

function Window({ edit, onChange }: Pick<EditCardProps, "edit" | "onChange">) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <span className="edit-window">
      <DateField
        label={t("editor.from")}
        value={edit.from}
        shown={edit.from ? format.dateShort(edit.from) : t("editor.always")}
        onChange={(from) => onChange(changeEdit(edit, { from }))}
        clearable
      />
      {(edit.from || edit.to) && (
        <>
          <span aria-hidden="true"> – </span>
          <DateField
            label={t("editor.to")}
            value={edit.to}
            shown={edit.to ? format.dateShort(edit.to) : t("editor.open-end")}
            onChange={(to) => onChange(changeEdit(edit, { to }))}
            clearable
          />
        </>
      )}
    </span>
  );
}

/** What the server says it does: how many things, which numbers from what to what, or why nothing changes. */
function Touches({ resolved }: Pick<EditCardProps, "resolved">) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useThingNames();
  if (!resolved) return null;
  if (resolved.changesNothing)
    return (
      <p className="edit-nothing">
        <span className="badge">{t("editor.no-effect")}</span> {resolved.why}
      </p>
    );
  const count = resolved.touches.length + resolved.demandRows;
  const changes = [
    ...resolved.statuses.map((change) => ({
      key: `${change.subject} ${change.from}`,
      what: name(change.subject, change.name),
      text: `${t(`status.${change.before}`, { defaultValue: change.before })} → ${t(`status.${change.after}`, { defaultValue: change.after })}`,
    })),
    ...resolved.values.map((change) => ({
      key: `${change.subject} ${change.attribute} ${change.from}`,
      what: `${name(change.subject, change.name)}: ${t(`attribute.${change.attribute}`, { defaultValue: change.attribute })}`,
      text: `${number(change.before)} → ${number(change.after)} ${change.unit}`,
    })),
  ];
  function number(value: number | null) {
    return value === null ? "–" : format.number(value, Number.isInteger(value) ? 0 : 2);
  }
  return (
    <details className="edit-touches">
      <summary>
        {t("editor.touches", { count })}
        {changes.length > 0 && ` · ${t("editor.changes", { count: changes.length })}`}
      </summary>
      <ul>
        {changes.slice(0, 40).map((change) => (
          <li key={change.key}>
            <span>{change.what}</span> <span className="num">{change.text}</span>
          </li>
        ))}
        {changes.length === 0 &&
          resolved.touches.slice(0, 40).map((touched) => (
            <li key={touched.id}>
              <button type="button" className="link-button" onClick={() => setView({ thing: touched.id })}>
                {name(touched.id, touched.name)}
              </button>
            </li>
          ))}
      </ul>
    </details>
  );
}
