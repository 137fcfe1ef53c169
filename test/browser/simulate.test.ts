// The crossing, simulated: somebody runs it with one click, watches it, sees figures with intervals, adds a ship and compares the two
// fleets under the same luck, comes back to the run by its address. On the real dataset; few replications of a short time.

import { readFileSync } from "node:fs";
import type { Locator, Page } from "playwright-core";
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

/** What a click hands to the download folder. */
async function saved(page: Page, button: Locator): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return readFileSync(await download.path());
}
const PNG = "89504e470d0a1a0a";
/** Width and height of a PNG, px: the first two numbers of its head. */
const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)];

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
  // A chart is taken away with what it is of inside.
  await page.locator('[data-tab="times"]').click();
  await page.waitForSelector('[data-chart="times"] .histogram path');
  const chart = page.locator('[data-chart="times"]');
  const svg = (await saved(page, chart.getByText("SVG", { exact: true }))).toString("utf8");
  for (const inside of [await chart.locator("h3").innerText(), "14 December 2026", "Seed 1", "P50", "for a ship"])
    expect(svg).toContain(inside);
  expect(svg).not.toContain("var(--");
  const png = await saved(page, chart.getByText("PNG", { exact: true }));
  expect(png.subarray(0, 8).toString("hex")).toBe(PNG);
  expect(sizeOf(png).every((side) => side > 300)).toBe(true);
  // The day it went wrong, both fleets on one clock; Escape closes it.
  await page.locator("[data-replay]").click();
  await page.waitForSelector(".sim-replay-room .replay-map canvas", { timeout: RUN_MS });
  expect(await page.locator(".sim-replay-room .replay-side").count()).toBe(2);
  await page.waitForSelector(".sim-replay-room .replay-canvas[data-things]");
  const moment = await saved(page, page.locator(".sim-replay-room [data-picture]"));
  expect(moment.subarray(0, 8).toString("hex")).toBe(PNG);
  await page.locator(".sim-replay-room .replay-top .icon-button").click();
  await page.waitForSelector(".sim-replay-room", { state: "detached" });
  // The first run beside this one.
  await page.locator('[data-tab="runs"]').click();
  await page.locator(".rows-table tbody tr").last().locator(".row-actions [aria-pressed]").click();
  const bars = page.locator(".stage-bars .axis-text");
  await expect.poll(() => bars.allTextContents(), { timeout: RUN_MS }).toContain("This run");
  // Nobody paired them: it is said, and the interval is that of independent runs.
  expect(await page.locator("[data-independent]").innerText()).toMatch(/not paired.*Welch/);
  expect(await page.locator(".sim-figures tbody tr").first().locator("td").last().innerText()).toMatch(/\(.+\)/);
  expect(await listBreaches(page)).toEqual([]);
  await page.close();
});

test("numbers are typed as people type them; what is out of bounds says the bounds and asks for nothing", async () => {
  const page = await stage.open("?page=simulate");
  const days = page.locator(".sim-period input[type=number]");
  await days.click({ clickCount: 3 });
  await page.keyboard.type("3");
  expect(await page.locator(".sim-period .bounds").innerText()).toBe("7–731");
  expect(page.url()).not.toContain("days:");
  await page.keyboard.type("0");
  expect(await days.inputValue()).toBe("30");
  await expect.poll(() => page.url()).toContain("days:30");
  const ships = page.locator(".sim-fleet li input").first();
  const before = await ships.inputValue();
  await ships.click({ clickCount: 3 });
  await page.keyboard.press("Backspace");
  await page.keyboard.type("-8");
  await page.keyboard.press("Tab");
  expect(await ships.inputValue()).toBe(before);
  await ships.click({ clickCount: 3 });
  await page.keyboard.press("Backspace");
  await page.keyboard.type("8");
  expect(await ships.inputValue()).toBe("8");
  await page.locator(".sim-more summary").click();
  const seed = page.locator(".sim-more-body input[type=number]").last();
  await seed.fill("4294967296");
  expect(await seed.getAttribute("aria-invalid")).toBe("true");
  expect(page.url()).not.toContain("seed:");
  await page.close();
});

test("a ready-made scenario that was edited no longer goes by its name", async () => {
  const page = await stage.open("?page=simulate");
  const ready = page.locator("[data-ready]").first();
  const name = await ready.innerText();
  await ready.click();
  await page.waitForSelector(".edit-card input");
  expect(await page.locator(".document-name").inputValue()).toBe(name);
  expect(await page.locator("[data-unsaved]").count()).toBe(0);
  await page.locator(".edit-card input").first().fill("9");
  await expect.poll(() => page.locator(".document-name").inputValue()).toBe(`${name} (changed)`);
  expect(await page.locator("[data-unsaved]").innerText()).toContain("not kept");
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
