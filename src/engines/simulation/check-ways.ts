// Does every way through a model make sense? Blocks that nobody reaches, blocks from which nobody ever gets out, and rings of
// blocks that take no time, on which an entity would go round for ever at one instant.

import type { Problem } from "../../model/problem.ts";
import { type FlatModel, KIND } from "./flat-model.ts";

/** Everything that is wrong with the ways, by block. */
export function checkWays(flat: FlatModel, isZero: (law: number) => boolean): Problem[] {
  const followers = listFollowers(flat);
  return [...findUnreached(flat, followers), ...findEndless(flat, followers), ...findRings(flat, followers, isZero)];
}

/** Blocks to which one may go from each block. */
export function listFollowers({ blocks, docks, fleets }: FlatModel): number[][] {
  return Array.from({ length: blocks.count }, (_, b) => {
    if (blocks.kind[b] === KIND.ROUTE) return [...blocks.branches[b]].filter((_, i) => i % 2 === 1);
    if (blocks.kind[b] === KIND.ROUTE_BY_CLASS) return [...blocks.branches[b]];
    const own = blocks.to[b] < 0 ? [] : [blocks.to[b]];
    const landings = fleets
      .filter((fleet) =>
        blocks.docksOf[b].some((dock) =>
          fleet.stops.some((stop) => stop.dock === dock && docks[dock].sources.includes(b)),
        ),
      )
      .flatMap(({ block, stops }) => [block, ...stops.flatMap(({ lands }) => (lands < 0 ? [] : [lands]))]);
    const passed = blocks.docksOf[b].flatMap((dock) => (docks[dock].boards < 0 ? [] : [docks[dock].boards]));
    return [...own, ...landings, ...passed];
  });
}

function findUnreached({ blocks, arrivals, fleets }: FlatModel, followers: readonly (readonly number[])[]): Problem[] {
  const reached = new Set(arrivals.map(({ block }) => block));
  // Ships that carry nobody only take berths.
  for (const { block, stops } of fleets) if (stops.every(({ dock }) => dock < 0)) reached.add(block);
  for (const b of reached) for (const next of followers[b]) reached.add(next);
  return [...blocks.names.keys()]
    .filter((b) => !reached.has(b))
    .map((b) => ({
      code: "unreachable-block",
      place: `blocks.${blocks.names[b]}`,
      message: `Nobody who arrives can ever reach ${blocks.names[b]}.`,
      hint: "Lead a block to it, or take it out.",
    }));
}

/** The first block after which those who arrive go round for ever, whichever way they take. */
function findEndless({ blocks, arrivals }: FlatModel, followers: readonly (readonly number[])[]): Problem[] {
  const isOut = Array.from({ length: blocks.count }, (_, b) => blocks.kind[b] === KIND.SINK);
  for (let hasChanged = true; hasChanged; ) {
    hasChanged = false;
    for (let b = 0; b < blocks.count; b++) {
      if (isOut[b] || !followers[b].some((next) => isOut[next])) continue;
      isOut[b] = true;
      hasChanged = true;
    }
  }
  const reached = new Set(arrivals.map(({ block }) => block));
  for (const b of reached) for (const next of followers[b]) reached.add(next);
  // Of a store of a vessel, followers are where it lands and the vessel itself, which nobody leaves.
  const first = [...reached].find((b) => !isOut[b] && blocks.kind[b] !== KIND.FLEET);
  if (first === undefined) return [];
  return [
    {
      code: "no-exit",
      place: `blocks.${blocks.names[first]}`,
      message: `No way leads from ${blocks.names[first]} to a sink: who comes there stays for ever.`,
      hint: "Lead a block on that way to a sink.",
    },
  ];
}

function findRings(
  { blocks }: FlatModel,
  followers: readonly (readonly number[])[],
  isZero: (law: number) => boolean,
): Problem[] {
  const takesNoTime = (b: number): boolean => {
    const kind = blocks.kind[b];
    if (kind === KIND.FLEET) return false;
    if (kind === KIND.SERVER || kind === KIND.DELAY || kind === KIND.STORE) return isZero(blocks.law[b]);
    return kind !== KIND.ARRIVALS && kind !== KIND.SINK;
  };
  // A store of a vessel is left by sailing, which takes time.
  const isIn = Array.from(
    { length: blocks.count },
    (_, b) => takesNoTime(b) && !(blocks.kind[b] === KIND.STORE && blocks.ownDock[b] < 0),
  );
  for (let hasChanged = true; hasChanged; ) {
    hasChanged = false;
    for (let b = 0; b < blocks.count; b++) {
      if (!isIn[b] || followers[b].some((next) => isIn[next])) continue;
      isIn[b] = false;
      hasChanged = true;
    }
  }
  const first = isIn.indexOf(true);
  if (first < 0) return [];
  // Every block left has a follower that is left, so walking on must come back.
  const way: number[] = [];
  for (let b = first; !way.includes(b); b = followers[b].find((next) => isIn[next]) ?? b) way.push(b);
  const last = followers[way[way.length - 1]].find((next) => isIn[next]) ?? first;
  const ring = [...way.slice(way.indexOf(last)), last].map((b) => blocks.names[b]);
  return [
    {
      code: "no-delay",
      place: `blocks.${ring[0]}`,
      message: `On the way ${ring.join(" → ")} no time passes: somebody could go round for ever at one instant.`,
      hint: "Put a delay or a server with a time above 0 on it.",
    },
  ];
}
