// `kopru runs`: the history of long work: list it, look at one, repeat one, compare two, forget one.

import type { Command } from "commander";
import type { InvalidAnswer } from "../wire/common.ts";
import type { ForgottenAnswer, RunAnswer, RunCompareAnswer, RunRecordJson, RunsAnswer } from "../wire/runs.ts";
import type { StoreDesk } from "./ask-store.ts";
import { findRunId } from "./find-run-id.ts";
import { type Finish, type GlobalOptions, refuseScenario } from "./global-options.ts";
import { printAnswer } from "./print.ts";
import { addStoreOptions, type StoreOptions } from "./store-options.ts";
import { bold, faint, green, number, red, yellow } from "./style.ts";

interface RunsOptions extends GlobalOptions, StoreOptions {
  readonly limit: string;
  readonly kind?: string;
  readonly result?: boolean;
}

export function addRuns(program: Command, finish: Finish): void {
  const runs = program
    .command("runs")
    .description("the history of long work: list, show, repeat, compare, forget")
    .hook("preAction", (_group, command) => refuseScenario(command.optsWithGlobals(), "A run has its own scenario."));
  const add = (usage: string, description: string): Command =>
    addStoreOptions(runs.command(usage).description(description));
  const act = (work: (options: RunsOptions, ids: readonly string[]) => Promise<number>) => {
    return async (...args: unknown[]): Promise<void> => {
      const command = args.at(-1) as Command;
      finish(await work(command.optsWithGlobals<RunsOptions>(), args.slice(0, -2).map(String)));
    };
  };
  add("list", "newest first")
    .option("--limit <count>", "how many", "20")
    .option("--kind <kind>", "only of this kind")
    .action(act(listRuns));
  add("show <id>", "what is known of a run; the first letters of its id are enough")
    .option("--result", "print its answer, as the API gives it")
    .action(act(showRun));
  add("repeat <id>", "calculate a run again from what it kept, and wait for it").action(act(repeatRun));
  add("compare <a> <b>", "headline figures side by side").action(act(compareRuns));
  add("forget <id>", "forget a run, or cancel it when it is under way").action(act(forgetRun));
}

/** Opens the store, asks, closes it again. */
async function withDesk<T>(options: RunsOptions, workers: number, work: (desk: StoreDesk) => Promise<T>): Promise<T> {
  const { openStoreDesk } = await import("./ask-store.ts");
  const desk = await openStoreDesk(options, workers);
  try {
    return await work(desk);
  } finally {
    await desk.close();
  }
}

const listRuns = (options: RunsOptions): Promise<number> =>
  withDesk(options, 0, async (desk) => {
    const query = new URLSearchParams({ limit: options.limit, ...(options.kind ? { kind: options.kind } : {}) });
    const answer = (await desk.ask("GET", `/runs?${query}`)) as RunsAnswer;
    const { toTable } = await import("./table.ts");
    return printAnswer(answer, options.json, (found) =>
      found.status === "ok" ? toListText(found.runs, found.total, toTable) : "",
    );
  });

const showRun = (options: RunsOptions, [id]: readonly string[]): Promise<number> =>
  withDesk(options, 0, async (desk) => {
    const whole = await findRunId(desk, id);
    if (options.result) {
      const answer = (await desk.ask("GET", `/runs/${whole}/result`)) as { readonly status: string };
      return printAnswer(answer, true, () => "");
    }
    const answer = (await desk.ask("GET", `/runs/${whole}`)) as RunAnswer;
    return printAnswer(answer, options.json, (found) => (found.status === "ok" ? toRunText(found.run) : ""));
  });

const repeatRun = (options: RunsOptions, [id]: readonly string[]): Promise<number> =>
  withDesk(options, 1, async (desk) => {
    const started = (await desk.ask("POST", `/runs/${await findRunId(desk, id)}/repeat`)) as RunAnswer;
    const answer = started.status === "ok" ? await waitFor(desk, started.run) : started;
    return printAnswer(answer, options.json, (found) => (found.status === "ok" ? toRunText(found.run) : ""));
  });

const compareRuns = (options: RunsOptions, [a, b]: readonly string[]): Promise<number> =>
  withDesk(options, 0, async (desk) => {
    const query = new URLSearchParams({ a: await findRunId(desk, a), b: await findRunId(desk, b) });
    const answer = (await desk.ask("GET", `/runs/compare?${query}`)) as RunCompareAnswer;
    const { toTable } = await import("./table.ts");
    return printAnswer(answer, options.json, (found) => (found.status === "ok" ? toCompareText(found, toTable) : ""));
  });

const forgetRun = (options: RunsOptions, [id]: readonly string[]): Promise<number> =>
  withDesk(options, 0, async (desk) => {
    const answer = (await desk.ask("DELETE", `/runs/${await findRunId(desk, id)}`)) as ForgottenAnswer;
    return printAnswer(answer, options.json, (found) =>
      found.status === "ok" ? `${found.id} is ${found.done}.\n` : "",
    );
  });

