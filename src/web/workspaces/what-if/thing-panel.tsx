// The thing that was chosen on the map or in a list: what it is, what flows over it, what could be done to it by one click,
// what the dataset says of it with sources.

import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ThingAnswer } from "../../../wire/dataset.ts";
import { SourceDot } from "../../panels/source-dot.tsx";
import { usePlan } from "../../state/plan.tsx";
import { subjectsOf } from "../../state/scenario.ts";
import { setView } from "../../state/store.ts";
import { useFormat } from "../../state/use-format.ts";
import { listOffers } from "./edit-kinds.ts";
import { useThing, useThingNames } from "./things.ts";
import { useAmounts } from "./use-amounts.ts";
import { useWhatIf } from "./use-scenario.ts";

type ThingOk = Extract<ThingAnswer, { status: "ok" }>;

export interface ThingPanelProps {
  readonly id: string;
  /** Name and kind where the dataset has none under this id. */
  readonly known?: { readonly name: string; readonly kind: string } | undefined;
  /** What the workspace knows of it. */
  readonly figures?: ReactNode;
  /** The line that changes the width. */
  readonly children?: ReactNode;
}

export function ThingPanel({ id, known, figures, children }: ThingPanelProps) {
  const { t } = useTranslation();
  const name = useThingNames();
  const { data } = useThing(id);
  const thing = data?.status === "ok" ? data : undefined;
  const kind = thing?.kind ?? known?.kind;
  const title = thing && thing.kind !== "link" ? thing.title : name(id, known?.name);
  return (
    <aside className="inspector" aria-label={t("details.title")}>
      {children}
      <header className="inspector-head thing-head">
        <div>
          <h2>{title}</h2>
          <p className="note">{kind && t(`thing-kind.${kind}`, { defaultValue: kind })}</p>
        </div>
        <button
          type="button"
          className="icon-button"
          aria-label={t("details.close")}
          title={`${t("details.close")} (Esc)`}
          onClick={() => setView({ thing: undefined })}
        >
          ×
        </button>
      </header>
      <div className="inspector-body thing-body">
        <Offers id={id} kind={kind ?? "link"} />
        {figures}
        {thing && <Values thing={thing} />}
        {thing && <Related thing={thing} />}
      </div>
    </aside>
  );
}

function Offers({ id, kind }: { readonly id: string; readonly kind: string }) {
  const { t } = useTranslation();
  const whatIf = useWhatIf();
  const { network } = usePlan();
  const status = network?.links.find((link) => link.id === id)?.status;
  const mine = (whatIf.document?.edits ?? []).filter((edit) => subjectsOf(edit).includes(id));
  return (
    <section>
      <h3>{t("offer.title")}</h3>
      <div className="offers">
        {listOffers(kind, status).map((offer) => {
          const edit = offer.make(id);
          const done = mine.some(
            (known) => known.edit === edit.edit && known.scale === edit.scale && known.add === edit.add,
          );
          return (
            <button
              key={offer.id}
              type="button"
              className="button"
              data-offer={offer.id}
              disabled={done}
              onClick={() => whatIf.add(edit)}
            >
              {t(`offer.${offer.id}`)}
            </button>
          );
        })}
      </div>
      {mine.length > 0 && <p className="note">{t("offer.done", { count: mine.length })}</p>}
    </section>
  );
}

const FIRST_VALUES = 6;

/** `@CC`, `#from>to` and `>from` after a subject, in names. */
function nameOfPart(part: string, name: (id: string) => string): string {
  if (part.startsWith("@")) return name(`country:${part.slice(1)}`);
  return part
    .replace(/^#/, "")
    .split(">")
    .map((id) => (id === "" ? "" : name(id)))
    .join(" → ")
    .trim();
}

function Values({ thing }: { readonly thing: ThingOk }) {
  const { t } = useTranslation();
  const name = useThingNames();
  const format = useFormat();
  const { percent } = useAmounts();
  const rows = thing.values.filter((value) => value.use === "model");
  if (rows.length === 0) return null;
  const row = (value: ThingOk["values"][number]) => {
    const what = t(`attribute.${value.attribute}`, { defaultValue: value.attribute });
    const unit = value.unit === "count" ? "" : value.unit;
    const text =
      unit === "share"
        ? percent(value.value)
        : `${format.number(value.value, Number.isInteger(value.value) ? 0 : 2)} ${unit}`.trim();
    // The same number at another time stands beside it.
    const again = rows.filter((one) => one.subject === value.subject && one.attribute === value.attribute).length > 1;
    const years = [value.validFrom, value.validTo].map((date) => date?.slice(0, 4) ?? "").join("–");
    return (
      <tr key={`${value.subject} ${value.attribute} ${value.validFrom} ${value.months.join()} ${value.place}`}>
        <th scope="row">
          {what}
          {value.subject !== thing.id && (
            <span className="note">{nameOfPart(value.subject.slice(thing.id.length), name)}</span>
          )}
          {again && years !== "–" && <span className="note"> {years}</span>}
        </th>
        <td className="num">{text}</td>
        <td className="dot-cell">
          <SourceDot refs={[value.source]} basis={value.basis} what={what} value={text} note={value.note} />
        </td>
      </tr>
    );
  };
  return (
    <section>
      <h3>{t("thing.values")}</h3>
      <table className="cost-table thing-values">
        <tbody>{rows.slice(0, FIRST_VALUES).map(row)}</tbody>
      </table>
      {rows.length > FIRST_VALUES && (
        <details className="leg-remarks thing-more">
          <summary>{t("thing.more-values", { count: rows.length - FIRST_VALUES })}</summary>
          <table className="cost-table thing-values">
            <tbody>{rows.slice(FIRST_VALUES, 80).map(row)}</tbody>
          </table>
        </details>
      )}
    </section>
  );
}

const CAN_BE_CHOSEN = [
  "place",
  "link",
  "service",
  "terminal",
  "border",
  "tariff",
  "oil-place",
  "oil-link",
  "oil-fleet",
  "oil-limit",
  "oil-tank",
];

function Related({ thing }: { readonly thing: ThingOk }) {
  const { t } = useTranslation();
  const name = useThingNames();
  const related = thing.related.filter(({ kind }) => CAN_BE_CHOSEN.includes(kind));
  if (related.length === 0) return null;
  return (
    <section>
      <h3>{t("thing.related")}</h3>
      <ul className="related">
        {related.slice(0, 40).map(({ id, kind, title }) => (
          <li key={id}>
            <button type="button" onClick={() => setView({ thing: id })}>
              <span>{kind === "link" ? name(id, title) : title}</span>
              <span className="note">{t(`thing-kind.${kind}`, { defaultValue: kind })}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
