// The answer of `kopru compare` for people: one row per corridor, and from which value of goods the best one wins.

import type { z } from "zod";
import type { compareNone, compareOk } from "../wire/route.ts";
import { type TextOptions, toFoot, toHeading, toRemarks, toRivalTable, toSources } from "./answer-text.ts";
import { bold, number } from "./style.ts";
import { type Column, toTable } from "./table.ts";

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
    `\n${toRemarks(answer.corridors, options)}\n`,
    options.sources && refs.length > 0 ? `\n${bold("Sources")}\n${toSources(refs, options)}\n` : "",
    toFoot(answer),
  ].join("");
}

function toVerdict({ corridors, best }: z.infer<typeof compareOk>): string {
  const winner = corridors.find((rival) => rival.corridor === best);
  const hoursOfBest = winner?.option?.hours.mean ?? 0;
  const turns = corridors.flatMap(({ corridor, corridorName, breakEvenValueUsd, option }) => {
    if (corridor === best || breakEvenValueUsd === null || !option) return [];
    // Time costs more the more the goods are worth: the quicker one gains with value, the slower one without it.
    const side = option.hours.mean < hoursOfBest ? "more" : "less";
    return [[`  ${corridorName}`, `${side} than`, number(breakEvenValueUsd)]];
  });
  const head = `Best at these terms: ${bold(winner?.corridorName ?? best)} (lowest cost with time and capital)\n`;
  if (turns.length === 0) return head;
  const columns: Column[] = [
    { title: "  Another is better", width: 52 },
    { title: "when goods are" },
    { title: "worth USD", align: "right" },
  ];
  return `${head}${toTable(columns, turns)}`;
}
