// How to show a large Pareto set by a few of its points, with a promise? Epsilon-dominance at the target (Papadimitriou
// & Yannakakis 2000; Laumanns et al. 2002): boxes that grow by the share epsilon per step, one vector per box, none for
// boxes that another one dominates. The promise does not hold if labels are filtered at nodes on the way instead.

/**
 * Positions of the vectors kept, rising. For every vector there is a kept one at most (1 + epsilon) times as large in
 * every component. Within a box the vector with the least product of costs stays, then the first. O(n · kept).
 * @param vectors costs >= 0, all of one length
 * @param epsilon share > 0, such as 0.05
 */
export function epsilonFilter(vectors: readonly (readonly number[])[], epsilon: number): number[] {
  if (!(epsilon > 0)) throw new RangeError(`epsilon must be above 0, not ${epsilon}`);
  const step = Math.log1p(epsilon);
  const byBox = new Map<
    string,
    { readonly box: readonly number[]; readonly size: number; readonly position: number }
  >();
  for (const [position, vector] of vectors.entries()) {
    // A cost of zero lies below every box: the logarithm says so by itself.
    const box = vector.map((cost) => Math.floor(Math.log(cost) / step));
    const size = vector.reduce((sum, cost) => sum + Math.log(cost), 0);
    const other = byBox.get(box.join());
    if (other === undefined || size < other.size) byBox.set(box.join(), { box, size, position });
  }
  const entries = [...byBox.values()];
  return entries
    .filter(({ box }) => !entries.some((other) => other.box !== box && other.box.every((k, i) => k <= box[i])))
    .map(({ position }) => position)
    .sort((a, b) => a - b);
}
