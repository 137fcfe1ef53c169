// `kopru simulate` as people and programs meet it.

import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { type SimulateOk, simulateAnswer } from "../src/wire/simulate.ts";
import { runKopru } from "./run-kopru.ts";

const models = path.join(import.meta.dirname, "..", "examples", "models");
const file = (name: string): string => path.join(models, name);
const folder = mkdtempSync(path.join(tmpdir(), "kopru-models-"));
const write = (name: string, text: string): string => {
  const full = path.join(folder, name);
  writeFileSync(full, text);
  return full;
};

async function ask(
  ...args: readonly string[]
): Promise<{ readonly exitCode: number; readonly answer: ReturnType<typeof simulateAnswer.parse> }> {
  const { exitCode, out } = await runKopru("simulate", "--json", ...args);
  return { exitCode, answer: simulateAnswer.parse(JSON.parse(out)) };
}

const ok = (answer: ReturnType<typeof simulateAnswer.parse>): SimulateOk => {
  if (answer.status !== "ok") throw new Error(JSON.stringify(answer));
  return answer;
};

describe("kopru simulate", () => {
  it("tells waits, queues and use of M/M/2 within their intervals, and the same trace each time", async () => {
    const args = [
      "--model",
      file("mmc.yaml"),
      "--set",
      "servers=2",
      "--set",
      "arrivalRate=1.6",
      "--seed",
      "1",
      "--replications",
      "30",
    ];
    const { exitCode, answer } = await ask(...args);
    const { server } = ok(answer).blocks;
    expect(exitCode).toBe(0);
    // 99.9 % of such intervals would be about 1.7 times as wide.
    for (const [measure, truth] of [
      [server.wait, 2.844444 / 1.6],
      [server.queue, 2.844444],
      [server.utilisation, 0.8],
    ] as const) {
      const { mean, low, high, level } = measure;
      if (mean === null || low === null || high === null) throw new Error("expected an interval");
      expect(level).toBe(0.95);
      expect(Math.abs(mean - truth)).toBeLessThan((1.7 * (high - low)) / 2);
    }
    const { p50, p80, p95 } = server.wait;
    // P(wait > t) = C e^{−(cμ − λ) t} with C = 0.711111 and cμ − λ = 0.4.
    for (const [found, share] of [
      [p50, 0.5],
      [p80, 0.2],
      [p95, 0.05],
    ] as const)
      expect(found).toBeCloseTo(Math.log(0.711111 / share) / 0.4, 0);
    expect(ok(answer).little.worst).toBeLessThan(1e-9);
    const again = ok((await ask(...args)).answer);
    expect({ ...again, seconds: 0 }).toEqual({ ...ok(answer), seconds: 0 });
  });

  it("warns of a queue that grows for want of a stock, which no traffic equation sees", async () => {
    const warnings = async (wagons: number): Promise<readonly string[]> => {
      const { answer } = await ask(
        ...["--model", file("wagons-return.yaml"), "--set", `wagons=${wagons}`, "--set", "horizon=8000"],
        ...["--replications", "3"],
      );
      return ok(answer).warnings.map(({ code, place }) => `${code} ${place}`);
    };
    expect(await warnings(50)).toEqual(["still-growing blocks.wagon"]);
    expect(await warnings(80)).toEqual([]);
  });

  it("warns when nobody gets through, though others keep coming", async () => {
    const stuck = write(
      "no-key.yaml",
      `name: Stuck
run: { until: 100 }
blocks:
  come: { block: arrivals, rate: 1, to: first }
  key: { block: stock, count: 1 }
  first: { block: seize, stock: key, to: walk }
  walk: { block: delay, time: 1, to: again }
  again: { block: seize, stock: key, to: out }
  out: { block: sink }
`,
    );
    const warned = ok((await ask("--model", stuck, "--replications", "2")).answer).warnings;
    expect(warned).toMatchObject([{ code: "still-growing", place: "blocks.first" }]);
    expect(warned[0].message).toContain("nobody has left");
  });

  it("stops at a precision", async () => {
    const { answer } = await ask("--model", file("ferry-patience.yaml"), "--precision", "1%");
    const { precision, replications } = ok(answer);
    expect(precision).toMatchObject({ asked: 0.01, isReached: true });
    expect(precision?.reached).toBeLessThan(0.01);
    expect(replications).toBeGreaterThanOrEqual(10);
  });

  it("compares with another model under the same luck", async () => {
    const { answer } = await ask(
      "--model",
      file("bulk-full.yaml"),
      "--against",
      file("bulk-ab.yaml"),
      "--set",
      "arrivalRate=1",
      "--set",
      "horizon=4000",
    );
    const first = ok(answer).against?.differences[0];
    // At one an hour a ship that waits for four makes everybody wait: less with two.
    expect(first).toMatchObject({ what: "endToEnd", measure: "endToEnd" });
    expect(first?.difference.high).toBeLessThan(0);
    expect(first?.correlation).toBeGreaterThan(0);
  });

  it.each([
    ["too much for ever", ["--model", file("mmc.yaml"), "--set", "arrivalRate=1.5"], "never-settles", "server"],
    [
      "a load that is never full",
      [
        "--model",
        write(
          "stuck.yaml",
          "name: stuck\nblocks:\n  in: { block: arrivals, at: [1, 2], to: train }\n  train: { block: batch, most: 3, to: apart }\n  apart: { block: split, to: out }\n  out: { block: sink }\n",
        ),
      ],
      "deadlock",
      "train",
    ],
    [
      "a bound",
      [
        "--model",
        write(
          "bound.yaml",
          "name: bound\nrun: { until: 1000000, maxEntities: 2000 }\nblocks:\n  in: { block: arrivals, rate: 10, to: slow }\n  slow: { block: server, service: 9, to: out }\n  out: { block: sink }\n",
        ),
      ],
      "entity-limit",
      "slow",
    ],
  ] as const)("%s is an answer that names the block", async (_what, args, reason, block) => {
    const { exitCode, answer } = await ask(...args);
    expect(exitCode).toBe(3);
    expect(answer).toMatchObject({ status: "none", reason });
    expect(JSON.stringify(answer)).toContain(block);
    const text = await runKopru("simulate", ...args);
    expect(text.out).toContain(block);
  });

  it("refuses what is wrong, with the place", async () => {
    const bad = write(
      "bad.yaml",
      "name: bad\nrun: { until: 10 }\nblocks:\n  in: { block: arrivals, rate: 1, to: dsk }\n  desk: { block: server, servers: 0, service: 1, to: out }\n  out: { block: sink }\n",
    );
    const { exitCode, answer } = await ask("--model", bad);
    expect(exitCode).toBe(2);
    expect(answer).toMatchObject({
      status: "invalid",
      problems: [{ code: "unknown-block", hint: "did you mean desk?" }, { code: "no-capacity" }],
    });
    for (const args of [
      ["--model", file("nowhere.yaml")],
      [],
      ["--model", file("mmc.yaml"), "--set", "servers"],
      ["--model", file("mmc.yaml"), "--set", "srvers=2"],
      ["--model", file("mmc.yaml"), "--precision", "much"],
      ["--model", file("mmc.yaml"), "--replications", "0"],
    ])
      expect((await ask(...args)).exitCode).toBe(2);
  });

  it("refuses what would be left out or lost silently, all at once and before it runs", async () => {
    const nowhere = path.join(folder, "no", "such", "folder");
    const places = async (...args: readonly string[]): Promise<readonly string[]> => {
      const { exitCode, answer } = await ask(...args);
      expect(exitCode).toBe(2);
      if (answer.status !== "invalid") throw new Error(JSON.stringify(answer));
      return answer.problems.map(({ place, message }) => `${place}: ${message.split(" ")[0]}`);
    };
    // Of the crossing beside a model: nobody should believe that they had an effect.
    expect(
      await places("--model", file("mmc.yaml"), "--fleet", "a=1", "--days", "30", "--replay", `${nowhere}/r.json`),
    ).toEqual([
      "command line: --days",
      "command line: --fleet",
      "command line: --replay",
      `--replay: ${nowhere}/r.json`,
    ]);
    expect(await places("--from", "2026-01-01", "--set", "servers=2", "--against", "b.yaml")).toEqual([
      "command line: --against",
      "command line: --set",
    ]);
    // A folder is no file either.
    expect(await places("--from", "2026-01-01", "--replay", folder)).toEqual([`--replay: ${folder}`]);
  });

  it("says every bad value at once, and with them an option that there is not", async () => {
    const places = async (...args: readonly string[]): Promise<string[]> => {
      const { exitCode, out } = await runKopru(...args, "--json");
      expect(exitCode).toBe(2);
      return (JSON.parse(out) as { problems: { place: string }[] }).problems.map(({ place }) => place);
    };
    const bad = ["--seed", "-1", "--replications", "0", "--level", "3", "--threads", "1e6", "--set", "a"];
    expect(await places("simulate", "--model", file("mmc.yaml"), ...bad)).toEqual(bad.filter((_, i) => i % 2 === 0));
    expect(await places("simulate", "--season", "autum", "--sensitivity", "ferry", "--bogus")).toEqual([
      "--season",
      "--sensitivity",
      "command line",
    ]);
    expect(await places("sweep", "--model", file("mmc.yaml"), "--set", "servers=x", "--seed", "x")).toEqual([
      "--set",
      "--seed",
    ]);
  });

  it("says what contradicts itself together with what files and dataset refuse", async () => {
    const places = async (...args: readonly string[]): Promise<string[]> => {
      const { exitCode, answer } = await ask(...args);
      expect(exitCode).toBe(2);
      if (answer.status !== "invalid") throw new Error(JSON.stringify(answer));
      return answer.problems.map(({ place }) => place);
    };
    expect(await places("--model", "nowhere.yaml", "--max-replications", "5", "--precision", "x")).toEqual([
      "--precision",
      "--max-replications",
      "nowhere.yaml",
    ]);
    const crossing = ["--data", "examples/halcyon", "--fleet", "no-such-line=3", "--sensitivity", "halcyon-ferry@x"];
    expect(await places(...crossing, "--max-replications", "20")).toEqual([
      "--max-replications",
      "--fleet",
      "--sensitivity",
    ]);
    expect(await places(...crossing)).toEqual(["--fleet", "--sensitivity"]);
  });

  it("names a file of another kind", async () => {
    const scenario = write("closed.yaml", "name: Closed\nbaseDate: 2026-12-01\nedits: []\n");
    for (const [args, words] of [
      [
        ["simulate", "--model", file("oil-greedy.yaml")],
        ["an oil model", "kopru oil"],
      ],
      [
        ["oil", "--model", file("mmc.yaml")],
        ["a simulation model", "kopru simulate --model"],
      ],
      [
        ["sweep", file("mmc.yaml")],
        ["a simulation model", "kopru simulate --model"],
      ],
      [
        ["simulate", "--model", scenario],
        ["a scenario", "--scenario"],
      ],
      [
        ["simulate", "--data", "examples/halcyon", "--scenario", file("mmc.yaml")],
        ["a simulation model", "--model"],
      ],
    ] as const) {
      const { exitCode, out } = await runKopru(...args, "--json");
      expect(exitCode).toBe(2);
      const { problems } = JSON.parse(out) as { problems: { code: string; message: string; hint: string }[] };
      expect(problems.map(({ code }) => code)).toEqual(["wrong-kind-of-file"]);
      expect(problems[0].message).toContain(words[0]);
      expect(problems[0].hint).toContain(words[1]);
    }
    const empty = await ask("--model", write("empty.yaml", ""));
    expect(empty.answer).toMatchObject({ status: "invalid", problems: [{ code: "missing" }] });
  });

  it("writes a trace when asked for one", async () => {
    const trace = path.join(folder, "trace.csv");
    const { exitCode } = await ask(
      "--model",
      file("ferry-workload.yaml"),
      "--set",
      "wagons=50",
      "--replications",
      "1",
      "--trace",
      trace,
    );
    expect(exitCode).toBe(0);
    const [header, first, ...rest] = readFileSync(trace, "utf8").trim().split("\n");
    expect(header).toBe("hours,event,subject,entity");
    expect(first).toMatch(/^[\d.]+,arrival,wagons,$/);
    expect(rest.some((line) => line.includes(",service-end,border,"))).toBe(true);
    expect(
      (await ask("--model", file("mmc.yaml"), "--trace", path.join(folder, "no", "such", "folder.csv"))).exitCode,
    ).toBe(2);
  });

  it("prints a table for people", async () => {
    const { out, exitCode } = await runKopru(
      "simulate",
      "--model",
      file("ferry-workload.yaml"),
      "--set",
      "wagons=3000",
      "--replications",
      "3",
    );
    expect(exitCode).toBe(0);
    for (const word of ["Ferry workload", "yard", "border", "Mean load", "95 % interval"]) expect(out).toContain(word);
  });
});
