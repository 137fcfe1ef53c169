// Which few of many paths does one show? Those that nothing beats in every respect, by generalised cost, and different
// enough: no two share more than a stated part of their cost (methods: Yen-like overlap, greedy choice with a penalty).

/** What selection needs to know of a path. Figures are exact (evaluated), not the search's additive stand-ins. */
export interface Candidate {
  readonly usd: number;
  readonly meanHours: number;
  readonly varianceHours: number;
  readonly co2eKg: number;
  readonly borders: number;
  /** Money plus inventory (and lateness), what a shipper with these terms weighs. */
  readonly generalisedUsd: number;
  /** Arc slots of the path. */
  readonly slots: Int32Array;
  /** What paths of one sort have in common, such as their corridor; empty when nothing is known. */
  readonly kind?: string;
  /** What makes the order of ties stable: the path itself. */
  readonly key: string;
}

export interface SelectionRule {
  readonly count: number;
  /** No two chosen share more than this part of the cheaper one's cost. */
  readonly largestShare: number;
  /** No chosen path's generalised cost exceeds the best's by more than this factor. */
  readonly largestDetour: number;
  /** Weight of overlap with what is chosen already against generalised cost relative to the best. */
  readonly overlapPenalty: number;
  /** Added when a path of the same kind is chosen already: people want to see another corridor before another port. */
  readonly sameKindPenalty: number;
}

export const DEFAULT_SELECTION: Omit<SelectionRule, "count"> = {
  largestShare: 0.7,
  largestDetour: 1.5,
  overlapPenalty: 0.3,
  sameKindPenalty: 0.6,
};

/** Relative difference below which two figures count as equal: rounding of sums, not a difference of paths. */
const TIE = 1e-9;

/** True when a is at least as good as b in every criterion and better in one. */
export function beats(a: Candidate, b: Candidate): boolean {
  const usd = compare(a.usd, b.usd);
  if (usd > 0) return false;
  const hours = compare(a.meanHours, b.meanHours);
  if (hours > 0) return false;
  const variance = compare(a.varianceHours, b.varianceHours);
  if (variance > 0) return false;
  const co2e = compare(a.co2eKg, b.co2eKg);
  if (co2e > 0 || a.borders > b.borders) return false;
  return usd < 0 || hours < 0 || variance < 0 || co2e < 0 || a.borders < b.borders;
}

/** Sign of the difference; 0 within rounding. */
function compare(x: number, y: number): number {
  const margin = TIE * Math.max(1, Math.abs(x), Math.abs(y));
  return x > y + margin ? 1 : x < y - margin ? -1 : 0;
}

/** Those that no other candidate beats. O(n²). */
export function notBeaten<C extends Candidate>(candidates: readonly C[]): C[] {
  return candidates.filter((candidate) => !candidates.some((other) => beats(other, candidate)));
}

/** Shared cost over the smaller cost, 0–1; of two paths that cost nothing, 1 when they are the same. */
export function sharedCost(a: Candidate, b: Candidate, usdOfArc: (slot: number) => number): number {
  const own = new Set(a.slots);
  let shared = 0;
  for (const slot of b.slots) if (own.has(slot)) shared += usdOfArc(slot);
  const smaller = Math.min(a.usd, b.usd);
  if (smaller > 0) return Math.min(1, shared / smaller);
  return a.key === b.key ? 1 : 0;
}

/**
 * The best path and then, one by one, the path with the least generalised cost (relative to the best) plus penalised
 * overlap and sameness of kind, among those different enough from all chosen. In order of generalised cost.
 */
export function chooseDifferent<C extends Candidate>(
  candidates: readonly C[],
  rule: SelectionRule,
  usdOfArc: (slot: number) => number,
): C[] {
  const ordered = [...candidates].sort(byGeneralisedCost);
  const best = ordered[0];
  if (!best) return [];
  const within = ordered.filter((candidate) => candidate.generalisedUsd <= rule.largestDetour * best.generalisedUsd);
  const chosen: C[] = [best];
  const overlap = new Map<C, number>(within.map((candidate) => [candidate, sharedCost(candidate, best, usdOfArc)]));
  while (chosen.length < rule.count) {
    let next: C | undefined;
    let nextScore = Number.POSITIVE_INFINITY;
    for (const candidate of within) {
      const share = overlap.get(candidate) ?? 1;
      if (share > rule.largestShare || chosen.includes(candidate)) continue;
      const score =
        candidate.generalisedUsd / Math.max(best.generalisedUsd, Number.MIN_VALUE) +
        rule.overlapPenalty * share +
        (isOfAKind(candidate, chosen) ? rule.sameKindPenalty : 0);
      if (score < nextScore) {
        next = candidate;
        nextScore = score;
      }
    }
    if (!next) break;
    chosen.push(next);
    for (const candidate of within) {
      overlap.set(candidate, Math.max(overlap.get(candidate) ?? 0, sharedCost(candidate, next, usdOfArc)));
    }
  }
  return chosen.sort(byGeneralisedCost);
}

const isOfAKind = (candidate: Candidate, chosen: readonly Candidate[]): boolean =>
  Boolean(candidate.kind) && chosen.some((one) => one.kind === candidate.kind);

function byGeneralisedCost(a: Candidate, b: Candidate): number {
  return a.generalisedUsd - b.generalisedUsd || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}
