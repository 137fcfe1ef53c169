// How far are several experiments together? Parts are announced before they begin, so that the time to go counts them.

export interface Progress {
  /** Announces so many replications; returns who is told of them. */
  part(expected: number): (done: number, expected: number) => void;
}

export function createProgress(onProgress: ((done: number, total: number) => void) | undefined): Progress {
  const parts: { done: number; expected: number }[] = [];
  const sum = (key: "done" | "expected"): number => parts.reduce((total, part) => total + part[key], 0);
  return {
    part(expected) {
      const own = { done: 0, expected };
      parts.push(own);
      return (done, total) => {
        own.done = done;
        own.expected = total;
        onProgress?.(sum("done"), sum("expected"));
      };
    },
  };
}
