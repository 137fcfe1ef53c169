// The answer of `kopru compare` for people: one row per corridor, and from which value of goods the best one wins.

import type { z } from "zod";
import type { compareNone, compareOk } from "../wire/route.ts";
import { type TextOptions, toFoot, toHeading, toRemarks, toRivalTable, toSources } from "./answer-text.ts";
import { bold, number } from "./style.ts";

type CompareText = z.infer<typeof compareOk> | z.infer<typeof compareNone>;

/** The whole text; ends with a line break. */
export function toCompareText(answer: CompareText, options: TextOptions): string {
  const table = toRivalTable(answer.corridors);
  const refs = answer.corridors.flatMap(({ option }) =>
    option === undefined
      ? []
      : [...option.legs.flatMap((leg) => leg.sources), ...option.costUsd.parts.flatMap((part) => part.sources)],
  );
  return [
    toHeading(answer, options),
    table,
    "\n",
    answer.status === "ok" ? toVerdict(answer) : `${bold("No way.")} ${answer.reason}\n`,
    toRemarks(answer.corridors),
    options.sources && refs.length > 0 ? `\n${bold("Sources")}\n${toSources(refs, options)}\n` : "",
    toFoot(answer),
  ].join("");
}

function toVerdict({ corridors, best }: z.infer<typeof compareOk>): string {
  const winner = corridors.find((rival) => rival.corridor === best);
  const turns = corridors
    .filter((rival) => rival.corridor !== best && rival.breakEvenValueUsd !== null)
    .map(
      (rival) =>
        `  against ${rival.corridorName} the balance turns at goods worth ${number(rival.breakEvenValueUsd ?? 0)} USD\n`,
    );
  return `Best at these terms: ${bold(winner?.corridorName ?? best)} (cost with time and capital)\n${turns.join("")}`;
}
