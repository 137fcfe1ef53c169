// Finds the row that holds for a subject and attribute at an instant. Asked many thousand times per query, so instants,
// months and the order of precedence are worked out once.

import type { Value } from "../model/facts.ts";
import { type InstantHours, instant, monthOf } from "../model/units.ts";

export interface Candidate {
  readonly value: Value;
  readonly from: number;
  readonly to: number;
  /** Bit m set: holds in month m; 0: all year. */
  readonly months: number;
  readonly layer: number;
}

export interface ValueIndex {
  find(subject: string, attribute: string, at: InstantHours): Value | undefined;
  list(subject: string): readonly Value[];
  /** The model rows of an attribute, whenever they hold: the first that holds is the one that is found. */
  inOrder(subject: string, attribute: string): readonly Value[];
}

export const monthBits = (months: readonly number[] | undefined): number =>
  (months ?? []).reduce((bits, month) => bits | (1 << month), 0);

/** Instants from which and until which a row holds; infinite where open. */
export function validity(value: { readonly validFrom?: string; readonly validTo?: string }): {
  from: number;
  to: number;
} {
  return {
    from: value.validFrom === undefined ? Number.NEGATIVE_INFINITY : instant(value.validFrom),
    to: value.validTo === undefined ? Number.POSITIVE_INFINITY : instant(value.validTo),
  };
}

/**
 * Rows in order of precedence: later layers first, then seasonal rows, then those that began last. Alternatives are
 * listed but never found.
 */
export function indexValues(rows: readonly { readonly item: Value; readonly layer: number }[]): ValueIndex {
  const bySubject = new Map<string, Map<string, Candidate[]>>();
  const all = new Map<string, Value[]>();
  for (const { item: value, layer } of rows) {
    const listed = all.get(value.subject);
    if (listed === undefined) all.set(value.subject, [value]);
    else listed.push(value);
    if (value.use !== "model") continue;
    let byAttribute = bySubject.get(value.subject);
    if (byAttribute === undefined) {
      byAttribute = new Map();
      bySubject.set(value.subject, byAttribute);
    }
    const candidate = toCandidate(value, layer);
    const candidates = byAttribute.get(value.attribute);
    if (candidates === undefined) byAttribute.set(value.attribute, [candidate]);
    else candidates.push(candidate);
  }
  for (const byAttribute of bySubject.values()) {
    for (const candidates of byAttribute.values()) {
      if (candidates.length > 1)
        candidates.sort(
          (a, b) => b.layer - a.layer || Number(b.months !== 0) - Number(a.months !== 0) || b.from - a.from,
        );
    }
  }
  const none: readonly Value[] = [];
  return {
    find(subject, attribute, at) {
      const candidates = bySubject.get(subject)?.get(attribute);
      if (candidates === undefined) return undefined;
      return firstHolding(candidates, at);
    },
    list: (subject) => all.get(subject) ?? none,
    inOrder: (subject, attribute) =>
      bySubject
        .get(subject)
        ?.get(attribute)
        ?.map(({ value }) => value) ?? none,
  };
}

export function toCandidate(value: Value, layer: number): Candidate {
  return { value, layer, months: monthBits(value.months), ...validity(value) };
}

/** The first row of a list that holds at an instant. */
export function firstHolding(candidates: readonly Candidate[], at: InstantHours): Value | undefined {
  let monthBit = 0;
  for (const candidate of candidates) {
    if (at < candidate.from || at >= candidate.to) continue;
    if (candidate.months === 0) return candidate.value;
    if (monthBit === 0) monthBit = 1 << monthOf(at);
    if ((candidate.months & monthBit) !== 0) return candidate.value;
  }
  return undefined;
}
