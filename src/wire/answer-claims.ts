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

/**
 * The answer of `kopru claims` and GET /api/v1/claims. The planner is asked once for each promise with a query; between two
 * of them others get their turn.
 */
export async function answerClaims(dataset: Dataset, setting: AnswerSetting): Promise<ClaimsAnswer> {
  const texts = new Map<string, string>();
  for (const commitment of dataset.commitments) {
    const { commitments } = runClaims({ claims: [], commitments: [commitment] }, answererOf(dataset, setting));
    texts.set(commitment.id, commitments.map(toText).join());
    await nextTurn();
  }
  return toClaimsAnswer(dataset, ({ id }) => texts.get(id) ?? "");
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function toText({ commitment, modelled, kept }: CommitmentResult): string {
  if (modelled === null) return "";
  const { mean, p10, p90 } = modelled;
  const band = p10 === null || p90 === null ? "" : ` (P10–P90 ${round(p10)}–${round(p90)})`;
  const judged = kept === null ? "" : kept ? ", within the promise on average" : ", longer than promised on average";
  return `${round(mean)}${band} ${kept === null ? "h" : commitment.unit}${judged}`;
}

/** Three digits that count are more than the model knows. */
const round = (value: number): string => Number(value.toPrecision(3)).toLocaleString("en-US");
