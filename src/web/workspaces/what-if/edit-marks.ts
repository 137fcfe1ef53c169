// Where the edits of a scenario are on the map: one mark per thing, with a sign for its kind. Pure.

import type { Feature, Position } from "geojson";
import { type ScenarioDocument, subjectsOf } from "../../state/scenario.ts";

const SIGNS: Readonly<Record<string, string>> = { close: "×", suspend: "×", open: "+" };
const MOST = 40;

export function editMarks(
  document: ScenarioDocument | undefined,
  positionOf: (id: string) => Position | undefined,
): Feature[] {
  const seen = new Set<string>();
  return (document?.edits ?? []).flatMap((edit) =>
    subjectsOf(edit).flatMap((id): Feature[] => {
      const at = positionOf(id);
      if (!at || seen.has(id) || seen.size >= MOST) return [];
      seen.add(id);
      return [
        {
          type: "Feature",
          properties: { id, mark: "edit", size: 8, sign: SIGNS[edit.edit] ?? "Δ" },
          geometry: { type: "Point", coordinates: at },
        },
      ];
    }),
  );
}
