// How much of a path is its own, seen from the better ones of its set: the correction for overlap that the corridor model uses.
// Path size (Ben-Akiva & Bierlaire 1999) takes from all users of a link alike, so a poor way that runs beside a good one makes
// the pair worth less than the good one alone, and closing the poor one would look like a gain. Here only the poorer pays.

/**
 * Sizes by rank: Σ_a (l_a / L_k) / (1 + number of better paths on a). The best has size 1, so a set is never worth less than
 * its best path; equal paths that share everything count 1 and 1/2.
 * @param parts the parts of each path with their length
 * @param cost what ranks them; of equal ones the first is the better
 */
export function rankedSizes(parts: readonly ReadonlyMap<string, number>[], cost: ArrayLike<number>): Float64Array {
  const sizes = new Float64Array(parts.length);
  const users = new Map<string, number>();
  const ranked = [...parts.keys()].sort((a, b) => cost[a] - cost[b] || a - b);
  for (const path of ranked) {
    let length = 0;
    let own = 0;
    for (const [part, partLength] of parts[path]) {
      const better = users.get(part) ?? 0;
      length += partLength;
      own += partLength / (1 + better);
      users.set(part, better + 1);
    }
    sizes[path] = length > 0 ? own / length : 1;
  }
  return sizes;
}
