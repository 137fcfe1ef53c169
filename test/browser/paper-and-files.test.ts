// What a person does beyond asking: prints the answer, drops files on the page, names a place by a click on the map, goes to
// another page and comes back.

import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openStage, type Stage, waitForAnswer, waitForMap } from "./plan-page.ts";

const RATES = path.join(import.meta.dirname, "..", "..", "examples", "overlays", "my-rates");

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
afterEach(() => expect(stage.takeErrors()).toEqual([]));

test("on paper stand the map, the ways, the strip, the arrival, the costs and the stages, light even from a dark screen", async () => {
  const page = await stage.open("?theme=dark");
  await waitForAnswer(page);
  await waitForMap(page);
  const options = await page.locator(".cards .card").count();
  expect(await page.locator(".print").count()).toBe(0);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  const paper = page.locator(".print");
  await paper.waitFor();
  expect(await page.locator(".app").isVisible()).toBe(false);
  expect(await paper.locator(".strip svg [data-stage]").count()).toBeGreaterThan(4);
  expect(await paper.locator('[data-chart="arrival"] svg path').count()).toBeGreaterThanOrEqual(3);
  const rows = await paper
    .locator("table")
    .evaluateAll((tables) => tables.map((table) => table.querySelectorAll("tr").length));
  expect(rows).toHaveLength(3);
  expect(rows[0]).toBe(options + 1);
  expect(Math.min(...rows)).toBeGreaterThan(3);
  const ink = await paper.evaluate((element) => getComputedStyle(element).getPropertyValue("--ink").trim());
  expect(ink).toBe("#1d232b");
  // A picture of nothing has one colour.
  const colours = await paper.locator(".print-map").evaluate(async (image: HTMLImageElement) => {
    await image.decode();
    const canvas = new OffscreenCanvas(64, 64);
    const pen = canvas.getContext("2d");
    pen?.drawImage(image, 0, 0, 64, 64);
    return new Set(new Uint32Array(pen?.getImageData(0, 0, 64, 64).data.buffer ?? new ArrayBuffer(0))).size;
  });
  expect(colours).toBeGreaterThan(10);
  await page.emulateMedia({ media: "screen" });
  await paper.waitFor({ state: "detached" });
  expect(await page.locator(".cards .card").count()).toBe(options);
  expect((await page.pdf({ format: "A4" })).byteLength).toBeGreaterThan(50_000);
  await page.close();
});

test("files that are dragged onto the page are laid over the data", async () => {
  const page = await stage.open("?from=xian&to=istanbul&depart=2026-12-01&avoid=RU,IR");
  await waitForAnswer(page);
  const files = ["dataset.yaml", "tariffs.csv", "values/rates.csv"].map((file) => ({
    name: path.basename(file),
    text: readFileSync(path.join(RATES, file), "utf8"),
  }));
  const carried = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const { name, text } of given) transfer.items.add(new File([text], name));
    return transfer;
  }, files);
  await page.dispatchEvent("body", "dragover", { dataTransfer: carried });
  await page.waitForSelector(".drop");
  await page.dispatchEvent("body", "drop", { dataTransfer: carried });
  await page.waitForSelector(".overlays .chip");
  expect(await page.locator(".drop").count()).toBe(0);
  expect(await page.locator(".overlays .chip").count()).toBe(3);
  expect(await page.locator(".overlays .field-problem").count()).toBe(0);
  await page.waitForSelector(".effects");
  expect((await page.locator(".effects").innerText()).length).toBeGreaterThan(20);
  await page.close();
});

test("a place field takes a click on the map", async () => {
  const page = await stage.open("?from=xian&to=istanbul&depart=2026-12-01");
  await waitForAnswer(page);
  await waitForMap(page);
  const before = await page.locator("[data-end=to]").inputValue();
  await page.getByRole("button", { name: "Choose the destination on the map" }).click();
  await page.waitForSelector(".pick-hint");
  const box = await page.locator(".map-canvas").boundingBox();
  if (!box) throw new Error("no map");
  await page.mouse.click(box.x + box.width * 0.5, box.y + box.height * 0.5);
  await page.waitForSelector(".pick-hint", { state: "detached" });
  await page.waitForFunction(
    (name) => document.querySelector<HTMLInputElement>("[data-end=to]")?.value !== name,
    before,
  );
  expect(page.url()).not.toContain("to=istanbul");
  await page.close();
});

test("to the claims and back, and from a wide window to a narrow one: the answer stays", async () => {
  const page = await stage.open();
  const count = await waitForAnswer(page);
  await waitForMap(page);
  await page.locator(".rail button", { hasText: "Claims" }).click();
  await page.waitForSelector(".claim");
  await page.locator(".rail button").first().click();
  expect(await waitForAnswer(page)).toBe(count);
  await waitForMap(page);
  await page.setViewportSize({ width: 600, height: 900 });
  await page.waitForSelector(".phone-tabs");
  expect(await waitForAnswer(page)).toBe(count);
  await page.close();
});

test("why there is no way, and what to change, is said in the reader's language", async () => {
  const page = await stage.open("?from=xian&to=istanbul&depart=2026-12-01&deadline=2026-12-04&lang=ru");
  await page.waitForSelector(".no-route");
  const said = await page.locator(".no-route").innerText();
  expect(said).toMatch(/[а-я]/);
  expect(said).not.toMatch(/[a-z]{3}/i);
  await page.close();
});
