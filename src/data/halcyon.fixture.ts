// For tests: the invented region of examples/halcyon as files in memory, and ways to spoil it one cell at a time.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DatasetInput, LayerInput } from "./load-dataset.ts";
import type { LayerFile } from "./read-layer.ts";

export const HALCYON_FOLDER = join(import.meta.dirname, "../../examples/halcyon");

/** The region's files. */
export function halcyonFiles(): LayerFile[] {
  const names = [
    ...readdirSync(HALCYON_FOLDER),
    ...readdirSync(join(HALCYON_FOLDER, "values")).map((name) => `values/${name}`),
  ];
  return names
    .filter((path) => /\.(csv|yaml)$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(HALCYON_FOLDER, path), "utf8") }));
}

/** The region with some texts replaced: `[file, from, to]`; `from` must be there. */
export function halcyonWith(...edits: readonly (readonly [path: string, from: string, to: string])[]): DatasetInput {
  let files = halcyonFiles();
  for (const [path, from, to] of edits) {
    if (!files.some((file) => file.path === path && file.text.includes(from)))
      throw new Error(`expected ${from} in ${path}`);
    files = files.map((file) => (file.path === path ? { path, text: file.text.replace(from, to) } : file));
  }
  return { base: { name: "halcyon", files } };
}

/** The region with overlays of files written as `{ "tariffs.csv": "…" }`, named overlay-1, overlay-2 … */
export function halcyonUnder(...overlays: readonly Readonly<Record<string, string>>[]): DatasetInput {
  const layers = overlays.map(
    (texts, index): LayerInput => ({
      name: `overlay-${index + 1}`,
      files: Object.entries(texts).map(([path, text]) => ({ path, text })),
    }),
  );
  return { base: HALCYON_FOLDER, overlays: layers };
}
