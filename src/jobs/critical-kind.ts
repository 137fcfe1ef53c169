// Runs of kind `critical`: what is lost when elements fail. Hundreds of solves, so half of them are done in a second thread.

import { availableParallelism } from "node:os";
import { z } from "zod";
import type { LoadedDataset } from "../data/index.ts";
import type { CriticalRequest, Loss } from "../studies/critical.ts";
import { OWN_SHARE } from "../studies/critical-sentences.ts";
import { isoDate } from "../wire/common.ts";
import { criticalOk } from "../wire/critical.ts";
import type { RunKind, Work } from "./run-kind.ts";

/** Most things taken away in pairs: 60 are 1,770 solves, some minutes. */
const MOST_IN_PAIRS = 60;

const USUAL_IN_PAIRS = 12;

const parameters = z.strictObject({
  from: isoDate
    .optional()
    .describe("A day of the month looked at; the scenario's base date, else May of the demand table"),
  pairsOf: z
    .number()
    .int()
    .min(0)
    .max(MOST_IN_PAIRS)
    .default(USUAL_IN_PAIRS)
    .describe("So many things with the largest losses in pairs"),
  outage: z
    .strictObject({ element: z.string(), days: z.number().positive().max(365) })
    .optional()
    .describe("An element that is out for some days"),
  between: z.strictObject({ from: z.string(), to: z.string() }).optional().describe("Ends of the cuts: names or ids"),
  only: z.array(z.string()).max(5000).optional().describe("Ids of the elements looked at; all with flow unless given"),
  threads: z.number().int().min(1).max(8).default(2).describe("Threads that solve; no more than the machine has cores"),
});

/** What threads of one run tell each other too; nobody else may ask for it, as its answer is a part of one. */
const threadParameters = parameters.extend({
  /** This part of the single failures only. */
  part: z.strictObject({ index: z.number().int().min(0), of: z.number().int().min(1) }).optional(),
  /** These failures only. */
  lose: z.array(z.array(z.string())).optional(),
});

type Parameters = z.infer<typeof threadParameters>;

/** What a thread hands back: losses by ids. */
interface PartAnswer {
  readonly losses: readonly (Omit<Loss, "things"> & { readonly things: readonly string[] })[];
}

async function run(work: Work): Promise<object> {
  const [{ CriticalStudy, assemble, listPairs, listSingles, loseAll }, wire] = await Promise.all([
    import("../studies/critical.ts"),
    import("../wire/to-critical.ts"),
  ]);
  const given = threadParameters.parse(work.parameters);
  const dataset = work.changed ?? work.base;
  const start = work.now();
  await checkDay(given);
  const question = toQuestion(given);
  const isPart = given.part !== undefined || given.lose !== undefined;
  const threads = isPart || work.elsewhere === undefined ? 1 : Math.min(given.threads, availableParallelism());
  const ends = given.between === undefined ? undefined : await readEnds(dataset, given.between);
  const others = startOthers(work, given, threads);
  const from = wire.monthOf(dataset, question);
  const study = new CriticalStudy(dataset, from);
  const { reader } = study;
  wire.checkCriticalQuestion(dataset, question, new Set(reader.things.map(({ id }) => id)));
  const toIndexes = (ids: readonly string[]) => ids.flatMap((id) => reader.indexOf(id) ?? []);
  const toIds = ({ things, ...loss }: Loss) => ({ ...loss, things: things.map((thing) => reader.things[thing].id) });
  if (isPart) {
    const list = given.lose?.map(toIndexes) ?? listSingles(study, given.only);
    const losses = loseAll(study, list, given.part === undefined ? {} : { part: given.part });
    return { losses: losses.map(toIds) } satisfies PartAnswer;
  }
  const merge = async (own: readonly Loss[], parts: readonly Promise<object>[]): Promise<Loss[]> => {
    const rest = (await Promise.all(parts)) as PartAnswer[];
    const all = [
      ...own,
      ...rest.flatMap(({ losses }) => losses.map((loss) => ({ ...loss, things: toIndexes(loss.things) }))),
    ];
    // In one order, however many threads there were.
    return all.sort((a, b) => a.things[0] - b.things[0] || (a.things[1] ?? -1) - (b.things[1] ?? -1));
  };
  const list = listSingles(study, given.only);
  const progress = (total: number) => (done: number) => work.report(Math.min(total, done * threads), total, "elements");
  const own = loseAll(study, list, { part: { index: 0, of: threads }, onProgress: progress(list.length) });
  const singles = await merge(own, others);
  const pairList = listPairs(study, singles, given.pairsOf);
  const pairs = await losePairs(pairList);
  const found = assemble(study, ends === undefined ? question : { ...question, between: ends }, singles, pairs);
  return wire.toCriticalAnswer(dataset, found, from, question, (work.now() - start) / 1000);

  async function losePairs(pairsToLose: readonly (readonly number[])[]): Promise<Loss[]> {
    if (pairsToLose.length === 0) return [];
    const share = (index: number) => pairsToLose.filter((_, at) => at % threads === index);
    const elsewhere = Array.from({ length: threads - 1 }, (_, i) => {
      const lose = share(i + 1).map((things) => things.map((thing) => reader.things[thing].id));
      return work.elsewhere?.({ ...strip(given), lose }) ?? Promise.resolve({ losses: [] });
    });
    return merge(loseAll(study, share(0), { onProgress: progress(pairsToLose.length) }), elsewhere);
  }
}

