// How many threads compute at a time? One for each core of the machine, over all runs of a server: two runs of as many threads
// as cores would only slow each other down. Everybody has one place before anybody has a second; whoever came first has the
// first, and jobs of sweeps, which are short, come after runs. Who has no place waits for one.

import { availableParallelism } from "node:os";

/** Whoever has threads: a run, or the server's own threads for jobs of sweeps. */
export interface PlaceHolder {
  /** Says how many threads it would have from now on, and gives how many it may have; more than it has are told by `onChange`. */
  want(count: number): number;
  /** How many it might have, if it wanted so many. */
  mightHave(count: number): number;
  leave(): void;
}

export interface ThreadPlaces {
  /**
   * @param want threads it would have
   * @param onChange told how many it may have, whenever others made that change
   * @param rank 1 for who gives way to all of rank 0
   */
  join(want: number, onChange: (count: number) => void, rank?: 0 | 1): PlaceHolder;
}

interface Holder {
  want: number;
  readonly rank: 0 | 1;
  readonly onChange: (count: number) => void;
}

export function createThreadPlaces(places = availableParallelism()): ThreadPlaces {
  const holders: Holder[] = [];

  function tellOthers(changed: Holder): void {
    const shares = shareOut(holders, places);
    for (const [at, holder] of [...holders].entries()) if (holder !== changed) holder.onChange(shares[at]);
  }

  const shareOf = (holder: Holder, want: number): number =>
    shareOut(
      holders.map((each) => (each === holder ? { want } : each)),
      places,
    )[holders.indexOf(holder)] ?? 0;

  return {
    join(want, onChange, rank = 0) {
      const own: Holder = { want, rank, onChange };
      const after = rank === 0 ? holders.findIndex((each) => each.rank > 0) : -1;
      holders.splice(after < 0 ? holders.length : after, 0, own);
      tellOthers(own);
      return {
        want(count) {
          if (own.want !== count) {
            own.want = count;
            tellOthers(own);
          }
          return shareOf(own, count);
        },
        mightHave: (count) => shareOf(own, count),
        leave() {
          const at = holders.indexOf(own);
          if (at < 0) return;
          holders.splice(at, 1);
          tellOthers(own);
        },
      };
    },
  };
}

/** Places of each in their order: one for everybody, then a second, until none is left or all have what they want. */
export function shareOut(holders: readonly { readonly want: number }[], places: number): number[] {
  const shares = holders.map(() => 0);
  for (let left = places, round = 1; left > 0; round++) {
    const before = left;
    for (const [at, { want }] of holders.entries())
      if (left > 0 && want >= round) {
        shares[at] = round;
        left--;
      }
    if (left === before) break;
  }
  return shares;
}
