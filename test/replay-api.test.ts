// The replay of a run over HTTP: made when asked for, the replication that the run counted, refused where there is none.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createServer } from "../src/api/index.ts";
import { loadDataset } from "../src/data/index.ts";
import { type Reservation, reserveStore } from "../src/store/index.ts";
import { invalidAnswer } from "../src/wire/common.ts";
import { type ReplayAnswer, type ReplayOk, replayAnswer } from "../src/wire/crossing-replay.ts";
import type { SimulateCorridorOk } from "../src/wire/simulate-corridor.ts";
import { runKopru } from "./run-kopru.ts";

const base = fileURLToPath(new URL("../examples/halcyon", import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), "kopru-replay-api-"));
const API = "/api/v1";
const PARAMETERS = { from: "2026-01-01", days: 60, replications: 3 };
let app: FastifyInstance;
let reservation: Reservation;
let run = "";
let counted: SimulateCorridorOk;

const ask = (method: "GET" | "POST", url: string, body?: unknown) =>
  app.inject({
    method,
    url: `${API}${url}`,
    ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, payload: JSON.stringify(body) }),
  });

/** Asks until it is made. */
async function replayOf(query: string): Promise<{ readonly replay: ReplayAnswer; readonly text: string }> {
  for (;;) {
    const reply = await ask("GET", `/runs/${run}/replay${query}`);
    const replay = replayAnswer.parse(reply.json());
    if (replay.status !== "working") return { replay, text: reply.body };
    expect(reply.statusCode).toBe(202);
  }
}

