// Names of the blocks of a crossing, for those who read its results.

import type { FlowGiven, Stage } from "./corridor-given.ts";

export const blockNames = {
  yard: (line: string, end: 0 | 1): string => `yard ${line} ${end}`,
  emptiesYard: (line: string, end: 0 | 1): string => `empties' yard ${line} ${end}`,
  landing: (line: string, end: 0 | 1): string => `landing ${line} ${end}`,
  /** Ships in service all the time; others have a number behind. */
  fleet: (line: string, part = 0): string => (part === 0 ? `ships ${line}` : `ships ${line} ${part + 1}`),
  otherShips: (berth: string): string => `other ships at ${berth}`,
  station: (station: string): string => `station ${station}`,
  otherTrains: "trains that do not cross",
  train: (train: string): string => `train ${train}`,
  wagons: (flow: string): string => `wagon for ${flow}`,
  /** A mark: its waits are the hours that units of a group were in a stage. */
  stage: (stage: Stage, group: string): string => `${stage} of ${group}`,
  /** A class. */
  empties: (line: string, end: 0 | 1, stock = ""): string => `empties ${line} ${end}${stock === "" ? "" : ` ${stock}`}`,
} as const;

/** Whether a fleet is of a line: its ships in service all the time, or others with a number behind the name. */
export function isFleetOf(name: string, line: string): boolean {
  const own = blockNames.fleet(line);
  return name === own || (name.startsWith(`${own} `) && /^\d+$/.test(name.slice(own.length + 1)));
}

/** The class of a flow's empties. */
export function emptiesName({ line, end, wagons = "" }: Pick<FlowGiven, "line" | "end" | "wagons">): string {
  return blockNames.empties(line, end === 0 ? 1 : 0, wagons);
}
