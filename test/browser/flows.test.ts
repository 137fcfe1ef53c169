// What if: somebody closes a link and sees what it does, shares the link, and another sees the same; somebody halts a
// terminal of the oil network and sees where the oil goes and what is lost. On the real dataset, with runs in workers.

import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { FIRST_RUNS } from "../../src/cli/first-runs.ts";
import { listBreaches, openStage, PHONE, type Stage, waitForMap } from "./plan-page.ts";

/** Other work may share the machine. */
const RUN_MS = 100_000;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
afterEach(() => expect(stage.takeErrors()).toEqual([]));

const settled = (show: string) => `.headline[data-show="${show}"]:not([data-stale])`;
const waitForShow = (page: Page, show: "base" | "scenario" | "difference") =>
  page.waitForSelector(settled(show), { timeout: RUN_MS });

/** Name of the chosen file that a click saves, and its text. */
async function saved(page: Page, click: () => Promise<unknown>): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent("download"), click()]);
  const stream = await download.createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return { name: download.suggestedFilename(), text: Buffer.concat(chunks).toString("utf8") };
}

test("Flows opens with the base run and three scenarios; a link is closed by three clicks; a second browser sees the same", async () => {
  const page = await stage.open("?page=flows");
  await waitForShow(page, "base");
  expect((await page.locator(".headline h2").innerText()).length).toBeGreaterThan(10);
  expect(await page.locator(".ready-made [data-ready]").count()).toBe(3);
  await waitForMap(page);

  // The first of what binds: chosen in the table, as a click on the map would.
  await page.locator('[data-tab="binds"]').click();
  await page.locator(".rows-table .row-button").first().click();
  const close = page.locator('[data-offer="close"], [data-offer="suspend"]').first();
  await close.waitFor();
  const begun = Date.now();
  await close.click();
  // What it touches is said while the flows are still computed, and the old answer stays, faded.
  await page.waitForSelector(".edit-card .edit-touches");
  await waitForShow(page, "difference");
  process.stdout.write(`\n  click to difference: ${Date.now() - begun} ms\n`);
  const headline = await page.locator(".headline").innerText();
  const figures = await page.locator(".key-figures").innerText();
  expect(await page.locator(".show-switch [aria-pressed=true]").innerText()).toBe("Difference");
  expect(headline).toMatch(/USD/);

  await page.locator('[data-tab="corridors"]').click();
  await page.waitForSelector('[data-chart="corridors"] .axis-zero');
  const corridors = await page.locator('[data-chart="corridors"] h3').innerText();

  const address = page.url();
  expect(address).toContain("(edit:");
  const other = await stage.open(new URL(address).search);
  await waitForShow(other, "difference");
  expect(await other.locator(".headline").innerText()).toBe(headline);
  expect(await other.locator(".key-figures").innerText()).toBe(figures);
  expect(await other.locator('[data-chart="corridors"] h3').innerText()).toBe(corridors);
  expect(await other.locator(".edit-card").count()).toBe(1);
  await other.close();

  // Base, scenario and difference by key; undo takes the edit out again.
  await page.locator("body").press("b");
  await waitForShow(page, "base");
  await page.keyboard.press("s");
  await waitForShow(page, "scenario");
  await page.keyboard.press("d");
  await waitForShow(page, "difference");
  await page.keyboard.press("t");
  await page.waitForSelector('[data-chart="corridors"] .data-table');
  await page.keyboard.press("u");
  await waitForShow(page, "base");
  expect(await page.locator(".edit-card").count()).toBe(0);
  await page.close();
});

test("a ready-made scenario is one click; it is kept under a name of one's own, found again and runs are listed", async () => {
  const page = await stage.open("?page=flows");
  await waitForShow(page, "base");
  await page.locator(".ready-made [data-ready]").first().click();
  await waitForShow(page, "difference");
  const yaml = await saved(page, async () => {
    await page.locator(".document-head .icon-button").click();
    await page.locator(".menu-item").nth(1).click();
  });
  expect(yaml.name).toMatch(/\.yaml$/);
  expect(yaml.text).toMatch(/^name: .+\nbaseDate: \d{4}-\d{2}-\d{2}\n/);

  await page.locator(".document-name").fill("Mine, for the test");
  await page.locator(".document-head .button").click();
  await page.locator(".keep-form input").fill("mine-for-the-test");
  await page.locator(".keep-form .button-primary").click();
  await page.waitForURL(/scenario=mine-for-the-test/);
  await page.locator(".chip-more").click();
  await page.locator(".shelf-item", { hasText: "Mine, for the test" }).waitFor();
  await page.keyboard.press("Escape");

  await page.locator('[data-tab="runs"]').click();
  await page.waitForSelector(".rows-table tbody tr");
  const ticks = page.locator('.rows-table input[type="checkbox"]:not(:disabled)');
  await ticks.nth(0).check();
  await ticks.nth(1).click();
  await page.waitForSelector('[data-chart="runs-compared"] tbody tr');
  await page.close();
});

