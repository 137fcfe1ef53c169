// From folders, or files in memory, to a Dataset: read, parse, stack, resolve references, index.

import { InvalidInput, type Problem } from "../model/problem.ts";
import { checkDemandNumbers } from "./check-demand.ts";
import { checkIds } from "./check-ids.ts";
import { checkOverlaps } from "./check-overlaps.ts";
import { checkReferences } from "./check-references.ts";
import { addFindings, type Findings, noFindings } from "./findings.ts";
import { indexIds } from "./id-index.ts";
import { type LayerRows, type ParsedLayer, parseLayer } from "./parse-layer.ts";
import { type LayerFile, layerFromFiles, type RawLayer, readLayer } from "./read-layer.ts";
import { type LoadedDataset, stackRows, toDataset } from "./stack-layers.ts";

/** A folder on disk, or files in memory with a name. */
export type LayerInput = string | { readonly name: string; readonly files: readonly LayerFile[] };

export interface DatasetInput {
  readonly base: LayerInput;
  /** Later ones win. */
  readonly overlays?: readonly LayerInput[];
}

export interface Assembled {
  readonly layers: readonly ParsedLayer[];
  readonly rows: LayerRows;
  /** Made of the rows without errors, so that checks can go on; never used for answers when there are errors. */
  readonly dataset: LoadedDataset;
  readonly findings: Findings;
}

/**
 * Loads a dataset: the base with the overlays on top.
 * @throws InvalidInput with every error of all layers; warnings do not stop it (checkDataset lists them).
 */
export function loadDataset(input: DatasetInput): LoadedDataset {
  return loadWithWarnings(input).dataset;
}

/** The same with the warnings, for whoever shows them.
 * @throws InvalidInput as loadDataset. */
export function loadWithWarnings(input: DatasetInput): { dataset: LoadedDataset; warnings: readonly Problem[] } {
  const { dataset, findings } = assembleDataset(input);
  if (findings.errors.length > 0) throw new InvalidInput(firstOf(findings.errors));
  if (!input.overlays?.length) return { dataset, warnings: findings.warnings };
  let bare: LoadedDataset | undefined;
  const withoutOverlays = () => {
    bare ??= loadDataset({ base: input.base });
    return bare;
  };
  return { dataset: Object.assign(dataset, { withoutOverlays }), warnings: findings.warnings };
}

/** Reads, parses, stacks and resolves; collects problems instead of throwing (but for a folder that does not exist). */
export function assembleDataset({ base, overlays = [] }: DatasetInput): Assembled {
  const names = new Set<string>();
  const layers = [toRaw(base, "base", names), ...overlays.map((overlay) => toRaw(overlay, "overlay", names))].map(
    (raw, index) => parseLayer(raw, index),
  );
  const findings = noFindings();
  for (const layer of layers) addFindings(findings, layer.findings);
  const rows = stackRows(layers);
  const dataset = toDataset(layers, rows);
  const overlayNames = layers.slice(1).map((layer) => layer.name);
  const leftOut = new Set(layers.flatMap((layer) => [...layer.leftOut]));
  checkIds(rows, dataset.id, findings);
  checkReferences(rows, indexIds(rows, dataset.id, overlayNames, leftOut), findings);
  checkOverlaps(rows, findings);
  checkDemandNumbers(dataset, rows, findings);
  return { layers, rows, dataset, findings };
}

/** Nobody reads more; the last entry then says how many there were. */
const MAX_THROWN = 1_000;

function firstOf(errors: readonly Problem[]): readonly Problem[] {
  if (errors.length <= MAX_THROWN) return errors;
  const more = errors.length - MAX_THROWN;
  const rest = {
    code: "more-problems",
    place: errors[MAX_THROWN].place,
    message: `and ${more} more`,
    hint: "correct these first",
  };
  return [...errors.slice(0, MAX_THROWN), rest];
}

function toRaw(layer: LayerInput, kind: "base" | "overlay", taken: Set<string>): RawLayer {
  const raw =
    typeof layer === "string" ? readLayer(layer, { kind }) : layerFromFiles(layer.files, { kind, name: layer.name });
  // Two overlays may have folders of the same name; the second is called name-2.
  let name = raw.name;
  for (let count = 2; taken.has(name); count++) name = `${raw.name}-${count}`;
  taken.add(name);
  if (name === raw.name) return raw;
  return typeof layer === "string" ? readLayer(layer, { kind, name }) : layerFromFiles(layer.files, { kind, name });
}
