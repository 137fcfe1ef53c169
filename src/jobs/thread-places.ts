// How many threads compute at a time? One for each core of the machine, over all runs of a server: two runs of as many threads
// as cores would only slow each other down. Everybody has one place before anybody has a second. Short runs, which somebody waits
// for, come before long ones, whoever came first before others, and jobs of sweeps, which give theirs back after seconds, last.
// Who has no place waits for one; a thread that computes by itself cannot stop, and keeps the one that it has.

import { availableParallelism } from "node:os";

/** Whoever has threads: a run, or the server's own threads for jobs of sweeps. */
export interface PlaceHolder {
  /** Says how many threads it would have from now on, and gives how many it may have; more than it has are told by `onChange`. */
  want(count: number): number;
  /** It computes by itself and keeps its place, until it wants threads in its stead; only for who has one. */
  keep(): void;
  /** How many it might have, if it wanted so many. */
  mightHave(count: number): number;
  leave(): void;
}

export interface ThreadPlaces {
  /**
   * @param want threads it would have
   * @param onChange told how many it may have, whenever others made that change
   * @param rank who gives way to whom; a short run when left out
   */
  join(want: number, onChange: (count: number) => void, rank?: Rank): PlaceHolder;
}

/** Each gives way to those before it: short runs, long ones, jobs of sweeps. */
export type Rank = 0 | 1 | 2;

interface Holder {
  want: number;
  /** Its thread computes by itself. */
  isKept: boolean;
  readonly rank: Rank;
  readonly arrival: number;
  readonly onChange: (count: number) => void;
}

export function createThreadPlaces(places = availableParallelism()): ThreadPlaces {
  const holders: Holder[] = [];
  let arrivals = 0;

  function order(): void {
    holders.sort((a, b) => Number(b.isKept) - Number(a.isKept) || a.rank - b.rank || a.arrival - b.arrival);
  }

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
      const own: Holder = { want, isKept: false, rank, arrival: arrivals++, onChange };
      holders.push(own);
      order();
      tellOthers(own);
      return {
        want(count) {
          if (own.want !== count || own.isKept) {
            own.want = count;
            own.isKept = false;
            order();
            tellOthers(own);
          }
          return shareOf(own, count);
        },
        keep() {
          // Of the first places of all it has one already: nobody's share changes.
          own.isKept = true;
          order();
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
