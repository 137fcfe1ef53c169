// `kopru validate`: the model beside what was published; --write makes docs/validation.md anew.

import type { Command } from "commander";
import type { LoadedDataset } from "../data/index.ts";
import { InvalidInput } from "../model/problem.ts";
import type { AnswerSetting } from "../wire/answer-route.ts";
import { type Finish, type GlobalOptions, loadGiven } from "./global-options.ts";
import { programVersion } from "./program-version.ts";

interface ValidateOptions extends GlobalOptions {
  readonly write?: string;
}

export function addValidate(program: Command, finish: Finish): void {
  program
    .command("validate")
    .description("set the model beside published times, costs, lengths and totals of traffic")
    .option("--write <file>", "write the page to a file, as docs/validation.md")
    .addHelpText("after", "\nExample:\n  kopru validate --write docs/validation.md\n")
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<ValidateOptions>();
      const [dataset, { fitProblems, runValidation, writeValidation }, { answererOf }, flows, { withoutDelays }] =
        await Promise.all([
          loadGiven(options),
          import("../studies/validation.ts"),
          import("../wire/answer-claims.ts"),
          import("../studies/flow-validation.ts"),
          import("../studies/delay-rows.ts"),
        ]);
      const fitted = fitProblems(dataset.validation, dataset.values);
      if (fitted.length > 0) throw new InvalidInput(fitted);
      const setting = { programVersion: programVersion(), now: () => performance.now() };
      const validation = runValidation(dataset, answererOf(dataset, setting));
      const counts = dataset.counts.length > 0 && dataset.demand.length > 0 ? flows.validateFlows(dataset) : [];
      const before =
        counts.length > 0 && dataset.delayFunctions.size > 0 ? flows.validateFlows(withoutDelays(dataset)) : [];
      const section = counts.length > 0 ? flows.writeFlowValidation(counts, before) : "";
      const crossing = await checkCrossing(dataset, setting);
      const oil = await checkOil(dataset);
      const sections = [section, crossing.section, oil.section].filter(Boolean).join("\n");
      const page = writeValidation(validation, dataset.version, sections);
      if (options.write !== undefined) {
        const { writeFileSync } = await import("node:fs");
        writeFileSync(options.write, page);
      }
      if (options.json)
        process.stdout.write(
          `${JSON.stringify({ status: "ok", ...validation, flows: counts, crossing: crossing.checks, oil: oil.checks }, null, 2)}\n`,
        );
      else process.stdout.write(options.write === undefined ? page : `Wrote ${options.write}\n`);
      finish(0);
    });
}

/** The simulated crossing beside published figures; empty where a dataset has none. */
async function checkCrossing(dataset: LoadedDataset, setting: AnswerSetting) {
  const { crossingRows, validateCrossing, writeCrossingValidation } = await import("../studies/crossing-validation.ts");
  if (crossingRows(dataset).length === 0) return { checks: [], section: "" };
  const { answererOf } = await import("../wire/answer-claims.ts");
  const checks = validateCrossing(dataset, { answererOf: (laid) => answererOf(laid, setting) });
  return { checks, section: writeCrossingValidation(checks) };
}

/** The oil model beside published figures; empty where a dataset has none. */
async function checkOil(dataset: LoadedDataset) {
  const { oilRows, validateOil, writeOilValidation } = await import("../studies/oil-validation.ts");
  if (oilRows(dataset).length === 0) return { checks: [], section: "" };
  const [{ loadLpSolver }, { readScenarioFile }] = await Promise.all([
    import("../lib/lp-solver.ts"),
    import("./scenario-files.ts"),
  ]);
  const checks = validateOil(dataset, await loadLpSolver(), (name) => readScenarioFile(dataset, name));
  return { checks, section: writeOilValidation(checks) };
}
