// Does a person get an answer? The Plan page on the real dataset: first visit, choosing, asking, keyboard, languages, phone.

import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openStage, PHONE, type Stage, waitForAnswer, waitForMap } from "./plan-page.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
afterEach(() => expect(stage.takeErrors()).toEqual([]));

test("the first visit shows an answered example, drawn on the map", async () => {
  const page = await stage.open();
  expect(await waitForAnswer(page)).toBeGreaterThanOrEqual(3);
  await waitForMap(page);
  expect(await page.locator(".examples .chip").count()).toBe(3);
  expect(await page.locator('.examples .chip[aria-pressed="true"]').count()).toBe(1);
  expect(await page.locator("[data-stage]").count()).toBeGreaterThan(4);
  expect(await page.locator(".range-dot").count()).toBeGreaterThanOrEqual(3);
  await page.close();
});

test("a click chooses an option, the address keeps it, a reload gives it again", async () => {
  const page = await stage.open();
  await waitForAnswer(page);
  const second = page.locator("[data-card]").nth(1);
  const id = await second.getAttribute("data-card");
  await second.click();
  await page.waitForSelector(".inspector");
  expect(page.url()).toContain(`option=${id}`);
  await page.reload();
  await waitForAnswer(page);
  expect(await page.locator(`[data-card="${id}"]`).getAttribute("aria-pressed")).toBe("true");
  await page.keyboard.press("Escape");
  await page.waitForSelector(".inspector", { state: "detached" });
  await page.close();
});

test("a source mark opens what stands behind a number", async () => {
  const page = await stage.open("?details=1");
  await waitForAnswer(page);
  await page.locator(".cost-table .source-dot").first().click();
  await page.waitForSelector(".source-popup .source-list li");
  expect((await page.locator(".source-popup .source-list").innerText()).length).toBeGreaterThan(20);
  await page.close();
});

test("with the keyboard alone: find a place, ask, walk the cards, choose, undo", async () => {
  const page = await stage.open();
  await waitForAnswer(page);
  const from = await page.locator("[data-end=from]").inputValue();
  await page.keyboard.press("/");
  await page.keyboard.type("tashk");
  await page.waitForSelector(".place-item[data-highlighted]");
  await page.keyboard.press("Enter");
  await page.waitForURL(/from=tashkent/);
  await waitForAnswer(page);
  await page.locator("[data-card]").first().focus();
  await page.keyboard.press("ArrowDown");
  const focused = await page.evaluate(() => document.activeElement?.getAttribute("data-card"));
  expect(focused).toBe(await page.locator("[data-card]").nth(1).getAttribute("data-card"));
  await page.keyboard.press("Enter");
  await page.waitForURL(new RegExp(`option=${focused}`));
  await page.keyboard.press("u");
  await page.waitForFunction(
    (name) => document.querySelector<HTMLInputElement>("[data-end=from]")?.value === name,
    from,
  );
  await page.close();
});

test("the command palette darkens the page and the language menu changes every word", async () => {
  const page = await stage.open();
  await waitForAnswer(page);
  await page.keyboard.press("Control+k");
  await page.waitForSelector(".palette-input:focus");
  await page.keyboard.type("dark");
  await page.keyboard.press("Enter");
  await page.waitForSelector('html[data-theme="dark"]');
  for (const [lang, word] of [
    ["kk", "Жоспар"],
    ["az", "Dəhlizlər"],
    ["ru", "Поделиться"],
  ] as const) {
    await page.keyboard.press("Control+k");
    await page.waitForSelector(".palette-input:focus");
    await page.keyboard.type({ kk: "Қазақша", az: "Azərbaycanca", ru: "Русский" }[lang]);
    await page.keyboard.press("Enter");
    await page.waitForSelector(`html[lang="${lang}"]`);
    const text = await page.locator(".app").innerText();
    expect(text).toContain(word);
    expect(text).not.toMatch(/\b(ask|options|mode|leg|unit|badge|strip|dock|time)\.[a-z]/);
  }
  await page.close();
});

test("words that cannot be fetched: English, a sentence, and a second try", async () => {
  const page = await stage.open();
  await waitForAnswer(page);
  // Nothing that was drawn before the words came may be English.
  await page.addInitScript(() => {
    new MutationObserver(() => {
      if (document.querySelector(".app")) document.documentElement.dataset.firstLang ??= document.documentElement.lang;
    }).observe(document, { childList: true, subtree: true });
  });
  await page.route(/\/assets\/ru-.*\.json$/, (route) => route.fulfill({ status: 404 }));
  await page.goto(new URL("?lang=ru", page.url()).href);
  await waitForAnswer(page);
  expect(await page.locator(".pick-hint[role=alert]").innerText()).toContain("Русский");
  expect(await page.locator(".app").innerText()).toContain("Share");
  await page.unroute(/\/assets\/ru-.*\.json$/);
  await page.locator(".pick-hint button").click();
  await page.waitForSelector('html[lang="ru"]');
  await page.waitForSelector(".pick-hint", { state: "detached" });
  expect(await page.locator(".app").innerText()).toContain("Поделиться");
  await page.reload();
  await waitForAnswer(page);
  expect(await page.evaluate(() => document.documentElement.dataset.firstLang)).toBe("ru");
  await page.close();
});

