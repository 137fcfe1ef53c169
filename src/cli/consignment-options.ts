// The options that describe a consignment, shared by route and compare, and the request they make.

import type { Command } from "commander";
import type { GlobalOptions } from "./global-options.ts";

export interface ConsignmentOptions extends GlobalOptions {
  readonly cargo?: string;
  readonly units?: string;
  readonly depart?: string;
  readonly departHour?: string;
  readonly deadline?: string;
  readonly value?: string;
  readonly capital?: string;
  readonly tonnes?: string;
  readonly commodity?: string;
  readonly avoid?: string;
  readonly require?: string;
  readonly dangerous?: boolean;
  readonly reefer?: boolean;
  readonly options?: string;
  readonly pareto?: boolean;
}

export function addConsignmentOptions(command: Command): Command {
  return command
    .option("--cargo <cargo>", '20ft, 40ft, 40hc, truck, or "1200t aluminium" in wagons', "40ft")
    .option("--units <count>", "number of containers or trucks (default: 1)")
    .option("--depart <date>", "day on which the goods are ready (default: the dataset's date)")
    .option("--depart-hour <hour>", "hour of that day, UTC (default: 0)")
    .option("--deadline <date>", "last day on which they may arrive")
    .option("--value <usd>", "value of all the goods, USD")
    .option("--capital <share>", "cost of capital a year, as 0.08 or 8%")
    .option("--tonnes <tonnes>", "net weight of all the goods")
    .option("--commodity <name>", "what it is")
    .option("--avoid <list>", "countries, places, modes or corridors to stay out of, as RU,IR")
    .option("--require <list>", "those that the way must use")
    .option("--dangerous", "dangerous goods")
    .option("--reefer", "needs cooling")
    .option("--options <count>", "how many ways to show (default: 5)")
    .option("--pareto", "every way that none beats in all respects");
}

/** The options as the texts of a query, in the API's words; what was not given is left out. */
export function toQuery(from: string, to: string, options: ConsignmentOptions): Record<string, string> {
  const given: Readonly<Record<string, string | undefined>> = {
    from,
    to,
    cargo: options.cargo,
    units: options.units,
    depart: options.depart,
    departHour: options.departHour,
    deadline: options.deadline,
    valueUsd: options.value?.replaceAll(/[,_\s]/g, ""),
    costOfCapital: fromPercent(options.capital),
    tonnes: options.tonnes,
    commodity: options.commodity,
    avoid: options.avoid,
    require: options.require,
    dangerous: options.dangerous ? "true" : undefined,
    reefer: options.reefer ? "true" : undefined,
    date: options.date,
    options: options.options,
    pareto: options.pareto ? "true" : undefined,
  };
  return Object.fromEntries(
    Object.entries(given).flatMap(([field, text]) => (text === undefined ? [] : [[field, text]])),
  );
}

/** `8%` as `0.08`; anything else stays for the schema to judge. */
function fromPercent(text: string | undefined): string | undefined {
  const percent = text?.match(/^\s*(\d+(?:\.\d+)?)\s*%\s*$/)?.[1];
  return percent === undefined ? text : String(Number(percent) / 100);
}
