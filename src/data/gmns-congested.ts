// A network in GMNS form as one whose links take longer the more they carry, and a demand table for it. Read from link.csv:
// `free_flow_time`, else length / free_speed in hours; `capacity` times `lanes`; `vdf_alpha` and `vdf_beta` (B and p of BPR, 0.15
// and 4 where there are none, the Bureau's own); `toll`. All nodes may be passed.

import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { CongestedNetwork, DemandTable } from "../model/congested-network.ts";
import type { GmnsLink } from "../model/gmns.ts";
import { InvalidInput, type Problem } from "../model/problem.ts";
import { type GmnsTable, gmnsFromFiles, readGmns, toTable } from "./gmns.ts";
import { readUnits } from "./import-gmns.ts";
import type { LayerFile } from "./read-layer.ts";

const BPR_FACTOR = 0.15;
const BPR_POWER = 4;
const OPTIONAL = ["free_flow_time", "length", "free_speed", "lanes", "vdf_alpha", "vdf_beta", "toll"] as const;
const MAX_PROBLEMS = 200;

/** Reads a folder and a demand file (origin, destination, flow). @throws InvalidInput with all problems. */
export function readGmnsCongested(
  folder: string,
  demandPath: string,
): { readonly network: CongestedNetwork; readonly demand: DemandTable } {
  // Reports files that are missing or too large.
  readGmns(folder, { criteria: [] });
  const files = ["node.csv", "link.csv", "config.csv"]
    .filter((name) => existsSync(path.join(folder, name)))
    .map((name): LayerFile => ({ path: name, text: readFileSync(path.join(folder, name), "utf8") }));
  const network = gmnsCongestedFromFiles(files);
  if (!existsSync(demandPath)) throw new InvalidInput([noDemand(demandPath)]);
  const demand = demandFromText({ path: demandPath, text: readFileSync(demandPath, "utf8") }, network.nodeIds);
  return { network, demand };
}

/** The network from files in memory. A link that is not directed becomes one each way. @throws InvalidInput with all problems. */
export function gmnsCongestedFromFiles(files: readonly LayerFile[]): CongestedNetwork {
  const problems: Problem[] = [];
  const links = toTable(files, "link.csv", ["capacity"], problems);
  const present = OPTIONAL.filter((column) => links?.columns.has(column));
  const hasTime = present.includes("free_flow_time");
  if (links !== undefined && !hasTime && !(present.includes("length") && present.includes("free_speed"))) {
    problems.push({
      code: "missing-column",
      place: "link.csv:1:1",
      message: "links have neither free_flow_time nor both length and free_speed",
      hint: "add a column free_flow_time",
    });
  }
  const units = readUnits(files, problems);
  if (problems.length > 0) throw new InvalidInput(problems);
  const { nodes, links: rows } = gmnsFromFiles(files, { criteria: ["capacity", ...present] });
  for (const row of rows) checkLink(row, hasTime, problems);
  if (problems.length > 0) throw new InvalidInput(problems.slice(0, MAX_PROBLEMS));
  const indexOf = new Map(nodes.map(({ id }, index) => [id, index]));
  const both = rows.flatMap((row) =>
    row.directed ? [row] : [row, { ...row, id: `${row.id}-back`, from: row.to, to: row.from }],
  );
  const column = (read: (values: GmnsLink["values"]) => number): Float64Array =>
    Float64Array.from(both, ({ values }) => read(values));
  const nodeOf = (id: string): number => indexOf.get(id) ?? -1;
  return {
    nodeIds: nodes.map(({ id }) => id),
    firstThroughNode: 0,
    linkIds: both.map(({ id }) => id),
    linkTail: Int32Array.from(both, ({ from }) => nodeOf(from)),
    linkHead: Int32Array.from(both, ({ to }) => nodeOf(to)),
    freeTime: column((values) =>
      hasTime ? values.free_flow_time : (values.length * units.km) / (values.free_speed * units.kmh),
    ),
    capacity: column(({ capacity, lanes }) => capacity * (lanes ?? 1)),
    factor: column((values) => values.vdf_alpha ?? BPR_FACTOR),
    power: column((values) => values.vdf_beta ?? BPR_POWER),
    length: column((values) => values.length ?? 0),
    toll: column((values) => values.toll ?? 0),
  };
}

function checkLink({ id, values }: GmnsLink, hasTime: boolean, problems: Problem[]): void {
  const place = `link.csv link ${id}`;
  const hint = "give a number above 0";
  if (values.capacity === 0 || values.lanes === 0)
    problems.push({
      code: "bad-number",
      place,
      message: "a link with no capacity",
      hint: "close it by leaving it out",
    });
  if (!hasTime && values.free_speed === 0)
    problems.push({ code: "bad-number", place, message: "free_speed is 0", hint });
}

/** Columns of a demand table: ours, or those of GMNS tools. */
const DEMAND_COLUMNS = [
  ["origin", "destination", "flow"],
  ["o_zone_id", "d_zone_id", "volume"],
] as const;

/** Demand between nodes of a network. @throws InvalidInput with all problems, with file, line and column. */
export function demandFromText(file: LayerFile, nodeIds: readonly string[]): DemandTable {
  const problems: Problem[] = [];
  const bare = toTable([file], file.path, [], problems);
  const names = DEMAND_COLUMNS.find((each) => each.every((name) => bare?.columns.has(name))) ?? DEMAND_COLUMNS[0];
  const table = problems.length > 0 ? undefined : toTable([file], file.path, names, problems);
  const indexOf = new Map(nodeIds.map((id, index) => [id, index]));
  const origin: number[] = [];
  const destination: number[] = [];
  const flow: number[] = [];
  if (table !== undefined && problems.length === 0) {
    for (const row of table.rows) {
      const ends = names.slice(0, 2).map((name) => {
        const id = table.cell(row, name);
        const node = indexOf.get(id);
        if (node === undefined) problems.push(unknownNode(table, row, name, id));
        return node ?? -1;
      });
      const text = table.cell(row, names[2]);
      const amount = Number(text);
      if (text === "" || !(amount >= 0) || !Number.isFinite(amount)) {
        const message = `${names[2]} ${JSON.stringify(text.slice(0, 40))} is no number from 0 up`;
        const hint = "digits with a decimal point";
        problems.push({ code: "bad-number", place: table.place(row, names[2]), message, hint });
      }
      origin.push(ends[0]);
      destination.push(ends[1]);
      flow.push(amount);
    }
  }
  if (problems.length > 0) throw new InvalidInput(problems.slice(0, MAX_PROBLEMS));
  return {
    origin: Int32Array.from(origin),
    destination: Int32Array.from(destination),
    flow: Float64Array.from(flow),
  };
}

const unknownNode = (table: GmnsTable, row: GmnsTable["rows"][number], name: string, id: string): Problem => ({
  code: "unknown-node",
  place: table.place(row, name),
  message: id === "" ? `${name} is empty` : `node ${id} is not in node.csv`,
  hint: "use ids of node.csv",
});

const noDemand = (demandPath: string): Problem => ({
  code: "missing-file",
  place: demandPath,
  message: `there is no file ${demandPath}`,
  hint: "a table with the columns origin, destination and flow",
});
