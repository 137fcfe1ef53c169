// Can everybody use it? axe finds nothing on the main states of the app, in both themes and on a phone.

import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { listBreaches, openStage, PHONE, type Stage, waitForAnswer } from "./plan-page.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
afterEach(() => expect(stage.takeErrors()).toEqual([]));

const settled = async (page: Page) => void (await waitForAnswer(page));
const STATES: readonly {
  readonly name: string;
  readonly query: string;
  readonly phone?: boolean;
  readonly prepare: (page: Page) => Promise<void>;
}[] = [
  { name: "answer with details", query: "?details=1", prepare: settled },
  { name: "corridors compared", query: "?dock=compare", prepare: settled },
  { name: "cost and time, in Kazakh", query: "?dock=tradeoff&lang=kk", prepare: settled },
  { name: "claims", query: "?page=claims", prepare: async (page) => void (await page.waitForSelector(".claim")) },
  {
    name: "wrong name",
    query: "?from=xian&to=Istambul&depart=2026-12-01",
    prepare: async (page) => void (await page.waitForSelector(".field-problem")),
  },
  {
    name: "no way",
    query: "?from=xian&to=istanbul&depart=2026-12-01&deadline=2026-12-04",
    prepare: async (page) => void (await page.waitForSelector(".no-route")),
  },
  {
    name: "terms and calendar",
    query: "",
    prepare: async (page) => {
      await waitForAnswer(page);
      await page.locator(".ask-row .link-button").click();
      await page.locator(".sentence .slot-button").last().click();
      await page.waitForSelector(".calendar");
    },
  },
  {
    name: "command palette",
    query: "",
    prepare: async (page) => {
      await waitForAnswer(page);
      await page.keyboard.press("Control+k");
      await page.waitForSelector(".palette");
    },
  },
  { name: "phone", query: "", phone: true, prepare: settled },
  {
    name: "phone, journey",
    query: "?sheet=journey",
    phone: true,
    prepare: async (page) => void (await page.waitForSelector(".timeline")),
  },
];

const cases = (["light", "dark"] as const).flatMap((colorScheme) => STATES.map((state) => ({ ...state, colorScheme })));

test.each(cases)("$name, $colorScheme", async ({ query, phone, colorScheme, prepare }) => {
  const page = await stage.open(query, { colorScheme, ...(phone ? { viewport: PHONE, hasTouch: true } : {}) });
  await prepare(page);
  expect(await listBreaches(page)).toEqual([]);
  await page.close();
});
