// What was claimed and what was promised, beside what is known and what the model says. Claims carry their verdict in the
// dataset; of a commitment the model answers those about time. Observed values are facts, quoted in the notes.

import type { Claim, Commitment } from "../model/facts.ts";
import { type Answerer, measure, parseStudyQuery } from "./answer-query.ts";

/** A promise with the model's figure beside it, in the promise's own unit. */
export interface CommitmentResult {
  readonly commitment: Commitment;
  /** Null when the model cannot be asked (no query) or has no answer; `reason` says which. */
  readonly modelled: { readonly mean: number; readonly p10: number | null; readonly p90: number | null } | null;
  /** Whether the modelled mean keeps a promised time; null when there is nothing to compare. */
  readonly kept: boolean | null;
  /** Empty when there is a figure. */
  readonly reason: string;
}

export interface ClaimsResult {
  readonly claims: readonly Claim[];
  readonly verdicts: Readonly<Record<Claim["verdict"], number>>;
  readonly commitments: readonly CommitmentResult[];
}

/** Units of promises that a modelled time can be turned into. */
const HOURS_PER: ReadonlyMap<string, number> = new Map([
  ["h", 1],
  ["day", 24],
]);

/** All claims and commitments; the planner is asked once for each commitment with a query. */
export function runClaims(
  dataset: { readonly claims: readonly Claim[]; readonly commitments: readonly Commitment[] },
  answer: Answerer,
): ClaimsResult {
  const verdicts = { holds: 0, "holds-for-another-year": 0, "not-found": 0, contradicted: 0 };
  for (const claim of dataset.claims) verdicts[claim.verdict]++;
  return {
    claims: dataset.claims,
    verdicts,
    commitments: dataset.commitments.map((commitment) => holdAgainstModel(commitment, answer)),
  };
}

function holdAgainstModel(commitment: Commitment, answer: Answerer): CommitmentResult {
  const nothing = (reason: string): CommitmentResult => ({ commitment, modelled: null, kept: null, reason });
  if (commitment.modelledQuery === "") return nothing("The model does not answer this kind of promise.");
  const measured = measure(parseStudyQuery(commitment.modelledQuery, commitment.id), "hours", answer);
  if (measured.status === "none") return nothing(measured.reason);
  const hours = HOURS_PER.get(commitment.unit);
  // A promise of another kind (an opening, say) is shown with the modelled hours and not judged.
  const scale = hours ?? 1;
  const modelled = {
    mean: measured.value / scale,
    p10: measured.p10 === undefined ? null : measured.p10 / scale,
    p90: measured.p90 === undefined ? null : measured.p90 / scale,
  };
  const target = Number(commitment.target);
  const kept = hours === undefined || !Number.isFinite(target) ? null : modelled.mean <= target;
  return { commitment, modelled, kept, reason: "" };
}
