// Can somebody still move? A ring of blocks, each full of entities that wait for room in the next, never moves again: the
// greatest set of blocks whose servers are all blocked by blocks of the set. And who stands where when a run ends like that.

import { PLACE } from "./entity-rows.ts";
import { KIND } from "./flat-model.ts";
import type { Kernel } from "./kernel.ts";

export interface Waiting {
  readonly block: string;
  readonly entities: number;
  readonly waitsFor: string;
}

/** Blocks that wait for one another for ever; none when there is hope. */
export function findGridlock(k: Kernel): number[] {
  const { blocks } = k.flat;
  const isStuck = Uint8Array.from({ length: blocks.count }, (_, b) =>
    blocks.kind[b] === KIND.SERVER &&
    k.tally.valueOf(3 * b + 1) === blocks.servers[b] &&
    k.tally.valueOf(3 * b + 2) === blocks.servers[b]
      ? 1
      : 0,
  );
  for (let hasChanged = true; hasChanged; ) {
    hasChanged = false;
    for (let target = 0; target < blocks.count; target++) {
      if (isStuck[target] === 1) continue;
      for (let e = k.waiterHead[target]; e >= 0; e = k.nextWaiter[e]) {
        if (isStuck[k.blockOf[e]] === 0) continue;
        isStuck[k.blockOf[e]] = 0;
        hasChanged = true;
      }
    }
  }
  return [...isStuck.keys()].filter((b) => isStuck[b] === 1);
}

/** Where entities stand, most first, and what they wait for. */
export function listWaiting(k: Kernel): Waiting[] {
  const { blocks, docks, conditions, closures, stocks } = k.flat;
  const here = new Float64Array(blocks.count);
  for (let e = 0; e < k.entityCount; e++) if (k.placeOf[e] !== PLACE.FREE) here[k.blockOf[e]]++;
  for (const { block, vessels } of k.flat.fleets) here[block] -= vessels;
  const blockedBy = new Map<number, number>();
  for (let target = 0; target < blocks.count; target++) {
    for (let e = k.waiterHead[target]; e >= 0; e = k.nextWaiter[e]) blockedBy.set(k.blockOf[e], target);
  }
  return [...here.keys()]
    .filter((b) => here[b] > 0)
    .sort((a, b) => here[b] - here[a] || a - b)
    .map((b) => ({ block: blocks.names[b], entities: here[b], waitsFor: reasonOf(b) }));

  function reasonOf(b: number): string {
    const target = blockedBy.get(b);
    if (target !== undefined) return `room in ${blocks.names[target]}`;
    const stock = blocks.stock[b];
    if (stock >= 0 && k.stockFree[stock] < blocks.amount[b]) return `${stocks[stock].name}, of which none is free`;
    const condition = blocks.condition[b];
    if (condition >= 0 && k.closed[condition] > 0)
      return `the end of ${conditions[condition].map((c) => closures[c].name).join(" and ")}`;
    const [dock] = blocks.docksOf[b];
    if (dock !== undefined) return `a load of ${docks[dock].least} to ${docks[dock].most} at ${docks[dock].name}`;
    return "a server";
  }
}