async function startRun(kind: string, parameters: object): Promise<string> {
  const started = (await ask("POST", "/runs", { kind, parameters, seed: 7 })).json();
  for (;;) {
    const { state, id, problems } = (await ask("GET", `/runs/${started.run.id}`)).json().run;
    if (state === "done") return id;
    if (state === "failed") throw new Error(JSON.stringify(problems));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

beforeAll(async () => {
  reservation = reserveStore({ folder });
  const input = { base };
  app = await createServer({
    dataset: loadDataset(input),
    input,
    programVersion: "0.0.0",
    requestsPerMinute: 0,
    store: reservation,
    workers: 1,
  });
  run = await startRun("simulate", PARAMETERS);
  counted = (await ask("GET", `/runs/${run}/result`)).json();
}, 180_000);
afterAll(async () => {
  await app.close();
  reservation.release();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

it("a run that cannot be is refused before it is kept, with all that is wrong", async () => {
  const before = (await ask("GET", "/runs")).json().total;
  const problemsOf = async (kind: string, parameters: object): Promise<string[]> => {
    const reply = await ask("POST", "/runs", { kind, parameters });
    expect([400, 422]).toContain(reply.statusCode);
    return invalidAnswer.parse(reply.json()).problems.map(({ place }) => place);
  };
  expect(
    await problemsOf("simulate", {
      fleet: [
        { line: "no-such-line", vessels: 2 },
        { line: "calder-port", vessels: 2 },
      ],
      maxReplications: 5,
    }),
  ).toEqual(["maxReplications", "maxReplications", "fleet.0.line", "fleet.1.line"]);
  // What is wrong by its form does not hide what the dataset refuses.
  expect(await problemsOf("simulate", { days: 3, fleet: [{ line: "no-such-line", vessels: 2 }] })).toEqual([
    "parameters.days",
    "fleet.0.line",
  ]);
  for (const kind of ["simulate", "flows", "oil", "critical"])
    for (const from of ["2026-02-30", "9999-12-31"]) expect(await problemsOf(kind, { from })).toContain("from");
  expect(await problemsOf("flows", { groups: ["none-such"], select: "nothing" })).toEqual(["groups", "select"]);
  expect(
    await problemsOf("critical", { outage: { element: "nothing", days: 3 }, between: { from: "x1", to: "x2" } }),
  ).toEqual(["between.from", "between.to", "outage.element"]);
  expect((await ask("GET", "/runs")).json().total).toBe(before);
});

describe("the replay of a run", () => {
  let worst: ReplayOk;
  it("shows the worst of its replications", async () => {
    const { replay } = await replayOf("");
    if (replay.status !== "ok") throw new Error(JSON.stringify(replay));
    worst = replay;
    expect(replay.seed).toBe(7);
    expect(replay.replications).toBe(3);
    expect(replay.worst?.lookedAt).toBe(3);
    expect(replay.worst?.sentence).toContain("waiting");
    // The same day, yard and queue that the run tells of.
    const told = counted.base.days.worst;
    expect(replay.worst).toMatchObject({ replication: told?.replication, date: told?.date, units: told?.queue });
    expect(replay.places[replay.worst?.place ?? -1]?.id).toBe(told?.place);
  }, 120_000);

  it("adds up to what the run counted", async () => {
    const totals: ReplayOk["totals"][] = [];
    for (const replication of [1, 2, 3]) {
      const { replay } = await replayOf(`?replication=${replication}&from=0&to=24`);
      if (replay.status === "ok") totals.push(replay.totals);
    }
    const sum = (of: (each: (typeof totals)[number]) => number): number =>
      totals.reduce((all, each) => all + of(each), 0);
    expect(totals.length).toBe(3);
    expect(sum(({ arrived }) => arrived)).toBe(counted.base.arrived);
    expect(sum(({ events }) => events)).toBe(counted.base.events);
    expect(new Set(totals.map(({ traceHash }) => traceHash)).size).toBe(3);
  }, 120_000);

  let day = 0;
  // Again when the machine was just busy, and of another day: one that was made before is not made again.
  it("answers the same text again, and keeps the server's thread free meanwhile", {
    timeout: 240_000,
    retry: 2,
  }, async () => {
    day++;
    const query = `?replication=2&from=${24 * day}&to=${24 * (day + 1)}`;
    const making = replayOf(query);
    const begun = performance.now();
    expect((await ask("GET", "/health")).statusCode).toBe(200);
    expect(performance.now() - begun).toBeLessThan(2_000);
    expect((await making).text).toBe((await replayOf(query)).text);
  });

  it("refuses what there is not", async () => {
    const refused = async (url: string): Promise<[number, string | undefined]> => {
      const reply = await ask("GET", url);
      return [reply.statusCode, invalidAnswer.parse(reply.json()).problems[0]?.code];
    };
    expect(await refused(`/runs/${run}/replay?state=changed`)).toEqual([400, "wrong-value"]);
    expect(await refused(`/runs/${run}/replay?replication=4`)).toEqual([400, "out-of-range"]);
    expect(await refused(`/runs/${run}/replay?replication=0`)).toEqual([400, "wrong-format"]);
    expect(await refused(`/runs/${run}/replay?from=48&to=24`)).toEqual([400, "out-of-range"]);
    expect(await refused("/runs/00000000-0000-4000-8000-000000000000/replay")).toEqual([404, "unknown-run"]);
    const flows = await startRun("flows", { months: 1 });
    expect(await refused(`/runs/${flows}/replay`)).toEqual([409, "no-replay"]);
  }, 120_000);

  it("is of the state that was asked about, where nobody says which", async () => {
    const asked = { ...PARAMETERS, replications: 1, fleet: [{ line: "halcyon-ferry", vessels: 3 }] };
    const other = await startRun("simulate", asked);
    const states = [];
    for (const query of ["", "?state=base"]) {
      let reply = await ask("GET", `/runs/${other}/replay${query}`);
      while (reply.statusCode === 202) reply = await ask("GET", `/runs/${other}/replay${query}`);
      states.push(reply.json().state);
    }
    expect(states).toEqual(["changed", "base"]);
  }, 120_000);

  it("is what kopru simulate --replay writes", async () => {
    const file = path.join(folder, "replay.json");
    const { exitCode } = await runKopru(
      ...["simulate", "--data", base, "--from", "2026-01-01", "--days", "60", "--replications", "3", "--seed", "7"],
      ...["--replay", file, "--json"],
    );
    expect(exitCode).toBe(0);
    const { dataset: _, ...written } = JSON.parse(readFileSync(file, "utf8")) as ReplayOk;
    const { dataset: __, ...served } = worst;
    expect(written).toEqual(served);
  }, 120_000);
});
