// Does docs/validation.md still say what the model gives, and does the README count the misses as the page does? That
// nothing is fitted on a figure kept for validation is tested beside the study.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { readScenarioFile } from "../src/cli/scenario-files.ts";
import { loadDataset } from "../src/data/index.ts";
import { loadLpSolver } from "../src/lib/lp-solver.ts";
import { validateCrossing, writeCrossingValidation } from "../src/studies/crossing-validation.ts";
import { withoutDelays } from "../src/studies/delay-rows.ts";
import { validateFlows, writeFlowValidation } from "../src/studies/flow-validation.ts";
import { validateOil, writeOilValidation } from "../src/studies/oil-validation.ts";
import { runValidation, writeValidation } from "../src/studies/validation.ts";
import { answererOf } from "../src/wire/answer-claims.ts";

const inProject = (file: string) => fileURLToPath(new URL(`../${file}`, import.meta.url));

it("docs/validation.md is what `kopru validate --write docs/validation.md` writes, and the README counts the same", {
  timeout: 180_000,
}, async () => {
  const dataset = loadDataset({ base: inProject("dataset") });
  const validation = runValidation(dataset, answererOf(dataset, { programVersion: "test", now: () => 0 }));
  const setting = { programVersion: "test", now: () => 0 };
  const crossing = validateCrossing(dataset, { answererOf: (laid) => answererOf(laid, setting) });
  const oil = validateOil(dataset, await loadLpSolver(), (name) => readScenarioFile(dataset, name));
  expect(readFileSync(inProject("docs/validation.md"), "utf8")).toBe(
    writeValidation(
      validation,
      dataset.version,
      [
        writeFlowValidation(validateFlows(dataset), validateFlows(withoutDelays(dataset))),
        writeCrossingValidation(crossing),
        writeOilValidation(oil),
      ].join("\n"),
    ),
  );
  const { validate, fit } = validation;
  expect(validate.rows + fit.rows).toBeGreaterThanOrEqual(15);
  const readme = readFileSync(inProject("README.md"), "utf8").replaceAll(/\s+/g, " ");
  expect(readme).toContain(`of ${validate.rows} published figures`);
  expect(readme).toContain(`${validate.misses} are missed (${validate.beyond25} by more than 25 %)`);
  expect(readme).toContain(`of ${fit.rows} that helped to set one, ${fit.misses}.`);
});