const LOOK_MS = 200;

/** Looks at a run until it has ended, with a bar. */
async function waitFor(desk: StoreDesk, begun: RunRecordJson): Promise<RunAnswer | InvalidAnswer> {
  const { createProgressBar } = await import("./progress-bar.ts");
  const bar = createProgressBar(begun.kind);
  try {
    for (;;) {
      const answer = (await desk.ask("GET", `/runs/${begun.id}`)) as RunAnswer;
      if (answer.status !== "ok" || !["queued", "running"].includes(answer.run.state)) return answer;
      if (answer.run.progress !== null) bar.show(answer.run.progress);
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  } finally {
    bar.stop();
  }
}

type ToTable = typeof import("./table.ts").toTable;

const SHORT_ID = 8;
const FIGURES_SHOWN = 3;

function toListText(runs: readonly RunRecordJson[], total: number, toTable: ToTable): string {
  if (runs.length === 0) return "No runs are kept.\n";
  const table = toTable(
    [
      { title: "id" },
      { title: "when" },
      { title: "kind" },
      { title: "scenario", width: 26 },
      { title: "state" },
      { title: "s", align: "right" },
      { title: "figures", width: 34 },
    ],
    runs.map((run) => [
      run.id.slice(0, SHORT_ID),
      toMinute(run.createdAt),
      run.kind,
      run.scenario?.name ?? faint("as it stands"),
      stateWord(run.state),
      run.seconds === null ? "" : number(run.seconds, 1),
      run.headline.slice(0, FIGURES_SHOWN).map(toFigure).join("\n"),
    ]),
  );
  return total > runs.length ? `${table}${faint(`${total} in all`)}\n` : table;
}

const toFigure = ({ label, value, unit }: RunRecordJson["headline"][number]): string =>
  `${label} ${number(value, Math.abs(value) < 100 ? 2 : 0)} ${unit}`;

const toMinute = (time: string): string => time.slice(0, 16).replace("T", " ");

function stateWord(state: RunRecordJson["state"]): string {
  return state === "done" ? green(state) : state === "failed" ? red(state) : yellow(state);
}

function toRunText(run: RunRecordJson): string {
  const rows: readonly (readonly [string, string])[] = [
    ["asked", `${toMinute(run.createdAt)} UTC by ${run.who}`],
    [
      "scenario",
      run.scenario === null
        ? "the dataset as it stands"
        : `${run.scenario.name} ${faint(run.scenario.hash.slice(0, 12))}`,
    ],
    ["dataset", `${run.dataset.id} ${run.dataset.version} ${faint(run.dataset.hash.slice(0, 12))}`],
    ["parameters", JSON.stringify(run.parameters)],
    ["seed", run.seed === null ? "" : String(run.seed)],
    ["program", run.programVersion],
    [
      "took",
      run.seconds === null
        ? ""
        : `${number(run.seconds, 1)} s${run.attempts > 1 ? `, begun ${run.attempts} times` : ""}`,
    ],
    [
      "answer",
      run.result === null ? "" : `${number(run.result.bytes / 1000)} kB ${faint(run.result.sha256.slice(0, 12))}`,
    ],
    ["repeats", run.repeats ?? ""],
    ...run.headline.map((figure) => [figure.label, `${number(figure.value, 2)} ${figure.unit}`] as const),
    ...run.problems.map((problem) => [red("problem"), problem.message] as const),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.filter(([, text]) => text !== "").map(([name, text]) => `  ${name.padEnd(width)}  ${text}\n`);
  return `${bold(`${run.kind} ${run.id}`)} ${stateWord(run.state)}\n${lines.join("")}`;
}

function toCompareText({ a, b, figures, same }: Extract<RunCompareAnswer, { status: "ok" }>, toTable: ToTable): string {
  const name = (run: RunRecordJson): string => `${run.id.slice(0, SHORT_ID)} ${run.scenario?.name ?? "as it stands"}`;
  const amount = (value: number | null): string =>
    value === null ? "–" : number(value, Math.abs(value) < 100 ? 2 : 0);
  const differs = Object.entries(same).flatMap(([what, isSame]) => (isSame ? [] : [WORDS[what] ?? what]));
  const table = toTable(
    [
      { title: "", width: 34 },
      { title: name(a), align: "right" },
      { title: name(b), align: "right" },
      { title: "difference", align: "right" },
      { title: "unit" },
    ],
    figures.map((row) => [row.label, amount(row.a), amount(row.b), amount(row.difference), row.unit]),
  );
  return `${table}${differs.length === 0 ? "Nothing differs.\n" : `They differ in: ${differs.join(", ")}.\n`}`;
}

const WORDS: Readonly<Record<string, string>> = { programVersion: "version of the program", result: "answer" };
