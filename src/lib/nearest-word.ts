// Which known word was probably meant: Damerau–Levenshtein distance (optimal string alignment) with a cut-off.

/** Edits (insert, delete, replace, swap neighbours) from one word to the other, or `limit + 1` when there are more. O(n m). */
export function editDistance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column++) {
      const same = a.charCodeAt(row - 1) === b.charCodeAt(column - 1);
      let cost = Math.min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (same ? 0 : 1));
      const swapped =
        row > 1 &&
        column > 1 &&
        a.charCodeAt(row - 1) === b.charCodeAt(column - 2) &&
        a.charCodeAt(row - 2) === b.charCodeAt(column - 1);
      if (swapped) cost = Math.min(cost, beforeLast[column - 2] + 1);
      current.push(cost);
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return last[b.length];
}

/** Up to `count` known words near the one given, nearest first; none when all are far (more than a third of its letters). */
export function nearestWords(word: string, known: Iterable<string>, count = 3): string[] {
  const wanted = word.toLowerCase();
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  const near: { word: string; distance: number }[] = [];
  for (const candidate of known) {
    const lower = candidate.toLowerCase();
    const contained = wanted.length >= 3 && (lower.startsWith(wanted) || wanted.startsWith(lower));
    const distance = contained
      ? Math.min(limit, Math.abs(lower.length - wanted.length))
      : editDistance(wanted, lower, limit);
    if (distance <= limit) near.push({ word: candidate, distance });
  }
  near.sort((a, b) => a.distance - b.distance || (a.word < b.word ? -1 : 1));
  return near.slice(0, count).map((entry) => entry.word);
}

/** `did you mean x or y?`, or the text given instead when nothing is near. */
export function didYouMean(word: string, known: Iterable<string>, otherwise: string): string {
  const near = nearestWords(word, known);
  return near.length === 0 ? otherwise : `did you mean ${near.join(" or ")}?`;
}
