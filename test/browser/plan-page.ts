// The app as the browser tests use it: a server with the real dataset, its scenarios, a store of its own and the built app,
// one browser, fresh pages.
// Every page notes what the console said; a test that leaves an error there fails.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { FastifyInstance } from "fastify";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { createServer } from "../../src/api/index.ts";
import { loadDataset } from "../../src/data/index.ts";
import { reserveStore } from "../../src/store/index.ts";
import { launchBrowser } from "./find-browser.ts";

const PROJECT = path.join(import.meta.dirname, "..", "..");
export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

export interface Stage {
  readonly open: (query?: string, options?: BrowserContextOptions) => Promise<Page>;
  /** What consoles said since the last call that should not have been said. */
  readonly takeErrors: () => string[];
  readonly close: () => Promise<void>;
}

/** Starts server and browser; the caller closes both with `close`. */
export async function openStage(): Promise<Stage> {
  const input = { base: path.join(PROJECT, "dataset"), overlays: [] };
  const folder = mkdtempSync(path.join(tmpdir(), "kopru-stage-"));
  const reservation = reserveStore({ folder });
  const app: FastifyInstance = await createServer({
    dataset: await loadDataset(input),
    input,
    programVersion: "0.0.0",
    webFolder: path.join(PROJECT, "dist", "web"),
    requestsPerMinute: 0,
    scenarioFolder: path.join(PROJECT, "scenarios"),
    store: reservation,
  });
  const address = await app.listen({ port: 0, host: "127.0.0.1" });
  const browser: Browser = await launchBrowser();
  let said: string[] = [];
  const open = async (query = "", options: BrowserContextOptions = {}) => {
    const context = await browser.newContext({
      locale: "en-US",
      viewport: DESKTOP,
      reducedMotion: "reduce",
      colorScheme: "light",
      ...options,
    });
    // Other work may share the machine: slow is not wrong.
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    page.on("pageerror", (error) => said.push(error.message));
    page.on("console", (message) => {
      // A refused question is a 4xx by contract, and the browser notes it.
      if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) said.push(message.text());
    });
    await page.goto(`${address}/${query}`);
    return page;
  };
  const close = async () => {
    await browser.close();
    await app.close();
    reservation.release();
    rmSync(folder, { recursive: true, force: true });
  };
  const takeErrors = () => {
    const taken = said;
    said = [];
    return taken;
  };
  return { open, takeErrors, close };
}

/** Waits for an answer that is up to date and gives the number of its cards. */
export async function waitForAnswer(page: Page): Promise<number> {
  await page.waitForSelector(".options:not([data-stale]) .card-button, .no-route", { timeout: 60_000 });
  return page.locator(".cards .card").count();
}

/** Waits until the map has drawn everything. */
export async function waitForMap(page: Page): Promise<void> {
  await page.waitForSelector('.map-canvas[data-idle="yes"]', { timeout: 90_000 });
}

/** Breaches of WCAG 2.2 A and AA on the page as it stands, one line each. */
export async function listBreaches(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  return violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.target.join(" ")}`));
}
