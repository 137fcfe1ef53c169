// The scenario as a list of sentences, for reports.

import type { WhatIf } from "./use-scenario.ts";

export function ScenarioOnPaper({ whatIf }: { readonly whatIf: WhatIf }) {
  const { document, resolution, changed } = whatIf;
  if (!changed || !document) return null;
  return (
    <>
      <h2>{document.name}</h2>
      {document.notes && <p>{document.notes}</p>}
      <ul>
        {(resolution?.edits ?? []).map((edit) => (
          <li key={edit.index}>{edit.sentence}</li>
        ))}
      </ul>
    </>
  );
}
