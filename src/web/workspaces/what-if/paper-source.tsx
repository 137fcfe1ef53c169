// The last line of a report: which data, which scenario, which program and run it is from.

import type { RunRecordJson } from "../../../wire/runs.ts";

export interface PaperSourceProps {
  readonly dataset: { readonly title: string; readonly version: string; readonly hash: string } | null | undefined;
  readonly scenario: { readonly name: string; readonly hash: string } | null;
  readonly run: RunRecordJson | undefined;
  /** How sure the figures are. */
  readonly more?: string;
}

export function PaperSource({ dataset, scenario, run, more }: PaperSourceProps) {
  const parts = [
    ...(dataset ? [`${dataset.title} ${dataset.version}, ${dataset.hash.slice(0, 12)}`] : []),
    ...(scenario ? [`${scenario.name}, ${scenario.hash.slice(0, 12)}`] : []),
    ...(run ? [`Kopru ${run.programVersion}, ${run.id.slice(0, 8)}`] : []),
    ...(more ? [more] : []),
  ];
  return <p className="note">{parts.join(" · ")}</p>;
}
