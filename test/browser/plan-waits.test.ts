// Plan with the waits of a simulated crossing: chosen by name, said in words, marked at the stage, kept in the link, undone.

import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { listBreaches, openStage, type Stage, waitForAnswer } from "./plan-page.ts";

const QUESTION = "?from=xian&to=baku&cargo=40ft&depart=2025-12-01&require=aktau-port";
/** A run takes seconds; other work may share the machine. What does not come at all still fails. */
const RUN_MS = 240_000;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
afterEach(() => expect(stage.takeErrors()).toEqual([]));

test("waits of a run stand in place of assumed ones when they are chosen, and a link says so", {
  timeout: RUN_MS + 60_000,
}, async () => {
  const page = await stage.open(QUESTION);
  await waitForAnswer(page);
  // Nobody has simulated anything: there is nothing to choose.
  expect(await page.locator(".waits").count()).toBe(0);
  const before = await page.locator(".card").first().innerText();

  const run = await page.evaluate(async (most) => {
    const ask = async (url: string, body?: unknown) => {
      const request =
        body === undefined
          ? {}
          : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
      return (await (await fetch(`api/v1/${url}`, request)).json()) as { run: { id: string; state: string } };
    };
    const parameters = { from: "2025-12-01", days: 31, replications: 2 };
    const { run: started } = await ask("runs", { kind: "simulate", parameters });
    const until = Date.now() + most;
    let state = started.state;
    while ((state === "queued" || state === "running") && Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      state = (await ask(`runs/${started.id}`)).run.state;
    }
    return { id: started.id, state };
  }, RUN_MS);
  expect(run.state).toBe("done");

  await page.reload();
  await waitForAnswer(page);
  const chooser = page.locator(".waits select");
  await chooser.waitFor();
  expect(await chooser.inputValue()).toBe("");
  await chooser.selectOption(run.id);
  await page.waitForSelector(".waits-chip-on");
  await waitForAnswer(page);
  expect(await page.locator(".waits .note").innerText()).toContain("2 replications");
  expect(await page.locator(".card").first().innerText()).not.toBe(before);
  expect(page.url()).toContain(`waits=${run.id}`);
  expect(await listBreaches(page)).toEqual([]);

  // Whoever opens the link has the same waits; who undoes has the assumed ones.
  const other = await stage.open(new URL(page.url()).search);
  await waitForAnswer(other);
  expect(await other.locator(".waits select").inputValue()).toBe(run.id);
  await chooser.selectOption("");
  await waitForAnswer(page);
  expect(await page.locator(".card").first().innerText()).toBe(before);

  // A run that was forgotten is said and not answered with assumed waits in silence.
  await page.evaluate((id) => fetch(`api/v1/runs/${id}`, { method: "DELETE" }), run.id);
  const late = await stage.open(new URL(other.url()).search);
  await late.waitForSelector(".field-problem");
  expect(await late.locator(".field-problem").innerText()).toContain("There is no run");
  await other.close();
  await late.close();
});