/** @throws InvalidInput for a day that is none, or out of the known years */
async function checkDay({ from }: Parameters): Promise<void> {
  if (from === undefined) return;
  const [{ readDate }, { InvalidInput }] = await Promise.all([
    import("../studies/read-date.ts"),
    import("../model/problem.ts"),
  ]);
  const problems: (typeof InvalidInput.prototype.problems)[number][] = [];
  if (readDate(from, "from", problems) === undefined) throw new InvalidInput(problems);
}

/** What every thread must know. */
const strip = ({ from, only }: Parameters): Record<string, unknown> => ({
  pairsOf: 0,
  threads: 1,
  ...(from === undefined ? {} : { from }),
  ...(only === undefined ? {} : { only }),
});

function startOthers(work: Work, given: Parameters, threads: number): Promise<object>[] {
  return Array.from({ length: threads - 1 }, (_, i) => {
    const answer = work.elsewhere?.({ ...strip(given), part: { index: i + 1, of: threads } });
    // Bad input is said by this thread; the other's word about it is not needed.
    answer?.catch(() => {});
    return answer ?? Promise.resolve({ losses: [] });
  });
}

function toQuestion({ from, pairsOf, outage, between, only }: Parameters): Omit<CriticalRequest, "from" | "between"> & {
  readonly from?: string;
  readonly between?: { readonly from: string; readonly to: string };
} {
  return {
    pairsOf,
    ...(from === undefined ? {} : { from }),
    ...(outage === undefined ? {} : { outage }),
    ...(between === undefined ? {} : { between }),
    ...(only === undefined ? {} : { only }),
  };
}

/** Ids of the places named. @throws InvalidInput with both, when both are not known */
async function readEnds(dataset: LoadedDataset, { from, to }: { readonly from: string; readonly to: string }) {
  const [{ resolvePlace }, { InvalidInput }] = await Promise.all([
    import("../data/index.ts"),
    import("../model/problem.ts"),
  ]);
  const problems: (typeof InvalidInput.prototype.problems)[number][] = [];
  const find = (name: string, place: string): string => {
    const found = resolvePlace(dataset, name);
    if (found.status === "ok") return found.place.id;
    const message = found.status === "unknown" ? `no place is called ${name}` : `several places are called ${name}`;
    problems.push({
      code: found.status === "unknown" ? "unknown-place" : "ambiguous-place",
      place,
      message,
      hint: "use an id, as in kopru data show",
    });
    return "";
  };
  const ends = { from: find(from, "between.from"), to: find(to, "between.to") };
  if (problems.length > 0) throw new InvalidInput(problems);
  return ends;
}

export const criticalKind: RunKind = {
  kind: "critical",
  title: "What breaks",
  isLong: true,
  parameters,
  async check({ base, changed, parameters: asked }) {
    const [{ listThings }, { checkCriticalQuestion }, { InvalidInput }] = await Promise.all([
      import("../studies/critical-things.ts"),
      import("../wire/to-critical.ts"),
      import("../model/problem.ts"),
    ]);
    const given = parameters.parse(asked);
    const dataset = changed ?? base;
    const problems: (typeof InvalidInput.prototype.problems)[number][] = [];
    const note = (error: unknown): void => {
      if (!(error instanceof InvalidInput)) throw error;
      problems.push(...error.problems);
    };
    await checkDay(given).catch(note);
    if (given.between !== undefined) await readEnds(dataset, given.between).catch(note);
    try {
      checkCriticalQuestion(dataset, toQuestion(given), new Set(listThings(dataset).map(({ id }) => id)));
    } catch (error) {
      note(error);
    }
    if (problems.length > 0) throw new InvalidInput(problems);
  },
  load: async () => ({
    run,
    headline: (answer) => {
      const parsed = criticalOk.safeParse(answer);
      // A part of a run has none.
      if (!parsed.success) return [];
      const { elements, solves, outage } = parsed.data;
      if (outage)
        return [
          { name: "outageLossUsd", label: `Loss by the outage: ${outage.name}`, value: outage.lossUsd, unit: "USD" },
          { name: "outageLossDays", label: "Days of its service lost", value: outage.lossDays, unit: "days" },
        ];
      // Not a port where most goods begin or end: that they are lost with it is no finding.
      const first = elements.find(({ passingShare }) => passingShare >= OWN_SHARE) ?? elements[0];
      return [
        { name: "elements", label: "Elements", value: elements.length, unit: "" },
        { name: "solves", label: "Solves", value: solves, unit: "" },
        ...(first
          ? [
              {
                name: "largestLossUsdPerDay",
                label: `Largest loss: ${first.name}`,
                value: first.lossUsdPerDay,
                unit: "USD/day",
              },
            ]
          : []),
      ];
    },
  }),
};
