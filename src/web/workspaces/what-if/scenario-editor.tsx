// The scenario beside the map: ready-made ones as chips, a name, edits with what each touches, a search for the next thing
// to change, and keeping, YAML and start afresh.

import { Menu } from "@base-ui/react/menu";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ScenarioListed } from "../../../wire/kept-scenarios.ts";
import { deleteScenario } from "../../api/what-if.ts";
import { DateField } from "../../panels/date-field.tsx";
import { saveText } from "../../shell/downloads.ts";
import { usePlan } from "../../state/plan.tsx";
import { changesSomething } from "../../state/scenario.ts";
import { setWhatIf } from "../../state/store.ts";
import { useFormat } from "../../state/use-format.ts";
import { EditCard } from "./edit-card.tsx";
import { KeepDialog } from "./keep-dialog.tsx";
import { ScenarioNotes } from "./scenario-notes.tsx";
import { splitNotes } from "./split-notes.ts";
import { ThingSearch } from "./thing-search.tsx";
import { nameOfListed, sendable, useWhatIf, type WhatIf } from "./use-scenario.ts";
import { toYaml } from "./yaml.ts";
import { YamlDialog } from "./yaml-dialog.tsx";

const CHIPS = 3;

export interface ScenarioEditorProps {
  /** Ids of ready-made ones that this workspace shows first. */
  readonly first: (listed: ScenarioListed) => number;
  /** Days that are looked at, in words, where the scenario does not say them. */
  readonly period?: string | undefined;
}

export function ScenarioEditor({ first, period }: ScenarioEditorProps) {
  const { t } = useTranslation();
  const whatIf = useWhatIf();
  return (
    <section className="editor" aria-label={t("editor.title")}>
      <ReadyMade whatIf={whatIf} first={first} />
      {whatIf.changed || whatIf.document ? (
        <Document whatIf={whatIf} period={period} />
      ) : (
        <p className="hint-line">{t("editor.hint")}</p>
      )}
      <ThingSearch />
    </section>
  );
}

function ReadyMade({ whatIf, first }: { readonly whatIf: WhatIf } & ScenarioEditorProps) {
  const { t } = useTranslation();
  const { view } = usePlan();
  const shelf = [...whatIf.shelf].sort((a, b) => first(a) - first(b));
  const shown = shelf.slice(0, CHIPS);
  const current = shelf.find(({ id }) => id === whatIf.origin);
  if (current && !shown.includes(current)) shown.splice(CHIPS - 1, 1, current);
  if (whatIf.shelfFailure && shelf.length === 0) return <p className="note">{whatIf.shelfFailure.message}</p>;
  return (
    <div className="chips ready-made">
      <button type="button" className="chip" aria-pressed={!whatIf.changed} onClick={whatIf.clear}>
        {t("editor.as-it-is")}
      </button>
      {shown.map((listed) => (
        <button
          key={listed.id}
          type="button"
          className="chip"
          data-ready={listed.id}
          aria-pressed={listed.id === whatIf.origin && whatIf.changed}
          title={splitNotes(listed.notes).text}
          onClick={() => whatIf.choose(listed.id)}
        >
          {nameOfListed(listed, view.lang)}
        </button>
      ))}
      {shelf.length > CHIPS && (
        <Menu.Root>
          <Menu.Trigger className="chip chip-more">{t("editor.all", { count: shelf.length })}</Menu.Trigger>
          <Menu.Portal>
            <Menu.Positioner sideOffset={6} align="start" className="floating">
              <Menu.Popup className="popup menu shelf">
                {shelf.map((listed) => (
                  <Menu.Item key={listed.id} className="menu-item shelf-item" onClick={() => whatIf.choose(listed.id)}>
                    <span>
                      {nameOfListed(listed, view.lang)}
                      {listed.kind === "kept" && <span className="badge">{t("editor.kept")}</span>}
                    </span>
                    {listed.notes && <span className="note">{splitNotes(listed.notes).text}</span>}
                  </Menu.Item>
                ))}
              </Menu.Popup>
            </Menu.Positioner>
          </Menu.Portal>
        </Menu.Root>
      )}
    </div>
  );
}