test("Oil: the pipeline terminal halted: routes day by day, what is lost, and perfect foresight named as the bound it is", async () => {
  const page = await stage.open("?page=oil");
  await waitForShow(page, "base");
  expect(await page.locator(".policies .badge").count()).toBe(1);
  await page.locator('[data-ready="cpc-halted"]').click();
  await waitForShow(page, "difference");
  expect(await page.locator(".stacked-area svg path").count()).toBeGreaterThanOrEqual(3);
  expect(await page.locator(".stacked-area .axis-zero").count()).toBeGreaterThanOrEqual(1);
  expect(await page.locator(".headline h2").innerText()).toMatch(/costs producers USD [\d.,]+ (M|bn)/);
  const csv = await saved(page, () =>
    page.locator('[data-chart="oil-days"] .chart-actions button', { hasText: "CSV" }).click(),
  );
  expect(csv.text.split("\r\n").length).toBeGreaterThan(30);
  for (const tab of ["netback", "binds", "security", "pays"]) {
    await page.locator(`[data-tab="${tab}"]`).click();
    await page.waitForSelector(".dock-body [data-chart] svg, .dock-body [data-chart] .rows-table");
  }
  await page.close();
});

test("the app asks first what a server works out when it starts", async () => {
  const page = await stage.open("?page=flows");
  const asked: unknown[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/api/v1/runs")) asked.push(request.postDataJSON());
  });
  await page.reload();
  await waitForShow(page, "base");
  await page.keyboard.press("4");
  await waitForShow(page, "base");
  await expect.poll(() => asked.length, { timeout: RUN_MS }).toBeGreaterThanOrEqual(FIRST_RUNS.length);
  expect(asked.slice(0, FIRST_RUNS.length)).toEqual(FIRST_RUNS);
  await page.close();
});

test("an outage of some days is drawn, and a run of one's own edits is opened again from the history", async () => {
  const page = await stage.open("?page=flows&flowChart=breaks");
  await waitForShow(page, "base");
  await page.locator('[data-asking="outage"]').click();
  await page.waitForSelector(".recovery svg path", { timeout: RUN_MS });
  expect(await page.locator('[data-chart="outage"] h3').innerText()).toMatch(/^14 days without .+ cost shippers USD/);

  await page.locator('[data-tab="binds"]').click();
  await page.locator(".rows-table .row-button").first().click();
  await page.locator('[data-offer="half-capacity"]').click();
  await waitForShow(page, "difference");
  const headline = await page.locator(".headline").innerText();
  await page.locator(".ready-made .chip").first().click();
  await waitForShow(page, "base");
  await page.locator('[data-tab="runs"]').click();
  await page.locator(".rows-table tbody tr", { hasText: "Capacity: " }).locator(".text-button").first().click();
  await waitForShow(page, "difference");
  expect(await page.locator(".headline").innerText()).toBe(headline);
  await page.close();
});

test("while a run computes it can be cancelled, and computed again", async () => {
  const page = await stage.open("?page=flows");
  await waitForShow(page, "base");
  await page.route("**/api/v1/runs", async (route) => {
    if (route.request().method() === "POST") await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue();
  });
  await page.locator(".ready-made [data-ready]").nth(1).click();
  await page.waitForSelector(".run-line progress");
  await page.waitForSelector(".headline[data-stale]");
  await page.locator(".run-line .text-button").click();
  await page.locator(".run-line .button").click();
  await waitForShow(page, "difference");
  await page.close();
});

test("on paper stand the finding, the scenario, the map and the tables", async () => {
  const page = await stage.open("?page=flows&scenario=red-sea-closed&theme=dark");
  await waitForShow(page, "difference");
  await waitForMap(page);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  const paper = page.locator(".print");
  await paper.waitFor();
  expect(await page.locator(".app").isVisible()).toBe(false);
  expect(await paper.locator("table tr").count()).toBeGreaterThan(10);
  expect(await paper.locator("h1").innerText()).toMatch(/USD/);
  expect(await paper.locator(".print-map").count()).toBe(1);
  await page.close();
});

const STATES: readonly { readonly name: string; readonly query: string; readonly phone?: boolean }[] = [
  { name: "flows, difference, what binds", query: "?page=flows&scenario=red-sea-closed&flowChart=binds" },
  { name: "flows, countries, in Russian", query: "?page=flows&scenario=red-sea-closed&flowChart=countries&lang=ru" },
  { name: "flows, a thing", query: "?page=flows&scenario=red-sea-closed&flowChart=reasons&thing=bab-el-mandeb" },
  { name: "oil, difference", query: "?page=oil&scenario=cpc-halted" },
  { name: "oil, security", query: "?page=oil&scenario=cpc-halted&oilChart=security" },
  { name: "phone, flows", query: "?page=flows&scenario=red-sea-closed", phone: true },
  { name: "phone, oil charts", query: "?page=oil&scenario=cpc-halted&whatIfSheet=charts", phone: true },
];
const cases = (["light", "dark"] as const).flatMap((colorScheme) => STATES.map((state) => ({ ...state, colorScheme })));

test.each(cases)("everybody can use it: $name, $colorScheme", async ({ query, phone, colorScheme }) => {
  const page = await stage.open(query, { colorScheme, ...(phone ? { viewport: PHONE, hasTouch: true } : {}) });
  if (query.includes("whatIfSheet")) await page.waitForSelector("[data-chart]", { timeout: RUN_MS });
  else await waitForShow(page, "difference");
  expect(await listBreaches(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await page.close();
});
