// `kopru data show ID`: all that the dataset says of one thing, with sources; without an id, what there is.

import type { Command } from "commander";
import type { Dataset } from "../model/dataset.ts";
import type { DatasetAnswer, ThingAnswer, ValueJson } from "../wire/dataset.ts";
import { exampleBlock, exampleWords } from "./example-lines.ts";
import { type Finish, type GlobalOptions, loadGiven } from "./global-options.ts";
import { printAnswer, printProblems } from "./print.ts";
import { bold, faint, number, wrap } from "./style.ts";

type ThingOk = Extract<ThingAnswer, { status: "ok" }>;

export function addDataShow(data: Command, finish: Finish): void {
  data
    .command("show [thing]")
    .description("what the dataset says of a place (by name or id), link, service, border, country:CC, source …")
    .addHelpText(
      "after",
      exampleBlock(() => ["data show", `data show ${exampleWords().from}`, `data show ${exampleWords().to} --source`]),
    )
    .action(async (thing: string | undefined, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      const dataset = await loadGiven(options);
      finish(thing === undefined ? await showDataset(dataset, options) : await showThing(dataset, thing, options));
    });
}

async function showDataset(dataset: Dataset, options: GlobalOptions): Promise<number> {
  const { toDatasetAnswer } = await import("../wire/to-dataset.ts");
  return printAnswer(toDatasetAnswer(dataset), options.json, toDatasetText);
}

function toDatasetText({ dataset, licence, priceYear, defaultDate, counts, corridors }: DatasetAnswer): string {
  const layers = dataset.layers.map(
    ({ name, kind, version, hash }) => `  ${kind} ${name} ${version} ${faint(hash.slice(0, 12))}\n`,
  );
  return [
    `${bold(`${dataset.title} ${dataset.version}`)} ${faint(dataset.hash.slice(0, 12))}\n`,
    ...layers,
    `licence ${licence}; prices of ${priceYear}; default date ${defaultDate}\n\n`,
    ...Object.entries(counts).map(([kind, count]) => `${number(count).padStart(8)} ${kind}\n`),
    `\n${wrap(`Corridors: ${corridors.map(({ names }) => names.en).join(", ")}`)}`,
  ].join("");
}

async function showThing(dataset: Dataset, thing: string, options: GlobalOptions): Promise<number> {
  const [{ findThing }, { resolvePlace }] = await Promise.all([
    import("../wire/to-thing.ts"),
    import("../data/index.ts"),
  ]);
  const byId = findThing(dataset, thing, options.lang);
  if (byId !== undefined)
    return printAnswer(byId, options.json, (found) => toThingText(found, options.source ?? false));
  const place = resolvePlace(dataset, thing);
  const byName = place.status === "ok" ? findThing(dataset, place.place.id, options.lang) : undefined;
  if (byName !== undefined)
    return printAnswer(byName, options.json, (found) => toThingText(found, options.source ?? false));
  const near = place.status === "ambiguous" ? place.candidates : place.status === "unknown" ? place.suggestions : [];
  const suggestions = near.map((candidate) => candidate.names[options.lang]);
  return printProblems(
    [
      {
        code: "unknown-thing",
        place: "thing",
        message: `The dataset has nothing called “${thing}”.`,
        hint:
          suggestions.length > 0 ? `Did you mean ${suggestions.join(", ")}?` : "kopru data show lists what there is.",
        ...(suggestions.length > 0 ? { suggestions } : {}),
      },
    ],
    options.json,
  );
}

function toThingText(
  { id, kind, title, properties, values, statusPeriods, related, sources }: ThingOk,
  withSources: boolean,
): string {
  return [
    `${bold(title)} ${faint(`${kind} ${id}`)}\n`,
    ...Object.entries(properties).map(([name, text]) => `  ${faint(name)} ${text}\n`),
    ...statusPeriods.map(({ status, from, to, note }) => `  ${status} ${from || "…"} – ${to || "…"} ${faint(note)}\n`),
    values.length > 0 ? "\n" : "",
    ...values.map((value) => `  ${toValueText(id, value)}\n`),
    related.length > 0 ? "\n" : "",
    ...related.map((other) => `  ${faint(other.kind)} ${other.title} ${faint(other.id)}\n`),
    withSources && sources.length > 0 ? `\n${bold("Sources")}\n` : "",
    ...(withSources
      ? sources.map(
          (source) =>
            `  ${source.ref} ${[source.publisher, source.title, source.date].filter(Boolean).join(", ")} ${faint(source.url)}\n`,
        )
      : []),
  ].join("");
}

function toValueText(thing: string, value: ValueJson): string {
  const { subject, attribute, low, high, unit, validFrom, validTo, months, basis, asOf, source, use } = value;
  const part = subject === thing ? "" : `${subject.slice(thing.length)} `;
  const range = low === null || high === null ? "" : ` (${low}–${high})`;
  const when = [
    validFrom || validTo ? `${validFrom || "…"}–${validTo || "…"}` : "",
    months.length > 0 ? `months ${months.join(",")}` : "",
  ];
  const origin = [...when, basis, asOf, use === "alternative" ? "not used" : "", source].filter(Boolean).join(", ");
  return `${part}${attribute} ${bold(String(value.value))}${range} ${unit} ${faint(origin)}`;
}
