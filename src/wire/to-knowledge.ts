// Dataset → the answers about what is known and from where: sources, facts, claims and commitments.

import type { Dataset } from "../model/dataset.ts";
import type { Commitment, Fact, Source } from "../model/facts.ts";
import type { SourceJson } from "./common.ts";
import type { ClaimsAnswer, FactsAnswer, SourcesAnswer } from "./dataset.ts";

const EMPTY: SourceJson = {
  ref: "",
  kind: "source",
  title: "",
  publisher: "",
  url: "",
  date: "",
  licence: "",
  statement: "",
  confidence: "",
};

/**
 * What stands behind a reference: `fact:ID`, `source:ID`, `assumption:ID`, or a bare source id.
 * @returns undefined when the dataset does not know it
 */
export function findSourceRef(dataset: Dataset, ref: string): SourceJson | undefined {
  const [kind, id] = ref.includes(":")
    ? [ref.slice(0, ref.indexOf(":")), ref.slice(ref.indexOf(":") + 1)]
    : ["source", ref];
  if (kind === "fact") {
    const fact = dataset.facts.get(id);
    return fact && ofFact(dataset, fact);
  }
  if (kind === "assumption") {
    const assumption = dataset.assumptions.get(id);
    if (assumption === undefined) return undefined;
    const { statement, defence } = assumption;
    return { ...EMPTY, ref, kind: "assumption", title: statement, statement: defence };
  }
  const source = kind === "source" ? dataset.sources.get(id) : undefined;
  return source && ofSource(source);
}

/** Like `findSourceRef`; for references that were checked when the dataset was loaded, a gap shows as an empty source. */
export function toSourceJson(dataset: Dataset, ref: string): SourceJson {
  return findSourceRef(dataset, ref) ?? { ...EMPTY, ref, title: ref };
}

function ofSource(source: Source): SourceJson {
  const { id, title, publisher, url, published, licence } = source;
  return { ...EMPTY, ref: `source:${id}`, title, publisher, url, date: published, licence };
}

function ofFact(dataset: Dataset, fact: Fact): SourceJson {
  const source = dataset.sources.get(fact.source);
  const base = source === undefined ? { ...EMPTY, title: fact.source } : ofSource(source);
  const { id, statement, confidence } = fact;
  return { ...base, ref: `fact:${id}`, kind: "fact", statement, confidence };
}

/** The answer of GET /api/v1/sources for references in the order asked, or for all sources and assumptions. */
export function toSourcesAnswer(dataset: Dataset, refs: readonly string[]): SourcesAnswer {
  const asked =
    refs.length > 0
      ? refs
      : [
          ...[...dataset.sources.keys()].map((id) => `source:${id}`),
          ...[...dataset.assumptions.keys()].map((id) => `assumption:${id}`),
        ];
  return { status: "ok", sources: asked.flatMap((ref) => findSourceRef(dataset, ref) ?? []) };
}

export interface FactsQuery {
  /** Words that must all stand somewhere in the fact. */
  readonly q?: string | undefined;
  readonly topic?: string | undefined;
  readonly subject?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** The answer of GET /api/v1/facts. */
export function toFactsAnswer(dataset: Dataset, query: FactsQuery): FactsAnswer {
  const words = (query.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const found = [...dataset.facts.values()].filter(
    (fact) =>
      (query.topic === undefined || fact.topic === query.topic) &&
      (query.subject === undefined || fact.subject === query.subject) &&
      words.every((word) =>
        `${fact.id} ${fact.subject} ${fact.quantity} ${fact.statement}`.toLowerCase().includes(word),
      ),
  );
  return {
    status: "ok",
    total: found.length,
    facts: found.slice(query.offset, query.offset + query.limit).map((fact) => ({
      id: fact.id,
      subject: fact.subject,
      quantity: fact.quantity,
      value: fact.value,
      low: fact.low,
      high: fact.high,
      unit: fact.unit,
      period: fact.period,
      statement: fact.statement,
      confidence: fact.confidence,
      topic: fact.topic,
      source: toSourceJson(dataset, `source:${fact.source}`),
    })),
  };
}

/**
 * The answer of GET /api/v1/claims and `kopru claims`.
 * @param modelled what the model gives beside a promise, in words; empty when it says nothing of it
 */
export function toClaimsAnswer(dataset: Dataset, modelled: (commitment: Commitment) => string): ClaimsAnswer {
  return {
    status: "ok",
    claims: dataset.claims.map((claim) => ({
      id: claim.id,
      statement: claim.statement,
      speaker: claim.speaker,
      date: claim.date,
      quantity: claim.quantity,
      value: claim.value,
      unit: claim.unit,
      checkedAgainst: claim.checkedAgainst,
      verdict: claim.verdict,
      note: claim.note,
      source: toSourceJson(dataset, claim.source),
    })),
    commitments: dataset.commitments.map((commitment) => ({
      id: commitment.id,
      parties: [...commitment.parties],
      measure: commitment.measure,
      target: commitment.target,
      unit: commitment.unit,
      due: commitment.due,
      promisedOn: commitment.promisedOn,
      modelled: modelled(commitment),
      note: commitment.note,
      source: toSourceJson(dataset, commitment.source),
    })),
  };
}
