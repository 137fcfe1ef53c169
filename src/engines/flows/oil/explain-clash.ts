// Why nothing satisfies all constraints: the smallest set that clashes, in the field's words.

import type { LpSolver } from "../../../lib/lp-solver.ts";
import type { Problem } from "../../../model/problem.ts";
import type { OilProgram, RowMeaning } from "./build-program.ts";
import type { OilModel } from "./oil-model.ts";

/**
 * One problem that names what clashes; the rows are an irreducible set, so that relaxing any one of them ends this clash.
 * @param daysBefore days that passed before the first day of the program, for the days named
 */
export function explainClash(model: OilModel, built: OilProgram, solver: LpSolver, daysBefore = 0): Problem[] {
  const { rows } = solver.explain(built.program);
  const named = rows.map(({ row }) => built.rows[row]).filter((row) => row.kind !== "pool" && row.kind !== "pool-end");
  // The same thing on several days is one thing.
  const groups = new Map<string, { meaning: RowMeaning; days: number[] }>();
  for (const meaning of named) {
    const key = thingOf(model, meaning);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { meaning, days: [meaning.day] });
    else group.days.push(meaning.day);
  }
  const sentences = [...groups.values()].map(({ meaning, days }) =>
    sentenceOf(
      model,
      meaning,
      days.map((day) => day + daysBefore + 1),
    ),
  );
  return [
    {
      code: "no-allocation",
      place: named.map((meaning) => idOf(model, meaning))[0] ?? "model",
      message: `these cannot hold together: ${sentences.join("; ") || "the constraints of the model"}`,
      hint: "Relaxing any one of them ends this clash; another may stand behind it.",
    },
  ];
}

const idOf = (model: OilModel, row: RowMeaning): string => {
  switch (row.kind) {
    case "output":
    case "growth":
      return model.fields[row.field].id;
    case "element":
      return model.elements[row.element].id;
    case "tank":
      return model.tanks[row.tank].id;
    case "most":
    case "least":
      return model.limits[row.limit].id;
    case "pool":
    case "pool-end":
      return "";
  }
};

const thingOf = (model: OilModel, row: RowMeaning): string => `${row.kind} ${idOf(model, row)}`;

const tonnes = (value: number): string => value.toLocaleString("en", { maximumFractionDigits: 1 });

/** @param days counted from 1 */
function sentenceOf(model: OilModel, row: RowMeaning, days: readonly number[]): string {
  const when = days.length === 1 ? `day ${days[0]}` : `days ${Math.min(...days)} to ${Math.max(...days)}`;
  switch (row.kind) {
    case "output": {
      const field = model.fields[row.field];
      const least = field.minimum?.[row.day];
      return least === undefined
        ? `${field.name} (${field.id}) gives at most ${tonnes(field.output[row.day])} t/day, ${when}`
        : `${field.name} (${field.id}) must give ${tonnes(least)} t/day, ${when}`;
    }
    case "growth":
      return `output of ${model.fields[row.field].name} grows by at most ${tonnes(model.fields[row.field].rampUpTonnes ?? 0)} t a day, ${when}`;
    case "element": {
      const element = model.elements[row.element];
      return `capacity of ${element.name} (${element.id}), ${tonnes(element.capacity[row.day])} ${element.unit}, ${when}`;
    }
    case "tank":
      return `size of ${model.tanks[row.tank].name} (${model.tanks[row.tank].id}), ${tonnes(model.tanks[row.tank].capacityTonnes)} t, ${when}`;
    case "most":
    case "least": {
      const limit = model.limits[row.limit];
      const bound = [...((row.kind === "most" ? limit.most : limit.least) ?? [])].slice(row.day, row.day + row.days);
      const sum = bound.reduce((total, value) => total + value, 0);
      const span = row.days === 1 ? when : `days ${days[0]} to ${days[0] + row.days - 1}`;
      return `${limit.name} (${limit.id}): at ${row.kind === "most" ? "most" : "least"} ${tonnes(sum)} t, ${span}`;
    }
    case "pool":
    case "pool-end":
      return "";
  }
}
