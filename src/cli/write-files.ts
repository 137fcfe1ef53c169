// Writes the files of an export or an import into a folder.

import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { LayerFile } from "../data/index.ts";

/** Writes the files below a folder, which is made when it is not there. @returns their paths. */
export function writeFiles(folder: string, files: readonly LayerFile[]): string[] {
  return files.map((file) => {
    const full = path.join(folder, file.path);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, file.text);
    return full;
  });
}
