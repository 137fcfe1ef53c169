// Claims and promises with what the model gives beside them, and the planner as studies ask it.

import type { Dataset } from "../model/dataset.ts";
import { InvalidInput } from "../model/problem.ts";
import type { Answerer } from "../studies/answer-query.ts";
import { type CommitmentResult, runClaims } from "../studies/claims.ts";
import { type AnswerSetting, answerRoute } from "./answer-route.ts";
import type { ClaimsAnswer } from "./dataset.ts";
import { toClaimsAnswer } from "./to-knowledge.ts";

/** Answers a study's requests over a dataset; bad input is an answer to a study and not an end. */
export function answererOf(dataset: Dataset, setting: AnswerSetting): Answerer {
  return (request) => {
    try {
      return answerRoute(dataset, request, setting);
    } catch (error) {
      if (error instanceof InvalidInput) return { status: "invalid", problems: error.problems };
      throw error;
    }
  };
}

/** The answer of `kopru claims` and GET /api/v1/claims: the planner is asked once for each promise with a query. */
export function answerClaims(dataset: Dataset, setting: AnswerSetting): ClaimsAnswer {
  const { commitments } = runClaims(dataset, answererOf(dataset, setting));
  const texts = new Map(commitments.map((result) => [result.commitment.id, toText(result)]));
  return toClaimsAnswer(dataset, (commitment) => texts.get(commitment.id) ?? "");
}

function toText({ commitment, modelled, kept }: CommitmentResult): string {
  if (modelled === null) return "";
  const { mean, p10, p90 } = modelled;
  const band = p10 === null || p90 === null ? "" : ` (P10–P90 ${round(p10)}–${round(p90)})`;
  const judged = kept === null ? "" : kept ? ", within the promise on average" : ", longer than promised on average";
  return `${round(mean)}${band} ${kept === null ? "h" : commitment.unit}${judged}`;
}

/** Three digits that count are more than the model knows. */
const round = (value: number): string => Number(value.toPrecision(3)).toLocaleString("en-US");
