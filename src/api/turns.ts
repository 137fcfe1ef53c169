// Who is answered next? Planning keeps the one thread busy for a quarter of a second and more when the graph of a new day
// has to be made, so planning questions take turns: one at a time, and addresses one after another. Whoever sends a
// thousand questions at once waits for them alone, and pages, health and places are answered in between.

import { InvalidInput } from "../model/problem.ts";

export interface Turns {
  /**
   * Does a piece of work when its turn comes.
   * @param address whose turn it takes
   * @param isGone asked when the turn comes: true when nobody waits for the answer any more, and the work is left undone
   * @throws InvalidInput (`too-many-requests`) when too much of the same address waits already
   */
  take<T>(address: string, isGone: () => boolean, work: () => T): Promise<T | undefined>;
}

/** Questions of one address that may wait: a few seconds of work. Behind a proxy that hides addresses, of all together. */
const MOST_WAITING = 64;
/**
 * Rounds of the event loop between two turns, well below a millisecond when nothing happens. Node accepts one connection
 * a round: with a single round, somebody who only wants a page would wait for everybody who connected before.
 */
const ROUNDS_BETWEEN = 128;

export function createTurns(mostWaiting = MOST_WAITING): Turns {
  // A Map lists its keys in the order they were set: the first address is the next, and goes to the end after its turn.
  const waiting = new Map<string, (() => void)[]>();
  let running = false;

  function runNext(): void {
    const [next] = waiting;
    running = next !== undefined;
    if (next === undefined) return;
    const [address, jobs] = next;
    const job = jobs.shift();
    waiting.delete(address);
    if (jobs.length > 0) waiting.set(address, jobs);
    job?.();
    pause(ROUNDS_BETWEEN);
  }

  function pause(rounds: number): void {
    setImmediate(rounds > 1 ? () => pause(rounds - 1) : runNext);
  }

  return {
    take(address, isGone, work) {
      const jobs = waiting.get(address) ?? [];
      if (jobs.length >= mostWaiting) return Promise.reject(tooMany(mostWaiting));
      return new Promise((resolve, reject) => {
        jobs.push(() => {
          try {
            resolve(isGone() ? undefined : work());
          } catch (error) {
            reject(error);
          }
        });
        waiting.set(address, jobs);
        if (!running) {
          running = true;
          setImmediate(runNext);
        }
      });
    },
  };
}

const tooMany = (most: number): InvalidInput =>
  new InvalidInput([
    {
      code: "too-many-requests",
      place: "client",
      message: `${most} questions of this address wait already.`,
      hint: "Wait for answers before asking more.",
    },
  ]);