test("a wrong name is said under its field and what was meant is one click away", async () => {
  const page = await stage.open("?from=xian&to=Istambul&depart=2026-12-01");
  await page.waitForSelector(".field-problem");
  const meant = page.locator(".field-problem button").first();
  expect(await meant.count()).toBe(1);
  await meant.click();
  await page.waitForSelector(".field-problem", { state: "detached" });
  expect(await waitForAnswer(page)).toBeGreaterThan(0);
  await page.close();
});

test("no way: the reason, and a button that gives one", async () => {
  const page = await stage.open("?from=xian&to=istanbul&depart=2026-12-01&deadline=2026-12-04");
  await page.waitForSelector(".no-route");
  expect((await page.locator(".no-route p").first().innerText()).length).toBeGreaterThan(20);
  await page.locator(".no-route .button-wide").first().click();
  await page.waitForSelector(".cards .card");
  await page.close();
});

test("the old answer stays, faded, until the new one is there", async () => {
  const page = await stage.open();
  const count = await waitForAnswer(page);
  await page.route("**/api/v1/route", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
  });
  await page.locator(".examples .chip").nth(1).click();
  await page.waitForSelector(".options[data-stale]");
  expect(await page.locator(".cards .card").count()).toBe(count);
  await page.waitForSelector(".options:not([data-stale])", { timeout: 60_000 });
  await page.close();
});

test("brackets step the date of the network, and it goes back to the departure", async () => {
  const page = await stage.open();
  await waitForAnswer(page);
  await page.keyboard.press("]");
  await page.waitForURL(/date=2027-12-01/);
  await page.keyboard.press("[");
  await page.keyboard.press("[");
  await page.waitForURL(/date=2025-12-01/);
  await page.close();
});

test("a rate card is laid over the data, says what it changed, and can be taken away", async () => {
  const folder = path.join(import.meta.dirname, "..", "..", "examples", "overlays", "my-rates");
  const page = await stage.open("?from=xian&to=istanbul&depart=2026-12-01&avoid=RU,IR");
  await waitForAnswer(page);
  await page
    .locator(".file-button input")
    .setInputFiles(["dataset.yaml", "tariffs.csv", "values/rates.csv"].map((file) => path.join(folder, file)));
  await page.waitForSelector(".overlays .chip");
  expect(await page.locator(".overlays .field-problem").count()).toBe(0);
  expect(await page.locator(".overlays .chip").count()).toBe(3);
  expect((await page.locator(".effects").innerText()).length).toBeGreaterThan(20);
  await waitForAnswer(page);
  for (let left = 3; left > 0; left--) {
    await page.locator(".overlays .chip-remove").last().click();
    await page.waitForFunction(
      (count) =>
        document.querySelectorAll(".overlays .chip").length < count ||
        document.querySelector(".overlays .field-problem"),
      left,
    );
    if ((await page.locator(".overlays .field-problem").count()) > 0) break;
  }
  await page.close();
});

test("a file that is no table of the dataset is refused with its place, and nothing changes", async () => {
  const page = await stage.open();
  const before = await waitForAnswer(page);
  await page
    .locator(".file-button input")
    .setInputFiles({ name: "conditions.csv", mimeType: "text/csv", buffer: Buffer.from("id,subject\nmine,nowhere\n") });
  await page.waitForSelector(".overlays .field-problem");
  expect(await page.locator(".overlays .field-problem").innerText()).toContain("conditions.csv");
  expect(await page.locator(".cards .card").count()).toBe(before);
  await page.close();
});

test.each([
  { width: 1280, height: 720 },
  { width: 1440, height: 900 },
  { width: 2560, height: 1440 },
])("at $width x $height nothing runs over and the map's note is free", async (viewport) => {
  const page = await stage.open("?details=1", { viewport });
  await waitForAnswer(page);
  await waitForMap(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  expect(await coveredNote(page)).toBe(false);
  await page.close();
});

test("on a phone: map above, sheet with stops, journey as a timeline, the map's note free", async () => {
  const page = await stage.open("", { viewport: PHONE, hasTouch: true });
  await waitForAnswer(page);
  await waitForMap(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(await coveredNote(page)).toBe(false);
  const handle = page.locator(".sheet-handle");
  await handle.focus();
  await page.keyboard.press("ArrowUp");
  await page.waitForSelector('.sheet[data-stop="full"]');
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.waitForSelector('.sheet[data-stop="low"]');
  await page.locator(".sheet-tabs button").nth(1).click();
  expect(await page.locator(".timeline li").count()).toBeGreaterThan(4);
  await page.close();
});

/** Whether something else lies over the middle of the map's attribution. */
function coveredNote(page: Awaited<ReturnType<Stage["open"]>>): Promise<boolean> {
  return page.evaluate(() => {
    const note = document.querySelector(".maplibregl-ctrl-attrib");
    if (!note) return true;
    const { left, right, top, bottom } = note.getBoundingClientRect();
    return [left + 4, (left + right) / 2, right - 4].some(
      (x) => !note.contains(document.elementFromPoint(x, (top + bottom) / 2)),
    );
  });
}
