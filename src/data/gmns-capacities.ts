// A network in GMNS form for questions about its shape and capacities: one cost that adds up along a path (or every link counts
// one), and `capacity` times `lanes` where the file has them.

import { readFileSync } from "node:fs";
import path from "node:path";
import type { GmnsNetwork } from "../model/gmns.ts";
import { gmnsFromFiles, readGmns, toTable } from "./gmns.ts";
import type { LayerFile } from "./read-layer.ts";

export interface GmnsCapacities {
  readonly network: GmnsNetwork;
  /** Column that was taken as cost; undefined when every link counts one. */
  readonly cost: string | undefined;
  readonly hasCapacity: boolean;
}

/** Columns taken as cost where none is asked for. */
const USUAL_COSTS = ["free_flow_time", "length"];

/** Reads a folder. @throws InvalidInput with all problems. */
export function readGmnsCapacities(folder: string, cost?: string): GmnsCapacities {
  // Reports files that are missing or too large, and a cost that is not there.
  readGmns(folder, { criteria: cost === undefined ? [] : [cost] });
  const files = ["node.csv", "link.csv"].map(
    (name): LayerFile => ({ path: name, text: readFileSync(path.join(folder, name), "utf8") }),
  );
  return gmnsCapacitiesFromFiles(files, cost);
}

/** The same from files in memory. @throws InvalidInput as readGmnsCapacities. */
export function gmnsCapacitiesFromFiles(files: readonly LayerFile[], cost?: string): GmnsCapacities {
  const columns = toTable(files, "link.csv", [], [])?.columns;
  const taken = cost ?? USUAL_COSTS.find((name) => columns?.has(name));
  const hasCapacity = columns?.has("capacity") ?? false;
  const optional = ["capacity", "lanes"].filter((name) => columns?.has(name));
  const criteria = [...new Set([...(taken === undefined ? [] : [taken]), ...optional])];
  return { network: gmnsFromFiles(files, { criteria }), cost: taken, hasCapacity };
}