function Document({ whatIf, period }: { readonly whatIf: WhatIf; readonly period?: string | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { document, resolution, problems } = whatIf;
  if (whatIf.missing)
    return (
      <p className="field-problem">
        {t("editor.missing")}{" "}
        <button type="button" className="link-button" onClick={whatIf.clear}>
          {t("editor.clear")}
        </button>
      </p>
    );
  if (!document) return <div className="skeleton" style={{ height: 64 }} />;
  const resolvedOf = (index: number) => resolution?.edits.find((edit) => edit.index === index);
  const problemsOf = (index: number) => problems.filter((problem) => editAt(problem.place) === index);
  const others = problems.filter((problem) => editAt(problem.place) === undefined);
  const factors = document.demand ?? [];
  return (
    <div className="document">
      <div className="document-head">
        <input
          className="document-name"
          aria-label={t("editor.name")}
          placeholder={t("editor.unnamed")}
          value={document.name}
          maxLength={200}
          onChange={(event) => whatIf.change({ ...document, name: event.currentTarget.value })}
        />
        <DocumentMenu whatIf={whatIf} />
      </div>
      {whatIf.origin && whatIf.scenario && "document" in whatIf.scenario && (
        <p className="note" data-unsaved="">
          {t("editor.unsaved")}
        </p>
      )}
      {period && (
        <p className="note document-date">
          {t("what-if.looked-at")} {period}
        </p>
      )}
      {document.baseDate && !period && (
        <p className="note document-date">
          {t("editor.base-date")}{" "}
          <DateField
            label={t("editor.base-date")}
            value={document.baseDate}
            shown={format.date(document.baseDate)}
            onChange={(baseDate) => baseDate && whatIf.change({ ...document, baseDate })}
          />
        </p>
      )}
      {document.notes && <ScenarioNotes notes={document.notes} about={document.name} />}
      <ol className="edits">
        {document.edits.map((edit, index) => (
          <EditCard
            // biome-ignore lint/suspicious/noArrayIndexKey: an edit is its place in the list
            key={index}
            edit={edit}
            resolved={resolvedOf(index)}
            problems={problemsOf(index)}
            onChange={(next) => whatIf.replace(index, next)}
          />
        ))}
        {factors.map((factor, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: so is a factor
          <Factor key={index} factor={factor as Record<string, unknown>} />
        ))}
      </ol>
      {others.map((problem) => (
        <p key={problem.place + problem.message} className="field-problem">
          {problem.message} <span className="note">{problem.hint}</span>
        </p>
      ))}
      {resolution?.warnings.map((warning) => (
        <p key={warning.place + warning.message} className="note edit-warning">
          {warning.message}
        </p>
      ))}
    </div>
  );
}

/** The edit that a problem is about: `edits.2.from` or `edits[2]`. */
function editAt(place: string): number | undefined {
  const found = /edits[.[](\d+)/.exec(place);
  return found ? Number(found[1]) : undefined;
}

function Factor({ factor }: { readonly factor: Readonly<Record<string, unknown>> }) {
  const { t } = useTranslation();
  const about = [factor.group, factor.origin, factor.destination]
    .filter((part) => typeof part === "string")
    .join(" · ");
  return (
    <li className="edit-card">
      <div className="edit-head">
        <span className="edit-kind">{t("edit.demand")}</span>
        <span className="edit-what">
          {about} × {String(factor.scale)}
        </span>
      </div>
    </li>
  );
}

function DocumentMenu({ whatIf }: { readonly whatIf: WhatIf }) {
  const { t } = useTranslation();
  const [keeping, setKeeping] = useState(false);
  const [yaml, setYaml] = useState(false);
  const client = useQueryClient();
  const { document } = whatIf;
  if (!document) return null;
  const file = `${whatIf.origin ?? "scenario"}.yaml`;
  const kept = whatIf.shelf.find((listed) => listed.id === whatIf.origin && listed.kind === "kept");
  // The document stays on the screen, as one of one's own.
  const forget = async ({ id, version }: ScenarioListed) => {
    await deleteScenario(id, version ?? 0).catch(() => undefined);
    setWhatIf({ scenario: { document } });
    await client.invalidateQueries({ queryKey: ["scenarios"] });
  };
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={!whatIf.keeps || !changesSomething(document) || whatIf.problems.length > 0}
        title={whatIf.keeps ? undefined : t("editor.keeps-nothing")}
        onClick={() => setKeeping(true)}
      >
        {t("editor.keep")}
      </button>
      <Menu.Root>
        <Menu.Trigger className="icon-button" aria-label={t("editor.more")} title={t("editor.more")}>
          ⋯
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner sideOffset={6} align="end" className="floating">
            <Menu.Popup className="popup menu">
              <Menu.Item className="menu-item" onClick={() => setYaml(true)}>
                {t("editor.yaml")}
              </Menu.Item>
              <Menu.Item
                className="menu-item"
                onClick={() => saveText(file, "application/yaml", toYaml(sendable(document)))}
              >
                {t("editor.yaml-save")}
              </Menu.Item>
              <Menu.Item className="menu-item" onClick={whatIf.clear}>
                {t("editor.clear")}
              </Menu.Item>
              {kept && (
                <Menu.Item className="menu-item" onClick={() => void forget(kept)}>
                  {t("editor.forget")}
                </Menu.Item>
              )}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <KeepDialog open={keeping} onOpenChange={setKeeping} whatIf={whatIf} />
      <YamlDialog open={yaml} onOpenChange={setYaml} document={sendable(document)} file={file} />
    </>
  );
}
