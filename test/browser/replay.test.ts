// The replay in a real browser: a thousand things and more move at thirty frames a second, one clock moves everything, and it can
// be driven without a mouse. Made-up replays; how they are made of a run is tested elsewhere.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createServer } from "../../src/api/index.ts";
import { loadDataset } from "../../src/data/index.ts";
import { launchBrowser } from "./find-browser.ts";
import { buildHarness } from "./replay-harness/build.ts";

interface Handle {
  readonly clock: {
    hour: number;
    readonly isPlaying: boolean;
    readonly rate: number;
    play(): void;
    pause(): void;
    seek(hour: number): void;
  };
  readonly times: { readonly gaps: number[]; readonly costs: number[] };
}

const LEAST_FRAMES_PER_SECOND = 30;
const THINGS = 1_200;
/** A machine that others keep busy takes its time. */
const SLOW = { timeout: 20_000 };

const folder = mkdtempSync(path.join(tmpdir(), "kopru-replay-"));
let server: Awaited<ReturnType<typeof createServer>>;
let browser: Browser;
let address: string;

beforeAll(async () => {
  await buildHarness(folder);
  const input = { base: path.join(import.meta.dirname, "../../dataset") };
  server = await createServer({
    dataset: loadDataset(input),
    input,
    programVersion: "test",
    webFolder: folder,
    requestsPerMinute: 0,
  });
  address = await server.listen({ port: 0, host: "127.0.0.1" });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(query: string, still = true, size = { width: 1440, height: 900 }): Promise<Page> {
  const context = await browser.newContext({
    locale: "en-US",
    viewport: size,
    reducedMotion: still ? "reduce" : "no-preference",
  });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  await page.goto(`${address}/?${query}`);
  await page.waitForSelector(".replay-map .map-canvas[data-idle=yes]");
  await page.waitForSelector(".replay-canvas[data-things]");
  return page;
}

const hourOf = (page: Page): Promise<number> =>
  page.evaluate(() => (globalThis as unknown as { kopruReplay: Handle }).kopruReplay.clock.hour);

interface Measured {
  readonly perSecond: number;
  /** Milliseconds that our own drawing took, of a frame. */
  readonly drawMs: number;
  readonly things: number;
  /** Milliseconds of processor time that the busiest process of the browser took, of a frame; NaN where it cannot be read. */
  readonly processorMs: number;
}

/** Plays for some seconds. */
async function measure(page: Page, seconds: number): Promise<Measured> {
  await page.evaluate(() => {
    const { clock, times } = (globalThis as unknown as { kopruReplay: Handle }).kopruReplay;
    times.gaps.length = 0;
    times.costs.length = 0;
    clock.seek(150);
    clock.play();
  });
  const before = processorSeconds();
  await page.waitForTimeout(seconds * 1000);
  const after = processorSeconds();
  const seen = await page.evaluate(() => {
    const { clock, times } = (globalThis as unknown as { kopruReplay: Handle }).kopruReplay;
    clock.pause();
    const middle = (list: readonly number[]): number =>
      list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
    return {
      frames: times.gaps.length,
      perSecond: 1000 / middle(times.gaps),
      drawMs: middle(times.costs),
      things: Number(document.querySelector<HTMLElement>(".replay-canvas")?.dataset.things),
    };
  });
  const busiest = Math.max(0, ...[...after].map(([pid, now]) => now - (before.get(pid) ?? now)));
  return { ...seen, processorMs: after.size > 0 ? (1000 * busiest) / seen.frames : Number.NaN };
}

/** Processor seconds of the processes that this one started, by pid; an imitated graphics card counts its threads side by side. */
function processorSeconds(): Map<number, number> {
  const found = new Map<number, { readonly parent: number; readonly seconds: number }>();
  for (const pid of existsSync("/proc") ? readdirSync("/proc").filter((name) => /^\d+$/.test(name)) : []) {
    try {
      const text = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
      const isGraphics = readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("--type=gpu-process");
      const seconds = (Number(fields[11]) + Number(fields[12])) / 100;
      found.set(Number(pid), {
        parent: Number(fields[1]),
        seconds: isGraphics ? seconds / Math.min(2, cpus().length) : seconds,
      });
    } catch {
      // It ended meanwhile.
    }
  }
  const isOurs = (pid: number): boolean => {
    for (let at = pid, steps = 0; at > 1 && steps < 20; steps++) {
      if (at === process.pid) return true;
      at = found.get(at)?.parent ?? 0;
    }
    return false;
  };
  return new Map(
    [...found].filter(([pid]) => pid !== process.pid && isOurs(pid)).map(([pid, { seconds }]) => [pid, seconds]),
  );
}

/** On a machine that others keep busy frames come late; then what a frame costs the processor says how many could come. */
const couldDraw = ({ perSecond, processorMs }: Measured): number =>
  Math.max(perSecond, 1000 / (processorMs || Number.POSITIVE_INFINITY));

test("more than a thousand things move at thirty frames a second and more", async () => {
  const page = await open(`things=${THINGS}`, true, { width: 1280, height: 720 });
  // Land and names come in.
  await page.waitForTimeout(3_000);
  const seen = await measure(page, 5);
  console.log(
    `${seen.things} things: ${seen.perSecond.toFixed(0)} frames a second; drawing ${seen.drawMs.toFixed(1)} ms a frame, processor ${seen.processorMs.toFixed(1)} ms`,
  );
  expect(seen.things).toBeGreaterThan(1_000);
  expect(couldDraw(seen)).toBeGreaterThanOrEqual(LEAST_FRAMES_PER_SECOND);
  // What the measure is worth: a page that has 50 ms of work more a frame fails it. So much work, not so much time: on a machine
  // that others keep busy time passes without any work.
  await page.evaluate(() => {
    const work = (steps: number): number => {
      let sum = 1;
      for (let step = 0; step < steps; step++) sum = (Math.imul(sum, 1_664_525) + 1_013_904_223) | 0;
      return sum;
    };
    const STEPS = 2_000_000;
    let leastMs = Number.POSITIVE_INFINITY;
    for (let tries = 0; tries < 20; tries++) {
      const begun = performance.now();
      work(STEPS);
      leastMs = Math.min(leastMs, performance.now() - begun);
    }
    const spin = (): void => {
      work((50 * STEPS) / Math.max(leastMs, 0.1));
      requestAnimationFrame(spin);
    };
    requestAnimationFrame(spin);
  });
  expect(couldDraw(await measure(page, 3))).toBeLessThan(LEAST_FRAMES_PER_SECOND);
  await page.context().close();
});

test("starts on its own, but not for who wants no motion", async () => {
  const moving = await open("things=100", false);
  await expect.poll(() => hourOf(moving), SLOW).toBeGreaterThan(1);
  await moving.context().close();
  const still = await open("things=100");
  await still.waitForTimeout(500);
  expect(await hourOf(still)).toBe(0);
  await still.context().close();
});

test("space, arrows, plus and minus drive the clock; the table says what the picture shows", async () => {
  const page = await open("things=200&sides=2");
  await page.locator(".replay-play").focus();
  await page.keyboard.press("ArrowRight");
  expect(await hourOf(page)).toBe(1);
  await page.keyboard.press("Shift+ArrowRight");
  expect(await hourOf(page)).toBe(25);
  await page.keyboard.press("End");
  expect(await hourOf(page)).toBe(336);
  await page.keyboard.press("Home");
  await page.keyboard.press("+");
  expect(await page.evaluate(() => (globalThis as unknown as { kopruReplay: Handle }).kopruReplay.clock.rate)).toBe(12);
  await page.locator(".replay-play").press("Space");
  await expect.poll(() => hourOf(page), SLOW).toBeGreaterThan(1);
  await page.locator(".replay-play").press("Space");
  await page.evaluate(() => (globalThis as unknown as { kopruReplay: Handle }).kopruReplay.clock.seek(110));
  await page.locator(".replay-more summary").click();
  await expect.poll(() => page.locator(".replay-table").count(), SLOW).toBe(2);
  const table = await page.locator(".replay-table").first().innerText();
  expect(table).toContain("closed since 5 January 2025");
  // 200 + 150 sin(110 / 20 + end + 1), as the made-up queues have it.
  for (const end of [0, 1])
    expect(table).toContain(`${Math.round(200 + 150 * Math.sin(110 / 20 + end + 1))} containers`);
  // Of the made-up border 110 modulo 40.
  expect(table).toMatch(/Border\s+XA → XB\s+30 units/);
  await page.context().close();
});

test("cameras move together, and what lies under the pointer is named", async () => {
  const page = await open("things=60&sides=2");
  await page.waitForFunction(() => document.querySelectorAll(".replay-map .map-canvas[data-idle=yes]").length === 2);
  const picture = () =>
    page
      .locator(".replay-canvas")
      .nth(1)
      .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const before = await picture();
  await page.locator(".replay-map").first().getByRole("button").first().click();
  await expect.poll(picture, SLOW).not.toBe(before);
  await page.context().close();
});

test.each([
  ["desktop", { width: 1440, height: 900 }],
  ["phone", { width: 390, height: 844 }],
])("accessible and not wider than the screen: %s", async (_, size) => {
  const page = await open("things=100&sides=2", true, size);
  const { violations } = await new AxeBuilder({ page }).include(".replay").analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
  await page.context().close();
});
