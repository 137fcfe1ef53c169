// What a scenario says of itself: why it is as it is, and the sources that it names.

import { useTranslation } from "react-i18next";
import { SourceDot } from "../../panels/source-dot.tsx";
import { splitNotes } from "./split-notes.ts";

export function ScenarioNotes({ notes, about }: { readonly notes: string; readonly about: string }) {
  const { t } = useTranslation();
  const { text, refs } = splitNotes(notes);
  const [first = "", rest] = cutAfterSentence(text);
  return (
    <details className="scenario-notes">
      <summary>{rest ? `${first} …` : first}</summary>
      <p className="note">{rest || first}</p>
      {refs.length > 0 && (
        <p className="note">
          {t("editor.notes-sources", { count: refs.length })} <SourceDot refs={refs} basis="published" what={about} />
        </p>
      )}
    </details>
  );
}

/** The first sentence and the rest. */
function cutAfterSentence(text: string): readonly [string, string] {
  const end = text.search(/[.;] /);
  return end < 0 ? [text, ""] : [text.slice(0, end + 1), text.slice(end + 2)];
}
