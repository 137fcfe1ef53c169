// The crossing, simulated: somebody runs it with one click, watches it, sees figures with intervals, adds a ship and compares the two
// fleets under the same luck, comes back to the run by its address. On the real dataset; few replications of a short time.

import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { listBreaches, openStage, PHONE, type Stage } from "./plan-page.ts";

/** A run takes seconds; other work may share the machine. What does not come at all still fails. */
const RUN_MS = 240_000;
/** Two weeks of winter, twice. */
const SHORT = "sim=(days:14,from:2026-12-01,replications:2)";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
afterEach(() => expect(stage.takeErrors()).toEqual([]));

/** Waits for figures; a run that failed is told at once, with what is said of it. */
async function waitForShow(page: Page, show: "base" | "difference"): Promise<void> {
  const figures = `.headline[data-show="${show}"]:not([data-stale])`;
  await page.waitForSelector(`${figures}, .run-failed`, { timeout: RUN_MS });
  expect(await page.locator(figures).count(), await page.locator(".sim-run").first().innerText()).toBe(1);
}

test("one click runs, progress is seen, two fleets are compared with the interval of the paired difference, and the address finds the run again", {
  timeout: 3 * RUN_MS,
}, async () => {
  const page = await stage.open(`?page=simulate&${SHORT}`);
  await page.waitForSelector(".sim-fleet li");
  await page.locator("[data-run]").click();
  await page.waitForSelector(".sim-progress progress");
  await waitForShow(page, "base");
  expect(await page.locator(".headline h2").innerText()).toMatch(/wait \d/);
  await page.waitForSelector('[data-chart="times"] .histogram path');
  // Half, four fifths and nineteen in twenty are marked.
  for (const mark of ["P50", "P80", "P95"])
    expect(await page.locator(".histogram text", { hasText: mark }).count()).toBe(1);
  expect(await page.locator(".sim-trust summary").innerText()).toMatch(/2.*±/);
  expect(await page.locator("[data-run]").count()).toBe(0);

  // A ship more on the first line: the old figures fade until it is run.
  const line = page.locator(".sim-fleet li").first();
  const before = Number(await line.locator("input").inputValue());
  await line.locator("button").last().click();
  expect(await line.locator("input").inputValue()).toBe(String(before + 1));
  await page.waitForSelector(".headline[data-stale]");
  await page.locator("[data-run]").click();
  await waitForShow(page, "difference");
  const difference = await page.locator(".sim-figures tbody tr").first().locator("td").last().innerText();
  expect(difference).toMatch(/[−+]?[\d.,]+ [hd]\s*\(.+\)/);

  const address = new URL(page.url());
  const figures = await page.locator(".sim-figures").innerText();
  const other = await stage.open(address.search);
  await waitForShow(other, "difference");
  expect(await other.locator(".sim-figures").innerText()).toBe(figures);
  expect(await other.locator("[data-run]").count()).toBe(0);
  await other.close();

  for (const [tab, found] of [
    ["queues", ".band-lines path"],
    ["busy", ".use-bar"],
    ["ships", ".rows-table tbody tr"],
    ["capacity", ".sim-asking"],
  ] as const) {
    await page.locator(`[data-tab="${tab}"]`).click();
    await page.waitForSelector(`.dock-body ${found}`);
  }
  // The day it went wrong, both fleets on one clock; Escape closes it.
  await page.locator("[data-replay]").click();
  await page.waitForSelector(".sim-replay-room .replay-map canvas", { timeout: RUN_MS });
  expect(await page.locator(".sim-replay-room .replay-side").count()).toBe(2);
  await page.locator(".sim-replay-room .replay-top .icon-button").click();
  await page.waitForSelector(".sim-replay-room", { state: "detached" });
  // The first run beside this one.
  await page.locator('[data-tab="runs"]').click();
  await page.locator(".rows-table tbody tr").last().locator(".row-actions [aria-pressed]").click();
  const bars = page.locator(".stage-bars .axis-text");
  await expect.poll(() => bars.allTextContents(), { timeout: RUN_MS }).toContain("This run");
  expect(await listBreaches(page)).toEqual([]);
  await page.close();
});

test("a run is cancelled where it stands, and can be run again", { timeout: 2 * RUN_MS }, async () => {
  const page = await stage.open("?page=simulate&sim=(days:365,replications:200,seed:7)");
  await page.locator("[data-run]").click();
  await page.locator(".sim-progress .button").click();
  await page.waitForSelector("[data-run]", { timeout: RUN_MS });
  expect(await page.locator(".sim-run").innerText()).toContain("Cancelled");
  await page.close();
});

test("what no address should hold is left out, and a run that is not known here is said to be so", async () => {
  const page = await stage.open(
    "?page=simulate&sim=(days:-4,replications:x,fleet:(a:0),seed:!n)&ran=00000000-0000-0000-0000-000000000000.x",
  );
  await page.waitForSelector(".sim-run .note");
  expect(await page.locator("[data-run]").isEnabled()).toBe(true);
  expect(await page.locator(".sim-start .note").innerText()).toMatch(/^10 replications/);
  await page.close();
});

test.each(["light", "dark"] as const)(
  "everybody can use it on a phone, %s",
  { timeout: 2 * RUN_MS },
  async (colorScheme) => {
    const page = await stage.open(`?page=simulate&${SHORT}`, { colorScheme, viewport: PHONE, hasTouch: true });
    await page.locator("[data-run]").click();
    await waitForShow(page, "base");
    expect(await listBreaches(page)).toEqual([]);
    await page.locator(".sheet-tabs button").nth(1).click();
    await page.waitForSelector('[data-chart="times"]');
    expect(await listBreaches(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await page.close();
  },
);
