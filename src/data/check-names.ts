// Has everything that people see a name in each of the four languages?

import type { Findings } from "./findings.ts";
import type { LayerRows, Row } from "./parse-layer.ts";

const OTHER_LANGUAGES = ["kk", "az", "ru"] as const;

/** Reports missing names of the base as errors; overlays are private and may stay in one language. */
export function checkNames(rows: LayerRows, findings: Findings): void {
  const named: readonly Row<unknown>[] = [
    ...rows.countries,
    ...rows.places.filter((row) => row.item.kind !== "sea-waypoint"),
    ...rows.commodities,
    ...rows.demandGroups,
  ];
  const complain = (row: Row<unknown>, languages: readonly (typeof OTHER_LANGUAGES)[number][]): void => {
    const missing = languages.filter((language) => row.cell(`name_${language}`) === "");
    if (missing.length > 0) {
      findings.errors.push({
        code: "missing-name",
        place: row.place("name"),
        message: `${row.key} has no name in ${missing.join(", ")}`,
        hint: `fill ${missing.map((language) => `name_${language}`).join(", ")}`,
      });
    }
  };
  for (const row of named) if (row.layer === 0) complain(row, OTHER_LANGUAGES);
  // Of these a base may have English names only, but not some of them.
  for (const table of [rows.services, rows.waterBodies, rows.causes] as readonly (readonly Row<unknown>[])[]) {
    const base = table.filter(({ layer }) => layer === 0);
    const told = OTHER_LANGUAGES.filter((language) => base.some((row) => row.cell(`name_${language}`) !== ""));
    for (const row of base) complain(row, told);
  }
  for (const { item, layer, place } of rows.corridors) {
    const missing = layer > 0 ? [] : OTHER_LANGUAGES.filter((language) => item.names[language] === item.names.en);
    if (missing.length === OTHER_LANGUAGES.length) {
      findings.errors.push({
        code: "missing-name",
        place: place("name"),
        message: `the corridor ${item.id} has an English name only`,
        hint: "give name_kk, name_az and name_ru",
      });
    }
  }
}
